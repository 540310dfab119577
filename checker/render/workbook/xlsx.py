"""A workbook as .xlsx (ECMA-376, transitional): each row leaves as it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from checker.render.workbook.addresses import quoted
from checker.render.workbook.laying import Laid
from checker.render.workbook.limits import cell_text
from checker.render.workbook.parcels import entry, part
from checker.render.workbook.xlsx_sheet import MAIN, OFFICE, area, attribute, write_sheet
from checker.render.workbook.xlsx_styles import styles

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_PART: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_APP: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_STAMP: Final = "2026-01-01T00:00:00Z"  # any fixed day will do, in place of the clock


def write_xlsx(sheets: Sequence[Laid], title: str, author: str, out: Path | BinaryIO) -> None:
    """Write the workbook. Raises OSError when `out` cannot be written."""
    headers = {mine.sheet.name: mine.header for mine in sheets}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _around(sheets, title, author):
            package.writestr(entry(name), HEAD + text)
        for place, mine in enumerate(sheets, start=1):
            with part(package, f"xl/worksheets/sheet{place}.xml") as stream:
                stream.write(HEAD)
                addresses = write_sheet(stream, mine, headers, first=place == 1)
            relations = _of_sheet(mine, place, addresses)
            if relations:
                name = f"xl/worksheets/_rels/sheet{place}.xml.rels"
                package.writestr(entry(name), HEAD + _relations(relations))
            if mine.header:
                table = HEAD + _table(mine, place)
                package.writestr(entry(f"xl/tables/table{place}.xml"), table)


def _around(sheets: Sequence[Laid], title: str, author: str) -> Iterator[tuple[str, str]]:
    """Every part but the sheets and what belongs to each."""
    yield "[Content_Types].xml", _types(sheets)
    yield "_rels/.rels", _relations(_OF_PACKAGE)
    yield "docProps/app.xml", _app()
    yield "docProps/core.xml", _core(title, author)
    yield "xl/workbook.xml", _workbook(sheets)
    yield "xl/_rels/workbook.xml.rels", _relations(_of_workbook(len(sheets)))
    yield "xl/styles.xml", styles(MAIN)


def _types(sheets: Sequence[Laid]) -> str:
    parts = {
        "/xl/workbook.xml": f"{_PART}.sheet.main+xml",
        "/xl/styles.xml": f"{_PART}.styles+xml",
        "/docProps/core.xml": _CORE,
        "/docProps/app.xml": _APP,
    }
    for place, mine in enumerate(sheets, start=1):
        parts[f"/xl/worksheets/sheet{place}.xml"] = f"{_PART}.worksheet+xml"
        if mine.header:
            parts[f"/xl/tables/table{place}.xml"] = f"{_PART}.table+xml"
    told = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


Relation = tuple[str, str, str]
_OUTSIDE: Final = ' TargetMode="External"'
_OF_PACKAGE: Final[Sequence[Relation]] = (
    (f"{OFFICE}/officeDocument", "xl/workbook.xml", ""),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", ""),
    (f"{OFFICE}/extended-properties", "docProps/app.xml", ""),
)


def _relations(relations: Sequence[Relation]) -> str:
    told = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        for place, (kind, target, mode) in enumerate(relations, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _of_workbook(number: int) -> list[Relation]:
    sheets = [
        (f"{OFFICE}/worksheet", f"worksheets/sheet{place}.xml", "")
        for place in range(1, number + 1)
    ]
    return [*sheets, (f"{OFFICE}/styles", "styles.xml", "")]


def _of_sheet(mine: Laid, place: int, addresses: Sequence[str]) -> list[Relation]:
    """The table first, so that its number is known before the addresses are."""
    table = [(f"{OFFICE}/table", f"../tables/table{place}.xml", "")] if mine.header else []
    return [*table, *((f"{OFFICE}/hyperlink", address, _OUTSIDE) for address in addresses)]


def _app() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{space}"><Application>Microsoft Excel</Application></Properties>'


def _core(title: str, author: str) -> str:
    terms = 'xsi:type="dcterms:W3CDTF"'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(cell_text(title))}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dcterms:created {terms}>{_STAMP}</dcterms:created>"
        f"<dcterms:modified {terms}>{_STAMP}</dcterms:modified>"
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _workbook(sheets: Sequence[Laid]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(mine.sheet.name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, mine in enumerate(sheets, start=1)
    )
    # The headings stand on every printed page.
    printed = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"{escape(quoted(mine.sheet.name))}!${mine.header}:${mine.header}</definedName>"
        for place, mine in enumerate(sheets)
        if mine.header
    )
    names = f"<definedNames>{printed}</definedNames>" if printed else ""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView activeTab="0"/>'
        f'</bookViews><sheets>{listed}</sheets>{names}<calcPr calcId="191029"/></workbook>'
    )


def _table(mine: Laid, place: int) -> str:
    """Say that these rows are a table; with filter buttons where they are to be worked through."""
    ref = area(mine)
    columns = "".join(
        f'<tableColumn id="{number}" name={attribute(cell_text(heading.text))}/>'
        for number, heading in enumerate(mine.sheet.headings, start=1)
    )
    buttons = f'<autoFilter ref="{ref}"/>' if mine.sheet.working else ""
    return (
        f'<table xmlns="{MAIN}" id="{place}" name="{mine.table}" displayName="{mine.table}"'
        f' ref="{ref}" comment={attribute(cell_text(mine.sheet.title[:250]))}'
        f' totalsRowShown="0">{buttons}<tableColumns count="{len(mine.sheet.headings)}">'
        f'{columns}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0"'
        ' showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
    )
