"""batch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.limiting import limit_option, limits_and_bounds
from checker.cli.passwords import PASSWORD_FILE, password_in
from checker.cli.returns import (
    AS_OF,
    ATTEST,
    AUDIENCE,
    ENGINE,
    LANGUAGE,
    PROFILE,
    RETURN,
    STANDARD,
    WAIVERS,
    day_of,
    format_option,
    given_by,
    opened,
)

if TYPE_CHECKING:
    from checker.batch.work import Settings

_PATH = click.Path(path_type=Path)


@click.command("batch")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("--out", type=_PATH, required=True, help="Folder for the summary and the reports.")
@click.option("--jobs", type=click.IntRange(1), help="Processes.  [default: one per processor]")
@click.option("--resume", is_flag=True, help="Go on where an earlier run into this folder stopped.")
@STANDARD
@RETURN
@PROFILE
@WAIVERS
@ATTEST
@ENGINE
@AS_OF
@format_option("html,json")
@AUDIENCE
@LANGUAGE
@PASSWORD_FILE
@limit_option("memory=3GB")
@click.option(
    "--earlier",
    "published",
    multiple=True,
    type=_PATH,
    metavar="FOI.CSV",
    help="Figures that went out before, to warn of what both together give away. Repeatable.",
)
@click.option(
    "--history",
    type=_PATH,
    metavar="FILE",
    help="Say what changed since earlier batches, and record this one; the profile says how long.",
)
def batch_command(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    resume: bool,
    settings: tuple[str, ...],
    published: tuple[Path, ...],
    history: Path | None,
    **options: Any,
) -> None:
    """Check many returns: files, and folders with all that is below them.

    A folder of CSV files with a Return.csv among them is one return. Each result is on the disk
    before the next is begun: after any end, the same command with --resume does what is left.
    """
    from checker.batch import run

    result = run(
        paths,
        out,
        jobs=jobs,
        resume=resume,
        history=history,
        published=published,
        tell=click.echo,
        **_settings(settings, **options),
    )
    click.echo(result.words)
    for told in result.given_away:
        click.echo(f"Beside {told.file}, foi.csv gives away a number: {told.about}. {told.why}")
    click.echo(f"Wrote {result.page}")
    sys.exit(result.exit_code)


def _settings(
    settings: tuple[str, ...],
    *,
    standards: tuple[str, ...],
    return_id: str,
    profile: Path | None,
    waivers: Path | None,
    attested: tuple[Path, ...],
    engine: str,
    as_of: object,
    formats: str,
    audiences: str,
    language: str,
    password_file: Path | None,
) -> Settings:
    """The options that each return is checked with, as the batch takes them."""
    limits, bounds = limits_and_bounds(settings)
    named = opened(standards)
    return {
        "standards": named,
        "return_id": return_id,
        "engine": engine,
        "as_of": day_of(as_of),
        "formats": formats.split(","),
        "audiences": audiences.split(","),
        "language": language,
        "limits": limits,
        "bounds": bounds,
        "given": given_by(profile, waivers, named, attested),
        "password": password_in(password_file),
    }
