"""A commissioner's profile: what it may hold, and that every report shows what it changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from conftest import SPEC, STANDARDS
from given_files import PROFILE, threshold, write_yaml
from jsonschema import Draft202012Validator

from checker import check
from checker.assess import verdicts
from checker.batch import run
from checker.errors import PackError, UsageError
from checker.measures import measure
from checker.model.findings import Outcome
from checker.model.profile import MINIMUM_ROWS, Adopted, Given, Profile
from checker.model.specs import Check
from checker.packlint import lint
from checker.packs import load_standard
from checker.packs.limits import limit
from checker.packs.profiles import profile_problems, read_profile
from checker.packverify import example_tables
from checker.pipeline.adopted import adopt, out_of_force
from checker.pipeline.given import given
from checker.render import summary, to_json
from checker.render.commissioner import commissioner
from checker.render.html import html_bytes
from checker.resources import standards_folder
from checker.synth import parse_faults, write_sample

ENGINES = ("polars", "great-expectations")
EITHER = ("polars", pytest.param("great-expectations", marks=pytest.mark.long))
LATE, WEEKS, SLOW = "support-offer-late", "planned-weeks-short", "assessment-slow"
HOME_OFFICE = load_standard("gb-home-office-da")
SCHEMA = json.loads(
    (standards_folder() / "_schemas" / "report.schema.json").read_text(encoding="utf-8")
)


def profile_file(folder, **settings):
    return write_yaml(folder / "profile.yaml", PROFILE | settings)


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """A return in which three victims were offered support too late, by a project's own rule."""
    out = tmp_path_factory.mktemp("late") / "late.xlsx"
    shape = SPEC.layouts["full"]
    faults = parse_faults(f"{LATE}=3", SPEC, shape)
    write_sample(SPEC, shape, cases=40, seed=5, faults=faults, out=out)
    return out


def checked(path, folder, engine="polars", **settings):
    return check(
        path,
        standards=["gb-home-office-da"],
        engine=engine,
        profile=profile_file(folder, **settings),
    )


def verdict(report, clause):
    return next(found for found in report.verdicts if found.clause == clause)


def outcome(report, rule):
    return next(found for found in report.outcomes if found.rule == rule)


# What a profile may hold


def test_a_profile_of_nothing_but_its_name_changes_nothing(late, tmp_path):
    plain = check(late, standards=["gb-home-office-da"])
    given_one = checked(late, tmp_path)
    assert given_one.profile.id == "example-county"
    assert given_one.changes == ()
    assert given_one.findings == plain.findings
    assert given_one.verdicts == plain.verdicts


QUARTER = {"start": "2026-07-01", "end": "2026-09-30"}


def area(**changes):
    """Settings with one figure of the area, as they should be but for `changes`."""
    total = {"measure": "REFERRALS", **QUARTER, "value": 10, "source": "a hub"}
    return {"expected": {"periods": [QUARTER]}, "area_totals": [total | changes]}


