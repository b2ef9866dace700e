"""polarize fit: put a scorer right by labels."""

from __future__ import annotations

from pathlib import Path

import click

from polarize.cli import _options
from polarize.cli._console import say


@click.command("fit", short_help="Learn from labels.", epilog="Example: polarize fit scored.parquet --labels labels.csv -o fitted.json")
@click.argument("scored", metavar="SCORED", type=click.Path())
@click.option("--labels", required=True, type=click.Path(dir_okay=False), metavar="FILE", help="What `polarize label` wrote.")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), help="File to write (JSON).")
@_options.stance
@_options.stance_model
@click.option("--debate", metavar="ID|FILE", help="Only this debate; needed for one that is not in the catalogue.")
@_options.seed
@_options.quiet
def command(scored: str, labels: str, out: str, stance: str | None, model: str | None, debate: str | None, seed: int, quiet: bool) -> None:
    """Learn from hand labels where zero lies between the sides, who takes none and, with many labels, which words stand for which side.

    SCORED is what `polarize score` wrote. Use the result with --stance fitted --model FILE. --stance names the scorer that it rests on.
    """
    from polarize import labelling, pipeline
    from polarize.files import write_bytes
    from polarize.labels import read

    by_hand = read(labels)
    learnt = labelling.fit(pipeline.read_scored(scored), by_hand, debate=debate, sides=_options.settings(stance, model), seed=seed)
    write_bytes(Path(out), learnt.content)
    for remark in learnt.remarks:
        say(remark, quiet)
