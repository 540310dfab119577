"""One worksheet of an .xls workbook, walked record by record ([MS-XLS] 2.1.7.20.5)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.language import say
from checker.read import stops
from checker.read.places import MAX_ROW, SHIFT
from checker.read.runs import Net
from checker.read.tally import Tally
from checker.read.xls import biff
from checker.read.xls.biff import Stream
from checker.read.xls.book import Listed
from checker.read.xls.boxes import Boxes

_CELL = struct.Struct("<HH")
_BOX = struct.Struct("<HHHH")
_COLUMNS = 256
_KEPT = frozenset({biff.BOF, biff.EOF})
_DRAWN = frozenset({biff.OBJECT, biff.PICTURE, biff.BACKGROUND})
# The error values that calamine knows; it gives up the whole workbook for another.
_ERRORS = frozenset(b"\x00\x07\x0f\x17\x1d\x24\x2a\x2b")
_NOT_AVAILABLE = 0x2A
_RESULT_TEXT, _RESULT_BOOL, _RESULT_ERROR, _RESULT_EMPTY = 0, 1, 2, 3
_PLACES: Mapping[int, str] = {
    biff.HEADER: "header-footer",
    biff.FOOTER: "header-footer",
    biff.MORE_HEADERS: "header-footer",
    biff.LINK: "hyperlink",
    biff.LINK_TIP: "hyperlink",
    biff.CHOICE: "prompt",
}
# Where cells are, how they look, pictures: no words. Those of comments and boxes are read.
_INDEX, _ROW_INDEX, _RULES, _VIEW, _PANE, _CHOSEN = 0x20B, 0xD7, 0x1B1, 0x23E, 0x41, 0x1D
_NO_WORDS = frozenset(
    {
        biff.TEXT_BOX,
        biff.NOTE,
        biff.BLANK,
        biff.MANY_BLANK,
        biff.ROW,
        biff.COLUMN,
        biff.MERGED,
        biff.DIMENSIONS,
        biff.DRAWING_CHOSEN,
        biff.PICTURE,
        biff.BACKGROUND,
    }
    | {_INDEX, _ROW_INDEX, _RULES, _VIEW, _PANE, _CHOSEN}
)


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk found: where the sheet ends, and whether it has formulas, comments, drawings."""

    end: int
    formulas: bool
    comments: bool
    drawings: bool


def walk_sheet(stream: Stream, listed: Listed, tally: Tally, net: Net) -> Walked:
    """Count the cells of a sheet into `tally`; texts beside them go to `net`.

    What calamine does not need is set aside in the stream, and so is all of a sheet that is no
    worksheet. Raises Unreadable.
    """
    walk = _Walk(stream, tally, net, listed.name)
    end = walk.walk(listed.at) if listed.worksheet else walk.pass_over(listed.at)
    walk.boxes.finish()
    walk.charts.finish()
    return Walked(end, walk.formulas, walk.comments, walk.drawings)


