"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polarize.errors import ConfigError

if TYPE_CHECKING:
    from polarize.engines import Engine
    from polarize.sources import ReadOptions
    from polarize.stance import Settings

Command = Callable[..., None]

KEY_VARIABLE = "POLARIZE_KEY"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read, and how."""

    paths: Sequence[str]
    source: str | None
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class Writing:
    """Where a table goes, and in which form."""

    out: str | None
    to: str | None
    raw_csv: bool


@dataclass(frozen=True, slots=True)
class Privacy:
    """Whether authors get pseudonyms, with which key, and whether contacts are taken out of texts."""

    pseudonymize: bool
    key: bytes | None
    redact_contacts: bool


@dataclass(frozen=True, slots=True)
class Running:
    """Where and how a long job runs."""

    workers: int | None
    resume: bool
    engine: Engine | None


@dataclass(frozen=True, slots=True)
class Scoring:
    """How comments are tagged."""

    debate: str | None
    all_languages: bool
    lexicon: str | None
    sides: Settings


def reading(command: Command) -> Command:
    """Add PATH... and the options that say how it is read; the command gets them as `reading`."""

    @wraps(command)
    def taken(
        *,
        paths: Sequence[str],
        inputs_from: str | None,
        source: str | None,
        columns: Sequence[str],
        captured_at: str | None,
        max_bytes: int,
        **others: Any,
    ) -> None:
        command(reading=Reading(_inputs(paths, inputs_from), source, read_options(columns, captured_at, max_bytes)), **others)

    return _with(
        taken,
        click.option("--max-bytes", type=click.IntRange(1), default=2**31, show_default="2 GiB", help="Refuse inputs larger than this."),
        click.option("--captured-at", metavar="TIME", help='When the pages were saved (ISO 8601): "3 hours ago" is counted back from it.'),
        click.option(
            "--map", "columns", multiple=True, metavar="OURS=THEIRS", help="Column of a table, such as text=commentBody. Repeatable."
        ),
        click.option(
            "--from", "source", metavar="FORMAT", help="Format of the input; without it told from the content. See `polarize formats`."
        ),
        click.option(
            "--inputs-from",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Read the inputs that a file lists: one path a line, or the failed-inputs.csv of an earlier run.",
        ),
        click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path()),
    )


def _inputs(paths: Sequence[str], inputs_from: str | None) -> Sequence[str]:
    """Return what is to be read.

    Raises:
        UsageError: nothing is named.
        ConfigError: the list cannot be read.
    """
    if inputs_from is not None:
        from polarize.failures import read_list

        return [*paths, *read_list(inputs_from)]
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'. Name files or folders, - for standard input, or a list with --inputs-from.")
    return paths


def writing(command: Command) -> Command:
    """Add the options that say where a table goes, and in which form; the command gets them as `writing`."""

    @wraps(command)
    def taken(*, out: str | None, to: str | None, raw_csv: bool, **others: Any) -> None:
        command(writing=Writing(out, to, raw_csv), **others)

    return _with(
        taken,
        click.option(
            "--raw-csv", is_flag=True, help="CSV without byte order mark and with texts as they are, even those that look like formulas."
        ),
        click.option(
            "--to", metavar="FORMAT", help="csv, jsonl, parquet or xlsx, for comments also convokit or fourcat; else by the suffix of -o."
        ),
        click.option("-o", "--out", type=click.Path(dir_okay=False), help="File to write; without it standard output."),
    )


def privacy(command: Command) -> Command:
    """Add the options for pseudonyms; the command gets them as `privacy`."""

    @wraps(command)
    def taken(*, pseudonymize: bool, key_file: str | None, redact_contacts: bool, **others: Any) -> None:
        command(privacy=Privacy(pseudonymize, secret(key_file) if pseudonymize else None, redact_contacts), **others)

    return _with(
        taken,
        click.option("--redact-contacts", is_flag=True, help="Take e-mail addresses, telephone numbers and web addresses out of texts."),
        click.option(
            "--key-file", type=click.Path(dir_okay=False), help=f"Secret for stable pseudonyms; else the variable {KEY_VARIABLE}."
        ),
        click.option("--pseudonymize", is_flag=True, help="Replace authors by pseudonyms, inside texts too."),
    )


def running(command: Command) -> Command:
    """Add the options for long jobs; the command gets them as `running`."""

    @wraps(command)
    def taken(*, workers: int | None, resume: bool, engine: str, address: str | None, **others: Any) -> None:
        command(running=Running(workers, resume, _engine(engine, address, workers)), **others)

    return _with(
        taken,
        click.option("--address", metavar="HOST:PORT", help="With --engine ray: a running cluster; without it one on this machine."),
        click.option(
            "--engine",
            type=click.Choice(["local", "ray"]),
            default="local",
            show_default=True,
            help="Where it runs: the cores of this machine, or many machines that see the same files.",
        ),
        click.option("--resume", is_flag=True, help="Go on where an interrupted run on the same inputs stopped; keep what is done."),
        click.option("--workers", type=click.IntRange(1), help="Processes that work at once; without it one a core."),
    )


def _engine(name: str, address: str | None, workers: int | None) -> Engine | None:
    """Return the engine that the options name, None for this machine.

    Raises:
        ConfigError: an address without a cluster.
        MissingExtra: Ray is not installed.
    """
    if name == "ray":
        from polarize.engines.ray import Ray

        return Ray(address, workers)
    if address is not None:
        raise ConfigError("--address: names a Ray cluster. Add --engine ray.")
    return None


lexicon = click.option(
    "--lexicon", type=click.Path(dir_okay=False), metavar="FILE", help="Valences of further words: a word, a TAB and its valence a line."
)


stance = click.option("--stance", metavar="SCORER", help="How sides are told: auto, statements, model, fitted, nli or endpoint.")
stance_model = click.option(
    "--model", type=click.Path(), metavar="PATH", help="What `polarize fit` wrote (--stance fitted), or an ONNX model (--stance nli)."
)


def scoring(command: Command) -> Command:
    """Add the options for tags; the command gets them as `scoring`."""

    @wraps(command)
    def taken(*, debate: str | None, all_languages: bool, lexicon: str | None, **others: Any) -> None:
        given = {name: others.pop(name) for name in ("stance", "speed", "model", "url", "url_model", "cache", "yes", "replies")}
        sides = settings(**given, quiet=others.get("quiet", False))
        command(scoring=Scoring(debate, all_languages, lexicon, sides), **others)

    return _with(
        taken,
        lexicon,
        click.option("--replies/--no-replies", default=True, help="Let answers lean on what they answer, which is the default; or not."),
        click.option("--yes", is_flag=True, help="Send any number of comments to --url without asking."),
        click.option("--cache", type=click.Path(file_okay=False), metavar="DIR", help="Where answers of --url are kept."),
        click.option("--url-model", metavar="NAME", help="Model that --url is to use."),
        click.option("--url", metavar="URL", help="OpenAI-compatible endpoint of --stance endpoint, such as http://localhost:11434/v1."),
        stance_model,
        click.option("--all-languages", is_flag=True, help="Score the tone of every language with VADER, which knows only English."),
        click.option(
            "--speed",
            type=click.Choice(["fast", "balanced", "best"]),
            default="balanced",
            show_default=True,
            help="Time for --stance auto: its model reads no comments, a part of them in large runs, or all.",
        ),
        stance,
        click.option(
            "--debate",
            metavar="ID|FILE|target:NAME",
            help="Debate of all articles, or only its target; without it each is matched to the catalogue.",
        ),
    )


def settings(stance: str | None, model: str | None, cache: str | None = None, **others: Any) -> Settings:
    """Return what the stance options say.

    Raises:
        ConfigError: there is no such scorer, or a URL for one that sends nothing.
    """
    from polarize.stance import DEFAULT, SCORERS, Settings

    if stance is not None and stance not in SCORERS:
        raise ConfigError(f"--stance {stance}: there is no such scorer. There are: {', '.join(SCORERS)}.")
    if others.get("url") and stance != "endpoint":
        raise ConfigError("--url: only --stance endpoint sends comments anywhere. Add it, or leave --url out.")
    return Settings(scorer=stance or DEFAULT, model=Path(model) if model else None, cache=Path(cache) if cache else None, **others)


def _with(command: Command, *additions: Callable[[Command], Command]) -> Command:
    """Apply decorators, the last one written first, so that --help lists them from bottom to top as click does."""
    for add in additions:
        command = add(command)
    return command


quiet = click.option("-q", "--quiet", is_flag=True, help="No progress and no messages but errors.")
measures = click.option(
    "--measures", metavar="NAME,NAME", help="Only these measures, separated by commas; without it all. See `polarize measures`."
)
by = click.option(
    "--by", metavar="WORD,WORD", help="Put articles together by debate, outlet or month (of publication); several separated by commas."
)
seed = click.option("--seed", type=int, default=0, show_default=True, help="Seed of all random draws: the same seed gives the same digits.")


def read_options(columns: Sequence[str], captured_at: str | None, max_bytes: int) -> ReadOptions:
    """Return what the reading options say.

    Raises:
        ConfigError: a mapping without "=", or a time that is none.
    """
    from polarize.sources import ReadOptions

    pairs = {}
    for one in columns:
        ours, sign, theirs = one.partition("=")
        if not sign or not ours or not theirs:
            raise ConfigError(f"--map {one}: write it as OURS=THEIRS, for example --map text=commentBody.")
        pairs[ours] = theirs
    moment = None
    if captured_at is not None:
        try:
            moment = datetime.fromisoformat(captured_at)
        except ValueError:
            raise ConfigError(f"--captured-at {captured_at}: write the time as 2026-05-01 or 2026-05-01T14:30+02:00.") from None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return ReadOptions(columns=pairs, captured_at=moment, max_bytes=max_bytes)


def names(measures: str | None) -> list[str] | None:
    """Return the measures named with --measures, None for all.

    Raises:
        ConfigError: no name at all.
    """
    if measures is None:
        return None
    found = [one.strip() for one in measures.split(",") if one.strip()]
    if not found:
        raise ConfigError("--measures: names no measure. Write for example --measures split_index,tone.")
    return found


def groups(by: str | None) -> tuple[str, ...]:
    """Return the words of --by; none for None and for "none".

    Raises:
        ConfigError: another word than debate, outlet and month.
    """
    from polarize.measures import BY

    words = tuple(dict.fromkeys(one.strip() for one in (by or "none").split(",") if one.strip()))
    if words == ("none",):
        return ()
    for one in words:
        if one not in BY:
            raise ConfigError(f"--by {one}: articles are grouped by {', '.join(BY)}, or by none.")
    return words


def secret(key_file: str | None) -> bytes | None:
    """Return the key for pseudonyms from the file or the environment, None when there is none.

    Raises:
        ConfigError: the file cannot be read or is empty.
    """
    if key_file is None:
        value = os.environ.get(KEY_VARIABLE, "")
        return value.encode() or None
    try:
        key = Path(key_file).read_bytes().strip()
    except OSError as error:
        raise ConfigError(f"--key-file {key_file}: cannot be read ({error.strerror}).") from error
    if not key:
        raise ConfigError(f"--key-file {key_file}: is empty. Put a line of random characters into it.")
    return key
