"""Expectation rules of the return and of each standard, keys first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.expectations.outcomes import Failure, Frames, Part, judge, judge_each
from checker.expectations.results import Engine
from checker.layout.tables import ReturnTables, SetAside
from checker.model.findings import Outcome
from checker.model.specs import Rule
from checker.packs.rules import bears_others
from checker.pipeline.adopted import Adoption
from checker.pipeline.unusable import with_broken_keys


def judge_packs(
    tables: ReturnTables, frames: Frames, bad: SetAside, adoption: Adoption, engine: Engine
) -> tuple[dict[str, Outcome], list[Failure]]:
    """Outcomes by rule, and every row at fault; broken keys are set aside before the rest.

    `tables` are those of the adoption's specification, `frames` the same with their measures.
    """
    off, minimum = adoption.off, adoption.minimum
    rules = _live(tables.spec.rules, off)
    ground = [rule for rule in rules if bears_others(rule)]
    others = [rule for rule in rules if not bears_others(rule)]
    suites = tables.spec.suites
    first = judge(tables, frames, bad, ground, suites, engine, minimum)
    whole = with_broken_keys(bad, first.failures)
    packs = [Part(_live(pack.rules, off), pack.suites) for pack in adoption.packs]
    rest = judge_each(tables, frames, whole, [Part(others, suites), *packs], engine, minimum)
    outcomes = {o.rule: o for judged in (first, *rest) for o in judged.outcomes}
    failures = [f for judged in (first, *rest) for f in judged.failures]
    every = (*tables.spec.rules, *(rule for pack in adoption.packs for rule in pack.rules))
    switched = {
        rule.id: Outcome(rule.id, rule.pack, "not run", why=off[rule.id], ran=False)
        for rule in every
        if rule.id in off
    }
    return outcomes | switched, failures


def _live(rules: Sequence[Rule], off: Mapping[str, str]) -> list[Rule]:
    return [
        rule
        for rule in rules
        if rule.status == "live" and rule.check.kind == "expectation" and rule.id not in off
    ]
