"""What a sheet can hold, and what is said where there is more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from checker.model.sheets import NOT_AVAILABLE, Cell, SheetOfTable
from checker.render.safe import safe_text
from checker.render.words import number

# Excel's own limits; a sheet with more of anything is called damaged and repaired by cutting.
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
CHARACTERS: Final = 32_767
NAME: Final = 31
CUT: Final = " … (cut here)"
# What no XML can hold: control characters, and halves of letters from names that are no UTF-8.
_UNWRITABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def within(sheet: SheetOfTable, rows: int = ROWS, columns: int = COLUMNS) -> SheetOfTable:
    """The sheet with no more than fits, and a note with the exact totals of what there is."""
    said = []
    room = rows - len(sheet.notes) - 5  # the title, the line below it, the headings, two notes
    if len(sheet.rows) > room:
        said.append(
            f"A sheet cannot hold all {number(len(sheet.rows))} rows of this table:"
            f" the first {number(room)} are here."
        )
    if len(sheet.headings) > columns:
        said.append(
            f"A sheet cannot hold all {number(len(sheet.headings))} columns of this table:"
            f" the first {number(columns)} are here."
        )
    if not said:
        return sheet
    kept: Sequence[Sequence[Cell]] = [row[:columns] for row in sheet.rows[:room]]
    notes = (*sheet.notes, *said)
    return replace(sheet, notes=notes, headings=sheet.headings[:columns], rows=kept)


def cell_text(text: str) -> str:
    """The text as a cell can hold it: never a formula, never too long, never nothing."""
    told = safe_text(_UNWRITABLE.sub("\ufffd", text)) or NOT_AVAILABLE
    return told if len(told) <= CHARACTERS else told[: CHARACTERS - len(CUT)] + CUT
