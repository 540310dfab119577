"""The command line. Commands only translate words into calls; heavy imports stay inside them."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

import click

from checker import __version__
from checker.cli.commands import Commands
from checker.errors import CheckerError


@click.group(
    commands=Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="checker")
def cli() -> None:
    """Check returns of perpetrator programmes against published standards.

    Everything happens on this machine: nothing is sent anywhere.

    Exit codes: 0 nothing to do, 1 findings or a clause not met, 2 wrong usage, 3 the return
    cannot be read, 4 a standard or the program is at fault.
    """


# Nearly all that one command makes it needs to its end, and looking for what it does not took a
# tenth of its time. With every so many new objects it is still looked for.
_NEW_OBJECTS: Final = 50_000


def process(last: Callable[[int], object] | None = None) -> NoReturn:
    """Run the command line as a whole process, and end without taking everything apart first.

    To free each object by itself takes as long as it takes to check a small return, and the system
    has it all back anyway. What was registered for the end is run, what was printed gets out, and
    `last` is called with the exit code.
    """
    gc.set_threshold(_NEW_OBJECTS)
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        code = end.code
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        # Nobody reads on, such as behind “| head”: Python has its own way of ending then.
        sys.exit(code)
    if last is not None:
        last(code)
    os._exit(code)


def main() -> NoReturn:
    """Run the command line; every fault ends in one plain sentence and an exit code."""
    # A terminal that cannot show a character must not lose the report over it.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli(prog_name="checker")
    except CheckerError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else "A file"
        click.echo(f"{name} could not be read or written: {error.strerror}.", err=True)
        sys.exit(2)
    except Exception as error:  # noqa: BLE001 - the last net: a fault of ours, told without values
        click.echo(_our_fault(error), err=True)
        sys.exit(4)
    sys.exit(0)


def _our_fault(error: Exception) -> str:
    """Where our code failed: file, line and kind only, since a message could quote a cell."""
    trace = error.__traceback__
    place = "an unknown place"
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if "checker" in path:
            place = f"{path.replace(chr(92), '/').rpartition('/checker/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        f"The checker itself failed ({type(error).__name__} at {place}). This is our fault, not"
        " yours, and no report was written. Pass this line on with the version of the checker:"
        " it holds nothing from your return."
    )
