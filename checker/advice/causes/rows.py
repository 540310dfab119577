"""Rows that are no records: totals in the midst of a sheet, and rows pasted in twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, may_lose_rows
from checker.language import say
from checker.layout.grid import TOTAL_WORDS
from checker.layout.tables import TableData
from checker.layout.values import column_number, is_blank, normal
from checker.read import Sheet


def rows(scene: Scene) -> Iterator[Candidate]:
    """The rows of each sheet that could go."""
    sheets = {sheet.name: sheet for sheet in scene.workbook.sheets}
    at_fault = Counter((fault.table, fault.row) for fault in scene.faults)
    at_fault.update((failure.table, failure.row) for failure in scene.failures)
    twice = {(f.table, f.row) for f in scene.failures if f.rule == "duplicate-key"}
    for name, data in scene.around.tables.tables.items():
        mine = sorted(row for table, row in at_fault if table == name)
        if not mine or data.cells or not may_lose_rows(scene.workbook, data.sheet):
            continue
        sheet = sheets[data.sheet]
        related = {row: at_fault[name, row] for row in mine}
        totals = [row for row in mine if _is_total(sheet, data, row)]
        copies = _copies(sheet, data, [row for row in mine if (name, row) in twice])
        for found, key in ((totals, "fix-totals"), (copies, "fix-copies")):
            if found:
                yield _candidate(data, found, key, sum(related[row] for row in found))


def _held(sheet: Sheet, data: TableData, row: int) -> list[object]:
    cells = sheet.rows[data.sheet_rows[row] - 1]
    columns = sorted(column_number(letters) for letters in data.columns.values())
    return [cells[column] if column < len(cells) else None for column in columns]


def _is_total(sheet: Sheet, data: TableData, row: int) -> bool:
    filled = [value for value in _held(sheet, data, row) if not is_blank(value)]
    return bool(filled) and isinstance(filled[0], str) and normal(filled[0]) in TOTAL_WORDS


def _copies(sheet: Sheet, data: TableData, numbers: Sequence[int]) -> list[int]:
    """The rows that say cell by cell what a row above them says."""
    seen: set[str] = set()
    copies = []
    for row in numbers:
        text = repr(_held(sheet, data, row))
        if text in seen:
            copies.append(row)
        seen.add(text)
    return copies


def _candidate(data: TableData, found: Sequence[int], key: str, related: int) -> Candidate:
    numbers = [data.sheet_rows[row] for row in found]
    change = Change(rows={data.sheet: frozenset(number - 1 for number in numbers)})
    said = say(f"advice.{key}", n=len(numbers), sheet=data.sheet, row=numbers[0])
    return Candidate("rows", said, data.sheet, f"A{numbers[0]}", change, related)
