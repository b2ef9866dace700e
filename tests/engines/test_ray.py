"""Ray as an engine: the results of this machine's, on the loopback interface alone. Ray belongs to the development packages."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from polarize import pipeline, writers
from polarize.engines.ray import Ray
from polarize.errors import ConfigError, OutputError
from polarize.streaming import Limits

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="processes are looked at through /proc"),
    # Ray's own sockets and files, which it closes when its daemons end.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LIMITS = Limits(large=0, files=0, piece=240_000, together=1, part=160_000, window=800)


@pytest.fixture(scope="module")
def engine() -> Iterator[Ray]:
    made = Ray(workers=2)
    yield made
    made.close()


def listening() -> set[str]:
    """Addresses on which Ray's processes listen."""
    sockets = {}
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            cells = line.split()
            if cells[3] == "0A":
                sockets[f"socket:[{cells[9]}]"] = cells[1].split(":")[0]
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            if b"raylet" in command or b"gcs_server" in command or command.startswith(b"ray::"):
                links = (os.readlink(link) for link in (folder / "fd").iterdir())  # noqa: PTH115
                found |= {sockets[link] for link in links if link in sockets}
        except OSError:
            continue
    return found


def test_results_of_every_task_and_nothing_to_be_reached_from_outside(engine: Ray) -> None:
    assert sorted(engine.run(math.sqrt, [number * number for number in range(10)])) == [float(number) for number in range(10)]
    assert list(engine.run(math.sqrt, [])) == []
    # 127.0.0.1, as IPv4 and within IPv6, as the kernel prints them.
    assert listening() <= {"0100007F", "0000000000000000FFFF00000100007F"}
    assert listening()


def _refuse(_: int) -> None:
    raise OutputError("out.csv: cannot be written (No space left on device).")


def test_an_error_for_the_user_comes_through(engine: Ray) -> None:
    with pytest.raises(OutputError, match="No space left on device"):
        list(engine.run(_refuse, [1]))


def _die_once(folder: str) -> int:
    try:
        Path(folder, "died").mkdir()
    except FileExistsError:
        return os.getpid()
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_worker_that_is_killed_is_made_up_for(engine: Ray, tmp_path: Path) -> None:
    assert len(list(engine.run(_die_once, [str(tmp_path)] * 3))) == 3


def test_a_folder_of_files_gives_the_bytes_of_this_machine(engine: Ray, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    words = ["Nuclear power is clean and safe.", "Shut the reactor down, it is dangerous!", "What time is it?"]
    for number in range(4):
        rows = {"article_id": [f"a{at % 3}" for at in range(60)], "text": [words[(at * at + number) % 3] for at in range(60)]}
        frame = pl.DataFrame(rows | {"comment_id": [f"{number}-{at}" for at in range(60)]})
        frame.write_parquet(folder / f"part{number}.parquet") if number % 2 else frame.write_ndjson(folder / f"part{number}.ndjson")
    outs = [tmp_path / "here.csv", tmp_path / "there.csv"]
    for out, where in zip(outs, (None, engine), strict=True):
        files = pipeline.Files(folder, partial(writers.write, path=out), tmp_path / "work", engine=where, limits=LIMITS, workers=1)
        pipeline.score_files(files, debate="nuclear-power")
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert outs[0].read_bytes().count(b"\n") == 241


def test_an_address_without_a_cluster_is_said() -> None:
    with pytest.raises(ConfigError, match=r"--address 127\.0\.0\.1:1: no Ray cluster answers there"):
        list(Ray("127.0.0.1:1").run(math.sqrt, [1]))
