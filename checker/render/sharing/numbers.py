"""Which numbers of rows may stand in what anybody may read.

Small numbers are withheld, and so is what would tell them: how many of a group are so, where the
rest of it is small. Whatever is shown is rounded, so that no two numbers of one file, or of two
checks of nearly the same return, tell a small number by their difference.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from checker.model.findings import Outcome
from checker.model.profile import PUBLIC_SMALLEST
from checker.model.report import Report

ROUNDED_TO: Final = 5
"""Shown numbers are rounded to the nearest multiple (DP-07: 5)."""


class Shown(NamedTuple):
    """Rows checked and rows at fault, rounded; None where the number is withheld."""

    checked: int | None
    failed: int | None


def smallest_shown(report: Report) -> int:
    """The lowest number of rows that may be shown."""
    profile = report.profile
    return (profile.small_numbers.public if profile else None) or PUBLIC_SMALLEST


def shown(outcome: Outcome, smallest: int) -> Shown:
    """The numbers of one rule that anybody may read.

    - Fewer than `smallest` rows: nothing is shown, also not that there are none at fault.
    - From 1 to `smallest` - 1 rows at fault, or as few of the others: how many is withheld.
    - All or none at fault, of fewer than 2 × `smallest` rows: withheld, for it says it of each.
    """
    checked, failed = outcome.checked, outcome.failed
    if checked < smallest:
        return Shown(None, None)
    few = any(0 < part < smallest for part in (failed, checked - failed))
    alike = checked < 2 * smallest and failed in (0, checked)
    return Shown(rounded(checked), None if few or alike else rounded(failed))


def rounded(number: int) -> int:
    """The nearest multiple of ROUNDED_TO."""
    return (number + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def rests_on_few(outcomes: list[Outcome], smallest: int) -> bool:
    """Whether a verdict made of these says something about fewer than `smallest` rows."""
    return any(0 < outcome.checked < smallest for outcome in outcomes)
