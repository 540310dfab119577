"""Headings and sheets that were renamed: to give the name back may clear a whole sheet."""

from __future__ import annotations

from collections.abc import Iterator

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, place
from checker.language import say


def headings(scene: Scene) -> Iterator[Candidate]:
    """Each unknown heading that clearly stands for a missing one."""
    for (table, field), cell in scene.shape.headings.items():
        data, heading = scene.data(table), scene.heading(table, field)
        change = Change(cells={data.sheet: {place(cell): heading}})
        said = say("advice.fix-heading", place=f"{data.sheet} {cell}", heading=heading)
        related = data.frame.height + 1
        yield Candidate("heading", said, data.sheet, cell, change, related)


def sheets(scene: Scene) -> Iterator[Candidate]:
    """Each unknown sheet that clearly is a missing one."""
    rows = {sheet.name: len(sheet.rows) for sheet in scene.workbook.sheets}
    layout = scene.around.tables.layout
    for table, stranger in scene.shape.sheets.items():
        name = next(p.sheet for p in layout.sheets if p.table == table)
        said = say("advice.fix-sheet", stranger=stranger, sheet=name)
        change = Change(names={stranger: name})
        yield Candidate("sheet", said, stranger, "", change, rows[stranger] + 1)
