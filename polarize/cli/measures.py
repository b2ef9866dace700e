"""polarize measures: what is measured, by which formula, and whose it is."""

from __future__ import annotations

import click


@click.command("measures", short_help="List or explain the measures.", epilog="Example: polarize measures split_index")
@click.argument("names", metavar="[MEASURE]...", nargs=-1)
def command(names: tuple[str, ...]) -> None:
    """List the measures, or explain those named."""
    from polarize.errors import ConfigError
    from polarize.measures import measures

    known = measures()
    for name in names:
        if name not in known:
            raise ConfigError(f"{name}: there is no such measure. The measures are: {', '.join(known)}.")
    for name in names or known:
        one = known[name]
        click.echo(f"{one.name}: {one.title}")
        if names:
            rows = (
                ("gives", ", ".join(one.values)),
                ("formula", one.formula),
                ("range", one.range),
                ("null", one.null_when),
                ("source", one.source),
            )
            for label, text in rows:
                click.echo(click.wrap_text(f"{label}: {text}", 110, "  ", " " * (len(label) + 4)))
