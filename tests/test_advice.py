"""Beside each finding: what was expected, what was found, and what may put it right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from conftest import SPEC, STANDARDS
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.advice.changes import Change, changed, place
from checker.advice.codes import nearest_code
from checker.advice.likeness import nearest, steps
from checker.advice.practice import listed
from checker.advice.references import form
from checker.advice.swaps import swapped
from checker.language import ENGLISH, entries
from checker.pipeline import check_file
from checker.pipeline.advised import advised, scene_of
from checker.pipeline.looking import Request, look
from checker.pipeline.opening import LIMITS, Opened, laid_out, open_return
from checker.synth import parse_faults, write_sample

FULL, COMPACT = SPEC.layouts["full"], SPEC.layouts["compact"]
REQUEST = Request(None, "polars", "")


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Opened:
    """A small clean return, opened."""
    out = tmp_path_factory.mktemp("clean") / "return.xlsx"
    write_sample(SPEC, FULL, cases=20, seed=6, faults={}, out=out)
    return open_return(out, "", LIMITS, "")


def spots(opened, table, field):
    """The places of the filled cells of a column, in order."""
    data = opened.tables.tables[table]
    if data.cells:
        return [data.cells[field]]
    held = data.frame[field].to_list()
    return [data.cell(row, field) for row, value in enumerate(held) if value is not None]


def found_after(opened, table, cells, *, names=None):
    """The findings once these cells of one table's sheet hold other values."""
    sheet = opened.tables.tables[table].sheet
    change = Change({sheet: {place(cell): value for cell, value in cells.items()}}, names or {})
    workbook = changed(opened.workbook, change)
    tables = laid_out(workbook, opened.tables.spec, opened.tables.layout)
    seen = look(Opened(workbook, tables, opened.outside), Request(None, "polars", ""))
    return advised(seen, scene_of(seen))


def suggestions(findings, kind):
    return [s for finding in findings for s in finding.suggestions if s.kind == kind]


# What was expected and what was found.


@pytest.mark.parametrize("layout", ["full", "compact"])
def test_every_finding_at_a_cell_says_what_was_expected_and_found(tmp_path, layout):
    shape, out = SPEC.layouts[layout], tmp_path / "return.xlsx"
    faults = parse_faults("all", SPEC, shape)
    write_sample(SPEC, shape, cases=150, seed=1, faults=faults, out=out)
    findings = [finding for finding in check_file(out).findings if finding.cell]
    assert len({finding.rule for finding in findings}) > 100
    silent = {f.rule for f in findings if not f.expected or not f.found}
    assert not silent
    assert not [f for f in findings if f.expected == f.found]


def test_every_rule_about_the_workbooks_shape_has_its_words_or_no_cell():
    rules = {rule.id for rule in SPEC.rules if rule.check.kind == "structure"}
    wordless = {rule for rule in rules if f"expected-{rule}" not in entries(ENGLISH, "advice")}
    assert wordless == {
        *("blank-rows-skipped", "hidden-columns", "hidden-content", "hidden-rows"),
        *("more-than-cells", "read-once", "rows-after-gap"),
    }
    # What a tidied cell held is told by the kinds of tidying that it took.
    told = {rule for rule in rules if f"found-{rule}" in entries(ENGLISH, "advice")}
    assert told == rules - wordless - {"tidied-value"}


@pytest.mark.parametrize(
    ("table", "field", "value", "expected", "found"),
    [
        ("cases", "sex", "unclear", "one of the 4 codes of the list Sex", "text (7 characters)"),
        ("cases", "closure_reason", None, "one of the 13 codes", "a blank cell"),
        ("cases", "referral_date", "soon", "a date", "text (4 characters)"),
        ("cases", "referral_date", "31/02/2026", "a date", "a date that is not in the calendar"),
        ("cases", "referral_date", dt.date(2027, 3, 1), "on or before Period end", "a later date"),
        ("cases", "prior_episode_count", 51, "a whole number from 0 to 50", "a larger number"),
        ("cases", "case_ref", "??", "a reference of 2 to 32", "text (2 characters)"),
        ("victims", "case_ref", "C-NOWHERE", "stands on the sheet Cases", "does not stand there"),
        ("programmes", "programme_name", "x" * 161, "at most 120", "41 characters too many"),
    ],
)
def test_a_cell_is_told_by_what_its_column_says_and_by_the_kind_of_what_is_there(
    clean, table, field, value, expected, found
):
    cell = spots(clean, table, field)[0]
    told = [f for f in found_after(clean, table, {cell: value}) if f.cell == cell]
    mine = [f for f in told if f.field == field and f.table == table]
    assert any(expected in f.expected and found in f.found for f in mine), [
        (f.rule, f.expected, f.found) for f in mine
    ]


