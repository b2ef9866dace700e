"""polarize formats: what is read and written."""

from __future__ import annotations

import click


@click.command("formats", short_help="List what is read and written.", epilog="Example: polarize formats")
def command() -> None:
    """List the formats that are read (--from) and written (--to)."""
    from polarize.sources import sources
    from polarize.writers import writers

    click.echo("Read (--from):")
    for source in sources().values():
        click.echo(f"  {source.name:18} {source.title}; usual suffixes {' '.join(source.suffixes)}")
        click.echo(click.wrap_text(source.reads, 96, " " * 21, " " * 21))
    click.echo("Packed files (.gz, .zst with windows of any size) are unpacked on the way.")
    click.echo("Written (--to):")
    for writer in writers().values():
        click.echo(f"  {writer.name:18} {writer.suffix}")
