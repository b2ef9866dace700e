"""The same bytes at each run, in each process."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import polars as pl

from polarize.figures import draw_article, draw_corpus, render
from polarize.figures.stance_bar import FIGURE

PROGRAM = """
import hashlib, pickle, sys
from polarize.figures import draw_article
drawn = draw_article(pickle.load(open(sys.argv[1], "rb")), ("svg", "png"))
print(*(hashlib.sha256(drawn[name]).hexdigest() for name in sorted(drawn)))
"""


def rows_of(make_scored: Callable[..., pl.DataFrame]) -> pl.DataFrame:
    return make_scored(["favor", "against", "against", "mixed", "none"], [0.5, -0.5, -0.9, 0.0, None], [0.1, -0.2, 0.3, 0.0, 0.2])


def test_all_pictures_in_all_formats(make_scored: Callable[..., pl.DataFrame]) -> None:
    drawn = draw_article(rows_of(make_scored), ("svg", "png"))
    assert {"stance_bar.svg", "stance_bar.png", "stance_by_sentiment.svg", "stance_by_sentiment.png"} <= set(drawn)
    for name, image in drawn.items():
        assert image.startswith(b"\x89PNG" if name.endswith("png") else b"<?xml")


def test_svg_holds_title_and_description_and_no_date(make_scored: Callable[..., pl.DataFrame]) -> None:
    image = draw_article(rows_of(make_scored), ("svg",))["stance_bar.svg"]
    root = ET.fromstring(image)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == FIGURE.title
    assert b"against 2 (40%)" in image
    assert b"<dc:date>" not in image
    assert mpl.__version__.encode() not in image


def test_svg_text_is_drawn_as_paths(make_scored: Callable[..., pl.DataFrame]) -> None:
    root = ET.fromstring(draw_article(rows_of(make_scored), ("svg",))["stance_bar.svg"])
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_a_hostile_description_stays_well_formed(make_scored: Callable[..., pl.DataFrame]) -> None:
    figure = FIGURE.draw(rows_of(make_scored))
    assert figure is not None
    root = ET.fromstring(render(figure, "svg", "a\x00<b>&]]>\ud800", "<script>alert(1)</script>\x1b"))
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "a<b>&]]>"


def test_the_users_own_matplotlib_settings_change_nothing(make_scored: Callable[..., pl.DataFrame]) -> None:
    rows = rows_of(make_scored)
    before = draw_article(rows, ("svg", "png"))
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "figure.facecolor": "red", "lines.linewidth": 9, "figure.dpi": 300}):
        assert draw_article(rows, ("svg", "png")) == before


def test_another_process_gives_the_same_bytes(make_scored: Callable[..., pl.DataFrame], tmp_path: Path) -> None:
    rows = rows_of(make_scored)
    (tmp_path / "rows").write_bytes(pickle.dumps(rows))
    drawn = draw_article(rows, ("svg", "png"))
    here = " ".join(hashlib.sha256(drawn[name]).hexdigest() for name in sorted(drawn))
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "rows")],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == here


def test_empty_tables_give_no_pictures(make_scored: Callable[..., pl.DataFrame], make_summary: Callable[..., pl.DataFrame]) -> None:
    assert draw_article(make_scored([])) == {}
    assert draw_corpus(make_summary([{"verdict": "no comments"}])) == {}


def test_the_order_of_the_formats_does_not_matter(make_scored: Callable[..., pl.DataFrame]) -> None:
    spread = [(at % 201 - 100) / 100 for at in range(800)]
    rows = make_scored(["favor"] * 800, [abs(value) for value in spread], spread)
    assert draw_article(rows, ("png", "svg")) == draw_article(rows, ("svg", "png"))
    assert draw_article(rows, ("svg",)).items() <= draw_article(rows, ("png", "svg")).items()
