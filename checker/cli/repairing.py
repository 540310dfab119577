"""repair."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from checker.cli.limiting import limit_option
from checker.cli.making import make_way
from checker.cli.returns import (
    AS_OF,
    LANGUAGE,
    PROFILE,
    RETURN,
    STANDARD,
    WAIVERS,
    asked_for,
)

_PATH = click.Path(path_type=Path)


@click.command("repair")
@click.argument("path", metavar="RETURN", type=_PATH)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The second workbook to write.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@STANDARD
@RETURN
@PROFILE
@WAIVERS
@AS_OF
@LANGUAGE
@limit_option("inflated_bytes=512MB")
def repair_command(path: Path, out: Path, force: bool, language: str, **options: Any) -> None:
    """Write a copy of a return with its safe tidyings made, and check the copy again.

    Only what can mean one thing is changed: spaces, capitals, other spellings of codes, zeros that
    a list or another sheet proves, numbers and dates stored as text. A sheet of the copy lists
    every cell. RETURN itself stays as it is.
    """
    from checker.assess import exit_code
    from checker.editing.repair import repair, told
    from checker.editing.repair.repairing import look_at
    from checker.language import speaking

    look_at(path, out)
    make_way(out, force)
    named, asked = asked_for(options)
    taken = {name: asked[name] for name in ("return_id", "as_of", "given", "limits")}
    with speaking(language):
        done = repair(path, out, standards=named, **taken)
        click.echo(told(done, out))
    sys.exit(exit_code(done.after or done.before))
