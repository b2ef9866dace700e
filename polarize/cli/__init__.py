"""The command line. One file a command, loaded when it is called: `polarize --help` imports neither polars nor matplotlib.

Standard output is for data, standard error for messages and progress. Exit codes: 0 done; 1 some input could not be used or some output not
be written (each named, the rest done); 2 wrong usage; 130 interrupted. A closed pipe is not an error.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys

import click

from polarize.cli._config import load
from polarize.cli._console import standard_output
from polarize.errors import PolarizeError
from polarize.interrupts import insist

_COMMANDS = (
    "report",
    "parse",
    "score",
    "measure",
    "label",
    "fit",
    "validate",
    "compare",
    "explain",
    "formats",
    "measures",
    "debates",
    "completion",
)


class LazyGroup(click.Group):
    """Commands by name, each imported from the module of its name when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which one meets them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"polarize.cli.{cmd_name}").command
        return command


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog="Example: polarize report saved-pages/ -o reports/"
)
@click.version_option(package_name="polarize")
@click.option("--config", "config", type=click.Path(dir_okay=False), help="Settings file; without it ./polarize.toml, if there is one.")
@click.pass_context
def cli(ctx: click.Context, config: str | None) -> None:
    """Say how polarized comment sections are, over what, and how sure one can be of that.

    PATH may be files, folders or - for standard input.
    """
    ctx.default_map = load(config)


def main() -> None:
    """Run the command line and exit; every failure is a sentence on standard error, never a traceback."""
    # What ends a service or a batch job ends this in the same order as Ctrl-C: half-written files go, workers too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    insist(KeyboardInterrupt, signal.SIGINT)
    # polars' allocator keeps what was freed for a while, in every worker too: 20 MB a process and more, for no time that can be measured.
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")
    # Many small products, in as many processes as there are cores: threads would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    code = 0
    try:
        with standard_output():
            code = cli.main(standalone_mode=False)
    except click.exceptions.Abort as error:
        click.echo("Interrupted. What was written is whole; nothing half-written is left." + _notes(error.__cause__ or error), err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except PolarizeError as error:
        click.echo(f"polarize: {error}{_notes(error)}", err=True)
        code = error.exit_code
    except Exception as error:
        if os.environ.get("POLARIZE_DEBUG"):
            raise
        kind = type(error).__name__
        click.echo(
            f"polarize: this should not have happened ({kind}: {str(error)[:300]}). Please report it; POLARIZE_DEBUG=1 shows where.",
            err=True,
        )
        code = 1
    sys.exit(code)


def _notes(error: BaseException) -> str:
    """Return what was noted on an error on its way up."""
    return "".join(f" {note}" for note in getattr(error, "__notes__", ()))
