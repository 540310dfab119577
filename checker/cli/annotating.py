"""annotate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from checker.cli.limiting import limit_option, limits_of
from checker.cli.passwords import PASSWORD_FILE
from checker.cli.returns import (
    AS_OF,
    ENGINE,
    LANGUAGE,
    PROFILE,
    RETURN,
    STANDARD,
    WAIVERS,
    asked_for,
)
from checker.errors import Uneditable, Unreadable, UsageError

_PATH = click.Path(path_type=Path)


@click.command("annotate")
@click.argument("path", metavar="RETURN", type=_PATH)
@click.option("--out", type=_PATH, required=True, metavar="FILE", help="The file to write.")
@click.option("--strip", is_flag=True, help="Give the original of an annotated copy back.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@STANDARD
@RETURN
@PROFILE
@WAIVERS
@ENGINE
@AS_OF
@LANGUAGE
@PASSWORD_FILE
@limit_option("inflated_bytes=512MB")
def annotate_command(path: Path, out: Path, strip: bool, force: bool, **asked: Any) -> None:
    """Write a copy of a return with each finding as a note on its cell.

    The copy is the provider's own workbook (.xlsx, .xlsm) with notes, highlights and a sheet of
    findings; no value is changed. --strip gives the original back, byte for byte.
    """
    from checker.language import say, speaking

    _may_write(path, out, force)
    limits = limits_of(asked["settings"])
    if strip:
        from checker.editing.original import stripped

        out.write_bytes(stripped(_bytes(path, limits.file_bytes), limits))
        click.echo(say("annotate.original-back", file=out))
        sys.exit(0)
    with speaking(asked["language"]):
        code = _annotate(path, out, force, limits, asked)
    sys.exit(code)


def _annotate(path: Path, out: Path, force: bool, limits: Any, asked: dict[str, Any]) -> int:
    """Check the return and write the copy, or the findings alone; gives the exit code."""
    import hashlib

    from checker.assess import exit_code
    from checker.editing.annotate import annotated
    from checker.language import say
    from checker.render import summary

    report = _checked(path, asked)
    click.echo(summary(report))
    try:
        if report.receipt.stop is not None:
            raise Uneditable(report.receipt.stop.message, report.receipt.stop.fix)
        data = path.read_bytes() if path.is_file() else b""
        if data and hashlib.sha256(data).hexdigest() != report.facts.digest:
            raise UsageError(say("annotate.changed-in-between"))
        made = annotated(data, report, limits)
        _same_suffix(data, out)
    except (Uneditable, Unreadable) as reason:
        click.echo(say("annotate.no-copy", why=reason.message, fix=reason.fix), err=True)
        click.echo(say("annotate.instead", file=_findings(report, out, force)))
    else:
        out.write_bytes(made)
        click.echo(say("annotate.wrote", file=out))
    return exit_code(report)


def _checked(path: Path, asked: dict[str, Any]) -> Any:
    from checker.pipeline import check_file

    named, options = asked_for(asked)
    return check_file(path, standards=named, **options)


def _may_write(path: Path, out: Path, force: bool) -> None:
    from checker.language import say

    if out.exists() and path.exists() and out.samefile(path):
        raise UsageError(say("annotate.same-file"))
    if out.exists() and not force:
        raise UsageError(say("annotate.exists", file=out.name))


def _same_suffix(data: bytes, out: Path) -> None:
    """Raises UsageError where the name of the copy says another format than it is in."""
    from checker.editing.refusals import suffix_of
    from checker.language import say

    wanted = suffix_of(data)
    if out.suffix.lower() != wanted:
        raise UsageError(say("annotate.wrong-suffix", suffix=wanted))


def _findings(report: Any, out: Path, force: bool) -> Path:
    """The workbook of findings, beside the place where the copy would be."""
    from checker.language import say
    from checker.render import FORMATS, write

    kind = FORMATS.get("xlsx")
    target = out.parent / (kind.file if kind else "")
    if kind and target.exists() and not force:
        raise UsageError(say("annotate.exists", file=target.name))
    return write(report, out.parent, ["xlsx"])[0]


def _bytes(path: Path, most: int) -> bytes:
    """The file. Raises UsageError where there is none, Unreadable where it is too large."""
    from checker.language import say
    from checker.read import stops

    if not path.is_file():
        raise UsageError(say("read.there-no-file-place-given", name=path.name))
    size = path.stat().st_size
    if size > most:
        raise stops.over("file_bytes", say("read.file-large", data=stops.amount(size)), most)
    return path.read_bytes()
