"""The zip package byte by byte: what is not changed is copied as it stands, never packed anew.

An entry's bytes reach from its header to the next one's, so that whatever lies between (a
descriptor, padding) goes along. Layout after PKWARE's APPNOTE, sections 4.3 and 4.4.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from checker.errors import Uneditable
from checker.language import say

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_LONGEST_REMARK: Final = 0xFFFF
_UTF8: Final = 0x800
_STORED, _DEFLATED = 0, 8
_VERSION: Final = 20
_FIRST_DAY: Final = 0x21  # 1 January 1980, as DOS counts
_FULL: Final = 0xFFFF_FFFF  # the number stands in a field of zip64


@dataclass(frozen=True, slots=True)
class Entry:
    """One part: its bytes in the file are [start, end), `record` is its line in the directory."""

    name: str
    start: int
    end: int
    record: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Directory:
    """Entries in the order of the directory, which begins at `start`; `end` is all after it."""

    entries: tuple[Entry, ...]
    start: int
    end: bytes = field(repr=False)

    def as_they_lie(self) -> tuple[Entry, ...]:
        """The entries in the order of their bytes."""
        return tuple(sorted(self.entries, key=lambda entry: entry.start))


def directory(data: bytes) -> Directory:
    """What is in the package. Raises Uneditable where it is not laid out plainly."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_REMARK - _END.size))
    if at < 0 or len(data) - at < _END.size:
        raise _odd()
    _, disk, first_disk, here, count, size, start, remark = _END.unpack_from(data, at)
    # Between the directory and its end stands nothing, unless it is a zip64 or signed archive.
    plain = not disk and not first_disk and here == count < 0xFFFF and start + size == at
    if not plain or at + _END.size + remark != len(data):
        raise _odd()
    records = list(_records(data[start:at], count))
    starts = sorted([offset for _, offset, _ in records])
    ends = dict(pairwise((*starts, start)))
    entries = tuple(Entry(name, offset, ends[offset], record) for name, offset, record in records)
    _look_over(data, entries, starts)
    return Directory(entries, start, data[at:])


def rewritten(original: bytes, changed: Mapping[str, bytes], added: Mapping[str, bytes]) -> bytes:
    """The package with new contents for the parts `changed`, and the parts `added` at its end.

    Every other part keeps its bytes, its place in the order and its line in the directory, but for
    the offset. Names are those in the package. The same input gives the same bytes. Raises
    Uneditable for a package that is not laid out plainly, KeyError for a part it does not have.
    """
    found = directory(original)
    missing = changed.keys() - {entry.name for entry in found.entries}
    if missing:
        raise KeyError(*sorted(missing))
    pieces: list[bytes] = []
    records: dict[str, bytes] = {}
    at = 0
    for entry in found.as_they_lie():
        if entry.name in changed:
            piece, record = _packed(entry.record, changed[entry.name])
        else:
            piece, record = original[entry.start : entry.end], entry.record
        records[entry.name] = _at(record, at)
        pieces.append(piece)
        at += len(piece)
    for name, content in added.items():
        piece, record = _packed(_new_record(name), content)
        records[name] = _at(record, at)
        pieces.append(piece)
        at += len(piece)
    names = (*(entry.name for entry in found.entries), *added)
    lines = b"".join(records[name] for name in names)
    end = list(_END.unpack_from(found.end))
    end[3:7] = len(names), len(names), len(lines), at
    return b"".join([*pieces, lines, _END.pack(*end), found.end[_END.size :]])


def _odd() -> Uneditable:
    return Uneditable(say("annotate.odd-package"), say("annotate.save-anew"))


def _records(lines: bytes, count: int) -> Iterator[tuple[str, int, bytes]]:
    """Name, offset and bytes of each line of the directory."""
    at = 0
    for _ in range(count):
        if at + _CENTRAL.size > len(lines) or lines[at : at + 4] != b"PK\x01\x02":
            raise _odd()
        fields = _CENTRAL.unpack_from(lines, at)
        name, extra, remark, offset = fields[10], fields[11], fields[12], fields[16]
        end = at + _CENTRAL.size + name + extra + remark
        written = lines[at + _CENTRAL.size : at + _CENTRAL.size + name]
        if end > len(lines) or offset == _FULL:
            raise _odd()
        encoding = "utf-8" if fields[3] & _UTF8 else "cp437"
        yield written.decode(encoding, "replace"), offset, lines[at:end]
        at = end
    if at != len(lines):
        raise _odd()


def _look_over(data: bytes, entries: tuple[Entry, ...], starts: list[int]) -> None:
    names = {entry.name.casefold() for entry in entries}
    if len(names) != len(entries) or len(set(starts)) != len(starts) or starts[:1] != [0]:
        raise _odd()
    if any(data[entry.start : entry.start + 4] != b"PK\x03\x04" for entry in entries):
        raise _odd()


def _new_record(name: str) -> bytes:
    """The line of a part that is new: of no system, of no day."""
    written = name.encode()
    flags = 0 if written.isascii() else _UTF8
    fields = (b"PK\x01\x02", _VERSION, _VERSION, flags, _DEFLATED, 0, _FIRST_DAY, 0, 0, 0)
    return _CENTRAL.pack(*fields, len(written), 0, 0, 0, 0, 0, 0) + written


def _packed(record: bytes, content: bytes) -> tuple[bytes, bytes]:
    """The bytes of a part with that content, and its line, both with the name of `record`."""
    fields = list(_CENTRAL.unpack_from(record))
    name = record[_CENTRAL.size : _CENTRAL.size + fields[10]]
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, method = packer.compress(content) + packer.flush(), _DEFLATED
    if len(packed) >= len(content):
        packed, method = content, _STORED
    flags, crc = fields[3] & _UTF8, zlib.crc32(content)
    fields[2:5] = _VERSION, flags, method
    fields[7:10] = crc, len(packed), len(content)
    fields[11:13] = 0, 0  # its extra fields and its remark told of the old content
    local = _LOCAL.pack(b"PK\x03\x04", *fields[2:11], 0)
    return local + name + packed, _CENTRAL.pack(*fields) + name


def _at(record: bytes, offset: int) -> bytes:
    """The line of a part whose bytes begin at `offset`."""
    return record[: _CENTRAL.size - 4] + struct.pack("<I", offset) + record[_CENTRAL.size :]
