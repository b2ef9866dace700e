"""polarize debates: the catalogue, and files of one's own."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("debates", short_help="List, show, check and begin debates.", epilog="Example: polarize debates show nuclear-power")
def command() -> None:
    """List, show, check and begin debates: what a comment can be for or against."""


@command.command("list", epilog="Example: polarize debates list")
def list_debates() -> None:
    """List the catalogue: id and question."""
    from polarize.stance import catalogue

    known = catalogue()
    width = max(map(len, known), default=0)
    for debate in known.values():
        click.echo(f"{debate.id:{width}}  {debate.question}")


@command.command("show", epilog="Example: polarize debates show china-us-ai")
@click.argument("debate", metavar="ID|FILE")
def show(debate: str) -> None:
    """Show a debate: its question, its sides and their statements."""
    from polarize.stance import find

    one = find(debate)
    click.echo(f"{one.title} ({one.id})\n{one.question}\n{one.description}\n")
    for group in one.keywords:
        click.echo(click.wrap_text("names one of: " + ", ".join(group), 110, "", "  "))
    for side in (one.favor, one.against):
        click.echo(f"\n{side.label}" + (f" (also: {', '.join(side.aliases)})" if side.aliases else ""))
        for statement in side.statements:
            click.echo(click.wrap_text(statement, 110, "  - ", "    "))


@command.command("check", epilog="Example: polarize debates check my-debate.toml")
@click.argument("debates", metavar="[ID|FILE]...", nargs=-1)
def check_debates(debates: tuple[str, ...]) -> None:
    """Check debates for balance, doubled statements and statements nearer to the other side; without a name the whole catalogue."""
    from polarize.stance import catalogue, check, find

    found = 0
    for name in debates or catalogue():
        findings = check(find(name))
        found += len(findings)
        for finding in findings:
            click.echo(f"{name}: {finding}")
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{len(debates) or len(catalogue())} debates checked, nothing found.", err=True)


@command.command("new", epilog="Example: polarize debates new school-uniforms -o school-uniforms.toml")
@click.argument("debate", metavar="ID")
@click.option("-o", "--out", type=click.Path(dir_okay=False), help="File to write; without it standard output.")
def new_debate(debate: str, out: str | None) -> None:
    """Begin a debate file, to be filled in with an editor."""
    from polarize.errors import ConfigError
    from polarize.files import write_text
    from polarize.stance import new

    template = new(debate)
    if out is None:
        click.echo(template, nl=False)
    elif Path(out).exists():
        raise ConfigError(f"{out}: exists already. Choose another name.")
    else:
        write_text(Path(out), template)
