"""Work that was slow, thin or left unwatched: waits, reviews, absences, sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from checker.synth.faults_rows import DA_ONLY, DAY, Plant, also, day, of_case, running
from checker.synth.faults_sharing import shared
from checker.synth.ground import (
    Ground,
    below,
    case_of,
    kind_of_programme,
    mark,
    remove,
    rows,
    take,
)
from checker.synth.plan import Row

_THERE = ("ATT", "LATE")
_WORK = ("GROUP", "121", "CATCHUP")
_STEPS = ("EARLY", "COND-CAUTION", "HELPLINE")
_STOPPED = ("DROPOUT", "DESELECT-RISK", "DESELECT-CONDUCT")
_UNSUITABLE = (
    "RISK-HIGH",
    "RISK-LOW",
    "DENIAL",
    "MH-ACUTE",
    "SUBST",
    "LIVE-CRIM",
    "AGE",
    "UNSAFE-VICTIM",
)
_LONGEST_GAP = 92
_SLOW = 36 * DAY
# More than 5 working days, whatever the holidays.
_LATE = 14 * DAY


def _work(ground: Ground, case: Row) -> list[Row]:
    """The sessions of a case in which work with the perpetrator was planned, by day."""
    held = [s for s in below(ground, "sessions", case) if s["session_type"] in _WORK]
    return sorted(held, key=lambda s: day(s["session_date"]))


def _last_look(ground: Ground, case: Row) -> dt.date:
    """The latest day on which the case was assessed or reviewed."""
    looks = [day(a["assessed_on"]) for a in below(ground, "assessments", case)]
    held = below(ground, "sessions", case)
    looks += [day(s["session_date"]) for s in held if s["session_type"] == "REVIEW"]
    return max(looks, default=dt.date.min)


def _not_held(session: Row, attendance: str) -> None:
    session.update(attendance=attendance, duration_minutes=None)
    also(session, followed_up_on=None, group_size=None, safety_check=None)


def _missed(ground: Ground, rule: str) -> None:
    """The last three sessions are missed, and nobody looked at the case since."""
    ordered = {o["case_ref"] for o in rows(ground, "orders") if o["programme_required"] == "Y"}

    def fits(row: Row) -> bool:
        if not running(row) or row["case_type"] not in DA_ONLY or row["case_ref"] in ordered:
            return False
        last = _work(ground, row)[1:][-3:]
        since = len(last) == 3 and day(last[0]["session_date"]) > _last_look(ground, row)
        return since and all(s["attendance"] != "CANC-PROV" for s in last)

    row = take(ground, rule, "cases", fits)
    for session in _work(ground, row)[-3:]:
        _not_held(session, "ABS-UNAUTH")
        also(session, followed_up_on=min(day(session["session_date"]) + DAY, ground.end))
    mark(ground, rule, "cases", row, "case_ref")


def _not_followed_up(ground: Ground, rule: str) -> None:
    def fits(row: Row, case: Row) -> bool:
        early = row["attendance"] == "ABS-UNAUTH" and day(row["session_date"]) + _LATE <= ground.end
        return early and case["case_type"] in DA_ONLY

    row = take(ground, rule, "sessions", of_case(fits)(ground))
    row["followed_up_on"] = day(row["session_date"]) + _LATE
    mark(ground, rule, "sessions", row, "followed_up_on")


def _not_reassessed(ground: Ground, rule: str) -> None:
    """Risk is looked at two weeks after closure, and not between the last session and that."""

    def fits(row: Row) -> bool:
        if row["closure_reason"] not in _STOPPED or row["case_type"] not in DA_ONLY:
            return False
        closed = day(row["closed_date"])
        came = [s for s in _work(ground, row) if s["attendance"] in _THERE]
        last = max((day(s["session_date"]) for s in came), default=closed)
        looks = [day(a["assessed_on"]) for a in below(ground, "assessments", row)]
        return closed + _LATE <= ground.end and all(d <= last or d >= closed for d in looks)

    row = take(ground, rule, "cases", fits)
    closed = day(row["closed_date"])
    for assessment in below(ground, "assessments", row):
        if day(assessment["assessed_on"]) >= closed:
            assessment["assessed_on"] = closed + _LATE
    mark(ground, rule, "cases", row, "closed_date")


def _started_slowly(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: running(r) and r["case_type"] in DA_ONLY)
    assessed = day(row["start_date"]) - _SLOW
    # The referral moves with the assessment: the wait for that stays as long as it was.
    earlier = day(row["assessment_completed_date"]) - assessed
    row.update(
        assessment_completed_date=assessed, referral_date=day(row["referral_date"]) - earlier
    )
    mark(ground, rule, "cases", row, "start_date")


def _long_gap(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        looks = [day(a["assessed_on"]) for a in below(ground, "assessments", row)]
        long = bool(looks) and (ground.end - min(looks)).days > _LONGEST_GAP
        return long and running(row) and row["case_type"] in DA_ONLY

    row = take(ground, rule, "cases", fits)
    later = [a for a in below(ground, "assessments", row) if a["stage"] != "T0"]
    remove(ground, "assessments", later)
    mark(ground, rule, "cases", row, "case_ref")


def _single_source(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "assessments", of_case(lambda _, c: c["case_type"] in DA_ONLY)(ground))
    row["sources"] = "SELF"
    mark(ground, rule, "assessments", row, "sources")


def _turned_away(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return row["decline_reason"] in _UNSUITABLE and row["case_type"] in DA_ONLY

    row = take(ground, rule, "cases", fits)
    row["alternative_route_given"] = "N"
    mark(ground, rule, "cases", row, "alternative_route_given")


def _high_in_early_work(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        early = kind_of_programme(ground, row) in _STEPS and row["case_type"] in DA_ONLY
        return early and bool(below(ground, "assessments", row))

    row = take(ground, rule, "cases", fits)
    first = min(below(ground, "assessments", row), key=lambda a: day(a["assessed_on"]))
    first.update(level="HIGH", score=15 if first["score"] is not None else None)
    # Otherwise the high risk that nobody was told of would be a second fault.
    shared(ground, row, "POL", day(first["assessed_on"]))
    mark(ground, rule, "cases", row, "programme_ref")


def _not_contacted(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return row["case_status"] == "WAITLIST" and row["case_type"] in DA_ONLY

    row = take(ground, rule, "cases", fits)
    row["waiting_contact_on"] = ground.end - 35 * DAY
    mark(ground, rule, "cases", row, "waiting_contact_on")


def _no_weekly_session(ground: Ground, rule: str) -> None:
    """The provider cancels the second and third session."""

    def fits(row: Row) -> bool:
        weekly = str(kind_of_programme(ground, row)).startswith("BCP") and running(row)
        return weekly and row["case_type"] in DA_ONLY and len(_work(ground, row)) > 4

    row = take(ground, rule, "cases", fits)
    for session in _work(ground, row)[1:3]:
        _not_held(session, "CANC-PROV")
    mark(ground, rule, "cases", row, "case_ref")


def _session(
    name: str, value: object, kinds: tuple[str, ...], prepare: Callable[[Row], None] | None = None
) -> Plant:
    """Write one value into an attended session of such a programme, in a domestic abuse case."""

    def plant(ground: Ground, rule: str) -> None:
        def fits(row: Row) -> bool:
            if row["attendance"] not in _THERE or row["session_type"] not in _WORK:
                return False
            case = case_of(ground, row)
            return case["case_type"] in DA_ONLY and kind_of_programme(ground, case) in kinds

        row = take(ground, rule, "sessions", fits)
        row[name] = value
        if prepare:
            prepare(row)
        mark(ground, rule, "sessions", row, name)

    return plant


def _online(row: Row) -> None:
    row["mode"] = "ONLINE-121"


SCARCE_DELIVERY_FAULTS: Mapping[str, Plant] = {
    "high-risk-in-early-response": _high_in_early_work,
    "drop-out-not-reassessed": _not_reassessed,
    "waiting-not-contacted": _not_contacted,
    "unsuitable-without-route": _turned_away,
    "reassessment-gap-long": _long_gap,
    "misses-without-review": _missed,
}
DELIVERY_FAULTS: Mapping[str, Plant] = {
    "absence-not-followed-up": _not_followed_up,
    "weekly-gap-long": _no_weekly_session,
    "start-slow": _started_slowly,
    "group-session-length": _session("duration_minutes", 90, ("BCP-GROUP",)),
    "group-too-large": _session("group_size", 15, ("BCP-GROUP",)),
    "one-facilitator": _session("facilitator_count", 1, ("BCP-GROUP",)),
    "online-without-safety-check": _session("safety_check", "N", ("BCP-1TO1", "HICM"), _online),
    "single-source-assessment": _single_source,
}
