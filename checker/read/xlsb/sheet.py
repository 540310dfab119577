"""One worksheet part of an .xlsb workbook, walked record by record ([MS-XLSB] 2.1.7.62)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from checker.language import say
from checker.read import stops
from checker.read.places import MAX_COLUMN, MAX_ROW, SHIFT
from checker.read.runs import Net
from checker.read.tally import Tally
from checker.read.xlsb import biff12
from checker.read.xlsb.biff12 import Part

_BOX = struct.Struct("<IIII")
_NUMBER = struct.Struct("<I")
_DOUBLE = struct.Struct("<d")
_PLACES: Mapping[int, str] = {
    biff12.HEADERS: "header-footer",
    biff12.LINK: "hyperlink",
    biff12.CHOICE: "prompt",
}
# The error values that calamine knows; it gives up the sheet for another.
_ERRORS = frozenset(b"\x00\x07\x0f\x17\x1d\x24\x2a\x2b")
_NOT_AVAILABLE = 0x2A
_LONGER = biff12.SHORT_CELLS.start - biff12.BLANK
_WHOLE, _HUNDREDTHS = 2, 1
# The short form of a number keeps 18 bits of its fraction: whole numbers up to here are exact.
_EXACT = 1 << 19


def walk_sheet(part: Part, tally: Tally, net: Net, name: str) -> bool:
    """Count the cells of a sheet into `tally`; whether one of them has a formula.

    What calamine would misread is put right in the part, places and values unchanged. Raises
    Unreadable.
    """
    walk = _Walk(part, tally, net, name)
    for kind, start, first, end in part.records():
        walk.record(kind, start, first, end)
    if walk.row < 0 or walk.in_data:
        raise stops.corrupt(say("read.sheet-complete", name=name))
    return walk.formulas


class _Walk:
    """State of one walk. `row` is -1 before the cells, 0 before the first row."""

    def __init__(self, part: Part, tally: Tally, net: Net, name: str) -> None:
        self.part, self.tally, self.net, self.sheet = part, tally, net, name
        self.data = part.data
        self.in_data = self.formulas = False
        self.row, self.base, self.column = -1, 0, -1
        self.cells: Mapping[int, Callable[[int, int], None]] = {
            biff12.ROW: self.new_row,
            biff12.BLANK: self.blank,
            biff12.RK: self.short_number,
            biff12.ERROR: self.error,
            biff12.BOOL: lambda first, end: self.tally.hold(self.place(first, end, 9)),
            biff12.REAL: lambda first, end: self.tally.hold(self.place(first, end, 16)),
            biff12.TEXT: self.text,
            biff12.SHARED: self.shared,
            biff12.FORMULA_TEXT: self.formula_text,
            biff12.FORMULA_NUMBER: lambda first, end: self.formula(first, end, 16),
            biff12.FORMULA_BOOL: lambda first, end: self.formula(first, end, 9),
            biff12.FORMULA_ERROR: self.formula_error,
        }
        self.around: Mapping[int, Callable[[int, int], None]] = {
            biff12.DATA: self.begin,
            biff12.DIMENSIONS: self.dimensions,
            biff12.COLUMN: self.columns,
            biff12.MERGE: self.merge,
            biff12.PROTECTION: self.protection,
        }

    def record(self, kind: int, start: int, first: int, end: int) -> None:
        if self.in_data:
            cell = self.cells.get(kind)
            if cell is not None:
                cell(first, end)
                return
            if kind == biff12.RICH_TEXT:
                self.rich_text(start, first, end)
            elif kind in biff12.SHORT_CELLS:
                self.short(kind - _LONGER, start, first, end)
            elif kind not in biff12.PER_ROW:
                self.part.budget.spend()
            self.in_data = kind != biff12.DATA_END
        elif kind in self.around:
            self.around[kind](first, end)
        else:
            self.part.budget.spend()
            place = _PLACES.get(kind, "other")
            self.net.cast(place, bytes(self.data[first:end]), self.sheet, wide_only=True)

    def short(self, kind: int, start: int, first: int, end: int) -> None:
        """A cell that does not name its column, which calamine passes over, made a full one."""
        whole, self.part = (
            self.part,
            Part((self.column + 1).to_bytes(4, "little"), self.part.budget),
        )
        self.data = self.part.data
        self.data += whole.data[first:end]
        self.cells[kind](0, len(self.data))
        whole.replace(start, end, biff12.record(kind, bytes(self.data)))
        self.part, self.data = whole, whole.data

    def begin(self, _: int, __: int) -> None:
        if self.row >= 0:
            raise stops.corrupt(say("read.sheet-cells-two-places"))
        self.in_data, self.row = True, 0

    def new_row(self, first: int, end: int) -> None:
        self.part.need(first, end, 12)
        row = self.part.four(first) + 1
        if not self.row < row <= MAX_ROW:
            raise stops.corrupt(say("read.rows-sheet-order"))
        self.row, self.base, self.column = row, row << SHIFT, -1
        if self.data[first + 11] & 0x10:
            self.tally.hidden_rows.append(row)

    def place(self, first: int, end: int, size: int) -> int:
        if end - first < size:
            raise stops.corrupt(say("read.cell-complete"))
        (column,) = _NUMBER.unpack_from(self.data, first)
        if not self.column < column < MAX_COLUMN or not self.row:
            raise stops.corrupt(say("read.cell-stands-outside-row-2"))
        self.column = column
        self.tally.add(1)
        return int(self.base | column)

    def blank(self, first: int, end: int) -> None:
        self.place(first, end, 8)

    def short_number(self, first: int, end: int) -> None:
        """A number of four bytes: calamine shows a whole one as such also where it is a date."""
        self.tally.hold(self.place(first, end, 12))
        (value,) = _NUMBER.unpack_from(self.data, first + 8)
        if value & (_WHOLE | _HUNDREDTHS) == _WHOLE:
            whole = (value >> 2) - (1 << 30 if value >> 31 else 0)
            if abs(whole) < _EXACT:
                self.data[first + 8 : first + 12] = _DOUBLE.pack(whole)[4:]

    def error(self, first: int, end: int) -> None:
        self.tally.hold(self.place(first, end, 9), error=True)
        if self.data[first + 8] not in _ERRORS:
            self.data[first + 8] = _NOT_AVAILABLE

    def text(self, first: int, end: int) -> None:
        self.hold_text(self.place(first, end, 12), self.part.length(first + 8, end))

    def rich_text(self, start: int, first: int, end: int) -> None:
        """A text with formats in the cell, which calamine passes over, made a plain one."""
        place = self.place(first, end, 13)
        self.hold_text(place, self.part.length(first + 9, end))
        self.data[start] = self.data[start] & 0x80 | biff12.TEXT
        self.data[first + 8 : end - 1] = self.data[first + 9 : end]

    def hold_text(self, place: int, length: int) -> None:
        if length:
            self.tally.hold(place)
        else:
            self.tally.reach(self.row, self.column + 1)

    def shared(self, first: int, end: int) -> None:
        place = self.place(first, end, 12)
        number = self.part.four(first + 8)
        if number >= self.tally.strings.count:
            raise stops.corrupt(say("read.cell-points-text-file"))
        self.hold_text(place, number not in self.tally.strings.empty)

    def formula(self, first: int, end: int, size: int) -> None:
        self.formulas = True
        self.tally.hold(self.place(first, end, size))

    def formula_text(self, first: int, end: int) -> None:
        self.formulas = True
        place = self.place(first, end, 12)
        self.tally.hold(place, hollow=not self.part.length(first + 8, end))

    def formula_error(self, first: int, end: int) -> None:
        self.formulas = True
        self.tally.hold(self.place(first, end, 9), error=True)

    def dimensions(self, first: int, end: int) -> None:
        self.part.need(first, end, 16)
        top, bottom, left, right = _BOX.unpack_from(self.data, first)
        if top <= bottom < MAX_ROW and left <= right < MAX_COLUMN:
            self.tally.declare(top + 1, left + 1, bottom + 1, right + 1)

    def columns(self, first: int, end: int) -> None:
        self.part.need(first, end, 18)
        low, high, width, _ = _BOX.unpack_from(self.data, first)
        if self.data[first + 16] & 0x01 or not width:
            self.tally.hidden_columns.append((low + 1, high + 1))

    def merge(self, first: int, end: int) -> None:
        self.part.need(first, end, 16)
        top, bottom, left, right = _BOX.unpack_from(self.data, first)
        if bottom >= MAX_ROW or right >= MAX_COLUMN or top > bottom or left > right:
            raise stops.corrupt(say("read.merged-range-reaches-beyond-sheet"))
        self.tally.merge(top + 1, left + 1, bottom + 1, right + 1)

    def protection(self, first: int, end: int) -> None:
        self.part.need(first, end, 6)
        self.tally.protected |= self.part.four(first + 2) != 0
