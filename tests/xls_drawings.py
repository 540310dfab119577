"""Drawings of .xls files written by hand: records, properties, shapes and the words of boxes."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from binary_files import rec

END = struct.pack("<HH", 0, 0)
ON_NOTE, BOX, LIST = 0x19, 0x06, 0x12


def atom(kind: int, content: bytes = b"", head: int = 0) -> bytes:
    """One record of a drawing."""
    return struct.pack("<HHI", head, kind, len(content)) + content


def container(kind: int, content: bytes) -> bytes:
    return atom(kind, content, 0xF)


def words(text: str) -> bytes:
    return (text + "\0").encode("utf-16-le")


def table(values: Mapping[int, bytes | int], kind: int = 0xF00B) -> bytes:
    """A table of properties; one that is bytes stands behind the table."""
    entries = b"".join(
        struct.pack("<HI", number, value)
        if isinstance(value, int)
        else struct.pack("<HI", number | 0x8000, len(value))
        for number, value in values.items()
    )
    behind = b"".join(value for value in values.values() if isinstance(value, bytes))
    return atom(kind, entries + behind, len(values) << 4 | 3)


def shape(*tables: bytes) -> bytes:
    """A shape whose object follows in a record of the sheet."""
    own = atom(0xF00A, bytes(8), 2) + b"".join(tables)
    return container(0xF004, own + atom(0xF010, bytes(18)) + atom(0xF011))


def drawing(*shapes: bytes) -> bytes:
    """A whole drawing of a sheet."""
    inner = atom(0xF008, bytes(8), 0x10) + container(0xF003, b"".join(shapes))
    return container(0xF002, inner)


def stored(name: str, picture: bytes) -> bytes:
    """A picture as the workbook keeps it, with its name."""
    named = words(name)
    head = bytes(33) + bytes([len(named)]) + bytes(2)
    return container(0xF000, container(0xF001, atom(0xF007, head + named + picture, 2)))


def an_object(kind: int, number: int, more: bytes = END) -> bytes:
    """The object of a shape; `more` are its further parts."""
    return rec(0x5D, struct.pack("<HHHH14x", 0x15, 0x12, kind, number) + more)


def identity(made: bytes) -> bytes:
    """The part of a comment's object that LibreOffice fills anew with each saving."""
    return struct.pack("<HH", 0x0D, 0x16) + made.ljust(0x16, b"\0") + END


def box(text: str, wide: bool = False, cut: int = 0) -> bytes:
    """The words of a box; when cut, they go on in a second record."""
    pieces = [text[:cut], text[cut:]] if cut else [text]
    encoding = "utf-16-le" if wide else "latin-1"
    return rec(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(text), 16, 0)) + b"".join(
        [rec(0x3C, bytes([wide]) + piece.encode(encoding)) for piece in pieces]
        + [rec(0x3C, bytes(16))]
    )
