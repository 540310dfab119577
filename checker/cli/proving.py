"""verify."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.limiting import limit_option, limits_of
from checker.cli.passwords import PASSWORD_FILE, password_in
from checker.cli.returns import ATTEST, PREVIOUS, PROFILE, WAIVERS, earlier, given_by, opened

_PATH = click.Path(path_type=Path)


@click.command("verify")
@click.argument("report", metavar="REPORT.JSON", type=_PATH)
@click.argument("path", metavar="RETURN", type=_PATH)
@PROFILE
@WAIVERS
@ATTEST
@PREVIOUS
@click.option(
    "--standard",
    "folders",
    multiple=True,
    metavar="FOLDER",
    help="A standard of the report that does not come with the checker. Repeatable.",
)
@PASSWORD_FILE
@limit_option("inflated_bytes=512MB")
def verify_command(
    report: Path,
    path: Path,
    profile: Path | None,
    waivers: Path | None,
    attested: tuple[Path, ...],
    previous: Path | None,
    folders: tuple[str, ...],
    password_file: Path | None,
    settings: tuple[str, ...],
) -> None:
    """Check a return again as its report.json says, and compare the two byte for byte.

    Standards, engine, day and language are those that the report names. Give the profile, waivers,
    worksheets and previous report that it was made with. Exit codes: 0 identical, 1 different, 2
    wrong usage or no report, 3 the return cannot be read as it was then.
    """
    from checker.proof import Means, verify

    packs = opened(folders)
    given = given_by(profile, waivers, packs, attested)
    password = password_in(password_file)
    means = Means(packs, given, earlier(previous), limits_of(settings), password)
    found = verify(report, path, means)
    click.echo("\n".join(found.lines))
    sys.exit(found.exit_code)
