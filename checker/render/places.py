"""Where findings stand in the workbook, and the order in which a person meets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from checker.language import say
from checker.model.findings import Finding
from checker.model.report import Report

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# A place is one number: the sheet, seven digits of row, three letters of column, and one bit.
_COLUMNS: Final = (1 << 15) - 1
_ROWS: Final = (1 << 24) - 1
_ROW_AT: Final = 16
_SHEET_AT: Final = 40
_DIGITS: Final = re.compile(r"([0-9]{1,18})")


def column_letters(number: int) -> str:
    """The spreadsheet name of a 1-based column: 1 is A, 27 is AA; empty for 0."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def _column(letters: str) -> int:
    """The 1-based number of a column; a workbook has 16,384 of them."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def position(cell: str) -> tuple[int, int]:
    """Row and column of a reference such as "F12"; (0, 0) where there is none."""
    match = _CELL.match(cell)
    return (int(match[2]), _column(match[1].upper())) if match else (0, 0)


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


def reading_place(report: Report) -> Callable[[Finding], int]:
    """Where a finding comes in reading order, as a number: by sheet, then row, then column.

    The lowest bit is set for a reference that is more than one cell's, such as "B2:C9".
    """
    sheets = _sheet_order(report)

    def where(finding: Finding) -> int:
        match = _CELL.match(finding.cell)
        sheet = sheets[finding.sheet.casefold()] + 1 << _SHEET_AT
        if match is None:
            return sheet + bool(finding.cell)
        plain = finding.cell == f"{match[1]}{match[2]}"
        return sheet | int(match[2]) << _ROW_AT | _column(match[1].upper()) << 1 | (not plain)

    return where


def in_reading_order(report: Report, findings: Iterable[Finding]) -> list[Finding]:
    """Sort by sheet as the workbook has them, then by row as a number, then by column."""
    return sorted(findings, key=reading_place(report))


def is_cell(place: int) -> bool:
    """Whether a place is one cell, rather than a sheet, the whole file or a range."""
    return not place & 1 and place >> 1 & _COLUMNS > 0


def cell_runs(places: Iterable[int]) -> list[tuple[int, int, int]]:
    """Cells in reading order as runs down one column: (column, first row, last row).

    `places` are sorted. Runs come in the order of their first cells.
    """
    runs: list[list[int]] = []
    latest: dict[int, list[int]] = {}
    for place in places:
        row, column = place >> _ROW_AT & _ROWS, place >> 1 & _COLUMNS
        run = latest.get(column)
        if run is not None and row - run[2] <= 1:
            run[2] = row
        else:
            latest[column] = run = [column, row, row]
            runs.append(run)
    return [(column, first, last) for column, first, last in runs]


def place(finding: Finding) -> str:
    """Sheet and cell in a few words: "Cases F12", "Cases", or "the whole file"."""
    return " ".join(part for part in (finding.sheet, finding.cell) if part) or say(
        "facts.whole-file"
    )
