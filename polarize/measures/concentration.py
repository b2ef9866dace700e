"""Concentration: is it many who speak, or a few who speak much?"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Codes, Context, Measure, Thread, Value

TOP = {"top_1_share": 1, "top_5_share": 5, "top_10_share": 10}


def concentration(comments: Codes) -> dict[str, float | None]:
    """Return the share of the comments written by the most active authors, and the Gini coefficient.

    Formula: top_k_share = comments of the k% most active authors, at least one author (rounded up), / all comments of known
        authors;
        top_author_share = the same for the single most active author;
        author_gini = sum over i = 1..A of (2i - A - 1) x_i / (A sum x), x sorted upwards.
    Range: 0 to 1; the Gini coefficient stays under 1 - 1/A.
    Source: Gini 1912; the formula is that of Sen, On Economic Inequality (1973).
    Edge cases: None when no author is known. Comments without an author are left out, as they may be by one person or by many.

    Args:
        comments: number of comments of each author, shape (A,), each at least 1.

    Example:
        Four authors with 1, 1, 2 and 6 comments.

        >>> import numpy as np
        >>> concentration(np.array([1, 1, 2, 6]))
        {'top_1_share': 0.6, 'top_5_share': 0.6, 'top_10_share': 0.6, 'top_author_share': 0.6, 'author_gini': 0.4}
    """
    authors = len(comments)
    if authors == 0:
        return dict.fromkeys((*TOP, "top_author_share", "author_gini"))
    ordered, total = np.sort(comments), int(comments.sum())
    found: dict[str, float | None] = {}
    for name, percent in TOP.items():
        most_active = math.ceil(authors * percent / 100)
        found[name] = int(ordered[-most_active:].sum()) / total
    found["top_author_share"] = int(ordered[-1]) / total
    rank = np.arange(1, authors + 1)
    found["author_gini"] = float(np.sum((2 * rank - authors - 1) * ordered) / (authors * total))
    return found


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the five figures, counted by author."""
    _, comments = np.unique(thread.author[thread.author >= 0], return_counts=True)
    return [Value(name, "author", value, len(comments)) for name, value in concentration(comments.astype(np.int64)).items()]


MEASURE = Measure(
    name="concentration",
    title="Concentration on few authors",
    formula="share of comments by the top 1, 5, 10% of authors and by the first; Gini coefficient",
    range="0 to 1",
    source="Gini 1912; Sen 1973",
    null_when="no author is known",
    values=(*TOP, "top_author_share", "author_gini"),
    compute=compute,
)