def test_a_date_out_of_order_names_the_date_it_is_held_against(clean):
    data = clean.tables.tables["cases"]
    row = data.frame["start_date"].is_not_null().to_list().index(True)
    cell, other = data.cell(row, "closed_date"), data.cell(row, "start_date")
    early = data.frame["start_date"][row] - dt.timedelta(days=1)
    closed = {
        data.cell(row, name): value
        for name, value in {"closed_date": early, "case_status": "CLOSED"}.items()
    }
    told = found_after(clean, "cases", closed)
    [finding] = [f for f in told if f.rule == "closed-before-start"]
    assert finding.cell == cell
    assert finding.expected == f"on or after Start date (Cases {other})"
    assert finding.found == "an earlier date"


def test_a_date_held_against_another_sheet_points_to_the_cell_there(tmp_path):
    out = tmp_path / "return.xlsx"
    faults = parse_faults("support-offer-late", SPEC, FULL)
    write_sample(SPEC, FULL, cases=60, seed=2, faults=faults, out=out)
    [finding] = [f for f in check_file(out).findings if f.rule == "support-offer-late"]
    [other] = [s for s in finding.suggestions if s.kind == "other place"]
    sheet, cell = other.place.split()
    assert sheet == "Cases"
    assert f"Start date ({other.place})" in finding.expected
    started = openpyxl.load_workbook(out)["Cases"][cell].value
    offered = openpyxl.load_workbook(out)["Victims"][finding.cell].value
    assert offered > started


# Suggestions.


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Complted", "COMPLETED"),
        ("completed ok", "COMPLETED"),
        ("Dropd out", "DROPOUT"),
        ("moved", "MOVED"),
        ("something else entirely", ""),
        ("", ""),
        ("C" * 500, ""),
    ],
)
def test_the_nearest_code_is_offered_only_where_it_is_clear(written, code):
    found = nearest_code(SPEC.code_lists["close"], written)
    assert (found.code if found else "") == code


def test_two_codes_equally_near_are_no_suggestion():
    assert nearest("cot", {"cat": "A", "cut": "B"}) == ""
    assert nearest("cot", {"cat": "A", "cut": "A"}) == "A"


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_steps_are_a_distance(one, other):
    assert steps(one, other) == steps(other, one) <= max(len(one), len(other))
    assert (steps(one, other) == 0) == (one == other)


def test_a_wrong_code_gets_the_nearest_one_beside_it(clean):
    cell = spots(clean, "cases", "closure_reason")[0]
    [found] = suggestions(found_after(clean, "cases", {cell: "Complted"}), "code")
    assert found.value == "COMPLETED"
    assert found.text == "Perhaps “COMPLETED – Completed”?"


def test_a_renamed_heading_is_offered_on_both_of_its_findings(clean):
    data = clean.tables.tables["cases"]
    cell = f"{data.columns['start_date']}{data.sheet_rows[0] - 1}"
    told = found_after(clean, "cases", {cell: "Date of start"})
    missing, unknown = suggestions(told, "heading")
    assert {missing.value, unknown.value} == {"Start date"}
    assert missing.place == f"Cases {cell}"
    assert missing.text == (
        f"Perhaps the heading in Cases {cell} is meant: rename it to “Start date”."
    )


def test_a_heading_like_none_of_the_missing_ones_is_not_offered(clean):
    data = clean.tables.tables["cases"]
    cell = f"{data.columns['start_date']}{data.sheet_rows[0] - 1}"
    assert not suggestions(found_after(clean, "cases", {cell: "Weather"}), "heading")


def test_a_renamed_sheet_is_known_by_its_headings(clean):
    told = found_after(clean, "cases", {}, names={"Victims": "People supported"})
    missing, unknown = suggestions(told, "sheet")
    assert missing.value == unknown.value == "Victims"
    assert missing.place == "People supported"


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (lambda key: key.replace("-", "-00"), "only in its zeros"),
        (lambda key: key.replace("-", "/"), "only in spaces, hyphens or capitals"),
        (lambda key: key[:-2] + key[-1] + key[-2], "the other way round"),
        (lambda key: key[:-1], "one character more"),
        (lambda key: key + "Q", "one character less"),
    ],
)
def test_a_reference_that_stands_nowhere_is_led_to_the_one_that_is_meant(clean, change, how):
    [cell, *_] = spots(clean, "victims", "case_ref")
    key = clean.tables.tables["victims"].frame["case_ref"][0]
    row = clean.tables.tables["cases"].frame["case_ref"].to_list().index(key)
    near = clean.tables.tables["cases"].cell(row, "case_ref")
    [found] = suggestions(found_after(clean, "victims", {cell: change(key)}), "reference")
    assert found.place == f"Cases {near}"
    assert how in found.text
    assert key not in found.text


def test_a_reference_twice_names_the_other_row(clean):
    first, second, *_ = spots(clean, "cases", "case_ref")
    key = clean.tables.tables["cases"].frame["case_ref"][0]
    told = [f for f in found_after(clean, "cases", {second: key}) if f.rule == "duplicate-key"]
    assert [s.place for s in suggestions(told, "other place")] == [
        f"Cases {second}",
        f"Cases {first}",
    ]


