"""Counts of one return, and marks by which its records are known again."""

from __future__ import annotations

from checker.figures.cases import case_counts
from checker.figures.known import known
from checker.figures.marks import marks
from checker.figures.programmes import programmes
from checker.figures.totals import totals
from checker.layout.tables import ReturnTables, SetAside
from checker.model.figures import Figures

__all__ = ["figures", "marks"]


def figures(tables: ReturnTables, unusable: SetAside) -> Figures:
    """What the return adds up to; `unusable` are the cells of which nothing may be told."""
    cases = case_counts(tables, unusable)
    return Figures(
        programmes=programmes(tables, unusable),
        counts=cases.counts,
        referrers=cases.referrers,
        totals=totals(tables, unusable),
        known=known(tables, unusable),
        left_out=cases.left_out,
    )
