"""The words readers meet, in one place, so that every report says the same thing the same way.

They are asked for when they are needed, since each run has its own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from checker.language import say, spoken
from checker.model.specs import TIERS as TIERS

VERDICTS: Final = ("met", "not met", "cannot tell", "for an assessor", "not applicable")
_SHEET_STATES: Final = {"visible": "shown", "hidden": "hidden", "veryHidden": "very-hidden"}


def tier_word(tier: str) -> str:
    """The name of a tier, as a label."""
    return _tiers(spoken())[tier]


def tier_meaning(tier: str) -> str:
    """What a tier means for whoever has to act, in a sentence or two."""
    return say(f"words.tier-{tier.lower()}-means")


def verdict_word(verdict: str) -> str:
    """The name of a verdict, as a label."""
    return _verdicts(spoken())[verdict]


# A table of findings asks for these on each of its rows.
@cache
def _tiers(language: str) -> Mapping[str, str]:
    return {tier: say(f"words.tier-{tier.lower()}") for tier in TIERS}


@cache
def _verdicts(language: str) -> Mapping[str, str]:
    return {word: say(f"words.verdict-{word.replace(' ', '-')}") for word in VERDICTS}


def sheet_state(state: str) -> str:
    """Whether a sheet is shown; a state that is not known stands as the file names it."""
    name = _SHEET_STATES.get(state)
    return say(f"words.sheet-{name}") if name else state


def status_word(status: str) -> str:
    """What must stand wherever a draft or withdrawn standard is shown; nothing for others."""
    return say(f"words.standard-{status}") if status in ("draft", "withdrawn") else ""


def two_axes() -> str:
    """Why findings and verdicts are kept apart."""
    return say("words.two-axes")


def number(value: int) -> str:
    """A whole number with commas: 12,345."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """A number with its English noun: "1 cell", "12,345 cells"; for what is in English only."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share between 0 and 1 as a percentage with one decimal."""
    return f"{share * 100:.1f}%"
