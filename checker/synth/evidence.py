"""Assessments and sessions: what was done with a case, when."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from checker.synth.blueprints import Blueprint
from checker.synth.plan import Plan, Row, as_date, chance, days, pick, reference, working_day

_DAY = dt.timedelta(days=1)
_BETWEEN_REVIEWS = dt.timedelta(weeks=12)
_STOPPED = ("DROPOUT", "DESELECT")
_LEVELS = {
    "STD": {"STD": 70.0, "MED": 30.0},
    "MED": {"STD": 25.0, "MED": 62.0, "HIGH": 13.0},
    "HIGH": {"MED": 15.0, "HIGH": 70.0, "VHIGH": 15.0},
}
_LOWER = {"VHIGH": "HIGH", "HIGH": "MED", "MED": "STD", "STD": "STD"}
_SCORES = {"STD": (2, 9), "MED": (10, 13), "HIGH": (14, 18), "VHIGH": (19, 24)}
_THERE = ("ATT", "LATE")
# A few people miss three sessions in a row; each time a review follows.
_MISSED_IN_A_ROW = 3
_FIRST_MISSED, _LAST_MISSED = 3, 5
_ATTENDANCE = {"ATT": 80.0, "LATE": 4.0, "ABS-AUTH": 8.0, "ABS-UNAUTH": 6.0, "CANC-PROV": 2.0}


def assessments(plan: Plan, case: Row, blueprint: Blueprint) -> list[Row]:
    """An accepted case's assessments: intake, a specialist one for stalking, reviews, the end.

    The level never rises from one to the next; every date lies within the period or before it.
    """
    if case["eligibility_decision"] != "ACC":
        return []
    stalking = str(case["case_type"]).startswith("STALK")
    level = pick(plan, "risk", _LEVELS[blueprint.risk])
    first = as_date(case["assessment_completed_date"])
    tool = "SASH" if stalking else "DASH-SL"
    rows = [_assessment(plan, case, tool, first, "T0", level)]
    if stalking:
        full = min(first + days(plan, 1, 5), plan.end)
        specialist = pick(plan, "tool", {"SRP": 60.0, "SAM": 40.0})
        rows.append(_assessment(plan, case, specialist, full, "T0", level))
    return rows + _later(plan, case, "SRP" if stalking else tool, level)


def _later(plan: Plan, case: Row, tool: str, level: str) -> list[Row]:
    if case["start_date"] is None:
        return []
    closed, reason = case["closed_date"], str(case["closure_reason"])
    rows = _reviews(plan, case, tool, level)
    if isinstance(closed, dt.date) and reason == "COMPLETED":
        lower = _LOWER[level] if chance(plan, 0.6) else level
        rows.append(_assessment(plan, case, tool, closed, "T3", lower))
    elif isinstance(closed, dt.date) and reason.startswith(_STOPPED):
        soon = min(closed + days(plan, 0, 3), plan.end)
        rows.append(_assessment(plan, case, tool, soon, "T3", level))
    return rows


def _reviews(plan: Plan, case: Row, tool: str, level: str) -> list[Row]:
    """One every twelve weeks from the first assessment, until closure or the period's end."""
    last = as_date(case["closed_date"] or plan.end)
    on = as_date(case["assessment_completed_date"]) + _BETWEEN_REVIEWS
    rows = []
    while on < last:
        rows.append(_assessment(plan, case, tool, on, "T2", level))
        on += _BETWEEN_REVIEWS
    return rows


def _assessment(plan: Plan, case: Row, tool: str, on: dt.date, stage: str, level: str) -> Row:
    scored = tool == "DASH-SL"
    still_open = case["closed_date"] is None
    return {
        "assessment_ref": reference(plan, "A"),
        "case_ref": case["case_ref"],
        "tool": tool,
        "tool_version": None,
        "assessed_on": on,
        "stage": stage,
        "score": plan.rng.randint(*_SCORES[level]) if scored else None,
        "level": level,
        "level_basis": "SCORE" if scored else "JUDGEMENT",
        "informed_by_victim": pick(plan, "ynk", {"Y": 60.0, "N": 40.0}),
        "assessor_role": "PSYCHOLOGIST" if tool in ("SRP", "SAM") else "ASSESSOR",
        "next_review_due": plan.end + days(plan, 5, 80) if still_open else None,
    }


def sessions(plan: Plan, case: Row, blueprint: Blueprint) -> list[Row]:
    """Weekly sessions from the start until closure or the period's end; reviews of long absence."""
    started, closed = case["start_date"], case["closed_date"]
    if not isinstance(started, dt.date):
        return []
    last = closed if isinstance(closed, dt.date) else plan.end
    rows: list[Row] = []
    for week in range(blueprint.sessions):
        on = started if week == 0 else working_day(started + week * 7 * _DAY)
        if started <= on <= last:
            rows.append(_session(plan, case, blueprint, on, week == 0))
    if len(rows) > _LAST_MISSED and chance(plan, 0.08):
        for row in rows[_FIRST_MISSED : _LAST_MISSED + 1]:
            row.update(attendance="ABS-UNAUTH", duration_minutes=None)
    for before, row in pairwise(rows):
        if before["attendance"] == row["attendance"] == "CANC-PROV":
            row.update(attendance="ABS-AUTH")
    return rows + [_review(plan, case, on, last) for on in _long_absences(rows)]


def _long_absences(rows: list[Row]) -> list[dt.date]:
    """The last missed day of each run of three or more, however the days between were excused."""
    runs: list[list[dt.date]] = [[]]
    for row in rows:
        if row["attendance"] in _THERE:
            runs.append([])
        elif row["attendance"] == "ABS-UNAUTH":
            runs[-1].append(as_date(row["session_date"]))
    return [run[-1] for run in runs if len(run) >= _MISSED_IN_A_ROW]


def _review(plan: Plan, case: Row, missed: dt.date, last: dt.date) -> Row:
    return {
        "session_ref": reference(plan, "S", 4),
        "case_ref": case["case_ref"],
        "session_date": min(working_day(missed + 3 * _DAY), last),
        "session_type": "REVIEW",
        "mode": "121",
        "attendance": "ATT",
        "duration_minutes": 45,
        "facilitator_count": 1,
        "facilitator_gender_mix": None,
    }


def _session(plan: Plan, case: Row, blueprint: Blueprint, on: dt.date, first: bool) -> Row:
    attendance = "ATT" if first else pick(plan, "att", _ATTENDANCE)
    group = blueprint.session_type == "GROUP"
    there = attendance in _THERE
    return {
        "session_ref": reference(plan, "S", 4),
        "case_ref": case["case_ref"],
        "session_date": on,
        "session_type": blueprint.session_type,
        "mode": blueprint.session_mode,
        "attendance": attendance,
        "duration_minutes": blueprint.minutes if there else None,
        "facilitator_count": 2 if group else 1,
        "facilitator_gender_mix": None,
    }


def session_counts(case: Row, rows: list[Row]) -> Row:
    """What the compact layout records of a case instead of its sessions."""
    if case["start_date"] is None:
        return dict.fromkeys(("sessions_offered", "sessions_attended", "sessions_excused"))
    seen = [row["attendance"] for row in rows]
    return {
        "sessions_offered": len(seen) - seen.count("CANC-PROV"),
        "sessions_attended": seen.count("ATT") + seen.count("LATE"),
        "sessions_excused": seen.count("ABS-AUTH"),
    }
