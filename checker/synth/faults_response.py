"""Agencies who are not told or not named, and plans whose figures do not agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from checker.synth.faults_rows import DA, DA_ONLY, DAY, Plant, day, running, started
from checker.synth.faults_sharing import told_of
from checker.synth.ground import (
    Ground,
    below,
    case_of,
    kind_of_programme,
    mark,
    rows,
    take,
    take_part,
)
from checker.synth.plan import Row

_SERIOUS = ("NEW-ABUSE", "ARREST", "SAFEGUARDING", "DEATH-SI")
_PROTECTORS = ("POL", "CSC")
_STALKING = ("STALK-PSYCH", "COBI")
_BY_NOBODY = ("SELF", "HELPLINE", "EMPL", "NK")
# More days than 10 working days, whatever weekends and holidays lie between.
_CLEARLY_OVER_10 = 22 * DAY
_MORE_THAN_A_YEAR = 400 * DAY
# What stays where it is when the beginning of a case moves.
_AT_THE_END = frozenset({"closed_date", "referrer_told_on", "notified_of_closure"})


def _case(name: str, value: object, fits: Callable[[Row], bool]) -> Plant:
    """Write one value into a column of a domestic abuse case that no other fault stands in."""

    def plant(ground: Ground, rule: str) -> None:
        row = take(
            ground, rule, "cases", lambda r: r["case_type"] in DA and fits(r), whole_case=False
        )
        row[name] = value
        mark(ground, rule, "cases", row, name)

    return plant


def _accepted(row: Row) -> bool:
    return row["eligibility_decision"] == "ACC"


def _sent_by_agency(row: Row) -> bool:
    return started(row) and row["referral_source"] not in _BY_NOBODY


def _ended_among_agencies(row: Row) -> bool:
    there = started(row) and row["agencies_at_start"] is not None
    return there and row["case_status"] == "CLOSED" and row["closure_reason"] != "DIED"


def _referrer_told_late(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        sent = row["case_type"] in DA and row["referral_source"] not in _BY_NOBODY
        closed = row["closed_date"]
        return sent and isinstance(closed, dt.date) and closed + _CLEARLY_OVER_10 <= ground.end

    row = take(ground, rule, "cases", fits, whole_case=False)
    row["referrer_told_on"] = day(row["closed_date"]) + _CLEARLY_OVER_10
    mark(ground, rule, "cases", row, "referrer_told_on")


def _over_a_year(ground: Ground, rule: str) -> None:
    """The case began 400 days before the end, and so did all that surrounds its beginning."""

    def fits(row: Row) -> bool:
        intensive = kind_of_programme(ground, row) == "HICM"
        return intensive and running(row) and row["case_type"] in DA_ONLY

    row = take(ground, rule, "cases", fits)
    earlier = ground.end - _MORE_THAN_A_YEAR - day(row["start_date"])
    for moved in (row, *below(ground, "victims", row)):
        for name, value in moved.items():
            if isinstance(value, dt.date) and name not in _AT_THE_END:
                moved[name] = value + earlier
    mark(ground, rule, "cases", row, "start_date")


def _high_since(ground: Ground, case: Row) -> dt.date | None:
    """The day of the first high-risk assessment of a case."""
    assessed = below(ground, "assessments", case)
    return min(
        (day(a["assessed_on"]) for a in assessed if a["level"] in ("HIGH", "VHIGH")), default=None
    )


def _high_risk_shared_late(ground: Ground, rule: str) -> None:
    busy = told_of(ground)

    def fits(row: Row) -> bool:
        if row["case_type"] not in DA_ONLY or row["case_ref"] in busy:
            return False
        high = _high_since(ground, row)
        told = [day(s["shared_on"]) for s in below(ground, "info_sharing", row)]
        late = high is not None and high + _CLEARLY_OVER_10 <= ground.end
        return late and any(high is not None and on >= high for on in told)

    row = take(ground, rule, "cases", fits)
    high = day(_high_since(ground, row))
    for share in below(ground, "info_sharing", row):
        if day(share["shared_on"]) >= high:
            share["shared_on"] = max(day(share["shared_on"]), high + _CLEARLY_OVER_10)
    mark(ground, rule, "cases", row, "case_ref")


def _incident_told_late(ground: Ground, rule: str) -> None:
    """Whoever was told since the incident was neither police nor children's social care."""
    bound = {o["case_ref"] for o in rows(ground, "orders")}

    def fits(row: Row) -> bool:
        case = case_of(ground, row)
        serious = row["category"] in _SERIOUS and day(row["reported_on"]) + 7 * DAY <= ground.end
        alone = len(below(ground, "incidents", row)) == 1 and row["case_ref"] not in bound
        return serious and alone and case.get("case_type") in DA_ONLY

    row = take(ground, rule, "incidents", fits)
    for share in below(ground, "info_sharing", row):
        if share["agency"] in _PROTECTORS and day(share["shared_on"]) >= day(row["occurred_on"]):
            share["agency"] = "HOUS"
    mark(ground, rule, "incidents", row, "reported_on")


def _sessions_differ(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        weekly = row["sessions_per_week"] == 1
        return weekly and str(row["intervention_type"]).startswith("BCP")

    row = take_part(ground, rule, "programmes", fits, "plan")
    row["sessions_per_week"] = 2
    mark(ground, rule, "programmes", row, "planned_sessions")


def _hours_differ(ground: Ground, rule: str) -> None:
    def fits(row: Row) -> bool:
        return row["planned_hours"] is not None and row["intervention_type"] not in _STALKING

    row = take_part(ground, rule, "programmes", fits, "hours")
    hours = row["planned_hours"]
    assert isinstance(hours, (int, float))
    row["planned_hours"] = hours + max(2, hours // 2)
    mark(ground, rule, "programmes", row, "planned_hours")


def _agreement_old(ground: Ground, rule: str) -> None:
    row = ground.tables["return"][0]
    row["sharing_agreement_on"] = ground.end - 800 * DAY
    mark(ground, rule, "return", row, "sharing_agreement_on")


# These need a whole case, so they are planted before most others.
SCARCE_RESPONSE_FAULTS: Mapping[str, Plant] = {
    "serious-incident-told-late": _incident_told_late,
    "case-over-a-year": _over_a_year,
    "high-risk-shared-late": _high_risk_shared_late,
}
# These lean on a column that no other fault changes, so they come when cases stand as they will.
RESPONSE_FAULTS: Mapping[str, Plant] = {
    "sharing-agreement-old": _agreement_old,
    "sessions-differ-from-plan": _sessions_differ,
    "hours-differ-from-plan": _hours_differ,
    "agencies-at-exit-missing": _case("agencies_at_exit", None, _ended_among_agencies),
    "referrer-told-late": _referrer_told_late,
    "agencies-at-start-missing": _case("agencies_at_start", None, _sent_by_agency),
    "agency-withdrew": _case("other_agency_withdrew", "Y", _accepted),
    "abuse-type-missing": _case("abuse_types", None, _accepted),
}
