"""Columns read as a whole, cell by cell the same as when each cell is read by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.layout import columns
from checker.layout.cells import Origin
from checker.layout.columns import Filled, fill, frame
from checker.layout.grid import Headings, at, column_values, data_rows
from checker.layout.instances import Instances
from checker.layout.settled import nothing_settled
from checker.layout.tables import ReturnTables, TableData
from checker.layout.values import is_blank, letters
from checker.rows import check_rows
from checker.rows.suspects import plan_of

COLUMNS = {
    f"{column.type} of codes" if column.code_list else column.type: column
    for table in ("cases", "programmes")
    for column in SPEC.tables[table].columns
}
CODES = [code for codes in SPEC.code_lists.values() for code in codes.codes[:3]]
ENTRIES = st.sampled_from([text for c in CODES for text in (c.code, f"{c.code} – {c.label}")])
STRANGE = (
    *(" ", "\u200b", "", "C-4F2K9Q", "c-4f2k9q", "C--1", "C-1-", "1C", "C-1\n", "C-1\nC-2", "12.0"),
    *(
        "1,200",
        "80%",
        "1E+10",
        "31/07/2026",
        "07/31/2026",
        "7/8/2026",
        "31 July 2026",
        "2026-07-31",
    ),
    *("A; B", ";", "a,b", "two  words", "O’Brien", "'C-1", "C-1.", "total", "é"),
    *(True, False, 0, 1, 1.0, -0.0, 0.5, 1e15, 1e16, 46234.0, 20260731.0, 10**15 + 1),
    *(dt.date(2026, 7, 31), dt.datetime(2026, 7, 31), dt.datetime(2026, 7, 31, 9), dt.time(9)),
    dt.timedelta(hours=30),
)
CELLS = st.one_of(
    st.none(),
    ENTRIES,
    st.lists(ENTRIES, min_size=1, max_size=3).map("; ".join),
    st.sampled_from(STRANGE),
    st.from_regex(r"[A-Z]{1,3}-[A-Z\d]{1,4}", fullmatch=True),
    st.dates(dt.date(1899, 1, 1), dt.date(2100, 1, 1)),
    st.floats(allow_nan=False),
    st.text(max_size=8),
)


def _all_of(filled: Filled) -> str:
    # Written out, since equal values of two types are not the same: 1, 1.0 and True.
    return repr((filled.values, list(filled.instances), filled.tidied, filled.lost, filled.orders))


@pytest.mark.parametrize("kind", sorted(COLUMNS))
@given(cells=st.lists(CELLS, max_size=8), all_text=st.booleans())
@settings(max_examples=50)
def test_a_column_read_as_a_whole_is_each_of_its_cells_read_by_itself(kind, cells, all_text):
    column = COLUMNS[kind]
    table = replace(SPEC.tables["cases"], columns=(column,))
    raw, origin = {column.name: cells}, Origin(all_text=all_text)
    quick = fill(table, raw, len(cells), SPEC.code_lists, origin)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "settling", lambda *_: nothing_settled)
        careful = fill(table, raw, len(cells), SPEC.code_lists, origin)
    assert _all_of(quick) == _all_of(careful)
    alone = [fill(table, {column.name: [c]}, 1, SPEC.code_lists, origin) for c in cells]
    if not quick.orders:
        assert repr(quick.values[column.name]) == repr(
            [one.values[column.name][0] for one in alone]
        )


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("code of codes", "a code"),
        ("key", "C-4F2K9Q"),
        ("date", dt.date(2026, 7, 31)),
        ("integer", 3.0),
        ("list of codes", "two codes"),
    ],
)
def test_cells_as_the_return_asks_for_them_are_settled_for_the_whole_column(kind, cell):
    column = COLUMNS[kind]
    if column.code_list:
        codes = [code.code for code in SPEC.code_lists[column.code_list].codes]
        cell = codes[0] if cell == "a code" else "; ".join(codes[:2])
    settle = columns.settling(column, SPEC.code_lists.get(column.code_list))
    assert cell in settle({cell: None})[0]


ROWS = st.lists(st.lists(st.sampled_from((None, "", " ", "x", 0.0, False)), max_size=4), max_size=9)


@given(ROWS, st.sets(st.integers(0, 3), min_size=1), st.sets(st.integers(1, 8)))
def test_rows_and_columns_are_those_that_each_cell_gives(rows, known, some):
    grid = [["first", "second", "third", "fourth"], *rows]
    headings = Headings(0, {str(n): n for n in known}, (), (), 0, frozenset())
    filled = [
        number
        for number in range(1, len(grid))
        if number in some or any(not is_blank(at(grid, number, column)) for column in known)
    ]
    assert data_rows(grid, headings, frozenset(some)).data == filled
    values = column_values(grid, headings.columns, filled)
    assert {name: list(column) for name, column in values.items()} == {
        str(column): [at(grid, number, column) for number in filled] for column in known
    }


def _tables(name: str, raw: dict[str, list[object]], count: int) -> ReturnTables:
    table = SPEC.tables[name]
    filled = fill(table, raw, count, SPEC.code_lists)
    data = TableData(
        table,
        table.title,
        frame(table, filled, count),
        filled.instances,
        columns={field: letters(n) for n, field in enumerate(raw)},
        sheet_rows=tuple(range(2, count + 2)),
        unread=filled.with_lost({}),
    )
    return ReturnTables(SPEC, SPEC.layouts["full"], {name: data}, ())


@st.composite
def _some_columns(draw):
    name = draw(st.sampled_from(sorted(SPEC.tables)))
    every = SPEC.tables[name].columns
    count = draw(st.integers(1, 5))
    used = draw(st.lists(st.sampled_from(every), min_size=1, unique_by=lambda c: c.name))
    raw = {}
    for column in sorted(used, key=every.index):
        codes = SPEC.code_lists.get(column.code_list)
        own = [st.sampled_from([code.code for code in codes.codes])] if codes else []
        if column.type == "date":
            own = [st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))]
        cells = st.one_of(*own, *own, CELLS)
        raw[column.name] = draw(st.lists(cells, min_size=count, max_size=count))
    return name, raw, count


@given(_some_columns())
@settings(max_examples=60)
def test_a_table_judged_by_its_columns_has_the_faults_of_its_rows(drawn):
    tables = _tables(*drawn)
    [(name, data)] = tables.tables.items()
    assert isinstance(data.instances, Instances)
    rows = replace(tables, tables={name: replace(data, instances=list(data.instances))})
    assert check_rows(tables, "2026-06-30") == check_rows(rows, "2026-06-30")


def test_every_table_of_ours_can_be_judged_by_its_columns():
    assert all(plan_of(table.schema) is not None for table in SPEC.tables.values())


@pytest.mark.parametrize(
    "more",
    [
        {"minProperties": 2},
        {"allOf": [{"required": ["a"]}]},
        {"allOf": [{"if": {"minProperties": 1}, "then": {"required": ["a"]}}]},
        {"properties": {"a": {"$ref": "#/properties/b"}}},
        {"$defs": {}},
        {"type": "array"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_schema_that_asks_more_is_left_to_the_rows(more):
    assert plan_of({"type": "object", "properties": {"a": {}}, "required": ["a"]}) is not None
    assert plan_of({"type": "object", "properties": {"a": {}}, **more}) is None
