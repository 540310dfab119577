"""Sheets as people fill them in: what is read otherwise than it stands there is always said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SPEC
from test_layout import HEADING_ROW, ROWS, columns, events, letter, records, sheets, tables_of

from checker.layout import find_layout, find_tables
from checker.packs import load_return
from checker.read import Sheet, Workbook, read
from checker.rows import check_rows

SAMPLES = Path(__file__).parent.parent / "samples"
FIRST = HEADING_ROW + 1


def _with(table, **cells):
    """The small return, with these values down the columns of one table."""
    lines = sheets()
    names = [column.name for column in columns(table)]
    rows = lines[SPEC.tables[table].title][HEADING_ROW:]
    for name, values in cells.items():
        for row, value in zip(rows, values, strict=False):
            row[names.index(name)] = value
    return lines


def _said(tables, rule):
    return [(event.field, event.cell, event.detail) for event in events(tables, rule)]


def test_the_note_on_a_column_counts_each_kind_of_tidying(tmp_path):
    days = ["31/07/2026", "1/7/26", "3 July 2026 ", dt.date(2026, 7, 3), 46204]
    tables = tables_of(tmp_path, _with("cases", referral_date=days))
    assert tables.tables["cases"].frame["referral_date"].null_count() == 0
    assert _said(tables, "tidied-value") == [
        (
            "referral_date",
            f"{letter('cases', 'referral_date')}{FIRST}",
            "Referral date: 4 cells were read after tidying: 2 dates written as text, read day"
            " first, 1 date written as text, 1 day number read as a date, 1 two-digit year (read as"
            " 1990 to 2089), 1 with extra spaces.",
        )
    ]


def test_months_first_is_asked_about_once_for_each_column_and_nothing_is_guessed(tmp_path):
    days = ["05/05/2026", "03/04/2026", "07/31/2026", "12/25/2026", dt.date(2026, 7, 9)]
    tables = tables_of(tmp_path, _with("cases", referral_date=days))
    place = letter("cases", "referral_date")
    assert _said(tables, "month-first-dates") == [
        (
            "referral_date",
            f"{place}{FIRST + 1}",
            "Referral date: this column seems to be written month first: 2 cells can be read in no"
            " other order. They were not read, nor 1 cell that could be read either way.",
        )
    ]
    cases = tables.tables["cases"]
    read_days = [dt.date(2026, 5, 5), None, None, None, dt.date(2026, 7, 9)]
    assert cases.frame["referral_date"].to_list() == read_days
    assert cases.unread == {"referral_date": {1, 2, 3}}
    # The question is asked of the column: its cells are neither blank nor no dates beside that.
    assert not [f for f in check_rows(tables, "") if f.field == "referral_date"]


def test_a_column_with_proof_of_both_orders_says_so(tmp_path):
    days = ["07/31/2026", "31/07/2026", "30/07/2026", "03/04/2026", "04/03/2026"]
    tables = tables_of(tmp_path, _with("cases", referral_date=days))
    [(_, _, detail)] = _said(tables, "month-first-dates")
    assert detail == (
        "Referral date: this column mixes two orders: 1 cell can be read month first only, and 2"
        " day first only. The former was not read, nor 2 cells that could be read either way."
    )
    assert tables.tables["cases"].unread == {"referral_date": {0, 3, 4}}


def test_a_column_beside_one_written_month_first_is_not_guessed_either(tmp_path):
    tables = tables_of(
        tmp_path, _with("cases", referral_date=["07/31/2026"], start_date=["08/01/2026"])
    )
    said = {field: detail for field, _, detail in _said(tables, "month-first-dates")}
    assert set(said) == {"referral_date", "start_date"}
    assert said["start_date"].endswith(
        "other dates on this sheet are written month first, so 1 cell that could be read either way"
        " was not read."
    )


def test_the_dates_of_a_record_bear_each_other_out(tmp_path):
    """07/01/2026 could be January, were it not for 09/30/2026 below it."""
    lines = sheets()
    named = {column.heading: column.name for column in columns("return")}
    typed = {"period_start": "07/01/2026", "period_end": "09/30/2026"}
    for row in lines["Return"]:
        if row and named.get(row[0]) in typed:
            row[1] = typed[named[row[0]]]
    tables = tables_of(tmp_path, lines)
    assert tables.value("return", "period_start") is None
    assert {field for field, _, _ in _said(tables, "month-first-dates")} == set(typed)


def test_an_impossible_day_is_an_error_of_its_cell_as_ever(tmp_path):
    tables = tables_of(tmp_path, _with("cases", referral_date=["31/02/2026"]))
    assert not events(tables)
    found = [f for f in check_rows(tables, "") if f.field == "referral_date"]
    assert [(f.row, f.keyword) for f in found] == [(0, "date")]


def test_a_reference_that_a_spreadsheet_changed_is_said_at_its_cell(tmp_path):
    changed = ["1.11E+08", 1.2345678901234567e17, dt.date(2026, 3, 1)]
    tables = tables_of(tmp_path, _with("cases", person_ref=changed))
    place = letter("cases", "person_ref")
    said = _said(tables, "reference-changed-by-spreadsheet")
    assert [cell for _, cell, _ in said] == [f"{place}{FIRST + n}" for n in range(3)]
    cases = tables.tables["cases"]
    assert cases.frame["person_ref"].to_list()[:3] == [None] * 3
    assert cases.unread == {"person_ref": {0, 1, 2}}
    assert not [f for f in check_rows(tables, "") if f.field == "person_ref"]
    assert not any("11" in detail or "123" in detail for _, _, detail in said)


def _linked(tmp_path, cases, victims):
    lines = _with("cases", case_ref=cases)
    names = [column.name for column in columns("victims")]
    for number, ref in enumerate(victims):
        row = [None] * len(names)
        row[names.index("victim_ref")] = f"V-{number}0"
        row[names.index("case_ref")] = ref
        lines["Victims"][HEADING_ROW + number :] = [row]
    return tables_of(tmp_path, lines)


@pytest.mark.parametrize(
    ("case", "victim"), [("00417", "417"), ("00417", 417), ("417", "00417"), (417, "00417")]
)
def test_zeros_that_one_of_two_sheets_lost_are_put_back_and_asked_about(tmp_path, case, victim):
    tables = _linked(tmp_path, [case], [victim])
    [ref] = tables.tables["victims"].frame["case_ref"].to_list()
    assert ref == str(case) == tables.tables["victims"].instances[0]["case_ref"]
    assert _said(tables, "leading-zeros-lost") == [
        (
            "case_ref",
            f"{letter('victims', 'case_ref')}{FIRST}",
            "Case reference: 1 cell agrees with a reference on the sheet Cases only if zeros in"
            " front are left aside, and was read as the reference there.",
        )
    ]


@pytest.mark.parametrize(
    ("cases", "victim"),
    [
        (["00417", "0417"], "417"),  # two records could be meant
        (["00417", "417"], "417"),  # it leads to its own record as it is
        (["C-0417"], "C-417"),  # not made of figures
        (["00418"], "417"),
        (["C-1"], "417"),
    ],
)
def test_without_one_record_that_must_be_meant_no_zero_is_put_back(tmp_path, cases, victim):
    tables = _linked(tmp_path, cases, [victim])
    assert tables.tables["victims"].frame["case_ref"].to_list() == [victim]
    assert not events(tables)


def test_two_rows_of_headings_one_of_them_for_machines(tmp_path):
    for above in (False, True):
        lines = sheets()
        machine = [column.name for column in columns("cases")]
        lines["Cases"].insert(HEADING_ROW - above, machine)
        tables = tables_of(tmp_path, lines)
        assert records(tables, "cases") == ROWS["cases"]
        assert [(e.rule, e.cell) for e in tables.events] == [("heading-row-ignored", f"A{FIRST}")]


def test_a_row_that_says_what_to_enter_is_no_record(tmp_path):
    lines = sheets()
    words = {"date": "(dd/mm/yyyy)", "code": "Drop-down", "integer": "Whole number"}
    hints = [words.get(column.type, "Text") for column in columns("cases")]
    lines["Cases"].insert(HEADING_ROW, hints)
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert [(e.rule, e.cell) for e in tables.events] == [("heading-row-ignored", f"A{FIRST}")]


def test_headings_repeated_down_the_sheet_are_no_records(tmp_path):
    lines = sheets()
    for place in (FIRST + 4, FIRST + 1):
        lines["Cases"].insert(place, list(lines["Cases"][HEADING_ROW - 1]))
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    [event] = tables.events
    assert (event.rule, event.cell) == ("heading-row-ignored", f"A{FIRST + 2}")
    assert event.detail.startswith("2 rows, of which this is the first,")


@pytest.mark.parametrize("group", ["Dates", None])
def test_headings_in_two_rows_under_a_group_are_all_found(tmp_path, group):
    """Some headings stand in two merged rows, others in the lower row under a group's title."""
    lines = sheets()
    headings = lines["Cases"][HEADING_ROW - 1]
    lower = [None] * len(headings)
    place = [column.name for column in columns("cases")].index("referral_date")
    for number in (place, place + 1):
        lower[number] = headings[number]
        headings[number] = group if number == place else None
    lines["Cases"].insert(HEADING_ROW, lower)
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert tables.events == ()
    assert tables.tables["cases"].sheet_rows[0] == FIRST + 1


