"""Cells as people type them: what is read, what is tidied, and what is not believed."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata

import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.layout.columns import fill, frame
from checker.layout.values import (
    DASH,
    as_text,
    clean,
    column_number,
    fits_month_first_only,
    folded,
    is_blank,
    letters,
    normal,
    parser,
    row_number,
)
from checker.model.specs import Code, CodeList, Column

DAY = dt.date(2026, 7, 31)
COLOURS = CodeList(
    "colour",
    "Colour",
    "1.0",
    "project",
    (
        Code("RED", "Red", "Coch", ("Scarlet", "Crimson")),
        Code("13", "Thirteen, or so"),
        Code("NK", "Not known", aliases=("Don't know", "Unknown")),
    ),
)
KINDS = ("text", "key", "code", "list", "date", "integer", "number")


def column(kind, codes=True):
    listed = "colour" if codes and kind in ("code", "list") else ""
    return Column("x", "X", "", kind, False, code_list=listed)


def parse(kind, raw, *, codes=True, epoch_1904=False):
    found = column(kind, codes)
    return parser(found, COLOURS if found.code_list else None, epoch_1904)(raw)


DATES = [
    "2026-07-31",
    "2026-7-31",
    "2026-07-31T00:00:00",
    "2026-07-31 00:00",
    "31/07/2026",
    "31/7/2026",
    "31/07/26",
    "31.07.2026",
    "31-07-2026",
    "31 07 2026",
    "31 July 2026",
    "31st July 2026",
    "31 Jul 26",
    "31-Jul-2026",
    "31 JULY, 2026",
    " 31\u00a0July  2026\u200b",
]


@pytest.mark.parametrize("text", DATES)
def test_a_date_in_any_uk_form_is_read_and_said_to_be_tidied(text):
    assert parse("date", text) == (DAY, "2026-07-31", True)


@pytest.mark.parametrize("raw", [DAY, dt.datetime(2026, 7, 31)])
def test_a_real_date_is_canonical(raw):
    assert parse("date", raw) == (DAY, "2026-07-31", False)


def test_a_date_with_a_time_is_tidied():
    assert parse("date", dt.datetime(2026, 7, 31, 13, 5)) == (DAY, "2026-07-31", True)


@pytest.mark.parametrize(("word", "month"), [("Sept", 9), ("sep", 9), ("May", 5), ("decem", 12)])
def test_months_by_name_or_its_beginning(word, month):
    assert parse("date", f"1 {word} 2026").value == dt.date(2026, month, 1)


@pytest.mark.parametrize(
    "text",
    [
        "07/31/2026",  # fits only month first: an American date is not guessed at
        "12/13/2026",
        "2026-31-07",
        "31/02/2026",
        "29/02/2026",
        "0000-01-01",
        "3 Marching 2026",
        "3 Sepia 2026",
        "1/1/202",
        "July 2026",
        "Q2",
        "tbc",
        "31/07/2026 or so",
        True,
        dt.time(12, 0),
        dt.timedelta(days=1),
    ],
)
def test_what_is_not_a_date_has_no_value_and_is_not_tidied(text):
    parsed = parse("date", text)
    assert (parsed.value, parsed.tidied) == (None, False)
    assert isinstance(parsed.instance, str)


def test_a_date_that_fits_both_ways_is_read_the_uk_way():
    assert parse("date", "03/04/2026").value == dt.date(2026, 4, 3)


def _dates(*cells):
    filled = fill(SPEC.tables["victims"], {"iss_offer_date": cells}, len(cells), {}, False)
    return filled.values["iss_offer_date"]


def test_a_column_written_month_first_leaves_what_could_be_read_both_ways_unread():
    both_ways = ("03/04/2026", "3.4.26", "12-11-2026")
    assert None not in _dates(*both_ways, "31/07/2026")
    assert _dates(*both_ways, "07/31/2026") == [None] * 4
    sure = ("05/05/2026", "5/05/2026", "2026-04-03", "3 April 2026", "31/07/2026", DAY)
    assert None not in _dates("07/31/2026", *sure)[1:]


def test_proof_that_a_column_was_written_month_first():
    for text, proof in [("07/31/2026", True), ("12/13/26", True), (" 1.31.2026 ", True)]:
        assert fits_month_first_only(text) is proof
    for raw in (
        "13/12/2026",
        "31/07/2026",
        "13/13/2026",
        "1/32/2026",
        "2026-12-13",
        DAY,
        46000.0,
        None,
    ):
        assert not fits_month_first_only(raw)


@pytest.mark.parametrize("day", [dt.date(1990, 1, 1), DAY, dt.date(2099, 12, 31)])
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_serial_numbers_are_days_in_both_epochs(day, epoch_1904):
    serial = (day - (dt.date(1904, 1, 1) if epoch_1904 else dt.date(1899, 12, 30))).days
    for raw in (serial, float(serial), serial + 0.75):
        assert parse("date", raw, epoch_1904=epoch_1904) == (day, day.isoformat(), True)
    assert parse("date", day, epoch_1904=epoch_1904) == (day, day.isoformat(), False)


@pytest.mark.parametrize("day", [dt.date(1989, 12, 31), dt.date(2100, 1, 1)])
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_a_number_far_from_today_is_no_date(day, epoch_1904):
    serial = (day - (dt.date(1904, 1, 1) if epoch_1904 else dt.date(1899, 12, 30))).days
    assert parse("date", float(serial), epoch_1904=epoch_1904).value is None


@pytest.mark.parametrize("raw", [0, -1, 2026, 20260731, math.inf])
def test_other_numbers_are_no_dates(raw):
    assert parse("date", raw).value is None


@pytest.mark.parametrize(
    ("raw", "value", "tidied"),
    [
        (3, 3, False),
        (3.0, 3, False),
        (0, 0, False),
        (-2.0, -2, False),
        ("3", 3, True),
        ("3.0", 3, True),
        ("1,234", 1234, True),
        ("+1,234,567", 1234567, True),
        (" 12 ", 12, True),
    ],
)
def test_whole_numbers(raw, value, tidied):
    parsed = parse("integer", raw)
    assert (parsed.value, parsed.instance, parsed.tidied) == (value, value, tidied)
    assert isinstance(parsed.value, int)


@pytest.mark.parametrize("raw", [3.5, "3.5"])
def test_a_whole_number_with_decimals_fails(raw):
    assert parse("integer", raw) == (None, 3.5, False)


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize(
    "raw",
    [
        "12,34",
        "1,23,456",
        "3 or 4",
        "£3",
        "5%",
        "1e3",
        "--1",
        "nan",
        True,
        False,
        DAY,
        "9" * 400,
        1e16,
        -1e16,
        1e300,
        10**400,
        math.inf,
        math.nan,
    ],
)
def test_what_is_not_a_number_is_handed_on_as_text(kind, raw):
    parsed = parse(kind, raw)
    assert (parsed.value, parsed.tidied) == (None, False)
    assert isinstance(parsed.instance, str)


@pytest.mark.parametrize(("raw", "value"), [(0.5, 0.5), ("0.5", 0.5), ("1,000.25", 1000.25)])
def test_numbers_with_decimals(raw, value):
    assert parse("number", raw) == (value, value, isinstance(raw, str))


@pytest.mark.parametrize("text", ["RED", f"RED{DASH}Red"])
def test_codes_as_the_drop_down_gives_them_are_canonical(text):
    assert parse("code", text) == ("RED", "RED", False)


@pytest.mark.parametrize(
    "text",
    [
        "Red",
        "red",
        "Coch",
        "Scarlet",
        "CRIMSON",
        " RED",
        "R\u200bED",
        "RED — Red",
        "red – RED",
        "\xa0Red\xa0",
        f"RED\xa0–\xa0{'Red'}",
    ],
)
def test_labels_aliases_case_and_stray_spaces_are_tidied(text):
    assert parse("code", text) == ("RED", "RED", True)


@pytest.mark.parametrize("text", ["Don't know", "Don’t know", "DON‘T KNOW", "not\u00a0known"])
def test_smart_quotes_and_hard_spaces_in_labels(text):
    assert parse("code", text) == ("NK", "NK", True)


@pytest.mark.parametrize("raw", [13, 13.0, "13"])
def test_a_numeric_cell_is_a_code(raw):
    assert parse("code", raw) == ("13", "13", False)


@pytest.mark.parametrize("raw", ["Blue", "REDD", "RED – Blue", 13.5, 14, DAY])
def test_what_is_not_on_the_list_has_no_value(raw):
    parsed = parse("code", raw)
    assert (parsed.value, parsed.tidied) == (None, False)
    assert parsed.instance not in {code.code for code in COLOURS.codes}


def test_true_and_false_cells_are_yes_and_no():
    listed = SPEC.code_lists["yn"]
    flag = parser(Column("x", "X", "", "code", True, code_list="yn"), listed)
    assert [flag(raw).value for raw in (True, False, "yes", "Na")] == ["Y", "N", "Y", "N"]


@pytest.mark.parametrize("text", ["RED; NK", "RED;NK", f"RED{DASH}Red; NK"])
def test_lists_parted_by_semicolons_are_canonical(text):
    assert parse("list", text) == ("RED; NK", ["RED", "NK"], False)


@pytest.mark.parametrize(
    "text", ["RED, NK", "RED,NK", "RED\nNK", "red; nk", "RED; NK;", ";RED;;NK", "Red, unknown"]
)
def test_lists_parted_otherwise_are_tidied(text):
    assert parse("list", text) == ("RED; NK", ["RED", "NK"], True)


def test_a_comma_inside_a_label_parts_nothing():
    assert parse("list", "Thirteen, or so; Red").value == "13; RED"
    assert parse("list", "Thirteen, or so").value == "13"
    assert parse("list", "Red, nk; Thirteen, or so").value == "RED; NK; 13"


def test_a_list_with_a_stranger_has_no_value_but_shows_the_schema_every_entry():
    assert parse("list", "RED; Blue") == (None, ["RED", "Blue"], False)


@pytest.mark.parametrize("text", ["E06000001; E06000002", "E06000001,E06000002"])
def test_lists_of_plain_text_are_parted_too(text):
    assert parse("list", text, codes=False).instance == ["E06000001", "E06000002"]


@pytest.mark.parametrize("text", [";", " ; ;", ",", "\n;"])
def test_a_list_of_separators_alone_is_blank(text):
    found = parse("list", text, codes=text == ";")
    assert (found.value, found.instance) == (None, None)


@pytest.mark.parametrize(
    ("raw", "value", "tidied"),
    [
        ("C-7F3K2Q", "C-7F3K2Q", False),
        ("c-7f3k2q", "C-7F3K2Q", True),
        (" C-7F3K2Q\u00a0", "C-7F3K2Q", True),
        (1042.0, "1042", False),
    ],
)
def test_references_are_upper_cased_and_trimmed(raw, value, tidied):
    assert parse("key", raw) == (value, value, tidied)


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
    filled = fill(table, cells, 4, SPEC.code_lists, False)
    assert filled.instances == [{}, {}, {}, {}]
    assert not filled.tidied
    assert frame(table, filled, 4).drop("_row").null_count().row(0) == (4,) * len(table.columns)


def test_equal_values_of_two_types_are_not_mixed_up():
    table = SPEC.tables["totals"]
    filled = fill(table, {"period_value": [True, 1, 1.0, "1"]}, 4, SPEC.code_lists, False)
    assert filled.values["period_value"] == [None, 1, 1, 1]
    assert filled.tidied == {"period_value": [3]}


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
    st.sampled_from(["RED", "red", "Don’t know", "RED; NK", "1,234", "31/07/26", *DATES]),
)


@given(raw=raws, kind=st.sampled_from(KINDS), epoch=st.booleans(), codes=st.booleans())
def test_parsing_never_raises_and_a_reading_is_stable(raw, kind, epoch, codes):
    if is_blank(raw):
        return
    parsed = parse(kind, raw, codes=codes, epoch_1904=epoch)
    if parsed.value is None:
        assert parsed.instance is None or not parsed.tidied
        return
    again = parse(kind, parsed.value, codes=codes, epoch_1904=epoch)
    assert again == (parsed.value, parsed.instance, False)
    # No entry, no value: what is kept is never blank.
    assert not is_blank(parsed.value)


def _canonical(kind, raw):
    """An independent word on whether a cell, known to be readable, was written as it should be."""
    if kind == "date":
        return isinstance(raw, dt.date) and getattr(raw, "hour", 0) == 0 and _midnight(raw)
    if kind in ("integer", "number"):
        return not isinstance(raw, str)
    text = as_text(raw)
    standard = {c.code for c in COLOURS.codes} | {f"{c.code}{DASH}{c.label}" for c in COLOURS.codes}
    if kind == "code":
        return text in standard
    if kind == "list":
        return all(entry in standard for entry in text.replace("; ", ";").split(";"))
    return text == (clean(text).upper() if kind == "key" else clean(text))


def _midnight(raw):
    return not isinstance(raw, dt.datetime) or raw.time() == dt.time()


@given(raw=raws, kind=st.sampled_from(KINDS))
def test_tidied_is_said_exactly_when_the_cell_was_not_canonical(raw, kind):
    if is_blank(raw):
        return
    parsed = parse(kind, raw)
    if parsed.value is not None:
        assert parsed.tidied == (not _canonical(kind, raw))


@given(day=st.dates())
def test_every_day_in_iso_and_uk_form_is_read_back(day):
    assert parse("date", day.isoformat()).value == day
    assert parse("date", f"{day.day}/{day.month}/{day.year:04}").value == day


@given(text=st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert folded(folded(text)) == folded(text)
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
        filled = fill(table, raw, len(cells), SPEC.code_lists, False)
        made = frame(table, filled, len(cells))
        assert made.height == len(cells) == len(filled.instances)
