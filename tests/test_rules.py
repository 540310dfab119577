"""Every rule's examples are its tests, on both engines; and what every rule must survive."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import SPEC, STANDARDS, live_rules
from examples import QUARTER, example_tables

from checker.expectations import judge
from checker.expectations.outcomes import absent
from checker.measures import measure
from checker.pipeline.practice import MINIMUM_ROWS
from checker.rows import check_rows

EXPECTATIONS = live_rules("expectation")
PACKS = (SPEC, *STANDARDS)
IDS = [rule.id for rule, _ in EXPECTATIONS]


@cache
def _example(rule_id, group, number):
    """One example's tables and measures, shared by the tests that look at it."""
    rule = next(rule for rule, _ in EXPECTATIONS if rule.id == rule_id)
    tables = example_tables(SPEC, rule.examples[group][number])
    return tables, measure(tables)


def _judged(rule, pack, group, engine="polars"):
    """The rule's outcome and failures on each of its passing or failing examples."""
    # One row is enough for an example: how many rows an indicator needs is tested elsewhere.
    for number in range(len(rule.examples[group])):
        tables, frames = _example(rule.id, group, number)
        yield judge(tables, frames, {}, [rule], pack.suites, engine, minimum=1)


@pytest.mark.parametrize(("rule", "pack"), EXPECTATIONS, ids=IDS)
def test_passing_examples_pass_and_failing_ones_fail(rule, pack):
    passes = list(_judged(rule, pack, "passes"))
    for judged in passes:
        assert judged.outcomes[0].status in ("passed", "not run")
        assert not judged.failures
    assert any(judged.outcomes[0].checked for judged in passes), "no example is looked at"
    fails = list(_judged(rule, pack, "fails"))
    assert fails
    for judged in fails:
        if rule.check.kwargs.get("mostly", 1) == 1:
            assert judged.outcomes[0].status == "failed"
            assert judged.failures
        else:
            # A handful of rows is never told from chance, so the share itself is looked at.
            assert judged.outcomes[0].share.numerator < judged.outcomes[0].share.denominator


@pytest.mark.parametrize("pack", PACKS, ids=[pack.id for pack in PACKS])
def test_engines_agree_on_every_example(pack):
    for rule in (rule for rule, owner in EXPECTATIONS if owner is pack):
        for group in ("passes", "fails"):
            fast = list(_judged(rule, pack, group))
            assert fast == list(_judged(rule, pack, group, "great-expectations")), rule.id


SCHEMA_RULES = [rule for rule, _ in live_rules("schema")]


def _keywords(example):
    """The groups of the schema faults in the tables that the example names."""
    day = example.get("return", [{}])[0].get("period_end", QUARTER["period_end"])
    faults = check_rows(example_tables(SPEC, example), day)
    return {fault.keyword for fault in faults if fault.table in example}


@pytest.mark.parametrize("rule", SCHEMA_RULES, ids=lambda rule: rule.id)
def test_schema_rules_tell_their_examples_apart(rule):
    for example in rule.examples["fails"]:
        assert rule.check.keyword in _keywords(example), example
    for example in rule.examples["passes"]:
        assert rule.check.keyword not in _keywords(example), example


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
