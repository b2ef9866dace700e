"""Data sets of 4CAT: what other platforms' columns are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polarize.errors import Malformed, MissingColumn
from polarize.sources import Input, ReadOptions, sources
from polarize.tables import Corpus

Reader = Callable[..., Corpus]


def test_an_image_board_names_the_post_answered_in_the_text(told: Reader) -> None:
    table = (
        "id,timestamp,unix_timestamp,thread_id,board,author,subject,body\n"
        "100,2025-03-10 09:15:00,1741598100,100,n,Anonymous,Trams,First.\n"
        '101,2025-03-10 09:16:00,1741598160,100,n,Anonymous,,">>100\n>First.\nNo."\n'
        "102,2025-03-10 09:17:00,1741598220,100,n,Fox,,>>999 who?\n"
    )
    found = told("fourcat", table, "4chan.csv")
    assert found.articles.select("article_id", "title", "outlet", "source").rows() == [("100", "Trams", "n", "fourcat")]
    rows = found.comments.select("comment_id", "reply_to", "author", "text").rows()
    assert rows[1] == ("101", "100", "Anonymous", ">>100\n> First.\nNo.")
    assert [row[1] for row in rows] == [None, "100", None]
    assert str(found.comments["posted_at"][0]) == "2025-03-10 09:15:00+00:00"


def test_without_its_five_columns_it_says_so() -> None:
    with pytest.raises(MissingColumn, match=r"has no column thread_id, timestamp\. Read it as a table with --from table"):
        sources()["fourcat"].read(Input("x.csv", None, content=b"id,author,body\n1,Fox,Trams.\n"), ReadOptions())


def test_a_set_without_any_text_is_refused() -> None:
    table = b"id,timestamp,thread_id,author,body\n100,2025-03-10 09:15:00,100,Fox,\n"
    with pytest.raises(Malformed, match="has no row with a comment in it"):
        sources()["fourcat"].read(Input("4chan.csv", None, content=table), ReadOptions())
