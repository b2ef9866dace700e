"""Files -> articles and comments. One file a format; `_*.py` are shared helpers.

Every module here whose name does not begin with an underscore exposes one SOURCE. The strongest claim takes an input; two equally
strong ones are an error that names both.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

from polarize.errors import AmbiguousFormat, ConfigError, InputError, NotReadable, UnknownFormat
from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._input import Input
from polarize.sources._input_packed import bare
from polarize.tables import Article, Comment, Corpus, conform

_ABOUT: Final = ("readme", "license", "licence", "changelog")
"""Names of files that speak of a folder and are no comment section."""
_COMPANIONS: Final = ("_files", ".files", "-Dateien", "_fichiers", "_archivos")
_PAGES: Final = (".html", ".htm", ".xhtml")
_NAMED: Final = 5
"""Files that are left out and named."""
_CORPUS_PARTS: Final = ("conversations.json", "speakers.json", "users.json", "corpus.json", "index.json")
"""Files beside the utterances of a ConvoKit corpus; their source looks into those that it needs."""
__all__ = ["Claim", "Input", "ReadOptions", "Source", "Strength", "choose", "claims", "explain", "inputs", "read", "sources"]


@cache
def sources() -> dict[str, Source]:
    """Return all sources by name, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}").SOURCE for name in names}


def choose(one: Input, name: str | None = None) -> tuple[Source, Claim]:
    """Return the source that takes an input and its claim.

    Args:
        one: the input.
        name: what `--from` says; None to look at the content.

    Raises:
        ConfigError: there is no source of that name.
        UnknownFormat, AmbiguousFormat: none or several take it.
        NotReadable: it cannot be opened.
    """
    if name is not None:
        if name not in sources():
            raise ConfigError(f"--from {name}: there is no such format. Choose from: {', '.join(sources())}.")
        return sources()[name], Claim(Strength.SIGNATURE, "--from says so")
    made = claims(one)
    if not made:
        if not one.head.strip(b"\0 \t\r\n"):
            raise NotReadable(one.name, "is empty", "Save or export it again")
        problem = "holds binary data that no source reads" if one.is_binary else "is in no format that polarize reads"
        raise UnknownFormat(one.name, problem, "`polarize formats` lists what is read; if it is one of these, name it with --from")
    best = (made[0][1].strength, made[0][1].weight)
    takers = [(source, claim) for source, claim in made if (claim.strength, claim.weight) == best]
    if len(takers) > 1:
        named = " and ".join(f"{source.name} ({claim.evidence})" for source, claim in takers)
        raise AmbiguousFormat(one.name, f"could be {named}", f"Settle it with --from {takers[0][0].name}")
    return takers[0]


def claims(one: Input) -> list[tuple[Source, Claim]]:
    """Return the sources that claim an input with their claims, the strongest and weightiest first, equal ones by name.

    Raises:
        NotReadable: it cannot be opened.
    """
    made = [(source, claim) for source in sources().values() if (claim := source.identify(one)) is not None]
    return sorted(made, key=lambda pair: (-pair[1].strength, -pair[1].weight))


def inputs(paths: Sequence[str | Path], max_bytes: int = 2**31) -> Iterator[Input | InputError | str]:
    """Yield the inputs that the paths name, folders unfolded in the order of their names.

    A path that cannot be used comes as the error that says so, files of a folder that no source reads as a remark: the rest goes on.
    """
    for path in paths:
        if str(path) == "-":
            yield Input("-", None, max_bytes)
            continue
        try:
            is_folder, is_there = Path(path).is_dir(), Path(path).exists() or Path(path).is_symlink()
        except OSError as error:
            yield NotReadable(_shown(path), f"cannot be read ({error.strerror})", "Check the name and the permissions")
            continue
        if is_folder:
            yield from _folder(Path(path), max_bytes)
        elif is_there:
            yield Input(_shown(path), Path(path), max_bytes)
        else:
            yield NotReadable(_shown(path), "does not exist", "Check the spelling")


def _shown(path: str | Path) -> str:
    """Return a path as text; a file name in an unknown encoding gets U+FFFD for what cannot be shown."""
    return str(path).encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _folder(folder: Path, max_bytes: int) -> Iterator[Input | InputError | str]:
    """Yield the files of a folder. It is gone through twice, for a million names are too many to hold."""
    known = {suffix for source in sources().values() for suffix in source.suffixes}
    usable, left, first = 0, 0, list[str]()
    try:
        for path in _files(folder, folder):
            if _is_usable(path, known):
                usable += 1
            elif not _is_corpus_part(path):
                left += 1
                first += [_shown(path.relative_to(folder))] if left <= _NAMED else []
    except OSError as error:
        yield NotReadable(_shown(folder), f"cannot be read ({error.strerror})", "Check the permissions")
        return
    if not usable:
        yield NotReadable(_shown(folder), "holds no file that polarize reads", f"It reads files that end in {', '.join(sorted(known))}")
    elif left:
        more = f" and {left - _NAMED} more" if left > _NAMED else ""
        yield f"{_shown(folder)}: left out, by their names: {', '.join(first)}{more}."
    yield from (Input(_shown(path), path, max_bytes) for path in _files(folder, folder) if _is_usable(path, known))


