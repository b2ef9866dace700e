"""The whole program, as it is started, when somebody or something breaks it off: one sentence, nothing half-written, nobody left behind."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
IN_STEPS: Final = """
from functools import partial
from polarize import cli, streaming
streaming.Limits = partial(streaming.Limits, large=0, files=0, piece=12_000, part=12_000, window=300)
cli.main()
"""
"""The program, but for the size from which on it works in steps."""
WORDS = ["Nuclear", "power", "is", "clean", "and", "safe.", "Shut", "the", "reactor", "down!", "It", "costs", "jobs"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals and modes there")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table that takes more than thirty steps."""
    rng, path = random.Random(3), tmp_path / "comments.csv"
    rows = [f"a{rng.randint(0, 60)},Nuclear power,reader{rng.randint(0, 40)},{' '.join(rng.choices(WORDS, k=20))}" for _ in range(1_500)]
    path.write_text("article_id,title,author,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def start(*arguments: str | Path, prefix: tuple[str, ...] = (), temporary: Path | None = None) -> subprocess.Popen[str]:
    scorer = () if arguments[0] == "parse" else ("--stance", "statements")
    command = [*prefix, sys.executable, "-c", IN_STEPS, *map(str, arguments), *scorer, "--workers", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ({"TMPDIR": str(temporary)} if temporary else {})
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def session(leader: int) -> set[int]:
    """The processes of a session that have not ended."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, *rest = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(rest[2]) == leader and state != "Z":
                found.add(int(folder.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked at through /proc")
@pytest.mark.parametrize(("number", "group"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_ctrl_c_and_being_ended_leave_nobody_and_the_run_goes_on(table: Path, tmp_path: Path, number: signal.Signals, group: bool) -> None:
    out = tmp_path / "out" / "scored.csv"
    program, work = start("score", table, "-o", out), out.parent / ".scored.csv.polarize"
    limit = time.monotonic() + 120
    while len(list(work.glob("part-*.box"))) < 2 and program.poll() is None and time.monotonic() < limit:
        time.sleep(0.01)
    # A terminal tells all processes of a job; who ends a service tells the first.
    os.killpg(program.pid, number) if group else program.send_signal(number)
    # The first line end is the one behind the terminal's "^C".
    said = program.communicate(timeout=60)[1].lstrip()
    assert program.returncode == 130, said
    assert said.startswith("Interrupted. What was written is whole; nothing half-written is left."), said
    assert said.endswith("the same command with --resume goes on from there.\n")
    assert said.count("\n") == 1
    while session(program.pid) and time.monotonic() < limit:
        time.sleep(0.05)
    assert session(program.pid) == set()
    assert [path.name for path in out.parent.iterdir()] == [work.name]
    assert list(work.glob("*.part")) == []
    assert stat.S_IMODE(work.stat().st_mode) == 0o700, "it holds names and texts"

    if number == signal.SIGTERM:
        return
    whole = tmp_path / "whole.csv"
    runs = [start("score", table, "-o", out, "--resume"), start("score", table, "-o", whole)]
    assert [run.communicate(timeout=300)[1] for run in runs] == ["", ""]
    assert out.read_bytes() == whole.read_bytes()
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_closed_pipe_ends_a_run_in_steps_without_a_word(table: Path, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    with start("score", table, temporary=tmp_path / "temporary") as program:
        assert program.stdout is not None
        assert program.stdout.read(20)
        program.stdout.close()
        assert program.stderr is not None
        assert program.stderr.read() == ""
        assert program.wait(timeout=60) == 0
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device there")
@pytest.mark.parametrize("arguments", [["parse", "TABLE"], ["parse", "TABLE", "--explain"], ["formats"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_a_sentence(table: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "polarize", *(str(table) if one == "TABLE" else one for one in arguments)]
    with Path("/dev/full").open("wb") as full:
        there = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=there, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("polarize: standard output: cannot be written (No space left on device).")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["parse", "score", "report"])
def test_a_folder_that_may_not_be_written_is_a_sentence(table: Path, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    # Root may write everywhere, unless it is told not to.
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    if prefix and (shutil.which("setpriv") is None or subprocess.run([*prefix, "true"], check=False).returncode):
        pytest.skip("root cannot do without its rights here")
    program = start(command, table, "-o", folder / "out.csv", prefix=prefix)
    said = program.communicate(timeout=120)[1]
    assert program.returncode == 1
    assert said.startswith(f"polarize: {folder}/")
    assert "cannot be written (Permission denied). Choose another place with -o, or make room." in said
    assert said.count("\n") == 1
    assert list(folder.iterdir()) == []


PROGRESS: Final = """
import time
from polarize.cli._console import progress
with progress(False) as step:
    for done in range(1, 9):
        step("scoring", done * 1_000, 20_000)
        time.sleep(0.25)
"""


def test_a_terminal_shows_how_fast_it_goes_and_how_long_it_takes(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "140", "TERM": "xterm"}
    program = subprocess.Popen([sys.executable, "-c", PROGRESS], env=environment, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    shown = b""
    # The terminal is gone when the program is: that is an error of reading.
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4_096):
            shown += part
    os.close(ours)
    assert program.communicate()[0] == b""
    assert program.returncode == 0
    lines = shown.decode().split("\r")
    last = next(line for line in reversed(lines) if "8000/20000" in line)
    # About 4,000 a second: 12,000 are left for about three seconds.
    (rate,) = (int(word[:-2].replace(",", "")) for word in last.split() if word.endswith("/s"))
    assert 500 < rate < 8_000
    assert "left:" in last
    assert "0:00:0" in last.split("left:")[1]
