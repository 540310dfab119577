"""Court orders, incidents, assessments and sessions that do not keep to law or good sense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from checker.synth.faults_rows import DA, DAY, STALKING, Plant, also, changed, day, running, shifted
from checker.synth.ground import Ground, below, case_of, kind_of_programme, mark, take
from checker.synth.plan import Row

_THERE = ("ATT", "LATE")


def _full(row: Row) -> bool:
    return row["order_type"] == "SPO-FULL"


def _fixed(row: Row) -> bool:
    return _full(row) and row["expires_on"] is not None


def _served_long_ago(ground: Ground, row: Row) -> bool:
    return _full(row) and day(row["served_on"]) + 6 * DAY <= ground.end


def _other(row: Row) -> bool:
    """An order that may be made into another one without troubling a rule."""
    return not str(row["order_type"]).startswith("SPO") and not row["breach_count"]


def _term_short(ground: Ground, rule: str) -> None:
    shifted("orders", "expires_on", "made_on", 540, _fixed, case=False)(ground, rule)


def _end_unclear(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "orders", _fixed, whole_case=False)
    row["open_ended"] = "Y"
    mark(ground, rule, "orders", row, "expires_on")


def _notified_late(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return _served_long_ago(ground, row)

    shifted("orders", "notified_on", "served_on", 5, fits, case=False)(ground, rule)


def _before_law(ground: Ground, rule: str) -> None:
    row = take(
        ground, rule, "orders", lambda r: _full(r) and not r["breach_count"], whole_case=False
    )
    made = dt.date(2019, 6, 3)
    row.update(made_on=made, served_on=made + DAY, notified_on=made + 2 * DAY)
    mark(ground, rule, "orders", row, "made_on")


def _long_dvpo(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "orders", _other, whole_case=False)
    row.update(order_type="DVPO", expires_on=day(row["made_on"]) + 39 * DAY, open_ended="N")
    mark(ground, rule, "orders", row, "expires_on")


def _early_dapo(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "orders", _other, whole_case=False)
    made = dt.date(2024, 5, 7)
    row.update(order_type="DAPO", made_on=made, served_on=made + DAY)
    mark(ground, rule, "orders", row, "made_on")


def _unfinished(row: Row) -> bool:
    """Accepted, and not completed: the evidence of a completed case is looked at more closely."""
    return row["eligibility_decision"] == "ACC" and row["closure_reason"] != "COMPLETED"


def _not_followed_up(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        overdue = day(row["closed_date"] or ground.end) - 30 * DAY
        stalking = _unfinished(row) and row["case_type"] in STALKING
        return stalking and day(row["assessment_completed_date"]) < overdue

    row = take(ground, rule, "cases", fits)
    for assessment in below(ground, "assessments", row):
        if assessment["tool"] in ("SRP", "SAM"):
            assessment["tool"] = "PROF"
    mark(ground, rule, "cases", row, "case_ref")


def _without_tool(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: _unfinished(r) and _stalker(r))
    for assessment in below(ground, "assessments", row):
        assessment.update(tool="DASH-POL", score=None, level_basis="JUDGEMENT")
    mark(ground, rule, "cases", row, "case_ref")


def _stalker(row: Row) -> bool:
    return row["start_date"] is not None and row["case_type"] in STALKING


def _in_domestic_programme(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: _unfinished(r) and r["case_type"] == "STALK-NONDA")
    groups = [
        p for p in ground.tables["programmes"] if str(p["intervention_type"]).startswith("BCP")
    ]
    row["programme_ref"] = groups[0]["programme_ref"]
    also(groups[0], stalking_definition="LOCAL")
    mark(ground, rule, "cases", row, "programme_ref")


def _long_session(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        case = case_of(ground, row)
        return row["attendance"] in _THERE and kind_of_programme(ground, case) == "COBI"

    row = take(ground, rule, "sessions", fits)
    row["duration_minutes"] = 180
    mark(ground, rule, "sessions", row, "duration_minutes")


def _before_case(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        case = case_of(ground, row)
        return running(case) and row["session_date"] == case["start_date"] and _next_held(row)

    def _next_held(row: Row) -> bool:
        """Moving the first session three days widens one gap, which a second must not join."""
        soon = day(row["session_date"]) + 8 * DAY
        first = [s for s in below(ground, "sessions", row) if day(s["session_date"]) <= soon]
        return all(s["attendance"] in _THERE for s in first)

    row = take(ground, rule, "sessions", fits)
    row["session_date"] = day(case_of(ground, row)["start_date"]) - 3 * DAY
    mark(ground, rule, "sessions", row, "session_date")


def _stranger_victim(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "outcomes", lambda r: r["reported_by"] == "VICTIM")
    others = [v for v in ground.tables["victims"] if v["case_ref"] not in ground.taken]
    other = ground.rng.choice(others)
    ground.taken.add(other["case_ref"])
    row["victim_ref"] = other["victim_ref"]
    mark(ground, rule, "outcomes", row, "victim_ref")


def _managed(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        in_scope = row["start_date"] is not None and row["case_type"] in DA
        return in_scope and kind_of_programme(ground, row) == "HICM"

    changed("cases", "allocated_worker_ref", None, fits)(ground, rule)


def _scored(row: Row) -> bool:
    return row["tool"] == "SAM"


def _acted_on(row: Row) -> bool:
    return row["action_on"] is not None


ORDER_FAULTS: Mapping[str, Plant] = {
    "spo-term-short": _term_short,
    "spo-end-unclear": _end_unclear,
    "spo-notification-late": _notified_late,
    "spo-notification-missing": changed("orders", "notified_on", None, _full, case=False),
    "order-before-law": _before_law,
    "dvpo-over-28-days": _long_dvpo,
    "dapo-before-pilot": _early_dapo,
}
EVIDENCE_FAULTS: Mapping[str, Plant] = {
    "case-worker-missing": _managed,
    "stalking-case-in-da-programme": _in_domestic_programme,
    "stalking-tool-missing": _without_tool,
    "sash-not-followed-up": _not_followed_up,
    "stalker-type-missing": changed("cases", "stalker_typology", None, _stalker),
    "sam-total-score": changed("assessments", "score", 21, _scored),
    "cobi-session-long": _long_session,
    "action-before-incident": shifted("incidents", "action_on", "occurred_on", -1, _acted_on),
    "outcome-victim-of-other-case": _stranger_victim,
    "session-outside-case": _before_case,
}
