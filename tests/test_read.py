"""What a reader gives for workbooks that can be read."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from read_files import MACRO_TYPE, book, data, one, rework, save, to_strict

from checker.errors import Unreadable, UsageError
from checker.model.receipt import SheetReceipt
from checker.read import READERS, inspect, read

SST = (
    "<si><t>x</t></si><si><t></t></si><si/><si><t> </t></si>"
    "<si><r><t>ri</t></r><r><t>ch</t></r></si>"
    "<si><t>ab</t><rPh sb='0' eb='1'><t>sound</t></rPh></si>"
    "<si><rPh sb='0' eb='1'><t>sound</t></rPh></si>"
    "<si><t xml:space='preserve'> </t></si>"
)


def only(path: Path) -> SheetReceipt:
    receipt = inspect(path)
    assert receipt.stop is None
    return receipt.sheets[0]


def test_digest_name_and_format(tmp_path: Path) -> None:
    path = save(tmp_path, book(one('<c r="A1"><v>1</v></c>')), "quarter one.xlsx")
    receipt = read(path).receipt
    assert (receipt.file, receipt.format, receipt.stop) == ("quarter one.xlsx", "xlsx", None)
    assert len(receipt.digest) == 64
    assert receipt == inspect(path)


def test_places_count_from_a1_when_data_starts_further_in(tmp_path: Path) -> None:
    body = data('<row r="7"><c r="C7"><v>1.5</v></c><c r="E7" t="str"><v>x</v></c></row>')
    rows = read(save(tmp_path, book({"A": body}))).sheets[0].rows
    assert len(rows) == 7
    assert rows[6] == [None, None, 1.5, None, "x"]
    assert all(value is None for row in rows[:6] for value in row)


@pytest.mark.parametrize("strict", [False, True])
def test_values_keep_their_kinds(tmp_path: Path, strict: bool) -> None:
    cells = (
        '<c r="A1" s="1"><v>46023</v></c><c r="B1" s="2"><v>0.25</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1" t="s"><v>4</v></c>'
        '<c r="E1" s="3"><v>1.5</v></c><c r="F1" s="1"><v>46023.5</v></c>'
        '<c r="G1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
    )
    path = save(tmp_path, book(one(cells), strings=SST, strict=strict))
    workbook = read(path)
    assert workbook.sheets[0].rows == [
        [
            dt.date(2026, 1, 1),
            0.25,
            True,
            "rich",
            dt.timedelta(days=1, hours=12),
            dt.datetime(2026, 1, 1, 12),
            "inline",
        ]
    ]
    assert any("Strict" in note for note in workbook.receipt.notes) is strict


def test_a_strict_copy_of_an_openpyxl_file_reads_the_same(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["key", dt.date(2026, 5, 1), 3])
    made.save(tmp_path / "usual.xlsx")
    strict = save(tmp_path, to_strict((tmp_path / "usual.xlsx").read_bytes()), "strict.xlsx")
    assert read(strict).sheets == read(tmp_path / "usual.xlsx").sheets


@pytest.mark.parametrize("mark", ["1", "true"])
def test_dates_from_1904_are_converted(tmp_path: Path, mark: str) -> None:
    cell = one('<c r="A1" s="1"><v>44561</v></c>')
    workbook = read(save(tmp_path, book(cell, settings=f'<workbookPr date1904="{mark}"/>')))
    assert workbook.sheets[0].rows == [[dt.date(2026, 1, 1)]]
    assert any("1904" in note for note in workbook.receipt.notes)


def test_error_values_are_counted_and_read_as_blank(tmp_path: Path) -> None:
    cells = (
        '<c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>1</v></c>'
        '<c r="C1" t="e"><f>x</f><v>#N/A</v></c>'
    )
    path = save(tmp_path, book(one(cells)))
    sheet = only(path)
    assert (sheet.filled, sheet.errors, sheet.error_cells) == (3, 2, ("A1", "C1"))
    assert read(path).sheets[0].rows == [[None, 1.0, None]]


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#GETTING_DATA"])
def test_newer_error_values_do_not_stop_the_reading(tmp_path: Path, error: str) -> None:
    cells = (
        f'<c r="A1" t="str"><v>{error}</v></c><c r="B1" t="e"><v>{error}</v></c>'
        f'<c r="C1" s="1" t="e" vm="1"><f>x</f><v>{error}</v></c><c r="D1"><v>4</v></c>'
    )
    path = save(tmp_path, book(one(cells)))
    assert read(path).sheets[0].rows == [[error, None, None, 4.0]]
    assert only(path).error_cells == ("B1", "C1")


def test_space_around_a_number_does_not_stop_the_reading(tmp_path: Path) -> None:
    """Found in the corpus: a widely used writer pads its numbers, as the format allows."""
    cells = (
        '<c r="A1"><v> 41</v></c><c r="B1" s="1" t="n"><v>\t46023 </v></c>'
        '<c r="C1" t="str"><f>x</f><v> 41 </v></c><c r="D1" t="b"><v>1</v></c>'
        '<c r="E1"/><c r="F1" t="str"><v> 7</v></c><c r="G1" t="n"><f>1+ 1</f><v>2 </v></c>'
    )
    values = read(save(tmp_path, book(one(cells)))).sheets[0].rows[0]
    assert values == [41.0, dt.date(2026, 1, 1), " 41 ", True, None, " 7", 2.0]


def test_one_cell_far_to_the_right_is_read(tmp_path: Path) -> None:
    path = save(tmp_path, book(one('<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>')))
    assert (only(path).filled, only(path).last_column) == (2, 16_384)


def test_formulas_without_a_stored_value(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append([1, "=A1+1", "=A1+2"])
    made.save(tmp_path / "f.xlsx")
    sheet = only(tmp_path / "f.xlsx")
    assert (sheet.filled, sheet.formulas_without_value) == (3, 2)
    assert sheet.formula_cells == ("B1", "C1")
    assert read(tmp_path / "f.xlsx").sheets[0].rows[0][0] in (1, 1.0)


def test_a_formula_that_gives_empty_text_has_a_stored_value(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>x</f><v></v></c>'
        '<c r="C1" t="str"><f>x</f></c><c r="D1" t="str"><f>x</f><v>y</v></c>'
        '<c r="E1"><f t="shared" si="0"/><v>5</v></c><c r="F1"><f>x</f><v/></c>'
    )
    path = save(tmp_path, book(one(cells)))
    sheet = only(path)
    assert (sheet.filled, sheet.formula_cells) == (6, ("C1", "F1"))
    assert read(path).sheets[0].rows == [[1.0, None, None, "y", 5.0]]


def test_empty_texts_do_not_fill_a_cell(tmp_path: Path) -> None:
    cells = "".join(
        f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCDEFGH")
    )
    cells += (
        '<c r="I1" t="inlineStr"><is><t/></is></c><c r="J1" t="str"><v></v></c><c r="K1" t="s"/>'
    )
    path = save(tmp_path, book(one(cells), strings=SST))
    sheet = only(path)
    assert (sheet.filled, sheet.last_column) == (4, 8)
    values = read(path).sheets[0].rows[0]
    assert values[:8] == ["x", None, None, None, "rich", "ab", None, " "]
    assert not any(values[8:])


def test_styles_alone_do_not_fill_a_sheet(tmp_path: Path) -> None:
    body = data(
        '<row r="1"><c r="A1" s="1"/></row><row r="900000"><c r="XFD900000" s="1"></c></row>'
    )
    path = save(tmp_path, book({"A": body}))
    sheet = only(path)
    assert (sheet.filled, sheet.last_row, sheet.last_column) == (0, 0, 0)
    assert read(path).sheets[0].rows == []


def test_cells_without_a_name_take_the_next_place(tmp_path: Path) -> None:
    body = data(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/>"
        '<row><c><v>4</v></c><c r="E3"><v>5</v></c><c><v>6</v></c></row>'
        '<row r="7"><c><v>7</v></c></row><row><c><v>8</v></c></row>'
    )
    path = save(tmp_path, book({"A": body}))
    rows = read(path).sheets[0].rows
    assert rows[0][:3] == [1.0, None, 3.0]
    assert rows[2] == [4.0, None, None, None, 5.0, 6.0]
    assert (rows[6][0], rows[7][0]) == (7.0, 8.0)
    assert (only(path).filled, only(path).last_row, only(path).last_column) == (7, 8, 6)


def test_rows_and_cells_out_of_order(tmp_path: Path) -> None:
    body = data(
        '<row r="3"><c r="A3"><v>3</v></c></row>'
        '<row r="1"><c r="B1"><v>12</v></c><c r="A1"><v>1</v></c></row>'
    )
    assert read(save(tmp_path, book({"A": body}))).sheets[0].rows == [
        [1.0, 12.0],
        [None, None],
        [3.0, None],
    ]


def test_a_prefix_before_every_element(tmp_path: Path) -> None:
    body = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert read(save(tmp_path, book({"A": body}))).sheets[0].rows == [[None, None], [None, 5.0]]


def test_states_of_sheets(tmp_path: Path) -> None:
    cell = data('<row r="1"><c r="A1"><v>1</v></c></row>')
    states = {"B": "hidden", "C": "veryHidden"}
    path = save(tmp_path, book({"A": cell, "B": cell, "C": cell}, states=states))
    workbook = read(path)
    assert [sheet.state for sheet in workbook.sheets] == ["visible", "hidden", "veryHidden"]
    assert [sheet.state for sheet in workbook.receipt.sheets] == ["visible", "hidden", "veryHidden"]
    assert "It has 1 hidden sheet." in workbook.receipt.notes


def test_hidden_rows_and_columns_with_data(tmp_path: Path) -> None:
    body = '<cols><col min="2" max="3" hidden="1"/><col min="9" max="9" width="0"/></cols>' + data(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
        '<row r="3" hidden="1"><c r="A3" s="1"/></row>'
        '<row r="4" ht="0"><c r="I4"><v>1</v></c></row>'
    )
    sheet = only(save(tmp_path, book({"A": body})))
    assert sheet.hidden_rows == (2, 4)
    assert sheet.hidden_columns == (2, 9)


def test_values_under_merged_cells(tmp_path: Path) -> None:
    body = (
        data(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1" s="1"/></row>'
            '<row r="2"><c r="A2"><v>3</v></c><c r="E2"><v>5</v></c></row>'
        )
        + '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="E2:F2"/></mergeCells>'
    )
    sheet = only(save(tmp_path, book({"A": body})))
    assert (sheet.merged_hidden, sheet.merged_ranges) == (2, ("A1:C2", "E2:F2"))


def test_declared_size_is_kept_but_not_believed(tmp_path: Path) -> None:
    body = '<dimension ref="A1:XFD1048576"/>' + data('<row r="1"><c r="A1"><v>1</v></c></row>')
    path = save(tmp_path, book({"A": body}))
    assert only(path).declared == "A1:XFD1048576"
    assert read(path).sheets[0].rows == [[1.0]]


def test_chart_sheets_have_no_rows(tmp_path: Path) -> None:
    sheets = {"Chart": "<chartsheet/>", "Data": data('<row r="1"><c r="A1"><v>1</v></c></row>')}
    workbook = read(save(tmp_path, book(sheets, kinds={"Chart": "chartsheet"})))
    assert [(sheet.name, sheet.rows) for sheet in workbook.sheets] == [
        ("Chart", []),
        ("Data", [[1.0]]),
    ]
    assert any("Chart" in note for note in workbook.receipt.notes)


def test_long_lists_are_cut_and_the_whole_number_is_kept(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="e"><v>#N/A</v></c></row>' for r in range(1, 702))
    receipt = inspect(save(tmp_path, book({"A": data(rows)})))
    assert receipt.sheets[0].errors == 701
    assert len(receipt.sheets[0].error_cells) == 500
    assert any("701" in note for note in receipt.notes)


def test_notes_name_what_else_is_in_the_file(tmp_path: Path) -> None:
    extra = {
        "xl/vbaProject.bin": b"x",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/pivotCache/pivotCacheRecords1.xml": "<x/>",
        "xl/comments1.xml": "<x/>",
        "customXml/item1.xml": "<not well-formed",
        "docProps/core.xml": "<cp:core><dc:creator>Secret Name</dc:creator></cp:core>",
    }
    settings = (
        '<workbookProtection lockStructure="1"/><definedNames><definedName name="n">A</definedName>'
        "</definedNames>"
    )
    content = book(
        one('<c r="A1"><v>1</v></c>'), main_type=MACRO_TYPE, extra=extra, settings=settings
    )
    receipt = inspect(save(tmp_path, content, "macro.xlsm"))
    assert (receipt.format, receipt.stop) == ("xlsx", None)
    said = " ".join(receipt.notes)
    for word in ("macros", "other workbooks", "pivot", "comments", "custom XML", "name a person"):
        assert word in said
    assert "1 defined name." in said
    assert "protected" in said
    assert "Secret" not in said


def test_an_ordinary_openpyxl_file_has_no_odd_notes(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "x"
    made.save(tmp_path / "plain.xlsx")
    assert not any("protected" in note for note in inspect(tmp_path / "plain.xlsx").notes)
    made.active["A1"].comment = Comment("c", "a")
    made.active.protection.enable()
    made.save(tmp_path / "more.xlsx")
    said = " ".join(inspect(tmp_path / "more.xlsx").notes)
    assert "protected" in said
    assert "comments" in said


def test_a_path_that_is_not_a_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.xlsx"):
        with pytest.raises(UsageError) as caught:
            inspect(path)
        assert str(tmp_path.parent) not in str(caught.value)
        with pytest.raises(UsageError):
            read(path)


def test_a_new_format_is_one_more_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, b"%PDF-1.7", "data.pdf")
    with pytest.raises(Unreadable):
        read(path)
    monkeypatch.setitem(READERS, "pdf", lambda *_: ())
    assert read(path).receipt.format == "pdf"


def test_importing_does_not_load_the_value_reader() -> None:
    code = "import sys, checker.read; sys.exit('python_calamine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_utf16_parts_are_not_read_as_blank(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><worksheet>'
        + data('<row r="1"><c r="A1"><v>1</v></c></row>')
        + "</worksheet>"
    )
    content = rework(
        book({"A": data("")}),
        lambda name, part: text.encode("utf-16") if "sheet1" in name else part,
    )
    stop = inspect(save(tmp_path, content)).stop
    assert stop is not None
    assert stop.code in ("readings-disagree", "corrupt")
