"""One table's cells, column by column, to a typed frame and JSON Schema instances."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.layout.values import (
    Parsed,
    fits_month_first_only,
    is_blank,
    parser,
    unless_ambiguous,
)
from checker.model.specs import CodeList, Column, Table, ValueType

if TYPE_CHECKING:
    import polars as pl

_BLANK = Parsed(None, None, False)


@dataclass
class Filled:
    """What the columns of one table gave; `tidied` maps a field to the rows tidied in it."""

    values: dict[str, list[object]] = field(default_factory=dict)
    instances: list[dict[str, Any]] = field(default_factory=list)
    tidied: dict[str, list[int]] = field(default_factory=dict)


def fill(
    table: Table,
    cells: Mapping[str, Sequence[object]],
    count: int,
    lists: Mapping[str, CodeList],
    epoch_1904: bool,
) -> Filled:
    """Parse each found column; `cells` maps a field to its raw values, `count` of them each."""
    filled = Filled(instances=[{} for _ in range(count)])
    for column in table.columns:
        if column.name in cells:
            raw = cells[column.name]
            parse = parser(column, lists.get(column.code_list), epoch_1904)
            if column.type == "date" and any(map(fits_month_first_only, raw)):
                parse = unless_ambiguous(parse)
            _fill_column(filled, column.name, raw, parse)
    return filled


def _fill_column(
    filled: Filled, name: str, raw: Sequence[object], parse: Callable[[object], Parsed]
) -> None:
    # Codes, dates and flags repeat down a column: each distinct value is parsed once.
    seen: dict[tuple[type, object], Parsed] = {}
    values: list[object] = []
    for row, value in enumerate(raw):
        if value is None:
            values.append(None)
            continue
        key = (value.__class__, value)
        parsed = seen.get(key)
        if parsed is None:
            parsed = seen[key] = _BLANK if is_blank(value) else parse(value)
        values.append(parsed.value)
        if parsed.instance is not None:
            filled.instances[row][name] = parsed.instance
        if parsed.tidied:
            filled.tidied.setdefault(name, []).append(row)
    filled.values[name] = values


def frame(table: Table, filled: Filled, count: int) -> pl.DataFrame:
    """The typed frame: `_row` and every column of the table, null where absent or unreadable."""
    import polars as pl

    columns = {"_row": pl.Series("_row", range(count), dtype=pl.Int64)}
    for column in table.columns:
        values = filled.values.get(column.name, [None] * count)
        columns[column.name] = pl.Series(column.name, values, dtype=dtype(column))
    return pl.DataFrame(columns)


def dtype(column: Column) -> pl.DataType | type[pl.DataType]:
    """The Polars type of a column; codes, keys and lists are text."""
    import polars as pl

    types: dict[ValueType, type[pl.DataType]] = {
        "date": pl.Date,
        "integer": pl.Int64,
        "number": pl.Float64,
    }
    return types.get(column.type, pl.String)
