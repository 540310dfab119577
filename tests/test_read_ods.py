"""OpenDocument spreadsheets: values, counts, what stands beside them, and hostile files."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ods_files import (
    ENCRYPTED,
    NAMES,
    cell,
    content,
    flat,
    meta,
    number,
    ods,
    pages,
    row,
    table,
    text,
)
from openpyxl.comments import Comment
from read_files import save
from resaving import by_libreoffice
from test_read_stops import LAUGHS, stop_of

from checker.model.receipt import Receipt, SheetReceipt
from checker.read import Limits, Text, inspect, read
from checker.read.beside import OURS


def rows_of(folder: Path, packed: bytes) -> list[list[object]]:
    """The rows of the first sheet, which both readings agree on."""
    book = read(save(folder, packed, "book.ods"))
    assert book.receipt.confirmed
    return book.sheets[0].rows


def only(folder: Path, packed: bytes) -> SheetReceipt:
    receipt = inspect(save(folder, packed, "book.ods"))
    assert receipt.stop is None
    return receipt.sheets[0]


def value(folder: Path, one: str) -> object:
    """The value of one cell, whether the file is packed or flat."""
    packed = rows_of(folder, ods(table(row(one))))
    assert rows_of(folder, flat(table(row(one))).encode()) == packed
    return packed[0][0]


@pytest.mark.parametrize(
    ("kind", "attribute", "expected"),
    [
        ("float", 'office:value="1.5"', 1.5),
        ("float", 'office:value="1E+300"', 1e300),
        ("float", 'office:value="-3"', -3.0),
        ("percentage", 'office:value="0.25"', 0.25),
        ("currency", 'office:value="5" office:currency="GBP"', 5.0),
        ("boolean", 'office:boolean-value="true"', True),
        ("boolean", 'office:boolean-value="false"', False),
        ("date", 'office:date-value="2026-01-31"', dt.date(2026, 1, 31)),
        ("date", 'office:date-value="2026-01-31T00:00:00"', dt.date(2026, 1, 31)),
        (
            "date",
            'office:date-value="2026-01-31T10:20:30.500000000"',
            dt.datetime(2026, 1, 31, 10, 20, 30, 500_000),
        ),
        ("time", 'office:time-value="PT10H20M30S"', dt.time(10, 20, 30)),
        ("time", 'office:time-value="PT00H00M00S"', dt.time()),
        ("time", 'office:time-value="PT36H00M00S"', dt.timedelta(hours=36)),
        ("time", 'office:time-value="-PT1H"', -dt.timedelta(hours=1)),
        ("string", 'office:string-value="said"', "said"),
        ("string", "", "shown"),
    ],
)
def test_values_keep_their_kinds(
    tmp_path: Path, kind: str, attribute: str, expected: object
) -> None:
    one = cell(f'office:value-type="{kind}" {attribute}', "<text:p>shown</text:p>")
    found = value(tmp_path, one)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<text:p>one</text:p><text:p>two</text:p>", "one\ntwo"),
        ("<text:p/><text:p>two</text:p>", "\ntwo"),
        ('<text:p>a<text:s text:c="3"/>b</text:p>', "a   b"),
        ("<text:p><text:s/>a</text:p>", " a"),
        ("<text:p>a<text:tab/>b</text:p>", "a\tb"),
        ("<text:p>a<text:line-break/>b</text:p>", "a\nb"),
        ("<text:p>  a \n  b </text:p>", "a b "),
        ("<text:p>a<text:span>b <text:span> c</text:span></text:span></text:p>", "ab c"),
        ('<text:p><text:a xlink:href="#A.B1">link</text:a></text:p>', "link"),
        ("<text:p>a &amp; b<!-- c --><![CDATA[<d>]]></text:p>", "a & b<d>"),
        ("<text:p>a</text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box>"
         "</draw:frame>", "a"),
        ("<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>", "a"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_is_what_a_person_sees_in_it(
    tmp_path: Path, inner: str, expected: str
) -> None:
    one = cell('office:value-type="string"', inner)
    assert rows_of(tmp_path, ods(table(row(one)))) == [[expected]]


@pytest.mark.parametrize(
    "one",
    [
        cell(),
        cell('office:value-type="string"'),
        cell('office:value-type="string" office:string-value=""'),
        cell('office:value-type="string"', "<text:p/>"),
        cell('office:value-type="string"', "<text:p> \n </text:p>"),
        cell("", "<office:annotation><text:p>note</text:p></office:annotation>"),
        cell("", "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"),
    ],
)
def test_nothing_fills_no_cell(tmp_path: Path, one: str) -> None:
    packed = ods(table(row(one, number(1))))
    assert only(tmp_path, packed).filled == 1
    assert rows_of(tmp_path, packed) == [[None, 1.0]]


ERRORS = [
    cell('table:formula="of:=1/0" office:value-type="string" office:string-value="" '
         'calcext:value-type="error"', "<text:p>#DIV/0!</text:p>"),
    cell('office:value-type="string" office:string-value="" calcext:value-type="error"',
         "<text:p>Err:502</text:p>"),
    cell('table:formula="of:=NA()" office:value-type="float" office:value="0"',
         "<text:p>#N/A</text:p>"),
    cell('office:value-type="string"', "<text:p>#REF!</text:p>"),
    cell('office:value-type="string" calcext:value-type="error"', ""),
]  # fmt: skip


@pytest.mark.parametrize("one", ERRORS)
def test_error_values_are_counted_and_read_as_blank(tmp_path: Path, one: str) -> None:
    packed = ods(table(row(number(1), one, text("#REF! is text"))))
    sheet = only(tmp_path, packed)
    assert (sheet.filled, sheet.errors, sheet.error_cells) == (3, 1, ("B1",))
    assert rows_of(tmp_path, packed) == [[1.0, None, "#REF! is text"]]


def test_formulas_with_and_without_a_stored_value(tmp_path: Path) -> None:
    packed = ods(
        table(
            row(
                cell('table:formula="of:=1+1" office:value-type="float" office:value="2"'),
                cell('table:formula="of:=[.A2]"'),
                # LibreOffice writes a formula that gives empty text in this way.
                cell('table:formula="of:=&quot;&quot;"', "<text:p/>"),
                cell('table:formula="of:=&quot;&quot;" office:value-type="string"'),
            )
        )
    )
    sheet = only(tmp_path, packed)
    assert (sheet.filled, sheet.formulas_without_value, sheet.formula_cells) == (4, 1, ("B1",))
    assert rows_of(tmp_path, packed)[0][:2] == [2.0, None]


def test_repeated_cells_and_rows_stand_at_each_of_their_places(tmp_path: Path) -> None:
    packed = ods(
        table(
            row(attributes='table:number-rows-repeated="2"'),
            row(
                cell('table:number-columns-repeated="2"'),
                number(7, 'table:number-columns-repeated="3"'),
                text("x"),
                attributes='table:number-rows-repeated="2"',
            ),
        )
    )
    assert rows_of(tmp_path, packed) == [[], [], *[[None, None, 7.0, 7.0, 7.0, "x"]] * 2]
    sheet = only(tmp_path, packed)
    assert (sheet.filled, sheet.last_row, sheet.last_column) == (8, 4, 6)


def test_blank_rows_to_the_end_of_the_sheet_are_harmless(tmp_path: Path) -> None:
    blank = cell('table:style-name="x" table:number-columns-repeated="16384"')
    rest = row(blank, attributes='table:number-rows-repeated="1048575"')
    sheets = [table(row(number(1)), rest, name=f"S{n}") for n in range(90)]
    receipt = inspect(save(tmp_path, ods(*sheets)))
    assert receipt.stop is None
    assert {(s.filled, s.last_row, s.last_column) for s in receipt.sheets} == {(1, 1, 1)}


_ALL_COLUMNS = 'table:number-columns-repeated="16384"'
_ALL_ROWS = 'table:number-rows-repeated="1048576"'


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1, _ALL_COLUMNS), attributes=_ALL_ROWS),
        row(cell(f'office:value-type="string" {_ALL_COLUMNS}'), attributes=_ALL_ROWS),
        row(ERRORS[0].replace("<table:table-cell", f"<table:table-cell {_ALL_COLUMNS}"),
            attributes=_ALL_ROWS),
        row(attributes='table:number-rows-repeated="1048575"')
        + row(cell('table:number-columns-repeated="16383"'), number(1)),
    ],
)  # fmt: skip
def test_a_kilobyte_that_declares_a_whole_sheet_is_refused(tmp_path: Path, rows: str) -> None:
    stop = stop_of(save(tmp_path, ods(table(rows), table(row(number(1)), name="B"))))
    assert stop.code == "too-many-cells"
    assert "XFD1048576" in stop.message


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(inflated_bytes=500), "too-large"),
        (Limits(parts=2), "too-large"),
        (Limits(sheets=1), "too-large"),
        (Limits(merged_ranges=1), "too-large"),
        (Limits(rows=2), "too-many-cells"),
        (Limits(columns=2), "too-many-cells"),
        (Limits(cells=5), "too-many-cells"),
        (Limits(area=8), "too-many-cells"),
        (Limits(nesting=4), "unsafe-xml"),
        (Limits(text=8), "too-large"),
        (Limits(texts=1), "too-large"),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, code: str) -> None:
    spans = 'table:number-columns-spanned="2"'
    sheet = table(row(number(1, spans), number(1, spans), number(1)), row(), row(number(1)))
    second = table(row(text("abc", 'table:number-columns-repeated="3"')), name="B")
    names = "".join(f'<table:named-range table:name="n{n}"/>' for n in range(2))
    path = save(tmp_path, ods(sheet, second, names))
    assert inspect(path).stop is None
    assert stop_of(path, limits).code == code


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1, 'table:number-columns-repeated="0"')),
        row(number(1, 'table:number-columns-repeated="-1"')),
        row(number(1, 'table:number-columns-repeated="99999999999999999999"')),
        row(number(1), attributes='table:number-rows-repeated="x"'),
        row(number("x")),
        row(number("NaN")),
        row(number("INF")),
        row(number("1_0")),
        row(number("1e999")),
        row(cell('office:value-type="float"')),
        row(cell('office:value-type="boolean" office:boolean-value="yes"')),
        row(cell('office:value-type="date" office:date-value="2026-02-31"')),
        row(cell('office:value-type="date" office:date-value="-0044-03-15"')),
        row(cell('office:value-type="date"')),
        row(cell('office:value-type="time" office:time-value="noon"')),
        row(cell('office:value-type="time" office:time-value="P"')),
        row(cell('office:value-type="time" office:time-value="PT9999999999H"')),
        row(cell('office:value-type="picture" office:value="1"')),
        row(cell('office:value-type="string"', table(row(number(1)), name="Inner"))),
        number(1),
        row(row(number(1))),
        row(cell("", number(1))),
        row(number(1), number(2)).replace("</table:table-row>", ""),
        row(number(1), cell('office:value-type="float" office:value="2"', name="cell")),
        row(number(1), "<text:p>lost</text:p>"),
        "lost",
    ],
)
def test_cells_that_cannot_be(tmp_path: Path, rows: str) -> None:
    assert stop_of(save(tmp_path, ods(table(rows)))).code == "corrupt"


@pytest.mark.parametrize(
    "one",
    [
        cell("", "<text:p>text without a type</text:p>"),
        cell('office:value-type="void"', "<text:p>Jane</text:p>"),
    ],
)
def test_a_cell_that_only_one_reading_shows_is_a_stop(tmp_path: Path, one: str) -> None:
    stop = stop_of(save(tmp_path, ods(table(row(number(1), one), name="Cases"))))
    assert stop.code == "readings-disagree"
    for word in ("Cases", "2 cells", "1 were"):
        assert word in stop.message


def test_other_prefixes_are_no_way_to_hide_rows(tmp_path: Path) -> None:
    other = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    hidden = f"<t:table-row {other}><t:table-cell/></t:table-row>"
    assert stop_of(save(tmp_path, ods(table(row(number(1)), hidden)))).code == "corrupt"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "meta.xml", "Object 1/content.xml"])
def test_a_document_type_in_any_part(tmp_path: Path, part: str) -> None:
    packed = ods(table(row(number(1))), extra={part: LAUGHS})
    assert stop_of(save(tmp_path, packed)).code == "unsafe-xml"


def test_names_of_sheets(tmp_path: Path) -> None:
    one = row(number(1))
    assert stop_of(save(tmp_path, ods(table(one), table(one, name="a")))).code == "corrupt"
    assert stop_of(save(tmp_path, ods())).code == "no-sheets"


@pytest.mark.parametrize(
    "extra", [{"META-INF/manifest.xml": ENCRYPTED}, {"encrypted-package": b"x"}]
)
def test_a_password_is_said(tmp_path: Path, extra: dict[str, str | bytes]) -> None:
    stop = stop_of(save(tmp_path, ods(extra=extra, whole="not xml")))
    assert (stop.code, "password" in stop.message) == ("encrypted", True)
    assert "LibreOffice" in stop.fix


HIDING = (
    '<style:style style:name="hid" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="thin" style:family="table-column">'
    '<style:table-column-properties style:column-width="0in"/></style:style>'
    '<style:style style:name="flat" style:family="table-row">'
    '<style:table-row-properties style:row-height="0.0cm"/></style:style>'
)


def test_hidden_sheets_rows_and_columns(tmp_path: Path) -> None:
    columns = (
        "<table:table-column/>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-column table:style-name="thin"/><table:table-column/>'
        '<table:table-column-group table:display="false"><table:table-column/>'
        "</table:table-column-group>"
    )
    numbers = [number(n) for n in range(7)]
    sheet = table(
        columns,
        row(*numbers),
        row(number(1), attributes='table:visibility="collapse"'),
        row(number(1), attributes='table:visibility="filter" table:number-rows-repeated="2"'),
        row(attributes='table:visibility="collapse"'),
        row(number(1), attributes='table:style-name="flat"'),
        '<table:table-row-group table:display="false">',
        row(number(1)),
        "</table:table-row-group>",
        row(number(1)),
    )
    hidden = table(row(number(1)), name="H", attributes='table:style-name="hid"')
    receipt = inspect(save(tmp_path, ods(sheet, hidden, styles=HIDING)))
    assert receipt.stop is None
    assert [s.state for s in receipt.sheets] == ["visible", "hidden"]
    assert receipt.sheets[0].hidden_rows == (2, 3, 4, 6, 7)
    assert receipt.sheets[0].hidden_columns == (2, 3, 4, 6)
    assert "It has 1 hidden sheet." in receipt.notes


def test_values_under_merged_cells_and_beyond_a_gap(tmp_path: Path) -> None:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = number(3).replace("table:table-cell", "table:covered-table-cell")
    packed = ods(
        table(
            row(text("x", spans), cell(name="covered-table-cell"), number(2)),
            row(cell(name="covered-table-cell"), covered),
            row(attributes='table:number-rows-repeated="30"'),
            row(number(1)),
        )
    )
    sheet = only(tmp_path, packed)
    assert (sheet.merged_hidden, sheet.merged_ranges) == (1, ("A1:B2",))
    assert (sheet.gap_row, sheet.beyond_gap, sheet.filled) == (33, 1, 4)
    assert rows_of(tmp_path, packed)[1] == [None, 3.0]


@pytest.mark.parametrize("day", ["1904-01-01", "1900-01-01"])
def test_another_first_day_is_said_and_days_stay_as_written(tmp_path: Path, day: str) -> None:
    first = (
        f'<table:calculation-settings><table:null-date table:date-value="{day}"/>'
        "</table:calculation-settings>"
    )
    date = cell('office:value-type="date" office:date-value="2026-01-31"')
    book = read(save(tmp_path, ods(table(row(date)), before=first)))
    assert book.sheets[0].rows == [[dt.date(2026, 1, 31)]]
    assert any(day[:4] in note for note in book.receipt.notes)


def test_protection_is_said(tmp_path: Path) -> None:
    packed = ods(table(row(number(1)), attributes='table:protected="true"'))
    assert any("protected" in note for note in inspect(save(tmp_path, packed)).notes)


def note(words: str, creator: str | None = None) -> str:
    made = f"<dc:creator>{creator}</dc:creator>" if creator is not None else ""
    return (
        f"<office:annotation>{made}<dc:date>2026-01-01</dc:date><text:p>{words}</text:p>"
        "</office:annotation>"
    )


def outside(folder: Path, packed: bytes) -> tuple[Receipt, set[tuple[str, str, str, str]]]:
    book = read(save(folder, packed, "book.ods"))
    return book.receipt, {(t.place, t.words, t.sheet, t.cell) for t in book.texts}


def test_comments_are_gathered_with_their_cells_and_authors(tmp_path: Path) -> None:
    packed = ods(table(row(number(1), text("x", inner=note("ring 07", "Jo Example")))))
    receipt, texts = outside(tmp_path, packed)
    assert texts == {("comment", "ring 07", "A", "B1"), ("comment", "Jo Example", "A", "B1")}
    assert receipt.beside == ("comments",)


@pytest.mark.parametrize("creator", [None, "", OURS])
def test_notes_on_all_headings_that_name_nobody_are_the_templates_own(
    tmp_path: Path, creator: str | None
) -> None:
    heading = row(*[text(word, inner=note(f"about {word}", creator)) for word in ("a", "b")])
    receipt, texts = outside(tmp_path, ods(table(heading, row(number(1), number(2)))))
    assert receipt.beside == ()
    assert texts == {("comment", "about a", "A", "A1"), ("comment", "about b", "A", "B1")}


@pytest.mark.parametrize(
    "second", [row(text("x", inner=note("by nobody"))), row(number(1), text("x", inner=note("y")))]
)
def test_a_note_elsewhere_is_somebodys(tmp_path: Path, second: str) -> None:
    heading = row(*[text(word, inner=note(word)) for word in ("a", "b")])
    assert outside(tmp_path, ods(table(heading, second)))[0].beside == ("comments",)


def test_properties_and_who_made_the_file(tmp_path: Path) -> None:
    inner = (
        "<meta:initial-creator>Jo Example</meta:initial-creator><dc:creator>Sam</dc:creator>"
        "<meta:printed-by>Kim</meta:printed-by><dc:title>Title</dc:title>"
        "<dc:description>About</dc:description><meta:keyword>Key</meta:keyword>"
        '<meta:user-defined meta:name="Owner">Lee</meta:user-defined>'
        '<meta:user-defined meta:name="AppVersion">3.1</meta:user-defined>'
        "<meta:generator>Some program</meta:generator>"
    )
    receipt, texts = outside(tmp_path, ods(table(row(number(1))), extra=meta(inner)))
    assert receipt.beside == ("author", "properties")
    assert texts == {
        *(("author", name, "", "") for name in ("Jo Example", "Sam", "Kim")),
        *(("property", word, "", "") for word in ("Title", "About", "Key", "Lee", "Owner")),
    }
    flat_book = read(save(tmp_path, flat(table(row(number(1))), meta=inner).encode()))
    assert {(t.place, t.words, t.sheet, t.cell) for t in flat_book.texts} == texts
    assert flat_book.receipt.beside == receipt.beside


def test_our_own_name_names_nobody(tmp_path: Path) -> None:
    mine = f"<meta:initial-creator>{OURS}</meta:initial-creator><dc:creator></dc:creator>"
    receipt, texts = outside(tmp_path, ods(table(row(number(1))), extra=meta(mine)))
    assert (receipt.beside, texts) == ((), set())


def test_headers_and_footers_belong_to_the_sheet_of_their_page(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta" style:family="table" style:master-page-name="P"/>'
    page = (
        '<style:master-page style:name="P"><style:header><text:p>Head</text:p></style:header>'
        "<style:footer-left><style:region-left><text:p>Foot</text:p></style:region-left>"
        "</style:footer-left></style:master-page>"
    )
    packed = ods(
        table(row(number(1)), attributes='table:style-name="ta"'), styles=styles, extra=pages(page)
    )
    assert outside(tmp_path, packed)[1] == {
        ("header-footer", "Head", "A", ""),
        ("header-footer", "Foot", "A", ""),
    }


def test_every_other_text_is_gathered_from_its_place(tmp_path: Path) -> None:
    before = (
        "<table:tracked-changes><table:cell-content-change><office:change-info>"
        "<dc:creator>Jo Example</dc:creator></office:change-info><table:previous>"
        '<table:change-track-table-cell office:value-type="string"><text:p>old</text:p>'
        "</table:change-track-table-cell></table:previous></table:cell-content-change>"
        "</table:tracked-changes>"
        '<table:content-validations><table:content-validation table:name="v" '
        'table:condition="of:cell-content-is-in-list(&quot;Jo&quot;)">'
        '<table:help-message table:title="Help"><text:p>prompt</text:p></table:help-message>'
        "</table:content-validation></table:content-validations>"
    )
    after = (
        '<table:named-expressions><table:named-range table:name="jo_range"/>'
        "</table:named-expressions><table:data-pilot-tables><table:data-pilot-table "
        'table:name="Pivot"><table:data-pilot-member table:name="Kim"/></table:data-pilot-table>'
        "</table:data-pilot-tables>"
    )
    shapes = (
        "<table:shapes><draw:custom-shape><svg:title>Alt</svg:title><text:p>shape</text:p>"
        "</draw:custom-shape></table:shapes>"
    )
    linked = cell(
        'office:value-type="string"',
        '<text:p><text:a xlink:href="mailto:jo@example.org">write</text:a></text:p>',
    )
    formula = cell(
        'table:formula="of:=IF([.A1];&quot;Jo&quot;;1)" office:value-type="float" office:value="1"'
    )
    receipt, texts = outside(
        tmp_path, ods(table(shapes, row(linked, formula)), after, before=before)
    )
    assert texts == {
        ("history", "Jo Example", "", ""),
        ("history", "old", "", ""),
        ("prompt", 'of:cell-content-is-in-list("Jo")', "", ""),
        ("prompt", "Help", "", ""),
        ("prompt", "prompt", "", ""),
        ("defined-name", "jo_range", "", ""),
        ("table", "Pivot", "", ""),
        ("pivot-cache", "Kim", "", ""),
        ("text-box", "Alt", "A", ""),
        ("text-box", "shape", "A", ""),
        ("hyperlink", "mailto:jo@example.org", "A", "A1"),
        ("formula", "Jo", "A", "B1"),
    }
    assert receipt.beside == ("pivot-cache", "drawings", "history")
    assert "It has 1 defined name." in receipt.notes


def test_a_stored_copy_of_another_file_is_no_sheet(tmp_path: Path) -> None:
    copy = table(
        '<table:table-source xlink:href="../other.ods"/>',
        row(text("Jo Example")),
        name="'file:///home/jo/other.ods'#$Sheet1",
        attributes='table:style-name="ta_extref"',
    )
    receipt, texts = outside(tmp_path, ods(table(row(number(1))), copy))
    assert [sheet.name for sheet in receipt.sheets] == ["A"]
    assert receipt.confirmed
    assert receipt.beside == ("external-links", "external-cache")
    assert {text[1] for text in texts if text[0] == "external-cache"} == {"Jo Example"}


def test_a_chart_is_looked_through_and_another_object_is_said(tmp_path: Path) -> None:
    chart = (
        f"<office:document-content {NAMES}><office:body><office:chart><chart:chart><chart:title>"
        "<text:p>Chart of Jo</text:p></chart:title>"
        f"{table(row(text('cached')), name='local-table')}"
        "</chart:chart></office:chart></office:body></office:document-content>"
    )
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    packed = ods(
        table(row(number(1), cell("", frame))),
        extra={"Object 1/content.xml": chart, "Object 1/styles.xml": "<x/>"},
    )
    receipt, texts = outside(tmp_path, packed)
    assert receipt.beside == ("drawings",)
    assert texts == {("text-box", "Chart of Jo\ncached", "", "")}
    other = ods(table(row(number(1))), extra={"Object 1": b"\xd0\xcf\x11\xe0"})
    assert outside(tmp_path, other)[0].beside == ("embedded-files",)


@pytest.mark.parametrize(
    ("part", "thing"),
    [
        ("Basic/Standard/Module1.xml", "macros"),
        ("Scripts/python/x.py", "macros"),
        ("Pictures/1.png", "pictures"),
        ("META-INF/documentsignatures.xml", "signature"),
        ("Something/else.bin", "embedded-files"),
    ],
)
def test_parts_beside_the_content_are_said(tmp_path: Path, part: str, thing: str) -> None:
    packed = ods(table(row(number(1))), extra={part: b"x"})
    assert outside(tmp_path, packed)[0].beside == (thing,)


def test_parts_that_every_program_writes_are_not_said(tmp_path: Path) -> None:
    parts = {
        "settings.xml": "<x/>",
        "manifest.rdf": "<x/>",
        "Configurations2/x/y.xml": "<x/>",
        "Thumbnails/thumbnail.png": b"x",
    }
    receipt = outside(tmp_path, ods(table(row(number(1))), extra=parts))[0]
    assert receipt.beside == ()
    assert receipt.notes == ("It keeps a small picture of its first sheet.",)


def test_a_long_text_that_is_repeated_is_refused_before_it_is_copied(tmp_path: Path) -> None:
    long = text("".join(map(str, range(300_000))), 'table:number-columns-repeated="1000"')
    stop = stop_of(save(tmp_path, ods(table(row(long)))))
    assert stop.code == "too-large"
    assert "setting text" in stop.message


def test_spaces_without_end_are_refused(tmp_path: Path) -> None:
    many = text('<text:s text:c="999999999"/>' * 1000)
    assert stop_of(save(tmp_path, ods(table(row(many))))).code == "unsafe-xml"
    some = text('<text:s text:c="30000"/>' * 4000)
    assert stop_of(save(tmp_path, ods(table(row(some))))).code == "too-large"


def test_a_text_box_in_a_repeated_cell_is_no_way_round_the_limit(tmp_path: Path) -> None:
    words = "ab cd " * 50_000
    box = f"<draw:frame><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>"
    many = 'table:number-columns-repeated="1000"'
    one = text("a", many, inner=box)
    assert stop_of(save(tmp_path, ods(table(row(one))))).code == "too-large"


def test_no_sheet_on_which_the_reading_stops_is_left_unlisted(tmp_path: Path) -> None:
    receipt = inspect(save(tmp_path, ods(table(row(number(1))), table(row(number("x")), name="B"))))
    assert receipt.stop is not None
    assert [sheet.name for sheet in receipt.sheets] == ["A", "B"]


RUN = st.tuples(
    st.one_of(
        st.none(),
        st.integers(-(10**9), 10**9).map(float),
        st.booleans(),
        st.dates(dt.date(1, 1, 1)),
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"),
            min_size=1,
            max_size=8,
        ).filter(lambda words: words.strip() and not words.startswith(("#", "Err"))),
    ),
    st.integers(1, 4),
)
ROWS = st.lists(st.tuples(st.lists(RUN, max_size=5), st.integers(1, 4)), max_size=6)


def written(one: object, count: int) -> str:
    repeat = f'table:number-columns-repeated="{count}"'
    if one is None:
        return cell(repeat)
    if isinstance(one, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(one).lower()}"'
    elif isinstance(one, float):
        kind = f'office:value-type="float" office:value="{one!r}"'
    elif isinstance(one, dt.date):
        kind = f'office:value-type="date" office:date-value="{one.isoformat()}"'
    else:
        said = str(one).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        kind = f'office:value-type="string" office:string-value="{said}"'
    return cell(f"{kind} {repeat}", "<text:p>shown</text:p>")


@settings(max_examples=150)
@given(ROWS)
def test_what_is_written_with_repeats_is_read_at_every_place(
    rows: list[tuple[list[tuple[object, int]], int]],
) -> None:
    whole = [[v for v, count in runs for _ in range(count)] for runs, times in rows
             for _ in range(times)]  # fmt: skip
    parts = [
        row(*[written(*run) for run in runs], attributes=f'table:number-rows-repeated="{times}"')
        for runs, times in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = rows_of(Path(folder), ods(table(*parts)))
        filled = only(Path(folder), ods(table(*parts))).filled
    assert _without_blanks(found) == _without_blanks(whole)
    assert filled == sum(value is not None for line in whole for value in line)


def _without_blanks(rows: list[list[object]]) -> dict[tuple[int, int], object]:
    return {
        (r, c): (type(v), v) for r, line in enumerate(rows) for c, v in enumerate(line)
        if v is not None
    }  # fmt: skip


@pytest.mark.parametrize("place", [10, 100, 400, 700, -60, -5])
def test_a_file_cut_short_or_changed_stops(tmp_path: Path, place: int) -> None:
    packed = ods(table(row(number(1), text("Jane Example"))))
    assert stop_of(save(tmp_path, packed[:place])).code == "corrupt"


def test_content_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    whole = content(table(row(number(1))))
    for end in range(len(whole) - 200, len(whole) - 1, 7):
        assert stop_of(save(tmp_path, ods(whole=whole[:end]))).code == "corrupt"


def whole_content() -> str:
    """A little of everything that a sheet can hold."""
    spans = 'table:number-columns-spanned="2"'
    sheet = table(
        "<table:table-column/>",
        row(text("a b", inner=note("n", "Jo")), number(2.5, 'table:number-columns-repeated="3"')),
        row(ERRORS[0], cell('office:value-type="date" office:date-value="2026-01-31"')),
        row(number(1, spans), cell(name="covered-table-cell"), cell('table:formula="of:=A1"')),
        row(cell('table:number-columns-repeated="16384"'),
            attributes='table:number-rows-repeated="1048573"'),
    )  # fmt: skip
    return content(sheet, styles=HIDING)


@pytest.mark.parametrize("seed", range(150))
def test_damaged_xml_stops_or_agrees_and_nothing_else_escapes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(whole_content(), "utf-8")
    start = body.index(b"<office:body>")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(start, len(body))
        if chance.random() < 0.2:
            del body[at : at + chance.randint(1, 60)]
        else:
            body[at] = chance.choice(b'<>/"= 0189ABcrvtse&:-')
    receipt = inspect(save(tmp_path, ods(whole=body.decode())))
    assert receipt.confirmed is (receipt.stop is None)


def test_odfpy_writes_what_we_read(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book, sheet, line = OpenDocumentSpreadsheet(), Table(name="Cases"), TableRow()
    words = TableCell(valuetype="string")
    words.addElement(P(text="C-1"))
    line.addElement(words)
    line.addElement(TableCell(valuetype="date", datevalue="2026-05-01"))
    line.addElement(TableCell(valuetype="float", value="3"))
    sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(tmp_path / "odfpy.ods")
    found = read(tmp_path / "odfpy.ods")
    assert found.receipt.confirmed
    assert found.sheets[0].rows == [["C-1", dt.date(2026, 5, 1), 3.0]]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "fods"])
def test_what_libreoffice_writes_is_read(tmp_path: Path, kind: str) -> None:
    made = openpyxl.Workbook()
    page = made.active
    page.append(["  lead", "a  b", "trail ", "x\ty", "two\nlines"])
    page.append(["=1/0", "=NA()", '=""', "=1+1", "Err"])
    page.append([dt.date(2026, 1, 31), dt.datetime(2026, 1, 31, 10, 20, 30), dt.time(10, 20), 0.25])
    page["A4"].comment = Comment("ring 07", "Jo")
    page["A4"] = "noted"
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    page.oddHeader.center.text = "Head"
    made.create_sheet("Hid").sheet_state = "hidden"
    made["Hid"]["A1"] = 1
    made.save(tmp_path / "made.xlsx")
    book = read(by_libreoffice(kind)(tmp_path / "made.xlsx", tmp_path))
    assert (book.receipt.format, book.receipt.confirmed) == (kind, True)
    assert book.sheets[0].rows == [
        ["  lead", "a  b", "trail ", "x\ty", "two\nlines"],
        [None, None, None, 2.0, "Err"],
        [dt.date(2026, 1, 31), dt.datetime(2026, 1, 31, 10, 20, 30), dt.time(10, 20), 0.25],
        ["noted"],
    ]
    first, second = book.receipt.sheets
    assert (first.error_cells, first.filled, first.formulas_without_value) == (("A2", "B2"), 15, 0)
    assert (first.hidden_rows, first.hidden_columns, second.state) == ((3,), (2,), "hidden")
    assert Text("comment", "ring 07", "Sheet", "A4") in book.texts
    assert Text("header-footer", "Head", "Sheet") in book.texts
    assert "comments" in book.receipt.beside
    assert "macros" not in book.receipt.beside
