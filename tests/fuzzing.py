"""Damage to workbooks, drawn by chance: at the level of the zip, a part, an element, a cell.

Every way of damage takes a source of chance and the bytes of a package, and gives other bytes.
`random.Random` and hypothesis' own `st.randoms()` both serve as the source.
"""

from __future__ import annotations

import io
import random
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from binary_files import (
    DATES,
    cell12,
    data12,
    label,
    number,
    rec,
    row12,
    shared,
    sheet12,
    strings8,
    strings12,
    wide,
    xls,
    xlsb,
)
from read_files import book, data, pack_list

from checker.model.receipt import Receipt, SheetReceipt
from checker.read import Sheet, inspect, read

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))

from witnesses import WITNESSES

Chance = random.Random
Damage = Callable[[Chance, bytes], bytes]
Parts = list[tuple[str, bytes]]

CANARY = "Zebedee Quillfeather 9434765919"
TAG = re.compile(rb"<[^<>]*>")
ATTRIBUTE = re.compile(rb'([A-Za-z:]+)="([^"<]*)"')
WORKBOOK = re.compile(r"(xl/|content\.xml|styles\.xml|META-INF|\[Content|_rels).*")
ODD_VALUES = (
    b"", b"0", b"-1", b"1", b"99999999", b"1e999", b"NaN", b"A0", b"A1", b"XFD1048576", b"XFE1",
    b"$A$1", b"A1:B2", b"true", b"s", b"str", b"inlineStr", b"e", b"b", b"n", b"d", b"zz", b" 0",
    b"&#48;", b"&amp;", b"&nope;", b"../x", b"hidden", b"veryHidden", CANARY.encode(), b"\xff",
    b"\xe2\x80\x8b", b"#SPILL!", b"2147483648", b"18446744073709551616", b"0x1F", b"00",
)  # fmt: skip
ODD_TEXT = (
    b"<!-- x -->", b"<![CDATA[1]]>", b"<?x y?>", b"<v>1</v>", b"<v/>", b"<f>A1</f>",
    b"<is><t>x</t></is>",
    b"</row>", b"<row>", b"<c/>", b"</c>", b"<c r='A1'><v>1</v></c>", b"\0", b"]]>", b"<", b"&",
    b"</sheetData>", b"<sheetData>", b"<mergeCell ref='A1:C9'/>", b"\r\n", b"   ", CANARY.encode(),
)  # fmt: skip


