"""A changed workbook, read back: the values of its cells are those of the original."""

from __future__ import annotations

from collections.abc import Sequence

from checker.errors import Unreadable
from checker.language.spellings import spellings
from checker.read import Limits, Sheet
from checker.read.ooxml.reader import read_xlsx
from checker.read.workbook import Progress


def sheets_in(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The sheets of a workbook with their values. Raises Unreadable."""
    return read_xlsx(data, limits, Progress())


def has_our_list(sheets: Sequence[Sheet]) -> bool:
    """Whether one of the sheets is the list of findings of an earlier copy."""
    titles = spellings("annotate.sheet-title")
    return any(sheet.rows and sheet.rows[0] and sheet.rows[0][0] in titles for sheet in sheets)


def same_values(before: Sequence[Sheet], made: bytes, limits: Limits) -> bool:
    """Whether every sheet has the same values in `made`, which may have more sheets after them."""
    try:
        after = sheets_in(made, limits)
    except Unreadable:
        return False
    pairs = zip(before, after, strict=False)
    return len(after) >= len(before) and all(
        (old.name, old.state) == (new.name, new.state) and _values(old) == _values(new)
        for old, new in pairs
    )


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
