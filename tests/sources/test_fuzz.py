"""10,000 broken inputs for each source, the same in every run (POLARIZE_FUZZ sets another number); `make fuzz` reads a million for each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fuzz
import polars as pl
import pytest
from fuzzing import inputs, reading
from fuzzing.seeds import comments_in, seeds, small
from fuzzing.together import Gate, checked_together

from polarize.sources import Input, sources
from polarize.sources._export_thread import Post, Thread
from polarize.tables import Article, Comment, Corpus

EACH = int(os.environ.get("POLARIZE_FUZZ", "10000"))


@pytest.fixture
def together() -> Iterator[None]:
    with checked_together():
        yield


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize("source", sources())
def test_no_reader_fails_but_in_a_sentence(source: str) -> None:
    progress = fuzz.Progress()
    assert fuzz.slice_of(source, range(EACH), progress) == []
    # Inputs that are all refused at the door would test nothing.
    assert progress.corpora > EACH // 5


@pytest.mark.parametrize("source", sources())
def test_small_samples_are_still_read_by_their_source(source: str) -> None:
    for whole, cut in zip(seeds(source), small(source), strict=True):
        assert len(cut.data) <= len(whole.data)
        assert comments_in(cut, source) >= min(2, comments_in(whole, source))


def test_the_same_number_is_the_same_input() -> None:
    for source in sources():
        assert inputs.broken(source, 7) == inputs.broken(source, 7)


def with_reader(monkeypatch: pytest.MonkeyPatch, read: Any) -> reading.Reading:
    class Source:
        pass

    made = Source()
    made.read = read  # type: ignore[attr-defined]
    monkeypatch.setattr(reading, "choose", lambda *_: (made, None))
    return reading.Reading("isso")


def said(one: reading.Reading) -> str:
    one.settle()
    return "\n".join(failure.said for failure in one.failures)


class TestWhatIsFound:
    def test_an_exception(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(*_: object) -> None:
            raise RecursionError("too deep")

        one = with_reader(monkeypatch, read)
        one.take(1)
        assert "RecursionError: too deep" in said(one)

    def test_a_panic(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Panic(BaseException):
            pass

        def read(*_: object) -> None:
            raise Panic("index out of bounds")

        one = with_reader(monkeypatch, read)
        one.take(1)
        assert "Panic: index out of bounds" in said(one)

    def test_a_slow_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "SECONDS", 0.01)

        def read(*_: object) -> None:
            sum(range(2_000_000))

        one = with_reader(monkeypatch, read)
        one.take(1)
        assert "s on the processor" in said(one)

    def test_an_input_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "_STUCK", 0.05)

        def read(*_: object) -> None:
            while True:
                pass

        one = with_reader(monkeypatch, read)
        one.take(1)
        assert "Stuck" in said(one)

    @pytest.mark.parametrize(
        ("column", "value", "wrong"),
        [
            ("comment_id", "", "min_length"),
            ("position", 5, "positions are not"),
            ("reply_to", "nobody", "answers to comments that are not there"),
            ("article_id", "another", "comments of no article"),
        ],
    )
    def test_a_table_that_breaks_a_rule(self, monkeypatch: pytest.MonkeyPatch, column: str, value: object, wrong: str) -> None:
        corpus = good()
        comments = corpus.comments.with_columns(pl.lit(value).cast(corpus.comments.schema[column]).alias(column))
        bad = inputs.broken("isso", 1).data
        one = with_reader(monkeypatch, lambda given, _: Corpus(corpus.articles, comments) if given.content == bad else corpus)
        one.take(1)
        one.take(2)
        assert wrong in said(one)
        assert {failure.number for failure in one.failures} == {1}

    @pytest.mark.usefixtures("together")
    @pytest.mark.parametrize("kind", ["threads", "rows"])
    def test_what_breaks_a_rule_once_tables_are_made(self, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
        bad = inputs.broken("isso", 1).data

        def read(given: Input, _: object) -> Any:
            status = "nowhere" if given.content == bad else "visible"
            if kind == "threads":
                return Gate.corpus(given, "isso", [Thread(posts=[Post("Hello.", status=status)])], title="an export")
            comment = {"article_id": "a", "comment_id": "1", "position": 1, "reply_inferred": False, "status": status, "text": "Hello."}
            article = {"article_id": "a", "source": "text", "path": "a", "comments_found": 1, "comment_status": "open"}
            return Corpus(Gate.from_rows([article], Article), Gate.from_rows([comment], Comment))

        one = with_reader(monkeypatch, read)
        for number in range(20):
            one.take(number)
        assert one.comments == 20
        assert "status" in said(one)
        assert {failure.number for failure in one.failures} == {1}

    @pytest.mark.usefixtures("together")
    def test_memory_that_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        held = []

        def take(*_: object) -> None:
            held.append(bytes(b"x" * 1_000_000))

        monkeypatch.setattr(fuzz, "WARM", 5)
        monkeypatch.setattr(reading.Reading, "take", take)
        assert "MB more" in fuzz.slice_of("isso", range(80), fuzz.Progress())[0]

    @pytest.mark.usefixtures("together")
    def test_memory_that_is_taken_once_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        held = []

        def take(one: reading.Reading, number: int) -> None:
            if number == 20:
                held.append(bytes(b"x" * 80_000_000))

        monkeypatch.setattr(fuzz, "WARM", 5)
        monkeypatch.setattr(reading.Reading, "take", take)
        assert fuzz.slice_of("isso", range(80), fuzz.Progress()) == []


def good() -> Corpus:
    seed = seeds("isso")[0]
    taken = reading.timed(inputs.Broken(seed.name, seed.data, "isso", None), at_once=True)[1]
    assert isinstance(taken, Corpus)
    return taken


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.run(["isso", "wxr"], 30, tmp_path, 60) == 0
    (tmp_path / "isso.at").write_text("31")  # as a process that was killed leaves it
    assert fuzz.run(["isso", "wxr"], 40, tmp_path, 60) == 1
    out = capsys.readouterr().out
    assert "isso:31 the process died" in out
    assert f"polarize parse --from isso {tmp_path}/isso-31-" in out or f"polarize parse {tmp_path}/isso-31-" in out
    assert next(tmp_path.glob("isso-31-*")).read_bytes() == inputs.broken("isso", 31).data
    assert fuzz.run(["isso", "wxr"], 40, tmp_path, 60) == 0
    assert "80 inputs in" in capsys.readouterr().out
