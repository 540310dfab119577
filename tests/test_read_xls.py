"""Old Excel workbooks: what they hold is read, counted twice, and hostile ones stop."""

from __future__ import annotations

import datetime as dt
import random
import re
import struct
from collections.abc import Mapping
from pathlib import Path

import pytest
from binary_files import (
    DATES,
    EMPTY_RESULT,
    TEXT_RESULT,
    bof,
    cell,
    formula,
    label,
    number,
    ole_file,
    rec,
    rk,
    shared,
    strings8,
    text8,
    xls,
    xls_stream,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import OLE, save

from checker.errors import Unreadable
from checker.read import Limits, inspect, read
from checker.read.xls.compound import packed

OVER = struct.pack("<d", 46000.0)


def stop_code(path: Path, limits: Limits | None = None) -> str:
    stop = inspect(path, limits or Limits()).stop
    assert stop is not None
    assert "Jane" not in stop.message + stop.fix
    return stop.code


def cells(tmp_path: Path, records: bytes, **how: object) -> list[list[object]]:
    """The rows of the one sheet of a workbook with these records."""
    book = read(save(tmp_path, xls({"Cases": records}, **how), "a.xls"))  # type: ignore[arg-type]
    assert book.receipt.confirmed
    assert book.receipt.format == "xls"
    return book.sheets[0].rows


def test_every_kind_of_cell_is_read(tmp_path: Path) -> None:
    records = (
        label(0, 0, "in the cell")
        + shared(0, 1, 1)
        + number(0, 2, 1.5)
        + rec(0x27E, cell(0, 3) + rk(-7))
        + rec(0xBD, struct.pack("<HH", 1, 0) + (struct.pack("<H", 0) + rk(5)) * 3 + b"\x02\x00")
        + rec(0x205, cell(1, 3) + b"\x01\x00")
        + formula(2, 0, struct.pack("<d", 2.5))
        + formula(2, 1, TEXT_RESULT)
        + rec(0x207, text8("ẁy"))
        + formula(2, 2, b"\x01\0\x01\0\0\0\xff\xff")
        + rec(0xD6, cell(2, 3) + text8("rich") + bytes(2))
    )
    rows = cells(tmp_path, records, book=DATES + strings8(["", "shared"]))
    assert rows == [
        ["in the cell", "shared", 1.5, -7.0],
        [5.0, 5.0, 5.0, True],
        [2.5, "ẁy", True, "rich"],
    ]


def test_dates_are_dates_in_cells_and_in_results_of_formulas(tmp_path: Path) -> None:
    records = number(0, 0, 46000, 1) + formula(0, 1, OVER, 1) + formula(0, 2, OVER)
    assert cells(tmp_path, records) == [[dt.date(2025, 12, 9), dt.date(2025, 12, 9), 46000.0]]
    moved = cells(tmp_path, records, book=rec(0x22, b"\x01\x00") + DATES)
    assert moved[0][0] == dt.date(2029, 12, 10)
    assert "1904" in " ".join(inspect(tmp_path / "a.xls").notes)


def test_the_receipt_counts_what_readers_hide(tmp_path: Path) -> None:
    records = (
        rec(0x208, struct.pack("<HHHHHHHH", 3, 0, 1, 300, 0, 0, 0x20, 0))
        + rec(0x7D, struct.pack("<HHHHHH", 1, 1, 900, 0, 1, 0))
        + rec(0x205, cell(0, 0) + b"\x2a\x01")
        + rec(0x205, cell(0, 1) + b"\x99\x01")
        + formula(1, 0, EMPTY_RESULT)
        + formula(1, 1, TEXT_RESULT)
        + formula(1, 2, b"\x02\0\x07\0\0\0\xff\xff")
        + label(2, 0, "top")
        + label(3, 0, "hidden under it")
        + rec(0xE5, struct.pack("<HHHHH", 1, 2, 4, 0, 1))
        + rec(0x200, struct.pack("<IIHHH", 0, 4, 0, 3, 0))
    )
    path = save(tmp_path, xls({"Cases": records, "Old": b""}, states={"Old": 1}), "a.xls")
    sheet, old = inspect(path).sheets
    assert (sheet.filled, sheet.errors, sheet.error_cells) == (7, 3, ("A1", "B1", "C2"))
    assert (sheet.formulas_without_value, sheet.formula_cells) == (1, ("B2",))
    assert (sheet.merged_hidden, sheet.merged_ranges) == (1, ("A3:B5",))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.declared) == ((4,), (2,), "A1:C4")
    assert (sheet.last_row, sheet.last_column, old.state) == (4, 3, "hidden")
    assert read(path).sheets[0].rows[1] == [None, None, None]


