"""A run that was killed, or met a full disk, goes on and ends with the bytes of one that was left alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from polarize import pipeline, streaming, writers
from polarize.errors import ConfigError

PROGRAM = Path(__file__).with_name("run_in_steps.py")
Make = Callable[[str], Path]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals and limits there")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_run_that_is_killed_goes_on_to_the_same_bytes(make: Make, tmp_path: Path, suffix: str) -> None:
    table = make("comments.csv")
    wanted, out = tmp_path / f"wanted{suffix}", tmp_path / "out" / f"out{suffix}"
    pipeline.score_files(pipeline.Files(table, partial(writers.write, path=wanted), tmp_path / "other", workers=1), debate="nuclear-power")
    # The first while the input is read, the second while parts are scored, the third behind the last step.
    for at in (3, 9, 40) if suffix == ".csv" else (12,):
        done = run(table, out, "--die-at", str(at))
        assert done.returncode in (-signal.SIGKILL, 0), done.stderr
        if done.returncode:
            assert (tmp_path / "out" / "work").exists()
    (tmp_path / "out" / f".out{suffix}.999999999.abc.part").write_text("half of what a killed run wrote")
    if done.returncode:
        assert run(table, out).returncode == 0
    assert out.read_bytes() == wanted.read_bytes()
    left = {path.name for path in (tmp_path / "out").iterdir()} - {f".out{suffix}.999999999.abc.part"}
    assert left == {out.name}


def test_a_full_disk_is_said_and_the_run_goes_on_when_there_is_room(make: Make, tmp_path: Path) -> None:
    table, out = make("comments.csv"), tmp_path / "out" / "out.csv"
    done = run(table, out, "--largest", "40000")
    assert done.returncode == 1
    said = r"cannot be written \(File too large\)\. Choose another place with -o, or make room\. What was done so far is kept in .*--resume"
    assert re.search(said, done.stderr)
    assert "Traceback" not in done.stderr
    assert not out.exists()
    assert not list(out.parent.rglob("*.part"))
    assert run(table, out).returncode == 0
    wanted = tmp_path / "wanted.csv"
    pipeline.score_files(pipeline.Files(table, partial(writers.write, path=wanted), tmp_path / "other", workers=1), debate="nuclear-power")
    assert out.read_bytes() == wanted.read_bytes()
    assert [path.name for path in out.parent.iterdir()] == ["out.csv"]


def test_what_is_done_is_not_done_again(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    table, seen = make("comments.csv"), list[str]()

    def break_off(what: str, done: int, total: int) -> None:
        seen.append(what)
        if what == "scoring" and done > 0.7 * total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stop:
        score(table, tmp_path, limits, step=break_off)
    assert "the same command with --resume goes on" in " ".join(stop.value.__notes__)
    boxes = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "work").glob("*.box")}
    seen.clear()
    with pytest.raises(KeyboardInterrupt):
        score(table, tmp_path, limits, step=break_off)
    again = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "work").glob("*.box")}
    assert boxes.items() <= again.items()
    assert "megabytes read" not in seen


def score(
    table: Path, folder: Path, limits: streaming.Limits, *, step: Callable[[str, int, int], None], debate: str = "nuclear-power"
) -> None:
    put = partial(writers.write, path=folder / "out.csv")
    pipeline.score_files(pipeline.Files(table, put, folder / "work", limits=limits, workers=1, resume=True, step=step), debate=debate)


def test_other_inputs_or_settings_are_refused(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    table = make("comments.csv")

    def break_off(what: str, _done: int, _total: int) -> None:
        if what == "scoring":
            raise KeyboardInterrupt

    def go_on(_what: str, _done: int, _total: int) -> None:
        return

    with pytest.raises(KeyboardInterrupt):
        score(table, tmp_path, limits, step=break_off)
    with pytest.raises(ConfigError, match="had other inputs, other settings or another version"):
        score(table, tmp_path, limits, step=go_on, debate="rent-control")
    table.write_bytes(table.read_bytes() + b"1,x,1,,a,,1,1,Trams are good\r\n")
    with pytest.raises(ConfigError, match="had other inputs"):
        score(table, tmp_path, limits, step=go_on)
    # Refusing does not throw away what was done.
    assert list((tmp_path / "work").glob("*.box"))


def test_what_can_be_read_only_once_cannot_go_on(tmp_path: Path, limits: streaming.Limits) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(ConfigError, match="can be read only once"):
        score(tmp_path / "pipe.csv", tmp_path, limits, step=lambda _what, _done, _total: None)


def test_a_report_of_pages_with_resume_is_the_same(tmp_path: Path) -> None:
    page = tmp_path / "page.csv"
    pl.DataFrame({"text": ["Nuclear power is clean and safe.", "Shut the reactor down!"], "author": ["a", "b"]}).write_csv(page)
    for name, resume in (("plain", False), ("steps", True)):
        pipeline.report(page, tmp_path / name, workers=1, resume=resume, figures="none")
    files = [sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*")) for name in ("plain", "steps")]
    assert files[0] == files[1]
    assert (tmp_path / "plain" / "comments.csv").read_bytes() == (tmp_path / "steps" / "comments.csv").read_bytes()
