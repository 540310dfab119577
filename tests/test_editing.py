"""Changing a workbook part by part: what is changed is changed, and every other byte stays."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_files import book, one, pack, pack_list, rework, unpack

from checker.editing.cells import edited, restyled, text_cell
from checker.editing.package import directory, rewritten
from checker.editing.refusals import draft_of
from checker.editing.sheets import add_sheet, sheets_of, unused_name
from checker.editing.styles import Styles
from checker.editing.tags import children, root, with_attribute
from checker.errors import Uneditable

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.xlsx"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, head: str = "", prefix: str = "") -> bytes:
    name = f":{prefix[:-1]}" if prefix else ""
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
    return f'<{prefix}worksheet xmlns{name}="{MAIN}">{head}{data}</{prefix}worksheet>'.encode()


# The package -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_package_with_nothing_changed_is_the_same_file(path):
    data = path.read_bytes()
    assert rewritten(data, {}, {}) == data


def test_parts_that_are_not_changed_keep_their_bytes_and_their_order():
    data = SAMPLES[0].read_bytes()
    made = rewritten(
        data, {"xl/workbook.xml": b"<new/>"}, {"more.bin": b"\0" * 9, "é.xml": b"<e/>"}
    )
    old, new = directory(data), directory(made)
    assert [e.name for e in new.entries] == [*(e.name for e in old.entries), "more.bin", "é.xml"]
    for before, after in zip(old.entries, new.entries, strict=False):
        if before.name != "xl/workbook.xml":
            assert data[before.start : before.end] == made[after.start : after.end]
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        assert package.read("xl/workbook.xml") == b"<new/>"
        assert package.read("é.xml") == b"<e/>"


def test_descriptors_extras_padding_and_remarks_go_along(tmp_path):
    class Unseekable(io.RawIOBase):
        """A file that cannot be wound back, so that sizes stand after the data."""

        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        info = zipfile.ZipInfo("one.xml")
        info.extra = b"\x99\x99\x02\x00ab"
        info.comment = b"a remark"
        package.writestr(info, b"<one/>" * 50)
        package.writestr("two.xml", b"<two/>")
        package.comment = b"of the whole"
    made = rewritten(out.data, {"two.xml": b"<deux/>"}, {})
    first = directory(out.data).entries[0]
    assert made[first.start : first.end] == out.data[first.start : first.end]
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.comment == b"of the whole"
        assert package.getinfo("one.xml").comment == b"a remark"
        assert package.read("one.xml") == b"<one/>" * 50
        assert package.read("two.xml") == b"<deux/>"


def _zip64(data: bytes) -> bytes:
    at = data.rindex(b"PK\x05\x06")
    return data[:at] + b"PK\x06\x07" + b"\0" * 16 + data[at:]


def _twice(_: bytes) -> bytes:
    return pack_list([("a.xml", "1"), ("a.xml", "2")])


def _far(data: bytes) -> bytes:
    at = data.rindex(b"PK\x05\x06")
    return data[: at + 16] + struct.pack("<I", 0xFFFFFFFF) + data[at + 20 :]


@pytest.mark.parametrize(
    "change",
    [
        _zip64,
        _twice,
        _far,
        lambda data: b"#!" + data,
        lambda data: data + b"more",
        lambda data: data[:-30],
        lambda _: b"",
    ],
)
def test_a_package_that_is_laid_out_oddly_is_refused_in_words(change):
    with pytest.raises(Uneditable, match="package is not laid out"):
        rewritten(change(SAMPLES[0].read_bytes()), {}, {})


@given(st.binary(max_size=400))
def test_damage_anywhere_in_the_directory_is_refused_or_harmless(noise):
    data = SAMPLES[-1].read_bytes()
    at = directory(data).start
    broken = data[: at + 40] + noise + data[at + 40 + len(noise) :]
    with suppress(Uneditable):
        directory(broken)


# Cells -------------------------------------------------------------------------------------------

ROWS = (
    """<!-- <row r="1"><c r="A1"/></row> --><row r='2' spans="1:2" >"""
    """<c r='A2' t="s"><v>0</v></c><c t="str" r="B2"  s='4'><f>"&lt;c r=""A9""/>"</f><v>x</v></c>"""
    """</row><row r="5" s="7" customFormat="1"/><row r="6"><c r="B6"><v>1</v></c></row>"""
)


def seen(found):
    def change(cell):
        found[cell.name] = (cell.style, bool(cell.raw))
        return restyled(cell, 9)

    return change


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_are_found_put_in_and_nothing_else_moves(prefix):
    rows = ROWS.replace("<row", f"<{prefix}row").replace("</row", f"</{prefix}row")
    rows = rows.replace("<c ", f"<{prefix}c ").replace("</c>", f"</{prefix}c>")
    head = f'<{prefix}cols><{prefix}col min="3" max="4" width="9" style="5"/></{prefix}cols>'
    data, found = sheet(rows, head, prefix), {}
    places = [(1, 1), (2, 2), (2, 4), (4, 3), (5, 2), (6, 1), (6, 2), (9, 16_384)]
    made = edited(data, dict.fromkeys(places, seen(found)))
    assert found == {
        "A1": (0, False), "B2": (4, True), "D2": (5, False), "C4": (5, False),
        "B5": (7, False), "A6": (0, False), "B6": (0, True), "XFD9": (0, False),
    }  # fmt: skip
    kept = made.decode()
    assert f'<{prefix}c t="str" r="B2"  s="9"><f>' in kept
    assert f"""<{prefix}row r='2' spans="1:4" >""" in kept
    [listed] = [e for e in children(made, root(made)) if e.local == "sheetData"]
    numbers = [row.value("r") for row in children(made, listed)]
    assert numbers == ["1", "2", "4", "5", "6", "9"]
    for name in found:
        kept = kept.replace(f'<{prefix}c r="{name}" s="9"/>', "")
    assert "<!-- <" in kept


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c r='A1'/></row>",
        "<row r='1'><c/></row>",
        "<row r='3'/><row r='1'><c r='A1'/></row>",
        "<row r='1'><c r='B1'/><c r='A1'/></row>",
        "<row r='1'><c r='A2'/></row>",
        "<row r='1'><c r='a1'/></row>",
        "<row r='1'><d r='A1'/></row>",
    ],
)
def test_rows_and_cells_that_do_not_say_where_they_are_are_refused(rows):
    with pytest.raises(Uneditable, match="part of it is written in a way"):
        edited(sheet(rows), {(1, 9): lambda cell: restyled(cell, 1)})


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.decode().encode("utf-16"),
        lambda content: b'<?xml version="1.0" encoding="latin-1"?>' + content,
        lambda content: b"<!DOCTYPE x>" + content,
        lambda content: content[:-3],
    ],
)
def test_a_part_that_is_not_plain_xml_is_refused(change):
    def changed(name, content):
        return change(content) if name.endswith("sheet1.xml") else content

    draft = draft_of(rework(book(one('<c r="A1"><v>1</v></c>')), changed))
    with pytest.raises(Uneditable, match="part of it is written in a way"):
        draft.read("xl/worksheets/sheet1.xml")


def test_a_sheet_without_rows_gets_them():
    data = f'<worksheet xmlns="{MAIN}"><sheetData /></worksheet>'.encode()
    made = edited(data, {(3, 2): lambda cell: text_cell(cell.name, "<&>", cell.style)})
    assert b'<sheetData><row r="3"><c r="B3" s="0" t="inlineStr">' in made
    assert b"&lt;&amp;&gt;" in made


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("""<c r="A1" s='1'/>""", """<c r="A1" s="2"/>"""),
        ("""<c x=" s='1'" r="A1">""", """<c s="2" x=" s='1'" r="A1">"""),
        ("""<x:c\ns = "1">""", """<x:c\ns="2">"""),
    ],
)
def test_an_attribute_is_set_in_its_place(tag, wanted):
    assert with_attribute(tag.encode(), "s", "2") == wanted.encode()


# Sheets and formats ------------------------------------------------------------------------------


def test_a_sheet_is_added_last_and_a_taken_name_gets_a_number():
    draft = draft_of(SAMPLES[0].read_bytes())
    before = [sheet.name for sheet in sheets_of(draft)]
    name = unused_name(draft, before[0].upper())
    assert name == f"{before[0].upper()} (2)"
    add_sheet(draft, "=1 & <2>", sheet('<row r="1">' + text_cell("A1", "=1").decode() + "</row>"))
    import openpyxl

    made = openpyxl.load_workbook(io.BytesIO(draft.made()))
    assert made.sheetnames == [*before, "=1 & <2>"]
    assert made.worksheets[-1]["A1"].value == "=1"
    assert made.worksheets[-1]["A1"].data_type == "s"


def test_a_highlight_changes_the_fill_and_makes_bright_text_dark():
    import openpyxl
    from openpyxl.styles import Font, PatternFill

    book = openpyxl.Workbook()
    cell = book.active["A1"]
    cell.value, cell.number_format = 45000, "dd/mm/yyyy"
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", "1F3864")
    book.active["A2"].font = Font(italic=True, color="222222")
    book.active["A2"].value = 1
    out = io.BytesIO()
    book.save(out)
    draft = draft_of(out.getvalue())
    styles, [first] = Styles(draft), sheets_of(draft)
    change = lambda cell: restyled(cell, styles.filled(cell.style, "FFF8CBCB"))  # noqa: E731
    draft.put(first.part, edited(draft.read(first.part), {(1, 1): change, (2, 1): change}))
    styles.save()
    made = openpyxl.load_workbook(io.BytesIO(draft.made())).active
    assert [made[ref].fill.fgColor.rgb for ref in ("A1", "A2")] == ["FFF8CBCB"] * 2
    assert made["A1"].number_format == "dd/mm/yyyy"
    assert (made["A1"].font.bold, made["A1"].font.color.rgb) == (True, "FF1A1A1A")
    assert (made["A2"].font.italic, made["A2"].font.color.rgb) == (True, "00222222")


def test_a_workbook_without_formats_is_given_them():
    import openpyxl

    parts = unpack(book(one('<c r="A1"><v>1</v></c>')))
    del parts["xl/styles.xml"]
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = re.sub(rb'<Relationship Id="st"[^>]*>', b"", links)
    draft = draft_of(pack(parts))
    styles = Styles(draft)
    number = styles.filled(0, "FFF8CBCB")
    styles.save()
    first = sheets_of(draft)[0]
    draft.put(first.part, edited(draft.read(first.part), {(1, 1): lambda c: restyled(c, number)}))
    made = openpyxl.load_workbook(io.BytesIO(draft.made()))
    assert made.worksheets[0]["A1"].fill.fgColor.rgb == "FFF8CBCB"
