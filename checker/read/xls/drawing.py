"""Texts in the binary of drawings ([MS-ODRAW]): names, descriptions, WordArt, links of shapes.

A drawing is a tree of records, and only tables of properties hold text: the words of a text box
stand in records of the sheet. All else is numbers, and identities that differ from saving to
saving, in which anything can be found by chance: it is never looked through for words.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from checker.read.runs import Net

_HEAD = struct.Struct("<HHI")
_PROPERTY = struct.Struct("<HI")
_ARRAY = struct.Struct("<HHH")
_CONTAINER = 0xF
# Kinds of records, [MS-ODRAW] 2.2.
_LEAST, _MOST = 0xF000, 0xF122
_STORED_PICTURE, _TEXT_BOX, _CLIENT = 0xF007, 0xF00D, 0xF011
_TABLES = frozenset({0xF00B, 0xF121, 0xF122})
_PICTURE_HEAD, _NAME_SIZE = 36, 33
_COMPLEX, _NUMBER = 0x8000, 0x3FFF
# Numbers of the properties that are not mere numbers, [MS-ODRAW] 2.3.
_RTF, _LINK = 193, 898
_SHORT_ELEMENT = 0xFFF0  # this size of an element means four bytes
_WORDS = frozenset(
    {
        192,  # the words of WordArt
        *(261, 272, 391, 454, 1350, 1414, 1478, 1542),  # files that pictures come from
        780,  # an equation
        *(896, 897, 909),  # name, description, tip
        *(910, 919, 921, 922, 930, 932, 933, 934, 936),  # scripts
        *range(1026, 1038),  # identities in web pages
        *range(1664, 1668),  # a part of a web page
        *range(1921, 1929),  # who is to sign
    }
)
_ARRAYS = frozenset(
    {
        *(325, 326, 337, 338, 341, 342, 343, 345, 899, 1728, 1729),  # outlines
        *(407, 463, 1359, 1423, 1487, 1551),  # colours and dashes
        *(928, 1284),  # heights of rows, what a diagram joins
    }
)
_NO_WORDS = _ARRAYS | {
    *(197, 198),  # fonts
    *(260, 271, 282, 390, 453, 1349, 1413, 1477, 1541),  # pictures and their colours
}


def cast_drawing(data: bytes, net: Net, sheet: str = "") -> None:
    """Put the texts of a drawing into `net`; what cannot be followed is marked there as unread."""
    for kind, count, first, end in _records(data, net):
        if kind in _TABLES:
            for number, value in _properties(data, count, first, end, net):
                _cast(number, value, net, sheet)
        elif kind == _STORED_PICTURE:
            _stored_picture(data[first:end], net, sheet)
        elif kind in (_TEXT_BOX, _CLIENT) and end > first:
            net.unread = True  # in a workbook both stand in records of the sheet, and are empty


def begins(data: bytes | bytearray, first: int, end: int) -> bool:
    """Whether a record of a drawing begins here."""
    return end - first >= _HEAD.size and _LEAST <= _HEAD.unpack_from(data, first)[1] <= _MOST


def _records(data: bytes, net: Net) -> Iterator[tuple[int, int, int, int]]:
    """Kind, count, first byte and end of the content of each record that holds no others."""
    at, size = 0, len(data)
    while at < size:
        if size - at < _HEAD.size:
            net.unread = True
            return
        head, kind, length = _HEAD.unpack_from(data, at)
        first = at + _HEAD.size
        net.unread |= first + length > size or not _LEAST <= kind <= _MOST
        if head & 0xF == _CONTAINER and _LEAST <= kind <= _MOST:
            at = first
            continue
        at = first + length
        if at > size or not _LEAST <= kind <= _MOST:
            return
        yield kind, head >> 4, first, at


def _properties(
    data: bytes, count: int, first: int, end: int, net: Net
) -> Iterator[tuple[int, bytes]]:
    """Number and value of the properties that are not mere numbers, [MS-ODRAW] 2.3.1."""
    at = first + count * _PROPERTY.size
    if at > end:
        net.unread = True
        return
    for place in range(first, at, _PROPERTY.size):
        number, size = _PROPERTY.unpack_from(data, place)
        if not number & _COMPLEX:
            continue
        number &= _NUMBER
        size = _whole(data, at, size, end) if number in _ARRAYS else size
        if at + size > end:
            net.unread = True
            return
        yield number, data[at : at + size]
        at += size
    net.unread |= at != end


def _whole(data: bytes, at: int, size: int, end: int) -> int:
    """The size of an array: some programs do not count its head."""
    if not size or at + _ARRAY.size > end:
        return size
    count, _, each = _ARRAY.unpack_from(data, at)
    told = count * (4 if each == _SHORT_ELEMENT else each)
    return size + _ARRAY.size if told == size else size


def _cast(number: int, value: bytes, net: Net, sheet: str) -> None:
    if number in _WORDS:
        net.add("text-box", _text(value), sheet)
    elif number == _RTF:
        net.cast("text-box", value, sheet)
    elif number == _LINK:
        net.cast("hyperlink", value, sheet)
    elif number not in _NO_WORDS and value:
        net.unread = True


def _stored_picture(value: bytes, net: Net, sheet: str) -> None:
    """The name of a picture, which stands between the head of its record and its bytes."""
    if len(value) < _PICTURE_HEAD or len(value) < _PICTURE_HEAD + value[_NAME_SIZE]:
        net.unread = True
        return
    net.add("text-box", _text(value[_PICTURE_HEAD : _PICTURE_HEAD + value[_NAME_SIZE]]), sheet)


def _text(value: bytes) -> str:
    return value.decode("utf-16-le", "replace")