FAULTY = {
    "unknown rule": (
        {"thresholds": [threshold("planned-week-short", min_value=26)]},
        "thresholds > planned-week-short: there is no rule planned-week-short. "
        "Did you mean planned-weeks-short?",
    ),
    "an argument that the rule lacks": (
        {"thresholds": [threshold(WEEKS, max_value=26)]},
        f"thresholds > {WEEKS}: the rule's expectation has no max_value to change. "
        "It has min_value.",
    ),
    "a share where the rule has none": (
        {"thresholds": [threshold(WEEKS, mostly=0.5)]},
        "has no mostly to change",
    ),
    "a number out of reach": (
        {"thresholds": [threshold(WEEKS, min_value=float("inf"))]},
        "must be a number that can be reached",
    ),
    "bounds that cross": (
        {"thresholds": [threshold("cobi-sessions-differ", min_value=20)]},
        "min_value is above max_value, so nothing could pass",
    ),
    "values of another kind": (
        {"thresholds": [threshold("stalking-case-in-da-programme", value_set=[1])]},
        "value_set must hold text in quotes",
    ),
    "a key's threshold": (
        {"thresholds": [threshold("duplicate-key", None)]},
        "this rule has no limit to adopt: others rest on it",
    ),
    "no weight": (
        {"thresholds": [threshold(WEEKS, None, min_value=26)]},
        f"thresholds > {WEEKS}: lacks weight. Say breach, or concern.",
    ),
    "a weight without a clause": (
        {"thresholds": [threshold("wait-over-half-year", "breach", max_value=90)]},
        "a rule of the return speaks to no clause. Take out weight.",
    ),
    "a rule named twice": (
        {
            "thresholds": [threshold(WEEKS, min_value=26)],
            "rules_off": [{"rule": WEEKS, "because": "We do not use it."}],
        },
        f"{WEEKS} is named twice",
    ),
    "an unknown rule off": (
        {"rules_off": [{"rule": "total-mismatched", "because": "We do not use it."}]},
        "Did you mean total-mismatch?",
    ),
    "an end before its beginning": (
        {"valid_from": "2026-04-01", "valid_to": "2026-03-31"},
        "valid_to lies before valid_from",
    ),
    "a period back to front": (
        {"expected": {"periods": [{"start": "2026-07-01", "end": "2026-06-30"}]}},
        "the period from 2026-07-01 ends before it starts",
    ),
    "a provider twice": (
        {"expected": {"providers": [{"id": "PROV-1"}, {"id": "PROV-1"}]}},
        "PROV-1 stands twice",
    ),
    "a period twice": (
        {"expected": {"periods": [dict(QUARTER), dict(QUARTER)]}},
        "the period 2026-07-01 to 2026-09-30 stands twice",
    ),
    "due before the period ends": (
        {"expected": {"periods": [{**QUARTER, "due": "2026-09-30"}]}},
        "the return for the period from 2026-07-01 is due before the period has ended",
    ),
    "a figure that no return declares": (
        area(measure="REFERALS"),
        "area_totals > REFERALS: no return declares this figure. Known are: REFERRALS, ",
    ),
    "a figure of a period that is not expected": (
        area(start="2026-06-01"),
        "the period from 2026-06-01 to 2026-09-30 is not among the expected periods",
    ),
    "a figure of a period back to front": (
        area(end="2026-06-30"),
        "area_totals > REFERRALS: the period from 2026-07-01 ends before it starts",
    ),
    "a figure twice": (
        {**area(), "area_totals": area()["area_totals"] + area()["area_totals"]},
        "area_totals > REFERRALS: stands twice for the period from 2026-07-01. Keep one.",
    ),
    "a figure in parts": (area(value=1.5), "must be a whole number"),
    "a number for text": ({"version": 1.0}, "version is a number, but must be text. Put it in"),
    "a mistyped setting": ({"minimum_row": 5}, "Did you mean minimum_rows?"),
    "a setting out of range": ({"minimum_rows": 0}, "minimum_rows does not fit: minimum is 1"),
    "a date that is none": ({"valid_from": "1 April"}, "does not have the form asked for"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_profile_is_refused_with_the_place_and_the_remedy(name, tmp_path):
    settings, words = FAULTY[name]
    path = profile_file(tmp_path, **settings)
    with pytest.raises(PackError) as refused:
        read_profile(path)
    assert str(refused.value).startswith("profile.yaml: ")
    assert words in str(refused.value)
    assert any(words in line for line in lint(path))


GROUND = ["duplicate-key", "orphan-row", "period-back-to-front", "not-in-list", "missing-sheet"]


@pytest.mark.parametrize("rule", [*GROUND, "identifier-in-cell", "empty-return-not-nil"])
def test_rules_that_others_rest_on_cannot_be_switched_off(rule, tmp_path):
    path = profile_file(tmp_path, rules_off=[{"rule": rule, "because": "We do not use it."}])
    [problem] = profile_problems(path)
    assert problem.startswith(f"rules_off > {rule}: this rule cannot be switched off")


def test_a_rule_whose_clauses_only_an_assessor_judges_cannot_be_adopted(tmp_path):
    standard = replace(
        HOME_OFFICE, clauses=tuple(replace(c, judge="assessor") for c in HOME_OFFICE.clauses)
    )
    own = replace(standard, rules=(replace(HOME_OFFICE.rules[0], id="own-rule"),))
    path = profile_file(tmp_path, thresholds=[threshold("own-rule")])
    with pytest.raises(PackError, match="only an assessor judges the clauses of this rule"):
        read_profile(path, [own])
    assert profile_problems(path) == ["thresholds > own-rule: " + no_rule("own-rule")]


def no_rule(name):
    return f"there is no rule {name}. `checker standards show` lists the rules."


def test_lint_tells_every_fault_in_one_run(tmp_path):
    settings = {
        "thresholds": [threshold("no-such", max_value=1), threshold(WEEKS, max_value=1)],
        "rules_off": [{"rule": "duplicate-key", "because": "We do not use it."}],
        "valid_from": "2026-04-01",
        "valid_to": "2026-03-31",
    }
    assert len(lint(profile_file(tmp_path, **settings))) == 4


BOMBS = {
    "anchor": ("title: &a x\nid: *a\n", "uses an anchor or an alias"),
    "tag": ("title: !!python/name:os.system x\n", "uses a tag"),
    "deep": ("id: " + "[" * 40 + "]" * 40 + "\n", "is nested too deeply"),
    "twice": ("id: a\nid: b\n", "holds id twice"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_profile_is_read_with_the_guards_for_strangers(name, tmp_path):
    text, words = BOMBS[name]
    path = tmp_path / "profile.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=words):
        read_profile(path)


def test_a_profile_that_does_not_exist_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match=r"profile\.yaml does not exist"):
        read_profile(tmp_path / "profile.yaml")


def test_a_profile_that_holds_an_identifier_is_refused_without_repeating_it(tmp_path):
    path = profile_file(tmp_path, commissioner="Ask at ZZ1 1AA or 999 123 4500")
    with pytest.raises(PackError, match="looks like it holds") as refused:
        given(path, None)
    assert "ZZ1" not in str(refused.value)
    assert lint(path)


# What a profile changes


@pytest.mark.parametrize("engine", EITHER)
def test_an_adopted_threshold_decides_on_both_engines(engine, late, tmp_path):
    plain = check(late, standards=["gb-home-office-da"], engine=engine)
    weeks = outcome(plain, WEEKS).checked
    assert not outcome(plain, WEEKS).failed
    report = checked(late, tmp_path, engine, thresholds=[threshold(WEEKS, "breach", min_value=104)])
    assert outcome(report, WEEKS).failed == weeks > 0
    assert verdict(report, "T3").verdict == "not met"
    [reason] = verdict(report, "T3").reasons
    assert "Limit set by contract: clause 4.2." in reason
    [change] = report.changes
    assert (change.was["min_value"], change.now["min_value"]) == (22, 104)
    rule = next(rule for rule in report.rules if rule.id == WEEKS)
    assert (rule.threshold.origin, rule.threshold.source) == ("contract", "clause 4.2")


def test_both_engines_give_one_report_under_a_profile(late, tmp_path):
    settings = {
        "thresholds": [
            threshold(LATE, "breach"),
            threshold(SLOW, max_value=5, mostly=0.95),
            threshold("wait-over-half-year", None, max_value=7),
        ],
        "rules_off": [{"rule": "training-late", "because": "We do not use it."}],
        "minimum_rows": 3,
        "dash_high": 10,
    }
    fast, reference = (checked(late, tmp_path, engine, **settings) for engine in ENGINES)
    assert outcome(fast, "wait-over-half-year").failed
    assert replace(reference, engine="polars") == fast


def test_adopting_a_project_threshold_as_a_breach_makes_its_clause_not_met(late, tmp_path):
    assert verdict(check(late), "S1.1").verdict != "not met"
    report = checked(late, tmp_path, thresholds=[threshold(LATE, "breach")])
    assert verdict(report, "S1.1").verdict == "not met"
    assert outcome(report, LATE).failed == 3


def all_failed(standard):
    return {
        rule.id: Outcome(rule.id, rule.pack, "failed", checked=9, failed=1, in_scope=9)
        for rule in standard.rules
    }


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda s: f"{s.id}@{s.edition}")
def test_only_adopting_makes_a_clause_not_met_by_a_number_nobody_published(standard):
    """With every rule failed at once, over every pack; then each rule adopted by itself."""
    outcomes = all_failed(standard)
    judges = {clause.id: clause.judge for clause in standard.clauses}
    published = {
        clause
        for rule in standard.rules
        if rule.threshold.origin in ("statute", "published") and rule.status == "live"
        for clause in rule.clauses
    }
    unmet = {v.clause for v in verdicts(standard, outcomes) if v.verdict == "not met"}
    assert unmet <= published
    for rule in standard.rules:
        if rule.status != "live" or all(judges[c] == "assessor" for c in rule.clauses):
            continue
        profile = Profile("p", "P", "C", "1", "", thresholds=(adopted(rule.id, "breach"),))
        [pack] = adopt(profile, SPEC, (standard,)).packs
        now = {v.clause for v in verdicts(pack, outcomes) if v.verdict == "not met"}
        assert now == unmet | {c for c in rule.clauses if judges[c] != "assessor"}, rule.id


def adopted(rule, weight, **kwargs):
    return Adopted(rule, kwargs, weight, "clause 1", "Our contract says so.")


def test_a_note_that_is_adopted_becomes_a_query():
    rule = replace(HOME_OFFICE.rules[0], tier="NOTE")
    standard = replace(HOME_OFFICE, rules=(rule,))
    profile = Profile("p", "P", "C", "1", "", thresholds=(adopted(rule.id, "concern"),))
    adoption = adopt(profile, SPEC, (standard,))
    assert adoption.packs[0].rules[0].tier == "QUERY"
    assert adoption.changes[0].was["tier"] == "NOTE"


def test_an_adopted_rule_never_says_the_old_number_of_a_row(late, tmp_path):
    """Where the rule's words name the number it changes; else the contract's limit comes first."""
    rules = {rule.id: rule for rule in HOME_OFFICE.rules}
    entries = (
        adopted(WEEKS, "breach", min_value=26),
        adopted("completed-early", "breach", min_value=100),
    )
    profile = Profile("p", "P", "C", "1", "", thresholds=entries)
    [pack] = adopt(profile, SPEC, (HOME_OFFICE,)).packs
    said = {rule.id: rule.summary for rule in pack.rules}
    assert said[WEEKS] == "The behaviour-change programme is planned for fewer than 26 weeks."
    assert said["completed-early"] == (
        "This is outside the limit set by contract (at least 100 days). "
        f"The rule says: {rules['completed-early'].summary}"
    )


def test_a_rule_that_is_switched_off_is_never_a_pass(late, tmp_path):
    off = {"rule": WEEKS, "because": "We buy shorter work."}
    report = checked(late, tmp_path, rules_off=[off])
    found = outcome(report, WEEKS)
    assert (found.status, found.ran) == ("not run", False)
    assert found.why == "Switched off by the profile “Example County”: We buy shorter work."
    assert verdict(report, "T3").verdict == "cannot tell"
    assert found.why in verdict(report, "T3").reasons[0]


def test_a_rule_of_the_return_can_be_switched_off_too(late, tmp_path):
    off = {"rule": "wait-over-half-year", "because": "Waits are known to us."}
    report = checked(late, tmp_path, rules_off=[off])
    assert outcome(report, "wait-over-half-year").why.startswith("Switched off by the profile")


def test_the_minimum_of_rows_is_the_profiles(late, tmp_path):
    few = outcome(checked(late, tmp_path, minimum_rows=1000), SLOW)
    assert few.why == "Fewer than 1000 rows: too few to tell a share from chance."
    assert "Fewer than" not in outcome(check(late), SLOW).why
    assert MINIMUM_ROWS == 10


@pytest.mark.parametrize("mark", [None, 14])
def test_measures_see_the_profiles_dash_mark(mark):
    sql = ("SELECT _row, (SELECT dash_high FROM settings) AS mark FROM assessments",)
    spec = replace(SPEC, measures={"assessments": sql})
    tables = example_tables(SPEC, {"assessments": [{"assessment_ref": "A-1"}]})
    frame = measure(replace(tables, spec=spec), dash_high=mark)["assessments"]
    assert frame["mark"].to_list() == [mark]


PERIOD, PROVIDER = "period-not-expected", "provider-not-expected"
THIS = {"start": "2026-07-01", "end": "2026-09-30"}


def test_without_a_profile_nothing_is_expected_and_nothing_passes(late):
    for rule in (PERIOD, PROVIDER):
        found = outcome(check(late), rule)
        assert (found.status, found.ran) == ("not run", False)
        assert found.why == "No profile was given, so nothing says what is expected."


def test_a_profile_that_lists_no_provider_expects_none(late, tmp_path):
    report = checked(late, tmp_path, expected={"periods": [THIS]})
    assert outcome(report, PERIOD).status == "passed"
    assert outcome(report, PROVIDER).why == (
        "The profile “Example County” lists no expected providers."
    )


def test_a_return_that_is_not_expected_is_asked_about_at_its_cell(late, tmp_path):
    other = {"start": "2026-04-01", "end": "2026-06-30"}
    expected = {"periods": [other], "providers": [{"id": "PROV-NOBODY"}]}
    report = checked(late, tmp_path, expected=expected)
    found = {f.rule: f for f in report.findings if f.rule in (PERIOD, PROVIDER)}
    assert set(found) == {PERIOD, PROVIDER}
    assert {f.tier for f in found.values()} == {"QUERY"}
    assert all(f.sheet == "Return" and f.cell for f in found.values())
    assert {outcome(report, rule).failed for rule in found} == {1}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"valid_from": "2026-10-01"}, "The profile counts from 2026-10-01"),
        ({"valid_to": "2026-09-29"}, "The profile counted until 2026-09-29"),
    ],
)
def test_a_profile_out_of_its_time_changes_nothing_and_the_report_says_so(
    settings, words, late, tmp_path
):
    report = checked(late, tmp_path, thresholds=[threshold(LATE, "breach")], **settings)
    assert report.changes == ()
    assert words in report.profile_why
    assert verdict(report, "S1.1").verdict != "not met"
    assert words in outcome(report, PERIOD).why
    for text in outputs(report):
        assert words in text


