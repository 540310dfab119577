"""One wrong entry down a whole column: an old code, or a spelling of the exporting system."""

from __future__ import annotations

from collections.abc import Iterator

from checker.advice.causes.scene import Candidate, Scene
from checker.advice.changes import Change, place
from checker.advice.codes import mended
from checker.language import say
from checker.layout.codes import entry_words

# So many different wrong entries of a column are looked at.
_MOST_VALUES = 200


def codes(scene: Scene) -> Iterator[Candidate]:
    """Each wrong entry that several cells of a column hold, with the code it clearly stands for."""
    for (table, field), values in _wrong(scene).items():
        for rows in list(values.values())[:_MOST_VALUES]:
            if len(rows) > 1:
                yield from _candidate(scene, table, field, rows)


def _wrong(scene: Scene) -> dict[tuple[str, str], dict[str, list[int]]]:
    """The rows of each wrong entry, by column and by what the entry is."""
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    for fault in scene.faults:
        if fault.keyword == "list":
            value = scene.data(fault.table).instances[fault.row][fault.field]
            rows = found.setdefault((fault.table, fault.field), {})
            rows.setdefault(repr(value), []).append(fault.row)
    return found


def _candidate(scene: Scene, table: str, field: str, rows: list[int]) -> Iterator[Candidate]:
    data, column = scene.data(table), scene.around.column(table, field)
    lists = scene.around.tables.spec.code_lists
    value = data.instances[rows[0]][field]
    entries = value if isinstance(value, list) else [value]
    if column is None or not all(isinstance(entry, str) for entry in entries):
        return
    meant = mended(lists[column.code_list], entries)
    if meant is None:
        return
    written = "; ".join(code.code for code in meant)
    cells = [data.cell(row, field) for row in rows]
    said = say(
        "advice.fix-codes",
        n=len(cells),
        place=f"{data.sheet} {cells[0]}",
        heading=column.heading,
        entry="; ".join(entry_words(code) for code in meant),
    )
    change = Change(cells={data.sheet: {place(cell): written for cell in cells}})
    yield Candidate("codes", said, data.sheet, cells[0], change, len(cells))
