"""A run in steps gives the bytes of a run through memory, whatever is read and however it is cut."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from polarize import pipeline, stance, streaming, writers
from polarize.errors import NotReadable, OutputError
from polarize.sources import ReadOptions

Everything = Callable[[Path], dict[str, bytes]]


Make = Callable[[str], Path]
NAMES = ["comments.csv", "semicolons.csv", "utf16.csv", "comments.jsonl", "array.json", "comments.parquet"]
NAMES += ["packed.csv.gz", "packed.jsonl.zst", "dump.ndjson", "own.csv"]
FEW = ["split_index", "between_articles", "tone"]


def both(paths: Any, tmp_path: Path, limits: streaming.Limits, everything: Everything, **options: Any) -> tuple[pipeline.Report, ...]:
    """Report in memory and in steps, and compare what was written."""
    chosen: dict[str, Any] = {"names": FEW, "figures": "none", "workers": 1, "sides": stance.Settings(speed="fast")} | options
    whole = pipeline.report(paths, tmp_path / "whole", **chosen)
    steps = pipeline.report(paths, tmp_path / "steps", limits=limits, **chosen)
    one, other = everything(tmp_path / "whole"), everything(tmp_path / "steps")
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert steps.summary.equals(whole.summary)
    return whole, steps


def scored(
    paths: Any, tmp_path: Path, limits: streaming.Limits | None, speed: stance.Speed = "fast", **options: Any
) -> tuple[pl.DataFrame, pipeline.Done]:
    """Score to memory."""
    found: list[pl.DataFrame] = []

    def put(table: pl.DataFrame | pl.LazyFrame) -> None:
        found.append(table.lazy().collect())

    files = pipeline.Files(paths, put, tmp_path / "work", **{"limits": limits, "workers": 1} | options)
    done = pipeline.score_files(files, debate="nuclear-power", sides=stance.Settings(speed=speed))
    assert not (tmp_path / "work").exists()
    return found[0], done


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_each_kind_in_pieces(make: Make, name: str, tmp_path: Path, limits: streaming.Limits) -> None:
    path = make(name)
    # How comments are cut and joined hangs on the kind of file; what the model reads of them on their number alone, so once will do.
    speed: stance.Speed = "balanced" if name == "comments.csv" else "fast"
    steps, said = scored(path, tmp_path, limits, speed)
    whole, wanted = scored(path, tmp_path, None, speed)
    assert steps.equals(whole)
    assert steps.height > 700
    assert said.problems == wanted.problems
    if name != "dump.ndjson":  # How many ids occur twice is counted piece by piece there.
        assert sorted(said.remarks) == sorted(wanted.remarks)


def test_all_of_them_at_once_with_ids_that_clash(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    paths = [make(name) for name in NAMES]
    (tmp_path / "empty.csv").write_text("")
    paths[3:3] = [tmp_path / "nowhere.csv", tmp_path / "empty.csv", paths[0]]
    steps, said = scored(paths, tmp_path, limits)
    whole, wanted = scored(paths, tmp_path, None)
    assert steps.equals(whole)
    assert steps["article_id"].n_unique() > 200
    assert said.problems == wanted.problems
    assert said.failed == wanted.failed
    assert [Path(name).name for name, _ in said.failed] == ["nowhere.csv", "empty.csv"]


def test_a_report_from_files_and_pages(make: Make, tmp_path: Path, limits: streaming.Limits, everything: Everything) -> None:
    samples = Path(__file__).parents[2] / "samples"
    pages = [samples / "paste_six_comments.txt", samples / "paste_closed.txt", samples / "comments.jsonl", samples / "paste_german.txt"]
    whole, steps = both([*pages, make("dump.ndjson"), tmp_path / "nowhere"], tmp_path, limits, everything, sides=None)
    assert steps.problems == whole.problems
    assert (tmp_path / "steps" / "failed-inputs.csv").exists()


def test_a_workbook_with_groups(make: Make, tmp_path: Path, limits: streaming.Limits, everything: Everything) -> None:
    """Two debates in two outlets, and people who write in both."""
    table = pl.read_csv(make("comments.csv")).with_columns(
        outlet=pl.when(pl.col("article_id") < "a2").then(pl.lit("Made-Up Times")).otherwise(pl.lit("Invented Post")),
        published=pl.when(pl.col("article_id") < "a15").then(pl.lit("2025-03-04")).otherwise(pl.lit("2025-05-06")),
        title=pl.when(pl.col("article_id") < "a3").then(pl.lit("Should nuclear power stay?")).otherwise(pl.lit("Gun control now?")),
    )
    table.write_csv(tmp_path / "grouped.csv")
    both(tmp_path / "grouped.csv", tmp_path, limits, everything, to="xlsx", pseudonymize=True, key=b"a key")
    groups = pl.read_excel(tmp_path / "steps" / "report.xlsx", sheet_name="groups", engine="openpyxl")
    assert set(groups["by"]) == {"debate", "outlet", "month"}
    assert set(groups.filter(by="outlet")["group"]) == {"Made-Up Times", "Invented Post"}
    assert set(groups.filter(by="month")["group"]) == {"2025-03", "2025-05"}
    assert not (tmp_path / "steps" / "groups.csv").exists()


def test_names_that_look_like_patterns(make: Make, tmp_path: Path, limits: streaming.Limits, everything: Everything) -> None:
    folder = tmp_path / "May [1] 2025"
    folder.mkdir()
    path = make("comments.parquet").rename(folder / "all [2].parquet")
    both(path, folder, limits, everything, debate="nuclear-power", pseudonymize=True, key=b"a key")


@pytest.mark.parametrize("pseudonymize", [False, True])
def test_hand_labels(make: Make, tmp_path: Path, limits: streaming.Limits, everything: Everything, pseudonymize: bool) -> None:
    """Labels of comments of all parts: the errors of the debate, the corrected shares and the page on the labels are the same."""
    path = make("comments.csv")
    known, _ = scored(path, tmp_path, None)
    sided = known.filter(pl.col("stance_label").cast(pl.String).is_in(["favor", "against"])).gather_every(3)
    other = pl.col("stance_label").cast(pl.String).replace({"favor": "against", "against": "favor"})
    wrong = pl.int_range(pl.len()) % 4 == 0
    label = pl.when(wrong).then(other).otherwise(pl.col("stance_label").cast(pl.String))
    sided.select("article_id", "comment_id", label.alias("label")).write_csv(tmp_path / "labels.csv")
    labels = tmp_path / "labels.csv"
    assert sided.height > 40
    both(path, tmp_path, limits, everything, debate="nuclear-power", labels=labels, pseudonymize=pseudonymize, key=b"a key")
    assert "corrected" in (tmp_path / "steps" / "validation.html").read_text(encoding="utf-8")


def test_the_scorer_is_prepared_once_for_the_whole_run(
    make: Make, tmp_path: Path, limits: streaming.Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many comments a model reads hangs on how many there are in the run, and not in a part of it."""
    expected: list[int] = []
    prepare = stance.prepare

    def seen(settings: stance.Settings | None, count: int) -> stance.Settings:
        expected.append(count)
        return prepare(settings, count)

    monkeypatch.setattr(stance, "prepare", seen)
    paths = [make(name) for name in NAMES]
    steps, _ = scored(paths, tmp_path, limits)
    scored(paths, tmp_path, None)
    assert expected == [steps.filter(status="visible").height] * 2


