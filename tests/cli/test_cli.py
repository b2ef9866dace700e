"""The command line as a user meets it: help, messages, exit codes, settings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from polarize.cli import cli

Run = Callable[..., Any]
TABLE = b"author,body,likes\nTeapotAdmiral,I like trams a lot.,3\nPaperLantern,=1+1 is not an argument,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    path.write_bytes(TABLE)
    return path


def members(group: click.Group) -> list[click.Command]:
    context = click.Context(group)
    found = [group.get_command(context, name) for name in group.list_commands(context)]
    return [one for member in found if member for one in ([member, *members(member)] if isinstance(member, click.Group) else [member])]


@pytest.mark.parametrize("command", members(cli), ids=lambda one: one.name)
def test_every_command_explains_itself_with_an_example(command: click.Command) -> None:
    assert command.help
    assert command.epilog
    assert command.epilog.startswith("Example: ")
    assert "polarize " in command.epilog
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_help_starts_without_the_heavy_packages() -> None:
    code = (
        "import sys; from polarize.cli import cli; cli.main(['--help'], standalone_mode=False); "
        "print([m for m in ('polars', 'matplotlib', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_python_m_polarize_is_the_same_program() -> None:
    done = subprocess.run([sys.executable, "-m", "polarize", "--version"], capture_output=True, text=True, check=True)
    assert "0.1.0" in done.stdout


def test_parse_writes_csv_that_a_spreadsheet_takes(run: Run, table: Path) -> None:
    done = run("parse", str(table))
    assert done.code == 0
    assert done.out.startswith(b"\xef\xbb\xbfarticle_id,comment_id,position")
    assert b"'=1+1 is not an argument" in done.out


def test_raw_csv_leaves_texts_as_they_are(run: Run, table: Path) -> None:
    out = run("parse", str(table), "--raw-csv").out
    assert out.startswith(b"article_id,")
    assert b"'=1+1" not in out


def test_standard_input_is_read(run: Run) -> None:
    done = run("parse", "-", "--to", "jsonl", stdin=TABLE)
    assert done.code == 0
    assert done.out.count(b"\n") == 2
    assert b'"author":"TeapotAdmiral"' in done.out


def test_the_suffix_tells_the_format(run: Run, table: Path, tmp_path: Path) -> None:
    assert run("parse", str(table), "-o", str(tmp_path / "out.parquet")).code == 0
    assert (tmp_path / "out.parquet").read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"   \n\n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (b"day,weather\n1,rain\n", "day, weather"),
        (b"PAR1 and then nothing", "Parquet"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_done(run: Run, table: Path, tmp_path: Path, content: bytes, message: str) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    done = run("parse", str(bad), str(table), "--raw-csv")
    assert done.code == 1
    assert str(bad) in done.err
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out.count(b"\n") == 3


def test_a_missing_file_does_not_stop_the_others(run: Run, table: Path, tmp_path: Path) -> None:
    done = run("parse", str(tmp_path / "nowhere.txt"), str(table))
    assert done.code == 1
    assert "nowhere.txt: does not exist" in done.err
    assert b"TeapotAdmiral" in done.out


def test_inputs_from_a_list(run: Run, table: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{table}\n", encoding="utf-8")
    assert run("parse", "--inputs-from", str(listed)).out == run("parse", str(table)).out


def test_a_table_without_a_text_column_says_how_to_map(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b"who,what\nTeapotAdmiral,I like trams.\n")
    assert "--map text=" in run("parse", str(odd)).err
    done = run("parse", str(odd), "--map", "text=what", "--map", "author=who")
    assert done.code == 0
    assert b"I like trams." in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("report",),
        ("nonsense",),
        ("parse", "x.csv", "--no-such-option"),
        ("parse", "x.csv", "--map", "text"),
        ("parse", "x.csv", "--captured-at", "yesterday"),
        ("score", "x.csv", "--debate", "no-such-debate"),
        ("score", "x.csv", "--stance", "no-such-scorer"),
        ("score", "x.csv", "--stance", "nli"),
        ("score", "x.csv", "--stance", "endpoint", "--url", "http://localhost:1/v1"),
        ("score", "x.csv", "--stance", "endpoint", "--url", "localhost", "--url-model", "m"),
        ("score", "x.csv", "--url", "http://localhost:1/v1"),
        ("debates", "show", "no-such-debate"),
        ("measures", "no-such-measure"),
    ],
)
def test_wrong_usage_exits_with_2_and_a_sentence(run: Run, table: Path, arguments: tuple[str, ...]) -> None:
    done = run(*(str(table) if one == "x.csv" else one for one in arguments))
    assert done.code == 2
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_answers_lean_on_what_they_answer_unless_told_not_to(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "thread.csv"
    path.write_bytes(b"id,reply_to,text\n1,,Beijing cheats and steals it all. Pure theft by China once again.\n2,1,exactly\n")
    arguments = ("score", str(path), "--debate", "china-us-ai", "--to", "jsonl")
    leaning, alone = ([json.loads(line) for line in run(*arguments, *more).out.splitlines()] for more in ((), ("--no-replies",)))
    assert [row["stance_label"] for row in leaning] == ["against", "against"]
    assert [row["stance_label"] for row in alone] == ["against", "none"]
    assert leaning[0] == alone[0]


def test_settings_are_defaults_and_options_win(run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "polarize.toml").write_text('to = "jsonl"\n[map]\ntext = "author"\n', encoding="utf-8")
    assert b'"text":"TeapotAdmiral"' in run("parse", str(table)).out
    assert run("parse", str(table), "--to", "csv", "--raw-csv").out.startswith(b"article_id,")


@pytest.mark.parametrize("text", ['colour = "red"', "seed = 'one'", "seed =", "[map\n"])
def test_settings_that_make_no_sense_are_refused(run: Run, table: Path, tmp_path: Path, text: str) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text(text, encoding="utf-8")
    done = run("--config", str(settings), "parse", str(table))
    assert done.code == 2
    assert "mine.toml" in done.err


def test_a_closed_pipe_is_not_an_error(table: Path) -> None:
    command = f"{sys.executable} -m polarize parse {' '.join([str(table)] * 300)} --quiet | head -c 20"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_quiet_and_pipes_have_no_progress(run: Run, table: Path) -> None:
    assert run("parse", str(table), "--quiet").err == ""
    assert "\x1b" not in run("parse", str(table)).err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Run, shell: str) -> None:
    assert b"_POLARIZE_COMPLETE" in run("completion", shell).out


def test_pseudonyms_hide_authors_and_a_key_keeps_them_stable(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "thread.csv"
    path.write_bytes(b"author,text\nTeapotAdmiral,Trams.\nPaperLantern,@TeapotAdmiral no\n")
    (tmp_path / "key").write_text("a secret", encoding="utf-8")
    plain = run("parse", str(path), "--pseudonymize").out
    keyed = run("parse", str(path), "--pseudonymize", "--key-file", str(tmp_path / "key")).out
    assert b"TeapotAdmiral" not in plain + keyed
    assert b"reader-1" in plain
    assert keyed == run("parse", str(path), "--pseudonymize", "--key-file", str(tmp_path / "key")).out


def test_explain_shows_the_steps(run: Run) -> None:
    done = run("explain", "not a good plan!")
    assert done.code == 0
    assert "negation: not" in done.out.decode()
    assert run("explain", "-", stdin=b"not a good plan!").out == done.out


def test_a_lexicon_of_ones_own(run: Run, table: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "own.txt"
    lexicon.write_text("trams\t3\n", encoding="utf-8")
    plain, own = (run("score", str(table), *more).out for more in ((), ("--lexicon", str(lexicon))))
    assert plain != own
    lexicon.write_text("trams\n", encoding="utf-8")
    done = run("score", str(table), "--lexicon", str(lexicon))
    assert done.code == 2
    assert "line 1: is no lexicon entry" in done.err
    assert run("report", str(table), "--lexicon", str(tmp_path / "none"), "-o", str(tmp_path / "out")).code == 2
    assert run("explain", "trams", "--lexicon", str(lexicon)).code == 2


def test_parse_that_goes_on_writes_what_it_writes_at_once(run: Run, table: Path, tmp_path: Path) -> None:
    plain, steps = tmp_path / "plain.csv", tmp_path / "steps.csv"
    assert run("parse", str(table), "-o", str(plain)).code == 0
    assert run("parse", str(table), "-o", str(steps), "--resume").code == 0
    assert steps.read_bytes() == plain.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"comments.csv", "plain.csv", "steps.csv"}
    done = run("parse", str(table), "--resume")
    assert done.code == 2
    assert "--resume: name a file with -o" in done.err


def test_parse_explains_who_reads_what_and_what_is_left_out(run: Run, tmp_path: Path) -> None:
    item = '<li id="comment-{0}" class="{1} depth-1"><div class="comment-author"><cite class="fn">{2}</cite></div><p>{3}</p></li>'
    (tmp_path / "bridge.html").write_text(
        '<!DOCTYPE html><html lang="en"><head><link href="/wp-content/x.css"><title>The bridge</title></head><body><h1>The bridge</h1>'
        '<h3>5 Comments</h3><ol class="commentlist">'
        + item.format(1, "comment", "Ada Example", "Close it.")
        + item.format(2, "comment", "Old Gardener", "Keep it open for bicycles, please.")
        + item.format(3, "pingback", "A blog", "[...] the bridge [...]")
        + '</ol><form><textarea></textarea></form><div class="recent-comments"><ul><li>Ada on bridges</li></ul></div>'
        "<template><li>later</li></template></body></html>"
    )
    done = run("parse", "--explain", str(tmp_path / "bridge.html"))
    said = done.out.decode()
    assert done.code == 0
    assert "read by wordpress (WordPress): 2 comments in the markup of WordPress" in said
    assert "html       generic (2): a web page" in said
    assert "2 comments found, 5 declared" in said
    left = next(line for line in said.splitlines() if "left out:" in line)
    for part in ("pingbacks: 1", "lists of comments under other articles: 1", "templates that a script would fill: 1", "new comments: 1"):
        assert part in left


def test_parse_explain_names_what_it_cannot_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = run("parse", "--explain", str(tmp_path / "empty.html"))
    assert b"not read" in done.out
    assert done.code == 0


@pytest.mark.parametrize("command", ["parse", "score"])
@pytest.mark.parametrize("more", [[], ["--resume"]])
def test_a_table_has_the_list_beside_it(run: Run, tmp_path: Path, command: str, more: list[str]) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("text\nTrams are good.\n", encoding="utf-8")
    bad.write_text("", encoding="utf-8")
    out = tmp_path / "out" / "table.csv"
    assert run(command, str(good), str(bad), "-o", str(out), *more).code == 1
    listed = out.with_name("table.csv.failed-inputs.csv")
    assert listed.read_text(encoding="utf-8-sig").splitlines()[1].startswith(f"{bad},")
    bad.write_text("text\nTrams are bad.\n", encoding="utf-8")
    assert run(command, "--inputs-from", str(listed), "-o", str(out), *more).code == 0
    assert list(out.parent.iterdir()) == [out]
    assert "Trams are bad." in out.read_text(encoding="utf-8")


def test_a_work_folder_that_is_a_link_is_refused(run: Run, table: Path, tmp_path: Path) -> None:
    """Whoever may write in the folder could send names and texts elsewhere by it."""
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    out.mkdir()
    (out / ".table.csv.polarize").symlink_to(elsewhere)
    (out / ".polarize").symlink_to(elsewhere)
    for command, name in (("parse", "table.csv"), ("score", "table.csv"), ("report", "")):
        done = run(command, str(table), "-o", str(out / name), "--resume")
        assert done.code == 1
        assert "polarize: is a symbolic link, and polarize does not write through links." in done.err
    assert list(elsewhere.iterdir()) == []
    assert sorted(one.name for one in out.iterdir()) == [".polarize", ".table.csv.polarize"]
