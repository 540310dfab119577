"""Workbooks laden with what libraries lose on saving: charts, pivots, sparklines, rich text …"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from read_files import MAIN, OFFICE, PACKAGE, book, pack, rework, unpack

from checker import check
from checker.model.findings import Finding
from checker.model.report import Report
from checker.read import inspect

SAMPLES = Path(__file__).parent.parent / "samples"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def by_xlsxwriter(*_: object) -> bytes:
    """Charts, sparklines, rich text, bars (x14), a drop-down of another sheet, a button, a note."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    bold, red = made.add_format({"bold": True}), made.add_format({"color": "red"})
    day = made.add_format({"num_format": "dd mmmm yyyy"})
    first = made.add_worksheet("Figures")
    lists = made.add_worksheet("It's a list")
    lists.write_column("A1", ["Yes", "No", "Not known"])
    first.write_row("A1", ["Month", "Cases", "Trend", "Day", "Words"])
    for row in range(1, 13):
        first.write_row(row, 0, [f"Month {row}", row * 3 % 7])
        first.write_datetime(row, 3, dt.datetime(2026, row, 1), day)
        first.write_rich_string(row, 4, "plain ", bold, "bold", red, " red")
        first.add_sparkline(row, 2, {"range": f"Figures!$B$2:$B${row + 1}"})
    first.write_formula("B14", "=SUM(B2:B13)", None, 42)
    first.data_validation("F2:F13", {"validate": "list", "source": "='It''s a list'!$A$1:$A$3"})
    first.conditional_format(
        "B2:B13", {"type": "data_bar", "bar_solid": True, "data_bar_2010": True}
    )
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=Figures!$B$2:$B$13"})
    first.insert_chart("H2", chart)
    first.insert_button("H20", {"caption": "Press"})
    first.write_comment("B3", "A note of their own", {"author": "A team"})
    first.autofilter("A1:E13")
    lists.set_header("&CTotals")
    made.add_chartsheet("Chart").set_chart(_chart(made))
    made.add_worksheet("Blank")
    made.close()
    return out.getvalue()


def _chart(made: Any) -> Any:
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": "=Figures!$B$2:$B$13"})
    return chart


def with_x14(*_: object) -> bytes:
    """A drop-down that Excel 2010 and later keep in the extension list of the sheet."""
    extension = (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
        'count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>'
        "'It''s a list'!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>G2:G13</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext>"
    ).encode()

    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<extLst>", extension, 1) if name.endswith("sheet1.xml") else content
        )

    return rework(by_xlsxwriter(), change)


CACHE = (
    f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" recordCount="2" '
    'refreshedVersion="6" createdVersion="6"><cacheSource type="worksheet"><worksheetSource '
    'ref="A1:B3" sheet="Data"/></cacheSource><cacheFields count="2"><cacheField name="Area" '
    'numFmtId="0"><sharedItems count="2"><s v="North"/><s v="South"/></sharedItems></cacheField>'
    '<cacheField name="Cases" numFmtId="0"><sharedItems containsSemiMixedTypes="0" '
    'containsString="0" containsNumber="1" containsInteger="1" minValue="3" maxValue="5"/>'
    "</cacheField></cacheFields></pivotCacheDefinition>"
)
RECORDS = (
    f'<pivotCacheRecords xmlns="{MAIN}" count="2"><r><x v="0"/><n v="3"/></r>'
    '<r><x v="1"/><n v="5"/></r></pivotCacheRecords>'
)
PIVOT = (
    f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot" cacheId="1" dataCaption="Values" '
    'applyNumberFormats="0" updatedVersion="6" createdVersion="6" outline="1">'
    '<location ref="A1:B4" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
    '<pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="3">'
    '<item x="0"/><item x="1"/><item t="default"/></items></pivotField>'
    '<pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/>'
    '</rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></rowItems>'
    '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Sum of Cases" '
    'fld="1" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>'
)


