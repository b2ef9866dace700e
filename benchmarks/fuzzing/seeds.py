"""The samples of each source, and small ones cut from them: to break a small document reaches the same code for a tenth of the time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Final

import polars as pl

from fuzzing.markup import elements, pieces
from polarize.errors import InputError
from polarize.sources import Input, ReadOptions, choose

SAMPLES: Final = Path(__file__).resolve().parents[2] / "samples"
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "page": (".html",),
    "xml": (".xml",),
    "json": (".json", ".jsonl"),
    "delimited": (".csv",),
    "paste": (".txt",),
    "mail": (".mbox",),
    "packed": (".zst", ".xlsx"),
}
"""The suffixes of the samples that are broken in the same ways."""
_TRIES: Final = 90
"""Cuts that are tried on a sample."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A document that is broken."""

    name: str
    data: bytes
    kind: str


@cache
def seeds(source: str) -> tuple[Seed, ...]:
    """Return the samples of a source, and those of formats that it reads too and that no sample is in."""
    return tuple(seed for seed, name in _samples() if name == source) + _made(source)


def _made(source: str) -> tuple[Seed, ...]:
    """Return what the source reads besides, made from a table: Parquet, and workbooks of OpenDocument."""
    rows = {"id": ["1", "2", "3"], "parent": [None, "1", "1"], "author": ["Fox", "Owl", None], "text": ["Trams.", "No.", "Buses."]}
    stream = io.BytesIO()
    if source == "table":
        pl.DataFrame(rows).write_parquet(stream, compression="zstd")
        return (Seed("table.parquet", stream.getvalue(), "packed"),)
    if source != "xlsx":
        return ()
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="1"><text:p>{}</text:p></table:table-cell>'
    lines = [list(rows), *zip(*rows.values(), strict=True)]
    body = "".join(f"<table:table-row>{''.join(cell.format(one or '') for one in line)}</table:table-row>" for line in lines)
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    sheets = f'<office:spreadsheet><table:table table:name="A">{body}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(stream, "w") as archive:
        parts = {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"<office:document-content {names}><office:body>{sheets}</office:body></office:document-content>",
        }
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return (Seed("book.ods", stream.getvalue(), "packed"),)


@cache
def small(source: str) -> tuple[Seed, ...]:
    """Return the samples of a source cut to what it still reads as its own, with two comments where the sample has as many."""
    return tuple(_small(seed, source) for seed in seeds(source))


@cache
def of_kind(kind: str) -> tuple[Seed, ...]:
    """Return the samples of a kind, whatever their source."""
    return tuple(seed for seed, _ in _samples() if seed.kind == kind)


@cache
def _samples() -> tuple[tuple[Seed, str], ...]:
    """Return all samples with the names of the sources that claim them."""
    found = []
    for path in sorted(SAMPLES.rglob("*")):
        kind = next((kind for kind, suffixes in KINDS.items() if path.suffix in suffixes), None)
        if kind is not None:
            data = path.read_bytes()
            found.append((Seed(path.name, data, kind), choose(Input(path.name, None, content=data))[0].name))
    return tuple(found)


def comments_in(seed: Seed, source: str) -> int:
    """Return the number of comments that a source reads in a document without being told to; 0 when another takes it."""
    try:
        one = Input(seed.name, None, content=seed.data)
        chosen = choose(one)[0]
        return chosen.read(one, ReadOptions()).comments.height if chosen.name == source else 0
    except InputError:
        return 0


def _small(seed: Seed, source: str) -> Seed:
    wanted = min(2, comments_in(seed, source))

    def is_good(data: bytes) -> bool:
        return comments_in(replace(seed, data=data), source) >= wanted

    if seed.kind == "packed":
        return seed
    if seed.kind == "json":
        shorter = _fewer(seed.data, PurePath(seed.name).suffix == ".jsonl")
        return replace(seed, data=shorter) if is_good(shorter) else seed
    return replace(seed, data=_without(seed.data, _elements if seed.kind in ("page", "xml") else _lines, is_good))


def _fewer(data: bytes, by_line: bool) -> bytes:
    """Return JSON with the first three items of each list, and the beginnings of long texts."""

    def cut(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: cut(value) for key, value in node.items()}
        if isinstance(node, list):
            return [cut(one) for one in node[:3]]
        return node[:60] if isinstance(node, str) and not node.startswith("http") else node

    if by_line:
        return b"".join(json.dumps(cut(json.loads(line)), ensure_ascii=False).encode() + b"\n" for line in data.splitlines()[:3])
    return json.dumps(cut(json.loads(data)), ensure_ascii=False).encode()


def _without(data: bytes, parts: Callable[[bytes], list[tuple[int, int]]], is_good: Callable[[bytes], bool]) -> bytes:
    """Return the data without those of its parts that are not needed, the longest first."""
    tried = set[bytes]()
    for _ in range(_TRIES):
        left = (data[:start] + data[end:] for start, end in sorted(parts(data), key=lambda part: part[0] - part[1]) if end > start)
        shorter = next((one for one in left if one not in tried), None)
        if shorter is None:
            break
        tried.add(shorter)
        data = shorter if is_good(shorter) else data
    return data


def _elements(data: bytes) -> list[tuple[int, int]]:
    """Return the beginnings and ends of elements, in bytes."""
    parts = pieces(data)
    places = [0]
    for part in parts:
        places.append(places[-1] + len(part))
    return [(places[first], places[last + 1]) for first, last in elements(parts)]


def _lines(data: bytes) -> list[tuple[int, int]]:
    """Return the beginnings and ends of runs of lines, in bytes."""

    def runs() -> Iterator[tuple[int, int]]:
        places = [0, *(at + 1 for at, byte in enumerate(data) if byte == 10), len(data)]
        for length in (16, 4, 1):
            yield from ((places[at], places[min(at + length, len(places) - 1)]) for at in range(0, len(places) - 1, length))

    return list(runs())
