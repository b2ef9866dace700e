"""The report of four made-up articles: what stands where."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from matplotlib.figure import Figure

from polarize.errors import OutputError, TableError
from polarize.files import slug
from polarize.pages import _article
from polarize.pages import build as module

Written = Callable[..., Path]
Tree = Callable[[Path], Any]


def article(out: Path, name: str) -> Path:
    return out / "articles" / f"{slug(name)}.html"


def test_one_index_and_one_page_an_article(corpus: Any, written: Written) -> None:
    out = written(corpus)
    pages = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert pages == {"index.html", *(f"articles/{slug(name)}.html" for name in ("tram/1", "silent", "chat", "few"))}


def test_index_lists_each_article_with_its_numbers(corpus: Any, written: Written, tree: Tree) -> None:
    out = written(corpus)
    rows = tree(out / "index.html").one("table", class_="articles").one("tbody").all("tr")
    assert len(rows) == 4
    first = rows[0].text
    for words in ("The tram & the market", "The Example", "2024-05-03", "4 of 150", "Trams or cars", "0.50", "0.31 to 0.72", "split"):
        assert words in first
    assert rows[0].one("svg").attributes["aria-label"] == "against 25%, mixed 25%, in favor 50%, no stance 0%"
    assert (out / rows[0].one("a").attributes["href"]).is_file()


def test_index_ranks_the_split_first_and_those_with_too_few_not_at_all(corpus: Any, written: Written, tree: Tree) -> None:
    rows = tree(written(corpus) / "index.html").one("table", class_="articles").one("tbody").all("tr")
    assert rows[0].attributes["data-verdict"] == "split"
    assert [row.attributes["data-n"] for row in rows] == ["1", "2", "3", "4"]
    assert {row.attributes["data-verdict"] for row in rows[1:]} == {"too few to say", "no debate found", "no comments"}


def test_index_says_what_was_left_out(corpus: Any, written: Written, tree: Tree) -> None:
    text = tree(written(corpus, problems=["x.html: is <empty>. Save it again."]) / "index.html").one("section", id="read").text
    for words in (
        "146 comments that 1 page state",
        "1 article came without comments",
        "For 1 article no debate was found",
        "x.html: is <empty>.",
    ):
        assert words in text
    assert "1 comment could not be scored" in text


def test_index_tells_the_methods(corpus: Any, written: Written, tree: Tree) -> None:
    text = tree(written(corpus) / "index.html").one("section", id="methods").text
    for words in ("9.8.7", "4711", "statements", "18% of the sided", "2,000", "A note of the pipeline", "0.44"):
        assert words in text


def test_article_page_gives_verdict_numbers_and_debate(corpus: Any, written: Written, tree: Tree) -> None:
    out = written(corpus, verdicts={"tram/1": "Half are for it, a quarter against."})
    page = tree(article(out, "tram/1"))
    assert page.one("h1").text == "The tram & the market"
    text = " ".join(page.one("main").text.split())
    for words in (
        "Half are for it, a quarter against.",
        "Split index 0.50 (95% interval 0.31 to 0.72)",
        "4 comments of 150 are on the page; the other 146 were not seen.",
        "Should the city build the tram?",
        "for the tram",
        "against the tram",
        "with a chance of 20%",
        "18% of the sided",
        "Read from the print view",
        "Dates are relative",
        "Consensus within the camps",
        "0.625",
    ):
        assert words in text
    link = page.one("a", rel="noopener noreferrer nofollow")
    assert link.attributes["href"] == "https://news.example/tram"


def test_comments_carry_side_tone_votes_and_a_permalink(corpus: Any, written: Written, tree: Tree) -> None:
    items = tree(article(written(corpus), "tram/1")).one("ol", class_="comments").all("li")
    assert [item.attributes["data-side"] for item in items] == ["favor", "against", "mixed", "unscored"]
    first = items[0]
    assert first.attributes["id"] == f"c-{slug('c1', 40)}"
    for words in ("▲", "in favor", "+0.80", "Bert Muster", "2024-05-03 10:22 UTC", "5 votes", "positive tone", "+0.60", "#1"):
        assert words in first.text
    assert first.one("blockquote").text == "Trams are loud"
    assert "“quiet”" in first.one("details").text
    assert first.one("time").attributes["datetime"] == "2024-05-03T10:22Z"
    assert "−1 votes" in items[1].text
    assert "2 hours ago" in items[1].text


def test_replies_say_whom_they_answer(corpus: Any, written: Written, tree: Tree) -> None:
    items = tree(article(written(corpus), "tram/1")).one("ol", class_="comments").all("li")
    answer = items[1].one("p", class_="answers")
    assert "Bert Muster #1" in answer.text
    assert answer.one("a").attributes["href"] == f"#c-{slug('c1', 40)}"
    lost = items[2].one("p", class_="answers")
    assert "not on the page" in lost.text
    assert "href" not in lost.one("a").attributes


def test_languages_and_directions_are_marked(corpus: Any, written: Written, tree: Tree) -> None:
    items = tree(article(written(corpus), "tram/1")).one("ol", class_="comments").all("li")
    body = items[2].one("div", lang="ar")
    assert body.attributes["dir"] == "auto"
    assert body.text.strip() == "لا أعرف"


def test_the_text_of_hidden_comments_is_not_shown(corpus: Any, written: Written) -> None:
    html = article(written(corpus), "tram/1").read_text(encoding="utf-8")
    assert "secret spam" not in html
    assert "marked as spam" in html


def test_pictures_have_their_numbers_as_words_and_as_a_table(corpus: Any, written: Written, tree: Tree) -> None:
    page = tree(article(written(corpus), "tram/1"))
    images = page.all("img")
    assert len(images) == len(page.all("figure")) >= 2
    assert all(image.attributes["src"].startswith("data:image/") for image in images)
    assert any("in favor 1 (33%)" in image.attributes["alt"] for image in images)
    for figure in page.all("figure"):
        guide, words = figure.one("figcaption").all("span")
        assert guide.text != words.text == figure.one("img").attributes["alt"]
        table = figure.one("table")
        assert table.one("caption").text
        assert all(head.attributes["scope"] in ("col", "row") for head in table.all("th"))


def test_articles_without_comments_or_debate_say_so(corpus: Any, written: Written, tree: Tree) -> None:
    out = written(corpus)
    silent = tree(article(out, "silent")).one("main").text
    assert "No comments were found under this article: the page says that comments are closed" in silent
    assert not tree(article(out, "silent")).all("img")
    chat = tree(article(out, "chat")).one("main").text
    assert "No known debate matches" in chat
    assert "no debate found" in chat


def test_only_web_addresses_become_links(corpus: Any, written: Written) -> None:
    out = written(corpus)
    for path in out.rglob("*.html"):
        targets = re.findall(r'href="([^"]*)"', path.read_text(encoding="utf-8"))
        assert all(re.match(r"#|https?://|\.\./index\.html|articles/[a-z0-9-]+\.html$", target) for target in targets)


def test_pictures_are_kept_as_files_on_wish(corpus: Any, written: Written) -> None:
    out = written(corpus, formats=("svg", "png"))
    names = {path.name for path in (out / "figures").iterdir()}
    assert {"forest.svg", "forest.png", f"{slug('tram/1')}-stance_bar.svg", f"{slug('tram/1')}-stance_bar.png"} <= names


def test_the_same_input_gives_the_same_bytes_with_more_processes_and_lazily(
    corpus: Any, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = written(corpus)
    batches = module._batches
    seen: list[list[str]] = []

    def spied(listed: pl.DataFrame) -> Iterator[pl.DataFrame]:
        for batch in batches(listed):
            seen.append(batch["article_id"].to_list())
            yield batch

    monkeypatch.setattr(module, "_batches", spied)
    monkeypatch.setattr(module, "_BATCH", (1, 2))
    once = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.html")}
    object.__setattr__(corpus, "scored", corpus.scored.lazy())
    out = written(corpus, workers=2)
    assert {path.relative_to(out): path.read_bytes() for path in out.rglob("*.html")} == once
    assert len(seen) > 1
    assert sum(map(len, seen)) == corpus.summary.height


@pytest.mark.parametrize(("every", "left"), [(1, False), (1_000, True)])
def test_figures_that_were_drawn_do_not_pile_up(
    corpus: Any, written: Written, monkeypatch: pytest.MonkeyPatch, every: int, left: bool
) -> None:
    monkeypatch.setattr(_article, "_TIDY", every)
    # The pictures of the index come after the last page.
    monkeypatch.setattr(module, "render_index", lambda *_: ("", {}))
    gc.collect()
    gc.disable()
    try:
        written(corpus, formats=("svg", "png"))
        assert any(isinstance(one, Figure) for one in gc.get_objects()) is left
    finally:
        gc.enable()


def test_articles_beyond_the_limit_are_counted_not_listed(corpus: Any, written: Written, tree: Tree) -> None:
    out = written(corpus, most_pages=2)
    assert len(list((out / "articles").iterdir())) == 2
    text = tree(out / "index.html").one("section", id="articles").text
    assert "2 more articles" in text
    assert "articles.csv" in text


def test_no_articles_at_all(corpus_of: Callable[..., Any], written: Written, tree: Tree) -> None:
    text = tree(written(corpus_of([], []), problems=["a.html: is empty."]) / "index.html").one("main").text
    assert "There are no articles." in text
    assert "a.html: is empty." in text


def test_a_folder_that_cannot_be_made_is_one_clear_error(corpus: Any, written: Written, tmp_path: Path) -> None:
    (tmp_path / "report").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        written(corpus)


def test_a_summary_without_its_article_is_a_broken_contract(corpus: Any, written: Written) -> None:
    object.__setattr__(corpus, "articles", corpus.articles.head(3))
    with pytest.raises(TableError, match="no row for 'few'"):
        written(corpus)


def test_unsure_is_shown_on_bar_facts_filter_and_comment(corpus_of: Any, written: Written, tree: Tree) -> None:
    shares = {"share_favor": 0.5, "share_against": 0.0, "share_mixed": 0.0, "share_none": 0.25, "share_unsure": 0.25}
    said = [{"article_id": "a", "stance_label": label} for label in ("favor", "favor", "none", "unsure")]
    page = tree(article(written(corpus_of([{"article_id": "a", "debate": "trams", "unit": "comment", **shares}], said)), "a"))
    assert len(page.one("ol", class_="comments").all("li", data_side="unsure")) == 1
    assert page.one("select", id="f-side").one("option", value="unsure").text == "unsure"
    assert "25%" in next(fact.text for fact in page.one("dl", class_="facts").all("div") if fact.text.strip().startswith("Unsure"))
    index = tree(written(corpus_of([{"article_id": "a", "debate": "trams", **shares}], said)) / "index.html")
    assert index.one("tbody").one("svg").attributes["aria-label"].endswith("no stance 25%, unsure 25%")
