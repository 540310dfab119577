"""Expectations: two engines that agree row by row, and one outcome for each rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from math import isclose

import polars as pl
import pytest
from conftest import SPEC, live_rules
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checker.errors import PackError
from checker.expectations import ENGINES, SUPPORTED, evaluate, judge
from checker.expectations.links import astray, path, set_aside_rows
from checker.expectations.outcomes import Part, absent, judge_each, wilson
from checker.layout.tables import ReturnTables
from checker.layout.values import clean
from checker.measures import measure
from checker.model.specs import Check, Layout, Rule, SheetLayout, Threshold
from checker.packbuild.suites import suites as build_suites
from checker.packverify import example_tables
from checker.suites.conditions import columns_of

# The two engines, row by row.


def compare(column, operator, parameter):
    return {
        "type": "comparison",
        "column": {"name": column},
        "operator": operator,
        "parameter": parameter,
    }


def nullity(column, is_null):
    return {"type": "nullity", "column": {"name": column}, "is_null": is_null}


def both(*conditions):
    return {"type": "and", "conditions": list(conditions)}


def either(*conditions):
    return {"type": "or", "conditions": list(conditions)}


CONDITIONS = [
    *(compare("whole", operator, 0) for operator in ("==", "!=", "<", "<=", ">", ">=")),
    *(compare("share", operator, 0.5) for operator in ("==", "!=", "<", "<=", ">", ">=")),
    *(compare("code", operator, "A") for operator in ("==", "!=")),
    *(compare("code", operator, ["A", "é"]) for operator in ("IN", "NOT_IN")),
    *(compare("whole", operator, [0, 2**53, -1]) for operator in ("IN", "NOT_IN")),
    *(nullity(name, flag) for name in ("code", "whole", "day", "text") for flag in (True, False)),
    both(compare("code", "==", "A"), compare("whole", ">=", 0)),
    both(compare("code", "!=", "A"), nullity("whole", False), compare("share", "<", 1)),
    either(compare("code", "==", "A"), compare("whole", "<", 0)),
    either(nullity("code", True), compare("share", "NOT_IN", [0.5, 1.0])),
    both(both(compare("code", "==", "A"), nullity("day", True)), compare("whole", "!=", 1)),
    either(both(compare("code", "==", "A"), nullity("whole", False)), nullity("share", True)),
]
COLUMN = "expect_column_values_to_"
PAIR = "expect_column_pair_values_"
BASES = [
    *((f"{COLUMN}not_be_null", {"column": name}) for name in ("text", "whole", "share", "day")),
    *((f"{COLUMN}be_null", {"column": name}) for name in ("text", "whole", "share", "day")),
    *(
        (f"{COLUMN}be_unique", {"column": name})
        for name in ("text", "code", "whole", "share", "day")
    ),
    (f"{COLUMN}be_between", {"column": "whole", "max_value": 0}),
    (f"{COLUMN}be_between", {"column": "whole", "min_value": 0}),
    (f"{COLUMN}be_between", {"column": "whole", "min_value": -1, "max_value": 1}),
    (f"{COLUMN}be_between", {"column": "whole", "min_value": 1, "max_value": -1 + 2}),
    (
        f"{COLUMN}be_between",
        {"column": "whole", "min_value": 0, "max_value": 2, "strict_min": True},
    ),
    (
        f"{COLUMN}be_between",
        {"column": "whole", "min_value": 0, "max_value": 2, "strict_min": True, "strict_max": True},
    ),
    (f"{COLUMN}be_between", {"column": "share", "min_value": 0.5, "strict_min": True}),
    (f"{COLUMN}be_between", {"column": "share", "max_value": 0.5, "strict_max": True}),
    (
        f"{COLUMN}be_between",
        {"column": "share", "min_value": 0, "max_value": 1, "strict_max": False},
    ),
    (f"{COLUMN}be_in_set", {"column": "code", "value_set": ["A", "B"]}),
    (f"{COLUMN}be_in_set", {"column": "whole", "value_set": [0, 1]}),
    (f"{COLUMN}not_be_in_set", {"column": "code", "value_set": ["A", "é"]}),
    (f"{COLUMN}not_be_in_set", {"column": "whole", "value_set": [0, 2**53]}),
    (f"{COLUMN}match_regex", {"column": "text", "regex": "[A-Z]+"}),
    (f"{COLUMN}match_regex", {"column": "text", "regex": "^[A-Z0-9][A-Z0-9-]{1,31}$"}),
    (f"{COLUMN}match_regex", {"column": "text", "regex": "A|É"}),
    (f"{COLUMN}not_match_regex", {"column": "text", "regex": ".*é"}),
    (f"{COLUMN}not_match_regex", {"column": "code", "regex": "^(A|B)$"}),
    ("expect_column_value_lengths_to_be_between", {"column": "text", "max_value": 3}),
    (
        "expect_column_value_lengths_to_be_between",
        {"column": "text", "min_value": 2, "max_value": 9},
    ),
    *(
        (f"{PAIR}to_be_equal", {"column_A": a, "column_B": b})
        for a, b in (("day", "later"), ("whole", "other"), ("code", "text"))
    ),
    *(
        (f"{PAIR}a_to_be_greater_than_b", {"column_A": a, "column_B": b, **more})
        for a, b in (("later", "day"), ("whole", "other"))
        for more in ({}, {"or_equal": True}, {"or_equal": False})
    ),
]


def expectation(kind, kwargs, row_condition=None, **more):
    kwargs = {**kwargs, **more}
    if kind.startswith(PAIR):
        kwargs["ignore_row_if"] = "either_value_is_missing"
    if row_condition is not None:
        kwargs["row_condition"] = row_condition
    return {"type": kind, "kwargs": kwargs, "meta": {"rule": "x"}}


SCHEMA = {
    "text": pl.String,
    "code": pl.String,
    "whole": pl.Int64,
    "other": pl.Int64,
    "share": pl.Float64,
    "day": pl.Date,
    "later": pl.Date,
}


def table(rows):
    made = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    # Row numbers are not places: rows that were set aside leave gaps.
    return made.with_columns(_row=pl.int_range(pl.len(), dtype=pl.Int64) * 3 + 1)


def agree(frame, expectations):
    fast = evaluate(frame, expectations, "polars")
    slow = evaluate(frame, expectations, "great-expectations")
    for one, mine, reference in zip(expectations, fast, slow, strict=True):
        assert not mine.broke, one
        assert mine == reference, one
    return fast


def test_the_generated_expectations_cover_the_closed_list():
    assert {kind for kind, _ in BASES} == set(SUPPORTED)
    used = {name for kind, kwargs in BASES for name in expectation(kind, kwargs)["kwargs"]}
    assert used | {"mostly", "row_condition"} == set().union(*SUPPORTED.values())


SMALL = st.sampled_from([0, 1, 2, -1, 2**53, -(2**53), 10**15])
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)) | st.sampled_from(
    [dt.date(2024, 2, 29), dt.date(2026, 7, 1), dt.date(2026, 7, 2)]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(
    clean
) | st.sampled_from(["A", "AB", "C-7F3K2Q", "Été", "éa", "", "a" * 40, "Ａ", "𝒜b"])
ROWS = st.tuples(
    *(
        st.one_of(st.none(), values)
        for values in (
            TEXTS,
            st.sampled_from(["A", "B", "é", "a", "A "]),
            SMALL,
            SMALL,
            st.sampled_from([0.0, -0.0, 0.5, 1.0, 1e300, -1e300, 0.1 + 0.2]) | st.floats(-9, 9),
            DAYS,
            DAYS,
        )
    )
)
BLANK = (None,) * len(SCHEMA)
ONE = ("AB", "A", 0, 1, 0.5, dt.date(2026, 7, 1), dt.date(2026, 7, 2))


@pytest.mark.parametrize(
    "rows",
    [[ONE], [BLANK], [BLANK] * 4, [ONE] * 4, [ONE, BLANK, ONE, BLANK]],
    ids=["one row", "one blank row", "blank rows", "equal rows", "every other row blank"],
)
def test_engines_agree_on_plain_tables(rows):
    agree(
        table(rows),
        [
            *(expectation(kind, kwargs) for kind, kwargs in BASES),
            *(expectation(*BASES[n % len(BASES)], row) for n, row in enumerate(CONDITIONS)),
        ],
    )


@pytest.mark.parametrize("part", range(3))
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each try costs a second
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rows=st.lists(ROWS, min_size=1, max_size=25), shift=st.integers(0, 1000))
def test_engines_agree_on_generated_tables(part, rows, shift):
    # A third of the types for each part, so that the parts run side by side; all the conditions.
    choices = [None, *CONDITIONS]
    agree(
        table(rows),
        [
            expectation(kind, kwargs, choices[(n * 7 + shift) % len(choices)])
            for n, (kind, kwargs) in enumerate(BASES)
            if n % 3 == part
        ],
    )


@pytest.mark.parametrize("failing", [0, 1, 2, 3, 9, 10])
@pytest.mark.parametrize("mostly", [0.8, 0.9])
def test_a_share_changes_nothing_about_which_rows_fail(failing, mostly):
    values = [1] * failing + [0] * (10 - failing)
    frame = table([(None, None, value, *(None,) * 4) for value in [*values, None]])
    result = evaluate(
        frame,
        [expectation(f"{COLUMN}be_between", {"column": "whole", "max_value": 0}, mostly=mostly)],
        "polars",
    )[0]
    assert (result.in_scope, result.missing, len(result.failed)) == (11, 1, failing)


def test_engines_agree_on_shares_at_their_boundary():
    frame = table([("A", "A", n // 2, 1, 0.5, None, None) for n in range(10)])
    agree(
        frame,
        [
            expectation(kind, kwargs, row, mostly=mostly)
            for mostly in (0.8, 0.999)
            for kind, kwargs in BASES[::5]
            for row in (None, CONDITIONS[3])
        ],
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_without_rows_has_nothing_in_scope(engine):
    bare = pl.DataFrame(schema={"_row": pl.Int64})
    for frame in (bare, table([])):
        results = evaluate(frame, [expectation(kind, kwargs) for kind, kwargs in BASES], engine)
        assert {(r.in_scope, r.missing, r.failed, r.broke) for r in results} == {(0, 0, (), "")}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_expectation_that_breaks_does_not_hide_the_others(engine):
    fine = expectation(f"{COLUMN}be_null", {"column": "text"})
    broken = [
        expectation(f"{COLUMN}be_null", {"column": "nowhere"}),
        expectation(f"{COLUMN}be_between", {"column": "text", "min_value": 1}),
    ]
    first, *middle, last = evaluate(table([ONE]), [fine, *broken, fine], engine)
    assert first == last
    assert first.failed == (1,)
    assert all(result.broke and not result.failed for result in middle)


# What neither engine takes.

SET = {"column": "code", "value_set": ["A"]}
REFUSED = [
    ("expect_column_values_to_be_dateutil_parseable", {"column": "code"}),
    ("expect_column_max_to_be_between", {"column": "whole", "max_value": 1}),
    ("ExpectColumnValuesToBeInSet", SET),
    (f"{COLUMN}be_in_set", {**SET, "parse_strings_as_datetimes": True}),
    (f"{COLUMN}be_in_set", {**SET, "condition_parser": "pandas"}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": 'code == "A"'}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": '@pd.io.common.os.system("true")'}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": ["code"]}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": None}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": both(nullity("code", True), "code == 1")}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": both()}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": {"type": "and"}}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": {"type": "sql", "text": "1=1"}}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": compare("code", "LIKE", "A%")}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": {**compare("code", "==", "A"), "column": "x"}}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": compare("code", "IN", None)}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": compare("code", "IN", "A")}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": compare("code", "==", ["A"])}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": compare("code", "==", None)}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": both(either(nullity("code", True)))}),
    (f"{COLUMN}be_in_set", {**SET, "row_condition": either(either(nullity("code", True)))}),
    (
        f"{COLUMN}be_in_set",
        {**SET, "row_condition": {"type": "pass_through", "pass_through_filter": "@pd.io"}},
    ),
    (f"{COLUMN}be_in_set", {"column": "code"}),
    (f"{COLUMN}be_in_set", {"value_set": ["A"]}),
    (f"{COLUMN}match_regex", {"column": "code"}),
    (f"{PAIR}to_be_equal", {"column_A": "day", "column_B": "later"}),
    (
        f"{PAIR}to_be_equal",
        {"column_A": "day", "column_B": "later", "ignore_row_if": "both_values_are_missing"},
    ),
    (f"{PAIR}to_be_equal", {"column_A": "day", "ignore_row_if": "either_value_is_missing"}),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rows", [[], [ONE]], ids=["no rows", "a row"])
@pytest.mark.parametrize(("kind", "kwargs"), REFUSED)
def test_what_is_outside_the_closed_list_is_refused_and_never_skipped(engine, rows, kind, kwargs):
    fine = expectation(f"{COLUMN}be_null", {"column": "text"})
    with pytest.raises(PackError):
        evaluate(table(rows), [fine, {"type": kind, "kwargs": kwargs, "meta": {}}], engine)


def test_the_columns_of_a_condition():
    nested = either(both(nullity("a", True), compare("b", "==", 1)), compare("c", "IN", ["d"]))
    assert columns_of(nested) == {"a", "b", "c"}
    assert columns_of("a == 1") == set()


# Shares and their intervals.


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (8, 10, 0.4902, 0.9433),
        (1, 2, 0.0945, 0.9055),
        (50, 100, 0.4038, 0.5962),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_against_published_ones(successes, trials, low, high):
    found = wilson(successes, trials)
    assert isclose(found[0], low, abs_tol=6e-5)
    assert isclose(found[1], high, abs_tol=6e-5)


@given(trials=st.integers(1, 10_000), share=st.floats(0, 1))
def test_an_interval_holds_its_share_and_stays_between_nought_and_one(trials, share):
    successes = round(share * trials)
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= high <= 1
    mirrored = wilson(trials - successes, trials)
    assert isclose(low, 1 - mirrored[1], abs_tol=1e-9)


# Rules to outcomes.


def rule(name="r", target="victims", at="sex", reads=(), kind=f"{COLUMN}not_be_null", **kwargs):
    conditions = kwargs.pop("row_condition", None)
    return Rule(
        id=name,
        pack="test@1",
        table=target,
        tier="QUERY",
        summary="",
        why="",
        fix="",
        check=Check(
            "expectation", type=kind, kwargs={"column": at, **kwargs}, row_condition=conditions
        ),
        threshold=Threshold("project", "P", "project", ""),
        reads=tuple(reads) or (f"{target}.{at}",),
        at=at,
        weight="concern",
    )


def judged(rules, tables, bad=None, minimum=10, engine="polars"):
    suites = build_suites(rules, SPEC, "test@1")
    return judge(tables, measure(tables), bad or {}, rules, suites, engine, minimum)


def outcome(one, tables, bad=None, **kwargs):
    found = judged([one], tables, bad, **kwargs)
    assert [o.rule for o in found.outcomes] == [one.id]
    return found.outcomes[0], sorted(failure.row for failure in found.failures)


def share_of(passing, failing, minimum=10, target=0.8):
    rows = [{"sex": "M"}] * passing + [{"sex": "F"}] * failing
    tables = example_tables(SPEC, {"cases": rows})
    one = rule(target="cases", kind=f"{COLUMN}be_in_set", value_set=["M"], mostly=target)
    return outcome(one, tables, minimum=minimum)


def test_a_share_of_too_few_rows_is_not_told():
    found, failed = share_of(0, 9)
    assert (found.status, failed) == ("not run", [])
    assert "Fewer than 10 rows" in found.why
    assert (found.share.numerator, found.share.denominator, found.share.target) == (0, 9, 0.8)
    assert (found.checked, found.failed) == (9, 9)


def test_a_share_that_straddles_its_target_is_not_told():
    for passing, failing in ((8, 2), (79, 21), (10, 0), (85, 15)):
        found, failed = share_of(passing, failing)
        assert found.status == "not run"
        assert found.share.low < 0.8 <= found.share.high
        assert "too close" in found.why
        assert failed == []


def test_a_share_clearly_above_its_target_passes_with_its_odd_rows_unsaid():
    found, failed = share_of(190, 10)
    assert (found.status, failed, found.failed) == ("passed", [], 10)
    assert found.share.low >= 0.8


def test_a_share_clearly_below_its_target_fails_row_by_row():
    found, failed = share_of(4, 16)
    assert (found.status, failed) == ("failed", list(range(4, 20)))
    assert found.share.high < 0.8


def test_a_target_of_every_row_is_no_share():
    found, failed = share_of(19, 1, target=1.0)
    assert (found.status, failed, found.share) == ("failed", [19], None)


VICTIMS = [
    {"victim_ref": "V-1", "case_ref": "C-1", "sex": "F"},
    {"victim_ref": "V-2", "case_ref": "C-2"},
    {"victim_ref": "V-3", "case_ref": "C-1"},
]
CASES = [
    {"case_ref": "C-1", "programme_ref": "PROG-1"},
    {"case_ref": "C-2", "programme_ref": "PROG-2"},
    {"case_ref": "C-3", "programme_ref": "PROG-1"},
]
LINKED = {
    "programmes": [{"programme_ref": "PROG-1"}, {"programme_ref": "PROG-2"}],
    "cases": CASES,
    "victims": VICTIMS,
}


def linked(**changes):
    return example_tables(SPEC, {**LINKED, **changes})


@pytest.mark.parametrize(
    ("reads", "bad", "rows"),
    [
        (["victims.sex"], {"victims": {"sex": {1}}}, {1}),
        (["victims.sex"], {"victims": {"age_band": {1}}}, set()),
        (["victims.sex"], {"cases": {"sex": {0}}}, set()),
        (["victims.sex", "cases.sex"], {"cases": {"sex": {0}}}, {0, 2}),
        (["cases.sex"], {"cases": {"case_ref": {1}}}, {1}),
        (["cases.sex"], {"victims": {"case_ref": {2}}}, {2}),
        (["programmes.cohort"], {"programmes": {"cohort": {1}}}, {1}),
        (["programmes.cohort"], {"programmes": {"cohort": {0}}}, {0, 2}),
        (["programmes.cohort"], {"cases": {"programme_ref": {1}}}, {1}),
        (["programmes.cohort"], {"programmes": {"programme_ref": {0}}}, {0, 2}),
        (["return.period_end"], {"return": {"period_end": {0}}}, {0, 1, 2}),
        (["return.period_end"], {"return": {"period_start": {0}}}, set()),
    ],
)
def test_rows_set_aside_for_their_own_their_parents_and_distant_cells(reads, bad, rows):
    frames = measure(linked())
    assert set_aside_rows(SPEC, frames, bad, "victims", reads) == rows


@pytest.mark.parametrize(
    ("reads", "bad", "rows"),
    [
        (["victims.iss_offer_date"], {"victims": {"iss_offer_date": {0}}}, {0}),
        (["victims.iss_offer_date"], {"victims": {"iss_offer_date": {1}}}, {1}),
        (["victims.iss_offer_date"], {"cases": {"case_ref": {2}}}, {2}),
        (["victims.iss_offer_date"], {"victims": {"sex": {0}}}, set()),
        (["outcomes.value"], {"outcomes": {"value": {0}}}, {1}),
    ],
)
def test_rows_set_aside_for_the_cells_of_their_children(reads, bad, rows):
    frames = measure(linked(outcomes=[{"outcome_ref": "O-1", "case_ref": "C-2"}]))
    assert set_aside_rows(SPEC, frames, bad, "cases", reads) == rows


def test_programmes_are_set_aside_for_the_victims_of_their_cases():
    bad = {"victims": {"iss_offer_date": {1}}}
    found = set_aside_rows(SPEC, measure(linked()), bad, "programmes", ["victims.iss_offer_date"])
    assert found == {1}


def test_totals_are_set_aside_whole_when_a_cell_that_they_count_is():
    frames = measure(linked(totals=[{"measure": "STARTED"}, {"measure": "REFERRALS"}]))
    assert path(SPEC, "totals", "cases") is None
    bad = {"cases": {"start_date": {2}}}
    assert set_aside_rows(SPEC, frames, bad, "totals", ["cases.start_date"]) == {0, 1}
    assert set_aside_rows(SPEC, frames, bad, "totals", ["cases.closed_date"]) == set()


def test_a_row_set_aside_is_counted_and_not_judged():
    found, failed = outcome(rule(), linked(), {"victims": {"sex": {1}}})
    assert (found.status, failed) == ("failed", [2])
    assert (found.in_scope, found.checked, found.set_aside, found.failed) == (2, 2, 1, 1)


def test_a_rule_with_every_row_set_aside_did_not_run():
    found, failed = outcome(rule(), linked(), {"victims": {"sex": {0, 1, 2}}})
    assert (found.status, failed, found.set_aside) == ("not run", [], 3)
    assert "set aside" in found.why
    assert found.ran


def test_a_duplicate_sets_its_twin_aside_too():
    """Both rows of a repeated key are set aside, and with them every child of that key."""
    tables = linked(cases=[*CASES, {"case_ref": "C-1", "programme_ref": "PROG-2"}])
    bad = {"cases": {"case_ref": {0, 3}}}
    found, failed = outcome(rule(reads=["victims.sex", "cases.sex"]), tables, bad)
    assert (found.set_aside, failed) == (2, [1])


ABSENCE = rule(
    "no-victim",
    "cases",
    "no_victim_reason",
    ["cases.case_ref", "victims.case_ref", "cases.no_victim_reason"],
    f"{COLUMN}be_in_set",
    column="victim_or_reason",
    value_set=["Y"],
)


def test_a_case_without_a_victim_is_found():
    found, failed = outcome(ABSENCE, linked())
    assert (found.status, failed) == ("failed", [2])


@pytest.mark.parametrize("ref", ["C-9", None, "???"])
def test_a_child_gone_astray_makes_no_absence_certain(ref):
    tables = linked(victims=[*VICTIMS[:2], {"victim_ref": "V-3", "case_ref": ref}])
    bad = {"victims": {"case_ref": {2}}}
    assert astray(SPEC, bad, "cases", ABSENCE.reads)
    found, failed = outcome(ABSENCE, tables, bad)
    assert (found.status, failed) == ("passed", [])
    assert (found.in_scope, found.set_aside) == (2, 1)


def test_a_parent_gone_astray_leaves_the_others_certain():
    assert not astray(SPEC, {"cases": {"programme_ref": {0}}}, "cases", ["programmes.cohort"])
    assert not astray(SPEC, {"victims": {"case_ref": {0}}}, "victims", ["cases.sex"])


@pytest.mark.parametrize(
    ("conditions", "rows", "why", "scope"),
    [
        ([{"column": "sex", "operator": "==", "value": "M"}], VICTIMS, "Nothing in this return", 0),
        ([], [], "Nothing in this return", 0),
        ([], [{"victim_ref": "V-1"}] * 2, "blank where it looks", 2),
    ],
)
def test_why_a_rule_had_nothing_to_check(conditions, rows, why, scope):
    one = rule(kind=f"{COLUMN}be_in_set", value_set=["F"], row_condition=conditions)
    found, failed = outcome(one, linked(victims=rows))
    assert (found.status, failed, found.in_scope, found.missing) == ("not run", [], scope, scope)
    assert why in found.why
    assert found.ran


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_that_broke_says_so_without_a_value(engine):
    one = rule(kind=f"{COLUMN}be_between", at="sex", min_value=1)
    found, failed = outcome(one, linked(), engine=engine)
    assert (found.status, failed) == ("broke", [])
    assert "stopped with" in found.why


def _laid_out(tables, sheets):
    layout = Layout("small", "Small", "X", "", tuple(sheets))
    return ReturnTables(SPEC, layout, tables.tables, ())


def _sheet(name, without=()):
    columns = tuple(c.name for c in SPEC.tables[name].columns if c.name not in without)
    return SheetLayout(name, SPEC.tables[name].title, (), columns)


def test_why_a_rule_could_not_look():
    tables = linked()
    victims = tables.tables["victims"]
    gone = replace(victims, columns={k: v for k, v in victims.columns.items() if k != "sex"})
    spare = replace(victims, columns={})
    found = [
        _laid_out(tables, [_sheet("cases")]),
        _laid_out(tables, [_sheet("victims", ["sex"])]),
        _laid_out(replace(tables, tables={**tables.tables, "victims": gone}), [_sheet("victims")]),
        _laid_out(replace(tables, tables={**tables.tables, "victims": spare}), [_sheet("victims")]),
    ]
    why = [absent(one, ["victims.sex"]) for one in found]
    assert [words.split(" sheet")[-1] for words in why] == [
        ".",
        " does not ask for this.",
        ".",
        " could not be read.",
    ]
    assert "layout has no Victims" in why[0]
    assert "column that it reads is missing" in why[2]
    for one in found:
        told, failed = outcome(rule(), one)
        assert (told.status, told.ran, failed) == ("not run", False, [])
        assert told.why


def test_a_rule_without_an_expectation_did_not_run():
    one = rule()
    found = judge(linked(), measure(linked()), {}, [one], {}, "polars", 10)
    assert [(o.status, o.ran) for o in found.outcomes] == [("not run", False)]


PACKS = {id(pack): pack for _, pack in live_rules("expectation")}.values()
CELLS = sorted((n, c.name) for n, t in SPEC.tables.items() for c in t.columns)


@settings(max_examples=8, deadline=None)
@given(
    cells=st.lists(st.sampled_from(CELLS), max_size=12),
    rows=st.sets(st.integers(0, 3), min_size=1),
)
def test_every_rule_has_one_outcome_whatever_was_set_aside(cells, rows):
    bad = {}
    for name, field in cells:
        bad.setdefault(name, {})[field] = set(rows)
    tables = linked(totals=[{"measure": "REFERRALS", "period_value": 3}])
    frames = measure(tables)
    every = [
        Part([one for one, owner in live_rules("expectation") if owner.id == pack.id], pack.suites)
        for pack in PACKS
    ]
    together = judge_each(tables, frames, bad, every, "polars", 10)
    for (rules, suites), shared in zip(every, together, strict=True):
        found = judge(tables, frames, bad, rules, suites, "polars", 10)
        assert shared == found, "packs judged in one query each get what they get alone"
        assert [o.rule for o in found.outcomes] == [one.id for one in rules]
        for o in found.outcomes:
            assert o.status in ("passed", "failed", "not run")
            assert o.checked == o.in_scope - o.missing
            assert (o.status == "failed") == (o.rule in {f.rule for f in found.failures})
        # No finding rests on a cell that was set aside.
        at = {(f.table, f.field, f.row) for f in found.failures}
        assert not at & {
            (n, c, r) for n, fields in bad.items() for c, rs in fields.items() for r in rs
        }
