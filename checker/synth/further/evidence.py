"""Assessments and sessions: sources, answers, follow-up, facilitators; the further columns."""

from __future__ import annotations

import datetime as dt

from checker.synth.plan import Plan, Row, Tables, as_date, by, chance, days, reference

_ANSWERS = {"DASH-SL": 24, "S-DASH": 11}
_THERE = ("ATT", "LATE")
# One accepted stalking case in three was also asked the police checklist.
_CHECKLIST_EVERY = 3


def complete(plan: Plan, built: Tables) -> None:
    """Fill the further columns of assessments and sessions; add checklists to stalking cases."""
    linked = by(built["victims"], "case_ref")
    built["assessments"] += _checklists(plan, built)
    for assessment in built["assessments"]:
        former = any(v["victim_type"] == "EX" for v in linked.get(assessment["case_ref"], ()))
        assessment["sources"] = _sources(plan, assessment)
        assessment["answers"] = _answers(assessment, former)
    cases = {case["case_ref"]: case for case in built["cases"]}
    staff = by(built["workforce"], "programme_ref")
    for session in built["sessions"]:
        case = cases[session["case_ref"]]
        session.update(_session(plan, session, case, staff[case["programme_ref"]]))


def _checklists(plan: Plan, built: Tables) -> list[Row]:
    screens = [a for a in built["assessments"] if a["tool"] == "SASH"]
    return [
        screen | {"assessment_ref": reference(plan, "A"), "tool": "S-DASH"}
        for screen in screens[::_CHECKLIST_EVERY]
    ]


def _sources(plan: Plan, assessment: Row) -> str:
    found = ["SELF", "POLICE" if chance(plan, 0.7) else "CSC"]
    if assessment["informed_by_victim"] == "Y":
        found.insert(1, "VICTIM" if chance(plan, 0.5) else "PARTNER-SERVICE")
    if chance(plan, 0.3):
        found.append("FILES")
    return "; ".join(found)


def _answers(assessment: Row, former_partner: bool) -> int | None:
    if assessment["tool"] == "SASH":
        return 16 if former_partner else 13
    return _ANSWERS.get(str(assessment["tool"]))


def _session(plan: Plan, session: Row, case: Row, staff: list[Row]) -> Row:
    missed = session["attendance"] == "ABS-UNAUTH"
    group = session["session_type"] == "GROUP"
    there = session["attendance"] in _THERE
    online = str(session["mode"]).startswith("ONLINE")
    return {
        "followed_up_on": _followed_up(plan, as_date(session["session_date"])) if missed else None,
        "group_size": plan.rng.randint(6, 12) if group and there else None,
        "safety_check": "Y" if online and there else None,
        "facilitator_refs": _facilitators(plan, case, staff, group),
    }


def _followed_up(plan: Plan, missed: dt.date) -> dt.date:
    return min(missed + days(plan, 0, 4), plan.end)


def _facilitators(plan: Plan, case: Row, staff: list[Row], group: bool) -> str:
    """The case's own worker and, in a group, somebody else who supports no victim."""
    own = case["allocated_worker_ref"]
    others = [
        person["staff_ref"]
        for person in staff
        if person["works_with"] != "VICTIM" and person["staff_ref"] != own
    ]
    return f"{own}; {plan.rng.choice(others)}" if group else str(own)
