"""The zip package: its parts, inflated under limits that trust no declared size."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from checker.errors import Unreadable
from checker.language import say
from checker.read import markup, stops
from checker.read.limits import Limits

_DIRECTORY_ENTRY = b"PK\x01\x02"
_END, _END_SIZE, _LONGEST_REMARK = b"PK\x05\x06", 22, 0xFFFF
_LOCAL_HEADER = struct.Struct("<4s2xH18xHH")
_STEP = 1 << 16


class Parts:
    """The parts of a package, found by name without regard to case, as the format asks.

    Every inflation is counted against the same limit, however often a part is read.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises Unreadable for a broken, oversized, password-protected or ambiguous package."""
        self._data = memoryview(data)
        self._limits = limits
        self._tail = data[-_END_SIZE - _LONGEST_REMARK :]
        self._inflated = self._tags = 0
        self.unread = dict(_directory(data, limits))
        self._entries = dict(self.unread)
        self._held: dict[str, bytes] = {}
        # A file too small to hold so many tags is not searched for them.
        declared = sum(entry.file_size for entry in self._entries.values())
        self._may_tire = declared > markup.SHORTEST_TAG * limits.tags

    def names(self) -> list[str]:
        """Names of all parts in lower case."""
        return list(self._entries)

    def written_name(self, name: str) -> str:
        """The name of a part with its own letter case."""
        return self._entries[name.lower()].orig_filename

    def remarks(self) -> Iterator[bytes]:
        """What the package says of itself and of its parts; spreadsheet programs write nothing."""
        end = self._tail.rfind(_END)
        yield self._tail[end + _END_SIZE :] if end >= 0 else b""
        for entry in self._entries.values():
            yield entry.comment

    def has(self, name: str) -> bool:
        """Whether the package has a part of this name."""
        return name.lower() in self._entries

    def inflate(self, name: str) -> bytes:
        """Content of one part. Raises Unreadable when it is missing, damaged or over a limit."""
        key = name.lower()
        if key not in self._entries:
            raise stops.corrupt(say("read.part-refers-missing"))
        self.unread.pop(key, None)
        content = self._held.pop(key, None)
        if content is None:
            content = self._content(self._entries[key])
        self._inflated += len(content)
        self._tags += content.count(b"<") if self._may_tire else 0
        self._weigh()
        return content

    def hold(self, least: int, most: int) -> bool:
        """Inflate what is not read yet, and keep it until it is read; True when all is sound.

        Nothing is held where it would be fewer than `least` bytes or more than `most`. It counts
        against the limits when it is read.
        """
        if not least <= sum(entry.file_size for entry in self.unread.values()) <= most:
            return False
        try:
            self._held = {name: self._content(entry) for name, entry in self.unread.items()}
        except Unreadable:
            return False  # said when the part is read
        return True

    def _content(self, entry: zipfile.ZipInfo) -> bytes:
        packed = self._packed(entry)
        # The directory was within the limits, so a part that keeps to it is too.
        stored = entry.compress_type == zipfile.ZIP_STORED
        content = bytes(packed) if stored else _inflated(packed, entry.file_size)
        if len(content) > entry.file_size:
            raise stops.corrupt(say("read.part-larger-than-file-says"))
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise stops.corrupt(say("read.part-does-match-checksum"))
        return content

    def _weigh(self) -> None:
        most, tags = self._limits.inflated_bytes, self._limits.tags
        if self._inflated > most:
            found = say("read.parts-workbook-refer-each-other")
            raise stops.over(
                "inflated_bytes", say("read.over", found=found, most=stops.amount(most)), most
            )
        if self._tags > tags:
            raise stops.over("tags", say("read.workbook-least-xml-tags", tags=self._tags), tags)

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or bytes(header[:4]) != b"PK\x03\x04":
            raise stops.cut_short()
        _, flags, name, extra = _LOCAL_HEADER.unpack(header)
        at = start + _LOCAL_HEADER.size
        written = bytes(self._data[at : at + name])
        if written.decode("utf-8" if flags & 0x800 else "cp437", "replace") != entry.orig_filename:
            raise stops.corrupt(say("read.part-two-names"))
        first = at + name + extra
        packed = self._data[first : first + entry.compress_size]
        if len(packed) != entry.compress_size:
            raise stops.cut_short()
        return packed


def _weigh_declared(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """What the file says of its sizes is enough to refuse it, and never enough to believe it."""
    whole, most = sum(entry.file_size for entry in entries), limits.inflated_bytes
    if whole > most:
        raise stops.over(
            "inflated_bytes", say("read.workbook-inflates", whole=stops.amount(whole)), most
        )
    for entry in entries:
        size, packed = entry.file_size, max(entry.compress_size, 1)
        if size > limits.part_bytes:
            found = say("read.part-workbook-inflates", size=stops.amount(size))
            raise stops.over("part_bytes", found, limits.part_bytes)
        if size > limits.ratio_from and size > limits.ratio * packed:
            found = say("read.part-workbook-inflates-times-packed", value=-(-size // packed))
            raise stops.over("ratio", found, limits.ratio)


def _inflated(packed: memoryview, most: int) -> bytes:
    """What is packed, or its beginning where that is more than `most` bytes."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, most + 1)
        if not inflater.eof and len(content) <= most:
            content += inflater.decompress(inflater.unconsumed_tail, 1)
    except zlib.error:
        raise stops.corrupt(say("read.part-cannot-unpacked")) from None
    # A stream that goes on after its end, or stops before it, is read differently by every reader.
    if len(content) <= most and (not inflater.eof or inflater.unused_data):
        raise stops.corrupt(say("read.part-cannot-unpacked"))
    return content


def _directory(data: bytes, limits: Limits) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    # Counted before the zip module makes an object of each entry.
    parts = data.count(_DIRECTORY_ENTRY)
    if parts > limits.parts:
        raise stops.over("parts", say("read.file-package-parts", parts=parts), limits.parts)
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError):
        raise stops.cut_short() from None
    _refuse_overlap(entries)
    _weigh_declared(entries, limits)
    seen: set[str] = set()
    for entry in entries:
        if entry.orig_filename.endswith("/") and not entry.file_size:
            continue
        name = _checked_name(entry)
        if name in seen:
            raise stops.corrupt(say("read.holds-two-parts-same-name"))
        seen.add(name)
        yield name, entry


def _refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Parts that share bytes are how a small file unpacks to any size."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, after in pairwise(ordered):
        end = entry.header_offset + _LOCAL_HEADER.size + len(entry.orig_filename)
        if end + entry.compress_size > after.header_offset:
            raise stops.corrupt(say("read.parts-lie-over-each-other"))


def _checked_name(entry: zipfile.ZipInfo) -> str:
    # `filename` is cut at a zero byte and has its separators changed on Windows: look at the
    # original, so that every machine refuses the same files.
    name = entry.orig_filename
    if "\0" in name or "\\" in name or ":" in name or name.startswith("/"):
        raise stops.corrupt(say("read.part-name-points-outside-file"))
    if ".." in name.split("/"):
        raise stops.corrupt(say("read.part-name-points-outside-file"))
    if entry.flag_bits & 0x1:
        raise stops.refused("encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise stops.corrupt(say("read.packed-method-workbooks-do-use"))
    return name.lower()
