"""Cases whose dates, decisions or evidence cannot all be right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from checker.synth.faults_rows import (
    DA,
    DA_ONLY,
    DAY,
    Plant,
    also,
    changed,
    day,
    running,
    shifted,
    started,
)
from checker.synth.ground import Ground, below, kind_of_programme, mark, remove, rows, take
from checker.synth.plan import Row

_MORE_DAYS_THAN_HALF_A_YEAR = 200
_TOO_FEW_DAYS = 150
_BEFORE_START = (
    "referral_date",
    "assessment_completed_date",
    "eligibility_date",
    "agreement_date",
)
# Between these a count of days does not tell whether 20 working days have passed.
_UNCLEAR = range(24, 36)


def _completed(row: Row) -> bool:
    return row["closure_reason"] == "COMPLETED"


def _start_leaves(days: int, ground: Ground, row: Row) -> bool:
    return running(row) and day(row["start_date"]) + days * DAY <= ground.end


def _eligibility_before_referral(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", running)
    row["eligibility_date"] = day(row["referral_date"]) - 3 * DAY
    for victim in below(ground, "victims", row):
        also(victim, first_attempt_on=row["eligibility_date"])
    mark(ground, rule, "cases", row, "eligibility_date")


def _start_before_eligibility(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: _start_leaves(10, ground, r))
    row["eligibility_date"] = day(row["start_date"]) + 4 * DAY
    mark(ground, rule, "cases", row, "start_date")


def _wait(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return running(row) and kind_of_programme(ground, row) != "COBI"

    row = take(ground, rule, "cases", fits)
    row["referral_date"] = day(row["start_date"]) - _MORE_DAYS_THAN_HALF_A_YEAR * DAY
    mark(ground, rule, "cases", row, "start_date")


def _closed_before_start(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return running(row) and day(row["start_date"]) - 5 * DAY >= ground.start

    row = take(ground, rule, "cases", fits)
    _close(row, day(row["start_date"]) - 2 * DAY, "MOVED")
    also(row, agencies_at_exit=row.get("agencies_at_start"))
    for victim in below(ground, "victims", row):
        victim["notified_of_closure"] = row["closed_date"]
    remove(ground, "sessions", below(ground, "sessions", row))
    mark(ground, rule, "cases", row, "closed_date")


def _close(row: Row, on: dt.date, reason: str) -> None:
    row.update(case_status="CLOSED", closed_date=on, closure_reason=reason)
    also(row, referrer_told_on=on)


def _withdrawn(ground: Ground, rule: str) -> Row:
    """An undecided referral, made into one that was withdrawn."""
    row = take(ground, rule, "cases", lambda r: r["eligibility_decision"] == "PEND")
    row["eligibility_decision"] = "WDN"
    return row


def _closed_before_referral(ground: Ground, rule: str) -> None:
    row = _withdrawn(ground, rule)
    _close(row, day(row["referral_date"]) - 4 * DAY, "ADMIN")
    mark(ground, rule, "cases", row, "closed_date")


def _outside_period(ground: Ground, rule: str) -> None:
    row = _withdrawn(ground, rule)
    row["referral_date"] = ground.start - 40 * DAY
    _close(row, ground.start - 9 * DAY, "ADMIN")
    mark(ground, rule, "cases", row, "closed_date")


def _without_victim(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: r["no_victim_reason"] is not None)
    row["no_victim_reason"] = None
    mark(ground, rule, "cases", row, "no_victim_reason")


def _without_assessment(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: running(r) and r["case_type"] in DA_ONLY)
    remove(ground, "assessments", below(ground, "assessments", row))
    mark(ground, rule, "cases", row, "case_ref")


def _without_closing_assessment(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", _completed)
    closing = [a for a in below(ground, "assessments", row) if a["stage"] in ("T3", "T4")]
    remove(ground, "assessments", closing)
    mark(ground, rule, "cases", row, "closure_reason")


def _completed_early(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        kind = kind_of_programme(ground, row)
        return _completed(row) and row["case_type"] in DA and str(kind).startswith("BCP")

    row = take(ground, rule, "cases", fits)
    first = day(row["closed_date"]) - _TOO_FEW_DAYS * DAY
    later = first - day(row["start_date"])
    # What came before the start moves with it: the waits stay as long as they were.
    for name in ("start_date", *_BEFORE_START):
        row[name] = day(row[name]) + later
    held = below(ground, "sessions", row)
    remove(ground, "sessions", [s for s in held if day(s["session_date"]) < first])
    mark(ground, rule, "cases", row, "closed_date")


def _assessment_late(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        if not _start_leaves(10, ground, row) or row["case_type"] not in DA_ONLY:
            return False
        late = day(row["start_date"]) + 3 * DAY
        return (late - day(row["referral_date"])).days not in _UNCLEAR

    row = take(ground, rule, "cases", fits)
    row["assessment_completed_date"] = day(row["start_date"]) + 3 * DAY
    mark(ground, rule, "cases", row, "assessment_completed_date")


def _agreement_late(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return _start_leaves(10, ground, row) and row["case_type"] in DA

    shifted("cases", "agreement_date", "start_date", 4, fits)(ground, rule)


def _open_twice(ground: Ground, rule: str) -> None:
    free = [c for c in rows(ground, "cases") if _is_free(ground, c)]
    programmes = [c["programme_ref"] for c in free]
    first = take(
        ground, rule, "cases", lambda r: _is_open(r) and programmes.count(r["programme_ref"]) > 1
    )
    second = take(
        ground,
        rule,
        "cases",
        lambda r: _is_open(r) and r["programme_ref"] == first["programme_ref"],
    )
    second["person_ref"] = first["person_ref"]
    for row in (first, second):
        mark(ground, rule, "cases", row, "person_ref")


def _is_open(row: Row) -> bool:
    return row["case_status"] != "CLOSED"


def _is_free(ground: Ground, row: Row) -> bool:
    return _is_open(row) and row["case_ref"] not in ground.taken


def _under_16_in_scope(ground: Ground, rule: str) -> None:
    """A domestic abuse case under 16 in a programme for young people, so that it fits there."""
    row = take(ground, rule, "cases", lambda r: r["case_type"] in DA_ONLY)
    row["age_band"] = "U16"
    for programme in ground.tables["programmes"]:
        if programme["programme_ref"] == row["programme_ref"]:
            programme["cohort"] = "CYP"
    mark(ground, rule, "cases", row, "age_band")


def _other_scheme(ground: Ground, rule: str) -> None:
    changed("cases", "ethnicity", "13", started)(ground, rule)


def _attended(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", started)
    offered = row["sessions_offered"]
    assert isinstance(offered, int)
    row["sessions_attended"] = offered + 2
    mark(ground, rule, "cases", row, "sessions_attended")


def _non_domestic(row: Row) -> bool:
    return row["case_type"] == "STALK-NONDA"


CASE_FAULTS: Mapping[str, Plant] = {
    "completed-early": _completed_early,
    "no-closing-assessment": _without_closing_assessment,
    "completed-without-criteria": changed("cases", "completion_criteria_met", "N", _completed),
    "under-16-outside-cyp": changed("cases", "age_band", "U16", _non_domestic),
    "perpetrator-under-16": _under_16_in_scope,
    "case-without-victim": _without_victim,
    "closed-before-referral": _closed_before_referral,
    "case-outside-period": _outside_period,
    "closed-before-start": _closed_before_start,
    "assessment-late": _assessment_late,
    "agreement-late": _agreement_late,
    "start-before-eligibility": _start_before_eligibility,
    "eligibility-before-referral": _eligibility_before_referral,
    "wait-over-half-year": _wait,
    "accepted-without-risk-assessment": _without_assessment,
    "person-open-twice": _open_twice,
    "ethnicity-scheme-mixed": _other_scheme,
    "attended-more-than-offered": _attended,
}