def flip(chance: Chance, packed: bytes) -> bytes:
    """Other bytes here and there."""
    made = bytearray(packed)
    for _ in range(chance.randint(1, 8)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def cut(chance: Chance, packed: bytes) -> bytes:
    """A file cut short, or with a piece missing within."""
    at = chance.randrange(len(packed) + 1)
    return packed[:at] + (packed[at + chance.randint(1, 400) :] if chance.random() < 0.5 else b"")


def directory(chance: Chance, packed: bytes) -> bytes:
    """Another number in the zip's table of contents."""
    at = packed.rfind(b"PK\1\2", 0, chance.randint(0, len(packed)) + 4)
    if at < 0:
        return packed
    made = bytearray(packed)
    field = at + chance.choice((6, 8, 10, 16, 20, 24, 28, 30, 34, 38, 42))
    if field + 4 <= len(made):
        made[field : field + 2] = chance.choice((b"\0\0", b"\xff\xff", b"\1\0", b"\0\1"))
    return bytes(made)


def _reworked(chance: Chance, packed: bytes, change: Callable[[Parts, int], None]) -> bytes:
    """The package after `change` to its parts, with one of those that matter picked."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
    except Exception:  # noqa: BLE001 - what earlier damage broke is left as it is
        return packed
    picked = [at for at, (name, _) in enumerate(parts) if WORKBOOK.fullmatch(name)]
    if not picked:
        return packed
    change(parts, chance.choice(picked))
    return pack_list(parts)


def part(chance: Chance, packed: bytes) -> bytes:
    """A part dropped, doubled, emptied, cut, renamed or put in the place of another."""

    def change(parts: Parts, at: int) -> None:
        name, content = parts[at]
        way = chance.randrange(7)
        if way == 0:
            del parts[at]
        elif way == 1:
            parts.append((name, content))
        elif way == 2:
            parts.append((name.upper(), content))
        elif way == 3:
            parts[at] = (name, b"")
        elif way == 4:
            parts[at] = (name, content[: chance.randrange(len(content) + 1)])
        elif way == 5:
            parts[at] = (name, chance.choice(parts)[1])
        else:
            parts[at] = (chance.choice((f"../{name}", f"{name}x", name.replace("1", "2"))), content)

    return _reworked(chance, packed, change)


def _in_a_part(edit: Callable[[Chance, bytes], bytes]) -> Damage:
    def damage(chance: Chance, packed: bytes) -> bytes:
        def change(parts: Parts, at: int) -> None:
            parts[at] = (parts[at][0], edit(chance, parts[at][1]))

        return _reworked(chance, packed, change)

    return damage


def _span(chance: Chance, pattern: re.Pattern[bytes], content: bytes) -> re.Match[bytes] | None:
    found = [*pattern.finditer(content[:200_000])]
    return chance.choice(found) if found else None


def element(chance: Chance, content: bytes) -> bytes:
    """A tag deleted, doubled, moved, or odd text put before it."""
    tag = _span(chance, TAG, content)
    other = _span(chance, TAG, content)
    if tag is None or other is None:
        return content
    start, end = tag.span()
    way = chance.randrange(4)
    if way == 0:
        return content[:start] + content[end:]
    if way == 1:
        return content[:end] + tag[0] + content[end:]
    if way == 2:
        return content[:start] + other[0] + content[end:]
    return content[:start] + chance.choice(ODD_TEXT) + content[start:]


def attribute(chance: Chance, content: bytes) -> bytes:
    """An attribute with an odd value, another's value or name, doubled, or gone."""
    one, other = _span(chance, ATTRIBUTE, content), _span(chance, ATTRIBUTE, content)
    if one is None or other is None:
        return content
    put = chance.choice(
        (
            b'%s="%s"' % (one[1], chance.choice(ODD_VALUES)),
            b'%s="%s"' % (one[1], other[2]),
            b'%s="%s"' % (other[1], one[2]),
            one[0] + b" " + one[0],
            b"",
        )
    )
    return content[: one.start()] + put + content[one.end() :]


CELL = re.compile(rb"<c [^<>]*>(?:(?!</c>).)*</c>|<c [^<>]*/>", re.DOTALL)
INNER = re.compile(rb"(?<=>)[^<>]+(?=<)")


def cell(chance: Chance, content: bytes) -> bytes:
    """A cell dropped, doubled, moved, or with another value or attribute."""
    one, other = _span(chance, CELL, content), _span(chance, CELL, content)
    if one is None or other is None:
        return content
    way = chance.randrange(5)
    if way == 0:
        put = b""
    elif way == 1:
        put = one[0] * 2
    elif way == 2:
        put = other[0]
    elif way == 3:
        put = attribute(chance, one[0])
    else:
        put = INNER.sub(lambda _: chance.choice(ODD_VALUES), one[0], count=1)
    return content[: one.start()] + put + content[one.end() :]


DAMAGES: dict[str, Damage] = {
    "bytes": flip,
    "cut": cut,
    "directory": directory,
    "part": part,
    "element": _in_a_part(element),
    "attribute": _in_a_part(attribute),
    "cell": _in_a_part(cell),
    "octets": _in_a_part(flip),
}
"""What is damaged -> how."""

# What a checksum gives away at once is damaged less often than what is not.
OFTEN = (*DAMAGES.values(), *[DAMAGES[name] for name in ("element", "attribute", "cell")] * 4)


def damaged(chance: Chance, packed: bytes, most: int = 3) -> bytes:
    """The file after one to `most` damages of any kind."""
    for _ in range(chance.randint(1, most)):
        packed = chance.choice(OFTEN)(chance, packed)
    return packed


def givers() -> dict[str, bytes]:
    """Good files to be damaged, by the ending of their name; each holds the canary in a cell."""
    return {
        "xlsx": _xlsx(),
        "csv": f"key,text\nC1,{CANARY}\n".encode(),
        "ods": _ods(),
        "xls": _xls(),
        "xlsb": _xlsb(),
    }


def _xlsx() -> bytes:
    rows = "".join(
        f'<row r="{r}" ht="15"><c r="A{r}" t="s"><v>{r % 4}</v></c><c r="B{r}" s="1"><v>4602{r}</v>'
        f'</c><c r="C{r}" t="inlineStr"><is><t>{CANARY}</t></is></c>'
        f'<c r="D{r}" t="str"><f>A{r}</f><v>{CANARY}</v></c><c r="E{r}" t="e"><v>#N/A</v></c></row>'
        for r in range(1, 8)
    )
    second = data('<row r="2"><c r="B2"><v>2.5</v></c><c r="C2" t="b"><v>1</v></c></row>')
    merges = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A9:C9"/></mergeCells>'
    return book(
        {"First": f'<dimension ref="A1:E7"/>{data(rows)}{merges}', "Second": second},
        strings=f"<si><t>{CANARY}</t></si><si><t/></si><si><r><t>r</t></r></si><si><t>t</t></si>",
        extra={"docProps/core.xml": f"<p><creator>{CANARY}</creator></p>"},
    )


def _xls() -> bytes:
    rows = b"".join(label(r, 0, CANARY) + number(r, 1, 46020 + r, 1) for r in range(7))
    merged = rec(0xE5, struct.pack("<5H", 1, 0, 0, 0, 1))
    return xls({"First": rows + shared(7, 0, 1) + merged, "Second": label(3, 2, CANARY)},
               book=DATES + strings8(["t", CANARY]))  # fmt: skip


def _xlsb() -> bytes:
    text, real = cell12(6, 0, wide(CANARY)), cell12(5, 1, struct.pack("<d", 46020.0), 1)
    rows = b"".join(row12(r) + text + real for r in range(7))
    return xlsb(
        {
            "First": sheet12(rows + row12(7) + cell12(7, 0, struct.pack("<I", 1))),
            "Second": data12(),
        },
        strings=strings12(["t", CANARY]),
        extra={"docProps/core.xml": f"<p><creator>{CANARY}</creator></p>"},
    )


def _ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document, table = OpenDocumentSpreadsheet(), Table(name="First")
    for figure in range(1, 8):
        row = TableRow()
        text = TableCell(valuetype="string")
        text.addElement(P(text=CANARY))
        row.addElement(text)
        row.addElement(TableCell(valuetype="float", value=str(figure)))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    made = io.BytesIO()
    document.write(made)
    return made.getvalue()


LEAK = CANARY.split()[0]


def judged(path: Path) -> str:
    """What is wrong with the reading of this file, or nothing.

    Only a STOP may end it; a second reading gives the same; no word of the file's is told; what is
    read has values at as many places as the receipt says, and an independent count agrees.
    """
    first, second = ended(path), ended(path)
    if first != second:
        return "two readings differ"
    receipt, sheets = first
    if isinstance(receipt, str):
        return receipt
    if LEAK in repr(receipt) and not any(LEAK in sheet.name for sheet in receipt.sheets):
        return "the receipt tells what the file says"
    if receipt.stop is not None:
        return ""
    for counted, sheet in zip(receipt.sheets, sheets, strict=True):
        shown = sum(value is not None for row in sheet.rows for value in row)
        if not shown <= counted.filled <= shown + hollow(counted):
            return f"{counted.filled} cells are filled and {shown} have values"
    return disagreement(path, receipt)


def disagreement(path: Path, receipt: Receipt) -> str:
    """How an independent count of the filled cells differs, or nothing."""
    count = WITNESSES.get(receipt.format, {}).get("lxml")
    if count is None:
        return ""
    try:
        counts = count(path)
    except Exception as failure:  # noqa: BLE001
        return f"it was read, and lxml fails with {type(failure).__name__}"
    ours = {sheet.name: sheet.filled for sheet in receipt.sheets}
    return "" if {**ours, **counts} == ours else f"lxml counts {counts} and the receipt {ours}"


def hollow(counted: SheetReceipt) -> int:
    """The most cells that are filled and show no value: errors, and formulas without a text."""
    return counted.errors + counted.formulas_without_value + counted.filled


def ended(path: Path) -> tuple[Receipt | str, tuple[Sheet, ...]]:
    """The receipt and the sheets, or the exception that should not have left."""
    try:
        receipt = inspect(path)
        return receipt, read(path).sheets if receipt.stop is None else ()
    except BaseException as escaped:  # noqa: BLE001
        return f"{type(escaped).__name__} left the reading", ()