def test_a_profile_counts_on_its_first_and_its_last_day():
    profile = Profile("p", "P", "C", "1", "", valid_from="2026-07-01", valid_to="2026-09-30")
    days = ("2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01", "")
    assert [not out_of_force(profile, day) for day in days] == [False, True, True, False, False]


# What every report shows


EVERYTHING = {
    "thresholds": [threshold(LATE, "breach"), threshold(SLOW, max_value=15, mostly=0.9)],
    "rules_off": [{"rule": "training-late", "because": "Training is looked at on visits."}],
    "minimum_rows": 20,
    "dash_high": 14,
    "small_numbers": {"public": 5},
    "retention_months": 24,
    "expected": {"periods": [THIS], "providers": [{"id": "PROV-NOBODY"}]},
}
SHOWN = (
    "Example County (example-county, version 1.0)",
    LATE,
    "Adopted as it is: at most 0 days.",
    "Now at most 15 working days, in at least 90% of rows, before at most 20 working days, in at"
    " least 80% of rows.",
    "clause 4.2",
    "training-late",
    "A share is told from 20 rows on, before from 10.",
    "A DASH score of 14 or more counts as high risk.",
    "The check of one return does not use the profile’s small numbers",
)


def outputs(report):
    """What people read, in one line each: line breaks are the terminal's affair."""
    page = html_bytes(report).decode("utf-8")
    return [" ".join(summary(report).split()), page.replace("&#39;", "'")]


