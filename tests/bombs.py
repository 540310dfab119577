"""Files made to exhaust, to mislead or to escape: small on disk, made in moments."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from read_files import MAIN, book, data, pack, unpack

MILLION = 1_000_000
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
SECRET = "canary-7f3a"


@dataclass(frozen=True)
class Part:
    """One entry of a zip package; what it says of itself need not be true."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = zipfile.ZIP_DEFLATED
    attributes: int = 0
    offset: int | None = None


def part(name: str | bytes, content: bytes) -> Part:
    squeeze = zlib.compressobj(6, wbits=-zlib.MAX_WBITS)
    packed = squeeze.compress(content) + squeeze.flush()
    written = name if isinstance(name, bytes) else name.encode()
    return Part(written, packed, len(content), zlib.crc32(content))


def repeated(name: str, head: str, block: str, times: int, tail: str) -> Part:
    """A part of `head`, `times` blocks and `tail`, deflated by blocks, never whole in memory."""
    squeeze = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    start = squeeze.compress(head.encode()) + squeeze.flush(zlib.Z_FULL_FLUSH)
    body = squeeze.compress(block.encode()) + squeeze.flush(zlib.Z_FULL_FLUSH)
    end = squeeze.compress(tail.encode()) + squeeze.flush()
    crc = zlib.crc32(head.encode())
    for _ in range(times):
        crc = zlib.crc32(block.encode(), crc)
    size = len(head.encode()) + len(block.encode()) * times + len(tail.encode())
    return Part(name.encode(), start + body * times + end, size, zlib.crc32(tail.encode(), crc))


def package(parts: Iterable[Part]) -> bytes:
    """A zip package of these parts, written by hand so that it can hold lies."""
    made, directory, count = io.BytesIO(), b"", 0
    for entry in parts:
        at = made.tell() if entry.offset is None else entry.offset
        sizes = (entry.crc, len(entry.packed), entry.size, len(entry.name), 0)
        if entry.offset is None:
            made.write(struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, entry.method, 0, 0, *sizes))
            made.write(entry.name + entry.packed)
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 0x314, 20, 0, entry.method, 0, 0, *sizes, 0, 0, 0,
            entry.attributes, at,
        ) + entry.name  # fmt: skip
        count += 1
    counted = (min(count, 0xFFFF),) * 2
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, *counted, len(directory), made.tell(), 0)
    return made.getvalue() + directory + end


def with_part(entry: Part, base: bytes | None = None) -> bytes:
    """A good workbook in which this part takes the place of its own, or stands beside the rest."""
    parts = unpack(base or plain())
    parts.pop(entry.name.decode("latin-1"), None)
    return package([*(part(name, content) for name, content in parts.items()), entry])


def plain(body: str = "", strings: str | None = None, **more: object) -> bytes:
    return book({"A": body or data(CELL)}, strings=strings, **more)


def sheet(head: str, block: str, times: int, tail: str) -> bytes:
    """A workbook whose sheet is a head, a block repeated, and a tail."""
    root = f'<worksheet xmlns="{MAIN}">'
    name = "xl/worksheets/sheet1.xml"
    return with_part(repeated(name, root + head, block, times, tail + "</worksheet>"))


