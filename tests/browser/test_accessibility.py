"""axe-core finds nothing against WCAG 2.2 AA: on the index and on article pages, in light and dark, wide and narrow, and in print."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from polarize.pages import LabelPage, Methods, Table
from polarize.pages._labels import render_labels

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def violations(page: Any) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response
    assert len(found["passes"]) >= 10, "axe looked at next to nothing"
    return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        *itertools.product(["", "tram"], [400, 1200], ["light", "dark"]),
        ("river", 400, "light"),
        ("attack", 400, "dark"),
    ],
)
def test_no_violation(report: Any, opened: Callable[..., Any], name: str, width: int, scheme: str) -> None:
    path = report.article(name) if name else report.index
    page = opened(path, color_scheme=scheme, viewport={"width": width, "height": 900}).page
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["", "tram"])
def test_no_violation_in_print(report: Any, opened: Callable[..., Any], name: str) -> None:
    page = opened(report.article(name) if name else report.index, color_scheme="dark").page
    page.emulate_media(media="print")
    assert violations(page) == []


@pytest.mark.parametrize(("width", "scheme"), [*itertools.product([400, 1200], ["light", "dark"])])
def test_no_violation_on_the_page_of_labels(opened: Callable[..., Any], tmp_path: Path, width: int, scheme: str) -> None:
    table = Table("How good the tags are", ("label", "F", "interval"), (("in favor", "0.76", "0.60 to 0.88"),), "Of 40 labels.")
    shown = LabelPage(("77% of the tags are right.",), (table,), ((0.5, 0.7, 10), (0.9, 0.8, 40)))
    path = tmp_path / "validation.html"
    path.write_text(render_labels(shown, Methods("1.2.3", 7, "auto", "It errs.")), encoding="utf-8")
    page = opened(path, color_scheme=scheme, viewport={"width": width, "height": 900}).page
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["", "tram"])
def test_landmarks_and_headings(report: Any, opened: Callable[..., Any], name: str) -> None:
    page = opened(report.article(name) if name else report.index).page
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(heading => Number(heading.tagName[1]))")
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.locator("[aria-live=polite]").count() == 1


def test_a_planted_fault_is_found(report: Any, opened: Callable[..., Any]) -> None:
    page = opened(report.index).page
    page.evaluate("document.querySelector('.lead').innerHTML = '<img src=\"data:,\">'")
    assert any(found.startswith("image-alt") for found in violations(page))