def test_terminal_and_page_show_everything_that_the_profile_changed(late, tmp_path):
    report = checked(late, tmp_path, **EVERYTHING)
    for text in outputs(report):
        assert "Set by your commissioner" in text
        for words in SHOWN:
            assert words in text, words
    page = outputs(report)[1]
    assert "Training is looked at on visits." in page
    assert "set by the commissioner" in page
    assert report.profile.digest in page


def test_without_a_profile_no_report_speaks_of_a_commissioner(late):
    for text in outputs(check(late)):
        assert "Set by your commissioner" not in text


def test_the_json_report_holds_profile_and_changes_and_fits_its_schema(late, tmp_path):
    data = to_json(checked(late, tmp_path, **EVERYTHING))
    Draft202012Validator(SCHEMA).validate(data)
    assert data["profile"]["applied"] is True
    assert {change["kind"] for change in data["changes"]} == {
        "threshold",
        "rule-off",
        "minimum-rows",
        "dash-high",
        "expected",
    }
    assert to_json(check(late))["profile"] is None


@pytest.mark.parametrize(
    "settings",
    [
        area(),
        {"expected": {"periods": [{**QUARTER, "due": "2026-10-30"}]}},
        {"case_keys": True},
        {"retention_months": 12},
    ],
    ids=["area totals", "due", "case keys", "retention"],
)
def test_what_only_a_batch_uses_is_said_to_be_of_no_use_to_one_return(settings, late, tmp_path):
    words = "The check of one return does not use"
    [note] = [n for n in commissioner(checked(late, tmp_path, **settings)).notes if words in n]
    assert "days on which returns are due" in note
    assert not [n for n in commissioner(checked(late, tmp_path)).notes if words in n]


