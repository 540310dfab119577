"""Binary Excel workbooks: what they hold is read, counted twice, and hostile ones stop."""

from __future__ import annotations

import datetime as dt
import random
import re
import struct
from collections.abc import Mapping
from pathlib import Path

import pytest
from binary_files import brt, cell12, data12, rk, row12, sheet12, strings12, wide, xlsb
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import OFFICE, PACKAGE, rework, save

from checker.errors import Unreadable
from checker.read import Limits, inspect, read

BLANK, RK, ERROR, BOOL, REAL, TEXT, SHARED = range(1, 8)
F_TEXT, F_NUMBER, F_BOOL, F_ERROR = range(8, 12)
SHORT = 11  # from a kind of cell to its short form
RICH = 62


def real(value: float) -> bytes:
    return struct.pack("<d", value)


def whole(number: int) -> bytes:
    return struct.pack("<I", number)


def stop_code(path: Path, limits: Limits | None = None) -> str:
    stop = inspect(path, limits or Limits()).stop
    assert stop is not None
    assert "Jane" not in stop.message + stop.fix
    return stop.code


def rows_of(tmp_path: Path, *records: bytes, **how: object) -> list[list[object]]:
    """The rows of the one sheet of a workbook with these records as its data."""
    content = xlsb({"Cases": data12(*records)}, **how)  # type: ignore[arg-type]
    book = read(save(tmp_path, content, "a.xlsb"))
    assert (book.receipt.format, book.receipt.confirmed) == ("xlsb", True)
    return book.sheets[0].rows


def test_every_kind_of_cell_is_read(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        row12(0),
        cell12(TEXT, 0, wide("in the cell ẁ")),
        cell12(SHARED, 1, whole(1)),
        cell12(REAL, 2, real(1.5)),
        cell12(RK, 3, rk(-7)),
        cell12(RK, 4, rk(1 << 28)),
        cell12(BOOL, 5, b"\x01"),
        row12(1),
        cell12(F_NUMBER, 0, real(2.5) + bytes(10)),
        cell12(F_TEXT, 1, wide("made") + bytes(10)),
        cell12(F_BOOL, 2, b"\x00" + bytes(10)),
        cell12(RICH, 3, b"\x01" + wide("rich") + whole(0)),
        strings=strings12(["", "shared"]),
    )
    assert rows == [
        ["in the cell ẁ", "shared", 1.5, -7.0, float(1 << 28), True],
        [2.5, "made", False, "rich", None, None],
    ]
    assert not any(type(value) is int for row in rows for value in row)


def test_cells_in_short_form_are_read(tmp_path: Path) -> None:
    def short(kind: int, content: bytes, style: int = 0) -> bytes:
        return brt(kind + SHORT, whole(style) + content)

    rows = rows_of(
        tmp_path,
        row12(0),
        short(TEXT, wide("a")),
        short(RK, rk(46000), 1),
        short(BLANK, b""),
        short(REAL, real(1.5)),
        cell12(BOOL, 6, b"\x01"),
        short(SHARED, whole(0)),
        short(BOOL, b"\x00"),
        short(ERROR, b"\x2a"),
        strings=strings12(["shared"]),
    )
    assert rows == [["a", dt.date(2025, 12, 9), None, 1.5, None, None, True, "shared", False, None]]


@pytest.mark.parametrize("kind", [RK, REAL, F_NUMBER])
def test_dates_are_dates_however_their_number_is_stored(tmp_path: Path, kind: int) -> None:
    content = rk(46000) if kind == RK else real(46000) + bytes(10 * (kind == F_NUMBER))
    day = cell12(kind, 0, content, 1)
    assert rows_of(tmp_path, row12(0), day) == [[dt.date(2025, 12, 9)]]
    moved = rows_of(tmp_path, row12(0), day, from_1904=True)
    assert moved == [[dt.date(2029, 12, 10)]]


def test_the_receipt_counts_what_readers_hide(tmp_path: Path) -> None:
    records = (
        row12(0)
        + cell12(ERROR, 0, b"\x2a")
        + cell12(ERROR, 1, b"\x99")
        + row12(1)
        + cell12(F_ERROR, 0, b"\x07" + bytes(10))
        + cell12(F_TEXT, 1, wide("") + bytes(10))
        + row12(2)
        + cell12(TEXT, 0, wide("top"))
        + row12(3, hidden=True)
        + cell12(TEXT, 1, wide("hidden under it"))
        + cell12(TEXT, 2, wide(""))
    )
    part = sheet12(
        records,
        before=brt(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1)),
        after=brt(176, struct.pack("<IIII", 2, 4, 0, 1)) + brt(535, struct.pack("<HI60x", 0, 1)),
    )
    content = xlsb({"Cases": part, "Old": data12()}, states={"Old": 2})
    path = save(tmp_path, content, "a.xlsb")
    sheet, old = inspect(path).sheets
    assert (sheet.filled, sheet.errors, sheet.error_cells) == (6, 3, ("A1", "B1", "A2"))
    assert (sheet.merged_hidden, sheet.merged_ranges) == (1, ("A3:B5",))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.declared) == ((4,), (2,), "A1:J10")
    assert (sheet.last_row, sheet.last_column, old.state) == (4, 2, "veryHidden")
    notes = " ".join(inspect(path).notes)
    assert "protected against changes" in notes
    assert "never calculated cannot be told" in notes


