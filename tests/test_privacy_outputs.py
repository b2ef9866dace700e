"""No name of a reader in any byte of any output, and no way out to the network."""

from __future__ import annotations

import html
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest

AUTHORS = ["TeapotAdmiral", "grumpy_otter", "Zoë Façade", "中文读者", "Ann Made-Up Lee"]
WRITER = "Ada Sampleton"
TEXTS = [
    "Nuclear power is clean and safe, says TeapotAdmiral.",
    "@grumpy_otter is wrong: shut the reactor down! GRUMPY_OTTER again.",
    "I agree with Zoë Façade (ZOË FAÇADE) and with 中文读者的看法.",
    "> Ann Made-Up Lee wrote this\nKeep the plant open. Write to ann@example.org or +1 555-010-0199, https://example.org/ann",
    "What time is it, ann made-up lee?",
]
MENTIONS = [*AUTHORS, WRITER, "GRUMPY_OTTER", "ZOË FAÇADE", "ann made-up lee"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose name, title, which is also the article's id, outlet and texts mention readers."""
    path = tmp_path / "TeapotAdmiral's thread.csv"
    rows = {"author": AUTHORS, "text": TEXTS, "id": ["1", "2", "3", "4", "5"], "parent_id": [None, "1", "2", None, "4"]}
    title = f"Nuclear power: an answer of {WRITER} to TeapotAdmiral"
    pl.DataFrame(rows).with_columns(
        pl.lit(title).alias("article_title"),
        pl.lit(WRITER).alias("byline"),
        pl.lit("r/u_TeapotAdmiral, grumpy_otter's corner").alias("outlet"),
    ).write_csv(path)
    return path


def polarize(*arguments: str | Path, prefix: tuple[str, ...] = ()) -> bytes:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "POLARIZE_KEY": "a secret of the tests"}
    command = [*prefix, sys.executable, "-m", "polarize", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout


def contents(path: Path) -> bytes:
    """Return what a reader of a file can see, unpacked."""
    data = path.read_bytes()
    if path.suffix == ".parquet":
        return pl.read_parquet(io.BytesIO(data)).write_ndjson().encode()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return b"\n".join(book.read(name) for name in book.namelist())
    return html.unescape(data.decode("utf-8", errors="replace")).encode() if path.suffix in (".html", ".svg") else data


def names_in(data: bytes) -> list[str]:
    text = data.decode("utf-8", errors="replace")
    return [name for name in MENTIONS if name in text]


@pytest.mark.parametrize("resume", [False, True])
def test_no_name_in_any_output_of_a_report(table: Path, tmp_path: Path, resume: bool) -> None:
    out = tmp_path / "out"
    more = ["--figures", "all", "--pseudonymize", "--redact-contacts", "--workers", "1", "-q", *(["--resume"] if resume else [])]
    for kind in ("csv", "xlsx") if resume else ("csv", "jsonl", "parquet", "xlsx"):
        polarize("report", table, "-o", out, "--to", kind, *more)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert {".html", ".csv", ".xlsx", ".svg", ".png"} <= {path.suffix for path in files}
    for path in files:
        assert names_in(contents(path)) == [], path
        assert "admiral" not in path.name
        assert not {
            word for word in (b"ann@example.org", b"010-0199", b"example.org/ann", b"a secret of the tests") if word in contents(path)
        }
    assert b"reader-" in (out / "comments.csv").read_bytes()
    assert b"[e-mail] or [phone], [link]" in (out / "comments.csv").read_bytes()


@pytest.mark.parametrize("command", ["parse", "score"])
@pytest.mark.parametrize("kind", ["csv", "jsonl", "convokit", "fourcat", "parquet", "xlsx"])
def test_no_name_in_any_table(table: Path, tmp_path: Path, command: str, kind: str) -> None:
    out = tmp_path / f"out.{kind if kind in ('csv', 'jsonl', 'parquet', 'xlsx') else 'txt'}"
    polarize(command, table, "-o", out, "--to", kind, "--pseudonymize", "-q")
    assert names_in(contents(out)) == []


def test_a_key_gives_the_same_names_in_every_run_and_command(table: Path) -> None:
    def authors(*arguments: str) -> list[str]:
        return pl.read_csv(io.BytesIO(polarize(*arguments, table, "--pseudonymize", "--raw-csv", "-q")))["author"].to_list()

    assert authors("parse") == authors("score") == authors("score")
    assert len(set(authors("parse"))) == len(AUTHORS)


def test_the_main_job_runs_where_there_is_no_network_at_all(table: Path, tmp_path: Path) -> None:
    """In a network namespace of its own where that is allowed; elsewhere tests/test_pipeline.py forbids connections."""
    alone = ("unshare", "--net", "--map-root-user")
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no network namespaces here")
    polarize("report", table, "-o", tmp_path / "out", "--workers", "2", "-q", prefix=alone)
    assert (tmp_path / "out" / "index.html").exists()
