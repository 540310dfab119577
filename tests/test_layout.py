"""Sheets to tables: headings by their text, rows by what they hold, and nothing left out unsaid."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from checker.errors import Unreadable
from checker.layout import find_layout, find_tables
from checker.packs import load_return
from checker.read import read

COMPACT, FULL = SPEC.layouts["compact"], SPEC.layouts["full"]
RECORDS = {
    "return": {
        "template_id": "PPR-COMPACT",
        "template_version": SPEC.version,
        "return_id": "RET-1",
    },
    "declaration": {"declared_by_role": "Head of service"},
}
ROWS = {
    "programmes": [{"programme_ref": "PROG-1", "programme_name": "Steps", "planned_weeks": 26}],
    "cases": [
        {
            "case_ref": f"C-{n}",
            "person_ref": f"P-{n}",
            "programme_ref": "PROG-1",
            "referral_date": dt.date(2026, 7, n),
            "sex": "M",
            "children_linked_count": n,
        }
        for n in range(1, 6)
    ],
    "victims": [{"victim_ref": "V-1", "case_ref": "C-1", "victim_type": "EX"}],
    "totals": [{"measure": "REFERRALS", "period_value": 5, "ytd_value": 5}],
    "explanations": [],
    "self_assessment": [{"standard": "HO-DA-2023", "clause": "S1.1", "declared_verdict": "MET"}],
}
HEADING_ROW = 4


def columns(table, layout=COMPACT):
    place = next(p for p in layout.sheets if p.table == table)
    by_name = {c.name: c for c in SPEC.tables[table].columns}
    return [by_name[name] for name in place.columns]


def filled(table, rows, names=None, heading=lambda column: column.heading):
    """A title, a note, a blank row, the headings and the rows of one table."""
    found = [c for c in columns(table) if names is None or c.name in names]
    lines = [[SPEC.tables[table].title], ["How to fill this in"], []]
    lines.append([heading(column) for column in found])
    return lines + [[row.get(column.name) for column in found] for row in rows]


def record(table, values):
    return [["Return"], [], [], ["Item", "Your entry", "What to enter"]] + [
        [c.heading, values.get(c.name), c.description] for c in columns(table)
    ]


def sheets():
    """The sheets of a small return: name to lines of cells, for a test to spoil."""
    made = {}
    for place in COMPACT.sheets:
        values = RECORDS.get(place.table)
        made[place.sheet] = (
            filled(place.table, ROWS[place.table])
            if values is None
            else record(place.table, values)
        )
    return made


def save(folder, lines, spoil=lambda workbook: None):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in lines.items():
        sheet = workbook.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, place, value)
    spoil(workbook)
    path = Path(folder) / "return.xlsx"
    workbook.save(path)
    return read(path)


def tables_of(folder, lines, spoil=lambda workbook: None):
    workbook = save(folder, lines, spoil)
    return find_tables(workbook, SPEC, find_layout(workbook, SPEC))


def events(tables, rule=None):
    return [event for event in tables.events if rule in (None, event.rule)]


def records(tables, name):
    """The rows of a table as dictionaries without blanks and row numbers."""
    rows = tables.tables[name].frame.drop("_row").to_dicts()
    return [{key: value for key, value in row.items() if value is not None} for row in rows]


def letter(table, name):
    return get_column_letter([c.name for c in columns(table)].index(name) + 1)


def test_a_return_as_the_template_has_it(tmp_path):
    tables = tables_of(tmp_path, sheets())
    assert tables.events == ()
    for name, rows in ROWS.items():
        assert records(tables, name) == rows
    assert records(tables, "return") == [RECORDS["return"]]
    cases = tables.tables["cases"]
    assert cases.sheet_rows == (5, 6, 7, 8, 9)
    assert cases.cell(2, "sex") == f"{letter('cases', 'sex')}7"
    assert tables.tables["return"].cell(0, "template_version") == "B6"
    assert tables.value("return", "return_id") == "RET-1"
    assert tables.value("return", "prepared_on") is None


@pytest.mark.parametrize(
    "heading",
    [
        lambda c: c.heading.upper(),
        lambda c: f"  {c.heading}\u00a0: ",
        lambda c: c.heading.replace(" ", "\n"),
        lambda c: c.heading.replace(" ", ""),
        lambda c: c.name,
        lambda c: c.aliases[0] if c.aliases else c.heading,
        lambda c: c.aliases[-1].lower() if c.aliases else c.heading,
    ],
    ids=["upper case", "spaces", "line breaks", "no spaces", "field", "alias", "last alias"],
)
def test_headings_are_found_however_they_are_written(tmp_path, heading):
    lines = sheets()
    for name in ("programmes", "cases", "victims", "totals"):
        place = next(p for p in COMPACT.sheets if p.table == name)
        lines[place.sheet] = filled(name, ROWS[name], heading=heading)
    tables = tables_of(tmp_path, lines)
    assert tables.events == ()
    for name in ("programmes", "cases", "victims", "totals"):
        assert records(tables, name) == ROWS[name]


@pytest.mark.parametrize("above", [0, 1, 12, 30])
def test_titles_above_the_headings_do_not_matter(tmp_path, above):
    lines = sheets()
    titles = [[f"Note {n}", None, "Please read"] for n in range(above)]
    lines["Cases"] = titles + lines["Cases"][3:]
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert tables.tables["cases"].sheet_rows[0] == above + 2
    assert tables.events == ()


def test_data_further_to_the_right(tmp_path):
    lines = sheets()
    lines["Cases"] = [[None, None, *row] for row in lines["Cases"]]
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert tables.tables["cases"].cell(0, "case_ref") == "C5"


@pytest.mark.parametrize(("blank", "said"), [(1, "1 blank row between"), (3, "3 blank rows")])
@pytest.mark.parametrize("total", [False, True])
def test_spacer_rows_are_counted_whether_or_not_totals_follow(tmp_path, blank, said, total):
    lines = sheets()
    spacers = [[" ", "\u200b"]] * blank
    lines["Cases"][7:7] = spacers
    if total:
        lines["Cases"].append(["Total", 5])
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    skipped = events(tables, "blank-rows-skipped")
    assert [event.detail.startswith(said) for event in skipped] == [True]
    assert len(events(tables)) == 1 + total
    rows = tables.tables["cases"].sheet_rows
    assert rows == (5, 6, 7, 8 + blank, 9 + blank)


def test_blank_rows_around_the_rows_are_no_gap(tmp_path):
    lines = sheets()
    lines["Cases"] = [*lines["Cases"][:4], [], [], *lines["Cases"][4:], [], [" "]]
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert tables.events == ()


@pytest.mark.parametrize("word", ["Total", "TOTALS:", "Grand total", " sub-total "])
@pytest.mark.parametrize("gap", [0, 2])
def test_a_row_of_totals_is_not_a_record(tmp_path, word, gap):
    lines = sheets()
    lines["Cases"] += [*([[]] * gap), [word, None, 5]]
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    found = events(tables)
    assert [(e.rule, e.sheet, e.cell) for e in found] == [
        ("totals-row-ignored", "Cases", f"A{10 + gap}")
    ]


def test_a_total_with_its_number_in_one_cell_is_not_a_record(tmp_path):
    lines = sheets()
    lines["Cases"].append([None, "Total cases: 5"])
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    assert [e.rule for e in events(tables)] == ["totals-row-ignored"]


def test_a_subtotal_high_up_is_a_record_to_be_checked(tmp_path):
    lines = sheets()
    lines["Cases"].insert(4, ["Total"])
    tables = tables_of(tmp_path, lines)
    assert tables.tables["cases"].frame.height == 6
    assert not events(tables, "totals-row-ignored")


def test_a_missing_column_is_said_once_and_needed_ones_apart(tmp_path):
    lines = sheets()
    names = {c.name for c in columns("cases")} - {"sex", "employment"}
    lines["Cases"] = filled("cases", ROWS["cases"], names)
    tables = tables_of(tmp_path, lines)
    found = {(e.rule, e.field, e.sheet) for e in events(tables)}
    assert found == {
        ("missing-column", "sex", "Cases"),
        ("missing-optional-column", "employment", "Cases"),
    }
    assert tables.tables["cases"].frame["sex"].null_count() == 5
    assert "sex" not in tables.tables["cases"].present
    assert tables.tables["cases"].cell(0, "sex") == ""


def test_a_repeated_column_is_read_from_its_first_place(tmp_path):
    lines = sheets()
    lines["Cases"][3].append("CASE REFERENCE")
    for row in lines["Cases"][4:]:
        row.extend([None] * (len(lines["Cases"][3]) - 1 - len(row)))
        row.append("OTHER")
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    place = get_column_letter(len(columns("cases")) + 1)
    assert [(e.rule, e.cell, e.field) for e in events(tables)] == [
        ("repeated-column", f"{place}4", "case_ref")
    ]


def test_a_heading_and_its_alias_are_a_repeated_column(tmp_path):
    lines = sheets()
    named = next(c for c in columns("cases") if c.aliases)
    lines["Cases"][3].append(named.aliases[0])
    tables = tables_of(tmp_path, lines)
    assert [e.field for e in events(tables, "repeated-column")] == [named.name]


def test_an_unknown_column_is_said_and_not_quoted(tmp_path):
    lines = sheets()
    lines["Cases"][3].append("Jo Example's own notes")
    lines["Cases"][4].extend([None] * 80)
    lines["Cases"][4][len(lines["Cases"][3]) - 1] = "kept out"
    tables = tables_of(tmp_path, lines)
    found = events(tables, "unknown-column")
    assert [e.cell for e in found] == [f"{get_column_letter(len(columns('cases')) + 1)}4"]
    assert "Example" not in found[0].detail
    assert records(tables, "cases") == ROWS["cases"]


def test_a_row_that_holds_something_only_in_an_unknown_column_is_no_record(tmp_path):
    lines = sheets()
    width = len(lines["Cases"][3])
    lines["Cases"][3].append("Notes")
    lines["Cases"].append([None] * width + ["remember"])
    assert tables_of(tmp_path, lines).tables["cases"].frame.height == 5


def test_a_missing_sheet(tmp_path):
    lines = sheets()
    del lines["Victims"]
    tables = tables_of(tmp_path, lines)
    assert [(e.rule, e.table) for e in events(tables)] == [("missing-sheet", "victims")]
    assert tables.tables["victims"].frame.height == 0
    assert not tables.tables["victims"].present


@pytest.mark.parametrize("rows", [[], [["nothing", "to", "see"]], [["Victim reference"]]])
def test_a_sheet_without_its_headings_is_as_good_as_missing(tmp_path, rows):
    lines = {**sheets(), "Victims": rows}
    tables = tables_of(tmp_path, lines)
    assert [(e.rule, e.table, e.sheet) for e in events(tables)] == [
        ("missing-sheet", "victims", "Victims")
    ]


@pytest.mark.parametrize("name", ["victims", "VICTIMS ", "Victim list", "victim-survivors"])
def test_sheets_are_found_by_alias_and_case(tmp_path, name):
    lines = {name if key == "Victims" else key: rows for key, rows in sheets().items()}
    tables = tables_of(tmp_path, lines)
    assert tables.events == ()
    assert tables.tables["victims"].sheet == name


def test_sheets_in_another_order_give_the_same_tables(tmp_path):
    lines = dict(reversed(sheets().items()))
    tables = tables_of(tmp_path, lines)
    assert tables.events == ()
    assert list(tables.tables) == list(SPEC.tables)
    assert records(tables, "cases") == ROWS["cases"]


def test_a_sheet_that_is_not_of_the_template(tmp_path):
    tables = tables_of(tmp_path, {**sheets(), "Scratch": [["a"]], "Empty": [], "Guidance": [["a"]]})
    assert [(e.rule, e.sheet) for e in events(tables)] == [("unknown-sheet", "Scratch")]


def test_a_second_sheet_of_the_same_kind_is_not_read(tmp_path):
    tables = tables_of(tmp_path, {**sheets(), "Case list": filled("cases", ROWS["cases"][:1])})
    assert tables.tables["cases"].frame.height == 5
    assert [(e.rule, e.sheet) for e in events(tables)] == [("unknown-sheet", "Case list")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("name", ["Cases", "Old"])
def test_hidden_sheets_are_said_and_those_of_the_template_still_read(tmp_path, state, name):
    def hide(workbook):
        workbook[name].sheet_state = state

    tables = tables_of(tmp_path, {**sheets(), "Old": [["a"]]}, hide)
    found = events(tables, "hidden-sheet")
    assert [e.sheet for e in found] == [name]
    assert name == "Cases" or "1 filled cell." in found[0].detail
    assert records(tables, "cases") == ROWS["cases"]


@pytest.mark.parametrize(
    ("rows", "said"), [((6,), "1 hidden row holds"), ((5, 9), "2 hidden rows")]
)
def test_hidden_rows_are_said_and_read(tmp_path, rows, said):
    def hide(workbook):
        for row in (1, 2, 40, *rows):
            workbook["Cases"].row_dimensions[row].hidden = True

    tables = tables_of(tmp_path, sheets(), hide)
    assert [(e.rule, e.detail.startswith(said)) for e in events(tables)] == [("hidden-rows", True)]
    assert records(tables, "cases") == ROWS["cases"]


@pytest.mark.parametrize("block", ["C5:C6", "A4:A5", "A9:B9", "A9:A12"])
def test_merged_cells_among_the_rows(tmp_path, block):
    tables = tables_of(tmp_path, sheets(), lambda book: book["Cases"].merge_cells(block))
    found = [(e.sheet, e.cell) for e in events(tables, "merged-data-cells")]
    assert found == [("Cases", block.partition(":")[0])]


@pytest.mark.parametrize("block", ["A1:F1", "A2:A3", "B1:D3", "A10:B10", "A40:A42"])
def test_merged_titles_and_cells_below_the_rows_do_no_harm(tmp_path, block):
    tables = tables_of(tmp_path, sheets(), lambda book: book["Cases"].merge_cells(block))
    assert not events(tables, "merged-data-cells")


def test_a_merged_heading_loses_its_column_but_no_record(tmp_path):
    tables = tables_of(tmp_path, sheets(), lambda book: book["Cases"].merge_cells("A4:B4"))
    # What stood under the lost heading is said to be unread too.
    said = {(e.rule, e.field) for e in events(tables)}
    assert said == {("missing-column", "person_ref"), ("unknown-column", "")}


def test_error_values_and_unsaved_formulas_are_said_and_set_apart(tmp_path):
    place = letter("cases", "children_linked_count")

    def spoil(workbook):
        workbook["Cases"][f"{place}5"] = "=1+1"
        workbook["Cases"]["A6"] = "#REF!"
        workbook["Return"]["B8"] = "#N/A"

    tables = tables_of(tmp_path, sheets(), spoil)
    found = {(e.rule, e.sheet, e.cell) for e in events(tables)}
    assert found == {
        ("formula-without-value", "Cases", f"{place}5"),
        ("error-value", "Cases", "A6"),
        ("error-value", "Return", "B8"),
    }
    assert tables.tables["cases"].unread == {"children_linked_count": {0}, "case_ref": {1}}
    assert list(tables.tables["return"].unread.values()) == [{0}]


def test_a_row_of_error_values_alone_is_still_a_record(tmp_path):
    lines = sheets()
    lines["Cases"].append(["#N/A"])
    tables = tables_of(tmp_path, lines)
    assert tables.tables["cases"].frame.height == 6
    assert tables.tables["cases"].unread == {"case_ref": {5}}


def test_tidied_cells_are_said_once_for_each_column(tmp_path):
    lines = sheets()
    place = [c.name for c in columns("cases")].index("sex")
    for row in lines["Cases"][5:]:
        row[place] = " male "
    tables = tables_of(tmp_path, lines)
    assert records(tables, "cases") == ROWS["cases"]
    found = events(tables)
    assert [(e.rule, e.field, e.cell) for e in found] == [
        ("tidied-value", "sex", f"{letter('cases', 'sex')}6")
    ]
    assert "4 cells were" in found[0].detail
    assert "male" not in found[0].detail


def test_record_labels_stand_anywhere_and_by_alias(tmp_path):
    lines = sheets()
    named = {c.name: c for c in columns("return")}
    lines["Return"] = [
        ["About this return"],
        [None, None, named["return_id"].heading.upper(), "ret-1"],
        [named["template_version"].name, 1.1],
        [],
        [None, f"{named['template_id'].heading}:", "ppr-compact"],
    ]
    tables = tables_of(tmp_path, lines)
    assert tables.value("return", "return_id") == "RET-1"
    assert tables.tables["return"].cell(0, "return_id") == "D2"
    assert {e.rule for e in events(tables)} == {
        "missing-column",
        "missing-optional-column",
        "tidied-value",
    }


def _with(label, value):
    lines = sheets()
    name = next(c.heading for c in columns("return") if c.name == label)
    for row in lines["Return"]:
        if row and row[0] == name:
            row[1] = value
    return lines


@pytest.mark.parametrize("value", ["PPR-OTHER", "", None, 17, "PPR COMPACT"])
def test_another_template_is_a_stop(tmp_path, value):
    with pytest.raises(Unreadable) as stop:
        tables_of(tmp_path, _with("template_id", value))
    assert stop.value.code == "wrong-template"
    assert stop.value.fix


@pytest.mark.parametrize("lines", [{"Sheet1": [["a", 1]]}, {"Return": []}, {"Return": [["x"]]}])
def test_a_workbook_of_another_kind_is_a_stop(tmp_path, lines):
    with pytest.raises(Unreadable) as stop:
        tables_of(tmp_path, lines)
    assert stop.value.code == "wrong-template"


@pytest.mark.parametrize("value", ["2.0", "0.9", "1.10", 10, None, "one", ""])
def test_another_version_is_a_stop_that_does_not_quote_it(tmp_path, value):
    with pytest.raises(Unreadable) as stop:
        tables_of(tmp_path, _with("template_version", value))
    assert stop.value.code == "template-version"
    assert not value or str(value) not in stop.value.message


@pytest.mark.parametrize("value", ["1.0", "1", 1, 1.0, "1.0.0", " 01.00 "])
def test_the_same_version_however_a_spreadsheet_shows_it(tmp_path, value):
    earlier = load_return("ppr-1.0")
    workbook = save(tmp_path, _with("template_version", value))
    assert find_layout(workbook, earlier) is earlier.layouts["compact"]


def test_another_version_is_read_where_that_was_asked_for_and_it_is_said(tmp_path):
    workbook = save(tmp_path, _with("template_version", "0.9"))
    tables = find_tables(workbook, SPEC, find_layout(workbook, SPEC, any_version=True))
    [event] = tables.events
    assert (event.rule, event.field) == ("other-template-version", "template_version")
    assert event.cell == tables.tables["return"].cell(0, "template_version")
    assert "0.9" not in event.detail


@pytest.mark.parametrize("value", ["PPR-FULL", " ppr-full "])
def test_the_template_id_names_the_layout(tmp_path, value):
    assert find_layout(save(tmp_path, _with("template_id", value)), SPEC) is FULL


def _multiset(tables, name):
    return Counter(tuple(sorted(row.items())) for row in records(tables, name))


@settings(max_examples=12, deadline=None)
@given(
    order=st.permutations(columns("cases")),
    rows=st.permutations(ROWS["cases"]),
    sheet_order=st.permutations([place.sheet for place in COMPACT.sheets]),
    above=st.integers(0, 5),
    left=st.integers(0, 3),
)
def test_the_order_of_columns_rows_and_sheets_changes_nothing(
    order, rows, sheet_order, above, left
):
    pad = [None] * left
    cases = [[]] * above + [[*pad, *(column.heading for column in order)]]
    cases += [[*pad, *(row.get(column.name) for column in order)] for row in rows]
    lines = {**sheets(), "Cases": cases}
    with tempfile.TemporaryDirectory() as folder:
        plain = tables_of(folder, sheets())
        shuffled = tables_of(folder, {name: lines[name] for name in sheet_order})
    assert shuffled.events == ()
    assert _multiset(shuffled, "cases") == _multiset(plain, "cases")
    frame, other = (t.tables["cases"].frame for t in (plain, shuffled))
    assert frame.schema == other.schema
    # Every cell still knows where it stood.
    for row, values in enumerate(rows):
        place = get_column_letter(left + [c.name for c in order].index("sex") + 1)
        assert shuffled.tables["cases"].cell(row, "sex") == f"{place}{above + 2 + row}"
        assert other["case_ref"][row] == values["case_ref"]
