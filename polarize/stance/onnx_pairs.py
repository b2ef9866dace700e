"""Models that read two texts at once (cross-encoders, natural language inference), from an ONNX file with its tokenizer beside it.

onnxruntime is imported when a model is loaded, not before. It runs on one thread of the processor, so that several worker processes
do not get in each other's way and the same texts in the same order give the same bits. Nothing is fetched and nothing is reported.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from polarize.errors import ConfigError

Logits = npt.NDArray[np.float32]
BATCH_ROWS: Final = 32
"""Pairs that go through the model at once, at most."""
_CHUNK: Final = 4_096
"""Pairs that are sorted by length together."""
_MAX_CHARS: Final = 8_000
"""Of a longer text the first and the last half of this many characters are read."""
_FILES: Final = ("model.onnx", "model_quantized.onnx", "model_int8.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")
"""Where the models of a folder usually are, the first that exists is taken."""
_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
_TYPES: Final = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}


_Tokens = tuple[list[int], list[int]]
"""Ids and type ids of a pair."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The special tokens before, between and behind the texts of a pair with their type ids, and the type ids of the texts."""

    before: _Tokens
    between: _Tokens
    behind: _Tokens
    types: tuple[int, int]

    @classmethod
    def of(cls, tokenizer: Any) -> Frame:
        """Read a tokenizer's frame off a pair of two words; ValueError when it has no pairs."""
        pair = tokenizer.encode("the", "the")
        places = pair.sequence_ids
        first, second = places.index(0), places.index(1)
        after, end = len(places) - places[::-1].index(0), len(places) - places[::-1].index(1)
        cuts = (slice(0, first), slice(after, second), slice(end, None))
        before, between, behind = ((pair.ids[cut], pair.type_ids[cut]) for cut in cuts)
        return cls(before, between, behind, (pair.type_ids[first], pair.type_ids[second]))

    def around(self, first: list[int], second: list[int], max_tokens: int) -> _Tokens:
        """Return a pair in the frame, cut to `max_tokens`."""
        room = max(2, max_tokens - sum(len(ids) for ids, _ in (self.before, self.between, self.behind)))
        if len(first) + len(second) > room:
            keep = min(len(first), max(room - len(second), room // 2))
            first, second = _cut(first, keep), _cut(second, room - keep)
        ids = [*self.before[0], *first, *self.between[0], *second, *self.behind[0]]
        texts = [self.types[0]] * len(first), [self.types[1]] * len(second)
        return ids, [*self.before[1], *texts[0], *self.between[1], *texts[1], *self.behind[1]]


def _cut(ids: list[int], keep: int) -> list[int]:
    """Return `keep` tokens of a text: from its beginning and from its end."""
    return ids if len(ids) <= keep else [*ids[: keep - keep // 2], *ids[len(ids) - keep // 2 :]]


@dataclass(frozen=True, slots=True)
class PairModel:
    """A loaded model.

    Attributes:
        path: the ONNX file.
        labels: name of each of the k outputs in lower case, from config.json's id2label; empty when there is none.
        session: onnxruntime's session.
        tokenizer: of the package tokenizers, without padding and truncation of its own.
        frame: the special tokens around a pair.
        inputs: name and type of each input of the model.
        output: name of the output that is read.
        pad: id of the padding token.
    """

    path: Path
    labels: tuple[str, ...]
    session: Any
    tokenizer: Any
    frame: Frame
    inputs: dict[str, Any]
    output: str
    pad: int

    @classmethod
    def load(cls, path: Path | str) -> PairModel:
        """Load a model.

        Args:
            path: an ONNX file; or a folder with one. tokenizer.json and config.json (which may be missing) lie in the file's folder or in
                the one above.

        Raises:
            ConfigError: a file is missing or is not what its name says, or the model does not take two texts; the message names it.
        """
        file = _model_file(Path(path))
        config_path = _beside(file, "config.json")
        config = _config(config_path) if config_path else {}
        tokenizer, frame, pad = _tokenizer(file, config)
        session = _session(file)
        inputs = _inputs(session, file)
        return cls(file, _labels(config, config_path), session, tokenizer, frame, inputs, _output(session), pad)

    def logits(self, first: Sequence[str], second: Sequence[str], max_tokens: int = 128) -> Logits:
        """Return what the model says of each pair, before any softmax; shape (n, k).

        Args:
            first: the first text of each pair, for instance a premise; length n.
            second: the second text of each pair, for instance a hypothesis; length n.
            max_tokens: a longer pair is cut: the longer text first, down to half the room, and in its middle, so that beginning and end
                stay.

        Raises:
            ConfigError: the model cannot take such input, or gives back something other than one row a pair.
        """
        ends = [(start, start + _CHUNK) for start in range(0, len(first), _CHUNK)]
        parts = [self._chunk(first[start:end], second[start:end], max_tokens) for start, end in ends]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.labels)), dtype=np.float32)

    def _chunk(self, first: Sequence[str], second: Sequence[str], max_tokens: int) -> Logits:
        """Return the logits of some pairs; those of about the same length go together."""
        pairs = self._pairs(first, second, max_tokens)
        order = sorted(range(len(pairs)), key=lambda row: len(pairs[row][0]))
        found: list[Logits | None] = [None] * len(pairs)
        for start in range(0, len(order), BATCH_ROWS):
            rows = order[start : start + BATCH_ROWS]
            for row, logits in zip(rows, self._run([pairs[row] for row in rows]), strict=True):
                found[row] = logits
        return np.stack([row for row in found if row is not None])

    def _pairs(self, first: Sequence[str], second: Sequence[str], max_tokens: int) -> list[_Tokens]:
        """Return the tokens of each pair; a text that stands in several pairs is read once."""
        texts = list(dict.fromkeys([*first, *second]))
        read = self.tokenizer.encode_batch_fast([_readable(text) for text in texts], add_special_tokens=False)
        tokens = {text: one.ids for text, one in zip(texts, read, strict=True)}
        return [self.frame.around(tokens[one], tokens[other], max_tokens) for one, other in zip(first, second, strict=True)]

    def _run(self, batch: Sequence[_Tokens]) -> Logits:
        """Return the logits of a batch, padded to its longest pair."""
        shape = (len(batch), max(len(ids) for ids, _ in batch))
        filled = {"input_ids": np.full(shape, self.pad), "attention_mask": np.zeros(shape), "token_type_ids": np.zeros(shape)}
        for row, (ids, types) in enumerate(batch):
            filled["input_ids"][row, : len(ids)] = ids
            filled["attention_mask"][row, : len(ids)] = 1
            filled["token_type_ids"][row, : len(ids)] = types
        feed = {name: filled[name].astype(kind) for name, kind in self.inputs.items()}
        try:
            found = np.asarray(self.session.run([self.output], feed)[0], dtype=np.float32)
        except Exception as error:
            # onnxruntime's own exceptions have no common base.
            raise ConfigError(f"{self.path}: the model failed on {shape[0]} pairs of {shape[1]} tokens ({_first_line(error)}).") from error
        if found.ndim != 2 or len(found) != len(batch):
            raise ConfigError(f"{self.path}: gives an array of shape {found.shape} for {len(batch)} pairs. Take a sequence classifier.")
        return found


def _readable(text: str) -> str:
    """Return the text without lone surrogates, which no tokenizer takes, and without the middle of a very long one."""
    if len(text) > _MAX_CHARS:
        text = f"{text[: _MAX_CHARS // 2]} {text[-_MAX_CHARS // 2 :]}"
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _model_file(path: Path) -> Path:
    """Return the ONNX file that `path` means."""
    if path.is_file():
        return path
    if not path.is_dir():
        raise ConfigError(f"{path}: there is no such file or folder. Name an ONNX file, or a folder with one and its tokenizer.json.")
    found = [path / name for name in _FILES if (path / name).is_file()] or sorted(path.glob("*.onnx"))
    if not found:
        raise ConfigError(f"{path}: holds no .onnx file. Export the model to ONNX first, for example with `optimum-cli export onnx`.")
    return found[0]


def _beside(file: Path, name: str) -> Path | None:
    """Return the file called `name` in the folder of `file` or in the one above."""
    return next((folder / name for folder in (file.parent, file.parent.parent) if (folder / name).is_file()), None)


def _config(path: Path) -> dict[str, Any]:
    """Return config.json."""
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: cannot be read as JSON ({_first_line(error)}). Copy it again from where the model came.") from error
    if not isinstance(config, dict):
        raise ConfigError(f"{path}: is no JSON object. Copy it again from where the model came.")
    return config


def _labels(config: dict[str, Any], path: Path | None) -> tuple[str, ...]:
    """Return the names of the model's outputs."""
    names = config.get("id2label", {})
    try:
        return tuple(str(names[key]).lower() for key in sorted(names, key=int))
    except (TypeError, ValueError) as error:
        raise ConfigError(f'{path}: id2label has to tell the outputs\' names, such as {{"0": "entailment", "1": "neutral"}}.') from error


def _tokenizer(file: Path, config: dict[str, Any]) -> tuple[Any, Frame, int]:
    """Return the tokenizer of a model, its frame, and the id it pads with."""
    path = _beside(file, "tokenizer.json")
    if path is None:
        raise ConfigError(f"{file}: there is no tokenizer.json beside it. Copy it from where the model came.")
    # Threads after a fork would only draw a warning.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
        own = (tokenizer.padding or {}).get("pad_id")
        tokenizer.no_padding()
        tokenizer.no_truncation()
        frame = Frame.of(tokenizer)
    except Exception as error:
        # The package raises bare exceptions.
        raise ConfigError(f"{path}: is no tokenizer that the package tokenizers can read ({_first_line(error)}).") from error
    known = (tokenizer.token_to_id(token) for token in ("[PAD]", "<pad>"))
    candidates = [one for one in (own, config.get("pad_token_id"), *known) if isinstance(one, int)]
    return tokenizer, frame, candidates[0] if candidates else 0


def _session(file: Path) -> Any:
    """Return onnxruntime's session for a model."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    # Planned memory is kept for each shape of input, and texts come in all lengths: 50 MB a process, for no time that can be measured.
    options.enable_mem_pattern = False
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # onnxruntime's own exceptions have no common base.
        raise ConfigError(f"{file}: is no ONNX model that onnxruntime can load ({_first_line(error)}).") from error


def _inputs(session: Any, file: Path) -> dict[str, Any]:
    """Return name and type of the model's inputs."""
    found = {one.name: _TYPES.get(one.type) for one in session.get_inputs()}
    odd = [name for name, kind in found.items() if name not in _INPUTS or kind is None]
    if odd or "input_ids" not in found:
        raise ConfigError(
            f"{file}: takes {', '.join(found) or 'nothing'}. A text model takes {', '.join(_INPUTS[:2])}, perhaps {_INPUTS[2]}."
        )
    return found


def _output(session: Any) -> str:
    """Return the name of the output with the logits."""
    names = [str(one.name) for one in session.get_outputs()]
    return "logits" if "logits" in names else names[0]


def _first_line(error: Exception) -> str:
    """Return what an error says first, short."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:160].rstrip(". ")