def test_what_a_batch_uses_is_read(tmp_path):
    periods = [{**QUARTER, "due": "2026-10-30"}]
    given_one = read_profile(
        profile_file(tmp_path, **area(source=" a hub ") | {"expected": {"periods": periods}})
    )
    [period], [total] = given_one.periods, given_one.area_totals
    assert period.due == "2026-10-30"
    assert (total.measure, total.start, total.value, total.source) == (
        "REFERRALS",
        "2026-07-01",
        10,
        "a hub",
    )
    assert (given_one.case_keys, read_profile(profile_file(tmp_path)).case_keys) == (False, False)


def test_thresholds_of_standards_not_checked_here_are_said_to_be_of_no_use(late, tmp_path):
    report = checked(late, tmp_path, thresholds=[threshold("cobi-session-long", max_value=120)])
    assert report.changes == ()
    for text in outputs(report):
        assert "1 of the profile’s settings is about rules" in text


def test_the_batch_page_names_the_profile(late, tmp_path):
    path = profile_file(tmp_path, valid_to="2026-01-01")
    result = run([late], tmp_path / "out", jobs=1, given=given(path, None))
    page = result.page.read_text(encoding="utf-8")
    assert "Example County (example-county, version 1.0)" in page
    assert "Without the profile. The profile counted until 2026-01-01" in page
    report = json.loads((tmp_path / "out" / "late" / "report.json").read_text(encoding="utf-8"))
    assert report["profile"]["applied"] is False


def test_a_profile_changes_no_pack_for_the_next_check(late, tmp_path):
    before = check(late)
    checked(late, tmp_path, **EVERYTHING)
    assert check(late) == before


def test_nothing_given_is_nothing():
    assert Given() == given(None, None)


@pytest.mark.parametrize(
    ("kind", "kwargs", "words"),
    [
        ("between", {"min_value": 22, "column": "planned_weeks"}, "at least 22 weeks"),
        ("between", {"min_value": 12, "max_value": 12}, "exactly 12"),
        ("between", {"max_value": 0.5, "mostly": 0.8}, "at most 0.5, in at least 80% of rows"),
        ("values_to_be_in_set", {"value_set": ["A", "B"]}, "one of A, B"),
        ("values_to_not_be_in_set", {"value_set": ["A"]}, "none of A"),
        ("expect_column_values_to_be_null", {}, "blank"),
    ],
)
def test_limits_in_words(kind, kwargs, words):
    assert limit(Check("expectation", type=kind, kwargs=kwargs)) == words
