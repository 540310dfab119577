"""What should have been shared with other agencies and was not, or not in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from checker.synth.faults_rows import DA, DAY, Plant, also, day, started
from checker.synth.ground import (
    Ground,
    below,
    kind_of_programme,
    mark,
    new_reference,
    remove,
    rows,
    take,
)
from checker.synth.plan import Row

_HIGH = ("HIGH", "VHIGH")
_STEPS = ("EARLY", "COND-CAUTION", "HELPLINE")


def shared(ground: Ground, case: Row, agency: str, on: dt.date) -> None:
    """Add an exchange with an agency about a case."""
    ground.tables["info_sharing"].append(
        {
            "share_ref": new_reference(ground, "I"),
            "case_ref": case["case_ref"],
            "shared_on": on,
            "direction": "OUT",
            "agency": agency,
            "trigger": "ROUTINE",
            "risk_change": "SAME",
            "outcome": None,
        }
    )


def told_of(ground: Ground) -> set[object]:
    """Cases where other rules look for exchanges: incidents, breaches, orders to attend."""
    orders = [o for o in rows(ground, "orders") if o["breach_count"] or _ordered(o)]
    return {row["case_ref"] for row in (*orders, *rows(ground, "incidents"))}


def _ordered(order: Row) -> bool:
    return order["programme_required"] == "Y"


def _intensive_unshared(ground: Ground, rule: str) -> None:
    busy = told_of(ground)

    def fits(row: Row) -> bool:
        in_scope = started(row) and row["case_type"] in DA and row["case_ref"] not in busy
        return in_scope and kind_of_programme(ground, row) == "HICM"

    row = take(ground, rule, "cases", fits)
    remove(ground, "info_sharing", below(ground, "info_sharing", row))
    # Otherwise the high risk that nobody was told of would be a second fault.
    for assessment in below(ground, "assessments", row):
        assessment["level"] = "MED"
    mark(ground, rule, "cases", row, "case_ref")


def _high_risk_unshared(ground: Ground, rule: str) -> None:
    """The risk rose three days before the end: nobody was told, and it is not yet late."""
    on = ground.end - 3 * DAY

    def fits(row: Row) -> bool:
        quiet = all(day(s["shared_on"]) < on for s in below(ground, "info_sharing", row))
        never = all(a["level"] not in _HIGH for a in below(ground, "assessments", row))
        in_scope = row["case_type"] in DA and kind_of_programme(ground, row) not in _STEPS
        return row["case_status"] == "ACTIVE" and in_scope and quiet and never

    row = take(ground, rule, "cases", fits)
    last = max(below(ground, "assessments", row), key=lambda a: day(a["assessed_on"]))
    raised = {"assessment_ref": new_reference(ground, "A"), "assessed_on": on, "stage": "T2"}
    score = None if last["score"] is None else 16
    ground.tables["assessments"].append(last | raised | {"level": "HIGH", "score": score})
    mark(ground, rule, "cases", row, "case_ref")


def breach(order: Row, on: dt.date) -> None:
    """Make an order one that was breached on that day, reported at once."""
    order.update(breach_count=1, breach_reported_on=on)
    also(order, breached_on=on)


def _breach_untold(ground: Ground, rule: str) -> None:
    """Breached on the period's last day: the police do not know, and it is not yet late."""

    def fits(row: Row) -> bool:
        return row["order_type"] == "SPO-FULL" and row["case_ref"] not in ground.taken

    row = take(ground, rule, "orders", fits, whole_case=False)
    breach(row, ground.end)
    for share in below(ground, "info_sharing", row):
        if share["agency"] == "POL" and day(share["shared_on"]) >= ground.end:
            share["agency"] = "CSC"
    mark(ground, rule, "orders", row, "breach_reported_on")


def _breach_told_late(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        days = [day(s["shared_on"]) for s in below(ground, "info_sharing", row)]
        clear = all(on < ground.end - 14 * DAY for on in days)
        spo = row["order_type"] == "SPO-FULL" and not row["breach_count"]
        return spo and clear and row["case_ref"] not in ground.taken

    row = take(ground, rule, "orders", fits, whole_case=False)
    breach(row, ground.end - 14 * DAY)
    shared(ground, row, "POL", ground.end - 2 * DAY)
    mark(ground, rule, "orders", row, "breach_reported_on")


def _absence_unshared(ground: Ground, rule: str) -> None:
    """An order asks for the programme, a session is missed, and nothing is shared from then on."""
    busy = told_of(ground)

    def missed(order: Row) -> list[dt.date]:
        last = order["expires_on"] or ground.end
        found = [
            day(s["session_date"])
            for s in below(ground, "sessions", order)
            if s["attendance"] == "ABS-UNAUTH"
        ]
        return [on for on in found if on <= day(last)]

    def fits(row: Row) -> bool:
        used = row["case_ref"] in ground.taken or row["case_ref"] in busy
        return not used and bool(missed(row)) and len(below(ground, "orders", row)) == 1

    order = take(ground, rule, "orders", fits)
    order.update(positive_requirement="Y", programme_required="Y")
    since = [
        share
        for share in below(ground, "info_sharing", order)
        if day(share["shared_on"]) >= min(missed(order))
    ]
    remove(ground, "info_sharing", since)
    case = next(c for c in ground.tables["cases"] if c["case_ref"] == order["case_ref"])
    mark(ground, rule, "cases", case, "case_ref")


SHARING_FAULTS: Mapping[str, Plant] = {
    "intensive-case-not-shared": _intensive_unshared,
    "high-risk-not-shared": _high_risk_unshared,
    "ordered-absence-not-shared": _absence_unshared,
    "breach-not-told-to-police": _breach_untold,
    "breach-told-late": _breach_told_late,
}