class _Walk:
    """State of one walk; its methods are called by the kind of a record."""

    def __init__(self, stream: Stream, tally: Tally, net: Net, name: str) -> None:
        self.stream, self.tally, self.net, self.sheet = stream, tally, net, name
        self.data = stream.data
        self.formulas = self.comments = self.drawings = False
        self.waiting: int | None = None
        self.depth = self.last = 0
        self.boxes, self.charts = Boxes(stream, net, name), Boxes(stream, net, name)
        self.cells: Mapping[int, Callable[[int, int], None]] = {
            biff.SHARED_LABEL: self.shared,
            biff.RK: lambda first, end: self.value(first, end, 10),
            biff.NUMBER: lambda first, end: self.value(first, end, 14),
            biff.MANY_RK: self.many,
            biff.FORMULA: self.formula,
            biff.STRING: self.result,
            biff.LABEL: self.label,
            biff.RICH_LABEL: self.label,
            biff.BOOL_OR_ERROR: self.bool_or_error,
        }
        self.around: Mapping[int, Callable[[int, int], None]] = {
            biff.BLANK: self.many_blank,
            biff.MANY_BLANK: self.many_blank,
            biff.ROW: self.row,
            biff.COLUMN: self.columns,
            biff.MERGED: self.merges,
            biff.DIMENSIONS: self.dimensions,
            biff.PROTECT: self.protection,
        }

    def walk(self, at: int) -> int:
        """Walk the sheet that begins at `at`; where it ends. Raises Unreadable."""
        self.stream.begins(at, workbook=False)
        for kind, first, end in self.stream.records(at):
            if kind == biff.BOF:
                self.depth += 1
            if self.depth == 1:
                self.record(kind, first, end)
            else:
                self.inside_chart(kind, first, end)
            if kind == biff.EOF:
                self.depth -= 1
                if not self.depth:
                    self.no_result()
                    return end
        raise stops.cut_short()

    def pass_over(self, at: int) -> int:
        """Set aside a sheet that is no worksheet, its beginning and end apart; where it ends."""
        for kind, first, end in self.stream.records(at):
            self.depth += (kind == biff.BOF) - (kind == biff.EOF)
            if self.depth <= 0:
                return end
            if first > at + 4:
                self.inside_chart(kind, first, end)
        raise stops.cut_short()

    def record(self, kind: int, first: int, end: int) -> None:
        cell = self.cells.get(kind)
        if cell is not None:
            self.last = kind
            cell(first, end)
        elif kind == biff.CONTINUE:
            self.goes_on(first, end)
        elif kind not in _KEPT:
            self.beside_cells(kind, first, end)

    def beside_cells(self, kind: int, first: int, end: int) -> None:
        self.last = kind
        if kind in self.around:
            self.around[kind](first, end)
        self.comments |= kind == biff.NOTE
        self.drawings |= kind in _DRAWN
        drawn = self.boxes.takes(kind, kind, first, end)
        if kind not in _NO_WORDS:
            self.stream.spend()
            if not drawn:
                self.cast(kind, first, end)
        self.stream.set_aside(first)

    def cast(self, kind: int, first: int, end: int) -> None:
        place = _PLACES.get(kind, "other")
        self.net.cast(place, bytes(self.stream.data[first:end]), self.sheet)

    def inside_chart(self, kind: int, first: int, end: int) -> None:
        """A chart in the sheet keeps a copy of its numbers, which calamine takes for cells."""
        self.drawings = True
        self.stream.spend()
        self.last = self.last if kind == biff.CONTINUE else kind
        if not self.charts.takes(kind, self.last, first, end):
            self.net.cast("text-box", bytes(self.stream.data[first:end]), self.sheet)
        self.stream.set_aside(first)

    def goes_on(self, first: int, end: int) -> None:
        if self.last in (biff.LABEL, biff.RICH_LABEL, biff.STRING):
            raise stops.too_long_for_xls()
        drawn = self.boxes.takes(biff.CONTINUE, self.last, first, end)
        if not drawn and self.last not in _NO_WORDS:
            self.cast(self.last, first, end)

    def place(self, first: int, end: int, size: int) -> int:
        if end - first < size:
            raise stops.corrupt(say("read.cell-complete"))
        row, column = _CELL.unpack_from(self.data, first)
        if column >= _COLUMNS:
            raise stops.corrupt(say("read.cell-stands-outside-sheet"))
        self.tally.add(1)
        return int((row + 1) << SHIFT | column)

    def value(self, first: int, end: int, size: int) -> None:
        self.tally.hold(self.place(first, end, size))

    def shared(self, first: int, end: int) -> None:
        place = self.place(first, end, 10)
        number = self.stream.four(first + 6)
        if number >= self.tally.strings.count:
            raise stops.corrupt(say("read.cell-points-text-file"))
        if number not in self.tally.strings.empty:
            self.tally.hold(place)

    def many(self, first: int, end: int) -> None:
        place = self.place(first, end, 12)
        last = self.stream.two(end - 2)
        count, rest = divmod(end - first - 6, 6)
        if rest or last >= _COLUMNS or last - (place & (_COLUMNS - 1)) + 1 != count:
            raise stops.corrupt(say("read.row-numbers-complete"))
        self.tally.add(count - 1)
        for offset in range(count):
            self.tally.hold(place + offset)

    def label(self, first: int, end: int) -> None:
        place = self.place(first, end, 9)
        if self.stream.text(first + 6, end):
            self.tally.hold(place)
            self.stream.change(first, biff.LABEL)
        else:
            self.stream.set_aside(first)

    def bool_or_error(self, first: int, end: int) -> None:
        place = self.place(first, end, 8)
        if self.stream.data[first + 7] > 1:
            raise stops.corrupt(say("read.cell-kind-format-does-have"))
        if self.stream.data[first + 7]:
            self.known_error(first + 6)
            self.tally.hold(place, error=True)
        else:
            self.tally.hold(place)

    def known_error(self, at: int) -> None:
        if self.stream.data[at] not in _ERRORS:
            self.stream.data[at] = _NOT_AVAILABLE

    def formula(self, first: int, end: int) -> None:
        self.no_result()
        place = self.place(first, end, 22)
        self.formulas = True
        data = self.stream.data
        data[first + 20 : first + 22] = b"\0\0"  # the formula itself, which nobody reads
        if data[first + 12 : first + 14] != b"\xff\xff":
            # A number, laid out as in a cell that holds one: so its format is looked at for dates.
            self.stream.change(first, biff.NUMBER)
            self.tally.hold(place)
            return
        kind = data[first + 6]
        if kind == _RESULT_TEXT:
            self.waiting = place
        elif kind == _RESULT_ERROR:
            self.known_error(first + 8)
        elif kind not in (_RESULT_BOOL, _RESULT_EMPTY):
            raise stops.corrupt(say("read.formula-result-kind-format-does"))
        self.tally.hold(place, error=kind == _RESULT_ERROR, hollow=kind == _RESULT_EMPTY)

    def result(self, first: int, end: int) -> None:
        if self.waiting is None:
            raise stops.corrupt(say("read.text-belongs-no-formula"))
        if not self.stream.text(first, end):
            self.tally.hollow.add(self.waiting)
            self.stream.set_aside(first)
        self.waiting = None

    def no_result(self) -> None:
        """A formula that promised a text, and none came."""
        if self.waiting is not None:
            self.tally.hollow.add(self.waiting)
            self.tally.unstored.append(self.waiting)
        self.waiting = None

    def many_blank(self, first: int, end: int) -> None:
        self.place(first, end, 6)
        self.tally.add(max(0, end - first - 8) // 2)  # the first is counted by its place

    def row(self, first: int, end: int) -> None:
        if end - first < 16:
            raise stops.corrupt(say("read.row-complete"))
        if self.stream.data[first + 12] & 0x20:
            self.tally.hidden_rows.append(self.stream.two(first) + 1)

    def columns(self, first: int, end: int) -> None:
        if end - first < 10:
            raise stops.corrupt(say("read.width-column-complete"))
        low, high, width, _ = _BOX.unpack_from(self.stream.data, first)
        if self.stream.data[first + 8] & 0x01 or not width:
            self.tally.hidden_columns.append((low + 1, high + 1))

    def merges(self, first: int, end: int) -> None:
        if end - first < 2 or end - first < 2 + 8 * self.stream.two(first):
            raise stops.corrupt(say("read.list-merged-ranges-complete"))
        for number in range(self.stream.two(first)):
            top, bottom, left, right = _BOX.unpack_from(self.stream.data, first + 2 + 8 * number)
            self.tally.merge(top + 1, left + 1, bottom + 1, right + 1)

    def dimensions(self, first: int, end: int) -> None:
        if end - first >= 14:
            top, bottom = self.stream.four(first), self.stream.four(first + 4)
            left, right = self.stream.two(first + 8), self.stream.two(first + 10)
            if top < bottom <= MAX_ROW and left < right <= _COLUMNS:
                self.tally.declare(top + 1, left + 1, bottom, right)

    def protection(self, first: int, end: int) -> None:
        if end - first >= 2 and self.stream.two(first):
            self.tally.protected = True
