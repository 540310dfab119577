"""Old and binary Excel workbooks written by hand, record by record, for the tests of reading."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from read_files import OFFICE, OLE, PACKAGE, pack

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def ole_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; "a/b" is stream b in storage a."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, END, 0]]
    storages: dict[str, int] = {"": 0}
    last: dict[int, int] = {}
    chain: list[int] = []
    body: list[bytes] = []

    def enter(name: str, kind: int, parent: int, start: int, size: int) -> int:
        entries.append([name, kind, FREE, FREE, start, size])
        number = len(entries) - 1
        before = last.get(parent)
        entries[before if before is not None else parent][2 if before is not None else 3] = number
        last[parent] = number
        return number

    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = enter(folder, 1, 0, 0, 0)
        padded = content.ljust(max(4096, len(content)), b"\0")
        count = -(-len(padded) // SECTOR)
        start = len(chain)
        chain += [*range(start + 1, start + count), END]
        body.append(padded.ljust(count * SECTOR, b"\0"))
        enter(name, 2, storages[folder], start, len(padded))
    directory = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]
    directory += bytes(-len(directory) % SECTOR)
    first_dir = len(chain)
    count = len(directory) // SECTOR
    chain += [*range(first_dir + 1, first_dir + count), END]
    fats = 1
    while fats * 128 < len(chain) + fats:
        fats += 1
    assert fats <= 109
    first_fat = len(chain)
    chain += [0xFFFFFFFD] * fats
    chain += [FREE] * (fats * 128 - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        *(OLE, 0x3E, 3, 0xFFFE, 9, 6, 0, fats, first_dir, 0, 4096, END, 0, END, 0),
    )
    header += struct.pack("<109I", *range(first_fat, first_fat + fats), *[FREE] * (109 - fats))
    table = struct.pack(f"<{len(chain)}I", *chain)
    return header + b"".join(body) + directory + table


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16x4x16xIQ", text, len(text), kind, 1, FREE, right, child, start, size
    )


# .xls


def rec(kind: int, content: bytes = b"") -> bytes:
    """One record of BIFF8."""
    return struct.pack("<HH", kind, len(content)) + content


def text8(words: str, length: str = "H") -> bytes:
    """A text of BIFF8, of one byte a character where that is enough."""
    try:
        return struct.pack(f"<{length}B", len(words), 0) + words.encode("latin-1")
    except UnicodeEncodeError:
        return struct.pack(f"<{length}B", len(words), 1) + words.encode("utf-16-le")


def bof(kind: int, version: int = 0x600) -> bytes:
    return rec(0x809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


def cell(row: int, column: int, style: int = 0) -> bytes:
    return struct.pack("<HHH", row, column, style)


def label(row: int, column: int, words: str) -> bytes:
    return rec(0x204, cell(row, column) + text8(words))


def shared(row: int, column: int, number: int) -> bytes:
    return rec(0xFD, cell(row, column) + struct.pack("<I", number))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return rec(0x203, cell(row, column, style) + struct.pack("<d", value))


def rk(value: int) -> bytes:
    return struct.pack("<i", value << 2 | 2)


def formula(row: int, column: int, result: bytes, style: int = 0) -> bytes:
    code = b"\x1e\x01\x00"
    return rec(
        0x06, cell(row, column, style) + result + bytes(6) + struct.pack("<H", len(code)) + code
    )


TEXT_RESULT = b"\0\0\0\0\0\0\xff\xff"
EMPTY_RESULT = b"\x03\0\0\0\0\0\xff\xff"


def strings8(words: Sequence[str], told: int | None = None) -> bytes:
    count = len(words) if told is None else told
    return rec(0xFC, struct.pack("<II", count, count) + b"".join(map(text8, words)))


DATES = rec(0xE0, struct.pack("<HH16x", 0, 0)) + rec(0xE0, struct.pack("<HH16x", 0, 14))


def xls_stream(
    sheets: Mapping[str, bytes],
    *,
    book: bytes = DATES,
    states: Mapping[str, int] | None = None,
    kinds: Mapping[str, int] | None = None,
    after_bof: bytes = b"",
) -> bytes:
    """The stream of a workbook; a sheet is its records, or a whole part when it begins itself."""
    bodies = [
        body if body.startswith(b"\x09\x08") else bof(0x10) + body + rec(0x0A)
        for body in sheets.values()
    ]

    def listed(at: int) -> bytes:
        made = b""
        for name, body in zip(sheets, bodies, strict=True):
            how = struct.pack("<IBB", at, (states or {}).get(name, 0), (kinds or {}).get(name, 0))
            made += rec(0x85, how + text8(name, "B"))
            at += len(body)
        return made

    start = bof(0x05) + after_bof
    size = len(start) + len(listed(0)) + len(book) + 4
    return start + listed(size) + book + rec(0x0A) + b"".join(bodies)


def xls(
    sheets: Mapping[str, bytes], extra: Mapping[str, bytes] | None = None, **how: object
) -> bytes:
    """A whole .xls file; `extra` are further streams of its container."""
    return ole_file({"Workbook": xls_stream(sheets, **how), **(extra or {})})  # type: ignore[arg-type]


# .xlsb


def brt(kind: int, content: bytes = b"") -> bytes:
    """One record of BIFF12."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    length = b""
    while size > 127:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + content


