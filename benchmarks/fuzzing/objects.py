"""JSON and JSON lines, broken by their keys and values."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from fuzzing.odd import VALUES

Place = tuple[Any, Any]
"""An object or list, and the key or index of what stands in it."""
_KEYS: Final = ("id", "parent", "text", "author", "replies", "data", "", "created", "\0", "İ", "items", "body")


def loaded(data: bytes, by_line: bool) -> Any:
    """Return what stands in a document; a list of all lines for JSON lines."""
    return [json.loads(line) for line in data.splitlines() if line.strip()] if by_line else json.loads(data)


def broken_objects(data: bytes, chance: random.Random, others: Sequence[bytes], *, by_line: bool) -> bytes:
    """Return JSON with some of its keys, values and lists changed.

    Args:
        data: the JSON.
        chance: what decides.
        others: JSON documents that values may be taken from.
        by_line: whether it has an object in each line.
    """
    root = [loaded(data, by_line)]
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        chance.choice(_CHANGES)(root, chance, others)
    return _written(root[0] if root else None, chance, by_line)


def _written(node: Any, chance: random.Random, by_line: bool) -> bytes:
    style: dict[str, Any] = {"ensure_ascii": chance.random() < 0.5, "separators": chance.choice(((",", ":"), (", ", ": ")))}
    if by_line and isinstance(node, list):
        return "\n".join(json.dumps(one, **style) for one in node).encode("utf-8", errors="surrogatepass")
    return json.dumps(node, indent=1 if chance.random() < 0.03 else None, **style).encode("utf-8", errors="surrogatepass")


def _places(node: Any) -> Iterator[Place]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        for key, value in one.items() if isinstance(one, dict) else enumerate(one):
            yield one, key
            if isinstance(value, dict | list):
                waiting.append(value)


def _place(root: list[Any], chance: random.Random) -> Place:
    """Return some place below the root, or that of the root itself where nothing is below."""
    found = list(_places(root))
    return chance.choice(found[1:] or found or [(root, 0)])


def _change(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    holder, key = _place(root, chance)
    holder[key] = copy.deepcopy(chance.choice(VALUES))


def _retype(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    """Give a value another type: a text for a number, a list for a text, and so on."""
    del others
    holder, key = _place(root, chance)
    value = holder[key]
    make: Callable[[Any], Any] = chance.choice(
        (
            lambda one: [one],
            lambda one: {"id": one},
            lambda one: one[0] if isinstance(one, list) and one else str(one)[:200],
            lambda one: list(one.values()) if isinstance(one, dict) else float(one) if isinstance(one, int) else len(str(one)),
            lambda one: {str(at): each for at, each in enumerate(one)} if isinstance(one, list) else bool(one),
            lambda one: json.dumps(one),
        )
    )
    try:
        holder[key] = make(value)
    except OverflowError:
        holder[key] = None


def _drop(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    holder, key = _place(root, chance)
    if holder is not root:
        del holder[key]


def _rename(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    keyed = [(holder, key) for holder, key in _places(root) if isinstance(holder, dict)]
    if keyed:
        holder, key = chance.choice(keyed)
        fresh = chance.choice(_KEYS) if chance.random() < 0.4 else chance.choice(keyed)[1]
        holder[fresh] = holder.pop(key)


def _repeat(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    listed = [holder for holder, _ in _places(root) if isinstance(holder, list) and holder is not root]
    if listed:
        into = chance.choice(listed)
        into.extend(copy.deepcopy(chance.choice(into)) for _ in range(chance.choice((1, 2, 10))))


def _move(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    """Put a copy of a value where another was; now and then within itself."""
    del others
    holder, key = _place(root, chance)
    moved = copy.deepcopy(holder[key])
    if len(json.dumps(moved)) < 4_000:
        to, at = _place(root, chance)
        if isinstance(to, list) and chance.random() < 0.5 and to is not root:
            to.insert(at, moved)
        else:
            to[at] = moved


def _swap(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    (one, first), (other, second) = _place(root, chance), _place(root, chance)
    one[first], other[second] = copy.deepcopy(other[second]), copy.deepcopy(one[first])


def _nest(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    holder, key = _place(root, chance)
    node = holder[key]
    for _ in range(chance.choice((3, 10, 60, 60, 200))):
        node = [node] if chance.random() < 0.5 else {str(key): node}
    holder[key] = node


def _splice(root: list[Any], chance: random.Random, others: Sequence[bytes]) -> None:
    holder, key = _place(root, chance)
    taken, at = _place([json.loads(chance.choice(others))], chance)
    if isinstance(holder, dict) and isinstance(taken, dict):
        holder[at] = taken[at]
    else:
        holder[key] = taken[at]


_CHANGES: Final = (_change, _change, _change, _retype, _retype, _drop, _drop, _rename, _repeat, _move, _swap, _nest, _splice)