def with_pivot(*_: object) -> bytes:
    """A pivot table with its cache, as Excel stores them."""
    made = openpyxl.Workbook()
    made.active.title = "Data"
    for row in (("Area", "Cases"), ("North", 3), ("South", 5)):
        made.active.append(row)
    sheet = made.create_sheet("Pivot")
    for row in (("Row Labels", "Sum of Cases"), ("North", 3), ("South", 5), ("Grand Total", 8)):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    parts: dict[str, str | bytes] = dict(unpack(out.getvalue()))
    _link(parts, "xl/workbook.xml", "rIdC", "pivotCacheDefinition", "/xl/pivotCache/c1.xml")
    book = parts["xl/workbook.xml"].replace(
        b"<calcPr", f'<pivotCaches xmlns:q="{OFFICE}"><pivotCache cacheId="1" q:id="rIdC"/>'
        "</pivotCaches><calcPr".encode(),
    )  # fmt: skip
    # The caches come after the settings of the calculation.
    parts["xl/workbook.xml"] = re.sub(
        rb"(<pivotCaches.*</pivotCaches>)(<calcPr[^>]*/>)", rb"\2\1", book
    )
    _link(parts, "xl/worksheets/sheet2.xml", "rId1", "pivotTable", "/xl/pivotTables/p1.xml")
    _link(parts, "xl/pivotTables/p1.xml", "rId1", "pivotCacheDefinition", "/xl/pivotCache/c1.xml")
    _link(parts, "xl/pivotCache/c1.xml", "rId1", "pivotCacheRecords", "/xl/pivotCache/r1.xml")
    _typed(parts, "xl/pivotCache/c1.xml", "pivotCacheDefinition", CACHE)
    _typed(parts, "xl/pivotCache/r1.xml", "pivotCacheRecords", RECORDS)
    _typed(parts, "xl/pivotTables/p1.xml", "pivotTable", PIVOT)
    return pack(parts)


def _typed(parts: dict[str, Any], name: str, kind: str, content: str) -> None:
    parts[name] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
    line = (
        f'<Override PartName="/{name}" ContentType="application/'
        f'vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/></Types>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", line.encode())


def _link(parts: dict[str, Any], source: str, identity: str, kind: str, target: str) -> None:
    folder, _, file = source.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    blank = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()
    line = f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    whole = parts.get(name, blank)
    parts[name] = whole.replace(b"</Relationships>", f"{line}</Relationships>".encode())


THREAD = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def with_conversation(*_: object) -> bytes:
    """A threaded comment on A2 and, as Excel keeps one for older programs, its copy as a note."""
    made = openpyxl.Workbook()
    made.active.title = "Data"
    for row in (("Area", "Cases"), ("North", 3), ("South", 5)):
        made.active.append(row)
    made.active["A2"].comment = Comment("[Threaded comment]\n\nReply", "tc={2A00-01}")
    made.active["B2"].comment = Comment("As agreed", "A team")
    out = io.BytesIO()
    made.save(out)
    parts: dict[str, Any] = dict(unpack(out.getvalue()))
    thread = (
        f'<ThreadedComments xmlns="{THREAD}"><threadedComment ref="A2" personId="{{1}}" '
        'id="{2A00-01}"><text>Is this right?</text></threadedComment></ThreadedComments>'
    )
    _typed(parts, "xl/threadedComments/threadedComment1.xml", "threadedComments", thread)
    rels = parts["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    line = (
        '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
        'threadedComment" Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>'
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels.replace("</Relationships>", line)
    return pack(parts)


def prefixed(*_: object) -> bytes:
    """Every element of the main space with a prefix, as some programs write them."""

    def change(name: str, content: bytes) -> bytes:
        if not re.fullmatch(r"xl/(workbook|styles|sharedStrings|worksheets/sheet\d+)\.xml", name):
            return content
        text = re.sub(r"<(/?)(?=[A-Za-z])(?![\w.]+:)", r"<\1x:", content.decode())
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()

    return rework(with_pivot(), change)


LADEN: Mapping[str, Callable[..., bytes]] = {
    "xlsxwriter": by_xlsxwriter,
    "x14": with_x14,
    "pivot": with_pivot,
    "conversation": with_conversation,
    "prefixed": prefixed,
}


def plain(sheets: Mapping[str, str]) -> bytes:
    """A small workbook whose package is complete."""
    line = (
        b'<Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml"'
    )
    return rework(
        book(sheets), lambda _, content: content.replace(b'<Default Extension="xml"', line)
    )


def report_on(data: bytes, folder: Path, *findings: Finding) -> Report:
    """A report on any workbook, return or not, with these findings."""
    path = folder / "any.xlsx"
    path.write_bytes(data)
    receipt = inspect(path)
    assert receipt.stop is None, receipt.stop
    return replace(_any_report(), receipt=receipt, findings=findings)


@cache
def _any_report() -> Report:
    return check(SAMPLES / "ugly.xlsx")


def finding(sheet: str, cell: str = "", **more: Any) -> Finding:
    fields: dict[str, Any] = {
        "id": "x", "rule": "a-rule", "tier": "ERROR", "message": "This is wrong.",
        "fix": "Put it right.", **more,
    }  # fmt: skip
    return Finding(sheet=sheet, cell=cell, **fields)
