"""Which source takes an input, what a folder holds, and how several inputs become one corpus."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from polarize import sources as stage
from polarize.errors import AmbiguousFormat, ConfigError, InputError, NotReadable, UnknownFormat
from polarize.sources import Claim, Input, Source, Strength, choose, inputs, read
from polarize.sources.table import SOURCE as TABLE

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40"


def claiming(name: str, strength: Strength | None, evidence: str = "a sign") -> Source:
    def identify(_: Input) -> Claim | None:
        return None if strength is None else Claim(strength, evidence)

    return Source(name=name, title=name, suffixes=(".csv", f".{name}"), reads="", identify=identify, read=TABLE.read)


def use(monkeypatch: pytest.MonkeyPatch, *chosen: Source) -> None:
    monkeypatch.setattr(stage, "sources", lambda: {one.name: one for one in chosen})


ANY = Input("page.csv", None, content=b"text\nhello\n")


def test_the_strongest_claim_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, claiming("weak", Strength.FALLBACK), claiming("strong", Strength.SIGNATURE), claiming("middle", Strength.STRUCTURE))
    source, claim = choose(ANY)
    assert (source.name, claim.strength) == ("strong", Strength.SIGNATURE)


def test_two_equal_claims_name_both_and_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = claiming("one", Strength.STRUCTURE, "a header"), claiming("two", Strength.STRUCTURE, "a mark")
    use(monkeypatch, one, claiming("weak", Strength.FALLBACK), two)
    with pytest.raises(AmbiguousFormat, match=r"^page\.csv: could be one \(a header\) and two \(a mark\)\. Settle it with --from one\.$"):
        choose(ANY)
    assert choose(ANY, "two")[0].name == "two"


def test_nobody_claims_it(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, claiming("none", None))
    with pytest.raises(UnknownFormat, match=r"^page\.csv: is in no format that polarize reads\. `polarize formats` lists"):
        choose(ANY)
    with pytest.raises(UnknownFormat, match=r"^a\.png: holds binary data that no source reads\."):
        choose(Input("a.png", None, content=PNG))


def test_from_unknown_lists_what_there_is() -> None:
    with pytest.raises(ConfigError, match=r"^--from excel: there is no such format\. Choose from: .*table"):
        choose(ANY, "excel")
    with pytest.raises(ConfigError, match="--from excel"):
        read(["-"], source="excel")


def put(folder: Path, *names: str, content: str = "text\nhello\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def test_folders_are_sorted_and_hidden_files_left_out(tmp_path: Path) -> None:
    put(tmp_path, "b.csv", "a.csv", "sub/c.csv", "a/z.csv", ".hidden.csv", ".git/d.csv", "sub/.cache/e.csv", "README.md", "sub/pic.png")
    found = list(inputs([tmp_path]))
    names = [str(Path(one.name).relative_to(tmp_path)) for one in found if isinstance(one, Input)]
    assert names == ["a/z.csv", "a.csv", "b.csv", "sub/c.csv"]
    assert [one for one in found if isinstance(one, str)] == [f"{tmp_path}: left out, by their names: README.md, sub/pic.png."]


def test_many_files_left_out_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", *(f"{number}.png" for number in range(9)))
    assert next(one for one in inputs([tmp_path]) if isinstance(one, str)).endswith("0.png, 1.png, 2.png, 3.png, 4.png and 4 more.")


@pytest.mark.parametrize("names", [(), ("a.png",), (".hidden.csv",)])
def test_a_folder_with_nothing_to_read(tmp_path: Path, names: tuple[str, ...]) -> None:
    put(tmp_path, *names)
    [problem] = inputs([tmp_path])
    assert isinstance(problem, NotReadable)
    assert str(problem).startswith(f"{tmp_path}: holds no file that polarize reads. It reads files that end in .csv")


def test_symbolic_link_loops_end(tmp_path: Path) -> None:
    put(tmp_path, "deep/a.csv")
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (tmp_path / "self.csv").symlink_to(tmp_path / "self.csv")
    assert [Path(one.name).name for one in inputs([tmp_path]) if isinstance(one, Input)] == ["a.csv"]
    [one] = read([tmp_path / "self.csv"]).problems
    assert "cannot be read" in one


@pytest.mark.parametrize("path", ["nowhere.csv", "x" * 5_000, "a\0b"])
def test_paths_that_cannot_be(path: str) -> None:
    [problem] = inputs([path])
    assert isinstance(problem, InputError)


def test_what_cannot_be_used_does_not_stop_the_rest(tmp_path: Path) -> None:
    put(tmp_path, "one.csv", "two.csv")
    put(tmp_path, "broken.jsonl", content="{nothing\n")
    (tmp_path / "picture.csv").write_bytes(PNG)
    (tmp_path / "empty.csv").touch()
    done: list[str] = []
    paths = [tmp_path / name for name in ("gone.csv", "one.csv", "broken.jsonl", "picture.csv", "empty.csv", "two.csv")]
    found = read(paths, progress=done.append)
    assert found.articles["article_id"].to_list() == ["one", "two"]
    assert [Path(problem.split(": ")[0]).name for problem in found.problems] == ["gone.csv", "broken.jsonl", "picture.csv", "empty.csv"]
    assert done == [str(path) for path in paths[1:]]


def test_equal_article_ids_of_two_inputs_are_numbered(tmp_path: Path) -> None:
    put(tmp_path, "a/comments.csv", "b/comments.csv", "c/comments.csv")
    put(tmp_path, "d/other.csv", content="article_id,text\ncomments~2,hello\n")
    found = read([tmp_path / "a", tmp_path / "b", tmp_path / "c", tmp_path / "d"])
    assert found.articles["article_id"].to_list() == ["comments", "comments~2", "comments~3", "comments~2~2"]
    assert found.comments["article_id"].to_list() == found.articles["article_id"].to_list()
    note = "its id comments is also that of another input, so it was numbered"
    assert found.articles["notes"].to_list()[:3] == [None, note, note]


def test_the_same_input_a_thousand_times() -> None:
    part = TABLE.read(Input("one.csv", None, content=b"text\nhello\n"), stage.ReadOptions())
    found = stage._join([part] * 1_000, [], [])
    assert found.articles["article_id"].n_unique() == 1_000
    assert found.articles["article_id"][-1] == "one~1000"


def test_nothing_to_read_gives_an_empty_corpus(tmp_path: Path) -> None:
    found = read([tmp_path / "gone.csv"])
    assert (found.articles.height, found.comments.height, len(found.problems)) == (0, 0, 1)


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_in_an_unknown_encoding(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.csv"
    try:
        with open(path, "wb") as stream:  # noqa: PTH123 - the name is no text
            stream.write(b"text\nhello\n")
    except OSError:
        pytest.skip("the file system takes no such name")
    found = read([tmp_path])
    assert found.articles["article_id"].to_list() == ["caf\ufffd"]


def test_options_reach_the_source(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", content="what,text\nsaid,other\n")
    options = stage.ReadOptions(columns={"text": "what"}, captured_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert read([tmp_path / "a.csv"], options=options).comments["text"].to_list() == ["said"]
    assert "larger than 5 bytes" in read([tmp_path / "a.csv"], options=stage.ReadOptions(max_bytes=5)).problems[0]


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_is_called_empty_and_not_unknown(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(NotReadable, match="is empty"):
        choose(Input(str(path), path))


@pytest.mark.parametrize("tag", ['<img src="https://example.org/1.gif" width="1">', '<p><a href="/search">Search</a></p>'])
def test_a_text_that_begins_with_a_tag_is_no_page(tag: str) -> None:
    """Browsers copy what stands in a `noscript`."""
    lines = "\n".join(["The tram will be built.", "2 comments", "Otter says:", "Good.", "Heron says:", "Too dear."] * 20)
    assert choose(Input("page.txt", content=f"{tag}\n{lines}\n".encode()))[0].name == "text"
    assert choose(Input("page.html", content=f"{tag}\n{lines}\n".encode()))[0].name != "text"
    assert choose(Input("page.txt", content=f"{tag}<p>The tram</p>\n<p>Otter</p><p>Good.</p>\n".encode()))[0].name != "text"
