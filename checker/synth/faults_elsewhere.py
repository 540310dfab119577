"""Faults against the standards of other countries, in a return that claims one of them alone.

A sample fits the standards of England and Wales. Here one case of group work comes under an order
that requires the programme, the only such order of the return, and all that the claimed standard
asks of it is put in place but for the fault itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from checker.synth.faults_rows import DAY, Plant, also, changed, day, running
from checker.synth.ground import Ground, Test, below, mark, new_reference, remove, rows, take
from checker.synth.plan import Row

_CALIFORNIA, _COLORADO = "US-CA-PC-1203-097", "US-CO-DVOMB"
_SCOTLAND, _VICTORIA = "GB-SCT-CALEDONIAN", "AU-VIC-MBC-2018"
# Longer than any of these standards asks for, so that only the fault is short.
_LONG_ENOUGH, _LONG_ORDER = 110, 1250 * DAY
_SHORT_ORDER = 400 * DAY
_WEEK, _FIVE_DAYS, _FORTNIGHT = 7 * DAY, 5 * DAY, 14 * DAY
_BETWEEN_REVIEWS = 60 * DAY
_BEFORE_START = (
    "referral_date",
    "assessment_completed_date",
    "eligibility_date",
    "agreement_date",
)


def _claiming(code: str, plant: Plant) -> Plant:
    """The plant in a return that claims this standard and no other."""

    def alone(ground: Ground, rule: str) -> None:
        ground.tables["return"][0]["standards_claimed"] = code
        plant(ground, rule)

    return alone


def _group(row: Row) -> bool:
    return row["intervention_type"] == "BCP-GROUP"


def _programme(ground: Ground) -> Row:
    return next(row for row in ground.tables["programmes"] if _group(row))


def _lasting(ground: Ground, days: int) -> Test:
    """Cases that have run for so many days and still run."""
    return lambda row: running(row) and day(row["start_date"]) + days * DAY <= ground.end


def _completed(row: Row) -> bool:
    return row["closure_reason"] == "COMPLETED"


def _ordered(ground: Ground, rule: str, test: Test) -> Row:
    """A case of group work that passes the test, under the only order to attend."""
    programme = _programme(ground)
    for order in rows(ground, "orders"):
        order["programme_required"] = "N"

    def fits(row: Row) -> bool:
        own = row["programme_ref"] == programme["programme_ref"]
        return own and row["case_type"] == "DA-IPV" and test(row)

    case = take(ground, rule, "cases", fits)
    programme["planned_weeks"] = _LONG_ENOUGH
    _order(ground, case)
    remove(ground, "consultations", below(ground, "consultations", case))
    _sessions(ground, case, _WEEK)
    return case


def _order(ground: Ground, case: Row) -> None:
    made = day(case["referral_date"]) - 10 * DAY
    blank: Row = dict.fromkeys(ground.spec.tables["orders"].schema["properties"])
    row = blank | {
        "order_ref": new_reference(ground, "O"),
        "case_ref": case["case_ref"],
        "order_type": "COMM",
        "made_on": made,
        "expires_on": made + _LONG_ORDER,
        "open_ended": "N",
        "positive_requirement": "Y",
        "programme_required": "Y",
        "breach_count": 0,
    }
    also(row, made_how="CONVICTION")
    ground.tables["orders"].append(row)


def _last_day(ground: Ground, case: Row) -> dt.date:
    return day(case["closed_date"] or ground.end)


def _sessions(ground: Ground, case: Row, every: dt.timedelta) -> None:
    """The case's sessions anew, each attended, from its start until closure or the period's end."""
    held = below(ground, "sessions", case)
    first = min(held, key=lambda row: day(row["session_date"]))
    remove(ground, "sessions", held)
    on = day(case["start_date"])
    while on <= _last_day(ground, case):
        own = {"session_ref": new_reference(ground, "S"), "session_date": on}
        ground.tables["sessions"].append(first | own)
        on += every


def _review(ground: Ground, case: Row, on: dt.date) -> None:
    row = below(ground, "sessions", case)[0] | {
        "session_ref": new_reference(ground, "S"),
        "session_date": on,
        "session_type": "REVIEW",
        "mode": "121",
    }
    also(row, group_size=None)
    ground.tables["sessions"].append(row)


def _reviews(ground: Ground, case: Row) -> None:
    """Reviews that are never more than three months apart."""
    on = day(case["start_date"]) + _BETWEEN_REVIEWS
    while on < _last_day(ground, case):
        _review(ground, case, on)
        on += _BETWEEN_REVIEWS


def _move_start(case: Row, to: dt.date) -> None:
    """Another start; what came before it moves along, so that the waits stay as they were."""
    by = to - day(case["start_date"])
    for name in ("start_date", *_BEFORE_START):
        case[name] = day(case[name]) + by


def _weeks_short(ground: Ground, rule: str) -> None:
    _ordered(ground, rule, running)
    row = _programme(ground)
    row["planned_weeks"] = 26
    mark(ground, rule, "programmes", row, "planned_weeks")


def _short_session(ground: Ground, rule: str) -> None:
    case = _ordered(ground, rule, running)
    row = ground.rng.choice(below(ground, "sessions", case))
    row["duration_minutes"] = 90
    mark(ground, rule, "sessions", row, "duration_minutes")


def _over_18_months(ground: Ground, rule: str) -> None:
    case = _ordered(ground, rule, running)
    _move_start(case, ground.end - 600 * DAY)
    _sessions(ground, case, _WEEK)
    mark(ground, rule, "cases", case, "start_date")


def _completed_soon(name: str) -> Plant:
    """Half a year of sessions ends as completed, which is enough where samples come from."""

    def plant(ground: Ground, rule: str) -> None:
        mark(ground, rule, "cases", _ordered(ground, rule, _completed), name)

    return plant


def _short_order(ground: Ground, rule: str) -> None:
    case = _ordered(ground, rule, running)
    row = next(o for o in below(ground, "orders", case) if o["programme_required"] == "Y")
    row["expires_on"] = day(row["made_on"]) + _SHORT_ORDER
    mark(ground, rule, "orders", row, "expires_on")


def _no_service(ground: Ground, rule: str) -> None:
    _ordered(ground, rule, running)
    row = _programme(ground)
    row.update(victim_support_arrangement="NONE", victim_support_provider_id=None)
    mark(ground, rule, "programmes", row, "victim_support_arrangement")


def _no_contact(ground: Ground, rule: str) -> None:
    row = _programme(ground)
    row.update(victim_support_arrangement="NONE", victim_support_provider_id=None)
    mark(ground, rule, "programmes", row, "victim_support_arrangement")


def _on_level(level: str | None, every: dt.timedelta) -> Plant:
    """A running case on a level, seen every so often, with reviews in time."""

    def plant(ground: Ground, rule: str) -> None:
        case = _ordered(ground, rule, _lasting(ground, 70))
        case["intensity_level"] = level
        _sessions(ground, case, every)
        _reviews(ground, case)
        mark(ground, rule, "cases", case, "intensity_level")

    return plant


def _few_reviews(level: str, count: int) -> Plant:
    """Completed after five months and one review fewer than the level asks for."""

    def plant(ground: Ground, rule: str) -> None:
        case = _ordered(ground, rule, _completed)
        _move_start(case, day(case["closed_date"]) - 150 * DAY)
        case["intensity_level"] = level
        _sessions(ground, case, _FIVE_DAYS)
        for number in range(count):
            _review(ground, case, day(case["start_date"]) + (number + 1) * 150 * DAY // (count + 1))
        mark(ground, rule, "cases", case, "closure_reason")

    return plant


def _without_review(ground: Ground, rule: str) -> None:
    case = _ordered(ground, rule, _lasting(ground, 100))
    case["intensity_level"] = "A"
    mark(ground, rule, "cases", case, "intensity_level")


def _two_of_three(ground: Ground, rule: str) -> None:
    """The provider and probation meet without an advocate for the victim."""
    case = _ordered(ground, rule, _lasting(ground, 70))
    case["intensity_level"] = "A"
    _reviews(ground, case)
    row: Row = {
        "consultation_ref": new_reference(ground, "Q"),
        "case_ref": case["case_ref"],
        "held_on": day(case["start_date"]) + 30 * DAY,
        "agencies": "POL; PROB",
        "plan_agreed": "Y",
    }
    ground.tables["consultations"].append(row)
    mark(ground, rule, "consultations", row, "agencies")


_PLANTS: Mapping[str, Mapping[str, Plant]] = {
    _CALIFORNIA: {
        "california-weeks-short": _weeks_short,
        "california-session-short": _short_session,
        "california-over-18-months": _over_18_months,
        "california-completed-short": _completed_soon("closure_reason"),
        "california-probation-short": _short_order,
    },
    _SCOTLAND: {
        "caledonian-weeks-short": _weeks_short,
        "caledonian-order-short": _short_order,
        "caledonian-completed-early": _completed_soon("closed_date"),
        "caledonian-no-womens-service": _no_service,
    },
    _VICTORIA: {
        "victoria-weeks-short": changed("programmes", "planned_weeks", 12, _group, case=False),
        "victoria-no-family-contact": _no_contact,
    },
    _COLORADO: {
        "colorado-level-missing": _on_level(None, _WEEK),
        "colorado-contact-rare-level-a": _on_level("A", _FORTNIGHT),
        "colorado-contact-rare-level-b": _on_level("B", _FORTNIGHT),
        "colorado-contact-rare-level-c": _on_level("C", _WEEK),
        "colorado-reviews-few-level-a": _few_reviews("A", 1),
        "colorado-reviews-few-level-b-c": _few_reviews("B", 2),
        "colorado-review-gap-long": _without_review,
        "colorado-team-incomplete": _two_of_three,
    },
}
ELSEWHERE_FAULTS: Mapping[str, Plant] = {
    rule: _claiming(code, plant)
    for code, plants in _PLANTS.items()
    for rule, plant in plants.items()
}
