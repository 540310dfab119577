"""Contact with a victim from custody, and consultations of agencies about one case."""

from __future__ import annotations

import datetime as dt

from checker.synth.plan import (
    Plan,
    Row,
    Tables,
    as_date,
    between,
    chance,
    days,
    pick,
    reference,
)

_DAY = dt.timedelta(days=1)
_STATUSES = {"REMAND": 50.0, "SENTENCED": 25.0, "RECALLED": 25.0}
# Intensive work is talked over as well, in other company.
_CARE = ("POL; CSC; IDVA", "POL; CSC; IDVA; HOUS")
_PARTNERS = ("POL; PROB; MH; ISAC", "POL; PROB; HEALTH; ISAC", "POL; PROB; MH; VCS")
# One started stalking case in four, beginning with the first that has been running long enough.
_CONTACT_EVERY = 4


def complete(plan: Plan, built: Tables) -> None:
    """Add contacts from custody, with what was shared about them, and the consultations."""
    started = [
        case
        for case in built["cases"]
        if str(case["case_type"]).startswith("STALK") and case["start_date"] is not None
    ]
    for case in [case for case in started if _last(plan, case)][::_CONTACT_EVERY]:
        incident = _contact(plan, case)
        built["incidents"].append(incident)
        built["info_sharing"].append(_share(plan, incident))
    for case in started:
        built["consultations"] += _consultations(plan, case, _PARTNERS)
    intensive = {
        p["programme_ref"] for p in built["programmes"] if p["intervention_type"] == "HICM"
    }
    for case in built["cases"]:
        if case["programme_ref"] in intensive and case["start_date"] is not None:
            built["consultations"] += _consultations(plan, case, _CARE)


def _last(plan: Plan, case: Row) -> dt.date | None:
    """The last day on which a contact can lie and be dealt with before the end; None if none."""
    last = as_date(case["closed_date"] or plan.end) - 4 * _DAY
    return last if last >= as_date(case["start_date"]) else None


def _contact(plan: Plan, case: Row) -> Row:
    on = between(plan, as_date(case["start_date"]), as_date(_last(plan, case)))
    return {
        "incident_ref": reference(plan, "N"),
        "case_ref": case["case_ref"],
        "occurred_on": on,
        "reported_on": on + days(plan, 0, 1),
        "category": "CUSTODY-CONTACT",
        "action_on": on + _DAY,
        "agency_notified": "POL",
        "custody_status": pick(plan, "custody", _STATUSES),
        "contact_blocked": "Y",
    }


def _share(plan: Plan, incident: Row) -> Row:
    return {
        "share_ref": reference(plan, "I"),
        "case_ref": incident["case_ref"],
        "shared_on": incident["reported_on"],
        "direction": "OUT",
        "agency": "POL",
        "trigger": "NEW-DISCL",
        "risk_change": "SAME",
        "outcome": "ACTION",
    }


def _consultations(plan: Plan, case: Row, company: tuple[str, ...]) -> list[Row]:
    first = min(as_date(case["assessment_completed_date"]) + days(plan, 1, 14), plan.end)
    last = as_date(case["closed_date"] or plan.end)
    held = [first]
    if (last - first).days > 60:
        held.append(first + days(plan, 30, 60))
    return [_consultation(plan, case, on, plan.rng.choice(company)) for on in held]


def _consultation(plan: Plan, case: Row, on: dt.date, agencies: str) -> Row:
    return {
        "consultation_ref": reference(plan, "Q"),
        "case_ref": case["case_ref"],
        "held_on": on,
        "agencies": agencies,
        "plan_agreed": "Y" if chance(plan, 0.9) else "N",
    }
