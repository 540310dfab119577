"""A changed workbook, read back: the values of its cells are those of the original."""

from __future__ import annotations

from checker.errors import Unreadable
from checker.read import Limits, Sheet
from checker.read.ooxml.reader import read_xlsx
from checker.read.workbook import Progress


def same_values(original: bytes, made: bytes, limits: Limits) -> bool:
    """Whether every sheet of `original` has the same values in `made`, which may have more sheets.

    Raises Unreadable where `original` cannot be read.
    """
    before = read_xlsx(original, limits, Progress())
    try:
        after = read_xlsx(made, limits, Progress())
    except Unreadable:
        return False
    return all(
        (old.name, old.state) == (new.name, new.state) and _values(old) == _values(new)
        for old, new in zip(before, after, strict=False)
    ) and len(after) >= len(before)


def _values(sheet: Sheet) -> list[list[object]]:
    """Rows without the blanks at their ends: a format on a blank cell is no value."""
    rows = [_trimmed(row) for row in sheet.rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(row: list[object]) -> list[object]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]
