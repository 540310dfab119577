"""Drawings, text boxes and comments of an .xls file ([MS-XLS] 2.4.170, 2.4.179, 2.4.181, 2.4.329).

What a record holds is read by its layout. Objects carry identities that LibreOffice makes up anew
with each saving, so nothing is taken for words that the layout does not call so; what does not
keep to it is marked as unread.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from checker.language import say
from checker.read import stops
from checker.read.places import SHIFT, name_of
from checker.read.runs import Net
from checker.read.xls import biff
from checker.read.xls.biff import Stream
from checker.read.xls.drawing import begins, cast_drawing

_NOTE = struct.Struct("<HHHH")
_BOX_HEAD, _COUNT, _FORMATS = 14, 10, 12
_ON_NOTE = 0x19
_LAST_COLUMN = 255
_PICTURE_HEAD = 14
# Parts of an object, [MS-XLS] 2.5.143 and those after it.
_END, _COMMON, _LIST = 0x00, 0x15, 0x13
_WITH_WORDS = frozenset({0x04, 0x09, 0x0E, 0x14})  # formulas, and the program of something embedded
_NO_WORDS = frozenset({0x06, 0x07, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x0F, 0x10, 0x11, 0x12, _COMMON})


class Boxes:
    """The texts of one sheet's drawings: shapes, boxes, and for a comment its cell."""

    def __init__(self, stream: Stream, net: Net, sheet: str = "") -> None:
        self._stream, self._net, self._sheet = stream, net, sheet
        self._kind = self._number = self._left = self._formats = 0
        self._lists = False
        self._comments: dict[int, str] = {}
        self._drawn, self._in_headers = bytearray(), bytearray()
        self._reads: Mapping[int, Callable[[int, int], None]] = {
            biff.OBJECT: self._object,
            biff.TEXT_BOX: self._box,
            biff.NOTE: self._note,
            biff.DRAWING: self._drawing,
            biff.DRAWINGS: self._drawing,
            biff.HEADER_PICTURE: self._header_picture,
        }

    def takes(self, kind: int, last: int, first: int, end: int) -> bool:
        """Read a record of a drawing; whether it is one.

        `last` is the kind of the last record that does not continue another. Raises Unreadable for
        a comment that is not complete.
        """
        if kind == biff.CONTINUE and last in self._reads:
            self._goes_on(last, first, end)
            return True
        if kind in self._reads:
            self._reads[kind](first, end)
            return True
        return False

    def finish(self) -> None:
        """Keep the texts of the drawings, and those that no cell claims."""
        self._end_box()
        for words in self._comments.values():
            self._net.add("comment", words, self._sheet)
        self._comments.clear()
        cast_drawing(bytes(self._drawn), self._net, self._sheet)
        cast_drawing(bytes(self._in_headers), self._net, self._sheet)

    def _object(self, first: int, end: int) -> None:
        """Read the kind and the number of an object; its text may follow."""
        self._end_box()
        self._kind = self._number = 0
        self._lists = False
        while end - first >= 4:
            part, size = self._stream.two(first), self._stream.two(first + 2)
            first += 4
            if part == _END:
                return
            if part == _LIST:  # it does not tell its size, and is the last
                self._lists = True
                self._cast(first, end)
                return
            if size > end - first:
                self._net.unread = True
                return
            self._part(part, first, size)
            first += size
        self._net.unread |= first != end

    def _part(self, part: int, first: int, size: int) -> None:
        if part == _COMMON and size >= 4:
            self._kind = self._stream.two(first)
            self._number = self._stream.two(first + 2)
        elif part in _WITH_WORDS:
            self._cast(first, first + size)
        else:
            self._net.unread |= part not in _NO_WORDS

    def _cast(self, first: int, end: int) -> None:
        self._net.cast("text-box", bytes(self._stream.data[first:end]), self._sheet)

    def _box(self, first: int, end: int) -> None:
        """Begin the text of the last object."""
        self._end_box()
        if end - first < _BOX_HEAD:
            self._net.unread = True
            return
        self._left, self._formats = (self._stream.two(first + at) for at in (_COUNT, _FORMATS))
        # Two objects should not have one number; where they have, none of their texts is lost.
        self._net.add("comment", self._comments.get(self._number, ""), self._sheet)
        self._comments[self._number] = ""

    def _goes_on(self, last: int, first: int, end: int) -> None:
        """Read a record that continues another.

        A box goes on with its text, and then its formats. What comes after these, or after an
        object, goes on with the drawing; only a list goes on with its lines.
        """
        if last == biff.TEXT_BOX and self._left:
            self._words(first, end)
        elif last == biff.TEXT_BOX and self._formats:
            self._formats = max(0, self._formats - (end - first))
        elif last == biff.OBJECT and self._lists and not begins(self._stream.data, first, end):
            self._cast(first, end)
        elif last == biff.HEADER_PICTURE:
            self._in_headers += self._stream.data[first:end]
        else:
            self._drawing(first, end)

    def _words(self, first: int, end: int) -> None:
        if end == first:
            return
        wide = self._stream.data[first] & 1
        size = min(end - first - 1, self._left << wide)
        self._left -= size >> wide
        words = bytes(self._stream.data[first + 1 : first + 1 + size])
        encoding = "utf-16-le" if wide else "latin-1"
        self._comments[self._number] += words.decode(encoding, "replace")
        if not self._left:
            self._end_box()

    def _end_box(self) -> None:
        """Keep the text of a box, unless a comment's cell is still to come."""
        self._net.unread |= self._left > 0
        self._left = 0
        if self._kind != _ON_NOTE:
            self._net.add("text-box", self._comments.pop(self._number, ""), self._sheet)

    def _note(self, first: int, end: int) -> None:
        """Give a comment its cell. Raises Unreadable when the record is not complete."""
        if end - first < 11:
            raise stops.corrupt(say("read.comment-complete"))
        row, column, _, number = _NOTE.unpack_from(self._stream.data, first)
        cell = name_of((row + 1) << SHIFT | min(column, _LAST_COLUMN))
        self._net.add("comment", self._comments.pop(number, ""), self._sheet, cell)
        self._net.add("author", self._stream.text(first + 8, end), self._sheet, cell)

    def _drawing(self, first: int, end: int) -> None:
        self._drawn += self._stream.data[first:end]

    def _header_picture(self, first: int, end: int) -> None:
        """Read on in the drawing of headers and footers, behind the head of its record."""
        self._net.unread |= end - first < _PICTURE_HEAD
        self._in_headers += self._stream.data[min(first + _PICTURE_HEAD, end) : end]
