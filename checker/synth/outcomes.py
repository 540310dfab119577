"""Outcome measures: intake for everybody who starts, the end for everybody who completes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from checker.synth.plan import Plan, Row, as_date, reference

_DAY = dt.timedelta(days=1)


def outcomes(plan: Plan, case: Row, victims: Sequence[Row]) -> list[Row]:
    """The outcome rows of one case; a victim in contact speaks at intake and at the end."""
    if case["start_date"] is None:
        return []
    start = as_date(case["start_date"])
    rows = _own(plan, case, "T0", as_date(case["assessment_completed_date"]))
    heard = [v for v in victims if v["iss_contact_status"] == "CONTACTED"]
    for victim in heard:
        on = max(as_date(victim["iss_first_contact_date"]), start)
        rows.append(_outcome(plan, case, victim, "SAFE-FEEL", "T0", "VICTIM", min(on, plan.end)))
    if start + 90 * _DAY < as_date(case["closed_date"] or plan.end):
        rows += _own(plan, case, "T2", start + 90 * _DAY)
    if case["closure_reason"] == "COMPLETED":
        rows += _at_the_end(plan, case, heard)
    return rows


def _at_the_end(plan: Plan, case: Row, heard: Sequence[Row]) -> list[Row]:
    closed = as_date(case["closed_date"])
    rows = _own(plan, case, "T3", closed)
    for victim in heard:
        on = max(closed, as_date(victim["iss_first_contact_date"]))
        rows.append(_outcome(plan, case, victim, "SAFE-FEEL", "T3", "VICTIM", on))
        rows.append(_outcome(plan, case, None, "RISK-IDVA", "T3", "IDVA", on))
    return rows


def _own(plan: Plan, case: Row, timepoint: str, on: dt.date) -> list[Row]:
    return [
        _outcome(plan, case, None, "MIR1", timepoint, "PERPETRATOR", on),
        _outcome(plan, case, None, "MOTIV", timepoint, "PRACTITIONER", on),
    ]


def _outcome(
    plan: Plan,
    case: Row,
    victim: Row | None,
    measure: str,
    timepoint: str,
    reporter: str,
    on: dt.date,
) -> Row:
    return {
        "outcome_ref": reference(plan, "U"),
        "case_ref": case["case_ref"],
        "victim_ref": victim["victim_ref"] if victim else None,
        "measure": measure,
        "timepoint": timepoint,
        "reported_by": reporter,
        "value": plan.rng.randint(1, 5),
        "collected_on": on,
    }
