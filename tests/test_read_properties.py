"""Generated sheets and damaged files: what is written is read, and nothing ever escapes."""

from __future__ import annotations

import datetime as dt
import math
import random
import re
import tempfile
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from read_files import STYLES, book, data, save

from checker.errors import Unreadable
from checker.read import Limits, Text, inspect, read
from checker.read.finished import finish
from checker.read.ooxml import proven, strings
from checker.read.ooxml.kinds import KINDS
from checker.read.ooxml.textwalk import TextWalk
from checker.read.ooxml.worksheet import quick, thorough
from checker.read.places import SHIFT
from checker.read.tally import SharedStrings, Tally
from checker.read.texts import Texts
from checker.read.values import Valued

# openpyxl refuses control characters, and XML turns a carriage return into a line end.
TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: not text.startswith("=") and "_x" not in text)
DATE = st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2100, 1, 1)).map(
    lambda when: when.replace(microsecond=0)
)
VALUE = st.one_of(
    TEXT, st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, width=32), st.booleans(), DATE
)
PLACES = st.dictionaries(
    st.tuples(st.integers(1, 60), st.integers(1, 40)), VALUE, min_size=0, max_size=40
)


def same(written: object, found: object) -> bool:
    if isinstance(written, dt.datetime) and not isinstance(found, dt.datetime):
        return found == written.date() and written.time() == dt.time()
    if isinstance(written, str):
        return isinstance(found, str) and found.split() == written.split()
    if isinstance(written, float):  # openpyxl writes 16 digits
        return isinstance(found, float) and math.isclose(found, written, rel_tol=1e-14)
    return found == written and isinstance(found, bool) == isinstance(written, bool)


