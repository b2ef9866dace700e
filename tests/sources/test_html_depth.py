"""Elements nested by the thousand in one comment: the rest is read as ever, and in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from polarize.sources import Input, ReadOptions, sources

SAMPLE = (Path(__file__).parents[2] / "samples" / "html" / "generic.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "p", "li"])
def test_two_thousand_elements_in_each_other(tag: str) -> None:
    mark = '<div class="debate-text">'
    page = SAMPLE.replace(mark, mark + f"<{tag}>" * 2_000 + f"</{tag}>" * 2_000, 1)
    begun = time.process_time()
    comments = sources()["html"].read(Input("page.html", None, content=page.encode()), ReadOptions()).comments
    assert time.process_time() - begun < 2  # 3 seconds while each was searched for words
    assert comments.height == 5
    assert comments["author"].to_list()[1:] == ["TeapotAdmiral", "grumpy_otter", "Sir Biscuit", "MarmaladeFox"]


def test_elements_nested_in_a_comment_of_wordpress_are_not_each_searched_for_a_signature() -> None:
    page = (Path(__file__).parents[2] / "samples" / "html" / "wordpress.html").read_text(encoding="utf-8")
    mark = '<div class="comment-content">'
    begun = time.process_time()
    deep = page.replace(mark, mark + "<div>" * 2_000 + "</div>" * 2_000, 1)
    comments = sources()["wordpress"].read(Input("page.html", None, content=deep.encode()), ReadOptions()).comments
    assert time.process_time() - begun < 2  # 5 seconds while each was read for the line "Comment by X"
    whole = sources()["wordpress"].read(Input("page.html", None, content=page.encode()), ReadOptions()).comments
    assert comments["author"].to_list() == whole["author"].to_list()


@pytest.mark.parametrize("tag", ["div", "span"])
def test_elements_that_each_hold_an_empty_one_as_well(tag: str) -> None:
    mark = '<div class="debate-text">'
    page = SAMPLE.replace(mark, mark + f"<{tag}><i></i>" * 1_500 + f"</{tag}>" * 1_500)
    begun = time.process_time()
    comments = sources()["html"].read(Input("page.html", None, content=page.encode()), ReadOptions()).comments
    assert time.process_time() - begun < 5  # 10 seconds while each was searched for a few words
    assert comments["author"].to_list()[1:] == ["TeapotAdmiral", "grumpy_otter", "Sir Biscuit", "MarmaladeFox"]
