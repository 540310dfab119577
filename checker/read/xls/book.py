"""The first part of an .xls workbook: which sheets it has, its shared net, what else is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.runs import Net
from checker.read.tally import SharedStrings
from checker.read.xls import biff
from checker.read.xls.biff import Span, Stream
from checker.read.xls.boxes import Boxes

_STATES = ("visible", "hidden", "veryHidden")
_WORKSHEET, _MACROS, _CHART = 0, 1, 2
_NEEDED = frozenset(
    {biff.BOF, biff.EOF, biff.CONTINUE, biff.CODE_PAGE, biff.BOUND_SHEET, biff.DATE_1904}
    | {biff.FORMAT, biff.XF, biff.SHARED_STRINGS}
)
# Names of fonts and styles, and tables of numbers: no text that a person entered.
_FONT, _STYLE, _PALETTE, _INDEX, _XF_MORE, _DXF = 0x31, 0x293, 0x92, 0xFF, 0x87D, 0x88D
_TABLE_STYLES, _STYLE_MORE, _THEME, _THEME_MORE = 0x88E, 0x892, 0x896, 0x87F
_NO_WORDS = frozenset(
    {_FONT, _STYLE, _PALETTE, _INDEX, _XF_MORE, _DXF, _TABLE_STYLES, _STYLE_MORE, _THEME}
    | {_THEME_MORE}
)
_BOOK_LINK, _STORED_CELLS, _QUERY, _CONNECTION, _HAS_MACROS = 0x1AE, 0x5A, 0xDC, 0x876, 0xD3
_OWN_CELLS, _ADD_IN = 0x0401, 0x3A01
_PLACES: Mapping[int, str] = {
    biff.NAME: "defined-name",
    biff.WRITE_ACCESS: "author",
    _BOOK_LINK: "external-cache",
    _STORED_CELLS: "external-cache",
    _QUERY: "connection",
    _CONNECTION: "connection",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it; `at` is where it begins in the stream."""

    name: str
    state: str
    worksheet: bool
    at: int


@dataclass(slots=True)
class Book:
    """What the first part says."""

    sheets: list[Listed] = field(default_factory=list)
    strings: SharedStrings = field(default_factory=SharedStrings)
    from_1904: bool = False
    names: int = 0
    protected: bool = False
    beside: set[str] = field(default_factory=set)
    end: int = 0


def read_book(stream: Stream, limits: Limits, net: Net) -> Book:
    """Read the first part and set aside in `stream` what calamine does not need.

    Raises Unreadable; a workbook with a password is a STOP of the kind "encrypted".
    """
    stream.begins(0, workbook=True)
    walk = _Walk(stream, limits, net)
    for kind, first, end in stream.records(0):
        walk.record(kind, first, end)
        if kind == biff.EOF:
            break
    else:
        raise stops.cut_short()
    walk.finish(end)
    return walk.book


class _Walk:
    """State of the walk: the book so far, and the records of the table of texts."""

    def __init__(self, stream: Stream, limits: Limits, net: Net) -> None:
        self.stream, self.limits, self.net = stream, limits, net
        self.book = Book()
        self.spans: list[Span] = []
        self.last = 0
        self.boxes = Boxes(stream, net)
        self.known: Mapping[int, Callable[[int, int], None]] = {
            biff.FILE_PASS: self.locked,
            biff.CODE_PAGE: self.code_page,
            biff.BOUND_SHEET: self.sheet,
            biff.DATE_1904: self.dates,
            biff.SHARED_STRINGS: self.table,
            biff.NAME: self.name,
            biff.PROTECT: self.protection,
            biff.WINDOW_PROTECT: self.protection,
            biff.WRITE_ACCESS: self.last_writer,
            _BOOK_LINK: self.link,
            _STORED_CELLS: self.stored,
            _QUERY: self.connection,
            _CONNECTION: self.connection,
            _HAS_MACROS: self.macros,
        }

    def record(self, kind: int, first: int, end: int) -> None:
        if kind != biff.CONTINUE:
            self.last = kind
        elif self.last == biff.SHARED_STRINGS:
            self.spans.append((first, end))
            return
        if kind in self.known:
            self.known[kind](first, end)
        self.stream.spend()
        drawn = self.boxes.takes(kind, self.last, first, end)
        if kind not in _NEEDED:
            if not drawn and self.last not in _NO_WORDS and self.last not in _NEEDED:
                place = _PLACES.get(self.last, "other")
                self.net.cast(place, bytes(self.stream.data[first:end]))
            self.stream.set_aside(first)

    def finish(self, end: int) -> None:
        self.book.end = end
        self.boxes.finish()
        if self.spans:
            self.book.strings = biff.shared_strings(self.stream, self.spans, self.limits)
        if not self.book.sheets:
            raise stops.no_sheets()

    def locked(self, _: int, __: int) -> None:
        raise stops.refused("encrypted")

    def code_page(self, first: int, end: int) -> None:
        # Texts of this version are always Unicode; some programs name another code page here, and
        # calamine would believe them.
        self.need(first, end, 2)
        self.stream.data[first : first + 2] = b"\xb0\x04"

    def sheet(self, first: int, end: int) -> None:
        self.need(first, end, 8)
        data = self.stream.data
        state, kind = data[first + 4] & 0x3F, data[first + 5]
        name = self.stream.text(first + 6, end, length_bytes=1)
        self.add_sheet(Listed(name, _state(state), kind == _WORKSHEET, self.stream.four(first)))
        if kind == _MACROS:
            self.book.beside.add("macros")
        if kind != _WORKSHEET:
            data[first + 5] = _CHART

    def add_sheet(self, sheet: Listed) -> None:
        if len(self.book.sheets) >= self.limits.sheets:
            raise stops.more_than("sheets", self.limits.sheets, "sheets")
        if any(sheet.name.casefold() == other.name.casefold() for other in self.book.sheets):
            raise stops.corrupt(say("read.two-sheets-have-same-name"))
        self.book.sheets.append(sheet)

    def dates(self, first: int, end: int) -> None:
        self.need(first, end, 2)
        self.book.from_1904 = self.stream.two(first) == 1

    def table(self, first: int, end: int) -> None:
        if self.spans:
            raise stops.corrupt(say("read.two-tables-texts"))
        self.spans.append((first, end))

    def name(self, _: int, __: int) -> None:
        self.book.names += 1

    def protection(self, first: int, end: int) -> None:
        self.book.protected |= end - first >= 2 and self.stream.two(first) != 0

    def last_writer(self, first: int, end: int) -> None:
        # LibreOffice writes the name of its program in place of a person's.
        if bytes(self.stream.data[first + 3 : end]).strip(b" \0") not in (b"", b"Calc"):
            self.book.beside.add("author")

    def link(self, first: int, end: int) -> None:
        self.need(first, end, 4)
        if self.stream.two(first + 2) not in (_OWN_CELLS, _ADD_IN):
            self.book.beside.add("external-links")

    def stored(self, _: int, __: int) -> None:
        self.book.beside.add("external-cache")

    def connection(self, _: int, __: int) -> None:
        self.book.beside.add("connections")

    def macros(self, _: int, __: int) -> None:
        self.book.beside.add("macros")

    def need(self, first: int, end: int, size: int) -> None:
        if end - first < size:
            raise stops.corrupt(say("read.record-too-short"))


def _state(number: int) -> str:
    if number >= len(_STATES):
        raise stops.corrupt(say("read.sheet-state-there"))
    return _STATES[number]
