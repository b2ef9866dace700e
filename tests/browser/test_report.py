"""The report as a reader meets it: with the mouse, the keyboard, on a phone, on paper, and under attack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from polarize.files import slug

pytestmark = pytest.mark.browser

Opener = Callable[..., Any]
ROWS = "table.articles tbody tr"
COMMENTS = "ol.comments > li"


def titles(page: Page) -> list[str]:
    return [text for text in page.locator(f"{ROWS}:visible .t").all_text_contents() if text.startswith("News")]


def shown(page: Page, attribute: str) -> list[str | None]:
    return [item.get_attribute(attribute) for item in page.locator(f"{COMMENTS}:visible").all()]


@pytest.mark.parametrize("name", ["", "tram", "river", "attack"])
def test_nothing_leaves_the_machine_and_no_foreign_code_runs(report: Any, opened: Opener, name: str) -> None:
    made = opened(report.article(name) if name else report.index)
    for details in made.page.locator("details summary").all()[:12]:
        details.click()
    for search in made.page.locator("input[type=search]").all():
        search.fill("<script>alert(9)</script>")
    made.page.wait_for_timeout(100)
    assert made.watch.anything == []
    assert made.page.locator("iframe, script[src], img:not([src^='data:'])").count() == 0
    assert all(made.page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth > 0)"))


def test_attacks_are_shown_as_text(report: Any, opened: Opener) -> None:
    page = opened(report.article("attack")).page
    assert "</script><script>alert(1)</script>" in page.locator(f"{COMMENTS} .text").first.inner_text()
    assert page.locator("h1").inner_text().startswith("</script><script>alert(1)")


def test_the_policy_is_in_force(report: Any, opened: Opener) -> None:
    made = opened(report.index)
    made.page.evaluate("""() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.head.append(s);
        const i = new Image(); i.src = 'https://evil.example/x.png'; document.body.append(i) }""")
    made.page.wait_for_timeout(200)
    assert made.page.evaluate("window.broken") is None
    assert made.watch.requests == []


def test_search_narrows_the_index_and_counts(report: Any, opened: Opener) -> None:
    page = opened(report.index).page
    page.get_by_label("Search", exact=True).fill("SCHOOL")
    expect(page.locator("[data-count]")).to_have_text("1 of 6 articles")
    assert titles(page) == ["News of the school"]
    page.get_by_label("Search", exact=True).fill("nothing like it")
    expect(page.locator("[data-count]")).to_have_text("0 of 6 articles")
    page.get_by_label("Search", exact=True).fill("")
    expect(page.locator("[data-count]")).to_have_text("6 of 6 articles")


def test_the_index_is_filtered_by_verdict_and_debate(report: Any, opened: Opener) -> None:
    page = opened(report.index).page
    page.get_by_label("Verdict", exact=True).select_option("split")
    assert titles(page) == ["News of the market", "News of the school"]
    page.get_by_label("Verdict", exact=True).select_option("")
    page.get_by_label("Debate", exact=True).select_option(label="none found")
    assert titles(page) == ["News of the river"]
    page.get_by_label("Debate", exact=True).select_option(label="Trams or cars")
    assert len(titles(page)) == 4


def test_the_index_is_filtered_by_outlet(report: Any, opened: Opener) -> None:
    page = opened(report.index).page
    outlets = page.get_by_label("Outlet", exact=True)
    names = [option.get_attribute("value") or "" for option in outlets.locator("option").all()][1:]
    found = []
    for name in names:
        outlets.select_option(name)
        found += titles(page)
        texts = [row.text_content() or "" for row in page.locator("table.articles tbody tr:visible").all()]
        assert name == "-" or all(name[:40] in text for text in texts)
    outlets.select_option("")
    assert sorted(found) == sorted(titles(page))  # each article has one outlet, or none


def test_the_index_is_sorted_by_clicks(report: Any, opened: Opener) -> None:
    page = opened(report.index).page
    head = page.locator("table.articles").get_by_role("columnheader", name="Split index")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert titles(page) == [f"News of the {name}" for name in ("tram", "market", "school", "theatre", "river")]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert titles(page) == [f"News of the {name}" for name in ("theatre", "school", "market", "tram", "river")]
    page.locator("table.articles").get_by_role("columnheader", name="Article").get_by_role("button").click()
    assert titles(page) == [f"News of the {name}" for name in ("market", "river", "school", "theatre", "tram")]
    assert head.get_attribute("aria-sort") == "none"
    page.locator("table.articles").get_by_role("columnheader", name="Date").get_by_role("button").click()
    assert titles(page) == [f"News of the {name}" for name in ("tram", "market", "school", "river", "theatre")]


def test_the_index_works_by_keyboard_alone(report: Any, opened: Opener) -> None:
    page = opened(report.index).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.type("tram")
    expect(page.locator("[data-count]")).to_contain_text("of 6")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Article":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("table.articles").get_by_role("columnheader", name="Article").get_attribute("aria-sort") == "ascending"


def test_a_row_leads_to_its_page_and_back(report: Any, opened: Opener) -> None:
    page = opened(report.index).page
    page.get_by_role("link", name="News of the tram").click()
    expect(page.locator("h1")).to_have_text("News of the tram")
    page.get_by_role("link", name="All articles").click()
    expect(page.locator("h1")).to_have_text("How divided are the comments?")


def test_comments_are_filtered_by_side_and_tone(report: Any, opened: Opener) -> None:
    page = opened(report.article("tram")).page
    page.get_by_label("Side", exact=True).select_option("against")
    expect(page.locator("[data-count]")).to_have_text("6 of 30 comments")
    assert set(shown(page, "data-side")) == {"against"}
    page.get_by_label("Tone", exact=True).select_option("negative")
    assert set(shown(page, "data-side")) == {"against"}
    assert all(float(value or 1) <= -0.05 for value in shown(page, "data-compound"))
    page.get_by_label("Search", exact=True).fill("remark 1 ")
    expect(page.locator("[data-count]")).to_contain_text("of 30 comments")


def test_comments_are_filtered_by_author(report: Any, opened: Opener) -> None:
    page = opened(report.article("tram")).page
    authors = page.get_by_label("Author", exact=True)
    assert authors.locator("option").count() == 12  # eleven readers and all of them
    authors.select_option("Reader 3")
    expect(page.locator("[data-count]")).to_have_text("3 of 30 comments")
    assert set(shown(page, "data-author")) == {"Reader 3"}
    page.get_by_label("Side", exact=True).select_option("against")
    expect(page.locator("[data-count]")).to_have_text("0 of 30 comments")
    authors.select_option("")
    expect(page.locator("[data-count]")).to_have_text("6 of 30 comments")


def test_an_author_with_an_odd_name_can_be_chosen(report: Any, opened: Opener) -> None:
    page = opened(report.article("attack")).page
    authors = page.get_by_label("Author", exact=True)
    names = [option.get_attribute("value") for option in authors.locator("option").all()][1:]
    assert names
    for name in names:
        authors.select_option(name)
        assert set(shown(page, "data-author")) == {name}


def test_search_is_blind_to_accents_and_case(report: Any, opened: Opener) -> None:
    page = opened(report.article("tram")).page
    page.get_by_label("Search", exact=True).fill("MUSSIG naive quiet")
    expect(page.locator("[data-count]")).to_have_text("15 of 30 comments")


@pytest.mark.parametrize(
    ("option", "attribute", "down"),
    [
        ("votes:down", "data-votes", True),
        ("compound:up", "data-compound", False),
        ("stance:down", "data-stance", True),
        ("stance:up", "data-stance", False),
    ],
)
def test_comments_are_sorted(report: Any, opened: Opener, option: str, attribute: str, down: bool) -> None:
    page = opened(report.article("tram")).page
    page.get_by_label("Sort by", exact=True).select_option(option)
    values = shown(page, attribute)
    known = [float(value) for value in values if value is not None]
    assert known == sorted(known, reverse=down)
    assert len(known) > 10
    assert None not in values[: len(known)]
    page.get_by_label("Sort by", exact=True).select_option("n:up")
    assert shown(page, "data-n") == [str(at) for at in range(1, 31)]


def test_evidence_opens_on_demand(report: Any, opened: Opener) -> None:
    page = opened(report.article("tram")).page
    evidence = page.get_by_text("nearest statement 0", exact=True)
    expect(evidence).to_be_hidden()
    page.get_by_text("Why this tag?").first.click()
    expect(evidence).to_be_visible()


def test_a_permalink_finds_its_comment_through_a_filter(report: Any, opened: Opener) -> None:
    anchor = f"c-{slug('c3', 40)}"
    page = opened(report.article("tram"), f"#{anchor}").page
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    page.get_by_label("Side", exact=True).select_option("favor")
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = '{anchor}'")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    page.locator(f"#{anchor} .answers a").click()
    expect(page.locator(f"#c-{slug('c2', 40)}")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 400, 1200])
@pytest.mark.parametrize("name", ["", "tram", "river", "attack"])
def test_the_page_never_scrolls_sideways(report: Any, opened: Opener, name: str, width: int) -> None:
    page = opened(report.article(name) if name else report.index, viewport={"width": width, "height": 800}).page
    for details in page.locator("section > details, figure > details").all():
        details.evaluate("element => { element.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_can_be_read_without_javascript(report: Any, opened: Opener) -> None:
    page = opened(report.index, java_script_enabled=False).page
    assert page.locator(ROWS).count() == 6
    expect(page.locator(".tools")).to_be_hidden()
    page = opened(report.article("tram"), java_script_enabled=False).page
    assert page.locator(f"{COMMENTS}:visible").count() == 30
    expect(page.locator(".tools")).to_be_hidden()
    page.get_by_text("Why this tag?").first.click()
    expect(page.get_by_text("nearest statement 0", exact=True)).to_be_visible()


def test_print_opens_the_evidence_and_hides_the_controls(report: Any, opened: Opener, tmp_path: Path) -> None:
    page = opened(report.article("tram")).page
    page.emulate_media(media="print")
    expect(page.locator(".tools")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("nearest statement 29", exact=True)).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_dark_and_light_differ(report: Any, opened: Opener) -> None:
    colours = [
        opened(report.index, color_scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert colours[0] != colours[1]
