"""Raw values: blank or not, as headings and references; and what holds for cells of every type."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st
from parsing import COLOURS, CSV, KINDS, parse
from test_dates import FORMS

from checker.layout.cells import ORDINARY, Origin
from checker.layout.columns import fill, frame
from checker.layout.tidying import KINDS as TIDYINGS
from checker.layout.tidying import bare, plain, tidying_words, told
from checker.layout.values import (
    DASH,
    as_text,
    clean,
    column_number,
    folded,
    is_blank,
    letters,
    normal,
    row_number,
)

DAY = dt.date(2026, 7, 31)


@pytest.mark.parametrize(
    "raw", [None, "", " ", "\t\n", "\u00a0", "\u200b", "\ufeff \u2060", "\u3000"]
)
def test_blank(raw):
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, 0.0, False, "0", "-", "n/a", DAY])
def test_not_blank(raw):
    assert not is_blank(raw)


def test_blank_cells_are_missing_for_every_type():
    table = SPEC.tables["cases"]
    cells = {c.name: [None, "", " \u200b", "\u00a0"] for c in table.columns}
    filled = fill(table, cells, 4, SPEC.code_lists)
    assert filled.instances == [{}, {}, {}, {}]
    assert not filled.tidied
    assert frame(table, filled, 4).drop("_row").null_count().row(0) == (4,) * len(table.columns)


def test_equal_values_of_two_types_are_not_mixed_up():
    table = SPEC.tables["totals"]
    filled = fill(table, {"period_value": [True, 1, 1.0, "1"]}, 4, SPEC.code_lists)
    assert filled.values["period_value"] == [None, 1, 1, 1]
    assert filled.tidied == {"period_value": {3: ("text number",)}}


raws = st.one_of(
    st.text(max_size=40),
    st.text("0123456789/-.,;+ –jJulyRED\u00a0\u200b'’", max_size=20),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        ["RED", "red", "Don’t know", "RED; NK", "1,234", "31/07/26", "1.11E+08", "12.0", *FORMS]
    ),
)


@given(
    raw=raws,
    kind=st.sampled_from(KINDS),
    origin=st.sampled_from([ORDINARY, CSV, Origin(epoch_1904=True)]),
    codes=st.sampled_from([COLOURS, None]),
)
def test_parsing_never_raises_and_a_reading_is_stable(raw, kind, origin, codes):
    if is_blank(raw):
        return
    parsed = parse(kind, raw, codes=codes, origin=origin)
    assert set(parsed.tidied) <= set(TIDYINGS)
    if parsed.value is None:
        assert parsed.instance is None or not parsed.tidied
        return
    assert not parsed.lost
    again = parse(kind, parsed.value, codes=codes, origin=origin)
    assert again == (parsed.value, parsed.instance, (), "")
    # No entry, no value: what is kept is never blank.
    assert not is_blank(parsed.value)


def _canonical(kind, raw):
    """An independent word on whether a cell, known to be readable, was written as it should be."""
    if kind == "date":
        return isinstance(raw, dt.date) and getattr(raw, "hour", 0) == 0 and _midnight(raw)
    if kind in ("integer", "number"):
        return not isinstance(raw, str)
    if isinstance(raw, int) and kind != "text":
        return False
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and float(raw).is_integer():
        return False
    text = as_text(raw)
    standard = {c.code for c in COLOURS.codes} | {f"{c.code}{DASH}{c.label}" for c in COLOURS.codes}
    if kind == "code":
        return text in standard
    if kind == "list":
        return all(entry in standard for entry in text.replace("; ", ";").split(";"))
    return text == (_as_reference(text) if kind == "key" else clean(text))


def _as_reference(text):
    tidy = plain(text)[0].lstrip("' ").rstrip(". ").upper() or text
    return tidy.partition(".")[0] if re.fullmatch(r"[0-9]+\.0+", tidy) else tidy


def _midnight(raw):
    return not isinstance(raw, dt.datetime) or raw.time() == dt.time()


@given(raw=raws, kind=st.sampled_from(KINDS))
def test_tidied_is_said_exactly_when_the_cell_was_not_canonical(raw, kind):
    if is_blank(raw):
        return
    parsed = parse(kind, raw)
    if parsed.value is not None:
        assert bool(parsed.tidied) == (not _canonical(kind, raw))


@given(st.lists(st.lists(st.sampled_from(sorted(TIDYINGS)), min_size=1), min_size=1))
def test_the_note_on_a_column_counts_the_cells_of_each_kind(cells):
    words = told(tuple(kinds) for kinds in cells)
    for kind in TIDYINGS:
        count = sum(kind in kinds for kinds in cells)
        phrase = f"{count} {tidying_words(kind, count)}"
        assert bool(re.search(rf"(^|, ){re.escape(phrase)}($|, )", words)) == (count > 0)
    counts = [int(number) for number in re.findall(r"(?:^|, )(\d+) ", words)]
    assert counts == sorted(counts, reverse=True)


@given(text=st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert folded(folded(text)) == folded(text)
    assert plain(plain(text)[0]) == (plain(text)[0], ())
    assert bare(bare(text)[0])[0] == bare(text)[0]
    assert clean(text) == clean(text).strip()


@given(text=st.text())
def test_headings_compare_by_letters_and_digits(text):
    assert normal(f"  {text} :") == normal(text)
    assert all(unicodedata.category(c)[0] in "LN" for c in normal(text))


@given(column=st.integers(0, 20_000), row=st.integers(1, 1_048_576))
def test_references_are_read_back(column, row):
    reference = f"{letters(column)}{row}"
    assert (column_number(reference), row_number(reference)) == (column, row)


@settings(max_examples=25, deadline=None)
@given(cells=st.lists(raws, max_size=8))
def test_whole_tables_of_anything_become_typed_frames(cells):
    for table in SPEC.tables.values():
        raw = {c.name: cells for c in table.columns}
        filled = fill(table, raw, len(cells), SPEC.code_lists)
        made = frame(table, filled, len(cells))
        assert made.height == len(cells) == len(filled.instances)
