"""Headings and sheets that were not found, beside those that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checker.advice.likeness import alike, clearly_best
from checker.layout.grid import HEADING_SEARCH_ROWS, at, find_headings, find_labels, heading_index
from checker.layout.grid import reference as place_of
from checker.layout.parsers import parser
from checker.layout.tables import ReturnTables, TableData
from checker.layout.values import column_number, folded, is_blank, row_number
from checker.model.specs import CodeList, Column
from checker.read import Sheet, Workbook

# Cells below an unknown heading that are held against what a column says.
_LOOKED_AT = 30
# A sheet holds a table where it has so many of its headings, and this share of them.
_FEWEST, _SHARE = 3, 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands where something is missing: (table, field) to a cell, a table to a sheet."""

    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)


def shape_of(workbook: Workbook, tables: ReturnTables) -> Shape:
    """Each missing heading and sheet that one unknown heading or sheet may stand for."""
    rules = {event.rule for event in tables.events}
    headings: dict[tuple[str, str], str] = {}
    if rules & {"missing-column", "missing-optional-column"}:
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        for data in tables.tables.values():
            if data.sheet in sheets:
                headings |= _headings(sheets[data.sheet], data, tables)
    found = _sheets(workbook, tables) if "missing-sheet" in rules else {}
    return Shape(headings, found)


def _headings(sheet: Sheet, data: TableData, tables: ReturnTables) -> Mapping[tuple[str, str], str]:
    place = next(p for p in tables.layout.sheets if p.table == data.table.name)
    missing = [
        c for c in data.table.columns if c.name in place.columns and c.name not in data.present
    ]
    if not missing:
        return {}
    unknown = list(_labels(sheet, data)) if data.cells else _unknown(data, tables)
    scores = {
        (cell, column.name): _score(sheet, cell, column, data, tables)
        for cell in unknown
        for column in missing
    }
    return {(data.table.name, name): cell for cell, name in _mutual(scores).items()}


def _mutual(scores: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
    """The pairs of which each side is clearly the nearest of the other."""
    firsts, seconds = ({pair[side]: None for pair in scores} for side in (0, 1))
    ahead = {a: clearly_best((b, scores[a, b]) for b in seconds) for a in firsts}
    back = {b: clearly_best((a, scores[a, b]) for a in firsts) for b in seconds}
    return {a: b for a, b in ahead.items() if b and back[b] == a}


def _unknown(data: TableData, tables: ReturnTables) -> list[str]:
    name = data.table.name
    return [e.cell for e in tables.events if e.rule == "unknown-column" and e.table == name]


def _labels(sheet: Sheet, data: TableData) -> Iterator[str]:
    """The first text of each row of a record's sheet that labels nothing known."""
    known = {row_number(cell) for cell in data.cells.values()}
    for number, row in enumerate(sheet.rows[:200]):
        column = next((n for n, value in enumerate(row) if not is_blank(value)), -1)
        if column >= 0 and number + 1 not in known and isinstance(row[column], str):
            yield place_of(number, column)


def _score(sheet: Sheet, cell: str, column: Column, data: TableData, tables: ReturnTables) -> float:
    """How well an unknown heading, and what stands with it, fits a missing column."""
    row, position = row_number(cell) - 1, column_number(cell)
    text = at(sheet.rows, row, position)
    if not isinstance(text, str):
        return 0.0
    names = (column.heading, column.name.replace("_", " "), *column.aliases)
    score = max(alike(_plain(text), _plain(name)) for name in names)
    if score < 0.4:
        return score
    numbers = [r - 1 for r in data.sheet_rows[:_LOOKED_AT]]
    held = (
        [at(sheet.rows, row, position + 1)]
        if data.cells
        else [at(sheet.rows, number, position) for number in numbers]
    )
    codes = tables.spec.code_lists.get(column.code_list)
    return score + _fit([value for value in held if not is_blank(value)], column, codes)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())


def _fit(held: Sequence[object], column: Column, codes: CodeList | None) -> float:
    """What the cells add to a likeness: more where they are what the column says, less if not."""
    if not held or column.type == "text":
        return 0.0
    parse = parser(column, codes)
    share = sum(parse(value).value is not None for value in held) / len(held)
    certain = 0.2 if column.type in ("code", "date") else 0.05
    return certain if share > 0.8 else -0.3 if share < 0.2 else 0.0


def _sheets(workbook: Workbook, tables: ReturnTables) -> Mapping[str, str]:
    unknown = {event.sheet for event in tables.events if event.rule == "unknown-sheet"}
    missing = [place for place in tables.layout.sheets if not tables.tables[place.table].sheet]
    strangers = [sheet for sheet in workbook.sheets if sheet.name in unknown]
    scores: dict[tuple[str, str], float] = {}
    for sheet in strangers:
        for place in missing:
            names = (place.sheet, place.table, *place.aliases)
            likeness = max(alike(_plain(sheet.name), _plain(name)) for name in names)
            share = _share(sheet, place.table, place.columns, tables)
            scores[sheet.name, place.table] = max(likeness * 0.9, share) if share else 0.0
    return {table: name for name, table in _mutual(scores).items()}


def _share(sheet: Sheet, table: str, names: Sequence[str], tables: ReturnTables) -> float:
    """The share of a table's headings that a sheet has; 0 where they are too few to tell."""
    index = heading_index(tables.spec.tables[table], names)
    if tables.spec.tables[table].shape == "record":
        count = len(find_labels(sheet.rows[:200], index))
    else:
        found = find_headings(sheet.rows[:HEADING_SEARCH_ROWS], index)
        count = len(found.columns) if found else 0
    enough = count >= min(_FEWEST, len(names)) and count >= _SHARE * len(names)
    return count / len(names) if enough else 0.0
