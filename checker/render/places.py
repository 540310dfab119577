"""Where findings stand in the workbook, and the order in which a person meets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from checker.model.findings import Finding
from checker.model.report import Report

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DIGITS: Final = re.compile(r"([0-9]{1,18})")


def column_letters(number: int) -> str:
    """The spreadsheet name of a 1-based column: 1 is A, 27 is AA; empty for 0."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position(cell: str) -> tuple[int, int]:
    """Row and column of a reference such as "F12"; (0, 0) where there is none."""
    match = _CELL.match(cell)
    if match is None:
        return (0, 0)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(match[2]), column)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that reads digits as numbers, so that C-2 comes before C-10."""
    parts = _DIGITS.split(text.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts if part)


def _sheet_order(report: Report) -> dict[str, int]:
    names = [sheet.name for sheet in report.receipt.sheets] + list(report.rows)
    names += dict.fromkeys(finding.sheet for finding in report.findings)
    order = {"": -1}
    for name in names:
        order.setdefault(name.casefold(), len(order))
    return order


def _reading_key(report: Report) -> Callable[[Finding], tuple[int, int, int]]:
    sheets = _sheet_order(report)
    return lambda finding: (sheets[finding.sheet.casefold()], *position(finding.cell))


def in_reading_order(report: Report, findings: Iterable[Finding]) -> list[Finding]:
    """Sort by sheet as the workbook has them, then by row as a number, then by column."""
    return sorted(findings, key=_reading_key(report))


def place(finding: Finding) -> str:
    """Sheet and cell in a few words: "Cases F12", "Cases", or "the whole file"."""
    return " ".join(part for part in (finding.sheet, finding.cell) if part) or "the whole file"