def test_a_text_goes_on_in_the_next_record(tmp_path: Path) -> None:
    first = rec(0xFC, struct.pack("<II", 2, 2) + struct.pack("<HB", 6, 0) + b"abc")
    rest = rec(0x3C, b"\x01" + "ẁde".encode("utf-16-le") + text8("last"))
    rows = cells(tmp_path, shared(0, 0, 0) + shared(0, 1, 1), book=DATES + first + rest)
    assert rows == [["abcẁde", "last"]]


def test_numbers_that_a_chart_keeps_are_not_cells(tmp_path: Path) -> None:
    chart = bof(0x20) + number(7, 7, 1.0) + rec(0x100D, b"\0\0" + text8("Jane", "B")) + rec(0x0A)
    path = save(tmp_path, xls({"Cases": label(0, 0, "a") + chart + label(1, 0, "b")}), "a.xls")
    book = read(path)
    assert book.sheets[0].rows == [["a"], ["b"]]
    assert "drawings" in book.receipt.beside


def test_another_code_page_does_not_change_texts(tmp_path: Path) -> None:
    rows = cells(tmp_path, label(0, 0, "Zoë"), book=rec(0x42, b"\xe4\x04") + DATES)
    assert rows == [["Zoë"]]


def test_damage_beside_the_cells_does_not_stop_the_reading(tmp_path: Path) -> None:
    broken = rec(0x18, b"\0\0\0\xff\xff\xff") + rec(0x17, b"\x09\x00")
    records = rec(0x200, b"\xff" * 14) + label(0, 0, "a") + rec(0xE2, b"\xff" * 9)
    assert cells(tmp_path, records, book=DATES + broken) == [["a"]]


def comment(words: str, author: str) -> bytes:
    """An object, its text in a record that continues, and the cell it belongs to."""
    return (
        rec(0x5D, struct.pack("<HHHH14x", 0x15, 0x12, 0x19, 7))
        + rec(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(words), 16, 0))
        + rec(0x3C, b"\0" + words.encode("latin-1"))
        + rec(0x3C, bytes(16))
        + rec(0x1C, struct.pack("<HHHH", 3, 1, 0, 7) + text8(author) + b"\0")
    )


def test_texts_outside_the_cells_are_gathered(tmp_path: Path) -> None:
    records = (
        label(0, 0, "a")
        + rec(0x14, text8("Printed for Ann Header"))
        + rec(0x1B8, bytes(32) + "mailto:ann@example.org".encode("utf-16-le"))
        + comment("Ask Ann Comment", "Ann Author")
    )
    book = DATES + rec(0x18, bytes(14) + text8("Ann_Name", "B")[1:])
    book += rec(0x5C, text8("Ann Writer").ljust(112, b" "))
    path = save(tmp_path, xls({"Cases": records}, book=book), "a.xls")
    texts = {(t.place, t.words, t.sheet, t.cell) for t in read(path).texts}
    assert ("comment", "Ask Ann Comment", "Cases", "B4") in texts
    assert ("author", "Ann Author", "Cases", "B4") in texts
    by_place = {place: words for place, words, _, _ in texts}
    assert "Ann Header" in by_place["header-footer"]
    assert "mailto:ann@example.org" in by_place["hyperlink"]
    assert "Ann_Name" in by_place["defined-name"]
    assert any(place == "author" and "Ann Writer" in words for place, words, _, _ in texts)
    assert {"comments", "drawings", "author"} <= set(inspect(path).beside)


def test_a_sheet_no_longer_listed_is_looked_through(tmp_path: Path) -> None:
    stream = xls_stream({"Cases": label(0, 0, "a")}) + bof(0x10) + label(0, 0, "Forgotten name")
    book = read(save(tmp_path, ole_file({"Workbook": stream}), "a.xls"))
    assert any("Forgotten name" in text.words for text in book.texts)


