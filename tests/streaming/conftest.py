"""Tables that need more than one piece, with everything in them that a cut can get wrong."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import zstandard

from polarize.streaming import Limits

SMALL = Limits(large=0, files=0, piece=240_000, together=3, part=480_000, window=1_200)
"""Everything in steps, and many of them: small runs take an eighth of these sizes."""
WORDS = ["trams", "are", "clean", "safe", "cheap", "dangerous", "loud", "good", "bad", "because", "the", "city", "people"]
WORDS += ["should", "never", "always", "pay", "for", "more", "cars"]
ROWS = 900
Row = dict[str, Any]


def rows(seed: int = 1, count: int = ROWS) -> list[Row]:
    """Comments of thirty articles, mixed up, with replies, quotes, empty lines in cells, doubled ids and names of others."""
    rng = random.Random(seed)
    names = [f"Reader{number} Made-Up" for number in range(60)] + ["Anonymous", "中文读者", "=formula", "Zoë F."]
    made = []
    for number in range(count):
        article = int(30 * rng.random() ** 2)
        text = " ".join(rng.choices(WORDS, k=rng.randint(1, 90)))
        text = rng.choice(
            [text, f'{text}\n\n"{text}", he said', f"> {text}\n{text}", f"@{rng.choice(names)} {text}", f"=1+{text}", "", text]
        )
        made.append(
            {
                "article_id": f"a{article}" if article != 3 else "a2~2",
                "title": f"Should the town build the tram? ({article})",
                "comment_id": f"c{number if number % 50 else 0}",
                "parent_id": f"c{rng.randint(0, number)}" if number and rng.random() < 0.4 else None,
                "author": rng.choice(names),
                "created_at": f"2025-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00Z",
                "likes": rng.randint(-3, 50),
                "level": rng.randint(1, 4),
                "text": text,
            }
        )
    return made


def as_csv(made: list[Row], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(made[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(made)
    return text.getvalue().encode()


def as_lines(made: list[Row]) -> bytes:
    """JSON lines whose first rows lack some keys."""
    lines = [
        {key: value for key, value in row.items() if value is not None and (number > 400 or key != "likes")}
        for number, row in enumerate(made)
    ]
    return "".join(json.dumps(line, ensure_ascii=number % 2 == 0) + "\n" for number, line in enumerate(lines)).encode()


def as_dump(made: list[Row]) -> bytes:
    """A Reddit dump: posts among the comments, replies to comments far away."""
    lines: list[Row] = []
    for number, row in enumerate(made):
        post = row["article_id"].strip("a").replace("~", "x")
        parent = row["parent_id"]
        lines.append(
            {
                "author": row["author"],
                "body": row["text"] or "[removed]",
                "id": row["comment_id"],
                "link_id": f"t3_{post}",
                "parent_id": f"t1_{parent}" if parent else f"t3_{post}",
                "created_utc": 1_700_000_000 + number,
                "score": row["likes"],
                "subreddit": "madeup",
            }
        )
        if number % 97 == 5:
            lines.append(
                {
                    "id": f"{number % 40}",
                    "author": "op",
                    "title": f"Post {number}",
                    "subreddit": "madeup",
                    "num_comments": number,
                    "selftext": "x",
                    "created_utc": 1,
                }
            )
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def own_csv(path: Path) -> None:
    """A table that polarize itself wrote, formulas neutralised."""
    from polarize import pipeline, writers

    writers.write(pipeline.read(pl.DataFrame(rows(5))).comments, path, "csv")


MAKERS: dict[str, Callable[[Path], object]] = {
    "comments.csv": lambda path: path.write_bytes(as_csv(rows())),
    "semicolons.csv": lambda path: path.write_bytes(b"sep=;\r\n" + as_csv(rows(2), ";")),
    "utf16.csv": lambda path: path.write_bytes(as_csv(rows(3)).decode().encode("utf-16")),
    "broken.csv": lambda path: path.write_bytes(as_csv(rows(4)).replace(b",trams", b',"trams', 3)),
    "comments.jsonl": lambda path: path.write_bytes(as_lines(rows(6))),
    "array.json": lambda path: path.write_bytes(json.dumps(rows(7)).encode()),
    "comments.parquet": lambda path: pl.DataFrame(rows(8)).write_parquet(path),
    "packed.csv.gz": lambda path: path.write_bytes(gzip.compress(as_csv(rows(9)))),
    "packed.jsonl.zst": lambda path: path.write_bytes(zstandard.compress(as_lines(rows(10)))),
    "dump.ndjson": lambda path: path.write_bytes(as_dump(rows(11))),
    "own.csv": own_csv,
}


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file of one kind, and return its path."""

    def write(name: str) -> Path:
        MAKERS[name](tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def limits() -> Limits:
    return SMALL


@pytest.fixture
def everything() -> Callable[[Path], dict[str, bytes]]:
    """Return the files of a folder with their bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    return read
