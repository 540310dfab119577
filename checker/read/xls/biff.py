"""Records of a BIFF8 stream, the inside of .xls ([MS-XLS] 2.1.4), walked and set aside.

Each record is a kind and a length of two bytes each, and its content. calamine is given a copy of
the stream in which every record that it does not need for values is set aside: its kind becomes
one that no reader knows, its length stays. So whatever it would make of formulas, names, drawings
and charts cannot change or stop the reading of values.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.tally import SharedStrings

FORMULA, EOF, DATE_1904, FILE_PASS, CODE_PAGE = 0x06, 0x0A, 0x22, 0x2F, 0x42
NAME, EXTERNAL_SHEET, CONTINUE, BOUND_SHEET = 0x18, 0x17, 0x3C, 0x85
PROTECT, WINDOW_PROTECT, WRITE_ACCESS = 0x12, 0x19, 0x5C
SHARED_STRINGS, XF, FORMAT, BOF = 0xFC, 0xE0, 0x41E, 0x809
BLANK, NUMBER, LABEL, BOOL_OR_ERROR, STRING = 0x201, 0x203, 0x204, 0x205, 0x207
RK, MANY_RK, MANY_BLANK, SHARED_LABEL, RICH_LABEL = 0x27E, 0xBD, 0xBE, 0xFD, 0xD6
DIMENSIONS, ROW, COLUMN, MERGED = 0x200, 0x208, 0x7D, 0xE5
HEADER, FOOTER, MORE_HEADERS = 0x14, 0x15, 0x89C
NOTE, TEXT_BOX, OBJECT, LINK, LINK_TIP, CHOICE = 0x1C, 0x1B6, 0x5D, 0x1B8, 0x800, 0x1BE
DRAWING, DRAWINGS, DRAWING_CHOSEN, HEADER_PICTURE = 0xEC, 0xEB, 0xED, 0x866
PICTURE, BACKGROUND = 0x7F, 0xE9

BIFF8 = 0x0600
OTHERS = 300_000  # records that are neither rows nor cells
_WORKBOOK, _SHEET = 0x05, 0x10
_ASIDE = b"\xff\xff"
_HEAD = struct.Struct("<HH")
_TWO = struct.Struct("<H")
_FOUR = struct.Struct("<I")
_STRING = struct.Struct("<HB")
_NARROW_OR_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08

Span = tuple[int, int]


class Stream:
    """A stream of records that can be changed in place; `allowed` records may still be read."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.data = bytearray(content)
        self._limits = limits
        self._most = self._allowed = limits.cells + limits.rows
        self._others = OTHERS

    def records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Kind, first byte and end of the content of each record from `at` on.

        Raises Unreadable where a record reaches beyond the stream, or there are too many.
        """
        data, size, read = self.data, len(self.data), _HEAD.unpack_from
        while at + 4 <= size:
            kind, length = read(data, at)
            first = at + 4
            at = first + length
            self._allowed -= 1
            if at > size:
                raise stops.cut_short()
            if self._allowed < 0:
                raise stops.many_records(self._limits.cells, self._most)
            yield kind, first, at

    def spend(self) -> None:
        """Count a record that is neither a row nor a cell. Raises Unreadable beyond the limit."""
        self._others -= 1
        if self._others < 0:
            raise stops.corrupt(say("read.more-records-beside-cells-than"))

    def two(self, at: int) -> int:
        """The number of two bytes at `at`."""
        return int(_TWO.unpack_from(self.data, at)[0])

    def four(self, at: int) -> int:
        """The number of four bytes at `at`."""
        return int(_FOUR.unpack_from(self.data, at)[0])

    def set_aside(self, first: int) -> None:
        """Hide the record whose content begins at `first` from the value reader."""
        self.data[first - 4 : first - 2] = _ASIDE

    def change(self, first: int, kind: int) -> None:
        """Give the record whose content begins at `first` another kind."""
        self.data[first - 4 : first - 2] = _TWO.pack(kind)

    def text(self, at: int, end: int, length_bytes: int = 2) -> str:
        """The text at `at`, which must end by `end` ([MS-XLS] 2.5.294 and 2.5.240).

        Raises Unreadable for a text that is not complete.
        """
        head = at + length_bytes + 1
        if head > end:
            raise stops.corrupt(say("read.text-complete"))
        count = self.data[at] if length_bytes == 1 else self.two(at)
        wide = self.data[head - 1] & _NARROW_OR_WIDE
        last = head + (count << wide)
        if last > end:
            raise stops.corrupt(say("read.text-complete"))
        return self.data[head:last].decode("utf-16-le" if wide else "latin-1", "replace")

    def begins(self, at: int, workbook: bool) -> None:
        """Check that a part of the workbook begins at `at`; raises Unreadable."""
        if at + 8 > len(self.data) or self.two(at) != BOF or self.two(at + 2) < 4:
            raise (
                stops.refused("old-xls")
                if workbook
                else stops.corrupt(say("read.sheet-listed-but-file-2"))
            )
        if self.two(at + 4) != BIFF8:
            raise stops.refused("old-xls")
        if self.two(at + 6) != (_WORKBOOK if workbook else _SHEET):
            raise stops.corrupt(say("read.part-what-says"))


def shared_strings(stream: Stream, spans: list[Span], limits: Limits) -> SharedStrings:
    """Number the shared texts and find the empty ones ([MS-XLS] 2.4.265, 2.5.293).

    `spans` are the record and those that continue it: a text may go on in the next one, which then
    begins with one byte that says how wide its characters are. Raises Unreadable.
    """
    first, end = spans[0]
    if end - first < 8:
        raise stops.corrupt(say("read.table-texts-complete"))
    count = stream.four(first + 4)
    if count > limits.shared_strings:
        raise stops.more_than("shared_strings", limits.shared_strings, "different texts")
    place = _Place(stream, spans)
    empty = {number for number in range(count) if not place.skip_text()}
    return SharedStrings(count, frozenset(empty))


class _Place:
    """A place in the table of texts that moves over its records."""

    def __init__(self, stream: Stream, spans: list[Span]) -> None:
        self.data = stream.data
        self.rest = iter(spans[1:])
        self.at, self.end = spans[0][0] + 8, spans[0][1]

    def skip_text(self) -> int:
        """Move over one text; its number of characters."""
        if self.at == self.end:
            self.next_record()
        if self.end - self.at < 3:
            raise _torn()
        count, flags = _STRING.unpack_from(self.data, self.at)
        self.at += 3
        after = 0
        if flags & _RICH:
            after += 4 * int.from_bytes(self.take(2), "little")
        if flags & _EXTENDED:
            after += int.from_bytes(self.take(4), "little")
        self.skip_characters(count, flags & _NARROW_OR_WIDE)
        self.skip(after)
        return int(count)

    def take(self, size: int) -> bytearray:
        if self.end - self.at < size:
            raise _torn()
        self.at += size
        return self.data[self.at - size : self.at]

    def skip_characters(self, left: int, wide: int) -> None:
        while left:
            here = min(left, (self.end - self.at) >> wide)
            self.at += here << wide
            left -= here
            if left:
                self.next_record()
                wide = self.take(1)[0] & _NARROW_OR_WIDE

    def skip(self, size: int) -> None:
        while size > self.end - self.at:
            size -= self.end - self.at
            self.next_record()
        self.at += size

    def next_record(self) -> None:
        span = next(self.rest, None)
        if span is None:
            raise _torn()
        self.at, self.end = span


def _torn() -> Exception:
    return stops.corrupt(say("read.table-texts-complete"))