def summary(people: Mapping[int, str]) -> bytes:
    """A stream of document properties."""
    values, places = b"", []
    for key, words in people.items():
        places.append((key, 8 + 8 * len(people) + len(values)))
        value = struct.pack("<II", 0x1E, len(words) + 1) + words.encode() + b"\0"
        values += value + bytes(-len(value) % 4)
    index = b"".join(struct.pack("<II", *place) for place in places)
    section = struct.pack("<II", 8 + len(index) + len(values), len(places)) + index + values
    return struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48) + section


def test_properties_macros_and_embedded_files_are_told(tmp_path: Path) -> None:
    extra = {
        "\x05SummaryInformation": summary({2: "A title", 4: "Ann Author", 8: "Ann Editor"}),
        "_VBA_PROJECT_CUR/dir": b"x",
        "MBD0001/Workbook": b"y",
    }
    path = save(tmp_path, xls({"Cases": label(0, 0, "a")}, extra), "a.xls")
    book = read(path)
    assert book.receipt.beside == ("macros", "author", "embedded-files")
    assert {(t.place, t.words) for t in book.texts} >= {
        ("author", "Ann Author"),
        ("author", "Ann Editor"),
        ("property", "A title"),
    }
    assert "Ann" not in repr(book) + " ".join(book.receipt.notes)


def test_a_chart_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    chart = bof(0x20) + number(9000, 200, 1.0) + rec(0x0A)
    content = xls({"Chart": chart, "Cases": label(0, 0, "a")}, kinds={"Chart": 2})
    book = read(save(tmp_path, content, "a.xls"))
    assert [(s.name, s.rows) for s in book.sheets] == [("Chart", []), ("Cases", [["a"]])]
    assert any("“Chart” is not a worksheet" in note for note in book.receipt.notes)


@pytest.mark.parametrize(
    "content",
    [
        rec(0x09, bytes(4)) + bytes(600),
        rec(0x209, bytes(6)) + bytes(600),
        rec(0x409, bytes(6)) + bytes(600),
        bof(0x05, 0x500) + bytes(600),
        ole_file({"Book": bof(0x05, 0x500)}),
        ole_file({"Workbook": bof(0x05, 0x500)}),
        ole_file({"Workbook": b"nothing at all"}),
    ],
)
def test_formats_before_1997_are_named(tmp_path: Path, content: bytes) -> None:
    stop = inspect(save(tmp_path, content, "a.xls")).stop
    assert stop is not None
    assert (stop.code, "1997" in stop.message) == ("old-format", True)


def test_a_word_document_with_a_workbook_in_it_is_a_word_document(tmp_path: Path) -> None:
    content = ole_file({"WordDocument": b"x", "ObjectPool/Workbook": xls_stream({"A": b""})})
    assert "Word" in inspect(save(tmp_path, content)).stop.message  # type: ignore[union-attr]
    content = ole_file({"PowerPoint Document": b"x", "Embedded/Workbook": xls_stream({"A": b""})})
    assert "presentation" in inspect(save(tmp_path, content)).stop.message  # type: ignore[union-attr]


def test_a_container_without_its_workbook_is_damaged(tmp_path: Path) -> None:
    content = ole_file({"Storage/Workbook": xls_stream({"A": b""})})
    assert stop_code(save(tmp_path, content)) == "corrupt"


GOOD = xls_stream({"Cases": label(0, 0, "Jane Example") + number(0, 1, 2.0)})
TWICE = xls_stream({"A": label(0, 0, "Jane"), "B": b""})