@settings(max_examples=60, deadline=None)
@given(PLACES)
def test_what_openpyxl_writes_is_read_at_the_same_places(
    cells: dict[tuple[int, int], object],
) -> None:
    made = openpyxl.Workbook()
    for (row, column), value in cells.items():
        made.active.cell(row, column, value)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        made.save(path)
        workbook = read(path)
    rows = workbook.sheets[0].rows
    filled = {
        (r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v is not None
    }
    visible = {
        place: v for place, v in cells.items() if not isinstance(v, str) or v.strip(" \t\r\n")
    }
    assert set(visible) <= set(filled) <= set(cells)
    assert all(same(value, filled[place]) for place, value in visible.items())
    assert workbook.receipt.sheets[0].filled == len(filled)


CELL = st.sampled_from(
    [
        "<v>1</v>", "<v></v>", "<v/>", "<v>0</v>", "<f>A1</f>", "<f>A1</f><v>2</v>",
        "<f>A1</f><v></v>",
        '<f t="shared" si="0"/><v>3</v>', "<is><t>x</t></is>", "<is><t> </t></is>", "<is><t/></is>",
        '<is><t xml:space="preserve"> </t></is>', "<is><t>&amp;</t></is>", "", "<f>A&amp;1</f>",
        '<is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is>', "<v>a&lt;b</v>",
        "<is><t> &#32;&#x9; </t></is>",
        "<is><t>&#8211;</t></is>", "<is><t>&#0;</t></is>", "<v>&#50;</v>", "<v>1&#50;</v>",
        "<is><t>&nope;</t></is>", "<is><t>a & b</t></is>", "<is><t>]]></t></is>",
        "<is><t>\n</t></is>",
        "<is><r><t> </t></r><r><t>b</t></r></is>", '<f ca="1" t="array" ref="A1:A2">x</f><v>1</v>',
    ]
)  # fmt: skip
KIND = st.sampled_from(["", ' t="n"', ' t="s"', ' t="str"', ' t="inlineStr"', ' t="e"', ' t="b"'])
SHEETS = st.dictionaries(
    st.integers(1, 9),
    st.dictionaries(st.integers(1, 30), st.tuples(KIND, CELL), max_size=6),
    max_size=6,
)
STRINGS = SharedStrings(4, frozenset({1}))
NOTHING = ("", '<row r="90" hidden="1"/>', "<!-- x -->", "<row/>")


def written(sheet: dict[int, dict[int, tuple[str, str]]], extra: str, sort: bool) -> bytes:
    order = sorted if sort else list
    rows = "".join(
        f'<row r="{r}" hidden="{r % 2}">'
        + "".join(
            f'<c r="{get_column_letter(c)}{r}" s="1"{kind}>{inner}</c>'
            for c, (kind, inner) in order(cells.items())
        )
        + "</row>"
        for r, cells in order(sheet.items())
    )
    return f'<worksheet><dimension ref="A1"/>{data(rows + extra)}</worksheet>'.encode()


@settings(max_examples=300, deadline=None)
@given(SHEETS, st.sampled_from(NOTHING), st.booleans())
def test_the_quick_way_counts_as_the_thorough_one(
    sheet: dict[int, dict[int, tuple[str, str]]], extra: str, sort: bool
) -> None:
    content = written(sheet, extra, sort)
    fast = outcome(quick, content)
    if fast is not None:
        assert fast == outcome(thorough, content)


def outcome(way: Callable[[bytes, Tally], Tally | None], content: bytes) -> object:
    """The counts with the texts around the cells, or the words of the stop."""
    texts: list[Text] = []
    rim = TextWalk(KINDS["worksheet"], "A", Texts(Limits(), texts), Limits())
    strings = replace(STRINGS, used=set())
    try:
        tally = way(content, Tally(strings, Limits(), 2_000, rim))
    except Unreadable as stop:
        return stop.message
    if tally is None:
        return None
    try:
        counted = finish(tally, "A", "visible")
    except Unreadable as stop:
        return stop.message
    return replace(counted, valued=array("q", places(counted.valued))), texts, strings.used


def places(valued: Valued) -> list[int]:
    if not isinstance(valued, list):
        return list(valued)
    return [row << SHIFT | (column - 1) for row, columns in valued for column in columns]


# One row in each form that is proved at one go, and one that needs a closer look.
FORMS = (
    '<row r="1" spans="1:4"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><v>1.5E-3</v></c>'
    '<c r="C1" s="2"/><c r="D1" t="b"><v>1</v></c></row>',
    '<row r="2" ht="15" customHeight="1"><c r="A2" s="1" t="inlineStr"><is><t>a &amp; b</t></is>'
    '</c><c r="B2" t="n"></c><c r="C2" t="inlineStr"><is><t xml:space="preserve"> c</t></is></c>'
    '<c r="AA2" t="n"><v>-7</v></c></row>',
    '<row r="3" customFormat="false" ht="12.8" hidden="false" customHeight="false" '
    'outlineLevel="0" collapsed="false"><c r="A3" s="1" t="s"><v>3</v></c><c r="B3" t="str">'
    "<f>A1/2</f><v>x y</v></c><c r=\"C3\"><f>A1</f><v>4</v></c></row>",
    '<row r="5"></row><row r="7" x14ac:dyDescent="0.25"><c r="B7" t="s"><v>2</v></c></row>',
    '<row r="8"><c r="A8" t="inlineStr"><is><t>&#8211; é</t></is></c>'
    '<c r="C8" t="d"><v>2026-01-01</v></c></row>',
    '<row r="9" hidden="1"><c r="A9" t="e"><v>#N/A</v></c><c r="B9"><f>"x"</f><v>2</v></c></row>',
)  # fmt: skip
PIECES = st.sampled_from(
    [
        '<c r="A5"/>', '<c r="D1"><v>1</v></c>', '<c r="B2" s="1"></c>', '<row r="3"/>', "</row>",
        '<row r="12">', '<row r="2" ht="15">', "<!-- x -->", "<![CDATA[x]]>", "]]>", "&amp;",
        "&#9;", "&#32;", "&#150;", "&x;", "é", "\x01", " ", "\n", '"', "'", "<", ">", "/", "=",
        ' t="s"', ' t="e"', ' t="str"', ' hidden="1"', ' ht="0"', ' spans="1:2"', ' r="1"', "A",
        "Z", "0", "1", "9" * 400, "1e999", "<v>", "</v>", "<v/>", "<f>A1</f>", "<is><t>x</t></is>",
        "</c>", "<t/>", "</sheetData>", "<sheetData>",
    ]
)  # fmt: skip
PLACES_OF_DAMAGE = re.compile('(?=[<>"&=])|(?<=[<>"&=])')


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(FORMS), min_size=1, max_size=6),
    st.booleans(),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), PIECES), max_size=3),
)
def test_the_quick_way_declines_damage_or_counts_it_alike(
    rows: list[str], sort: bool, damage: list[tuple[float, int, str]]
) -> None:
    """Damage stands where it hurts: at the edge of a tag, of a value, of an attribute."""
    body = "".join(dict.fromkeys(sorted(rows) if sort else rows))
    for where, length, piece in damage:
        spots = [found.start() for found in PLACES_OF_DAMAGE.finditer(body)]
        at = spots[int(where * (len(spots) - 1))]
        body = body[:at] + piece + body[at + length :]
    content = f"<worksheet>{data(body)}<pageMargins/></worksheet>".encode()
    fast = outcome(quick, content)
    if fast is not None:
        assert fast == outcome(thorough, content)