@pytest.mark.parametrize("locked", [0, 1])
def test_protection_is_told_where_it_is_switched_on(tmp_path: Path, locked: int) -> None:
    for content in (
        xlsb({"A": sheet12(b"", after=brt(535, struct.pack("<HI60x", 0, locked)))}),
        xlsb({"A": data12()}, book=brt(534, struct.pack("<HHH", 0, 0, locked))),
    ):
        notes = " ".join(inspect(save(tmp_path, content, "a.xlsb")).notes)
        assert ("protected against changes" in notes) == bool(locked)


def test_a_number_of_texts_that_is_told_wrongly_is_put_right(tmp_path: Path) -> None:
    for told in (0, 1, 9, 0xFFFFFFFF):
        strings = strings12(["a", "b"], told=told)
        cells = (row12(0), cell12(SHARED, 0, whole(1)))
        assert rows_of(tmp_path, *cells, strings=strings) == [["b"]]


def test_a_name_that_readers_stumble_over_does_not_stop_the_reading(tmp_path: Path) -> None:
    name = brt(39, bytes(9) + wide("Ann_Name") + whole(4) + b"\xff" * 4)
    path = save(tmp_path, xlsb({"A": data12(row12(0), cell12(REAL, 0, real(1)))}, book=name), "a")
    book = read(path)
    assert book.sheets[0].rows == [[1.0]]
    assert ("defined-name", "Ann_Name") in {(t.place, t.words) for t in book.texts}


COMMENTS = (
    brt(632, wide("Ann Author"))
    + brt(635, struct.pack("<IIIII16x", 0, 3, 3, 1, 1))
    + brt(637, b"\0" + wide("Ask Ann Comment"))
    + brt(636)
)
CORE = "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:creator>Ann Creator</dc:creator>%s"


def test_texts_outside_the_cells_are_gathered(tmp_path: Path) -> None:
    part = sheet12(
        row12(0) + cell12(REAL, 0, real(1)),
        after=brt(479, b"\0\0" + wide("Printed for Ann Header") + b"\xff" * 20)
        + brt(64, bytes(20) + wide("A prompt by Ann")),
    )
    links = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="c" Type="{OFFICE}/comments" Target="../comments1.bin"/>'
        f'<Relationship Id="h" Type="{OFFICE}/hyperlink" Target="mailto:ann@example.org" '
        'TargetMode="External"/></Relationships>'
    )
    extra: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.bin.rels": links,
        "xl/comments1.bin": COMMENTS,
        "docProps/core.xml": CORE % "<dc:title>A title</dc:title></cp:coreProperties>",
        "docProps/custom.xml": "<Properties><property name='x'>"
        "<lpwstr>A custom one</lpwstr></property></Properties>",
        "xl/pivotCache/pivotCacheRecords1.bin": brt(24, wide("Ann Pivot")),
        "xl/unknown1.bin": b"\x01\x02" + "Left over by Ann".encode("utf-16-le"),
        "xl/vbaProject.bin": "Ann Macro".encode("utf-16-le"),
    }
    book = read(save(tmp_path, xlsb({"Cases": part}, extra=extra), "a.xlsb"))
    texts = {(t.place, t.words, t.sheet, t.cell) for t in book.texts}
    assert texts >= {
        ("comment", "Ask Ann Comment", "Cases", "B4"),
        ("author", "Ann Author", "Cases", ""),
        ("hyperlink", "mailto:ann@example.org", "Cases", ""),
        ("author", "Ann Creator", "", ""),
        ("property", "A title", "", ""),
        ("property", "A custom one", "", ""),
        ("header-footer", "Printed for Ann Header", "Cases", ""),
        ("prompt", "A prompt by Ann", "Cases", ""),
        ("pivot-cache", "Ann Pivot", "", ""),
    }
    assert any(place == "other" and "Left over by Ann" in words for place, words, _, _ in texts)
    assert not any("Macro" in words for _, words, _, _ in texts)
    told = {"macros", "comments", "author", "pivot-cache", "properties"}
    assert told <= set(book.receipt.beside)
    assert "Ann" not in repr(book) + " ".join(book.receipt.notes)


