"""JSON documents, whole or damaged -> Python values: one value, several one after the other, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import msgspec

from polarize.errors import Malformed
from polarize.sources._input import Input

_DEEPEST: Final = 10_000
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_OPEN: Final = re.compile(r"[\[{]")
_FILLING: Final = " \t\r\n,;\ufeff\x1e"
"""What may stand between two values of a file: white space, a comma, a record separator."""
_fast: Final = msgspec.json.Decoder().decode


def _integer(digits: str) -> int | str:
    """Return a whole number; one that no id or count can be stays text, because Python refuses to convert thousands of digits."""
    return int(digits) if len(digits) < 20 else digits


_lenient: Final = json.JSONDecoder(parse_int=_integer, strict=False)


def load(source: Input) -> tuple[list[Any], list[str]]:
    """Read an input as JSON: one value, several, or one a line.

    Returns:
        The values, and a sentence for each kind of damage: lines left out, a file that breaks off, characters around it.

    Raises:
        Malformed: there is no JSON in it, or it is nested too deeply.
        NotReadable: it cannot be opened.
    """
    text = source.text
    try:
        return [_fast(text.encode("utf-8"))], []
    except (msgspec.MsgspecError, ValueError, RecursionError):
        pass
    try:
        return _load_carefully(source.name, text)
    except RecursionError:
        raise Malformed(source.name, "is JSON that is nested too deeply to be read", "No export is: check where it comes from") from None


def _load_carefully(name: str, text: str) -> tuple[list[Any], list[str]]:
    first = text.lstrip(_FILLING).split("\n", 1)[0]
    if value(first) is not None and text.count("\n") and first[:1] in "{[":
        return _lines(name, text)
    return _values(name, text)


def _lines(name: str, text: str) -> tuple[list[Any], list[str]]:
    """Read one value a line; a line that is none costs only itself."""
    found, bad = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip(_FILLING):
            one = value(line)
            if isinstance(one, dict | list):
                found.append(one)
            else:
                bad.append(number)
    return found, [lines_left_out(name, bad)] if bad else []


def lines_left_out(name: str, numbers: list[int], total: int | None = None) -> str:
    """Return the sentence on lines that are no JSON."""
    total = len(numbers) if total is None else total
    where = ", ".join(f"{number:,}" for number in numbers[:5]) + (f" and {total - 5:,} more" if total > 5 else "")
    return f"{name}: line {where} is no JSON object and was left out."


def _values(name: str, text: str) -> tuple[list[Any], list[str]]:
    """Read values one after the other, skipping what stands between them; the last may break off."""
    found: list[Any] = []
    problems: list[str] = []
    at, stray = 0, False
    while opening := _OPEN.search(text, at):
        stray = stray or bool(text[at : opening.start()].strip(_FILLING))
        try:
            one, at = _lenient.raw_decode(text, opening.start())
        except ValueError as error:
            rest = _closed(text[opening.start() :])
            if not found or rest is not None:
                problems.append(f"{name}: {_place(text, error)}; what stands before that was read. Export it again to get the rest.")
            found += [] if rest is None else [rest]
            at = len(text)
            break
        found.append(one)
    if not found:
        raise Malformed(name, "is no JSON", "Export it again, or name its format with --from")
    if stray or text[at:].strip(_FILLING):
        problems.append(f"{name}: characters before or after the JSON were left out.")
    return found, problems


def _place(text: str, error: ValueError) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return "is no whole JSON"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return "the JSON breaks off at its end"
    return f"the JSON is broken at line {error.lineno:,}, column {error.colno:,}"


def value(text: str) -> Any:
    """Return the value of a JSON text, None when it is none. NaN, lone surrogates and control characters are let pass."""
    try:
        return _fast(text.encode("utf-8", errors="replace"))
    except RecursionError:
        return None
    except (msgspec.MsgspecError, ValueError):
        pass
    try:
        return _lenient.decode(text)
    except (ValueError, RecursionError):
        return None


def _closed(text: str) -> Any:
    """Return the value of a JSON text that breaks off: up to the last complete part, what is open closed. None for nothing."""
    open_ends: list[str] = []
    cut, depth = 0, 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            open_ends.append("}" if sign == "{" else "]")
            cut, depth = token.end(), len(open_ends)
            if depth > _DEEPEST:
                raise RecursionError
        elif sign in "}]":
            if not open_ends or open_ends.pop() != sign:
                break
            cut, depth = token.end(), len(open_ends)
        elif sign[0] == '"':
            if len(sign) == 1 or sign[-1] != '"':
                break
        elif sign == ",":
            cut, depth = token.start(), len(open_ends)
    return value(text[:cut] + "".join(reversed(open_ends[:depth])))


@lru_cache(maxsize=4)
def _peeked(head: str) -> Any:
    text = head.lstrip(_FILLING)
    if text[:1] not in ("{", "["):
        return None
    first, _, more = text.partition("\n")
    whole = value(text)
    if whole is None and more:
        whole = value(first)
    if whole is not None:
        return whole
    try:
        return _closed(text)
    except RecursionError:
        return None


def peek(source: Input) -> Any:
    """Return the beginning of an input as JSON: the value, or that of its first line, closed where the head breaks off; else None."""
    return None if source.is_binary else _peeked(source.head_text)


def nodes(node: Any, *path: str) -> list[dict[str, Any]]:
    """Return the objects in a list, or in the list at the end of a path of keys; [] when there is none."""
    found = at(node, *path)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def at(node: Any, *path: str) -> Any:
    """Return what stands at the end of a path of keys, None when there is nothing."""
    for key in path:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


def first(node: Any) -> dict[str, Any]:
    """Return an object, or the first object in a list; {} when there is none."""
    if isinstance(node, list):
        node = next((one for one in node if isinstance(one, dict)), None)
    return node if isinstance(node, dict) else {}


def every(values: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects among values, lists of objects unfolded."""
    for one in values:
        if isinstance(one, dict):
            yield one
        elif isinstance(one, list):
            yield from (inner for inner in one if isinstance(inner, dict))
