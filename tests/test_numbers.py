"""Numbers as people type them: what is a number, and what only looks like one."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from conftest import SPEC
from hypothesis import given
from hypothesis import strategies as st
from parsing import CSV, parse

from checker.layout.parsers import parser

DAY = dt.date(2026, 7, 31)


@pytest.mark.parametrize(("raw", "value"), [(3, 3), (3.0, 3), (0, 0), (-2.0, -2)])
def test_whole_numbers_need_no_tidying(raw, value):
    assert parse("integer", raw) == (value, value, (), "")
    assert isinstance(parse("integer", raw).value, int)


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ("3", 3, ["text number"]),
        ("3.0", 3, ["text number"]),
        ("+3", 3, ["text number"]),
        ("1,234", 1234, ["text number", "thousands"]),
        ("+1,234,567", 1234567, ["text number", "thousands"]),
        ("1 234", 1234, ["text number", "thousands"]),
        ("1\u00a0234", 1234, ["text number", "thousands", "space"]),
        (" 12 ", 12, ["text number", "space"]),
        ("12\u200b", 12, ["text number", "invisible character"]),
        ("12.", 12, ["text number", "full stop"]),
        ("'12", 12, ["text number", "apostrophe"]),
        ("\u22125", -5, ["text number", "typeset character"]),
        ("１２", 12, ["text number", "wide character"]),
    ],
)
def test_whole_numbers_stored_as_text_are_read_and_the_kinds_of_tidying_told(text, value, kinds):
    assert parse("integer", text) == (value, value, tuple(kinds), "")


@pytest.mark.parametrize("text", ["3", "-3", "0", "007", "3.0", "0.5", "1000.25"])
def test_in_a_file_of_text_plain_digits_are_as_good_as_a_number(text):
    assert parse("number", text, origin=CSV) == (float(text), float(text), (), "")


@pytest.mark.parametrize("text", ["1,234", "+3"])
def test_in_a_file_of_text_other_forms_are_told_like_everywhere(text):
    assert parse("integer", text, origin=CSV) == parse("integer", text)
    assert parse("integer", f" {text}", origin=CSV).tidied[-1] == "space"
    assert parse("integer", " 3", origin=CSV).tidied == ("space",)


@pytest.mark.parametrize("raw", [3.5, "3.5", "1,234.5"])
def test_a_whole_number_with_decimals_fails(raw):
    number = raw if isinstance(raw, float) else float(raw.replace(",", ""))
    assert parse("integer", raw) == (None, number, (), "")


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize(
    "raw",
    [
        "12,34",
        "1,23,456",
        "1,234 567",
        "0,5",
        "3 or 4",
        "£3",
        "5%",
        "1e3",
        "1.2E+03",
        "--1",
        "(5)",
        "10\u00b2",  # a footnote's mark is no digit
        "\u00bd",
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
    assert (parsed.value, parsed.tidied) == (None, ())
    assert isinstance(parsed.instance, str)


@pytest.mark.parametrize(("raw", "value"), [(0.5, 0.5), ("0.5", 0.5), ("1,000.25", 1000.25)])
def test_numbers_with_decimals(raw, value):
    parsed = parse("number", raw)
    assert (parsed.value, parsed.instance) == (value, value)
    assert bool(parsed.tidied) == isinstance(raw, str)


@pytest.mark.parametrize(("text", "value"), [("85%", 0.85), ("12.5 %", 0.125), ("100%", 1.0)])
def test_a_percentage_is_read_only_where_the_column_counts_shares(text, value):
    assert parse("number", text, high=1.5) == (value, value, ("percent",), "")
    for kind, high in (("number", 2000), ("number", None), ("integer", 1)):
        assert parse(kind, text, high=high).value is None


def test_of_all_columns_of_the_return_only_full_time_equivalents_count_shares():
    read = {
        column.name
        for table in SPEC.tables.values()
        for column in table.columns
        if column.type in ("integer", "number") and parser(column, None)("80%").value is not None
    }
    assert read == {"fte"}


numbers = st.integers(-(10**14), 10**14)


@given(numbers, st.integers(0, 4), st.sampled_from([",", " ", "\u00a0", ""]), st.booleans())
def test_any_number_in_any_form_reads_back_as_that_number(whole, places, mark, spare):
    grouped = f"{whole:,}".replace(",", mark)
    text = f"{grouped}.{'5' * places}" if places else grouped
    expected = float(f"{whole}.{'5' * places}" if places else whole)
    if abs(expected) > 10**15:
        return
    assert parse("number", f" {text}\u200b" if spare else text).value == expected
    if not places:
        assert parse("integer", text).value == whole


@given(st.text("0123456789,.+-% £eE\u00b2\u00bd", max_size=12))
def test_nothing_is_read_as_a_number_that_has_other_digits(text):
    parsed = parse("number", text)
    if parsed.value is not None:
        kept = "".join(c for c in text if c.isdecimal() or c in ".-").rstrip(".").strip()
        assert parsed.value == float(kept)
