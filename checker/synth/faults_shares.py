"""Faults of a share: so many rows miss a standard's target that it is clearly missed.

Every row that falls short is then a finding, those that fell short before included, so the marks
are made at the very end, when all other faults have been planted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.errors import UsageError
from checker.synth.faults_rows import DA, DAY, day
from checker.synth.ground import Ground, Test, below, kind_of_programme, mark, remove, rows
from checker.synth.plan import Row

# Of the rows in scope; against a target of 80 % even ten rows then leave no doubt.
_PART = 0.65
# Fewer rows than this are never told from chance (the checker's own minimum).
_FEWEST = 10
# A gap of more calendar days than this holds more than 20 working days, whatever the holidays.
_CLEARLY_SLOW = 34


@dataclass(frozen=True)
class ShareFault:
    """`scope` are the cases a rule looks at, `fails` those of them that fall short."""

    field: str
    scope: Callable[[Ground], Test]
    fails: Callable[[Ground], Test]
    spoil: Callable[[Ground, Row], None]


def spoil(ground: Ground, rule: str) -> None:
    """Make enough rows fall short; raises UsageError when there are too few to tell a share."""
    fault = SHARE_FAULTS[rule]
    inside = [row for row in rows(ground, "cases") if fault.scope(ground)(row)]
    if len(inside) < _FEWEST:
        raise UsageError(f"The sample has too few cases for {rule}: ask for more cases.")
    for row in ground.rng.sample(inside, round(len(inside) * _PART)):
        fault.spoil(ground, row)


def mark_all(ground: Ground, rule: str) -> None:
    """Mark every case that falls short."""
    fault = SHARE_FAULTS[rule]
    inside, fails = fault.scope(ground), fault.fails(ground)
    for row in rows(ground, "cases"):
        if inside(row) and fails(row):
            mark(ground, rule, "cases", row, fault.field)


def _domestic(row: Row) -> bool:
    return row["case_type"] in DA


def _unknown(name: str) -> ShareFault:
    codes = ("NK",) if name == "age_band" else ("NK", "NS")

    def hide(ground: Ground, row: Row) -> None:
        row[name] = ground.rng.choice(codes)

    return ShareFault(name, lambda _: _domestic, lambda _: lambda r: r[name] in codes, hide)


def _gap(row: Row) -> int:
    assessed, referred = row["assessment_completed_date"], row["referral_date"]
    if not isinstance(assessed, dt.date):
        return -1
    return (assessed - day(referred)).days


def _earlier(days: int) -> Callable[[Ground, Row], None]:
    def refer_earlier(_: Ground, row: Row) -> None:
        row["referral_date"] = day(row["referral_date"]) - days * DAY

    return refer_earlier


def _cobi(ground: Ground) -> Test:
    return lambda row: kind_of_programme(ground, row) == "COBI" and _gap(row) >= 0


def _assessed(ground: Ground) -> Test:
    # COBI has a rule of its own with a shorter limit: leave its cases to that one.
    return lambda row: _domestic(row) and _gap(row) >= 0


def _slow(ground: Ground, row: Row) -> None:
    if kind_of_programme(ground, row) != "COBI":
        _earlier(45)(ground, row)


def _lose_intake(ground: Ground, row: Row) -> None:
    intake = [o for o in below(ground, "outcomes", row) if o["timepoint"] == "T0"]
    remove(ground, "outcomes", intake)


def _completed(_: Ground) -> Test:
    return lambda row: _domestic(row) and row["closure_reason"] == "COMPLETED"


def _no_points(ground: Ground) -> Test:
    points: dict[object, set[object]] = {}
    for outcome in rows(ground, "outcomes"):
        points.setdefault(outcome["case_ref"], set()).add(outcome["timepoint"])
    return lambda row: not {"T0", "T3"} <= points.get(row["case_ref"], set())


SHARE_FAULTS: Mapping[str, ShareFault] = {
    "characteristics-unknown-ethnicity": _unknown("ethnicity"),
    "characteristics-unknown-disability": _unknown("disability"),
    "characteristics-unknown-sex": _unknown("sex"),
    "characteristics-unknown-age-band": _unknown("age_band"),
    "assessment-slow": ShareFault(
        "assessment_completed_date",
        _assessed,
        lambda _: lambda row: _gap(row) > _CLEARLY_SLOW,
        _slow,
    ),
    "cobi-assessment-slow": ShareFault(
        "assessment_completed_date", _cobi, lambda _: lambda row: _gap(row) > 14, _earlier(14)
    ),
    "outcome-points-missing": ShareFault("case_ref", _completed, _no_points, _lose_intake),
}
