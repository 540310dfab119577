"""How complete each required column is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.figures.cells import column
from checker.layout.tables import ReturnTables, SetAside, TableData
from checker.model.figures import Known
from checker.model.specs import CodeList, Column

# The labels of codes that stand for "nobody can say": their codes differ from list to list.
UNKNOWN_LABELS: Final = frozenset({"Not known", "Not stated", "Not answered", "Not collected"})


def known(tables: ReturnTables, unusable: SetAside) -> tuple[Known, ...]:
    """One for each required column of each table that has rows, in the order of the return."""
    return tuple(
        _known(tables, data, column, unusable.get(data.table.name, {}).get(column.name, set()))
        for data, column in _required(tables)
    )


def _required(tables: ReturnTables) -> Iterator[tuple[TableData, Column]]:
    for data in tables.tables.values():
        if data.frame.height:
            yield from ((data, column) for column in data.table.columns if column.required)


def _known(tables: ReturnTables, data: TableData, asked: Column, bad: set[int]) -> Known:
    blank = _blank(data, asked.name)
    unsure = _unsure(tables, data, asked) - bad
    counts = (data.frame.height, len(blank), len(unsure), len(bad - blank))
    return Known(data.table.name, asked.name, *counts)


def _blank(data: TableData, name: str) -> set[int]:
    """A text that is no code of its list is not blank, though no code was read from it."""
    if not data.frame[name].null_count():
        return set()
    empty = {row for row, filled in enumerate(data.instances) if name not in filled}
    return empty.difference(data.unread.get(name, ()))


def _unsure(tables: ReturnTables, data: TableData, asked: Column) -> set[int]:
    codes = unknown_codes(tables.spec.code_lists.get(asked.code_list))
    cells = column(tables, data.table.name, asked.name) if codes else ()
    return {row for row, cell in enumerate(cells) if cell in codes}


def unknown_codes(codes: CodeList | None) -> frozenset[str]:
    """The codes of a list that say the answer is not known, not stated or was not asked for."""
    found = codes.codes if codes else ()
    return frozenset(code.code for code in found if code.label in UNKNOWN_LABELS)
