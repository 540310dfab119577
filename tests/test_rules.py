"""Every rule's examples are its tests; and what every rule must survive.

Here each rule is a test of its own, and each example a return of its own. That both engines and
JSON Schema agree on all of them, and around every bound, is tested in test_packverify.py.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import SPEC, STANDARDS, live_rules

from checker.expectations import judge
from checker.expectations.outcomes import absent
from checker.packbuild import expand
from checker.packverify import example_tables, measured
from checker.packverify.bench import Bench, Subject
from checker.packverify.bundles import examples_of
from checker.packverify.examples import schema_example
from checker.packverify.survival import scarce_returns, survival_stages

EXPECTATIONS = live_rules("expectation")
PACKS = (SPEC, *STANDARDS)
IDS = [rule.id for rule, _ in EXPECTATIONS]
SUBJECTS = [Subject(rule.pack, rule, tuple(expand(rule, SPEC))) for rule, _ in EXPECTATIONS]


def _judged(rule, pack, group):
    """The rule's outcome and failures on each of its passing or failing examples, one by one."""
    # Measures of other tables are not looked at by this rule; one row is enough for an example:
    # how many rows an indicator needs is tested elsewhere.
    own = {name: sql for name, sql in SPEC.measures.items() if name == rule.table}
    spec = replace(SPEC, measures=own)
    for example in rule.examples[group]:
        tables, frames = example_tables(SPEC, example), measured(spec, example)
        yield judge(tables, frames, {}, [rule], pack.suites, "polars", minimum=1)


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


SCHEMA_RULES = [Subject(rule.pack, rule, ()) for rule, _ in live_rules("schema")]


@pytest.mark.parametrize("subject", SCHEMA_RULES, ids=lambda subject: subject.rule.id)
def test_schema_rules_tell_their_examples_apart_on_both_libraries(subject):
    examples = list(examples_of([subject]))
    assert {example.side for example in examples} == {"passes", "fails"}
    assert [line for example in examples for line in schema_example(example, SPEC)] == []


EVERY = Bench(SPEC, tuple(SUBJECTS))


@pytest.mark.parametrize("number", range(len(scarce_returns(EVERY)) + 1))
def test_every_rule_gives_one_outcome_on_tables_that_hold_hardly_anything(number):
    """On empty tables, on tables of one row, and on blank ones; the last on both engines."""
    tally = list(survival_stages(EVERY))[number]()
    assert tally.blank_runs == len(EXPECTATIONS)
    assert tally.disagreements == ()


def test_every_rule_reads_columns_that_exist():
    everything = example_tables(SPEC, {name: [{}] for name in SPEC.tables})
    for rule, pack in EXPECTATIONS:
        for suite in pack.suites.values():
            for expectation in suite["expectations"]:
                if expectation["meta"]["rule"] == rule.id:
                    assert absent(everything, expectation["meta"]["reads"]) == "", rule.id
