"""Names of cells and ranges, and places: one number for a cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from checker.language import say
from checker.read import stops

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
SHIFT = 14  # a place is row << SHIFT | column - 1, so that places sort in reading order
LOW = MAX_COLUMN - 1

_NAME = re.compile("([A-Z]{1,3})([0-9]{1,7})")

Box = tuple[int, int, int, int]  # first row, first column, last row, last column; 1-based


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def name_of(place: int) -> str:
    """The name of a place, such as C7."""
    return f"{column_letters((place & LOW) + 1)}{place >> SHIFT}"


def name_of_corner(row: int, column: int) -> str:
    """The name of the cell at `row`, `column` (1-based)."""
    return f"{column_letters(column)}{row}"


def rows_between(rows: list[int], top: int, bottom: int) -> list[int]:
    """The part of the sorted `rows` from `top` to `bottom`."""
    return rows[bisect_left(rows, top) : bisect_right(rows, bottom)]


def box(reference: str) -> Box:
    """The corners of a range such as "A1:C3"; raises Unreadable when it is not one."""
    first, _, last = reference.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return top, left, bottom, right


def place_of(reference: str) -> tuple[int, int]:
    """Row and column (1-based) of a name such as "C7"; raises Unreadable when it is not one."""
    named = _named(reference)
    if named is None:
        raise stops.corrupt(say("read.cell-name-cannot"))
    if not _is_inside(*named):
        raise stops.corrupt(say("read.cell-name-beyond-size-sheet"))
    return named


def _named(reference: str) -> tuple[int, int] | None:
    found = _NAME.fullmatch(reference)
    return (int(found[2]), column_number(found[1])) if found else None


def _is_inside(row: int, column: int) -> bool:
    return 0 < row <= MAX_ROW and column <= MAX_COLUMN


def first_cell(reference: str) -> str:
    """The first cell of a reference to one or several ranges, or nothing when it is not one."""
    first = reference.strip().partition(" ")[0].partition(":")[0].replace("$", "")
    named = _named(first)
    return first if named and _is_inside(*named) else ""


def cell_at(row: str, column: str) -> str:
    """The cell of a row and a column that are counted from 0."""
    if not (row.isascii() and row.isdigit() and column.isascii() and column.isdigit()):
        return ""
    if len(row) > 7 or len(column) > 5 or int(row) >= MAX_ROW or int(column) >= MAX_COLUMN:
        return ""
    return name_of_corner(int(row) + 1, int(column) + 1)
