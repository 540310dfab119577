"""Cases: one journey each, its dates worked backwards from the day that ends it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from checker.synth.blueprints import ACCEPTED, CLOSED_AFTER_START, Blueprint
from checker.synth.people import characteristics
from checker.synth.plan import Plan, Row, between, chance, days, pick, reference, shares
from checker.synth.programmes import AREA, DISTRICTS

_DAY = dt.timedelta(days=1)
# One case in 40 waits six weeks longer for its assessment; never one of a 14-day programme.
_SLOW_EVERY, _SLOW_AT, _SLOW_BY = 40, 33, dt.timedelta(days=45)
# With up to three days from assessment to decision this stays within four weeks.
_LONGEST_WAIT = 24
_STATUS = {"ACTIVE": "ACTIVE", "SUSP": "SUSP", "WAITLIST": "WAITLIST", "PENDING": "ASSESS"}
_CLOSURE = {"DECLINED": "ADMIN", "WITHDRAWN": "ADMIN"}
_DECISION = {"PENDING": "PEND", "DECLINED": "DEC", "WITHDRAWN": "WDN"}
_ROUTES = {
    "HICM": "MARAC",
    "COND-CAUTION": "COND-CAUTION",
    "HELPLINE": "HELPLINE",
}
_DECLINES = {
    "RISK-HIGH": 2.0,
    "DENIAL": 3.0,
    "SUBST": 1.0,
    "CAPACITY": 1.0,
    "LIVE-CRIM": 2.0,
    "NO-CONTACT": 3.0,
    "AREA": 1.0,
}


@dataclass(frozen=True)
class Dates:
    referral: dt.date
    assessed: dt.date | None = None
    decided: dt.date | None = None
    agreed: dt.date | None = None
    started: dt.date | None = None
    closed: dt.date | None = None


def cases(
    plan: Plan, programme: Row, blueprint: Blueprint, staff: list[Row], numbers: range
) -> list[Row]:
    """The cases of one programme; `numbers` are theirs among all cases of the return, from 0."""
    journeys = shares(blueprint.journeys, len(numbers))
    return [
        _case(plan, programme, blueprint, staff, journey, number)
        for journey, number in zip(journeys, numbers, strict=True)
    ]


def dates(plan: Plan, journey: str, blueprint: Blueprint) -> Dates:
    """The dates of one journey, in order and none after the period."""
    if journey == "PENDING":
        return Dates(plan.end - days(plan, 1, 20))
    if journey == "WITHDRAWN":
        closed = between(plan, plan.start, plan.end)
        return Dates(closed - days(plan, 3, 25), closed=closed)
    if journey == "DECLINED":
        decided = between(plan, plan.start, plan.end)
        return Dates(decided - days(plan, 3, 20), decided=decided, closed=decided)
    if journey == "WAITLIST":
        return _decided(plan, plan.end - days(plan, 5, _LONGEST_WAIT), None)
    if journey == "NONSTART":
        closed = between(plan, plan.start, plan.end)
        return _decided(plan, closed - days(plan, 20, 60), closed)
    return _started(plan, journey, blueprint)


def _decided(plan: Plan, decided: dt.date, closed: dt.date | None) -> Dates:
    assessed = decided - days(plan, 0, 3)
    return Dates(assessed - days(plan, 2, 8), assessed, decided, None, None, closed)


def _started(plan: Plan, journey: str, blueprint: Blueprint) -> Dates:
    closed = between(plan, plan.start, plan.end) if journey in CLOSED_AFTER_START else None
    started = _start(plan, journey, blueprint, closed)
    decided = started - days(plan, 6, _LONGEST_WAIT)
    before = _decided(plan, decided, closed)
    agreed = between(plan, decided + _DAY, started - _DAY)
    return Dates(before.referral, before.assessed, decided, agreed, started, closed)


def _start(plan: Plan, journey: str, blueprint: Blueprint, closed: dt.date | None) -> dt.date:
    length = blueprint.weeks * 7
    if closed is None:
        return plan.end - days(plan, 3, max(12, length - 7))
    if journey == "COMPLETED":
        return closed - dt.timedelta(days=length) - days(plan, 0, 21)
    return closed - days(plan, 10, max(12, length * 2 // 3))


def _case(
    plan: Plan, programme: Row, blueprint: Blueprint, staff: list[Row], journey: str, index: int
) -> Row:
    when = dates(plan, journey, blueprint)
    slow = index % _SLOW_EVERY == _SLOW_AT and blueprint.intervention != "COBI"
    facts: Row = {
        "case_ref": reference(plan, "C"),
        "person_ref": reference(plan, "P"),
        "programme_ref": programme["programme_ref"],
        "referral_date": when.referral - (_SLOW_BY if slow else dt.timedelta()),
        "referral_source": pick(plan, "refsrc", blueprint.sources),
        "referral_route": _ROUTES.get(blueprint.intervention),
        "case_type": pick(plan, "case-type", blueprint.case_types),
        "pfa_code": AREA,
        "lad_code": plan.rng.choice(DISTRICTS),
        "allocated_worker_ref": _worker(plan, staff, journey),
        "planned_sessions_case": blueprint.sessions if journey in ACCEPTED else None,
    }
    return (
        facts
        | characteristics(plan, index, blueprint.men)
        | _progress(plan, journey, when)
        | _flags(plan, journey, blueprint, str(facts["case_type"]))
        | _children(plan)
    )


def _worker(plan: Plan, staff: list[Row], journey: str) -> object:
    workers = [person for person in staff if person["works_with"] == "PERPETRATOR"]
    return plan.rng.choice(workers)["staff_ref"] if journey in ACCEPTED else None


def _progress(plan: Plan, journey: str, when: Dates) -> Row:
    closed = when.closed is not None
    return {
        "eligibility_decision": _DECISION.get(journey, "ACC"),
        "eligibility_date": when.decided,
        "decline_reason": pick(plan, "decl", _DECLINES) if journey == "DECLINED" else None,
        "assessment_completed_date": when.assessed,
        "consent_status": pick(plan, "cons", {"Y-FULL": 75.0, "Y-LIMITED": 25.0}),
        "agreement_date": when.agreed,
        "start_date": when.started,
        "case_status": "CLOSED" if closed else _STATUS[journey],
        "closed_date": when.closed,
        "closure_reason": _CLOSURE.get(journey, journey) if closed else None,
        "completion_criteria_met": "Y" if journey == "COMPLETED" else None,
    }


def _flags(plan: Plan, journey: str, blueprint: Blueprint, case_type: str) -> Row:
    stalking = case_type.startswith("STALK") and journey in ACCEPTED
    types = {"REJ": 55.0, "RES": 15.0, "INT": 12.0, "INC": 12.0, "PRED": 6.0}
    return {
        "serial_flag": pick(plan, "ynk", {"Y": 18.0, "N": 62.0, "NK": 20.0}),
        "repeat_flag": pick(plan, "ynk", {"Y": 28.0, "N": 62.0, "NK": 10.0}),
        "marac_heard": "Y" if blueprint.intervention == "HICM" else "N",
        "mappa_level": None,
        "matac_flag": "N",
        "stalker_typology": pick(plan, "styp", types) if stalking else None,
        "practitioner_notes_flag": "Y" if chance(plan, 0.5) else "N",
    }


def _children(plan: Plan) -> Row:
    count = plan.rng.choices((0, 1, 2, 3, 4, 5), (24, 24, 27, 15, 7, 3))[0]
    return {
        "children_linked_count": count,
        "child_protection_status": pick(plan, "cps", _PROTECTION) if count else None,
    }


_PROTECTION = {"NONE": 50.0, "CIN": 25.0, "CP": 17.0, "LAC": 4.0, "NK": 4.0}