def strings(block: str, times: int) -> bytes:
    """A workbook whose shared strings are a block repeated."""
    entry = repeated("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">', block, times, "</sst>")
    return with_part(entry, plain(strings="<si><t>a</t></si>"))


def many(template: str, count: int) -> str:
    return "".join(template.replace("#", str(at)) for at in range(1, count + 1))


# What a deflated block of a thousand repetitions costs on disk is a few bytes each, so files stay
# small; a block with numbers in it keeps the ratio under the limit, to get past the first gate.
def ratio() -> bytes:
    return with_part(repeated("xl/media/big.bin", "", "\0" * MILLION, 900, ""))


def nested() -> bytes:
    return plain(extra={"xl/embeddings/inner.zip": ratio()})


def overlapping() -> bytes:
    kernel = part("xl/worksheets/k0.xml", b"x" * 10 * MILLION)
    links = [replace(kernel, name=b"xl/k%d.xml" % at, offset=0) for at in range(1, 200)]
    rest = [part(name, content) for name, content in unpack(plain()).items()]
    return package([kernel, *links, *rest])


def understated() -> bytes:
    entry = repeated("xl/media/big.bin", "", "\0" * MILLION, 900, "")
    return with_part(replace(entry, size=100))


def overstated() -> bytes:
    return with_part(replace(part("xl/styles.xml", b"<x/>"), size=0xFFFFFFF0))


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


def laughs(place: str) -> Callable[[], bytes]:
    def build() -> bytes:
        base = unpack(plain(strings="<si><t>a</t></si>"))
        return pack({**base, place: LAUGHS.encode() + b"<sst><si><t>&a11;</t></si></sst>"})

    return build


def outside(place: str) -> Callable[[], bytes]:
    """An entity that names a file of the machine."""

    def build() -> bytes:
        text = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{Path(__file__)}">]><w>&x;</w>'
        return pack({**unpack(plain(strings="<si><t>a</t></si>")), place: text})

    return build


def huge_attribute() -> bytes:
    block = "a" * 20_000 + "".join(map(str, range(2_000)))
    return sheet(f'<sheetData>{CELL}</sheetData><x y="', block, 3_700, '"/>')


def formatted_blanks() -> bytes:
    rows = "".join(
        f'<row r="{r}" s="1" customFormat="1">'
        + "".join([f'<c r="{column}{r}" s="1"/>' for column in "ABC"])
        + "</row>"
        for r in range(1, 100_001)
    )
    return plain(data(rows + '<row r="100001"><c r="A100001"><v>1</v></c></row>'))


def sheets(count: int) -> bytes:
    return book({f"S{at}": data(CELL) for at in range(count)})


def cyclic() -> bytes:
    cells = "".join(
        f'<c r="{a}1"><f t="shared" ref="{b}1" si="{n}">{b}1</f><v>1</v></c>'
        for n, (a, b) in enumerate(("AB", "BA", "CC"))
    )
    return plain(data(f'<row r="1">{cells}</row>'))


def after_data(element: str, block: str, millions: int = 1) -> Callable[[], bytes]:
    """So many million elements in a list that stands after the rows."""
    head, tail = f"<sheetData>{CELL}</sheetData><{element}>", f"</{element}>"
    return lambda: sheet(head, many(block, 1000), 1000 * millions, tail)


def defined_names() -> bytes:
    base = plain(settings="<definedNames></definedNames>")
    head, tail = unpack(base)["xl/workbook.xml"].decode().split("</definedNames>")
    block = many('<definedName name="n#">A!$A$#</definedName>', 1000)
    return with_part(repeated("xl/workbook.xml", head, block, 1000, "</definedNames>" + tail), base)


def long_name() -> bytes:
    return book({"N" * MILLION: data(CELL)})


def named(name: bytes) -> Callable[[], bytes]:
    return lambda: with_part(part(name, SECRET.encode()))


def deep() -> bytes:
    return sheet(f"<sheetData>{CELL}</sheetData>", "<a>" * 1000, 1000, "")


def deep_elsewhere() -> bytes:
    return with_part(repeated("customXml/item1.xml", "", "<a>" * 1000, 1000, ""))


def columns() -> bytes:
    spans = many('<col min="1" max="16384" width="#" hidden="1"/>', 1000)
    row = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'</cols><sheetData><row r="1">{row}</row></sheetData>'
    return sheet('<dimension ref="A1:XFD1048576"/><cols>', spans, 1000, rows)


def ods(table: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<m:manifest xmlns:m="{space}manifest:1.0"><m:file-entry m:full-path="/" '
        'm:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
    )
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def ods_cell(rows: int, cells: int, inner: str) -> Callable[[], bytes]:
    return lambda: ods(
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{cells}" {inner}</table:table-row>'
    )


FULL = 'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'


def xml_comments() -> bytes:
    comment = "<!-- " + "".join(map(str, range(200))) + " -->"
    return sheet(f"<sheetData>{CELL}", comment * 100, 850, "</sheetData>")


def cell_comments() -> bytes:
    block = many('<comment ref="A#" authorId="0"><text><t>note #</t></text></comment>', 1000)
    head, tail = f'<comments xmlns="{MAIN}"><commentList>', "</commentList></comments>"
    return with_part(repeated("xl/comments1.xml", head, block, 800, tail))


def merges() -> bytes:
    rows = many('<row r="#"><c r="A#"><v>1</v></c><c r="B#"><v>1</v></c></row>', 20_000)
    ranges = '<mergeCell ref="A1:B1048576"/>' * 50_000
    return plain(f"{data(rows)}<mergeCells>{ranges}</mergeCells>")


def zip64(claim: int | None = None) -> Callable[[], bytes]:
    def build() -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in unpack(plain()).items():
                with target.open(name, "w", force_zip64=True) as entry:
                    entry.write(content)
        if claim is None:
            return made.getvalue()
        packed = bytearray(made.getvalue())
        at = packed.index(b"PK\1\2")
        name = struct.unpack_from("<H", packed, at + 28)[0]
        struct.pack_into("<I", packed, at + 24, 0xFFFFFFFF)
        extra = struct.pack("<HHQ", 1, 8, claim)
        struct.pack_into("<H", packed, at + 30, len(extra))
        packed[at + 46 + name : at + 46 + name] = extra
        end = packed.rindex(b"PK\5\6")
        size = struct.unpack_from("<I", packed, end + 12)[0]
        struct.pack_into("<I", packed, end + 12, size + len(extra))
        return bytes(packed)

    return build


def symlink() -> bytes:
    entry = part("xl/media/link.png", b"/etc/hostname")
    return with_part(replace(entry, attributes=0o120777 << 16))


def long_value(tag: str) -> Callable[[], bytes]:
    """A value of 60 million characters in short lines: each a piece of its own for a parser."""
    cell = f'<sheetData><row r="1"><c r="A1" t="str"><{tag}>'
    return lambda: sheet(cell, "1234567\n" * 1000, 7_500, f"</{tag}></c></row></sheetData>")


def echoed() -> bytes:
    """One long shared text, shown by very many cells."""
    cells = many('<row r="#"><c r="A#" t="s"><v>0</v></c></row>', 100_000)
    return plain(data(cells), strings=f"<si><t>{'word ' * 20_000}</t></si>")


def blank_row() -> bytes:
    """One row of a hundred million characters."""
    return sheet('<sheetData><row r="1">', '<c r="A1"/>' * 1000, 9_000, "</row></sheetData>")


def elements() -> bytes:
    return with_part(repeated("xl/styles.xml", "<s>", "<a/>" * 1000, 20_000, "</s>"))


def attributes() -> bytes:
    names = many(' a#="1"', 300_000)
    return plain(f"<x{names}/>{data(CELL)}")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part that unpacks to 900 million bytes": (ratio, "too-large"),
    "parts that share their bytes": (overlapping, "corrupt"),
    "a part that is larger than it says": (understated, "corrupt"),
    "a part that says it is larger than it is": (overstated, "too-large"),
    "entities of entities in the sheet": (laughs("xl/worksheets/sheet1.xml"), "unsafe-xml"),
    "entities of entities in the shared strings": (laughs("xl/sharedStrings.xml"), "unsafe-xml"),
    "entities of entities in the workbook": (laughs("xl/workbook.xml"), "unsafe-xml"),
    "entities of entities in the content types": (laughs("[Content_Types].xml"), "unsafe-xml"),
    "entities of entities beside": (laughs("customXml/item1.xml"), "unsafe-xml"),
    "an entity that names a file, in the sheet": (
        outside("xl/worksheets/sheet1.xml"),
        "unsafe-xml",
    ),
    "an entity that names a file, beside": (outside("docProps/custom.xml"), "unsafe-xml"),
    "a shared text of a thousand million characters": (
        lambda: strings("<si><t>" + "x" * MILLION + "</t></si>", 1000),
        "too-large",
    ),
    "one attribute of a hundred million characters": (huge_attribute, "unsafe-xml"),
    "one tag with 300,000 attributes": (attributes, "unsafe-xml"),
    "one cell in the last corner": (
        lambda: plain(data('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "too-many-cells",
    ),
    "10,000 sheets": (lambda: sheets(10_000), "too-large"),
    "a million merged ranges": (
        after_data("mergeCells", '<mergeCell ref="A#:B#"/>'),
        "too-large",
    ),
    "ranges merged over each other": (merges, "too-large"),
    "a name of a million characters": (long_name, "corrupt"),
    "a name that climbs": (named(b"../../escaped.xml"), "corrupt"),
    "a name from the root": (named(b"/tmp/escaped.xml"), "corrupt"),
    "a name with a drive": (named(b"C:\\escaped.xml"), "corrupt"),
    "a name of another machine": (named(b"\\\\server\\share\\escaped.xml"), "corrupt"),
    "a name with a zero byte": (named(b"xl/a.xml\0.png"), "corrupt"),
    "a million elements in each other": (deep, "unsafe-xml"),
    "a million elements in each other, beside": (deep_elsewhere, "unsafe-xml"),
    "a size that takes 64 bits": (zip64(1 << 60), "too-large"),
    "two million shared texts": (
        lambda: strings(many("<si><t>#</t></si>", 1000), 2000),
        "too-large",
    ),
    "a long text shown by many cells": (echoed, "too-large"),
    "a value of sixty million characters": (long_value("v"), "too-large"),
    "nine million cells in one row": (blank_row, "too-many-cells"),
    "a million hidden columns": (columns, "corrupt"),
    "four million conditional formats": (after_data("x", "<y a='#'/>", 4), "too-large"),
    "twenty million elements": (elements, "too-large"),
    "a million defined names": (defined_names, "too-large"),
}
"""What each is -> how it is built, and the code of its STOP."""

READ: dict[str, tuple[Callable[[], bytes], int]] = {
    "a bomb within a file that is not opened": (nested, 1),
    "100,000 formatted blank rows": (formatted_blanks, 1),
    "formulas that refer to each other": (cyclic, 3),
    "a link of the file system": (symlink, 1),
    "a package with 64-bit sizes": (zip64(), 1),
}
"""What each is -> how it is built, and how many cells of its sheet are filled."""

EITHER: dict[str, Callable[[], bytes]] = {
    "a million data validations": after_data(
        "dataValidations", '<dataValidation sqref="A#"><formula1>#</formula1></dataValidation>'
    ),
    "a million conditional formats": after_data(
        "x", '<conditionalFormatting sqref="A#"><cfRule type="x"/></conditionalFormatting>'
    ),
    "fifty million bytes of XML comments": xml_comments,
    "fifty million bytes of comments on cells": cell_comments,
    "an ods cell repeated over the whole sheet": ods_cell(1_048_576, 16_384, FULL),
    "an ods row repeated without end": ods_cell(2**62, 2**62, FULL),
    "ods blanks repeated over the whole sheet": ods_cell(1_048_576, 16_384, "/>"),
    "an ods text repeated": ods_cell(100_000, 30, FULL),
}  # fmt: skip
"""What may end either way, as long as it ends soon and without much room."""
