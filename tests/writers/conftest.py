"""A table with everything in it that a writer can get wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

TEXTS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-5 degrees",
    "@SUM(1+1)",
    "\tindented",
    "'=quoted",
    "＝1+1",
    'a "quoted", word; and more',
    "two\n\nparagraphs",
    "Zoë Façade, İstanbul, 中文，🚲🌳",
    "http://example.org/?a=1&b=<2>",
    "_x0041_ is no letter",
    "",
    None,
]


@pytest.fixture
def table() -> pl.DataFrame:
    """Texts, ids, an enumeration, numbers, truth, times, days, and a null in each of them."""
    count = len(TEXTS)
    noon = datetime(2024, 5, 1, 12, 30, 5, tzinfo=UTC)
    return pl.DataFrame(
        {
            "comment_id": [f"{number:03}" for number in range(count)],
            "text": TEXTS,
            "stance_label": pl.Series((["favor", "against", None] * count)[:count], dtype=pl.Enum(["favor", "against"])),
            "compound": ([-0.5, 0.1 + 0.2, None] * count)[:count],
            "votes": ([-3, 12_345, None] * count)[:count],
            "reply_inferred": ([True, False, None] * count)[:count],
            "posted_at": pl.Series(([noon, noon.replace(microsecond=250_000), None] * count)[:count], dtype=pl.Datetime("us", "UTC")),
            "published": ([date(2024, 2, 29), date(1999, 12, 31), None] * count)[:count],
        }
    )