def wide(words: str) -> bytes:
    encoded = words.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def row12(row: int, hidden: bool = False) -> bytes:
    return brt(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def cell12(kind: int, column: int, content: bytes, style: int = 0) -> bytes:
    return brt(kind, struct.pack("<II", column, style) + content)


def data12(*records: bytes) -> bytes:
    """A worksheet part with these records as its data."""
    return sheet12(b"".join(records))


def sheet12(records: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    return b"".join(
        (
            brt(129),
            brt(148, struct.pack("<IIII", 0, 9, 0, 9)),
            before,
            brt(145),
            records,
            brt(146),
            after,
            brt(130),
        )
    )


def strings12(words: Sequence[str], told: int | None = None) -> bytes:
    count = len(words) if told is None else told
    items = b"".join(brt(19, b"\0" + wide(text)) for text in words)
    return brt(159, struct.pack("<II", count, count)) + items + brt(160)


STYLES12 = (
    brt(278)
    + brt(617, struct.pack("<I", 2))
    + brt(47, struct.pack("<HH12x", 0, 0))
    + brt(47, struct.pack("<HH12x", 0, 14))
    + brt(618)
    + brt(279)
)
XLSB_TYPE = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def xlsb(
    sheets: Mapping[str, bytes],
    *,
    strings: bytes | None = None,
    states: Mapping[str, int] | None = None,
    kinds: Mapping[str, str] | None = None,
    book: bytes = b"",
    from_1904: bool = False,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A whole .xlsb file; a sheet is its part."""
    listed, links = b"", ""
    parts: dict[str, str | bytes] = {}
    for at, (name, body) in enumerate(sheets.items(), 1):
        how = struct.pack("<II", (states or {}).get(name, 0), at)
        listed += brt(156, how + wide(f"r{at}") + wide(name))
        kind = (kinds or {}).get(name, "worksheet")
        links += _link(f"r{at}", kind, f"worksheets/sheet{at}.bin")
        parts[f"xl/worksheets/sheet{at}.bin"] = body
    links += _link("st", "styles", "styles.bin")
    if strings is not None:
        links += _link("ss", "sharedStrings", "sharedStrings.bin")
        parts["xl/sharedStrings.bin"] = strings
    settings = brt(153, struct.pack("<II", int(from_1904), 0) + wide(""))
    override = f'<Override PartName="/xl/workbook.bin" ContentType="{XLSB_TYPE}"/>'
    types = f'<Types xmlns="{PACKAGE}/content-types">{override}</Types>'
    return pack(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _rels(_link("b", "officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": _rels(links),
            "xl/workbook.bin": brt(131) + settings + brt(143) + listed + brt(144) + book + brt(132),
            "xl/styles.bin": STYLES12,
            **parts,
            **(extra or {}),
        }
    )


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _rels(links: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
