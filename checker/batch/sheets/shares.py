"""Shares as a table shows them, and the columns that every table of returns starts with."""

from __future__ import annotations

from typing import Final

from checker.model.sheets import LOW, NOT_APPLICABLE, Cell, Heading

WHOSE: Final = (
    Heading("Return", width=22),
    Heading("Provider", width=36),
    Heading("Period", width=25),
)
NEWEST: Final = "Of each provider and period the newest submission counts."
_ROUNDED: Final = 0.0005  # a share is shown as a percentage with one decimal


def share(part: int, whole: int) -> Cell:
    """The share, from 0 to 1; in shorthand where there is none, or it would round to zero."""
    if not whole:
        return NOT_APPLICABLE
    value = part / whole
    return LOW if 0 < value < _ROUNDED else value
