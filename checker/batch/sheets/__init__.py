"""pack.xlsx and pack.ods: the batch as a workbook of tables, fit to be passed on to partners."""

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

__all__ = ["FILES", "pack_book", "write_sheets"]

# The same workbook twice: programs that are free to use read the second without any loss.
FILES: Final = ("pack.xlsx", "pack.ods")


def write_sheets(
    entries: Iterable[Entry], out: Path, together: Together, told: Told = frozenset()
) -> tuple[Path, ...]:
    """Write pack.xlsx and pack.ods into `out`; gives their paths. Entries are gone through once.

    `told` are the totals that foi.csv tells, as (name of the entry, measure).
    """
    book = pack_book(entries, together, told)
    return tuple(write_tables(book, out / file) for file in FILES)


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