def _pointing(stream: bytes, name: str, at: int) -> bytes:
    place = stream.index(text8(name, "B")) - 6
    return stream[:place] + struct.pack("<I", at) + stream[place + 4 :]


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (GOOD[:-4], "corrupt"),
        (GOOD[: len(GOOD) // 2], "corrupt"),
        (_pointing(GOOD, "Cases", 3), "corrupt"),
        (_pointing(GOOD, "Cases", 1 << 31), "corrupt"),
        (_pointing(GOOD, "Cases", 0), "corrupt"),
        (_pointing(TWICE, "B", TWICE.index(bof(0x10))), "corrupt"),
        (xls_stream({"A": b"", "a": b""}), "corrupt"),
        (xls_stream({"A": b""}, states={"A": 3}), "corrupt"),
        (xls_stream({}), "no-sheets"),
        (xls_stream({"A": bof(0x20) + rec(0x0A)}, kinds={"A": 2}), "no-sheets"),
        (xls_stream({"A": label(0, 0, "a") + label(0, 0, "b")}), "corrupt"),
        (xls_stream({"A": shared(0, 0, 0)}), "corrupt"),
        (xls_stream({"A": label(0, 256, "a")}), "corrupt"),
        (xls_stream({"A": rec(0x203, cell(0, 0) + b"1")}), "corrupt"),
        (xls_stream({"A": rec(0x207, text8("Jane"))}), "corrupt"),
        (xls_stream({"A": rec(0x205, cell(0, 0) + b"\x01\x07")}), "corrupt"),
        (xls_stream({"A": formula(0, 0, b"\x09\0\0\0\0\0\xff\xff")}), "corrupt"),
        (xls_stream({"A": number(0, 0, float("nan"))}), "corrupt"),
        (xls_stream({"A": rec(0xE5, b"\xff\xff")}), "corrupt"),
        (xls_stream({"A": rec(0xBD, cell(0, 0) + bytes(4) + b"\x09\x00")}), "corrupt"),
        (xls_stream({"A": rec(0x204, cell(0, 0) + b"\xff\x00\x00Jane")}), "corrupt"),
        (
            xls_stream({"A": rec(0x204, cell(0, 0) + b"\x04\0\0Jane") + rec(0x3C, b"x")}),
            "too-large",
        ),
        (xls_stream({"A": b""}, book=strings8(["Jane"], told=9)), "corrupt"),
        (xls_stream({"A": b""}, book=strings8(["Jane"], told=0xFFFFFFFF)), "too-large"),
        (xls_stream({"A": b""}, book=strings8([]) + strings8([])), "corrupt"),
        (xls_stream({"A": b""}, after_bof=rec(0x2F, bytes(6))), "encrypted"),
    ],
)
def test_damaged_and_hostile_streams_stop(tmp_path: Path, stream: bytes, code: str) -> None:
    assert stop_code(save(tmp_path, ole_file({"Workbook": stream}), "a.xls")) == code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(sheets=1), "too-large"),
        (Limits(rows=2), "too-many-cells"),
        (Limits(columns=2), "too-many-cells"),
        (Limits(cells=2, rows=100), "too-many-cells"),
        (Limits(area=8), "too-many-cells"),
        (Limits(merged_ranges=1), "too-large"),
        (Limits(shared_strings=1), "too-large"),
        (Limits(cells=3, rows=3), "too-many-cells"),
        (Limits(parts=1), "too-large"),
        (Limits(inflated_bytes=100), "too-large"),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, code: str) -> None:
    records = b"".join(label(r, r, "a") for r in range(3))
    records += rec(0xE5, struct.pack("<9H", 2, 5, 5, 0, 1, 6, 6, 0, 1))
    book = DATES + strings8(["a", "b"])
    path = save(tmp_path, xls({"A": records, "B": b""}, {"Other": b"x"}, book=book), "a.xls")
    assert inspect(path).stop is None
    assert stop_code(path, limits) == code


def test_one_cell_in_the_last_corner(tmp_path: Path) -> None:
    records = label(0, 0, "a") + number(65535, 255, 1.0)
    stop = inspect(save(tmp_path, xls({"Far": records}), "a.xls")).stop
    assert stop is not None
    assert (stop.code, "IV65536" in stop.message) == ("too-many-cells", True)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (30, b"\x20\x00"),
        (44, b"\xff\xff\xff\xff"),
        (44, b"\xff\xff\x00\x00"),
        (48, b"\x00\x00\x00\x00"),
        (68, b"\x00\x00\x00\x00\xff\xff\x00\x00"),
        (76, b"\x09\x00\xff\x00"),
    ],
)
def test_hostile_containers_stop(tmp_path: Path, at: int, value: bytes) -> None:
    content = bytearray(xls({"A": label(0, 0, "Jane")}))
    content[at : at + len(value)] = value
    assert stop_code(save(tmp_path, bytes(content), "a.xls")) == "corrupt"


