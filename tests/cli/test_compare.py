"""polarize compare and --measures, as a user meets them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LINES = ("Nuclear power is clean and safe.", "Shut down the dangerous reactor.", "We need the reactor.")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.csv"
    path.write_text("author,body\n" + "".join(f"Person {i},{LINES[i % 3]}\n" for i in range(9)), encoding="utf-8")
    return path


def table(out: bytes) -> dict[str, dict[str, str]]:
    return {row["measure"]: row for row in csv.DictReader(io.StringIO(out.decode("utf-8-sig")))}


def test_a_report_folder_and_a_scored_table(run: Run, page: Path, tmp_path: Path) -> None:
    report, scored = tmp_path / "report", tmp_path / "scored.parquet"
    assert run("report", str(page), "-o", str(report), "--debate", "nuclear-power", "--figures", "none", "--workers", "1").code == 0
    assert run("score", str(page), "-o", str(scored), "--debate", "nuclear-power").code == 0
    done = run("compare", str(report), str(scored))
    assert done.code == 0
    found = table(done.out)
    assert list(found) == ["split_index", "engagement", "balance", "distance", "tone_mean"]
    assert {row["paired"] for row in found.values()} == {"true"}
    assert float(found["split_index"]["difference"]) == 0.0


def test_a_folder_without_a_report_says_so(run: Run, tmp_path: Path) -> None:
    done = run("compare", str(tmp_path), str(tmp_path))
    assert done.code == 1
    assert "holds no comments table" in done.err


def test_only_the_measures_asked_for(run: Run, page: Path, tmp_path: Path) -> None:
    scored = tmp_path / "scored.parquet"
    run("score", str(page), "-o", str(scored), "--debate", "nuclear-power")
    out = run("measure", str(scored), "--measures", "tone, spread").out.decode("utf-8-sig")
    assert {row["measure"] for row in csv.DictReader(io.StringIO(out))} == {"tone_mean", "tone_spread", "share_negative", "spread"}
    report = tmp_path / "report"
    assert run("report", str(page), "-o", str(report), "--measures", "spread", "--figures", "none", "--workers", "1").code == 0
    with (report / "measures.csv").open(encoding="utf-8-sig") as file:
        assert {row["measure"] for row in csv.DictReader(file)} == {"spread"}


@pytest.mark.parametrize(("names", "message"), [("spred", "Did you mean spread?"), (" ,", "names no measure")])
def test_measures_that_do_not_exist(run: Run, page: Path, tmp_path: Path, names: str, message: str) -> None:
    done = run("report", str(page), "-o", str(tmp_path / "out"), "--measures", names)
    assert done.code == 2
    assert message in done.err
    assert not (tmp_path / "out").exists()