def test_a_swap_of_day_and_month_is_offered_where_it_puts_the_date_right(clean):
    data = clean.tables.tables["cases"]
    row = next(n for n, d in enumerate(data.frame["start_date"]) if d and d.month != d.day <= 12)
    day = data.frame["start_date"][row]
    cell = data.cell(row, "start_date")
    wrong = swapped(day)
    told = found_after(clean, "cases", {cell: wrong})
    mine = [f for f in told if any(s.kind == "swap" for s in f.suggestions)]
    assert mine
    for finding in mine:
        assert not {str(day), str(wrong)} & set(finding.expected.split())


def test_no_swap_is_offered_where_day_and_month_cannot_change_places():
    assert swapped(dt.date(2026, 7, 13)) is None
    assert swapped(dt.date(2026, 7, 7)) is None
    assert swapped(dt.date(2026, 3, 7)) == dt.date(2026, 7, 3)


def test_what_repair_does_by_itself_is_marked_safe(clean):
    cell = spots(clean, "cases", "sex")[0]
    [safe] = suggestions(found_after(clean, "cases", {cell: " m "}), "tidy")
    assert safe.safe
    cell = spots(clean, "cases", "referral_date")[0]
    [unsure] = suggestions(found_after(clean, "cases", {cell: "Monday 14 July 2026"}), "tidy")
    assert not unsure.safe


@given(st.from_regex(r"[A-HJKMNP-Z]{1,2}-[0-9]{1,4}", fullmatch=True))
def test_the_form_of_a_reference_knows_no_zeros_in_front_no_marks_and_no_case(key):
    letters, digits = key.split("-")
    assert form(key) == form(key.lower()) == form(f"{letters}/00{digits}") == form(f" {key} ")


def test_names_are_listed_as_people_write_them():
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C"]) == "A, B and C"


def test_only_so_many_different_wrong_entries_of_a_column_are_looked_at(clean, monkeypatch):
    asked = []

    def counted(codes, value):
        asked.append(value)
        return ()

    monkeypatch.setattr("checker.advice.adviser.code_suggestion", counted)
    monkeypatch.setattr("checker.advice.adviser._MOST_VALUES", 2)
    cells = spots(clean, "cases", "referral_source")[:9]
    wrong = {cell: f"wrong {n % 4}" for n, cell in enumerate(cells)}
    told = found_after(clean, "cases", wrong)
    assert len([f for f in told if f.rule == "not-in-list"]) == 9
    assert asked == ["wrong 0", "wrong 1"]


# Nothing of the file's content.


def _ours() -> str:
    """All that the packs hold, in which anything may be printed."""
    packs = (SPEC, *STANDARDS)
    said = [repr(pack.rules) for pack in packs]
    said += [repr(SPEC.tables), repr(SPEC.code_lists), *entries(ENGLISH, "advice")]
    said += [str(entry) for entry in entries(ENGLISH, "advice").values()]
    return "".join(said).casefold()


OURS = _ours()
CODES = sorted({code.code for codes in SPEC.code_lists.values() for code in codes.codes})
NEAR_CODES = st.builds(lambda code, tail: f"{code}{tail}", st.sampled_from(CODES), st.text("qzx"))
WRITTEN = st.one_of(
    st.from_regex(r"[A-Za-z'=+@-]{5,30}", fullmatch=True),
    st.from_regex(r"(?i)c[-/ ][0-9qzx]{4,9}", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}", fullmatch=True),
    NEAR_CODES,
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)),
    st.integers(10_000, 10**9),
)
COLUMNS = [
    (place.table, column.name)
    for place in COMPACT.sheets
    for column in SPEC.tables[place.table].columns
    if column.name in place.columns and SPEC.tables[place.table].shape == "table"
]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Opened:
    out: Path = tmp_path_factory.mktemp("small") / "return.xlsx"
    write_sample(SPEC, COMPACT, cases=6, seed=9, faults={}, out=out)
    return open_return(out, "", LIMITS, "")


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(COLUMNS), st.integers(0, 3), WRITTEN), max_size=25))
def test_no_word_of_advice_holds_what_a_cell_holds(small, written):
    cells: dict[str, dict[object, object]] = {}
    for (table, field), row, value in written:
        data = small.tables.tables[table]
        if row < data.frame.height:
            cells.setdefault(data.sheet, {})[place(data.cell(row, field))] = value
    workbook = changed(small.workbook, Change(cells))
    tables = laid_out(workbook, small.tables.spec, small.tables.layout)
    seen = look(Opened(workbook, tables, small.outside), Request(None, "polars", ""))
    said = " ".join(
        " ".join((f.expected, f.found, *(s.text for s in f.suggestions), *_values(f)))
        for f in advised(seen, scene_of(seen))
    ).casefold()
    for _, _, value in written:
        text = str(value).casefold()
        assert len(text) < 5 or text in OURS or text not in said


def _values(finding):
    return (f"{s.value} {s.place}" for s in finding.suggestions)
