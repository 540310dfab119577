"""The compound file (OLE): a container of named streams, as .xls and protected files are."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# [MS-CFB] 2.2: sector shift at 30, number of FAT sectors at 44, of DIFAT sectors at 72.
_SHIFT, _FAT_COUNT, _DIFAT_COUNT = 30, 44, 72
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR = 4096
_IN_HEADER = 109


class Compound:
    """The streams of a compound file, by path in lower case, such as "workbook"."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises Unreadable for a container that is damaged or has too many streams."""
        import olefile

        _refuse_odd_header(data)
        try:
            # The library reads bytes only in memory; what it makes of damage is told below.
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            listed = self._ole.listdir()
        except Exception:  # noqa: BLE001
            raise stops.corrupt(say("read.container-unopened")) from None
        if len(listed) > limits.parts:
            raise stops.more_than("parts", limits.parts, "parts")
        self._paths: Mapping[str, list[str]] = {"/".join(path).lower(): path for path in listed}
        self._limits, self._room = limits, limits.inflated_bytes

    def names(self) -> list[str]:
        """Paths of all streams, in lower case."""
        return list(self._paths)

    def has(self, name: str) -> bool:
        """Whether there is a stream or a storage of this name."""
        return any(path == name or path.startswith(f"{name}/") for path in self._paths)

    def stream(self, name: str) -> bytes:
        """Content of a stream. Raises Unreadable when it is missing, damaged or over a limit."""
        if name not in self._paths:
            raise stops.corrupt(say("read.part-refers-missing"))
        try:
            with self._ole.openstream(self._paths[name]) as opened:
                content = bytes(opened.read())
        except Exception:  # noqa: BLE001
            raise stops.corrupt(say("read.part-cannot-read")) from None
        self._room -= len(content)
        if self._room < 0:
            most = self._limits.inflated_bytes
            found = say("read.parts-file-share-bytes-so", most=stops.amount(most))
            raise stops.over("inflated_bytes", found, most)
        return content

    def properties(self, name: str) -> Mapping[int, object]:
        """The document properties of a stream, by number; none when they cannot be read."""
        try:
            return dict(self._ole.getproperties(self._paths[name]))
        except Exception:  # noqa: BLE001
            return {}

    def rewritten(self, data: bytes, name: str, content: bytes) -> bytes:
        """The container `data` with one stream replaced by another of the same length."""
        import olefile

        made = io.BytesIO(data)
        try:
            olefile.OleFileIO(made, write_mode=True).write_stream(self._paths[name], content)
        except Exception:  # noqa: BLE001
            raise stops.corrupt(say("read.container-unopened")) from None
        return made.getvalue()


def _refuse_odd_header(data: bytes) -> None:
    """A table of sectors that is larger than the file has sectors would be read again and again."""
    if len(data) < 512:
        raise stops.cut_short()
    (shift,) = struct.unpack_from("<H", data, _SHIFT)
    (tables,) = struct.unpack_from("<I", data, _FAT_COUNT)
    (lists,) = struct.unpack_from("<I", data, _DIFAT_COUNT)
    if shift not in (9, 12):
        raise stops.corrupt(say("read.container-unopened"))
    sectors = len(data) >> shift
    each = (1 << shift) // 4
    if (tables - 2) * each > sectors or (lists - 1) * (each - 1) > tables:
        raise stops.corrupt(say("read.container-unopened"))


def packed(name: str, content: bytes) -> bytes:
    """A compound file that holds one stream and nothing else ([MS-CFB] version 4).

    The stream is filled up with zeros to whole sectors.
    """
    stream = -(-len(content) // _SECTOR)
    tables = 1
    while tables * (_SECTOR // 4) < tables + 2 + stream:
        tables += 1
    # In this order: the tables of sectors, the directory, the sector of small streams, the stream.
    directory, small, first = tables, tables + 1, tables + 2
    chain = [_FAT] * tables + [_END, _END] + [*range(first + 1, first + stream), _END]
    chain += [_FREE] * (tables * (_SECTOR // 4) - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        OLE,
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, directory, 0, _SECTOR, _END, 0, _END, 0),
        0,
    )
    header += struct.pack(f"<{_IN_HEADER - 1}I", *range(1, tables), *[_FREE] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, small, 64) + _entry(
        name, 2, _NONE, first, stream * _SECTOR
    )
    return b"".join(
        (
            header.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            entries.ljust(_SECTOR, b"\0"),
            bytes(_SECTOR),
            content.ljust(stream * _SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """A directory entry, [MS-CFB] 2.6.1."""
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16x4x16xIQ", written, len(written), kind, 1, _NONE, _NONE, child, start, size
    )
