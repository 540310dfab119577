"""Rows against their schema: one fault for each cell, in words that never hold what it holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import jsonschema
import pytest
from conftest import SPEC, live_rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.layout.columns import fill, frame
from checker.layout.tables import ReturnTables, TableData
from checker.layout.values import as_text, clean
from checker.model.specs import CodeList
from checker.packverify import example_tables
from checker.rows import check_rows, checked_cells
from checker.rows.words import kind, message

QUARTER_END = "2026-09-30"
KEYWORDS = ("required", "blank", "date", "number", "list", "length", "range", "pattern", "validity")


def tables_with(name, rows, *, missing=(), unread=None, spec=SPEC):
    """A return with these rows in one table, and nothing in the others."""
    table = spec.tables[name]
    found = [column for column in table.columns if column.name not in missing]
    cells = {column.name: [row.get(column.name) for row in rows] for column in found}
    filled = fill(table, cells, len(rows), spec.code_lists)
    data = TableData(
        table,
        table.title,
        frame(table, filled, len(rows)),
        filled.instances,
        columns={column.name: "A" for column in found},
        sheet_rows=tuple(range(2, len(rows) + 2)),
        unread=filled.with_lost(unread or {}),
    )
    empty = {other: TableData.empty(spec.tables[other]) for other in spec.tables}
    return ReturnTables(spec, SPEC.layouts["full"], {**empty, name: data}, ())


def faults(name, row, **kwargs):
    """Field to fault of one row."""
    found = check_rows(tables_with(name, [row], **kwargs), QUARTER_END)
    assert len({fault.field for fault in found}) == len(found)
    return {fault.field: fault for fault in found}


def fault(name, row, field):
    found = faults(name, row)[field]
    return found.keyword, found.message


def heading(table, name):
    return next(c.heading for c in SPEC.tables[table].columns if c.name == name)


def test_a_blank_that_is_needed():
    keyword, words = fault("cases", {}, "sex")
    assert (keyword, words) == ("required", f"{heading('cases', 'sex')} is blank.")


def test_a_blank_that_is_needed_because_of_another_cell():
    keyword, words = fault("sessions", {"attendance": "ATT"}, "duration_minutes")
    named = heading("sessions", "duration_minutes")
    assert keyword == "required"
    assert words == f"{named} is blank, and is needed because the person attended."
    assert "duration_minutes" not in faults("sessions", {"attendance": "EXCL"})
    assert "duration_minutes" not in faults("sessions", {})


def test_a_cell_that_must_be_blank():
    keyword, words = fault(
        "cases", {"case_status": "ACTIVE", "closed_date": "2026-08-01"}, "closed_date"
    )
    assert keyword == "blank"
    assert "not expected here because" in words
    assert "2026" not in words


@pytest.mark.parametrize(
    ("table", "row", "keyword", "said"),
    [
        ("cases", {"referral_date": "31/02/2026"}, "date", "text (10 characters); expected a date"),
        ("cases", {"prior_episode_count": "85%"}, "number", "a percentage; expected a whole"),
        ("cases", {"referral_date": 12}, "date", "text (2 characters); expected a date"),
        (
            "cases",
            {"prior_episode_count": 3.5},
            "number",
            "a number with decimals; expected a whole",
        ),
        (
            "cases",
            {"prior_episode_count": "many"},
            "number",
            "text (4 characters); expected a whole",
        ),
        ("workforce", {"fte": "full"}, "number", "text (4 characters); expected a number"),
        (
            "workforce",
            {"fte": 1.75},
            "range",
            "a number with decimals; expected a number from 0 to 1.5",
        ),
        ("cases", {"prior_episode_count": 51}, "range", "a number; expected a number from 0 to 50"),
        ("totals", {"period_value": -1}, "range", "a number; expected 0 or more"),
        ("totals", {"period_value": 1e300}, "number", "expected a whole number"),
        (
            "cases",
            {"sex": "Mail"},
            "list",
            "expected an entry from its list.",
        ),
        ("cases", {"sex": "?"}, "list", "text (1 character); expected an entry from its list."),
        ("cases", {"case_ref": "-1"}, "pattern", "expected a reference of 2 to 32 capital letters"),
        ("cases", {"lad_code": "E6000001"}, "pattern", "expected the form that the heading's note"),
        ("programmes", {"lad_codes": "E06000001; X"}, "pattern", "a list; expected the form"),
        (
            "return",
            {"standards_claimed": "OTHER; Nonsense"},
            "list",
            "a list; expected entries from",
        ),
        (
            "return",
            {"provider_name": "x" * 121},
            "length",
            "(121 characters); expected at most 120",
        ),
        ("declaration", {"checked_for_accuracy": "N"}, "blank", "not expected here"),
    ],
)
def test_each_kind_of_fault_is_said_in_its_words(table, row, keyword, said):
    found, words = fault(table, row, next(iter(row)))
    assert found == keyword
    assert words.startswith(heading(table, next(iter(row))))
    assert said in words


def test_a_list_of_separators_alone_counts_as_blank():
    assert fault("return", {"standards_claimed": " ; "}, "standards_claimed")[0] == "required"


@pytest.mark.parametrize("text", ["0000-01-01", "0000-02-29", "20260231", "2026-W31-5"])
def test_no_unreadable_date_slips_through_as_a_blank(text):
    assert fault("cases", {"referral_date": text}, "referral_date")[0] == "date"


def test_no_demand_is_made_of_a_column_that_is_missing():
    row = {"attendance": "ATT", "session_type": "GROUP"}
    missing = ("duration_minutes", "session_ref")
    found = faults("sessions", row, missing=missing)
    assert not found.keys() & set(missing)
    assert "facilitator_count" in found


def test_a_cell_that_the_workbook_could_not_give_is_not_said_to_be_blank():
    assert "sex" in faults("cases", {})
    assert "sex" not in faults("cases", {}, unread={"sex": {0}})


def test_a_table_that_was_not_found_has_no_faults():
    every = {name: TableData.empty(table) for name, table in SPEC.tables.items()}
    tables = ReturnTables(SPEC, SPEC.layouts["full"], every, ())
    assert check_rows(tables, QUARTER_END) == []
    assert not any(checked_cells(tables).values())


def _outdated(rows, as_of, table="orders", spec=SPEC):
    found = check_rows(tables_with(table, rows, spec=spec), as_of)
    return [(f.row, f.field) for f in found if f.keyword == "validity"]


@pytest.mark.parametrize(
    ("as_of", "old"), [("2024-11-26", True), ("2024-11-27", False), (QUARTER_END, False)]
)
def test_a_code_must_be_in_use_on_the_day(as_of, old):
    rows = [{"order_type": "SPO-FULL"}, {"order_type": "DAPO"}, {}]
    assert _outdated(rows, as_of) == ([(1, "order_type")] if old else [])


def test_without_a_day_no_code_is_called_out_of_date():
    assert _outdated([{"order_type": "DAPO"}], "") == []


def _with_list(name, *codes):
    lists = {**SPEC.code_lists, name: CodeList(name, name, "1.0", "project", codes)}
    return replace(SPEC, code_lists=lists)


def test_old_codes_are_seen_inside_a_list_too():
    known = list(SPEC.code_lists["need"].codes[:2])
    spec = _with_list("need", known[0], replace(known[1], valid_to="2026-06-30"))
    text = "; ".join(code.code for code in known)
    assert _outdated([{"other_needs": text}], QUARTER_END, "cases", spec) == [(0, "other_needs")]
    assert _outdated([{"other_needs": text}], "2026-06-30", "cases", spec) == []


def test_an_old_code_where_nothing_is_expected_is_one_fault():
    old = [replace(code, valid_to="2020-01-01") for code in SPEC.code_lists["close"].codes]
    row = {"case_status": "ACTIVE", "closure_reason": old[0].code}
    tables = tables_with("cases", [row], spec=_with_list("close", *old))
    found = [f.keyword for f in check_rows(tables, QUARTER_END) if f.field == "closure_reason"]
    assert found == ["blank"]


def test_faults_come_in_table_row_and_column_order():
    tables = example_tables(SPEC, {"cases": [{}, {"sex": "?"}], "victims": [{}]})
    found = check_rows(tables, QUARTER_END)
    order = {n: [c.name for c in t.columns] for n, t in SPEC.tables.items()}
    places = [
        (list(SPEC.tables).index(f.table), f.row, order[f.table].index(f.field)) for f in found
    ]
    assert places == sorted(places)


def test_cells_are_counted_by_what_was_looked_at():
    counts = checked_cells(tables_with("totals", [{"measure": "REFERRALS", "period_value": 3}, {}]))
    assert counts["list"] == counts["validity"] == 1
    assert counts["number"] == counts["range"] == 1
    assert counts["required"] == 2 * 3
    assert counts["date"] == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a", "text (1 character)"),
        ("ab", "text (2 characters)"),
        (3, "a number"),
        (3.0, "a number"),
        (3.5, "a number with decimals"),
        (["a"], "a list"),
        (None, "content"),
    ],
)
def test_kinds_of_content(value, words):
    assert kind(value) == words


# Whole tables of anything, sound values among them, so that faults of every kind come up.
JUNK = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text("abcdefgh -'", min_size=4, max_size=40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["31/02/2026", "0000-01-01", "1,234", "3.5", "Mail", "Unknwon", "yes", "a; b"]),
)


def _sound(column):
    if column.code_list:
        return st.sampled_from([code.code for code in SPEC.code_lists[column.code_list].codes])
    by_type = {
        "date": st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        "integer": st.integers(0, 5),
        "number": st.just(0.5),
        "key": st.sampled_from(["AB-1", "CD-2"]),
    }
    return by_type.get(column.type, st.just("text"))


def _rows(table):
    columns = {
        column.name: st.one_of(st.none(), _sound(column), _sound(column), JUNK)
        for column in SPEC.tables[table].columns
    }
    return st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=3)


ANY_TABLE = st.sampled_from(sorted(SPEC.tables)).flatmap(
    lambda name: st.tuples(st.just(name), _rows(name))
)
GENERATED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


def _surroundings(column):
    """Everything that a message about this column may hold, whatever stands in the cell."""
    codes = SPEC.code_lists.get(column.code_list)
    labels = [f"{c.code} – {c.label}" for c in codes.codes] if codes else []
    because = column.conditions
    said = []
    for keyword in KEYWORDS:
        if keyword != "range" or (column.minimum, column.maximum) != (None, None):
            said += [message(keyword, column, value, "") for value in ("", 1, 1.5, ["a"])]
    return "\n".join([*said, *labels, *because])


@GENERATED
@given(made=ANY_TABLE)
def test_no_message_holds_the_value_and_no_cell_has_two_faults(made):
    name, rows = made
    found = check_rows(tables_with(name, rows), QUARTER_END)
    assert len({(f.row, f.field) for f in found}) == len(found)
    columns = {column.name: column for column in SPEC.tables[name].columns}
    titles = " ".join(branch["title"] for branch in SPEC.tables[name].schema.get("allOf", ()))
    for one in found:
        value = rows[one.row][one.field]
        for text in (
            {str(value), as_text(value), clean(as_text(value))} if value is not None else ()
        ):
            if len(text) >= 4 and text not in _surroundings(columns[one.field]) + titles:
                assert text not in one.message


@GENERATED
@given(made=ANY_TABLE)
def test_a_cell_without_a_fault_was_read_and_one_that_was_not_read_has_a_fault(made):
    name, rows = made
    tables = tables_with(name, rows)
    data = tables.tables[name]
    faulty = {(f.row, f.field) for f in check_rows(tables, QUARTER_END)}
    for row, instance in enumerate(data.instances):
        for field in instance:
            assert data.frame[field][row] is not None or (row, field) in faulty


def _spelled_out(schema):
    """The same schema with "must be blank" in a form in which the reference names the cell."""
    branches = [dict(branch) for branch in schema.get("allOf", ())]
    for branch in branches:
        fields = branch["then"].get("properties", {})
        plain = {n: {"not": {}} if facts is False else facts for n, facts in fields.items()}
        branch["then"] = {**branch["then"], "properties": plain}
    return {**schema, "allOf": branches}


def _reference(table, instances):
    """The (row, field) pairs at fault by the reference library."""
    checker = jsonschema.Draft202012Validator(
        _spelled_out(table.schema), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    found = set()
    for row, instance in enumerate(instances):
        for error in checker.iter_errors(instance):
            if error.validator == "required":
                found |= {(row, n) for n in error.validator_value if n not in error.instance}
            else:
                found.add((row, error.path[0]))
    return found


def _agree(tables):
    found = check_rows(tables, QUARTER_END)
    for name, data in tables.tables.items():
        if data.present:
            mine = {(f.row, f.field) for f in found if f.table == name and f.keyword != "validity"}
            unread = {(row, field) for field, rows in data.unread.items() for row in rows}
            assert mine == _reference(data.table, data.instances) - unread, name


@GENERATED
@given(made=ANY_TABLE)
def test_the_reference_library_finds_the_same_cells_at_fault(made):
    name, rows = made
    _agree(tables_with(name, rows))


EXAMPLES = [
    rule for kind in ("expectation", "schema") for rule, _ in live_rules(kind) if rule.examples
]


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.id)
def test_the_reference_library_agrees_on_every_example(rule):
    for group in ("passes", "fails"):
        for example in rule.examples[group]:
            _agree(example_tables(SPEC, example))
