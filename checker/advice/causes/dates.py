"""A sheet whose dates were written month first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, Place, place
from checker.advice.practice import listed
from checker.language import say
from checker.layout.dates import MONTH_FIRST, order, read_month_first
from checker.layout.grid import at
from checker.layout.tables import TableData
from checker.read import Sheet


def dates(scene: Scene) -> Iterator[Candidate]:
    """One for each sheet: columns beside each other come from the same hand."""
    fields: dict[str, list[str]] = {}
    for event in scene.around.tables.events:
        if event.rule == MONTH_FIRST:
            fields.setdefault(event.table, []).append(event.field)
    sheets = {sheet.name: sheet for sheet in scene.workbook.sheets}
    for table, names in fields.items():
        data = scene.data(table)
        cells = _turned(data, sheets[data.sheet], names)
        if cells:
            yield _candidate(scene, data, names, cells)


def _turned(data: TableData, sheet: Sheet, names: list[str]) -> Mapping[Place, object]:
    """The days of these columns as they are month first, but for those that are day first only."""
    turned: dict[Place, object] = {}
    for name in names:
        for row in range(data.frame.height):
            spot = place(data.cell(row, name))
            value = at(sheet.rows, *spot)
            text = value if isinstance(value, str) and order(value) != "day" else ""
            day = read_month_first(text)
            if day is not None:
                turned[spot] = day
    return turned


def _candidate(
    scene: Scene, data: TableData, names: list[str], cells: Mapping[Place, object]
) -> Candidate:
    first = data.cell(min(data.unread[names[0]]), names[0])
    headings = listed(scene.heading(data.table.name, name) for name in names)
    key = {"place": f"{data.sheet} {first}", "headings": headings, "sheet": data.sheet}
    said = say("advice.fix-dates", n=len(cells), **key)
    return Candidate(
        "dates", said, data.sheet, first, Change(cells={data.sheet: cells}), len(cells)
    )
