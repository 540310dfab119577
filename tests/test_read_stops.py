"""Every reason to stop: hostile, damaged and mistaken files."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from read_files import OLE, book, data, ole, one, pack, pack_list, rework, save, unpack

from checker.errors import Unreadable
from checker.model.receipt import Stop
from checker.read import Limits, inspect, read

GOOD = book(one('<c r="A1" t="str"><v>Jane Example</v></c>'))
CELL = data('<row r="1"><c r="A1"><v>1</v></c></row>')


def stop_of(path: Path, limits: Limits | None = None) -> Stop:
    """The stop of a file, which `read` and `inspect` must agree on."""
    limits = limits or Limits()
    stop = inspect(path, limits).stop
    assert stop is not None
    with pytest.raises(Unreadable) as caught:
        read(path, limits)
    assert (caught.value.code, caught.value.message, caught.value.fix) == (
        stop.code,
        stop.message,
        stop.fix,
    )
    said = f"{stop.message} {stop.fix}"
    assert str(path.parent) not in said
    assert "Jane" not in said
    assert not any(word in said.lower() for word in ("invalid", "illegal", "please", "sorry"))
    return stop


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "empty-file", "empty"),
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted", "password"),
        (ole("Root Entry", "Workbook"), "corrupt", "container"),
        (ole("Root Entry", "WordDocument"), "not-a-workbook", "Word"),
        (OLE, "not-a-workbook", "not known"),
        (b"\n<html><table><tr><td>1</td></tr></table>", "not-a-workbook", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "not-a-workbook", "XML"),
        (b"%PDF-1.7 ...", "not-a-workbook", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-a-workbook", "not known"),
        (pack({"readme.md": "hello"}), "not-a-workbook", "zip"),
        (pack({"Cases.csv": "a,b", "return.xlsx": GOOD}), "not-a-workbook", "zip"),
        (
            pack({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "not-a-workbook",
            "OpenDocument",
        ),
        (pack({"Index/Document.iwa": b"x"}), "not-a-workbook", "Numbers"),
    ],
)
def test_files_of_another_kind(tmp_path: Path, content: bytes, code: str, word: str) -> None:
    stop = stop_of(save(tmp_path, content))
    assert stop.code == code
    assert word in stop.message


@pytest.mark.parametrize(
    ("main_type", "word"),
    [
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "Word",
        ),
        (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "presentation",
        ),
    ],
)
def test_packages_of_another_kind(tmp_path: Path, main_type: str, word: str) -> None:
    stop = stop_of(save(tmp_path, book(one(""), main_type=main_type)))
    assert (stop.code, word in stop.message) == ("not-a-workbook", True)


@pytest.mark.parametrize("keep", [10, 200, len(GOOD) // 2, len(GOOD) - 1, len(GOOD) - 30])
def test_a_file_cut_short(tmp_path: Path, keep: int) -> None:
    assert stop_of(save(tmp_path, GOOD[:keep])).code == "corrupt"


def test_a_flipped_byte(tmp_path: Path) -> None:
    name = b"xl/worksheets/sheet1.xml"
    at = GOOD.index(name) + len(name) + 20
    broken = GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]
    assert stop_of(save(tmp_path, broken)).code == "corrupt"


def test_two_parts_of_the_same_name(tmp_path: Path) -> None:
    parts = list(unpack(GOOD).items())
    for again in ("xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"):
        content = pack_list([*parts, (again, b"<worksheet/>")])
        assert stop_of(save(tmp_path, content)).code == "corrupt"


def test_a_part_with_one_name_in_the_contents_and_another_at_its_place(tmp_path: Path) -> None:
    """Found by the fuzzer: some readers go by the one name, some by the other."""
    at = GOOD.index(b"xl/worksheets/sheet1.xml")
    content = GOOD[:at] + b"xl/worksheets/sheet2.xml" + GOOD[at + 24 :]
    assert stop_of(save(tmp_path, content)).code == "corrupt"


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "xl/../../x.xml", "c:x.xml"])
def test_names_that_point_outside(tmp_path: Path, name: str) -> None:
    content = pack({**unpack(GOOD), name: b"x"})
    assert stop_of(save(tmp_path, content)).code == "corrupt"


def test_a_password_on_the_zip_itself(tmp_path: Path) -> None:
    at = GOOD.index(b"PK\x01\x02")
    content = GOOD[: at + 8] + b"\x01" + GOOD[at + 9 :]
    assert stop_of(save(tmp_path, content)).code == "encrypted"


def test_a_zip_bomb(tmp_path: Path) -> None:
    bomb = pack({**unpack(GOOD), "xl/media/big.bin": b"\0" * 9_000_000})
    assert stop_of(save(tmp_path, bomb)).code == "too-large"


def test_a_declared_size_is_not_believed(tmp_path: Path) -> None:
    content = bytearray(pack({**unpack(GOOD), "xl/media/big.bin": b"\0" * 9_000_000}))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    stop = stop_of(save(tmp_path, bytes(content)))
    assert (stop.code, "larger than the file says" in stop.message) == ("corrupt", True)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "too-large"),
        (Limits(inflated_bytes=500), "too-large"),
        (Limits(parts=3), "too-large"),
        (Limits(sheets=1), "too-large"),
        (Limits(shared_strings=1), "too-large"),
        (Limits(tags=20), "too-large"),
        (Limits(merged_ranges=1), "too-large"),
        (Limits(rows=2), "too-many-cells"),
        (Limits(columns=2), "too-many-cells"),
        (Limits(cells=2), "too-many-cells"),
        (Limits(area=8), "too-many-cells"),
        (Limits(nesting=2), "unsafe-xml"),
    ],
)
def test_each_limit_stops_the_reading_and_is_named(
    tmp_path: Path, limits: Limits, code: str
) -> None:
    body = (
        data(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
            '<row r="3"><c r="C3"><v>1</v></c></row>'
        )
        + '<mergeCells><mergeCell ref="A5:B5"/><mergeCell ref="A6:B6"/></mergeCells>'
    )
    strings = "<si><t>a</t></si><si><t>longer</t></si>"
    path = save(tmp_path, book({"A": body, "B": data("")}, strings=strings))
    assert inspect(path).stop is None
    stop = stop_of(path, limits)
    assert stop.code == code
    [changed] = [f.name for f in fields(Limits) if getattr(limits, f.name) != f.default]
    if code != "unsafe-xml":
        assert stop.message.endswith(f"(setting {changed}).")


@pytest.mark.parametrize(
    "cell",
    [
        "<v>1</v>",
        "<f>1</f>",
    ],
)
@pytest.mark.parametrize("kind", ["", ' t="str"'])
def test_one_cell_in_the_last_corner(tmp_path: Path, cell: str, kind: str) -> None:
    body = data(f'<row r="1048576"><c r="XFD1048576"{kind}>{cell}</c></row>')
    path = save(tmp_path, book({"First": CELL, "Far": body}))
    stop = stop_of(path)
    assert stop.code == "too-many-cells"
    assert "XFD1048576" in stop.message
    receipt = inspect(path)
    assert [sheet.name for sheet in receipt.sheets] == ["First", "Far"]
    assert receipt.sheets[1].filled == 1


@pytest.mark.parametrize(
    "cell",
    [
        't="e"><v>#N/A</v>',
        't="str"><v></v>',
        't="inlineStr"><is><t></t></is>',
        't="inlineStr"><is/>',
        't="s"><v>0</v>',
    ],
)
def test_even_nothing_in_the_last_corner_takes_room(tmp_path: Path, cell: str) -> None:
    body = data(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="1048576"><c r="XFD1048576" {cell}</c></row>'
    )
    path = save(tmp_path, book({"Far": body}, strings="<si><t/></si>"))
    assert stop_of(path).code == "too-many-cells"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData>'
    "</worksheet>"
)


def test_a_document_type_in_a_sheet(tmp_path: Path) -> None:
    assert stop_of(save(tmp_path, book({"A": LAUGHS}))).code == "unsafe-xml"


@pytest.mark.parametrize(
    "part", ["xl/styles.xml", "xl/theme/theme1.xml", "customXml/item1.xml", "[Content_Types].xml"]
)
def test_a_document_type_in_any_other_part(tmp_path: Path, part: str) -> None:
    content = pack({**unpack(GOOD), part: LAUGHS})
    assert stop_of(save(tmp_path, content)).code == "unsafe-xml"


def test_deep_nesting_in_a_sheet(tmp_path: Path) -> None:
    body = data("") + "<a>" * 5000 + "</a>" * 5000
    assert stop_of(save(tmp_path, book({"A": body}))).code == "unsafe-xml"


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c><c r="B1"><v>2</v></c>',
        '<c r="A5"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="$A$1"><v>1</v></c>',
        '<c r="ZZZ1"><v>1</v></c>',
        '<c r=""><v>1</v></c>',
        '<c r="A1" t="s"><v>9</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v> 0 </v></c>',
        '<c r="A1" t="s"><v>x</v></c>',
        '<c r="A1" t="zzz"><v>1</v></c>',
        '<c r="A1" t="b"><v>7</v></c>',
        '<c r="A1"><v>Jane</v></c><c r="B1" t="n"><v>Jane</v></c>',
        '<c r="A1"><v>1<!-- -->2</v></c>',
        '<c r="A1"><v>1<![CDATA[5]]>2</v></c>',
        '<c r="A1"><v>1<?x y?>2</v></c>',
        '<c r="A1"><v>1&#50;3</v></c>',
        '<c r="A1"><v>1</v><v>2</v></c>',
        '<c r="A1"><c r="A1"><v>2</v></c></c>',
        '<c r="A1"><v>NaN</v></c>',
        '<c r="A1"><v>inf</v></c>',
        '<c r="A1" s="3"><v>1e10</v></c>',
        '<c r="A1" t="str"><v>&nothing;</v></c>',
        '<c r="A1"><v>1</v>',
    ],
)
def test_cells_that_readers_would_take_in_different_ways(tmp_path: Path, cells: str) -> None:
    stop = stop_of(save(tmp_path, book(one(cells), strings="<si><t>a</t></si>")))
    assert stop.code == "corrupt"


@pytest.mark.parametrize(
    "body",
    [
        data('<row r="99999999999"><c><v>1</v></c></row>'),
        data('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        data('<row r="1048576"/><row><c><v>1</v></c></row>'),
        data('<row r="x"><c><v>1</v></c></row>'),
        data('<c r="A1"><v>1</v></c>'),
        data("") + '<mergeCells><mergeCell ref="A1:ZZZZ9"/></mergeCells>',
        '<cols><col min="0" max="x" hidden="1"/></cols>' + data(""),
    ],
)
def test_rows_that_cannot_be(tmp_path: Path, body: str) -> None:
    assert stop_of(save(tmp_path, book({"A": body}))).code == "corrupt"


@pytest.mark.parametrize(
    "cells",
    [
        data('<row r="1"><c r="A1"><v>1</v></c></row>')
        + data('<row r="2"><c r="A2"><v>1</v></c></row>'),
        data('<row r="1"><c r="A1" t="inlineStr"><v>abc</v></c></row>'),
        data('<row r="1"><c r="A1"><v>3</v><f>1+2</f></c></row>'),
        data('<row r="1"><c r="A1" t="str"><v><![CDATA[x]]></v></c></row>').replace(
            "<![CDATA[x]]>", "x</v><is/><v>"
        ),
    ],
)
def test_no_value_is_lost_in_silence(tmp_path: Path, cells: str) -> None:
    stop = stop_of(save(tmp_path, book({"Cases": cells})))
    assert stop.code in ("readings-disagree", "corrupt")


def test_a_disagreement_names_the_sheet_and_both_counts(tmp_path: Path) -> None:
    body = data('<row r="1"><c r="A1"><v>1</v></c></row>') + data(
        '<row r="2"><c r="A2"><v>1</v></c></row>'
    )
    stop = stop_of(save(tmp_path, book({"Cases": body})))
    assert stop.code == "readings-disagree"
    for word in ("Cases", "2 cells", "1 were"):
        assert word in stop.message


def test_merged_ranges_that_overlap_without_end(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 300))
    ranges = '<mergeCell ref="A1:B1048576"/>' * 200
    body = data(cells) + f"<mergeCells>{ranges}</mergeCells>"
    stop = stop_of(save(tmp_path, book({"A": body})), Limits(area=10_000))
    assert stop.code == "too-large"


def test_a_workbook_without_sheets(tmp_path: Path) -> None:
    assert stop_of(save(tmp_path, book({}))).code == "no-sheets"
    chart = book({"Chart": "<chartsheet/>"}, kinds={"Chart": "chartsheet"})
    assert stop_of(save(tmp_path, chart)).code == "no-sheets"


def test_a_sheet_needs_a_name_that_can_be(tmp_path: Path) -> None:
    assert inspect(save(tmp_path, book({"N" * 255: CELL}))).stop is None
    for name in ("", "N" * 256):
        assert stop_of(save(tmp_path, book({name: CELL}))).code == "corrupt"


def test_texts_within_texts_are_numbered_in_two_ways(tmp_path: Path) -> None:
    cell = data('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')
    for strings in ("<si><si><t>a</t></si><t>b</t></si>", "<x><si><t>a</t></si></x><si/>"):
        assert stop_of(save(tmp_path, book({"A": cell}, strings=strings))).code == "corrupt"


def test_a_value_at_the_end_of_a_step_of_the_parser_is_one_value(tmp_path: Path) -> None:
    """The parser is given large parts in steps; a number cut by one is not one with escapes."""
    for pad in range(40):
        rows = f'<!-- {"x" * (262_144 - 200 + pad * 5)} --><row r="1"><c r="A1"><v>1234567890</v>'
        body = data(f"{rows}</c></row>")
        assert inspect(save(tmp_path, book({"A": body}))).stop is None


def test_two_sheets_of_the_same_name(tmp_path: Path) -> None:
    assert stop_of(save(tmp_path, book({"Cases": CELL, "cases": CELL}))).code == "corrupt"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"worksheets/sheet1.xml", b"worksheets/none.xml"),
        (b'Id="s1"', b'Id="s9"'),
        (b'Id="s1"', b'Id="s1" TargetMode="External"'),
        (b"/officeDocument", b"/nothing"),
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, old: bytes, new: bytes) -> None:
    content = rework(
        GOOD, lambda name, part: part.replace(old, new) if name.endswith(".rels") else part
    )
    if old == b"/officeDocument":
        content = rework(
            GOOD, lambda name, part: part.replace(old, new) if name == "_rels/.rels" else part
        )
    assert stop_of(save(tmp_path, content)).code == "corrupt"