def test_a_heading_merged_from_the_row_above_is_found(tmp_path):
    lines = sheets()
    headings = lines["Cases"][HEADING_ROW - 1]
    lines["Cases"][HEADING_ROW - 2] = [headings[0]]
    headings[0] = None
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert tables.events == ()


def test_a_first_record_is_never_taken_for_a_heading(tmp_path):
    lines = _with("cases", case_ref=["Date"], person_ref=["Text"])
    tables = tables_of(tmp_path, lines)
    assert tables.tables["cases"].frame.height == len(ROWS["cases"])
    lines = _with("programmes", programme_name=["Programme reference"])
    assert tables_of(tmp_path, lines).tables["programmes"].frame.height == 1


@pytest.mark.parametrize(
    "written",
    ["\ufeff{}", "{} *", "{}:", "\u00a0{}\u00a0", "{} (required)", "**{}**", "“{}”", "{}\n"],
)
def test_headings_are_found_whatever_stands_around_them(tmp_path, written):
    lines = sheets()
    headings = lines["Cases"][HEADING_ROW - 1]
    headings[0] = written.format(headings[0])
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert tables.events == ()


def _as_csv(book: Workbook) -> Workbook:
    """The workbook as a reader of CSV files would give it: nothing but text."""
    rows = [
        Sheet(sheet.name, "visible", [[_text(value) for value in row] for row in sheet.rows])
        for sheet in book.sheets
    ]
    return replace(book, receipt=replace(book.receipt, format="csv folder"), sheets=tuple(rows))


def _text(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@pytest.mark.parametrize("name", ["clean", "breaches"])
def test_the_same_return_as_text_is_the_same_return(name):
    book = read(SAMPLES / f"{name}.xlsx")
    spec = load_return()
    first, text = (
        find_tables(each, spec, find_layout(each, spec)) for each in (book, _as_csv(book))
    )
    assert text.events == first.events
    assert check_rows(text, "") == check_rows(first, "")
    for table, data in first.tables.items():
        assert text.tables[table].frame.equals(data.frame)
        # 3.0 and 3 are one number to JSON Schema.
        assert text.tables[table].instances == data.instances


def test_the_same_text_in_a_workbook_is_tidied_and_that_is_said():
    book = _as_csv(read(SAMPLES / "clean.xlsx"))
    book = replace(book, receipt=replace(book.receipt, format="xlsx"))
    tables = find_tables(book, SPEC, find_layout(book, SPEC))
    assert {event.rule for event in tables.events} == {"tidied-value"}
    details = " ".join(event.detail for event in tables.events)
    assert "dates written as text" in details
    assert "numbers stored as text" in details
