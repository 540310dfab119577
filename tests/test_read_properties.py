"""Generated sheets and damaged files: what is written is read, and nothing ever escapes."""

from __future__ import annotations

import datetime as dt
import math
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from read_files import STYLES, book, data, save

from checker.errors import Unreadable
from checker.read import Limits, inspect, read
from checker.read.finished import Counted, finish
from checker.read.ooxml import strings
from checker.read.ooxml.worksheet import quick, thorough
from checker.read.tally import SharedStrings, Tally

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


def outcome(way: Callable[[bytes, Tally], Tally | None], content: bytes) -> Counted | str | None:
    """The counts, or the words of the stop."""
    try:
        tally = way(content, Tally(STRINGS, Limits(), 2_000))
        return None if tally is None else finish(tally, "A", "visible")
    except Unreadable as stop:
        return stop.message


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
