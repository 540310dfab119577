"""Values beside findings, for the eyes of whoever sits at the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from checker.language import say

if TYPE_CHECKING:
    from checker.pipeline import Checked

SHOWN: Final = 50
_LONGEST: Final = 60

SHOW_VALUES = click.option(
    "--show-values",
    is_flag=True,
    help="Show, on this screen alone, what stands in the cells of the first findings.",
)


def tell_values(checked: Checked) -> None:
    """Print what stands in the cells of the first findings, gravest first.

    On a screen and nowhere else: what goes into a file or to another program may be passed on.
    """
    if not sys.stdout.isatty():
        click.echo(say("showing.no-screen"))
        return
    lines = list(_lines(checked))
    click.echo("\n".join([say("showing.title"), *lines[:SHOWN]]))
    if len(lines) > SHOWN:
        click.echo(say("showing.more", n=len(lines) - SHOWN))
    click.echo()


def _lines(checked: Checked) -> Iterator[str]:
    for finding in checked.report.findings:
        if finding.sheet and finding.cell:
            value = checked.value(finding.sheet, finding.cell)
            yield f"  {finding.sheet} {finding.cell}  {_plain(value)}  ({finding.rule})"


def _plain(value: object) -> str:
    """The value on one line; signs that could steer a terminal are shown as a question mark."""
    if value is None:
        return say("showing.blank")
    text = "".join(sign if sign.isprintable() else "?" for sign in str(value))
    return f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”"
