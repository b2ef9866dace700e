"""Write the reference pages made from the code: cli.md, tables.md, formats.md, the list in debates.md. A test says when they are old.

python docs/generate.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import dataframely as dy

from polarize import tables
from polarize.cli import cli
from polarize.sources import sources
from polarize.stance.debate import catalogue
from polarize.writers import writers

HERE = Path(__file__).parent
MADE = "<!-- Made from the code by docs/generate.py. -->\n"
TABLES = (
    (tables.Article, "What the sources read about each article."),
    (tables.Comment, "What the sources read about each comment."),
    (tables.ScoredComment, "`comments.csv`, and what `polarize score` writes."),
    (tables.ArticleMeasure, "`measures.csv`, and what `polarize measure` writes."),
    (tables.ArticleSummary, "`articles.csv`."),
    (tables.AuthorSummary, "`authors.csv`."),
    (tables.GroupSummary, "`groups.csv`, and what `polarize measure --by` writes."),
    (tables.Comparison, "What `polarize compare` writes."),
    (tables.Label, "What `polarize label` appends to, and `polarize fit`, `validate` and `report --labels` read."),
    (tables.ValidationFigure, "What `polarize validate` writes."),
)


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Context]]:
    """Yield every command with its full name, groups before their members."""
    context = click.Context(group, info_name=path, max_content_width=100, help_option_names=["-h", "--help"])
    yield path, context
    for name in group.list_commands(context):
        member = group.get_command(context, name)
        if isinstance(member, click.Group):
            yield from commands(member, f"{path} {name}")
        elif member is not None:
            yield (
                f"{path} {name}",
                click.Context(member, info_name=f"{path} {name}", max_content_width=100, help_option_names=["-h", "--help"]),
            )


def cli_page() -> str:
    """Return the reference of the command line."""
    parts = ["# Command line\n", MADE]
    for name, context in commands(cli, "polarize"):
        parts.append(f"## {name}\n\n```text\n{context.get_help()}\n```\n")
    return "\n".join(parts)


def tables_page() -> str:
    """Return the reference of the tables."""
    parts = ["# Tables\n", MADE, "Missing is null (an empty cell in CSV): never an empty string, never 0, never a made-up name.\n"]
    for schema, about in TABLES:
        parts.append(f"## {schema.__name__}\n\n{about}\n\n| column | type | may be null | meaning |\n| --- | --- | --- | --- |")
        parts += [_row(name, column) for name, column in schema.columns().items()]
        parts.append("")
    return "\n".join(parts)


def _row(name: str, column: dy.Column) -> str:
    values = f" ({', '.join(column.categories)})" if isinstance(column, dy.Enum) else ""
    kind = f"{type(column).__name__.lower()}{values}"
    return f"| `{name}` | {kind} | {'yes' if column.nullable else 'no'} | {column.description} |"


def _linked(name: str) -> str:
    """Return a format's name, with a link where it has a page of its own."""
    return f"[`{name}`](formats/{name}.md)" if (HERE / "formats" / f"{name}.md").exists() else f"`{name}`"


def formats_page() -> str:
    """Return the list of formats."""
    parts = ["# Formats\n", MADE, "## Read (`--from`)\n\n| name | format | usual suffixes | what is read |\n| --- | --- | --- | --- |"]
    parts += [f"| {_linked(one.name)} | {one.title} | {' '.join(one.suffixes)} | {one.reads} |" for one in sources().values()]
    parts.append("\nPacked files (.gz, .zst with windows of any size) are unpacked on the way.")
    parts.append("\n## Written (`--to`)\n\n| name | suffix |\n| --- | --- |")
    parts += [f"| `{one.name}` | {one.suffix} |" for one in writers().values()]
    return "\n".join(parts) + "\n"


def debates_page() -> str:
    """Return debates.md: what stands there by hand, and the list of debates below the mark."""
    by_hand = (HERE / "debates.md").read_text(encoding="utf-8").partition(MADE)[0]
    rows = [f"| `{one.id}` | {one.question} | {one.favor.label} | {one.against.label} |" for one in catalogue().values()]
    return by_hand + "\n".join([MADE, "| id | question | favor | against |", "| --- | --- | --- | --- |", *rows]) + "\n"


PAGES = {"cli.md": cli_page, "tables.md": tables_page, "formats.md": formats_page, "debates.md": debates_page}


def main() -> None:
    """Write the pages, or with --check say which are out of date and exit with 1."""
    made = {HERE / name: page() for name, page in PAGES.items()}
    if sys.argv[1:] == ["--check"]:
        stale = [path.name for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        sys.exit(f"out of date: {', '.join(stale)}. Run: python docs/generate.py" if stale else 0)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
