"""The generator knows what it planted: the checker must find that, there, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import SPEC, STANDARDS
from settled import WITHOUT_A_FAULT
from sparing import some

from checker.model.profile import Given, Profile
from checker.packs import list_returns, load_return
from checker.pipeline import check_file
from checker.synth import FAULTS, parse_faults, write_sample
from checker.synth.runnable import runnable

pytestmark = pytest.mark.usefixtures("settled_rules")
LAYOUTS = ("full", "compact")
CASES = 200
NEWEST = SPEC.id
# The newest return holds all that the earlier one asks: a seed of that one is enough.
SEEDS = {name: (1, 2, 3, 4) if name == NEWEST else (5,) for name in list_returns()}
SHAPES = [(name, layout) for name in SEEDS for layout in LAYOUTS]
RUNS = [
    pytest.param(name, layout, seed, marks=[] if (name, seed) == (NEWEST, 1) else pytest.mark.long)
    for name, layout in SHAPES
    for seed in SEEDS[name]
]
# A score from which nobody in a clean sample is below high risk.
STRICT = Given(
    Profile("test-area", "Test area", "Example commissioner", "1", "0" * 64, dash_high=14)
)


def _places(findings):
    return Counter((f.rule, f.sheet, f.cell) for f in findings)


def _planted(planted):
    return Counter((p["rule"], p["sheet"], p["cell"]) for p in planted)


@pytest.mark.parametrize(("name", "layout", "seed"), RUNS)
def test_every_planted_fault_is_found_at_its_cell_and_nothing_else_on_both_engines(
    tmp_path, name, layout, seed
):
    spec = load_return(name)
    shape = spec.layouts[layout]
    out = tmp_path / "return.xlsx"
    faults = parse_faults("all", spec, shape)
    planted = write_sample(spec, shape, seed=seed, faults=faults, out=out, cases=CASES)
    report = check_file(out)
    assert _places(report.findings) == _planted(planted)
    assert {p["rule"] for p in planted} == set(faults)
    reference = check_file(out, engine="great-expectations")
    assert reference.findings == report.findings
    assert reference.outcomes == report.outcomes
    assert reference.verdicts == report.verdicts


@pytest.mark.parametrize(("name", "layout", "seed"), RUNS)
def test_a_clean_return_has_no_finding_and_no_clause_not_met(tmp_path, name, layout, seed):
    spec = load_return(name)
    out = tmp_path / "return.xlsx"
    write_sample(spec, spec.layouts[layout], seed=seed, faults={}, out=out, cases=CASES)
    report = check_file(out)
    assert report.facts.spec == name
    assert report.findings == ()
    assert report.ready
    assert not [v.clause for v in report.verdicts if v.verdict == "not met"]


@pytest.mark.parametrize(("name", "layout"), SHAPES)
@pytest.mark.parametrize("cases", [1, pytest.param(3, marks=pytest.mark.long), 20])
def test_a_small_clean_return_has_no_finding(tmp_path, name, layout, cases):
    spec = load_return(name)
    out = tmp_path / "return.xlsx"
    write_sample(spec, spec.layouts[layout], cases=cases, seed=11, faults={}, out=out)
    report = check_file(out)
    assert report.findings == ()
    assert not [v.clause for v in report.verdicts if v.verdict == "not met"]


def test_a_clean_return_gives_every_rule_of_its_layout_something_to_look_at(tmp_path):
    """But for those of the other layout, of a profile, and of orders that few people are under."""
    out = tmp_path / "return.xlsx"
    write_sample(SPEC, SPEC.layouts["full"], seed=1, faults={}, out=out, cases=CASES)
    outcomes = check_file(out, given=STRICT).outcomes
    assert {o.rule for o in outcomes if o.status != "passed"} <= {
        "attended-more-than-offered",
        "dapo-before-pilot",
        "period-not-expected",
        "provider-not-expected",
    }


def _companies():
    """The faults of each shape, a few at a time: planted all together, one could hide another."""
    for name, layout in SHAPES:
        spec = load_return(name)
        faults = sorted(parse_faults("all", spec, spec.layouts[layout]))
        parts = 8 if name == NEWEST else 3
        for start in range(parts):
            yield pytest.param(name, layout, faults[start::parts], id=f"{name}-{layout}-{start}")


@pytest.mark.parametrize(("name", "layout", "rules"), some(_companies(), 2))
def test_faults_are_found_in_small_company_too(tmp_path, name, layout, rules):
    spec = load_return(name)
    out = tmp_path / "return.xlsx"
    faults = dict.fromkeys(rules, 1)
    planted = write_sample(spec, spec.layouts[layout], cases=150, seed=23, faults=faults, out=out)
    assert _places(check_file(out).findings) == _planted(planted)


def _loners():
    """Faults that change the whole return, or may not stand beside another: each by itself."""
    for name, layout in SHAPES:
        spec = load_return(name)
        possible = runnable(spec, spec.layouts[layout])
        together = parse_faults("all", spec, spec.layouts[layout])
        for rule in sorted(set(FAULTS) & possible - set(together)):
            yield name, layout, rule


@pytest.mark.parametrize(("name", "layout", "rule"), some(_loners(), 2))
def test_a_fault_that_stands_apart_is_found_alone(tmp_path, name, layout, rule):
    spec = load_return(name)
    shape = spec.layouts[layout]
    out = tmp_path / "return.xlsx"
    faults = parse_faults(rule, spec, shape)
    planted = write_sample(spec, shape, cases=60, seed=5, faults=faults, out=out)
    assert [p["rule"] for p in planted] == [rule]
    given = STRICT if FAULTS[rule].profile else Given()
    assert _places(check_file(out, given=given).findings) == _planted(planted)


def test_several_of_a_kind_are_all_found(tmp_path):
    shape = SPEC.layouts["full"]
    out = tmp_path / "return.xlsx"
    faults = parse_faults("support-offer-late=3,duplicate-key=2,not-in-list=4", SPEC, shape)
    planted = write_sample(SPEC, shape, cases=200, seed=7, faults=faults, out=out)
    found = _places(check_file(out).findings)
    assert found == _planted(planted)
    assert Counter(rule for rule, _, _ in found.elements())["support-offer-late"] == 3


def test_every_fault_has_its_rule_and_every_known_rule_without_one_has_its_reason():
    """A rule that is neither is new: its examples are its test until somebody gives it a fault."""
    live = {r.id for pack in (SPEC, *STANDARDS) for r in pack.rules if r.status == "live"}
    assert not set(FAULTS) - live, "a fault whose rule is gone"
    assert not set(WITHOUT_A_FAULT) - live, "an exception whose rule is gone"
    assert not set(WITHOUT_A_FAULT) & set(FAULTS), "an exception that is none"


def test_no_fault_is_lost():
    """What the generator once could plant it still can; raise the number when it learns more."""
    assert len(FAULTS) >= 195
