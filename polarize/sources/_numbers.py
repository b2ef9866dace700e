"""Whole numbers that a table can hold."""

from __future__ import annotations


def storable(number: int | None) -> int | None:
    """Return a number that fits into 64 bits, None for any other: no count, depth or score of a comment is so large."""
    return number if number is not None and abs(number) < 2**63 else None
