"""Everything that was read only after tidying, written as it was read."""

from __future__ import annotations

from collections.abc import Iterator

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, Place, place
from checker.language import say
from checker.layout import origin_of
from checker.layout.cells import Parser
from checker.layout.grid import at
from checker.layout.parsers import parser
from checker.layout.tables import Event, TableData
from checker.layout.tidying import SAFE
from checker.layout.values import is_blank
from checker.read import Sheet


def tidy(scene: Scene) -> Iterator[Candidate]:
    """One for the whole return: the same command does it all."""
    events = [e for e in scene.around.tables.events if e.rule == "tidied-value"]
    events = [e for e in events if SAFE.issuperset(e.kinds)]
    if len(events) < 2:
        return
    sheets = {sheet.name: sheet for sheet in scene.workbook.sheets}
    cells: dict[str, dict[Place, object]] = {}
    for event in events:
        data = scene.data(event.table)
        found = _tidied(scene, sheets[data.sheet], data, event)
        cells.setdefault(data.sheet, {}).update(found)
    number = sum(len(found) for found in cells.values())
    first = events[0]
    said = say("advice.fix-tidy", n=number)
    yield Candidate("tidy", said, first.sheet, first.cell, Change(cells=cells), len(events), True)


def _tidied(scene: Scene, sheet: Sheet, data: TableData, event: Event) -> dict[Place, object]:
    """The cells of a column that take tidying, as they were read."""
    column = scene.around.column(event.table, event.field)
    if column is None:
        return {}
    codes = scene.around.tables.spec.code_lists.get(column.code_list)
    parse = parser(column, codes, origin_of(scene.workbook))
    unread = data.unread.get(event.field, ())
    written: dict[Place, object] = {}
    for row in range(data.frame.height):
        spot = place(data.cell(row, event.field))
        value = at(sheet.rows, *spot)
        if row not in unread and not is_blank(value) and _takes_tidying(parse, value):
            written[spot] = _plain(parse(value).value)
    return written


def _takes_tidying(parse: Parser, value: object) -> bool:
    found = parse(value)
    return bool(found.tidied) and found.value is not None


def _plain(value: object) -> object:
    """A whole number without its decimals, as a person would type it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
