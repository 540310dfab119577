"""What a sheet can hold, and what is said where there is more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from checker.language import say
from checker.model.sheets import NOT_AVAILABLE, Cell, SheetOfTable
from checker.render.safe import safe_text
from checker.render.words import number

# Excel's own limits; a sheet with more of anything is called damaged and repaired by cutting.
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
CHARACTERS: Final = 32_767
LINKS: Final = 65_530
NAME: Final = 31
CUT: Final = " … (cut here)"
# What no XML can hold: control characters, and halves of letters from names that are no UTF-8.
_UNWRITABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?")
# What Excel takes in no name of a sheet, or takes for a part of an address.
_UNNAMED: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|\A'|'\Z|\A\Z")


def within(sheet: SheetOfTable, rows: int = ROWS, columns: int = COLUMNS) -> SheetOfTable:
    """The sheet with no more than fits, and a note with the exact totals of what there is."""
    said = []
    room = rows - len(sheet.notes) - 5  # the title, the line below it, the headings, two notes
    if len(sheet.rows) > room:
        said.append(say("sheets.too-many-rows", rows=number(len(sheet.rows)), room=number(room)))
    if len(sheet.headings) > columns:
        said.append(
            say(
                "sheets.too-many-columns",
                headings=number(len(sheet.headings)),
                columns=number(columns),
            )
        )
    if not said:
        return sheet
    kept: Sequence[Sequence[Cell]] = [row[:columns] for row in islice(sheet.rows, room)]
    notes = (*sheet.notes, *said)
    return replace(sheet, notes=notes, headings=sheet.headings[:columns], rows=kept)


@lru_cache(maxsize=8192)  # most texts of a long table stand in it many times
def plain_text(text: str) -> str:
    """The text as a spreadsheet can take it: never a formula, never too long."""
    told = safe_text(_UNWRITABLE.sub("\ufffd", text))
    if "\r" in told:
        told = _LINE_ENDS.sub("\n", told)
    told = told.replace("\t", " ")  # not every program has a tab in a cell
    return told if len(told) <= CHARACTERS else told[: CHARACTERS - len(CUT)] + CUT


def cell_text(text: str) -> str:
    """The text as a cell can hold it: never a formula, never too long, never nothing."""
    return plain_text(text) or NOT_AVAILABLE


def look_at_names(names: Sequence[str]) -> None:
    """Raise ValueError where two sheets share a name, or a name cannot be a sheet's."""
    if len({name.casefold() for name in names}) < len(names):
        raise ValueError("Two sheets share a name.")
    if any(len(name) > NAME or _UNNAMED.search(name) for name in names):
        raise ValueError("A name is too long for a sheet, or has a sign that none can have.")