def test_a_chart_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    sheets = {"Chart": brt(129) + brt(130), "Cases": data12(row12(0), cell12(REAL, 0, real(1)))}
    book = read(save(tmp_path, xlsb(sheets, kinds={"Chart": "chartsheet"}), "a.xlsb"))
    assert [(s.name, s.rows) for s in book.sheets] == [("Chart", []), ("Cases", [[1.0]])]
    assert any("“Chart” is not a worksheet" in note for note in book.receipt.notes)


FINE = data12(row12(0), cell12(TEXT, 0, wide("Jane Example")))


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (FINE[:-6], "corrupt"),
        (FINE[:50], "corrupt"),
        (FINE.replace(brt(146), b""), "corrupt"),
        (b"", "corrupt"),
        (b"\x80", "corrupt"),
        (FINE + FINE, "corrupt"),
        (data12(cell12(REAL, 0, real(1))), "corrupt"),
        (data12(row12(1), row12(1)), "corrupt"),
        (data12(row12(1), row12(0)), "corrupt"),
        (data12(row12(1 << 20)), "corrupt"),
        (data12(row12(0), cell12(REAL, 1, real(1)), cell12(REAL, 1, real(1))), "corrupt"),
        (data12(row12(0), cell12(REAL, 1, real(1)), cell12(REAL, 0, real(1))), "corrupt"),
        (data12(row12(0), cell12(REAL, 1 << 14, real(1))), "corrupt"),
        (data12(row12(0), cell12(REAL, 0, b"1234")), "corrupt"),
        (data12(row12(0), cell12(SHARED, 0, whole(1))), "corrupt"),
        (data12(row12(0), cell12(TEXT, 0, whole(400) + b"Jane")), "corrupt"),
        (data12(row12(0), cell12(TEXT, 0, whole(0xFFFFFFFF) + b"Jane")), "corrupt"),
        (data12(row12(0), cell12(REAL, 0, real(float("inf")))), "corrupt"),
        (sheet12(b"", after=brt(176, struct.pack("<IIII", 0, 1 << 20, 0, 1))), "corrupt"),
        (sheet12(b"", after=brt(176, b"1234")), "corrupt"),
        (data12(row12(299_999), cell12(REAL, 1_999, real(1))), "too-many-cells"),
        (data12(row12((1 << 20) - 1), cell12(REAL, (1 << 14) - 1, real(1))), "too-many-cells"),
        (data12(row12((1 << 20) - 1), cell12(TEXT, (1 << 14) - 1, wide(""))), "too-many-cells"),
    ],
)
def test_damaged_and_hostile_sheets_stop(tmp_path: Path, part: bytes, code: str) -> None:
    content = xlsb({"Cases": part}, strings=strings12(["Jane"]))
    assert stop_code(save(tmp_path, content, "a.xlsb")) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (xlsb({}), "no-sheets"),
        (xlsb({"A": FINE}, kinds={"A": "chartsheet"}), "no-sheets"),
        (xlsb({"A": FINE, "a": FINE}), "corrupt"),
        (xlsb({"A": FINE}, states={"A": 7}), "corrupt"),
        (xlsb({"A": FINE}, strings=b""), "corrupt"),
        (xlsb({"A": FINE}, strings=strings12(["Jane"])[:-9]), "corrupt"),
        (xlsb({"A": FINE}, strings=brt(159, bytes(8)) + brt(19, b"\0" + whole(9))), "corrupt"),
        (xlsb({"A": FINE}, book=brt(156, bytes(9))), "corrupt"),
        (xlsb({"A": FINE}, extra={"docProps/core.xml": "<!DOCTYPE a []><a/>"}), "unsafe-xml"),
    ],
)
def test_damaged_and_hostile_packages_stop(tmp_path: Path, content: bytes, code: str) -> None:
    assert stop_code(save(tmp_path, content, "a.xlsb")) == code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"sheet1.bin", b"sheet9.bin"),
        (b'Id="r1"', b'Id="r9"'),
        (b'Id="r1"', b'TargetMode="External" Id="r1"'),
        (b"xl/workbook.bin", b"xl/nothing.bin"),
        (b'/officeDocument" Target', b'/other" Target'),
        (b"sheet2.bin", b"sheet1.bin"),
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, old: bytes, new: bytes) -> None:
    content = rework(
        xlsb({"A": FINE, "B": FINE}), lambda n, c: c.replace(old, new) if ".rels" in n else c
    )
    assert stop_code(save(tmp_path, content, "a.xlsb")) == "corrupt"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(sheets=1), "too-large"),
        (Limits(rows=2), "too-many-cells"),
        (Limits(columns=2), "too-many-cells"),
        (Limits(cells=2), "too-many-cells"),
        (Limits(area=8), "too-many-cells"),
        (Limits(merged_ranges=1), "too-large"),
        (Limits(shared_strings=1), "too-large"),
        (Limits(cells=3, rows=3), "too-many-cells"),
        (Limits(parts=3), "too-large"),
        (Limits(inflated_bytes=300), "too-large"),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, code: str) -> None:
    cells = b"".join(row12(r) + cell12(REAL, r, real(1)) for r in range(3))
    merges = brt(176, struct.pack("<IIII", 4, 4, 0, 1)) + brt(176, struct.pack("<IIII", 5, 5, 0, 1))
    content = xlsb(
        {"A": sheet12(cells, after=merges), "B": data12()}, strings=strings12(["a", "b"])
    )
    path = save(tmp_path, content, "a.xlsb")
    assert inspect(path).stop is None
    assert stop_code(path, limits) == code


