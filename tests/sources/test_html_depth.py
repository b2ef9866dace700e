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
