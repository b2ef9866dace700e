"""What several measures share: results computed once for a run, and random numbers that depend on the input alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import TypeVar

import numpy as np

from polarize.measures._base import Context

T = TypeVar("T")


def once(context: Context, key: Hashable, owner: object, make: Callable[[], T]) -> T:
    """Return `make()`, computed once for each key and owner in this context.

    Args:
        context: the run.
        key: what is computed.
        owner: the thread it is computed for (told apart by identity, and kept alive as long as the context).
        make: the computation.
    """
    place = (key, id(owner))
    if place not in context.cache:
        context.cache[place] = (owner, make())
    result: T = context.cache[place][1]
    return result


def generator(seed: int, *names: str) -> np.random.Generator:
    """Return a random generator that depends on the seed and the names alone, not on what was drawn before."""
    text = "\0".join((str(seed), *names))
    digest = blake2b(text.encode("utf-8", errors="surrogatepass"), digest_size=16).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
