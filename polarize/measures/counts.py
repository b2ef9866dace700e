"""Counts: how much there is to go by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import AGAINST, FAVOR, UNSCORED, Codes, Context, Measure, Thread, Value
from polarize.measures._units import units


def counts(label: Codes, author: Codes) -> dict[str, int]:
    """Return the number of comments, of comments read for stance, of named authors, and of comments that take a side.

    Formula: plain counts.
    Range: 0 and up.
    Source: none.
    Edge cases: 0 in an empty thread, never None. Comments without an author's name add nothing to the authors.

    Args:
        label: labels, shape (n,).
        author: codes of the authors, shape (n,); -1 where not known.

    Example:
        >>> import numpy as np
        >>> counts(np.array([1, -1, 2, 3]), np.array([0, 0, -1, 1]))
        {'comments': 4, 'comments_scored': 3, 'authors': 2, 'sided': 2}
    """
    return {
        "comments": len(label),
        "comments_scored": int(np.sum(label != UNSCORED)),
        "authors": len(np.unique(author[author >= 0])),
        "sided": _sided(label),
    }


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the counts of the article, and the sided units for each unit."""
    found = counts(thread.label, thread.author)
    n = found["comments"]
    rows = [Value(name, "article", float(found[name]), n) for name in ("comments", "comments_scored", "authors")]
    return rows + [Value("sided", unit.unit, float(_sided(unit.label)), len(unit.label)) for unit in units(thread, context)]


def _sided(label: Codes) -> int:
    """Return the number of units that take a side."""
    return int(np.sum((label == FAVOR) | (label == AGAINST)))


MEASURE = Measure(
    name="counts",
    title="Counts",
    formula="number of comments, of those read for stance, of named authors, and of units that take a side",
    range="0 and up",
    source="none",
    null_when="never",
    values=("comments", "comments_scored", "authors", "sided"),
    compute=compute,
)
