"""history: list, purge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.history import Kept

_FILE = click.Path(path_type=Path)
_TIERS = ("STOP", "PRIVACY", "ERROR", "QUERY", "NOTE")
_FACTS = ("Provider", "Id", "Period", "Submission", "Recorded", "Removed from", "Cases")
_HEADS = (*_FACTS, *_TIERS, "Explained")
_NUMBERS = ("Submission", "Cases", *_TIERS, "Explained")


@click.group("history")
def history() -> None:
    """What earlier batches found, kept for a set time in a file that checker batch --history fills.

    It holds counts, verdicts and digests under a secret of the file, and no cell's value.
    """


@history.command("list")
@click.argument("path", metavar="FILE", type=_FILE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_command(path: Path, form: str) -> None:
    """List the returns in a history: provider, period, submission, counts, and kept until when."""
    import json
    from dataclasses import asdict

    from checker.history import kept

    found = kept(path)
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in found], indent=2, default=str))
    else:
        click.echo(_table(found) if found else "The history is empty.")


@history.command("purge")
@click.argument("path", metavar="FILE", type=_FILE)
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="What was recorded before a day.")
@click.option("--provider", default="", metavar="ID", help="What is of one provider.")
@click.option("--all", "everything", is_flag=True, help="Everything, and the file's secret too.")
def purge_command(path: Path, before: object, provider: str, everything: bool) -> None:
    """Remove returns from a history; not a byte of them stays in the file.

    Without an option, those that have been kept for as long as the profile lets them.
    """
    from checker.history import purge

    if sum(map(bool, (before, provider, everything))) > 1:
        raise UsageError("Say only one of --before, --provider and --all.")
    day = before.date() if before else None  # type: ignore[attr-defined]
    done = purge(path, before=day, provider=provider, everything=everything)
    click.echo(f"Removed {done.removed}, kept {done.stay}.")


def _table(found: Sequence[Kept]) -> str:
    """The rows as text, numbers to the right."""
    rows = [_HEADS, *map(_row, found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            text.rjust(width) if head in _NUMBERS else text.ljust(width)
            for head, text, width in zip(_HEADS, row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _row(kept: Kept) -> tuple[str, ...]:
    submission = "" if kept.submission is None else str(kept.submission)
    days = (str(kept.recorded), str(kept.until))
    counts = (kept.cases, *(kept.counts.get(tier, 0) for tier in _TIERS), kept.explained)
    period = f"{kept.start} to {kept.end}"
    return (kept.provider, kept.provider_id, period, submission, *days, *map(str, counts))
