"""MiniLM-L6 as a cross-encoder, in plain torch: small enough to read, and its graph is written to ONNX by hand in export.py."""

from __future__ import annotations

import json
from pathlib import Path

import onnx.numpy_helper
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional


class Layer(nn.Module):
    """A transformer layer with the norm after each half, as BERT has it."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Return the next hidden state, shape (batch, tokens, size); `mask` is True where a token is."""
        n, t, size = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        # Spelled out: on the CPU torch's own attention takes three times as long for so few tokens.
        nearness = (q @ k.transpose(2, 3)).float() * (size // self.heads) ** -0.5
        nearness = nearness.masked_fill(~mask[:, None, None, :], -1e4).softmax(dim=-1)
        seen = self.out((nearness.to(v.dtype) @ v).transpose(1, 2).reshape(n, t, size))
        x = self.norm1(x + functional.dropout(seen.float(), dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner.float(), dropout, self.training))


class CrossEncoder(nn.Module):
    """Token ids of a pair -> logits of favor, against, none."""

    def __init__(self, words: int, size: int, layers: int, heads: int, inner: int, places: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(words, size)
        self.places = nn.Embedding(places, size)
        self.types = nn.Embedding(2, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, heads, inner) for _ in range(layers))
        self.hidden = nn.Linear(2 * size, size)
        self.head = nn.Linear(size, 3)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor, dropout: float = 0.1) -> Tensor:
        """Return logits, shape (batch, 3); ids, types and mask have the shape (batch, tokens)."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.types(types)
        x = functional.dropout(self.norm(x), dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask, dropout)
        weight = mask.float()[:, :, None]
        mean = (x * weight).sum(dim=1) / weight.sum(dim=1)
        both = torch.cat([x[:, 0], mean], dim=1)
        hidden = functional.dropout(functional.gelu(self.hidden(both)).float(), dropout, self.training)
        logits: Tensor = self.head(hidden).float()
        return logits


def pretrained(folder: Path) -> CrossEncoder:
    """Return the model with the weights of a BERT-like encoder (config.json, model.safetensors) and a new head."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = CrossEncoder(
        config["vocab_size"], config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"], config["intermediate_size"]
    )
    given = load_file(folder / "model.safetensors")
    given = {name.removeprefix("bert."): value for name, value in given.items()}
    state = model.state_dict()
    for ours, theirs in (("words", "word"), ("places", "position"), ("types", "token_type")):
        state[f"{ours}.weight"] = given[f"embeddings.{theirs}_embeddings.weight"]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(config["num_hidden_layers"]):
            old, new = f"encoder.layer.{number}.", f"layers.{number}."
            state[f"{new}qkv.{part}"] = torch.cat([given[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{new}{ours}.{part}"] = given[f"{old}{theirs}.{part}"]
    model.load_state_dict(state)
    return model


def restored(file: Path, base: Path) -> CrossEncoder:
    """Return the model whose 8-bit weights `export.py` wrote to `file`, to go on training it.

    What training leaves alone is taken from `base`.
    """
    model = pretrained(base)
    given = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer}
    # The exporter names matrices by running numbers, in the order in which they are multiplied.
    names = [name.removesuffix("_quantized") for name in given if name.startswith("onnx::MatMul") and name.endswith("_quantized")]
    order = [f"layers.{number}.{part}" for number in range(len(model.layers)) for part in ("qkv", "out", "up", "down")]
    names = sorted(names, key=lambda name: int(name.rpartition("_")[2]))
    # Equal matrices would share a name; none are.
    found = dict(zip(order, names, strict=True))
    for name in ("hidden", "head"):
        # Quantisers of some versions turn these round and say so.
        turned = f"model.{name}.weight_Transposed"
        found[name] = turned if f"{turned}_quantized" in given else f"model.{name}.weight"
    state = model.state_dict()
    for ours, theirs in found.items():
        whole = (given[f"{theirs}_quantized"].astype("float32") - given[f"{theirs}_zero_point"]) * given[f"{theirs}_scale"]
        state[f"{ours}.weight"] = torch.from_numpy(whole.T.copy())
    for name, value in given.items():
        if name.removeprefix("model.") in state:
            state[name.removeprefix("model.")] = torch.from_numpy(value.copy())
    model.load_state_dict(state)
    return model
