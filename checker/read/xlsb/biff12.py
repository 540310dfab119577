"""Records of a binary part of an .xlsb workbook ([MS-XLSB] 2.1.4), walked one by one.

A record is a kind of one or two bytes, a length of one to four bytes with seven bits each, and its
content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.xls.biff import OTHERS

ROW, BLANK, RK, ERROR, BOOL, REAL, TEXT, SHARED = range(8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
SHORT_CELLS = range(12, 19)  # the same as BLANK to SHARED, each in the column after the last cell
SHARED_ITEM, ASIDE, ASIDE_END, NAME = 19, 35, 36, 39
COLUMN, RICH_TEXT, CHOICE = 60, 62, 64
BOOK_END, DATA, DATA_END, DIMENSIONS = 132, 145, 146, 148
SHEETS_END, BOOK_SETTINGS, SHEET, SHARED_BEGIN, MERGE = 144, 153, 156, 159, 176
HEADERS, LINK, BOOK_PROTECTION, PROTECTION, FILE_SHARING = 479, 494, 534, 535, 548
PER_ROW = frozenset({37, 38, 1024})  # how far texts reach below their line, told row by row
COMMENT_AUTHOR, COMMENT, COMMENT_TEXT = 632, 635, 637

_TWO = struct.Struct("<H")
_FOUR = struct.Struct("<I")
_MORE = 0x80
_LONGEST = 1 << 16  # Excel lets a cell hold half of this
_NO_TEXT = 0xFFFFFFFF


class Budget:
    """How many records of the whole workbook may still be read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.most = self.left = limits.cells + limits.rows
        self.others = OTHERS

    def spend(self) -> None:
        """Count a record that is neither a row nor a cell. Raises Unreadable beyond the limit."""
        self.others -= 1
        if self.others < 0:
            raise stops.corrupt(say("read.more-records-beside-cells-than"))


class Part:
    """The records of one part, which can be changed in place."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.data = bytearray(content)
        self.budget = budget
        self._replaced: list[tuple[int, int, bytes]] = []

    def records(self) -> Iterator[tuple[int, int, int, int]]:
        """Kind, where the record begins, and first byte and end of its content, for each record.

        Raises Unreadable where a record reaches beyond the part, or there are too many.
        """
        data, size, at = self.data, len(self.data), 0
        try:
            while at < size:
                start, kind = at, data[at]
                at += 1
                if kind & _MORE:
                    kind = kind & 0x7F | (data[at] & 0x7F) << 7
                    at += 1
                length, shift = 0, 0
                while True:
                    byte = data[at]
                    at += 1
                    length |= (byte & 0x7F) << shift
                    shift += 7
                    if byte < _MORE or shift == 28:
                        break
                first, at = at, at + length
                self.budget.left -= 1
                if at > size or self.budget.left < 0:
                    break
                yield kind, start, first, at
        except IndexError:
            raise stops.cut_short() from None
        if self.budget.left < 0:
            raise stops.many_records(self.budget.limits.cells, self.budget.most)
        if at > size:
            raise stops.cut_short()

    def replace(self, start: int, end: int, made: bytes) -> None:
        """Put another record in the place of the one from `start` to `end`."""
        self._replaced.append((start, end, made))

    def content(self) -> bytes | bytearray:
        """The part with all changes."""
        if not self._replaced:
            return self.data
        pieces: list[bytes | memoryview] = []
        at, data = 0, memoryview(self.data)
        for start, end, made in self._replaced:
            pieces += [data[at:start], made]
            at = end
        return b"".join((*pieces, data[at:]))

    def two(self, at: int) -> int:
        """The number of two bytes at `at`."""
        return int(_TWO.unpack_from(self.data, at)[0])

    def four(self, at: int) -> int:
        """The number of four bytes at `at`."""
        return int(_FOUR.unpack_from(self.data, at)[0])

    def length(self, at: int, end: int) -> int:
        """The number of characters of the text at `at`, which must end by `end`.

        Raises Unreadable for a text that is not complete.
        """
        if at + 4 > end or at + 4 + 2 * self.four(at) > end:
            raise stops.corrupt(say("read.text-complete"))
        if self.four(at) > _LONGEST:
            raise stops.corrupt(say("read.text-longer-than-cell-can"))
        return self.four(at)

    def text(self, at: int, end: int) -> tuple[str, int]:
        """The text at `at` and where it ends ([MS-XLSB] 2.5.168); a missing one is empty.

        Raises Unreadable for a text that is not complete.
        """
        if at + 4 <= end and self.four(at) == _NO_TEXT:
            return "", at + 4
        last = at + 4 + 2 * self.length(at, end)
        return self.data[at + 4 : last].decode("utf-16-le", "replace"), last

    def need(self, first: int, end: int, size: int) -> None:
        """Raises Unreadable for a record whose content is shorter than `size`."""
        if end - first < size:
            raise stops.corrupt(say("read.record-too-short"))


def record(kind: int, content: bytes) -> bytes:
    """One record, written."""
    head = bytes((kind,)) if kind < _MORE else bytes((kind & 0x7F | _MORE, kind >> 7))
    length, rest = b"", len(content)
    while rest >= _MORE:
        length += bytes((rest & 0x7F | _MORE,))
        rest >>= 7
    return head + length + bytes((rest,)) + content


def wide(words: str) -> bytes:
    """A text, written."""
    return _FOUR.pack(len(words.encode("utf-16-le")) // 2) + words.encode("utf-16-le")
