"""Orders: how they were made, when they were broken, what they ask; the further columns."""

from __future__ import annotations

import datetime as dt

from checker.synth.plan import Plan, Row, Tables, as_date, by, days, pick, reference

_ROUTES = {"APPLICATION": 65.0, "CONVICTION": 28.0, "ACQUITTAL": 7.0}
_ON_APPLICATION = ("DVPO", "NMO", "SPO-INT")
_MAY_ASK_FOR_WORK = ("SPO-FULL", "DAPO", "RO")
# Of such orders on people who missed a session, the first asks for the programme, then one in
# three: where somebody under an order stays away, there is something to share.
_ASKING_EVERY = 3


def complete(plan: Plan, built: Tables) -> None:
    """Fill the further columns of the orders; share the absences of people under an order."""
    sessions = by(built["sessions"], "case_ref")
    asking = 0
    for order in built["orders"]:
        order.update(_facts(plan, order))
        missed = _missed(sessions.get(order["case_ref"], []))
        if order["order_type"] in _MAY_ASK_FOR_WORK and missed:
            if asking % _ASKING_EVERY == 0:
                order.update(positive_requirement="Y", programme_required="Y")
            asking += 1
        if order["programme_required"] == "Y" and missed:
            built["info_sharing"].append(_share(plan, order, max(missed)))


def _facts(plan: Plan, order: Row) -> Row:
    reported = order["breach_reported_on"]
    breached = reported - days(plan, 0, 1) if isinstance(reported, dt.date) else None
    return {"made_how": _route(plan, order), "breached_on": breached}


def _route(plan: Plan, order: Row) -> str | None:
    """A caution is no order of a court; some orders are only ever applied for."""
    kind = str(order["order_type"])
    if kind == "CCAUT":
        return None
    return "APPLICATION" if kind in _ON_APPLICATION else pick(plan, "order-route", _ROUTES)


def _missed(sessions: list[Row]) -> list[dt.date]:
    return [as_date(s["session_date"]) for s in sessions if s["attendance"] == "ABS-UNAUTH"]


def _share(plan: Plan, order: Row, missed: dt.date) -> Row:
    return {
        "share_ref": reference(plan, "I"),
        "case_ref": order["case_ref"],
        "shared_on": min(missed + days(plan, 0, 3), plan.end),
        "direction": "OUT",
        "agency": "PROB" if order["made_how"] == "CONVICTION" else "POL",
        "trigger": "NONATTEND",
        "risk_change": "SAME",
        "outcome": None,
    }
