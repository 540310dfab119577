"""pack.xlsx: the batch as a workbook of tables, fit to be passed on to partners."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from checker.batch.restricted import smallest_shown
from checker.batch.sheets import figures, indicators, lists, mistakes, notes, returns, since
from checker.batch.sheets.gather import gather
from checker.batch.sheets.people import shown_findings
from checker.batch.sheets.withheld import Told, shown_figures
from checker.model.batch import Entry, Together
from checker.model.sheets import BookOfTables
from checker.render.workbook import write_tables

__all__ = ["FILE", "pack_book", "write_sheets"]

FILE: Final = "pack.xlsx"


def write_sheets(
    entries: Iterable[Entry], out: Path, together: Together, told: Told = frozenset()
) -> Path:
    """Write pack.xlsx into `out`; gives its path. The entries are gone through once.

    `told` are the totals that foi.csv tells, as (name of the entry, measure).
    """
    return write_tables(pack_book(entries, together, told), out / FILE)


def pack_book(
    entries: Iterable[Entry], together: Together, told: Told = frozenset()
) -> BookOfTables:
    """The tables of the pack with small numbers of people withheld."""
    smallest = smallest_shown(together.given)
    gathered = gather(entries)
    findings = shown_findings(gathered.returns, together, smallest)
    shown = shown_figures(gathered, smallest, told)
    return BookOfTables(
        title=notes.TITLE,
        cover=notes.cover(gathered, together, smallest),
        notes=notes.notes(smallest),
        sheets=(
            returns.returns_sheet(gathered, together),
            *returns.verdict_sheets(gathered, together),
            mistakes.mistakes_sheet(gathered, together, findings),
            mistakes.by_return_sheet(gathered, together, findings),
            indicators.indicators_sheet(gathered, together, smallest),
            figures.totals_sheet(gathered, together, shown),
            indicators.completeness_sheet(gathered, together, smallest),
            indicators.by_return_sheet(gathered, together, smallest),
            figures.programmes_sheet(gathered, together, shown),
            lists.awaited_sheet(together),
            lists.across_sheet(together),
            since.since_sheet(gathered, together, findings, smallest),
            since.changed_verdicts_sheet(gathered, together),
            since.changed_cases_sheet(gathered, together, smallest),
            mistakes.not_checked_sheet(gathered, together),
        ),
    )
