"""Orders, incidents and information shared: the case's dealings with courts and agencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from checker.synth.blueprints import Blueprint
from checker.synth.plan import Plan, Row, as_date, between, chance, days, pick, reference

_DAY = dt.timedelta(days=1)
_STALKING_ORDERS = {"SPO-FULL": 75.0, "SPO-INT": 10.0, "RO": 15.0}
_DA_ORDERS = {"DVPO": 30.0, "NMO": 40.0, "RO": 20.0, "DAPO": 10.0}
_PARTNERS = ("POL", "PROB", "MH", "ISAC")
_OTHER_AGENCIES = {"POL": 30.0, "CSC": 40.0, "PROB": 10.0, "HOUS": 8.0, "HEALTH": 12.0}
_INCIDENTS = {"NEW-ABUSE": 40.0, "ARREST": 20.0, "SAFEGUARDING": 35.0, "THREAT-STAFF": 5.0}


def orders(plan: Plan, case: Row, blueprint: Blueprint, sure: bool) -> list[Row]:
    """The order a case is under, if any; `sure` gives a stalking case a full SPO, breached."""
    stalking = str(case["case_type"]).startswith("STALK")
    if blueprint.intervention == "COND-CAUTION":
        kind = "CCAUT"
    elif stalking and (sure or chance(plan, 0.8)):
        kind = "SPO-FULL" if sure else pick(plan, "order", _STALKING_ORDERS)
    elif not stalking and chance(plan, 0.18):
        kind = pick(plan, "order", _DA_ORDERS)
    else:
        return []
    return [_order(plan, case, kind, sure and stalking)]


def _order(plan: Plan, case: Row, kind: str, breach: bool) -> Row:
    made = as_date(case["referral_date"]) - days(plan, 5, 40)
    served = made + days(plan, 0, 3)
    open_ended = kind == "SPO-FULL" and chance(plan, 0.3)
    spo = kind.startswith("SPO")
    breached = breach or (kind in ("SPO-FULL", "NMO") and chance(plan, 0.15))
    return {
        "order_ref": reference(plan, "O"),
        "case_ref": case["case_ref"],
        "order_type": kind,
        "made_on": made,
        "expires_on": None if open_ended else made + _term(plan, kind),
        "open_ended": "Y" if open_ended else "N",
        "served_on": served,
        "notified_on": served + days(plan, 0, 2) if spo else None,
        "positive_requirement": "Y" if kind in ("CCAUT", "DAPO") else "N",
        "programme_required": "Y" if kind == "CCAUT" else "N",
        "breach_count": 1 if breached else 0,
        "breach_reported_on": min(served + days(plan, 3, 40), plan.end - _DAY)
        if breached
        else None,
    }


def _term(plan: Plan, kind: str) -> dt.timedelta:
    if kind == "SPO-FULL":
        return days(plan, 731, 1826)
    if kind == "DVPO":
        return days(plan, 14, 27)
    if kind == "SPO-INT":
        return days(plan, 28, 60)
    return days(plan, 120, 400)


def incidents(plan: Plan, case: Row) -> list[Row]:
    """Sometimes one incident after the start, reported within a day and acted on."""
    started = case["start_date"]
    if not isinstance(started, dt.date) or not chance(plan, 0.2):
        return []
    last = case["closed_date"] or plan.end
    occurred = between(plan, started, as_date(last) - 4 * _DAY)
    if occurred + 4 * _DAY > plan.end:
        return []
    reported = occurred + days(plan, 0, 1)
    category = pick(plan, "incident", _INCIDENTS)
    return [
        {
            "incident_ref": reference(plan, "N"),
            "case_ref": case["case_ref"],
            "occurred_on": occurred,
            "reported_on": reported,
            "category": category,
            "action_on": reported + days(plan, 0, 1),
            "agency_notified": "CSC" if category == "SAFEGUARDING" else "POL",
        }
    ]


def info_sharing(
    plan: Plan,
    case: Row,
    blueprint: Blueprint,
    assessments: Sequence[Row],
    orders: Sequence[Row],
    incidents: Sequence[Row],
    sure: bool,
) -> list[Row]:
    """What was shared about a case: always on high risk, in intensive work and after a breach.

    `sure` makes a stalking case one where all four kinds of partner agency were spoken to.
    """
    if case["eligibility_decision"] != "ACC":
        return []
    first = as_date(case["assessment_completed_date"])
    high = [as_date(a["assessed_on"]) for a in assessments if a["level"] in ("HIGH", "VHIGH")]
    rows: list[Row] = []
    if high:
        on = min(min(high) + days(plan, 0, 5), plan.end)
        rows.append(_share(plan, case, on, "POL", "ROUTINE"))
    if blueprint.intervention in ("STALK-PSYCH", "COBI"):
        partners = _PARTNERS if sure else (plan.rng.choice(_PARTNERS),)
        rows += [_share(plan, case, _soon(plan, first), a, "ROUTINE") for a in partners]
    if blueprint.intervention == "HICM" or chance(plan, 0.5):
        agency = pick(plan, "agency", _OTHER_AGENCIES)
        rows.append(_share(plan, case, _soon(plan, first), agency, "ROUTINE"))
    return rows + _afterwards(plan, case, orders, incidents)


def _soon(plan: Plan, day: dt.date) -> dt.date:
    return min(day + days(plan, 0, 14), plan.end)


def _afterwards(
    plan: Plan, case: Row, orders: Sequence[Row], incidents: Sequence[Row]
) -> list[Row]:
    breaches = [o["breach_reported_on"] for o in orders if o["breach_reported_on"]]
    rows = [_share(plan, case, as_date(on), "POL", "BREACH") for on in breaches]
    for incident in incidents:
        on, agency = as_date(incident["reported_on"]), str(incident["agency_notified"])
        rows.append(_share(plan, case, on, agency, "NEW-DISCL"))
    if case["closure_reason"] in ("DROPOUT", "DESELECT-CONDUCT", "COMPLETED"):
        rows.append(_share(plan, case, as_date(case["closed_date"]), "CSC", "CLOSE"))
    return rows


def _share(plan: Plan, case: Row, on: dt.date, agency: str, trigger: str) -> Row:
    return {
        "share_ref": reference(plan, "I"),
        "case_ref": case["case_ref"],
        "shared_on": on,
        "direction": pick(plan, "direction", {"OUT": 70.0, "BOTH": 30.0}),
        "agency": agency,
        "trigger": trigger,
        "risk_change": "SAME",
        "outcome": None,
    }