@pytest.mark.parametrize("row", FORMS[:-1])
def test_the_usual_forms_are_proved_at_one_go(row: str) -> None:
    found = proven.picked(f"</row>{row}".removesuffix("</row>").encode(), strings=True)
    assert found is not None


def test_a_row_that_needs_a_closer_look_is_counted_by_the_quick_way() -> None:
    assert outcome(quick, f"<worksheet>{data(FORMS[-1])}</worksheet>".encode()) is not None


@pytest.mark.parametrize("number", ["9" * 400, "1e999", "-1E400"])
def test_an_endless_number_is_no_number_both_ways(number: str) -> None:
    row = f'<row r="1"><c r="A1"><v>{number}</v></c></row>'
    content = f"<worksheet>{data(row)}</worksheet>".encode()
    stopped = outcome(thorough, content)
    assert isinstance(stopped, str)
    assert stopped.endswith("a number that is not a number.")
    assert outcome(quick, content) in (None, stopped)


STRING = st.sampled_from(
    [
        "<t>a</t>", "<t/>", "<t></t>", "<t> </t>", '<t xml:space="preserve"> </t>', "<t>&#32;</t>",
        "<t>\n</t>", "<t>&amp;</t>", "<t>a & b</t>", "<t>]]></t>", "<t>a</t><t>b</t>", "",
        "<r><t>ri</t></r><r><t>ch</t></r>", '<t>a</t><rPh sb="0" eb="1"><t>b</t></rPh>',
        '<t>a</t><phoneticPr fontId="1"/>', "<t>é<!-- x --></t>", "<si><t>x</t></si>",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(STRING, max_size=8), st.sampled_from(["", "<x/>", "&", " "]))
def test_shared_strings_are_numbered_alike_both_ways(inner: list[str], extra: str) -> None:
    items = "".join(f"<si>{text}</si>" for text in inner)
    content = f"<sst>{items}{extra}</sst>".encode()
    assert numbered(content) == numbered(
        content.replace(b"<sst>", b"<sst><!-- <si><t>x</t></si> -->")
    )


def numbered(content: bytes) -> tuple[int, frozenset[int]] | str:
    try:
        found = strings.count(content, Limits())
    except Unreadable as stop:
        return stop.message
    assert all(found.have_text([at]) != (at in found.empty) for at in range(found.count))
    return found.count, found.empty


def test_the_quick_way_is_taken_for_the_usual_programs(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for number in range(5):
        made.active.append(
            [f"K{number}", number, dt.date(2026, 1, 1), None, "a & b – c", "=A1", True]
        )
    made.save(tmp_path / "made.xlsx")
    parts = openpyxl.reader.excel.ZipFile(tmp_path / "made.xlsx")
    content = parts.read("xl/worksheets/sheet1.xml")
    assert quick(content, Tally(SharedStrings(99), Limits(), 99)) is not None


def base() -> bytes:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c><c r="B{r}" s="1"><v>{r}</v></c></row>'
        for r in range(1, 30)
    )
    return book({"A": data(rows)}, strings="<si><t>a</t></si>", extra={"x/y.xml": STYLES})


@pytest.mark.parametrize("seed", range(150))
def test_damaged_files_stop_and_nothing_else_escapes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(base())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content))
        if chance.random() < 0.3:
            del content[at : at + chance.randint(1, 40)]
        else:
            content[at] = chance.randrange(256)
    receipt = inspect(save(tmp_path, bytes(content)))
    if receipt.stop is None:
        assert receipt.sheets[0].filled == 58


@pytest.mark.parametrize("seed", range(150))
def test_damaged_xml_stops_or_agrees(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(data("".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c><c r="B{r}" t="str"><f>x</f><v>{r}</v></c>'
        f'<c r="C{r}" t="e"><v>#N/A</v></c></row>' for r in range(1, 9)
    )), "ascii")  # fmt: skip
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(body))
        body[at] = chance.choice(b'<>/"= 0189ABcrvtse&')
    inspect(save(tmp_path, book({"A": body.decode()}, strings="<si><t>a</t></si>")))
