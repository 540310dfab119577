"""What a repair does to one place of a workbook, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from checker.layout.tidying import Kinds

HEADING: Final = "heading"
SHEET_NAME: Final = "sheet name"
"""Kinds beside those of `layout.tidying`: names spelled otherwise than the template does."""

Value = str | int | float | dt.date


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that is written anew, or one sheet that is renamed (`cell` is empty then).

    `place` is the number of the sheet in the workbook, from 0. `was` and `now` are content: they
    stand in the repaired copy, which is the provider's own, and in nothing else.
    """

    place: int
    sheet: str
    cell: str
    heading: str
    kinds: Kinds
    was: object = field(repr=False)
    now: Value = field(repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """One place that was read after tidying and stays as it is.

    `why` is the last part of a key "repair.left-…" of the catalogue.
    """

    sheet: str
    cell: str
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is changed and all that is left, each in the order of sheets, rows and columns."""

    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()


NOTHING: Final = Plan()


def kept_back(change: Change, why: str) -> Left:
    """The change as something that is not made after all."""
    return Left(change.sheet, change.cell, change.heading, why)
