"""Finding a table on a sheet: its heading row, its columns, its rows, its labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.layout.values import all_blank, is_blank, letters, normal
from checker.model.specs import Table

HEADING_SEARCH_ROWS = 40
TOTAL_WORDS = frozenset({"total", "totals", "grandtotal", "overalltotal", "sum", "subtotal"})
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Headings:
    """`row` is 0-based; `columns` maps fields to 0-based columns."""

    row: int
    columns: Mapping[str, int]
    unknown: tuple[int, ...]
    repeated: tuple[tuple[str, int], ...]


def heading_index(table: Table, names: Sequence[str]) -> dict[str, str]:
    """Normalised headings, aliases and field names to the fields in `names`."""
    wanted = [column for column in table.columns if column.name in names]
    index: dict[str, str] = {}
    for column in wanted:
        for alias in column.aliases:
            index.setdefault(normal(alias), column.name)
    for column in wanted:
        index[normal(column.name)] = column.name
        index[normal(column.heading)] = column.name
    return index


def find_headings(rows: Rows, index: Mapping[str, str]) -> Headings | None:
    """The row that holds most of the known headings; None where no row holds two (or the one)."""
    best, best_score = -1, min(2, len(set(index.values()))) - 1
    for number, row in enumerate(rows[:HEADING_SEARCH_ROWS]):
        score = len({index[normal(v)] for v in row if isinstance(v, str) and normal(v) in index})
        if score > best_score:
            best, best_score = number, score
    return None if best < 0 else _headings(rows, best, index)


def _headings(rows: Rows, number: int, index: Mapping[str, str]) -> Headings:
    columns: dict[str, int] = {}
    unknown, repeated = [], []
    for position, value in enumerate(rows[number]):
        if is_blank(value):
            continue
        name = index.get(normal(value))
        if name is None:
            unknown.append(position)
        elif name in columns:
            repeated.append((name, position))
        else:
            columns[name] = position
    return Headings(number, columns, tuple(unknown), tuple(repeated))


def data_rows(
    rows: Rows, headings: Headings, unread_rows: frozenset[int]
) -> tuple[list[int], list[int], int]:
    """0-based rows that hold data, rows that hold totals, and blank rows between data rows.

    A row counts as data when any known column holds something, or could not be read.
    """
    known = sorted(headings.columns.values())
    filled = [
        number
        for number in range(headings.row + 1, len(rows))
        if number in unread_rows or not all_blank(_pick(rows[number], known))
    ]
    totals = [number for number in filled[-3:] if _is_total(rows[number], known)]
    data = [number for number in filled if number not in totals]
    last = data[-1] if data else -1
    gaps = (last - data[0] + 1 - sum(number <= last for number in filled)) if data else 0
    return data, totals, gaps


def stray_cell(rows: Rows, headings: Headings) -> tuple[int, int] | None:
    """The first filled cell below the headings that stands under none, or None."""
    under = {*headings.columns.values(), *headings.unknown, *(c for _, c in headings.repeated)}
    for number in range(headings.row + 1, len(rows)):
        for position, value in enumerate(rows[number]):
            if value is not None and position not in under and not is_blank(value):
                return number, position
    return None


def _pick(row: Sequence[object], columns: Sequence[int]) -> list[object]:
    return [row[c] for c in columns if c < len(row)]


def _is_total(row: Sequence[object], columns: Sequence[int]) -> bool:
    filled = [value for value in _pick(row, columns) if not is_blank(value)]
    if not filled or not isinstance(filled[0], str):
        return False
    # "Total cases: 40" alone on its row is a total as well.
    first = normal(filled[0].split()[0]) if len(filled) == 1 else normal(filled[0])
    return first in TOTAL_WORDS


def find_labels(rows: Rows, index: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """A record sheet: field to the 0-based (row, column) of the cell right of its label."""
    found: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            name = index.get(normal(value)) if isinstance(value, str) else None
            if name is not None:
                found.setdefault(name, (number, position + 1))
                break
    return found


def at(rows: Rows, row: int, column: int) -> object:
    """The value at a 0-based place, None beyond the sheet's filled area."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def reference(row: int, column: int) -> str:
    """The reference of a 0-based place: (0, 0) is "A1"."""
    return f"{letters(column)}{row + 1}"