def _files(folder: Path, top: Path) -> Iterator[Path]:
    """Yield the files in a folder and below, by their names, without the hidden ones and those that belong to a page beside."""
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if not entry.name.startswith("."))
    except PermissionError:
        if folder == top:
            raise
        return
    for name, is_folder in names:
        path = folder / name
        if not is_folder and path.is_file():
            yield path
        elif is_folder and not _is_companion(path):
            yield from _files(path, top)


def _is_companion(folder: Path) -> bool:
    """Whether a folder is the one of pictures and frames that a browser saves beside a page ("page_files", "page.files")."""
    pages = (folder.name.removesuffix(ending) for ending in _COMPANIONS if folder.name.endswith(ending))
    return any(folder.with_name(f"{page}{suffix}").is_file() for page in pages if page for suffix in _PAGES)


def _is_usable(path: Path, known: set[str]) -> bool:
    """Return whether a file of a folder may hold comments, by its name alone."""
    inner = Path(bare(path.name))
    return (
        not _is_corpus_part(path) and (inner.suffix.lower() in known or path.suffix.lower() in known) and inner.stem.lower() not in _ABOUT
    )


def _is_corpus_part(path: Path) -> bool:
    """Return whether a file is one of those beside the utterances of a ConvoKit corpus."""
    return bare(path.name) in _CORPUS_PARTS and (path.parent / "utterances.jsonl").is_file()


def read(
    paths: Sequence[str | Path],
    source: str | None = None,
    options: ReadOptions | None = None,
    progress: Callable[[str], None] | None = None,
) -> Corpus:
    """Read files, folders and standard input ("-") into one corpus.

    Args:
        paths: what to read.
        source: name of the source for all of them; None to tell it from the content of each.
        options: see ReadOptions.
        progress: called with the name of each input when it is done.

    Returns:
        The corpus. What could not be used is named in `problems`; the rest is read all the same. Article ids are unique: where
        two inputs bring the same one, the later gets "~2" added and a note.

    Raises:
        ConfigError: `source` or a column mapping names something that does not exist.
    """
    options = options or ReadOptions()
    parts: list[Corpus] = []
    problems: list[str] = []
    remarks: list[str] = []
    for one in inputs(paths, options.max_bytes):
        if isinstance(one, Input):
            try:
                parts.append(choose(one, source)[0].read(one, options))
                problems += [damage for damage in one.damage if damage not in parts[-1].problems]
            except InputError as error:
                problems.append(str(error))
            if progress is not None:
                progress(one.name)
        elif isinstance(one, InputError):
            problems.append(str(one))
        else:
            remarks.append(one)
    return _join(parts, problems, remarks)


def explain(paths: Sequence[str | Path], source: str | None = None, options: ReadOptions | None = None) -> Iterator[str]:
    """Yield for each input the text that says who reads it and why, what is found in it, and what is left out.

    Args:
        paths: what to read, as in `read`.
        source: name of the source for all of them; None to tell it from the content.
        options: see ReadOptions.
    """
    from polarize.sources._explained import explained

    return explained(paths, source, options or ReadOptions())


def _join(parts: list[Corpus], problems: list[str], remarks: list[str]) -> Corpus:
    articles: list[pl.DataFrame] = [Article.create_empty()]
    comments: list[pl.DataFrame] = [Comment.create_empty()]
    used: dict[str, int] = {}
    for part in parts:
        renamed = {}
        for one in part.articles["article_id"]:
            if (fresh := unused(one, used)) != one:
                renamed[one] = fresh
        articles.append(_rename(part.articles, renamed))
        comments.append(part.comments.with_columns(pl.col("article_id").replace(renamed)) if renamed else part.comments)
        problems += part.problems
        remarks += part.remarks
    return Corpus(conform(pl.concat(articles), Article), conform(pl.concat(comments), Comment), tuple(problems), tuple(remarks))


def unused(one: str, used: dict[str, int]) -> str:
    """Return an article's id, numbered if an earlier input has it ("id~2"), and count it in `used`."""
    fresh = one
    while fresh in used:
        used[one] += 1
        fresh = f"{one}~{used[one]}"
    used[fresh] = 1
    return fresh


def _rename(articles: pl.DataFrame, renamed: dict[str, str]) -> pl.DataFrame:
    if not renamed:
        return articles
    note = pl.format("its id {} is also that of another input, so it was numbered", pl.col("article_id"))
    noted = pl.concat_str([pl.col("notes"), note], separator="; ", ignore_nulls=True)
    changed = pl.col("article_id").is_in(list(renamed))
    return articles.with_columns(
        pl.when(changed).then(noted).otherwise(pl.col("notes")).alias("notes"), pl.col("article_id").replace(renamed)
    )
