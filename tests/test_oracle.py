"""The generator knows what it planted: the checker must find that, there, and nothing else."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from conftest import SPEC, STANDARDS

from checker.errors import UsageError
from checker.pipeline import check_file
from checker.synth import FAULTS, parse_faults, write_sample

SEEDS = (1, 2, 3, 4, 5)
LAYOUTS = ("full", "compact")
CASES = 200


def _places(findings):
    return Counter((f.rule, f.sheet, f.cell) for f in findings)


def _planted(planted):
    return Counter((p["rule"], p["sheet"], p["cell"]) for p in planted)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_fault_is_found_at_its_cell_and_nothing_else_on_both_engines(
    spec, tmp_path, layout, seed
):
    shape = spec.layouts[layout]
    out = tmp_path / "return.xlsx"
    faults = parse_faults("all", shape)
    planted = write_sample(spec, shape, seed=seed, faults=faults, out=out, cases=CASES)
    report = check_file(out)
    assert _places(report.findings) == _planted(planted)
    assert {p["rule"] for p in planted} == set(faults)
    reference = check_file(out, engine="great-expectations")
    assert reference.findings == report.findings
    assert reference.outcomes == report.outcomes
    assert reference.verdicts == report.verdicts


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_return_has_no_finding_and_no_clause_not_met(spec, tmp_path, layout, seed):
    out = tmp_path / "return.xlsx"
    write_sample(spec, spec.layouts[layout], seed=seed, faults={}, out=out, cases=CASES)
    report = check_file(out)
    assert report.findings == ()
    assert report.ready
    assert not [v.clause for v in report.verdicts if v.verdict == "not met"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("cases", [1, 3, 20])
def test_a_small_clean_return_has_no_finding(spec, tmp_path, layout, cases):
    out = tmp_path / "return.xlsx"
    write_sample(spec, spec.layouts[layout], cases=cases, seed=11, faults={}, out=out)
    report = check_file(out)
    assert report.findings == ()
    assert not [v.clause for v in report.verdicts if v.verdict == "not met"]


def _companies():
    """The faults of each layout, a few at a time: planted all together, one could hide another."""
    for layout in LAYOUTS:
        names = sorted(parse_faults("all", SPEC.layouts[layout]))
        for start in range(8):
            yield pytest.param(layout, names[start::8], id=f"{layout}-{start}")


@pytest.mark.parametrize(("layout", "names"), list(_companies()))
def test_faults_are_found_in_small_company_too(spec, tmp_path, layout, names):
    out = tmp_path / "return.xlsx"
    faults = dict.fromkeys(names, 1)
    planted = write_sample(spec, spec.layouts[layout], cases=150, seed=23, faults=faults, out=out)
    assert _places(check_file(out).findings) == _planted(planted)


def _loners():
    """Faults that change the whole return, and so stand in no company."""
    for layout in LAYOUTS:
        shape = SPEC.layouts[layout]
        for name in sorted(set(FAULTS) - set(parse_faults("all", shape))):
            with suppress(UsageError):  # not every layout can hold every fault
                yield layout, name, parse_faults(name, shape)


@pytest.mark.parametrize(("layout", "name", "faults"), list(_loners()))
def test_a_fault_of_the_whole_return_is_found_alone(spec, tmp_path, layout, name, faults):
    out = tmp_path / "return.xlsx"
    planted = write_sample(spec, spec.layouts[layout], cases=60, seed=5, faults=faults, out=out)
    assert [p["rule"] for p in planted] == [name]
    assert _places(check_file(out).findings) == _planted(planted)


def test_several_of_a_kind_are_all_found(spec, tmp_path):
    shape = spec.layouts["full"]
    out = tmp_path / "return.xlsx"
    faults = parse_faults("support-offer-late=3,duplicate-key=2,not-in-list=4", shape)
    planted = write_sample(spec, shape, cases=200, seed=7, faults=faults, out=out)
    found = _places(check_file(out).findings)
    assert found == _planted(planted)
    assert Counter(rule for rule, _, _ in found.elements())["support-offer-late"] == 3


def test_every_live_rule_can_be_planted(spec):
    """But for two: no code list has an end date yet, and a left-out column is no fault."""
    live = {r.id for pack in (spec, *STANDARDS) for r in pack.rules if r.status == "live"}
    assert live - set(FAULTS) == {"code-not-current", "missing-optional-column"}
