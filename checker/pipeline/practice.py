"""Expectation rules of the return and of each standard, keys first."""

from __future__ import annotations

from collections.abc import Sequence

from checker.expectations.outcomes import Failure, judge
from checker.expectations.results import Engine
from checker.layout.tables import ReturnTables, SetAside
from checker.measures import measure
from checker.model.findings import Outcome
from checker.model.specs import Rule, Standard
from checker.pipeline.unusable import with_broken_keys

# The project's own number: a share of fewer rows than this is not told from chance.
MINIMUM_ROWS = 10


def judge_packs(
    tables: ReturnTables, bad: SetAside, packs: Sequence[Standard], engine: Engine
) -> tuple[dict[str, Outcome], list[Failure]]:
    """Outcomes by rule, and every row at fault; broken keys are set aside before the rest."""
    frames = measure(tables)
    rules = _live(tables.spec.rules)
    ground = [rule for rule in rules if _bears_others(rule)]
    others = [rule for rule in rules if rule not in ground]
    suites = tables.spec.suites
    first = judge(tables, frames, bad, ground, suites, engine, MINIMUM_ROWS)
    whole = with_broken_keys(bad, first.failures)
    rest = [judge(tables, frames, whole, others, suites, engine, MINIMUM_ROWS)]
    for pack in packs:
        live = _live(pack.rules)
        rest.append(judge(tables, frames, whole, live, pack.suites, engine, MINIMUM_ROWS))
    outcomes = {o.rule: o for judged in (first, *rest) for o in judged.outcomes}
    failures = [f for judged in (first, *rest) for f in judged.failures]
    return outcomes, failures


def _bears_others(rule: Rule) -> bool:
    """Keys, and the return's own period: where they are wrong, what rests on them is not judged."""
    on_return = rule.table == "return" and rule.tier == "ERROR"
    return on_return or rule.check.each in ("key", "foreign_key")


def _live(rules: Sequence[Rule]) -> list[Rule]:
    return [r for r in rules if r.status == "live" and r.check.kind == "expectation"]
