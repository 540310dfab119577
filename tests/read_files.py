"""Workbooks written by hand, byte by byte where need be, for the tests of the reading stage."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Style 1 is a date, style 2 a percentage, style 3 a duration.
STYLES = (
    '<numFmts><numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="200"/></cellXfs>'
)


def data(rows: str) -> str:
    """The body of a sheet with these rows."""
    return f"<sheetData>{rows}</sheetData>"


def one(cell: str) -> dict[str, str]:
    """A workbook's sheets: one sheet, one row, this cell."""
    return {"A": data(f'<row r="1">{cell}</row>')}


def book(
    sheets: Mapping[str, str],
    *,
    strings: str | None = None,
    strict: bool = False,
    settings: str = "",
    states: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
    main_type: str = SHEET_TYPE,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A whole workbook. A sheet is its body, or a whole part when it has a root of its own."""
    main, office = (STRICT_MAIN, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(main_type),
        "_rels/.rels": _rels([("r1", f"{office}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets, main, office, settings, states or {}),
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{STYLES}</styleSheet>',
    }
    links = [("st", f"{office}/styles", "styles.xml")]
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
        links.append(("ss", f"{office}/sharedStrings", "sharedStrings.xml"))
    for number, (name, body) in enumerate(sheets.items(), 1):
        kind = (kinds or {}).get(name, "worksheet")
        whole = "<worksheet" in body or "<chartsheet" in body or "<x:worksheet" in body
        part = body if whole else f'<worksheet xmlns="{main}">{body}</worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = part
        links.append((f"s{number}", f"{office}/{kind}", f"worksheets/sheet{number}.xml"))
    parts["xl/_rels/workbook.xml.rels"] = _rels(links)
    return pack({**parts, **(extra or {})})


def _types(main_type: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{main_type}"/></Types>'
    )


def _rels(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _workbook(
    sheets: Mapping[str, str], main: str, office: str, settings: str, states: Mapping[str, str]
) -> str:
    inner = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{states.get(name, "visible")}" '
        f'r:id="s{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    return (
        f'<workbook xmlns="{main}" xmlns:r="{office}">{settings}<sheets>{inner}</sheets></workbook>'
    )


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    return pack_list(list(parts.items()))


def pack_list(parts: list[tuple[str, str | bytes]]) -> bytes:
    """A zip package of these parts, which may have the same name twice."""
    made = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts:
                package.writestr(name, content)
    return made.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rework(packed: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with every part passed through `change(name, content)`."""
    return pack({name: change(name, content) for name, content in unpack(packed).items()})


def to_strict(packed: bytes) -> bytes:
    """A workbook of the usual variant, rewritten as Strict Open XML."""

    def change(_: str, content: bytes) -> bytes:
        content = content.replace(MAIN.encode(), STRICT_MAIN.encode())
        return content.replace(OFFICE.encode(), STRICT_OFFICE.encode())

    return rework(packed, change)


def ole(*streams: str) -> bytes:
    """The beginning of a compound file that names these streams."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE + b"\0" * 504 + directory


def save(folder: Path, content: bytes, name: str = "return.xlsx") -> Path:
    """Write the bytes and give the path."""
    path = folder / name
    path.write_bytes(content)
    return path
