"""Victims linked to cases: an offer of support before the work starts, contact only after it."""

from __future__ import annotations

import datetime as dt

from checker.synth.people import victim_characteristics
from checker.synth.plan import Plan, Row, as_date, between, chance, days, pick, reference

_DAY = dt.timedelta(days=1)
_STATUSES = {
    "CONTACTED": 60.0,
    "DECLINED": 14.0,
    "UNREACHABLE": 8.0,
    "OTHER-SERVICE": 6.0,
    "PENDING": 4.0,
    "NO-DETAILS": 5.0,
    "UNSAFE": 3.0,
}
_NO_OFFER = ("NO-DETAILS", "UNSAFE")
_RELATIONS = {
    "DA-IPV": {"SP": 22.0, "XSP": 12.0, "PA": 28.0, "XPA": 32.0, "DATE": 4.0, "XDATE": 2.0},
    "DA-FAM": {"PARENT": 45.0, "SIB": 30.0, "OTHFAM": 15.0, "GRAND": 10.0},
    "STALK-DA": {"XPA": 60.0, "XSP": 25.0, "XDATE": 15.0},
    "STALK-NONDA": {"ACQ": 50.0, "COLL": 25.0, "STRANGER": 25.0},
}
_TYPES = {
    "SP": "CURRENT",
    "PA": "CURRENT",
    "DATE": "CURRENT",
    "XSP": "EX",
    "XPA": "EX",
    "XDATE": "EX",
    "PARENT": "FAMILY",
    "SIB": "FAMILY",
    "OTHFAM": "FAMILY",
    "GRAND": "FAMILY",
    "STRANGER": "STRANGER",
}


def victims(plan: Plan, cases: list[Row], programme: Row, staff: list[Row]) -> list[Row]:
    """The victims of one programme's cases; sets `no_victim_reason` on cases that have none.

    The first accepted case has a victim in contact: a programme that says support is arranged
    has made at least one offer, however small the return.
    """
    supported = programme["victim_support_arrangement"] != "NONE"
    workers = [person["staff_ref"] for person in staff if person["works_with"] == "VICTIM"]
    rows: list[Row] = []
    sure = supported
    for case in cases:
        count = _count(plan, case, sure) if supported else 0
        case["no_victim_reason"] = _reason(plan, case) if count == 0 else None
        for _ in range(count):
            rows.append(_victim(plan, case, plan.rng.choice(workers), sure))
            sure = False
    return rows


def _reason(plan: Plan, case: Row) -> str | None:
    if case["eligibility_decision"] != "ACC":
        return None
    return pick(plan, "novic", {"NO-VICTIM": 40.0, "NO-DETAILS": 40.0, "OTHER-SERVICE": 20.0})


def _count(plan: Plan, case: Row, sure: bool) -> int:
    if case["eligibility_decision"] != "ACC":
        return 0
    if sure:
        return 1
    return plan.rng.choices((0, 1, 2, 3), (3, 66, 27, 4))[0]


def _victim(plan: Plan, case: Row, worker: object, sure: bool) -> Row:
    status = "CONTACTED" if sure else pick(plan, "issc", _STATUSES)
    relation = pick(plan, "rel", _RELATIONS[str(case["case_type"])])
    return (
        {
            "victim_ref": reference(plan, "V"),
            "case_ref": case["case_ref"],
            "victim_type": _TYPES.get(relation, "OTHER"),
            "relationship_to_perpetrator": relation,
        }
        | victim_characteristics(plan)
        | _support(plan, case, status, worker)
    )


def _support(plan: Plan, case: Row, status: str, worker: object) -> Row:
    decided = as_date(case["eligibility_date"])
    by_day = as_date(case["start_date"] or plan.end)
    offered = between(plan, decided, min(by_day, decided + 5 * _DAY))
    contacted, declined = status == "CONTACTED", status == "DECLINED"
    made = None if status in _NO_OFFER else offered
    reached = min(offered + days(plan, 0, 6), plan.end)
    stalking = str(case["case_type"]).startswith("STALK")
    return {
        "iss_offer_date": made,
        "iss_contact_attempts": _attempts(plan, status) if made else 0,
        "iss_contact_status": status,
        "iss_first_contact_date": reached if contacted else None,
        "iss_contact_ended_date": _ended(case, reached) if contacted else None,
        "support_worker_ref": worker if contacted else None,
        "told_about_limits_of_programme": "Y" if contacted else "NK",
        "information_given": "Y" if contacted or declined else None,
        "information_given_on": reached if contacted or declined else None,
        "notified_of_start": case["start_date"] if contacted else None,
        "notified_of_closure": case["closed_date"] if contacted else None,
        "safety_plan_in_place": "Y" if contacted else "NK",
        "idva_isac_involved": _advocate(plan, stalking) if contacted else None,
        "advocate_offered_on": made if stalking else None,
    }


def _attempts(plan: Plan, status: str) -> int:
    # Nobody is called unreachable before the third attempt.
    return plan.rng.randint(3 if status == "UNREACHABLE" else 1, 4)


def _ended(case: Row, reached: dt.date) -> dt.date | None:
    closed = case["closed_date"]
    return max(closed, reached) if isinstance(closed, dt.date) else None


def _advocate(plan: Plan, stalking: bool) -> str:
    if stalking:
        return "ISAC"
    return "IDVA" if chance(plan, 0.6) else "NONE"
