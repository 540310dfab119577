"""What a return adds up to, and the marks by which its records are known again."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import asdict, replace

import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.figures import figures, marks
from checker.figures.definitions import MEASURES, STAGES
from checker.figures.known import unknown_codes
from checker.layout.tables import TableData
from checker.measures import measure
from checker.packs import list_returns, load_return
from checker.packverify import example_tables
from checker.pipeline.unusable import unusable_cells
from checker.rows import check_rows
from checker.synth import tables as synthetic
from checker.synth.totals import computed

FULL, COMPACT = SPEC.layouts["full"], SPEC.layouts["compact"]
ALL = list(MEASURES)


def checked(rows):
    """The tables of rows, and the cells that say nothing."""
    tables = example_tables(SPEC, rows)
    return tables, unusable_cells(tables, check_rows(tables, "2026-09-30"))


def figures_of(rows):
    return figures(*checked(rows))


def one_case(**changes):
    """A case that was referred, accepted, started and completed in the period."""
    case = {
        "case_ref": "C-1001",
        "person_ref": "P-1001",
        "programme_ref": "G-1",
        "referral_date": "2026-07-01",
        "referral_source": "POL",
        "case_type": "DA-IPV",
        "age_band": "25-34",
        "sex": "M",
        "ethnicity": "13",
        "disability": "4",
        "pfa_code": "E23000017",
        "eligibility_decision": "ACC",
        "eligibility_date": "2026-07-08",
        "consent_status": "Y-FULL",
        "start_date": "2026-07-20",
        "case_status": "CLOSED",
        "closed_date": "2026-09-30",
        "closure_reason": "COMPLETED",
        "children_linked_count": 0,
    }
    return case | changes


PROGRAMME = {"programme_ref": "G-1", "programme_name": "Change Together", "funder_primary": "PCC"}


def stages_of(**changes):
    found = figures_of({"cases": [one_case(**changes)], "programmes": [PROGRAMME]})
    return {count.stage for count in found.counts}, found.left_out


# One definition of each figure, in SQL and here.

DAYS = st.sampled_from(
    [None, "2026-06-30", "2026-07-01", "2026-08-15", "2026-09-30", "2026-10-01", "soon", "07/08/26"]
)


def codes(name, *others):
    found = SPEC.code_lists[name].codes
    return st.sampled_from([None, *(code.code for code in found), *others])


CASES = st.fixed_dictionaries(
    {
        "referral_date": DAYS,
        "referral_source": codes("refsrc", "self", "The police"),
        "eligibility_decision": codes("elig", "yes"),
        "eligibility_date": DAYS,
        "start_date": DAYS,
        "case_status": codes("status", "shut"),
        "closed_date": DAYS,
        "closure_reason": codes("close", "DESELECT-", "DESELECT-OTHER\nWAY", "COMPLETED "),
        "children_linked_count": st.sampled_from([None, 0, 2, -1, "three"]),
    }
)
VICTIMS = st.fixed_dictionaries({"iss_offer_date": DAYS, "iss_first_contact_date": DAYS})


@given(cases=st.lists(CASES, max_size=60), victims=st.lists(VICTIMS, max_size=30))
@settings(max_examples=15)
def test_every_figure_is_counted_as_the_rule_about_declared_totals_counts_it(cases, victims):
    nothing = [{"measure": name, "period_value": 0, "ytd_value": 0} for name in ALL]
    rows = {"cases": cases, "victims": victims, "totals": nothing}
    tables, unusable = checked(rows)
    by_rule = measure(tables)["totals"]
    differences = dict(zip(by_rule["measure"], by_rule["difference"], strict=True))
    counted = {total.measure: total.counted for total in figures(tables, unusable).totals}
    assert counted == {name: -differences[name] for name in ALL}


@pytest.mark.parametrize("name", list_returns())
def test_every_figure_that_a_return_can_declare_has_a_definition(name):
    assert {code.code for code in load_return(name).code_lists["totm"].codes} == set(MEASURES)


@given(
    seed=st.integers(0, 10_000), cases=st.integers(1, 80), layout=st.sampled_from([FULL, COMPACT])
)
@settings(max_examples=15)
def test_figures_of_a_sample_are_those_counted_in_its_rows(seed, cases, layout):
    rows = synthetic(SPEC, layout, cases=cases, seed=seed)
    found = figures_of(rows)
    expected = {name: number for name, (number, *_) in computed(rows, ALL).items()}
    assert {total.measure: total.counted for total in found.totals} == expected
    assert {total.measure: total.declared for total in found.totals} == expected
    assert found.left_out == 0
    by_stage: Counter[str] = Counter()
    for count in found.counts:
        by_stage[count.stage] += count.number
    assert by_stage == Counter({name: expected[name] for name in STAGES if expected[name]})


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_counts_are_by_programme_sex_and_route(seed):
    rows = synthetic(SPEC, FULL, cases=60, seed=seed)
    found = figures_of(rows)
    refs = [row["programme_ref"] for row in rows["programmes"]]
    start, end = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
    referred = [row for row in rows["cases"] if start <= row["referral_date"] <= end]
    routes = {"SELF": "self", "NK": "not known"}
    expected = Counter(
        (
            refs.index(row["programme_ref"]),
            row["sex"],
            routes.get(row["referral_source"], "agency"),
        )
        for row in referred
    )
    counts = [count for count in found.counts if count.stage == "REFERRALS"]
    assert {(c.programme, c.sex, c.route): c.number for c in counts} == expected
    assert found.referrers == Counter(row["referral_source"] for row in referred)
    assert [p.name for p in found.programmes] == [r["programme_name"] for r in rows["programmes"]]


# What a stage is, and what leaves a case out.


def test_a_case_is_counted_at_every_stage_that_it_reached():
    assert stages_of() == ({"REFERRALS", "ACCEPTED", "STARTED", "COMPLETED"}, 0)


@pytest.mark.parametrize(
    ("changes", "gone", "come"),
    [
        ({"referral_date": "2026-06-30"}, {"REFERRALS"}, set()),
        ({"eligibility_date": "2026-06-30"}, {"ACCEPTED"}, set()),
        ({"closed_date": "2026-10-01"}, {"COMPLETED"}, set()),
        ({"closure_reason": "DROPOUT"}, {"COMPLETED"}, {"DROPPED-OUT"}),
        ({"closure_reason": "DESELECT-RISK"}, {"COMPLETED"}, {"DESELECTED"}),
        ({"closure_reason": "DESELECT-CONDUCT"}, {"COMPLETED"}, {"DESELECTED"}),
        ({"closure_reason": "CUSTODY"}, {"COMPLETED"}, set()),
        (
            {"closure_reason": "NONSTART", "start_date": None},
            {"COMPLETED", "STARTED"},
            {"NON-STARTERS"},
        ),
        (
            {"case_status": "ACTIVE", "closed_date": None, "closure_reason": None},
            {"COMPLETED"},
            {"OPEN-AT-END"},
        ),
    ],
)
def test_stages_are_those_printed_in_the_return(changes, gone, come):
    whole, _ = stages_of()
    assert stages_of(**changes)[0] == (whole - gone) | come


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"referral_date": None}, {"REFERRALS"}),
        ({"referral_date": "last week"}, {"REFERRALS"}),
        ({"eligibility_decision": "perhaps"}, {"ACCEPTED"}),
        ({"eligibility_date": None}, {"ACCEPTED"}),
        ({"start_date": "soon"}, {"STARTED"}),
        ({"closed_date": None}, {"COMPLETED"}),
        ({"closure_reason": "gone"}, {"COMPLETED"}),
        ({"case_status": "gone"}, set()),
    ],
)
def test_a_case_whose_deciding_cell_is_in_error_is_left_out_of_that_stage_and_told(changes, lost):
    whole, _ = stages_of()
    assert stages_of(**changes) == (whole - lost, 1)


def test_a_cell_that_changes_nothing_leaves_nothing_out():
    """It was declined: whatever the reason column of an open case holds, it was not accepted."""
    assert stages_of(ethnicity="?", age_band="old") == stages_of()


@pytest.mark.parametrize(
    ("source", "route"),
    [
        ("SELF", "self"),
        ("POL", "agency"),
        ("OTHER", "agency"),
        ("NK", "not known"),
        ("a friend", "not known"),
        (None, "not known"),
    ],
)
def test_a_source_that_is_not_known_is_no_agency(source, route):
    found = figures_of({"cases": [one_case(referral_source=source)]})
    assert {count.route for count in found.counts} == {route}


def test_a_case_without_a_known_programme_or_sex_is_counted_apart():
    cases = [one_case(programme_ref="G-9", sex="man")]
    found = figures_of({"cases": cases, "programmes": [PROGRAMME]})
    assert {(count.programme, count.sex) for count in found.counts} == {(-1, "")}


def test_without_a_period_nothing_is_counted():
    rows = {"cases": [one_case()], "return": [{"period_start": "2026-07-01"}]}
    found = figures_of(rows)
    assert (found.counts, found.left_out) == ((), 1)
    assert {total.counted for total in found.totals if MEASURES[total.measure].day} == {None}


def test_a_sheet_or_a_column_that_is_not_there_is_not_counted_as_none():
    tables, unusable = checked({"cases": [one_case()]})
    cases = tables.tables["cases"]
    columns = {name: at for name, at in cases.columns.items() if name != "closure_reason"}
    both = {
        "cases": replace(cases, columns=columns),
        "victims": TableData.empty(SPEC.tables["victims"]),
    }
    found = figures(replace(tables, tables={**tables.tables, **both}), unusable)
    counted = {total.measure: total.counted for total in found.totals}
    assert counted["COMPLETED"] is None
    assert counted["VICTIMS-LINKED"] is None
    assert counted["REFERRALS"] == 1
    assert found.left_out == 1


# Programmes, totals and completeness.


def test_a_programme_whose_name_may_not_be_told_has_none():
    tables, unusable = checked({"programmes": [PROGRAMME, PROGRAMME | {"programme_ref": "G-2"}]})
    unusable.setdefault("programmes", {})["programme_name"] = {1}
    assert [p.name for p in figures(tables, unusable).programmes] == ["Change Together", ""]


def test_declared_figures_that_cannot_be_used_are_none():
    rows = [
        {"measure": "REFERRALS", "period_value": 4, "ytd_value": "many"},
        {"measure": "STARTED", "period_value": -2, "ytd_value": 7},
        {"measure": "Guesses", "period_value": 1, "ytd_value": 1},
    ]
    found = {total.measure: total for total in figures_of({"totals": rows}).totals}
    assert (found["REFERRALS"].declared, found["REFERRALS"].year_to_date) == (4, None)
    assert (found["STARTED"].declared, found["STARTED"].year_to_date) == (None, 7)
    assert found["ACCEPTED"].declared is None
    assert list(found) == [code.code for code in SPEC.code_lists["totm"].codes]


def test_completeness_tells_blank_not_known_and_unusable_apart():
    cases = [one_case(sex=sex) for sex in ("M", "F", "NK", "NS", None, "man")]
    found = {(k.table, k.field): k for k in figures_of({"cases": cases}).known}
    sex = found["cases", "sex"]
    assert (sex.rows, sex.blank, sex.unknown, sex.unusable) == (6, 1, 2, 1)
    required = {column.name for column in SPEC.tables["cases"].columns if column.required}
    assert {field for table, field in found if table == "cases"} == required


@pytest.mark.parametrize("name", list_returns())
def test_the_codes_for_not_known_are_found_in_every_list(name):
    found = {key: unknown_codes(codes) for key, codes in load_return(name).code_lists.items()}
    for key, codes in load_return(name).code_lists.items():
        sure = {code.code for code in codes.codes if code.code in ("NK", "NS", "NC")}
        assert found[key] == (sure | {"8"} if key == "sexo" else sure)


# Marks.


def test_a_record_is_known_again_whatever_row_it_stands_in():
    one, two = one_case(), one_case(case_ref="C-1002", person_ref="P-1002", case_status="ACTIVE")
    first, second = (marks(*checked({"cases": rows})) for rows in ([one, two], [two, one]))
    assert {mark.key for mark in first} == {mark.key for mark in second}
    assert [mark.kind for mark in first] == ["case", "case", "person", "person"]
    assert [mark.open for mark in first] == [False, True, False, False]


def test_a_reference_is_the_same_however_it_is_typed():
    typed = [one_case(case_ref=ref) for ref in ("c-1001", " C-1001 ")]
    keys = [marks(*checked({"cases": [case]}))[0].key for case in typed]
    assert keys[0] == keys[1]


def test_only_the_fact_that_changed_changes():
    before, now = (
        marks(*checked({"cases": [one_case(**c)]}))[0] for c in ({}, {"ethnicity": "14"})
    )
    assert before.key == now.key
    changed = {name for name in before.facts if before.facts[name] != now.facts[name]}
    assert changed == {"ethnicity"}
    assert set(before.facts) == {
        "referral_date",
        "sex",
        "ethnicity",
        "case_type",
        "referral_source",
    }


def test_a_fact_tells_nothing_to_who_does_not_know_the_key():
    """Two cases with the same facts share no digest, and a person no digest with their case."""
    two = [one_case(), one_case(case_ref="C-1002", person_ref="C-1001")]
    found = marks(*checked({"cases": two}))
    digests = [digest for mark in found for digest in (mark.key, *mark.facts.values())]
    assert len(digests) == len(set(digests))
    assert all(re.fullmatch("[0-9a-f]{32}", mark.key) for mark in found)


def test_no_mark_without_a_reference_and_no_fact_of_a_cell_in_error():
    tables, unusable = checked({"cases": [one_case(sex="man", person_ref="P-1001")]})
    unusable["cases"]["person_ref"] = {0}
    [case] = marks(tables, unusable)
    assert case.kind == "case"
    assert "sex" not in case.facts


def test_a_person_is_marked_once_and_facts_that_differ_are_none():
    cases = [one_case(), one_case(case_ref="C-1002", sex="F")]
    [person] = [mark for mark in marks(*checked({"cases": cases})) if mark.kind == "person"]
    assert set(person.facts) == {"ethnicity"}


def test_no_value_stands_in_a_mark():
    rows = synthetic(SPEC, FULL, cases=40, seed=5)
    text = json.dumps([asdict(mark) for mark in marks(*checked(rows))])
    values = {str(row[name]) for row in rows["cases"] for name in ("case_ref", "referral_date")}
    assert not [value for value in values if value in text]
