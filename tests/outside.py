"""Texts planted outside the cells of a workbook, one way for each place that can hold one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList
from openpyxl.worksheet.table import Table
from read_files import MAIN, OFFICE, PACKAGE, pack, unpack

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET = "Figures"


@dataclass(frozen=True)
class Planted:
    """A workbook with a text in it, and where the checker must say that it stands."""

    content: bytes
    place: str
    sheet: str = ""
    cell: str = ""


def blank() -> Any:
    """A workbook with a first sheet and the sheet that texts are planted on."""
    made = openpyxl.Workbook()
    made.active.title = "First"
    made.active["A1"] = "x"
    sheet = made.create_sheet(SHEET)
    for row in (("Month", "Cases"), ("July", 4), ("August", 6)):
        sheet.append(row)
    return made


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


Change = Callable[[Any, Any, str], None]


def _comment(_: Any, sheet: Any, words: str) -> None:
    sheet["B2"].comment = Comment(f"Ask {words}", "A team")


def _comment_author(_: Any, sheet: Any, words: str) -> None:
    sheet["B2"].comment = Comment("Ask about this", words)


def _name(made: Any, _: Any, words: str) -> None:
    made.defined_names["last"] = DefinedName("last", attr_text=f'"{words}"')


def _name_remark(made: Any, _: Any, words: str) -> None:
    made.defined_names["last"] = DefinedName("last", attr_text="First!$A$1", comment=words)


def _header(which: str, side: str) -> Change:
    def change(_: Any, sheet: Any, words: str) -> None:
        sheet.HeaderFooter.differentFirst = sheet.HeaderFooter.differentOddEven = True
        part = getattr(getattr(sheet, which), side)
        part.text, part.size, part.font = words, 12, "Arial,Bold"

    return change


def _property(name: str) -> Change:
    def change(made: Any, _: Any, words: str) -> None:
        setattr(made.properties, name, words)

    return change


def _custom_property(made: Any, _: Any, words: str) -> None:
    made.custom_doc_props.append(StringProperty(name="Export", value=words))


def _validation(**given: str) -> Change:
    def change(_: Any, sheet: Any, words: str) -> None:
        fields = {key: value.format(words) for key, value in given.items()}
        rule = DataValidation(type="list", **{"formula1": '"Yes,No"', **fields})
        rule.add("B2:B9")
        sheet.add_data_validation(rule)

    return change


def _link(**given: str) -> Change:
    def change(_: Any, sheet: Any, words: str) -> None:
        fields = {key: value.format(words) for key, value in given.items()}
        sheet["A3"].hyperlink = Hyperlink(ref="A3", **fields)

    return change


def _table(_: Any, sheet: Any, words: str) -> None:
    sheet["A1"], sheet["B1"] = "Month", "Cases"
    table = Table(displayName="Months", ref="A1:B3", comment=words)
    table._initialise_columns()
    for column, heading in zip(table.tableColumns, ("Month", "Cases"), strict=True):
        column.name = heading
    sheet.add_table(table)


def _totals_label(made: Any, sheet: Any, words: str) -> None:
    _table(made, sheet, "")
    sheet.tables["Months"].tableColumns[0].totalsRowLabel = words


def _scenario(**given: str) -> Change:
    def change(_: Any, sheet: Any, words: str) -> None:
        fields = {key: value.format(words) for key, value in given.items()}
        scenario = Scenario(name="s", inputCells=[InputCells(r="B2", val="4")])
        for key, value in fields.items():
            setattr(scenario, key, value)
        sheet.scenarios = ScenarioList(scenario=[scenario])

    return change


def _code_name(_: Any, sheet: Any, words: str) -> None:
    sheet.sheet_properties.codeName = words


def _formula(_: Any, sheet: Any, words: str) -> None:
    sheet["C2"] = f'=IF(B2>3,"{words}","")'


def _rule(_: Any, sheet: Any, words: str) -> None:
    from openpyxl.formatting.rule import CellIsRule

    sheet.conditional_formatting.add("B2:B9", CellIsRule(operator="equal", formula=[f'"{words}"']))


def _filter(_: Any, sheet: Any, words: str) -> None:
    sheet.auto_filter.ref = "A1:B3"
    sheet.auto_filter.add_filter_column(0, [words])


def _chart(_: Any, sheet: Any, words: str) -> None:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.title = words
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D5")


def _chart_sheet(made: Any, _: Any, words: str) -> None:
    made.create_chartsheet("Chart").HeaderFooter.oddFooter.left.text = words


BY_OPENPYXL: Mapping[str, tuple[Change, str, str, str]] = {
    "comment": (_comment, "comment", SHEET, "B2"),
    "comment author": (_comment_author, "author", SHEET, "B2"),
    "defined name": (_name, "defined-name", "", ""),
    "remark of a defined name": (_name_remark, "defined-name", "", ""),
    "header": (_header("oddHeader", "center"), "header-footer", SHEET, ""),
    "footer": (_header("oddFooter", "left"), "header-footer", SHEET, ""),
    "header of the first page": (_header("firstHeader", "right"), "header-footer", SHEET, ""),
    "footer of even pages": (_header("evenFooter", "center"), "header-footer", SHEET, ""),
    "creator": (_property("creator"), "author", "", ""),
    "last modified by": (_property("lastModifiedBy"), "author", "", ""),
    "title": (_property("title"), "property", "", ""),
    "subject": (_property("subject"), "property", "", ""),
    "keywords": (_property("keywords"), "property", "", ""),
    "description": (_property("description"), "property", "", ""),
    "custom property": (_custom_property, "property", "", ""),
    "prompt": (_validation(prompt="see {}"), "prompt", SHEET, "B2"),
    "prompt title": (_validation(promptTitle="{}"), "prompt", SHEET, "B2"),
    "error message": (_validation(error="not {}"), "prompt", SHEET, "B2"),
    "error title": (_validation(errorTitle="{}"), "prompt", SHEET, "B2"),
    "list of a drop-down": (_validation(formula1='"Yes,{}"'), "prompt", SHEET, "B2"),
    "link target": (_link(target="https://example.org/?case={}"), "hyperlink", SHEET, "A3"),
    "link tooltip": (_link(tooltip="{}", location="First!A1"), "hyperlink", SHEET, "A3"),
    "link display": (_link(display="{}", location="First!A1"), "hyperlink", SHEET, "A3"),
    "table comment": (_table, "table", SHEET, ""),
    "totals label": (_totals_label, "table", SHEET, ""),
    "scenario comment": (_scenario(comment="{}"), "sheet-setting", SHEET, ""),
    "scenario user": (_scenario(user="{}"), "sheet-setting", SHEET, ""),
    "code name of a sheet": (_code_name, "sheet-setting", SHEET, ""),
    "formula": (_formula, "formula", SHEET, "C2"),
    "conditional format": (_rule, "sheet-setting", SHEET, "B2"),
    "filter": (_filter, "sheet-setting", SHEET, ""),
    "chart title": (_chart, "text-box", SHEET, ""),
    "footer of a chart sheet": (_chart_sheet, "header-footer", "Chart", ""),
}


def by_openpyxl(name: str, words: str) -> Planted:
    change, place, sheet, cell = BY_OPENPYXL[name]
    made = blank()
    change(made, made[SHEET], words)
    return Planted(saved(made), place, sheet, cell)


def _written(change: Callable[[Any, Any], object]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    made.add_worksheet("First").write("A1", "x")
    sheet = made.add_worksheet(SHEET)
    sheet.write_column("A1", ["Month", "July", "August"])
    sheet.write_column("B1", [1, 4, 6])
    change(made, sheet)
    made.close()
    return out.getvalue()


Write = Callable[[Any, Any, str], object]

BY_XLSXWRITER: Mapping[str, tuple[Write, str, str, str]] = {
    "text box": (lambda _, s, w: s.insert_textbox("D4", w), "text-box", SHEET, "D4"),
    "alternative text": (
        lambda _, s, w: s.insert_textbox("D4", "Note", {"description": w}),
        "text-box",
        SHEET,
        "D4",
    ),
    "link of a text box": (
        lambda _, s, w: s.insert_textbox("D4", "x", {"url": "https://example.org", "tip": w}),
        "hyperlink",
        SHEET,
        "D4",
    ),
    "caption of a button": (
        lambda _, s, w: s.insert_button("D4", {"caption": w}),
        "text-box",
        SHEET,
        "D4",
    ),
    "header with codes": (
        lambda _, s, w: s.set_header(f'&L&D&C&"Arial,Bold"&14{w} && more&R&P of &N'),
        "header-footer",
        SHEET,
        "",
    ),
    "manager": (lambda b, _, w: b.set_properties({"manager": w}), "author", "", ""),
    "company": (lambda b, _, w: b.set_properties({"company": w}), "author", "", ""),
    "category": (lambda b, _, w: b.set_properties({"category": w}), "property", "", ""),
    "note": (
        lambda _, s, w: s.write_comment("B3", w, {"author": "A team"}),
        "comment",
        SHEET,
        "B3",
    ),
    "protected range": (
        lambda _, s, w: s.unprotect_range("B2:B3", w),
        "sheet-setting",
        SHEET,
        "B2",
    ),
}


def by_xlsxwriter(name: str, words: str) -> Planted:
    change, place, sheet, cell = BY_XLSXWRITER[name]
    return Planted(_written(lambda b, s: change(b, s, words)), place, sheet, cell)


class Package:
    """The parts of a workbook, to graft on what the libraries do not write."""

    def __init__(self, content: bytes, sheet: str) -> None:
        self.parts = unpack(content)
        self.sheet = self._part_of(sheet)

    def _part_of(self, sheet: str) -> str:
        book = self.parts["xl/workbook.xml"].decode()
        tag = next(t for t in re.findall(r"<sheet [^>]*>", book) if f'name="{sheet}"' in t)
        found = re.search(r'r:id="([^"]*)"', tag)
        assert found is not None
        rels = self.parts["xl/_rels/workbook.xml.rels"].decode()
        link = next(t for t in re.findall(r"<Relationship [^>]*>", rels) if f'"{found[1]}"' in t)
        target = re.search(r'Target="([^"]*)"', link)
        assert target is not None
        return "xl/" + target[1].removeprefix("/xl/")

    def insert(self, part: str, words: str, before: str) -> None:
        """Put words before the last place where `before` stands."""
        head, mark, tail = self.parts[part].decode().rpartition(before)
        assert mark, before
        self.parts[part] = (head + words + mark + tail).encode()

    def link(self, source: str, kind: str, target: str, external: bool = False) -> str:
        """Relate a part to a target; gives the id."""
        folder, _, name = source.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        empty = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
        self.parts.setdefault(rels, empty.encode())
        identity = f"graft{len(self.parts[rels])}"
        mode = ' TargetMode="External"' if external else ""
        self.insert(
            rels,
            f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>',
            "</Relationships>",
        )
        return identity

    def add(self, source: str, kind: str, name: str, content: str) -> None:
        """A new part that `source` leads to."""
        self.link(source, kind, f"/{name}")
        self.parts[name] = content.encode()

    def content(self) -> bytes:
        return pack(self.parts)


Graft = Callable[[Package, str], None]
_BOOK = "xl/workbook.xml"


def _tail(words: str) -> Graft:
    return lambda p, w: p.insert(p.sheet, words.format(w), "</worksheet>")


def _on_sheet(kind: str, name: str, words: str) -> Graft:
    return lambda p, w: p.add(p.sheet, kind, name, words.format(w))


def _on_book(kind: str, name: str, words: str) -> Graft:
    return lambda p, w: p.add(_BOOK, kind, name, words.format(w))


def _pivot(words: str, records: str = "") -> Graft:
    """A pivot table of the sheet, with the copy of the data that it keeps."""

    def graft(package: Package, planted: str) -> None:
        folder = "xl/pivotCache/pivotCache"
        package.add(package.sheet, "pivotTable", "xl/pivotTables/p1.xml", "<pivotTableDefinition/>")
        package.add(
            "xl/pivotTables/p1.xml",
            "pivotCacheDefinition",
            f"{folder}Definition1.xml",
            f'<pivotCacheDefinition xmlns="{MAIN}"><cacheFields><cacheField name="Case">'
            f"<sharedItems>{words.format(planted)}</sharedItems></cacheField></cacheFields>"
            "</pivotCacheDefinition>",
        )
        package.add(
            f"{folder}Definition1.xml",
            "pivotCacheRecords",
            f"{folder}Records1.xml",
            f'<pivotCacheRecords xmlns="{MAIN}"><r>{records.format(planted)}</r>'
            "</pivotCacheRecords>",
        )

    return graft


def _external(stored: str, target: str) -> Graft:
    """A link to another workbook with the values last seen there."""

    def graft(package: Package, planted: str) -> None:
        name = "xl/externalLinks/externalLink7.xml"
        package.add(
            _BOOK,
            "externalLink",
            name,
            f'<externalLink xmlns="{MAIN}"><externalBook><sheetDataSet><sheetData sheetId="0">'
            f'<row r="1"><cell r="A1" t="str"><v>{stored.format(planted)}</v></cell></row>'
            "</sheetData></sheetDataSet></externalBook></externalLink>",
        )
        package.link(name, "externalLinkPath", target.format(planted), external=True)

    return graft


_STRINGS = "xl/sharedStrings.xml"


def _string(words: str) -> Graft:
    """A shared string that no cell points to; the libraries write none."""

    def graft(package: Package, planted: str) -> None:
        if _STRINGS not in package.parts:
            package.add(_BOOK, "sharedStrings", _STRINGS, f'<sst xmlns="{MAIN}"></sst>')
        inner = words.format(planted, start=planted[:4], end=planted[4:])
        package.insert(_STRINGS, f"<si>{inner}</si>", "</sst>")

    return graft


def _inline_phonetic(package: Package, words: str) -> None:
    cell = (
        f'<row r="2000"><c r="B2000" t="inlineStr"><is><t>x</t><rPh sb="0" eb="1"><t>{words}</t>'
        "</rPh></is></c></row>"
    )
    package.insert(package.sheet, cell, "</sheetData>")


def _damaged(package: Package, words: str) -> None:
    package.parts["xl/volatile.xml"] = f"<a><b>{words}</b><c".encode()


_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XDR = f"{DRAWING}/spreadsheetDrawing"
_BOX = (
    f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{DRAWING}/main"><xdr:twoCellAnchor><xdr:from>'
    "<xdr:col>2</xdr:col><xdr:row>6</xdr:row></xdr:from><xdr:to><xdr:col>9</xdr:col>"
    '<xdr:row>9</xdr:row></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box 1"/>'
    "</xdr:nvSpPr><xdr:txBody>{}</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shape id="s1" style="position:absolute;width:108.75pt"><v:textbox><div><font face="Tahoma">'
    "<b>Note:</b><br>{}</font></div></v:textbox>"
    '<x:ClientData ObjectType="Note"><x:Anchor>3, 15, 1, 10, 5, 31, 4, 9</x:Anchor><x:Row>4</x:Row>'
    "<x:Column>1</x:Column></x:ClientData></v:shape></xml>"
)

BY_HAND: Mapping[str, tuple[Graft, str, bool, str]] = {
    # name: how, place, whether it belongs to the sheet, cell
    "threaded comment": (
        _on_sheet(
            "threadedComment",
            "xl/threadedComments/t1.xml",
            '<ThreadedComments><threadedComment ref="C5" dT="2026-07-01T10:00:00.00" id="{{0}}">'
            "<text>{}</text></threadedComment></ThreadedComments>",
        ),
        "comment",
        True,
        "C5",
    ),
    "person": (
        _on_book(
            "person",
            "xl/persons/person.xml",
            '<personList><person displayName="{}" id="{{1}}"/></personList>',
        ),
        "author",
        False,
        "",
    ),
    "comment in runs": (
        lambda p, w: p.add(
            p.sheet,
            "comments",
            "xl/further.xml",
            f'<comments xmlns="{MAIN}"><authors><author>A team</author></authors><commentList>'
            f'<comment ref="C9" authorId="0"><text><r><t>{w[:4]}</t></r><r><t>{w[4:]}</t></r>'
            "</text></comment></commentList></comments>",
        ),
        "comment",
        True,
        "C9",
    ),
    "prompt of the later kind": (
        _tail(
            f'<extLst><ext><x14:dataValidations xmlns:x14="{_X14}" xmlns:xm="m">'
            '<x14:dataValidation type="list" prompt="{}"><x14:formula1><xm:f>First!$A$1</xm:f>'
            "</x14:formula1><xm:sqref>C3:C8</xm:sqref></x14:dataValidation></x14:dataValidations>"
            "</ext></extLst>"
        ),
        "prompt",
        True,
        "C3",
    ),
    "items of a pivot cache": (_pivot('<s v="x"/><s v="{}"/>'), "pivot-cache", True, ""),
    "records of a pivot cache": (_pivot("", '<s v="{}"/><n v="4"/>'), "pivot-cache", True, ""),
    "stored value of a link": (_external("{}", "other.xlsx"), "external-cache", False, ""),
    "path of a link": (_external("4", "file:///C:/{}.xlsx"), "external-cache", False, ""),
    "box in a drawing": (
        _on_sheet(
            "drawing", "xl/drawings/d9.xml", _BOX.format("<a:p><a:r><a:t>{}</a:t></a:r></a:p>")
        ),
        "text-box",
        True,
        "C7",
    ),
    "legacy drawing": (_on_sheet("vmlDrawing", "xl/d9.vml", _VML), "text-box", True, "B5"),
    "smart art": (
        _on_sheet(
            "diagramData",
            "xl/diagrams/data9.xml",
            f'<d:dataModel xmlns:d="{DRAWING}/diagram" xmlns:a="{DRAWING}/main"><d:pt><d:t><a:p>'
            "<a:r><a:t>{}</a:t></a:r></a:p></d:t></d:pt></d:dataModel>",
        ),
        "text-box",
        True,
        "",
    ),
    "values of a chart": (
        _on_sheet(
            "chart",
            "xl/charts/chart9.xml",
            f'<c:chartSpace xmlns:c="{DRAWING}/chart"><c:strCache><c:pt idx="0"><c:v>{{}}</c:v>'
            "</c:pt></c:strCache></c:chartSpace>",
        ),
        "text-box",
        True,
        "",
    ),
    "custom XML": (
        lambda p, w: p.add(_BOOK, "customXml", "customXml/item9.xml", f"<a b='1'><c>{w}</c></a>"),
        "custom-xml",
        False,
        "",
    ),
    "attribute of custom XML": (
        lambda p, w: p.add(_BOOK, "customXml", "customXml/item8.xml", f"<a case='{w}'/>"),
        "custom-xml",
        False,
        "",
    ),
    "connection": (
        _on_book(
            "connections",
            "xl/connections.xml",
            '<connections><connection id="1" name="q"><dbPr connection="Server=x" '
            'command="select {}"/></connection></connections>',
        ),
        "connection",
        False,
        "",
    ),
    "query": (
        _on_sheet("queryTable", "xl/queryTables/q9.xml", '<queryTable name="{}"/>'),
        "connection",
        True,
        "",
    ),
    "history": (
        _on_book(
            "revisionLog",
            "xl/revisions/log9.xml",
            '<revisions><rcc rId="1"><nc r="A1" t="inlineStr"><is><t>{}</t></is></nc></rcc>'
            "</revisions>",
        ),
        "history",
        False,
        "",
    ),
    "users of a shared file": (
        _on_book("usernames", "xl/userNames9.xml", '<users><userInfo name="{}"/></users>'),
        "history",
        False,
        "",
    ),
    "who reserved the file": (
        lambda p, w: p.insert(_BOOK, f'<fileSharing userName="{w}"/>', "</workbook>"),
        "author",
        False,
        "",
    ),
    "string that no cell uses": (
        _string("<r><t>{start}</t></r><r><rPr><b/></rPr><t>{end}</t></r>"),
        "other",
        False,
        "",
    ),
    "phonetic guide": (
        _string('<t>x</t><rPh sb="0" eb="1"><t>{}</t></rPh>'),
        "other",
        False,
        "",
    ),
    "phonetic guide in a cell": (_inline_phonetic, "other", True, "B2000"),
    "part that nobody knows": (
        _on_book("novelty", "xl/novelty/n.xml", "<n><m k='1'>x</m><m>{}</m></n>"),
        "other",
        False,
        "",
    ),
    "attribute that nobody knows": (
        _on_book("novelty", "xl/novelty/o.xml", "<n><m k='{}'/></n>"),
        "other",
        False,
        "",
    ),
    "XML comment": (
        _on_book("novelty", "xl/novelty/p.xml", "<n><!-- {} --></n>"),
        "other",
        False,
        "",
    ),
    "name of a part": (
        lambda p, w: p.parts.update({f"xl/novelty/{w}.xml": b"<a/>"}),
        "other",
        False,
        "",
    ),
    "damaged part": (_damaged, "other", False, ""),
    "printer": (
        lambda p, w: p.parts.update(
            {"xl/printerSettings/printerSettings9.bin": b"\1\2" + w.encode("utf-16-le") + b"\0\0\7"}
        ),
        "other",
        False,
        "",
    ),
}


def by_hand(name: str, words: str, content: bytes | None = None, sheet: str = SHEET) -> Planted:
    graft, place, owned, cell = BY_HAND[name]
    package = Package(content or saved(blank()), sheet)
    graft(package, words)
    return Planted(package.content(), place, sheet if owned else "", cell)


MAKERS: Mapping[str, Callable[[str, str], Planted]] = {
    **dict.fromkeys(BY_OPENPYXL, by_openpyxl),
    **dict.fromkeys(BY_XLSXWRITER, by_xlsxwriter),
    **dict.fromkeys(BY_HAND, by_hand),
}
"""Who plants what, by the name of the place."""