def test_a_chain_that_bites_its_tail_ends(tmp_path: Path) -> None:
    content = xls({"A": label(0, 0, "Jane")})
    table = content.rindex(struct.pack("<III", 1, 2, 3))
    for target in (0, 1, 5):
        bent = content[:table] + struct.pack("<I", target) + content[table + 4 :]
        inspect(save(tmp_path, bent, "a.xls"))


def test_a_header_alone(tmp_path: Path) -> None:
    assert stop_code(save(tmp_path, OLE, "a.xls")) == "not-a-workbook"
    assert stop_code(save(tmp_path, OLE + "Workbook".encode("utf-16-le"), "a.xls")) == "corrupt"


VALUE = st.one_of(
    st.text(st.characters(codec="utf-16", exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.floats(-1e9, 1e9),
    st.booleans(),
)
PLACES = st.dictionaries(st.tuples(st.integers(0, 50), st.integers(0, 30)), VALUE, max_size=30)


def written(places: Mapping[tuple[int, int], object]) -> bytes:
    made = b""
    for (row, column), value in sorted(places.items()):
        if isinstance(value, bool):
            made += rec(0x205, cell(row, column) + bytes([value, 0]))
        elif isinstance(value, float):
            made += number(row, column, value)
        else:
            words = str(value).encode("utf-16-le")
            head = struct.pack("<HB", len(words) // 2, 1)
            made += rec(0x204, cell(row, column) + head + words)
    return made


@settings(max_examples=60, deadline=None)
@given(PLACES)
def test_what_is_written_is_read_at_the_same_places(
    tmp_path_factory: pytest.TempPathFactory, places: dict[tuple[int, int], object]
) -> None:
    path = save(tmp_path_factory.getbasetemp(), xls({"A": written(places)}), "made.xls")
    rows = read(path).sheets[0].rows
    found = {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None}
    assert found == places


def base() -> bytes:
    records = b"".join(
        shared(r, 0, r % 3) + number(r, 1, 46000.0 + r, 1) + formula(r, 2, TEXT_RESULT)
        + rec(0x207, text8("made")) + rec(0x27E, cell(r, 3) + rk(r)) for r in range(12)
    )  # fmt: skip
    book = DATES + strings8(["a", "b", "c"])
    return xls({"A": comment("Words", "Somebody") + records, "B": b""}, book=book)


BASE = base()
MENDED = st.lists(
    st.tuples(st.integers(0, len(BASE) - 1), st.integers(0, 255)), min_size=1, max_size=8
)


@settings(max_examples=150, deadline=2_000)
@given(MENDED)
def test_damaged_files_stop_and_nothing_else_escapes(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(BASE)
    for at, value in changes:
        content[at] = value
    tell(save(tmp_path_factory.getbasetemp(), bytes(content), "damaged.xls"))


@pytest.mark.parametrize("seed", range(100))
def test_damage_to_the_records_stops_or_agrees(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(BASE)
    used = BASE.rindex(text8("made"))
    for _ in range(chance.randint(1, 3)):
        content[chance.randrange(512, used)] = chance.choice((0, 1, 2, 6, 10, 60, 255))
    tell(save(tmp_path, bytes(content), "damaged.xls"))


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


def test_more_beside_the_cells_than_is_looked_through_is_said(tmp_path: Path) -> None:
    much = rec(0x99, b"\0" * 8_000) * 1_001
    path = save(tmp_path, packed("Workbook", xls_stream({"A": label(0, 0, "a") + much})), "a.xls")
    assert inspect(path).beside == ("unread-parts",)
    few = save(tmp_path, xls({"A": label(0, 0, "a") + rec(0x99, b"\0" * 8_000)}), "b.xls")
    assert inspect(few).beside == ()


def test_records_without_end_stop(tmp_path: Path) -> None:
    content = packed("Workbook", xls_stream({"A": rec(0x99) * 300_001}))
    assert stop_code(save(tmp_path, content, "a.xls")) == "corrupt"