VALUE = st.one_of(
    st.text(st.characters(codec="utf-16", exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.floats(-1e9, 1e9),
    st.integers(-(1 << 29), (1 << 29) - 1),
    st.booleans(),
)
PLACES = st.dictionaries(st.tuples(st.integers(0, 50), st.integers(0, 30)), VALUE, max_size=30)


def written(places: Mapping[tuple[int, int], object]) -> bytes:
    made, last = b"", -1
    for (row, column), value in sorted(places.items()):
        made += row12(row) if row != last else b""
        last = row
        if isinstance(value, bool):
            made += cell12(BOOL, column, bytes([value]))
        elif isinstance(value, int):
            made += cell12(RK, column, rk(value))
        elif isinstance(value, float):
            made += cell12(REAL, column, real(value))
        else:
            made += cell12(TEXT, column, wide(str(value)))
    return made


@settings(max_examples=60, deadline=None)
@given(PLACES)
def test_what_is_written_is_read_at_the_same_places(
    tmp_path_factory: pytest.TempPathFactory, places: dict[tuple[int, int], object]
) -> None:
    content = xlsb({"A": data12(written(places))})
    rows = read(save(tmp_path_factory.getbasetemp(), content, "made.xlsb")).sheets[0].rows
    found = {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None}
    assert found == places


def _base() -> bytes:
    cells = b"".join(
        row12(r) + cell12(SHARED, 0, whole(r % 3)) + cell12(RK, 1, rk(46000 + r), 1)
        + cell12(F_TEXT, 2, wide("made") + bytes(10)) + brt(SHORT + REAL, whole(0) + real(r))
        for r in range(12)
    )  # fmt: skip
    extra: dict[str, str | bytes] = {"xl/comments1.bin": COMMENTS, "docProps/core.xml": "<a>b</a>"}
    return xlsb(
        {"A": data12(cells), "B": data12()}, strings=strings12(["a", "b", "c"]), extra=extra
    )


BASE = _base()
MENDED = st.lists(
    st.tuples(st.integers(0, len(BASE) - 1), st.integers(0, 255)), min_size=1, max_size=8
)


@settings(max_examples=100, deadline=2_000)
@given(MENDED)
def test_damaged_files_stop_and_nothing_else_escapes(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(BASE)
    for at, value in changes:
        content[at] = value
    tell(save(tmp_path_factory.getbasetemp(), bytes(content), "damaged.xlsb"))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.bin", "xl/workbook.bin", "xl/styles.bin",
                                  "xl/sharedStrings.bin", "xl/comments1.bin"])  # fmt: skip
@pytest.mark.parametrize("seed", range(30))
def test_damage_to_the_records_stops_or_agrees(tmp_path: Path, seed: int, part: str) -> None:
    chance = random.Random(seed)

    def damaged(name: str, content: bytes) -> bytes:
        made = bytearray(content)
        if name == part:
            for _ in range(chance.randint(1, 3)):
                made[chance.randrange(len(made))] = chance.choice((0, 1, 2, 7, 18, 127, 128, 255))
        return bytes(made)

    tell(save(tmp_path, rework(BASE, damaged), "damaged.xlsb"))


def tell(path: Path) -> None:
    """Read and inspect: only a STOP may come of damage, and both say the same."""
    receipt = inspect(path)
    if receipt.stop is not None:
        with pytest.raises(Unreadable, match=re.escape(receipt.stop.message)):
            read(path)
        return
    filled = sum(v is not None for sheet in read(path).sheets for row in sheet.rows for v in row)
    assert receipt.confirmed
    assert filled <= sum(sheet.filled for sheet in receipt.sheets)