@pytest.mark.parametrize("key", [None, b"a key"])
def test_pseudonyms_and_contacts(make: Make, tmp_path: Path, limits: streaming.Limits, key: bytes | None) -> None:
    options: dict[str, Any] = {"pseudonymize": True, "key": key, "redact_contacts": True}
    paths = [make("comments.csv"), make("dump.ndjson")]
    steps, _ = scored(paths, tmp_path, limits, **options)
    assert steps.equals(scored(paths, tmp_path, None, **options)[0])
    assert steps["text"].str.contains("@reader-").sum() > 50


def test_damage_stays_in_its_piece(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    """Three quotes are opened in the middle of cells: the rows around them are lost or joined, the hundreds of others are not."""
    steps, said = scored(make("broken.csv"), tmp_path, limits)
    whole, _ = scored(make("broken.csv"), tmp_path, None)
    ids = set(whole["comment_id"])
    assert len(ids & set(steps["comment_id"])) >= len(ids) - 20
    assert steps.height >= whole.height - 30
    assert "lines counted from" in " ".join(said.problems)


def test_several_processes_give_the_same(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    path = make("comments.csv")
    assert scored(path, tmp_path, limits, "balanced", workers=2)[0].equals(scored(path, tmp_path, None, "balanced")[0])


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_files_are_those_of_a_run_through_memory(make: Make, tmp_path: Path, limits: streaming.Limits, suffix: str) -> None:
    path, work = make("comments.csv"), tmp_path / "work"
    for name, bounds in (("whole", None), ("steps", limits)):
        out = tmp_path / f"{name}{suffix}"
        files = pipeline.Files(path, partial(writers.write, path=out), work, limits=bounds, workers=1)
        pipeline.score_files(files, debate="nuclear-power", sides=stance.Settings(speed="fast"))
    assert (tmp_path / f"whole{suffix}").read_bytes() == (tmp_path / f"steps{suffix}").read_bytes()


def test_an_input_that_unpacks_to_too_much_fails_alone(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    (tmp_path / "small.csv").write_text("text\nTrams are good.\n", encoding="utf-8")
    paths = [make("packed.csv.gz"), tmp_path / "small.csv"]
    options = ReadOptions(max_bytes=len(gzip.decompress(paths[0].read_bytes())) - 1)
    steps, said = scored(paths, tmp_path, limits, options=options)
    whole, wanted = scored(paths, tmp_path, None, options=options)
    assert steps.equals(whole)
    assert (said.problems, said.failed) == (wanted.problems, wanted.failed)
    assert "unpacks to more than" in said.problems[0]


def test_a_table_without_texts_is_said_once(tmp_path: Path, limits: streaming.Limits) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("day,weather\n" + "1,rain\n" * 40_000, encoding="utf-8")
    with pytest.raises(NotReadable, match="has no column that looks like a comment's text; it has: day, weather"):
        pipeline.report(path, tmp_path / "out", limits=limits, workers=1)
    assert not (tmp_path / "out").exists()


def test_more_comments_than_a_workbook_holds_are_refused_before_the_work(
    make: Make, tmp_path: Path, limits: streaming.Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polarize.writers.xlsx._ROW_LIMIT", 100)
    seen: list[str] = []

    def step(what: str, _done: int, _total: int) -> None:
        seen.append(what)

    with pytest.raises(OutputError, match=r"a workbook holds 100 rows and the table of comments has \d+\. Write CSV or Parquet") as stop:
        pipeline.report(make("comments.csv"), tmp_path / "out", limits=limits, workers=1, to="xlsx", step=step)
    assert "--resume" in " ".join(stop.value.__notes__)
    assert set(seen) == {"megabytes read"}
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".polarize"]


def test_large_inputs_and_many_are_told_by_their_sizes(make: Make, tmp_path: Path) -> None:
    path = make("comments.csv")
    size = path.stat().st_size

    def large(*, large: int = 10**9, files: int = 10**9) -> bool:
        return streaming.is_large(streaming.look([path, path], None, ReadOptions(), streaming.Limits(large=large, files=files)))

    assert not large(large=2 * size)
    assert large(large=2 * size - 1)
    assert not large(files=2)
    assert large(files=1)


def test_who_scores_loads_nothing_that_draws() -> None:
    code = "import sys, polarize.pipeline, polarize.streaming; print([one for one in ('matplotlib', 'jinja2') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_steps_are_small_in_small_runs_and_no_more_than_needed_in_large_ones() -> None:
    mib, gib = 1 << 20, 1 << 30

    def parts(size: int) -> int:
        return streaming.Plan([], None, ReadOptions(), streaming.Limits(), size=size).parts

    # 2 MiB each, then 128 of them, then 16 MiB each.
    assert [parts(24 * mib), parts(256 * mib), parts(gib), parts(2 * gib), parts(4 * gib)] == [12, 128, 128, 128, 256]
    assert streaming.Plan([], None, ReadOptions(), streaming.Limits(), size=gib).piece == 8 * mib
