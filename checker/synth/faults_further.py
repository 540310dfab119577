"""Dates, counts and levels of the newer columns that cannot be right beside the older ones."""

from __future__ import annotations

from collections.abc import Mapping

from checker.synth.faults_rows import DAY, Plant, shifted
from checker.synth.faults_sharing import breach
from checker.synth.ground import Ground, below, mark, take
from checker.synth.plan import Row

_HIGH = ("HIGH", "VHIGH")


def _only_served(row: Row) -> bool:
    """Served, and of a kind whose subject need not notify the police of anything."""
    return row["served_on"] is not None and row["notified_on"] is None


def _notified(row: Row) -> bool:
    return row["notified_on"] is not None


def _breached_later(ground: Ground, rule: str) -> None:
    row = take(
        ground,
        rule,
        "orders",
        lambda r: _only_served(r) and not r["breach_count"],
        whole_case=False,
    )
    breach(row, ground.end - 10 * DAY)
    row["breached_on"] = ground.end - 8 * DAY
    mark(ground, rule, "orders", row, "breach_reported_on")


def _without_children(ground: Ground, rule: str) -> None:
    row = take(ground, rule, "cases", lambda r: r["children_linked_count"] == 0)
    row["children_known"] = "Y"
    mark(ground, rule, "cases", row, "children_linked_count")


def _too_low(ground: Ground, rule: str) -> None:
    """A score above any threshold; no later assessment is high, so that no other wait begins."""

    def fits(row: Row) -> bool:
        high = [a for a in below(ground, "assessments", row) if a["level"] in _HIGH]
        return row["tool"] == "DASH-SL" and [id(a) for a in high] == [id(row)]

    row = take(ground, rule, "assessments", fits)
    row.update(level="MED", score=24)
    mark(ground, rule, "assessments", row, "level")


FURTHER_FAULTS: Mapping[str, Plant] = {
    "order-served-before-made": shifted(
        "orders", "served_on", "made_on", -1, _only_served, case=False
    ),
    "order-notified-before-served": shifted(
        "orders", "notified_on", "served_on", -1, _notified, case=False
    ),
    "breach-reported-before-breach": _breached_later,
    "children-without-count": _without_children,
}
# Nothing is in the scope of this rule until a profile gives the score from which risk is high.
PROFILE_FAULTS: Mapping[str, Plant] = {"level-against-score": _too_low}
