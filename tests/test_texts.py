"""Texts, references and entries of lists: what is tidied, and what is not believed."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import SPEC
from parsing import COLOURS, CSV, parse

from checker.layout.parsers import parser
from checker.layout.texts import CHANGED
from checker.layout.values import DASH
from checker.model.specs import Code, CodeList, Column

DAY = dt.date(2026, 7, 31)
NUMBERED = CodeList(
    "numbered",
    "Numbered",
    "1.0",
    "project",
    (Code("01", "One"), Code("02", "Two"), Code("2", "Another two"), Code("0", "None")),
)


@pytest.mark.parametrize("text", ["RED", f"RED{DASH}Red"])
def test_codes_as_the_drop_down_gives_them_need_no_tidying(text):
    assert parse("code", text) == ("RED", "RED", (), "")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("red", ["case"]),
        ("Red", ["case"]),
        ("red – RED", ["case"]),
        ("Coch", ["spelling"]),
        ("Scarlet", ["spelling"]),
        ("CRIMSON", ["spelling"]),
        ("RED - Red", ["spelling"]),
        (" RED", ["space"]),
        ("RED\n", ["space"]),
        ("R\u200bED", ["invisible character"]),
        ("RED — Red", ["typeset character"]),
        ("\xa0Red\xa0", ["case", "space"]),
        (f"RED\xa0–\xa0{'Red'}", ["space", "typeset character"]),
        ("ＲＥＤ", ["wide character"]),
        ("RED.", ["full stop"]),
        ("'RED", ["apostrophe"]),
    ],
)
def test_labels_aliases_capitals_and_stray_characters_are_tidied(text, kinds):
    assert parse("code", text) == ("RED", "RED", tuple(kinds), "")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Don't know", ["spelling"]),
        ("Don’t know", ["spelling", "typeset character"]),
        ("DON‘T KNOW", ["spelling", "typeset character"]),
        ("not\u00a0known", ["spelling", "space"]),
    ],
)
def test_smart_quotes_and_hard_spaces_in_labels(text, kinds):
    assert parse("code", text) == ("NK", "NK", tuple(kinds), "")


@pytest.mark.parametrize("raw", [13, 13.0])
def test_a_number_is_a_code_by_its_digits(raw):
    assert parse("code", raw) == ("13", "13", ("whole number",), "")
    assert parse("code", "13") == ("13", "13", (), "")
    assert parse("code", "13.0") == ("13", "13", ("whole number",), "")


@pytest.mark.parametrize("raw", ["1", 1, 1.0, "1.0"])
def test_a_code_that_lost_its_zeros_gets_them_back(raw):
    parsed = parse("code", raw, codes=NUMBERED)
    assert parsed.value == "01"
    assert "leading zero" in parsed.tidied


@pytest.mark.parametrize(("raw", "code"), [("2", "2"), ("02", "02"), ("0", "0")])
def test_a_code_that_stands_on_the_list_is_itself(raw, code):
    assert parse("code", raw, codes=NUMBERED) == (code, code, (), "")


@pytest.mark.parametrize("raw", ["Blue", "REDD", "RED – Blue", ".", "'", 13.5, 14, "13.5", DAY])
def test_what_is_not_on_the_list_has_no_value(raw):
    parsed = parse("code", raw)
    assert (parsed.value, parsed.tidied) == (None, ())
    assert parsed.instance not in {code.code for code in COLOURS.codes}


def test_true_and_false_cells_are_yes_and_no():
    flag = parser(Column("x", "X", "", "code", True, code_list="yn"), SPEC.code_lists["yn"])
    assert [flag(raw).value for raw in (True, False, "yes", "Na")] == ["Y", "N", "Y", "N"]
    told = [flag(raw).tidied for raw in (True, False, "TRUE", "false")]
    assert told == [("true or false",)] * 4


@pytest.mark.parametrize("text", ["RED; NK", "RED;NK", f"RED{DASH}Red; NK"])
def test_lists_parted_by_semicolons_need_no_tidying(text):
    assert parse("list", text) == ("RED; NK", ["RED", "NK"], (), "")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("RED, NK", ["separator"]),
        ("RED,NK", ["separator"]),
        ("RED\nNK", ["separator"]),
        ("RED; NK;", ["separator"]),
        (";RED;;NK", ["separator"]),
        ("red; nk", ["case"]),
        ("Red, unknown", ["case", "spelling", "separator"]),
    ],
)
def test_lists_parted_otherwise_are_tidied(text, kinds):
    assert parse("list", text) == ("RED; NK", ["RED", "NK"], tuple(kinds), "")


def test_a_comma_inside_a_label_parts_nothing():
    assert parse("list", "Thirteen, or so; Red").value == "13; RED"
    assert parse("list", "Thirteen, or so").value == "13"
    assert parse("list", "Red, nk; Thirteen, or so").value == "RED; NK; 13"


def test_a_number_alone_is_a_list_of_one():
    assert parse("list", 13.0) == ("13", ["13"], ("whole number",), "")


def test_a_list_with_a_stranger_has_no_value_but_shows_the_schema_every_entry():
    assert parse("list", "RED; Blue") == (None, ["RED", "Blue"], (), "")


@pytest.mark.parametrize("text", ["E06000001; E06000002", "E06000001,E06000002"])
def test_lists_of_plain_text_are_parted_too(text):
    assert parse("list", text, codes=None).instance == ["E06000001", "E06000002"]


@pytest.mark.parametrize("text", [";", " ; ;", ",", "\n;"])
def test_a_list_of_separators_alone_is_blank(text):
    found = parse("list", text, codes=COLOURS if text == ";" else None)
    assert (found.value, found.instance) == (None, None)


@pytest.mark.parametrize(
    ("raw", "value", "kinds"),
    [
        ("C-7F3K2Q", "C-7F3K2Q", []),
        ("001042", "001042", []),
        ("1E5", "1E5", []),
        ("c-7f3k2q", "C-7F3K2Q", ["case"]),
        (" C-7F3K2Q\u00a0", "C-7F3K2Q", ["space"]),
        ("C\u20117F3K2Q", "C-7F3K2Q", ["typeset character"]),
        ("C–7F3K2Q", "C-7F3K2Q", ["typeset character"]),
        ("C-7F\u200d3K2Q", "C-7F3K2Q", ["invisible character"]),
        ("Ｃ-7F3K2Q", "C-7F3K2Q", ["wide character"]),
        ("'C-7F3K2Q", "C-7F3K2Q", ["apostrophe"]),
        ("C-7F3K2Q.", "C-7F3K2Q", ["full stop"]),
        (1042.0, "1042", ["whole number"]),
        (1042, "1042", ["whole number"]),
        ("1042.0", "1042", ["whole number"]),
        (111_000_000.0, "111000000", ["whole number"]),
    ],
)
def test_references_are_put_in_capitals_and_trimmed(raw, value, kinds):
    assert parse("key", raw) == (value, value, tuple(kinds), "")


@pytest.mark.parametrize(
    "raw",
    [
        "1.11E+08",
        " 1.11e+08 ",
        "1,11E+08",
        "1E+15",
        "1.11E08",
        1e15,
        1.2345678901234567e20,
        10**18,
        DAY,
        dt.datetime(2026, 3, 1),
        dt.time(9, 30),
        True,
    ],
)
def test_a_reference_that_a_spreadsheet_changed_is_never_read(raw):
    for origin in ({}, {"origin": CSV}):
        assert parse("key", raw, **origin) == (None, None, (), CHANGED)


@pytest.mark.parametrize("raw", [1042.5, 1e-7, -0.5])
def test_a_number_with_decimals_is_no_reference(raw):
    parsed = parse("key", raw)
    assert (parsed.value, parsed.tidied) == (None, ())
    assert "." in parsed.instance or "e" in parsed.instance


@pytest.mark.parametrize("text", ["Says ‘no’ – twice.", "10² m", "ﬁve", "Ｔ"])
def test_of_the_wording_of_a_text_nothing_is_changed(text):
    assert parse("text", text) == (text, text, (), "")
    assert parse("text", f" {text}\u200b").value == text


def test_a_number_in_a_text_is_read_by_its_digits():
    assert parse("text", 12.0) == ("12", "12", ("whole number",), "")
    assert parse("text", 1.5) == ("1.5", "1.5", (), "")
