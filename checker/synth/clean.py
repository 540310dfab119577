"""A whole clean return: every table, its rows consistent with one another."""

from __future__ import annotations

import datetime as dt

from checker.errors import UsageError
from checker.model.specs import Layout, ReturnSpec
from checker.synth import cases as case_rows
from checker.synth import (
    declared,
    evidence,
    further,
    outcomes,
    programmes,
    records,
    totals,
    victims,
)
from checker.synth.blueprints import Blueprint
from checker.synth.plan import PERIOD_START, Plan, Row, Tables, by, make_plan

MOST_CASES = 5000


def tables(
    spec: ReturnSpec,
    layout: Layout,
    *,
    cases: int,
    seed: int,
    period_start: dt.date = PERIOD_START,
    used: set[str] | None = None,
) -> Tables:
    """Clean rows for every table the layout has, each row holding exactly the layout's columns.

    Values are Python values: codes and references as str, dates as `datetime.date`, None for a
    blank cell. `return` and `declaration` hold one row. The period is the quarter that begins on
    `period_start`. References that other returns have `used` are not given again. Raises UsageError
    for a number of cases below 1 or above 5,000, and for a day that begins no quarter from April
    2026 on.
    """
    if not 1 <= cases <= MOST_CASES:
        raise UsageError(f"A sample return holds 1 to {MOST_CASES} cases.")
    plan = make_plan(spec, cases, seed, period_start, used)
    return _fitted(_everything(plan, layout), layout)


def _everything(plan: Plan, layout: Layout) -> Tables:
    built: Tables = {name: [] for name in plan.spec.tables}
    built["return"] = [programmes.record(plan, layout)]
    for programme, blueprint, count in programmes.programmes(plan):
        staff = programmes.workforce(plan, programme, count)
        built["programmes"].append(programme)
        built["workforce"] += staff
        first = len(built["cases"])
        numbers = range(first, first + count)
        rows = case_rows.cases(plan, programme, blueprint, staff, numbers)
        linked = victims.victims(plan, rows, programme, staff)
        built["cases"] += rows
        built["victims"] += linked
        _evidence(plan, built, rows, linked, blueprint)
    built["totals"] = totals.totals(built)
    built["declaration"] = [programmes.declaration(plan)]
    if "consultations" in built:
        further.complete(plan, built)
    if declared.TABLE in built:
        built[declared.TABLE] = declared.self_assessment(plan)
    return built


def _evidence(
    plan: Plan, built: Tables, cases: list[Row], linked: list[Row], blueprint: Blueprint
) -> None:
    own, sure = by(linked, "case_ref"), True
    for case in cases:
        accepted = case["eligibility_decision"] == "ACC"
        assessed = evidence.assessments(plan, case, blueprint)
        held = evidence.sessions(plan, case, blueprint)
        ordered = records.orders(plan, case, blueprint, sure) if accepted else []
        happened = records.incidents(plan, case)
        case.update(evidence.session_counts(case, held))
        built["assessments"] += assessed
        built["sessions"] += held
        built["orders"] += ordered
        built["incidents"] += happened
        built["info_sharing"] += records.info_sharing(
            plan, case, blueprint, assessed, ordered, happened, sure
        )
        built["outcomes"] += outcomes.outcomes(plan, case, own.get(case["case_ref"], []))
        sure = sure and not accepted


def _fitted(built: Tables, layout: Layout) -> Tables:
    return {
        sheet.table: [{name: row.get(name) for name in sheet.columns} for row in built[sheet.table]]
        for sheet in layout.sheets
    }
