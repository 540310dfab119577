"""The words readers meet, in one place, so that every report says the same thing the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.model.specs import TIERS as TIERS

TIER_WORD: Final[Mapping[str, str]] = {
    "STOP": "Stop",
    "PRIVACY": "Privacy",
    "ERROR": "Error",
    "QUERY": "Query",
    "NOTE": "Note",
}

TIER_MEANING: Final[Mapping[str, str]] = {
    "STOP": "The return cannot be read, or is not the expected template.",
    "PRIVACY": "May identify a person, or is hidden in the file. Remove it before sending.",
    "ERROR": "Breaks a rule of the return. Correct it before sending.",
    "QUERY": "Unlikely but possible. Correct it, or give the reason on the Explanations sheet.",
    "NOTE": "For information. It does not hold the return back.",
}

VERDICTS: Final = ("met", "not met", "cannot tell", "for an assessor", "not applicable")

VERDICT_WORD: Final[Mapping[str, str]] = {word: word.capitalize() for word in VERDICTS}

SHEET_STATE: Final[Mapping[str, str]] = {
    "visible": "shown",
    "hidden": "hidden",
    "veryHidden": "hidden by a program",
}

DRAFT: Final = "Draft standard"
WITHDRAWN: Final = "Withdrawn standard"

TWO_AXES: Final = (
    "Findings are about the data and verdicts are about the service, so the two are kept apart: "
    "a return can be ready to send while a clause is not met, and a clause can be met while the "
    "data still needs fixing."
)

UNEXPLAINED_BREAK: Final = "The checker itself failed on this rule; the return is not at fault."
UNEXPLAINED_SKIP: Final = "No reason was recorded."


def number(value: int) -> str:
    """A whole number with commas: 12,345."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 cell", "12,345 cells"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share between 0 and 1 as a percentage with one decimal."""
    return f"{share * 100:.1f}%"
