"""check and inspect."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.limiting import limit_option, limits_of
from checker.cli.passwords import PASSWORD_FILE, password_in
from checker.cli.showing import SHOW_VALUES, tell_values
from checker.language import ENGLISH, LANGUAGES, speaking

if TYPE_CHECKING:
    from checker.model.profile import Given
    from checker.model.since import Previous

_PATH = click.Path(path_type=Path)
ENGINE = click.option(
    "--engine",
    type=click.Choice(["polars", "great-expectations"]),
    default="polars",
    show_default=True,
    help="What runs the expectations; great-expectations is the slower reference.",
)
STANDARD = click.option(
    "--standard",
    "standards",
    multiple=True,
    metavar="ID[@EDITION]|FOLDER",
    help="Check against this standard instead of those the return claims. Repeatable.",
)
RETURN = click.option(
    "--return",
    "return_id",
    default="",
    metavar="ID",
    help="Read it as this specification.  [default: the version that the return names]",
)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that codes, profile and waivers are held to.  [default: the period's last]",
)
PROFILE = click.option(
    "--profile",
    type=_PATH,
    metavar="FILE",
    help="A commissioner's settings: thresholds set by contract, rules off, what is expected.",
)
WAIVERS = click.option(
    "--waivers", type=_PATH, metavar="FILE", help="A commissioner's dated exceptions."
)
ATTEST = click.option(
    "--attest",
    "attested",
    multiple=True,
    type=_PATH,
    metavar="FILE",
    help="A worksheet of “checker audit” that an assessor filled in. Repeatable.",
)
PREVIOUS = click.option(
    "--previous",
    type=_PATH,
    metavar="REPORT.json",
    help="An earlier report: tells what is new, fixed or back, and keeps its explanations.",
)
AUDIENCE = click.option(
    "--for",
    "audiences",
    default="provider",
    show_default=True,
    metavar="READER,…",
    help="Who will read it: provider, commissioner (counts, no cells), public (safe numbers).",
)
LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=ENGLISH,
    show_default=True,
    help="What the report is written in: English, or Welsh where there is Welsh; gaps are marked.",
)
FIX_FIRST = click.option(
    "--fix-first/--no-fix-first",
    default=True,
    show_default=True,
    help="Try which causes clear most findings; each trial costs about as much as a check.",
)


def format_option(default: str) -> Callable[[Any], Any]:
    """The option that names the reports to write."""
    return click.option(
        "--format",
        "formats",
        default=default,
        show_default=True,
        help="Reports to write, parted by commas; an unknown name lists them all.",
    )


def day_of(given: object) -> str:
    """The ISO day that an option was given, or nothing."""
    return f"{given:%Y-%m-%d}" if given else ""


def opened(standards: tuple[str, ...]) -> tuple[Any, ...]:
    """Folders among the names are linted and read; a run without names pays for nothing."""
    if not standards:
        return ()
    from checker.packlint.opening import folders_opened

    return folders_opened(standards)


def given_by(
    profile: Path | None,
    waivers: Path | None,
    standards: tuple[Any, ...],
    attested: tuple[Path, ...] = (),
) -> Given:
    """The commissioner's files, read; a run without them pays for nothing."""
    from checker.model.profile import NOTHING_GIVEN

    if profile is None and waivers is None and not attested:
        return NOTHING_GIVEN
    from datetime import date

    from checker.audit import read_attested
    from checker.pipeline.given import given

    today = date.today()
    worksheets = tuple(read_attested(path, today) for path in attested)
    return replace(given(profile, waivers, standards), attested=worksheets)


def earlier(path: Path | None) -> Previous | None:
    """The previous report, read; a run without one pays for nothing."""
    if path is None:
        return None
    from checker.previous import read_previous

    return read_previous(path)


def asked_for(options: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The standards to check against, and what `check_tables` takes, from a command's options."""
    named = opened(options["standards"])
    worksheets = options.get("attested", ())
    given = given_by(options["profile"], options["waivers"], named, worksheets)
    return named, {
        "return_id": options["return_id"],
        "engine": options.get("engine", "polars"),
        "as_of": day_of(options["as_of"]),
        "given": given,
        "previous": earlier(options.get("previous")),
        "password": password_in(options.get("password_file")),
        "limits": limits_of(options["settings"]),
    }


def _report_folder(path: Path) -> Path:
    whole = path.resolve()  # "." has no name of its own
    return Path(f"{whole.name if whole.is_dir() else path.stem}-report")


@click.command("check")
@click.argument("path", metavar="RETURN", type=_PATH)
@STANDARD
@RETURN
@PROFILE
@WAIVERS
@ATTEST
@PREVIOUS
@ENGINE
@AS_OF
@format_option("html,json,xlsx")
@AUDIENCE
@PASSWORD_FILE
@limit_option("inflated_bytes=512MB")
@FIX_FIRST
@LANGUAGE
@SHOW_VALUES
@click.option("--out", type=_PATH, help="Folder for the reports.  [default: RETURN-report]")
def check_command(
    path: Path,
    formats: str,
    audiences: str,
    fix_first: bool,
    language: str,
    show_values: bool,
    out: Path | None,
    **options: Any,
) -> None:
    """Check one return and write its report, with receipt.txt beside it: digests that prove it.

    A return is a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods, .fods), or a folder or a zip of CSV
    files, each named like its sheet.
    """
    from checker.assess import exit_code
    from checker.pipeline import check_tables
    from checker.render import files, summary, write

    wanted, readers = (*formats.split(","), "receipt"), audiences.split(",")
    files(wanted, readers)
    with speaking(language):
        named, asked = asked_for(options)
        [checked] = check_tables(path, (named,), fix_first=fix_first, **asked)
        report = checked.report
        written = write(report, out or _report_folder(path), wanted, readers)
        click.echo(summary(report))
        if show_values:
            tell_values(checked)
    for file in written:
        click.echo(f"Wrote {file}")
    sys.exit(exit_code(report))


@click.command("inspect")
@click.argument("path", metavar="FILE", type=_PATH)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@PASSWORD_FILE
@limit_option("cells=2000000")
def inspect_command(
    path: Path, form: str, password_file: Path | None, settings: tuple[str, ...]
) -> None:
    """Show the reading receipt of any workbook: what is in it, and what readers would miss.

    A CSV file, or a folder or a zip of them, is read as well.
    """
    import json

    from checker.pipeline.opening import receipt_of
    from checker.render import inspect_json, inspect_text

    receipt = receipt_of(path, limits_of(settings), password_in(password_file))
    if form == "json":
        click.echo(json.dumps(inspect_json(receipt), indent=2, ensure_ascii=False))
    else:
        click.echo(inspect_text(receipt))
    sys.exit(0 if receipt.stop is None else 3)
