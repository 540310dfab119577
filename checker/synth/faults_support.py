"""Victims and children who were tried, told or supported late, or held on both sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from checker.synth.faults_rows import DA, DA_ONLY, DAY, Plant, contacted, day, running
from checker.synth.ground import Ground, Test, below, case_of, mark, take
from checker.synth.plan import Row

Fits = Callable[[Row, Row], bool]
# More days than a limit of so many working days, whatever weekends and holidays lie between.
_CLEARLY_OVER_2, _CLEARLY_OVER_5, _CLEARLY_OVER_10 = 9 * DAY, 16 * DAY, 22 * DAY
_UNREACHED = ("DECLINED", "UNREACHABLE", "PENDING")


def _victim(name: str, value: object, fits: Fits) -> Plant:
    """Write one value into a column of a victim that no other fault stands in."""
    return _write(name, lambda _row, _case: value, lambda _: fits)


def _write(name: str, value: Callable[[Row, Row], object], fits: Callable[[Ground], Fits]) -> Plant:
    def plant(ground: Ground, rule: str) -> None:
        row = take(ground, rule, "victims", _with_case(ground, fits(ground)), whole_case=False)
        row[name] = value(row, case_of(ground, row))
        mark(ground, rule, "victims", row, name)

    return plant


def _with_case(ground: Ground, fits: Fits) -> Test:
    def test(row: Row) -> bool:
        case = case_of(ground, row)
        return bool(case) and case["case_type"] in DA and fits(row, case)

    return test


def _anybody(row: Row, _: Row) -> bool:
    return row["age_band"] is not None


def _called_on(row: Row, case: Row) -> bool:
    return contacted(row, case) and case["case_status"] != "CLOSED"


def _told_late(name: str, event: str) -> Plant:
    """Tell a victim of an event of the case, clearly more than two working days after it."""

    def when(row: Row, case: Row) -> dt.date:
        return max(day(case[event]), day(row["iss_first_contact_date"])) + _CLEARLY_OVER_2

    def fits(ground: Ground) -> Fits:
        def test(row: Row, case: Row) -> bool:
            if not contacted(row, case) or case[event] is None:
                return False
            ended = row["iss_contact_ended_date"]
            in_touch = ended is None or day(ended) >= day(case[event])
            return in_touch and when(row, case) <= ground.end

        return test

    return _write(name, when, fits)


def _planned_on(row: Row, _: Row) -> dt.date:
    return day(row["iss_first_contact_date"]) + _CLEARLY_OVER_10


def _planned_late(ground: Ground) -> Fits:
    return lambda row, case: contacted(row, case) and _planned_on(row, case) <= ground.end


def _few_attempts(ground: Ground, rule: str) -> None:
    def fits(row: Row, _: Row) -> bool:
        offered = row["iss_offer_date"] is not None
        return offered and row["iss_contact_status"] in ("UNREACHABLE", "PENDING")

    row = take(ground, rule, "victims", _with_case(ground, fits), whole_case=False)
    row.update(iss_contact_status="UNREACHABLE", iss_contact_attempts=2)
    mark(ground, rule, "victims", row, "iss_contact_attempts")


def _attempt_late(ground: Ground, rule: str) -> None:
    """The first try and the offer come together: late after the decision, before any session."""

    def fits(row: Row, case: Row) -> bool:
        if row["iss_contact_status"] not in _UNREACHED or row["iss_offer_date"] is None:
            return False
        latest = min(day(case["start_date"] or ground.end), day(case["closed_date"] or ground.end))
        in_time = day(case["eligibility_date"]) + _CLEARLY_OVER_5 <= latest
        return in_time and row["victim_type"] != "NEW"

    row = take(ground, rule, "victims", _with_case(ground, fits), whole_case=False)
    tried = day(case_of(ground, row)["eligibility_date"]) + _CLEARLY_OVER_5
    row.update(first_attempt_on=tried, iss_offer_date=tried)
    mark(ground, rule, "victims", row, "first_attempt_on")


def _plain(ground: Ground, case: Row) -> bool:
    """A case that no fault about stalking or about an order can want."""
    return case.get("case_type") in DA_ONLY and not below(ground, "orders", case)


def _partner_unlinked(ground: Ground, rule: str) -> None:
    """A new partner became known a month before the end, and no victim of that kind is linked."""
    known = ground.end - 30 * DAY

    def fits(row: Row) -> bool:
        if not _plain(ground, row) or not running(row) or day(row["start_date"]) > known:
            return False
        kinds = {v["victim_type"] for v in below(ground, "victims", row)}
        return bool(kinds) and "NEW" not in kinds and None not in kinds

    row = take(ground, rule, "cases", fits)
    row["new_partner_known_on"] = known
    mark(ground, rule, "cases", row, "new_partner_known_on")


def _supporter(ground: Ground, case: Row) -> str:
    """The support worker of a victim of the case who was reached; empty when there is none."""
    linked = [v for v in below(ground, "victims", case) if v["iss_contact_status"] == "CONTACTED"]
    return next((str(v["support_worker_ref"]) for v in linked if v["support_worker_ref"]), "")


def _leads_and_supports(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        case = case_of(ground, row)
        led = row["session_type"] in ("GROUP", "121") and row["facilitator_refs"] is not None
        return led and _plain(ground, case) and bool(_supporter(ground, case))

    row = take(ground, rule, "sessions", fits)
    worker = _supporter(ground, case_of(ground, row))
    row["facilitator_refs"] = f"{row['facilitator_refs']}; {worker}"
    mark(ground, rule, "sessions", row, "facilitator_refs")


def _children_unknown(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        in_scope = row["start_date"] is not None and row["case_type"] in DA
        return in_scope and row["children_linked_count"] == 0

    row = take(ground, rule, "cases", fits, whole_case=False)
    row["children_known"] = "NK"
    mark(ground, rule, "cases", row, "children_known")


# These need a whole case, so they are planted before most others.
SCARCE_SUPPORT_FAULTS: Mapping[str, Plant] = {
    "facilitator-supports-victim": _leads_and_supports,
    "new-partner-not-linked": _partner_unlinked,
}
# These lean on a column that no other fault changes, so they come when cases stand as they will.
SUPPORT_FAULTS: Mapping[str, Plant] = {
    "few-contact-attempts": _few_attempts,
    "first-attempt-late": _attempt_late,
    "end-told-late": _told_late("notified_of_closure", "closed_date"),
    "start-told-late": _told_late("notified_of_start", "start_date"),
    "safety-plan-late": _write("safety_plan_on", _planned_on, _planned_late),
    "contact-gap-long": _victim("longest_contact_gap_days", 40, _called_on),
    "safe-contact-not-recorded": _victim("safe_contact_agreed", "N", contacted),
    "victim-under-16": _victim("age_band", "U16", _anybody),
    "children-unknown": _children_unknown,
}
