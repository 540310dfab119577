"""waive."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.returns import PROFILE, STANDARD, given_by, opened

_PATH = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("waive")
@click.argument("path", metavar="RETURN", type=_PATH)
@click.option("--rule", required=True, metavar="ID", help="The rule from which it is excepted.")
@click.option("--key", default="", metavar="KEY", help="The record's own reference.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; nothing that identifies.")
@click.option("--approver", required=True, metavar="ROLE", help="The role that allows it.")
@click.option("--to", "end", required=True, type=_DAY, help="Its last day.")
@click.option("--from", "start", type=_DAY, help="Its first day.  [default: the period's last]")
@click.option("--id", "waiver_id", default="", metavar="ID", help="Its id.  [default: W-1, W-2 …]")
@click.option("--waivers", required=True, type=_PATH, metavar="FILE", help="The file to add it to.")
@STANDARD
@PROFILE
def waive_command(
    path: Path,
    rule: str,
    key: str,
    reason: str,
    approver: str,
    end: object,
    start: object,
    waiver_id: str,
    waivers: Path,
    standards: tuple[str, ...],
    profile: Path | None,
) -> None:
    """Write a dated exception for one record's finding to a waiver file.

    The record is named by its own made-up reference; the Return and Declaration sheets have none.
    """
    from checker.pipeline.waiving import Wanted, waive

    named = opened(standards)
    given = given_by(profile, waivers if waivers.exists() else None, named)
    first = f"{start:%Y-%m-%d}" if start else ""
    wanted = Wanted(rule, key, reason, approver, f"{end:%Y-%m-%d}", first, waiver_id)
    made = waive(path, wanted, waivers, standards=named, given=given)
    click.echo(f"Wrote the waiver {made} to {waivers}")
