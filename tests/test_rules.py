"""Every rule's examples are its tests, on both engines; and what every rule must survive."""

from __future__ import annotations

import pytest
from conftest import SPEC, live_rules
from examples import example_tables

from checker.expectations import ENGINES, judge
from checker.expectations.outcomes import absent
from checker.measures import measure
from checker.pipeline.practice import MINIMUM_ROWS
from checker.rows import check_rows

EXPECTATIONS = live_rules("expectation")
IDS = [rule.id for rule, _ in EXPECTATIONS]


def _judged(rule, pack, example, engine):
    tables = example_tables(SPEC, example)
    return judge(tables, measure(tables), {}, [rule], pack.suites, engine, MINIMUM_ROWS)


@pytest.mark.parametrize(("rule", "pack"), EXPECTATIONS, ids=IDS)
def test_passing_examples_pass(rule, pack):
    for example in rule.examples["passes"]:
        [outcome] = _judged(rule, pack, example, "polars").outcomes
        assert outcome.status in ("passed", "not run"), example
        assert outcome.failed == 0 or outcome.share, example


@pytest.mark.parametrize(("rule", "pack"), EXPECTATIONS, ids=IDS)
def test_some_passing_example_is_really_looked_at(rule, pack):
    looked = [
        _judged(rule, pack, example, "polars").outcomes[0].checked
        for example in rule.examples["passes"]
    ]
    assert any(looked)


@pytest.mark.parametrize(("rule", "pack"), EXPECTATIONS, ids=IDS)
def test_failing_examples_fail(rule, pack):
    assert rule.examples["fails"]
    for example in rule.examples["fails"]:
        judged = _judged(rule, pack, example, "polars")
        assert judged.outcomes[0].status == "failed", example
        assert judged.failures, example


def test_engines_agree_on_every_example():
    """One reference run per table over all examples stacked would mix them up: run each rule's."""
    for rule, pack in EXPECTATIONS:
        for example in (*rule.examples["passes"], *rule.examples["fails"]):
            fast, reference = (_judged(rule, pack, example, engine) for engine in ENGINES)
            assert fast == reference, (rule.id, example)


@pytest.mark.parametrize(("rule", "pack"), live_rules("schema"), ids=lambda value: getattr(value, "id", ""))
def test_schema_rules_tell_their_examples_apart(rule, pack):
    for example in rule.examples["fails"]:
        faults = check_rows(example_tables(SPEC, example), "2026-09-30")
        assert rule.check.keyword in {fault.keyword for fault in faults}, example
    for example in rule.examples["passes"]:
        faults = check_rows(example_tables(SPEC, example), "2026-09-30")
        assert rule.check.keyword not in {fault.keyword for fault in faults}, example


@pytest.mark.parametrize("rows", [[], [{}], [{}, {}, {}]], ids=["empty", "one blank row", "blank"])
def test_every_rule_gives_one_outcome_on_blank_tables(rows):
    tables = example_tables(SPEC, {name: rows for name in SPEC.tables if name != "return"})
    frames = measure(tables)
    for pack in {id(pack): pack for _, pack in EXPECTATIONS}.values():
        rules = [rule for rule, owner in EXPECTATIONS if owner is pack]
        judged = judge(tables, frames, {}, rules, pack.suites, "polars", MINIMUM_ROWS)
        assert [outcome.rule for outcome in judged.outcomes] == [rule.id for rule in rules]
        assert all(outcome.status != "broke" for outcome in judged.outcomes)


def test_every_rule_reads_columns_that_exist():
    everything = example_tables(SPEC, {name: [{}] for name in SPEC.tables})
    for rule, pack in EXPECTATIONS:
        for suite in pack.suites.values():
            for expectation in suite["expectations"]:
                if expectation["meta"]["rule"] == rule.id:
                    assert absent(everything, expectation["meta"]["reads"]) == "", rule.id
