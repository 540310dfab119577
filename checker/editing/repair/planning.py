"""All that a repair changes in one workbook, and all that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.editing.draft import Draft
from checker.editing.repair.cells import CellFacts, facts_of, rich_strings
from checker.editing.repair.changes import Change, Left, Plan
from checker.editing.repair.formats import formats_of
from checker.editing.repair.judging import Around, new_value, why_left
from checker.editing.repair.names import heading_changes, sheet_changes, spoken_in
from checker.editing.sheets import SheetPart, sheets_of
from checker.layout import ReturnTables
from checker.layout.tables import SetAside
from checker.layout.tidied import TidiedCell, date_orders, tidied_cells
from checker.layout.values import column_number, row_number
from checker.model.findings import Finding
from checker.read import Workbook

Guarded = Mapping[tuple[str, str], str]
_KEEPS = {"PRIVACY": "identifier", "ERROR": "at-fault"}


@dataclass(frozen=True, slots=True)
class Ground:
    """The return as it was read, and its file."""

    workbook: Workbook
    tables: ReturnTables
    draft: Draft
    guarded: Guarded


def guarded_cells(
    tables: ReturnTables, unusable: SetAside, findings: Iterable[Finding]
) -> dict[tuple[str, str], str]:
    """By sheet and cell, why it may not be touched: somebody has to look at it first."""
    found = {
        (data.sheet, data.cell(row, name)): "at-fault"
        for table, fields in unusable.items()
        for name, rows in fields.items()
        for row in rows
        if (data := tables.tables[table]).sheet
    }
    for finding in findings:
        if finding.tier in _KEEPS and finding.cell:
            place = (finding.sheet, finding.cell)
            if found.get(place) != "identifier":
                found[place] = _KEEPS[finding.tier]
    return found


def planned(ground: Ground) -> Plan:
    """What is changed and what is left, before anything is tried. Raises Uneditable."""
    sheets = sheets_of(ground.draft)
    spoken = spoken_in(ground.draft)
    done = [
        *sheet_changes(ground.workbook, ground.tables, spoken),
        *heading_changes(ground.workbook, ground.tables, ground.draft, sheets, spoken),
        *_cells(ground, sheets),
    ]
    places = {sheet.name: number for number, sheet in enumerate(ground.workbook.sheets)}
    done.sort(key=lambda one: (places[one.sheet], *_order(one.cell)))
    changes = [one for one in done if isinstance(one, Change)]
    left = [one for one in done if isinstance(one, Left)]
    return Plan(_guarded(changes, ground.guarded, left), tuple(left))


def _guarded(changes: list[Change], guarded: Guarded, left: list[Left]) -> tuple[Change, ...]:
    kept = []
    for change in changes:
        why = guarded.get((change.sheet, change.cell), "") if change.cell else ""
        if why:
            left.append(Left(change.sheet, change.cell, change.heading, why))
        else:
            kept.append(change)
    return tuple(kept)


def _order(cell: str) -> tuple[int, int]:
    return (row_number(cell), column_number(cell)) if cell else (0, 0)


def _cells(ground: Ground, sheets: tuple[SheetPart, ...]) -> Iterator[Change | Left]:
    tidied = list(tidied_cells(ground.workbook, ground.tables))
    places = {sheet.name: number for number, sheet in enumerate(ground.workbook.sheets)}
    around = Around(
        ground.guarded,
        date_orders(ground.workbook, ground.tables),
        dict(_facts(ground.draft, tidied, {n: sheets[p].part for n, p in places.items()})),
        _rich(ground.draft),
        formats_of(ground.draft),
    )
    for cell in tidied:
        why = why_left(cell, around)
        if why:
            yield Left(cell.sheet, cell.cell, cell.column.heading, why)
        else:
            yield Change(
                places[cell.sheet],
                cell.sheet,
                cell.cell,
                cell.column.heading,
                cell.kinds,
                cell.raw,
                new_value(cell),
            )


def _facts(
    draft: Draft, tidied: Iterable[TidiedCell], parts: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], CellFacts]]:
    by_sheet: dict[str, list[str]] = {}
    for cell in tidied:
        by_sheet.setdefault(cell.sheet, []).append(cell.cell)
    for sheet, cells in by_sheet.items():
        for name, facts in facts_of(draft.read(parts[sheet]), cells).items():
            yield (sheet, name), facts


def _rich(draft: Draft) -> frozenset[int]:
    links = draft.links_of(draft.main).values()
    name = next((link.target for link in links if link.kind == "sharedStrings"), "")
    if not name or not draft.has(name):
        return frozenset()
    return rich_strings(draft.parts.inflate(name), draft.limits)
