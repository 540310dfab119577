"""Comments and text boxes of an .xls sheet ([MS-XLS] 2.4.181, 2.4.329, 2.4.179)."""

from __future__ import annotations

import struct

from checker.language import say
from checker.read import stops
from checker.read.places import SHIFT, name_of
from checker.read.runs import Net
from checker.read.xls.biff import Stream

_NOTE = struct.Struct("<HHHH")
_ON_NOTE = 0x19
_LAST_COLUMN = 255


class Boxes:
    """The texts of one sheet's boxes: an object, its text, and for a comment its cell."""

    def __init__(self, stream: Stream, net: Net, sheet: str) -> None:
        self._stream, self._net, self._sheet = stream, net, sheet
        self._kind = self._number = self._left = 0
        self._comments: dict[int, str] = {}

    def an_object(self, first: int, end: int) -> None:
        """Read the kind and the number of an object; its text may follow."""
        if end - first >= 8:
            self._kind = self._stream.two(first + 4)
            self._number = self._stream.two(first + 6)

    def a_box(self, first: int, end: int) -> None:
        """Begin the text of the last object."""
        self._left = self._stream.two(first + 10) if end - first >= 12 else 0
        self._comments[self._number] = ""

    def goes_on(self, first: int, end: int) -> None:
        """Read a record that continues a box: it holds the text, and after that its formats."""
        if not self._left or end == first:
            return
        wide = self._stream.data[first] & 1
        size = min(end - first - 1, self._left << wide)
        self._left -= size >> wide
        words = bytes(self._stream.data[first + 1 : first + 1 + size])
        encoding = "utf-16-le" if wide else "latin-1"
        self._comments[self._number] += words.decode(encoding, "replace")
        if self._kind != _ON_NOTE and not self._left:
            self._net.add("text-box", self._comments.pop(self._number), self._sheet)

    def note(self, first: int, end: int) -> None:
        """Give a comment its cell. Raises Unreadable when the record is not complete."""
        if end - first < 11:
            raise stops.corrupt(say("read.comment-complete"))
        row, column, _, number = _NOTE.unpack_from(self._stream.data, first)
        cell = name_of((row + 1) << SHIFT | min(column, _LAST_COLUMN))
        self._net.add("comment", self._comments.pop(number, ""), self._sheet, cell)
        self._net.add("author", self._stream.text(first + 8, end), self._sheet, cell)

    def finish(self) -> None:
        """Keep the texts that no cell claims."""
        for words in self._comments.values():
            self._net.add("comment", words, self._sheet)
