"""One table's cells, column by column, to a typed frame and JSON Schema instances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.layout.cells import ORDINARY, Origin, Parsed, Parser
from checker.layout.dates import order, unless_ambiguous
from checker.layout.parsers import parser
from checker.layout.tidying import Kinds
from checker.layout.values import is_blank
from checker.model.specs import CodeList, Column, Table, ValueType

if TYPE_CHECKING:
    import polars as pl

_BLANK = Parsed(None, None)


@dataclass
class Filled:
    """What the columns of one table gave.

    `tidied` maps a field to the rows tidied in it and the kinds of tidying, `lost` to the rows
    whose cell could not be read and the rule that says why. `orders` holds, of each column of days
    that were left unread for their order, how many cells show which order.
    """

    values: dict[str, list[object]] = field(default_factory=dict)
    instances: list[dict[str, Any]] = field(default_factory=list)
    tidied: dict[str, dict[int, Kinds]] = field(default_factory=dict)
    lost: dict[str, dict[int, str]] = field(default_factory=dict)
    orders: dict[str, Counter[str]] = field(default_factory=dict)

    def with_lost(self, unread: Mapping[str, set[int]]) -> dict[str, set[int]]:
        """Cells that the workbook could not give, with those that no parser could believe."""
        both = {name: set(rows) for name, rows in unread.items()}
        for name, rows in self.lost.items():
            both.setdefault(name, set()).update(rows)
        return both


def fill(
    table: Table,
    cells: Mapping[str, Sequence[object]],
    count: int,
    lists: Mapping[str, CodeList],
    origin: Origin = ORDINARY,
) -> Filled:
    """Parse each found column; `cells` maps a field to its raw values, `count` of them each."""
    filled = Filled(instances=[{} for _ in range(count)])
    found = [column for column in table.columns if column.name in cells]
    filled.orders = _doubtful({c.name: cells[c.name] for c in found if c.type == "date"})
    for column in found:
        parse = parser(column, lists.get(column.code_list), origin)
        if column.name in filled.orders:
            parse = unless_ambiguous(parse)
        _fill_column(filled, column.name, cells[column.name], parse)
    return filled


def _doubtful(days: Mapping[str, Sequence[object]]) -> dict[str, Counter[str]]:
    """The columns of days that cannot be read day first, with how many cells show which order.

    Once a column proves months first, so are those beside it that prove nothing themselves: they
    come from the same hand.
    """
    orders = {name: orders_of(raw) for name, raw in days.items()}
    if not any(found["month"] for found in orders.values()):
        return {}
    return {
        name: found
        for name, found in orders.items()
        if found["month"] or (found["either"] and not found["day"])
    }


def orders_of(raw: Iterable[object]) -> Counter[str]:
    """How many cells of a column of days show which order, in the words of `dates.order`."""
    texts = Counter(value for value in raw if isinstance(value, str))
    found: Counter[str] = Counter()
    for text, count in texts.items():
        found[order(text)] += count
    return found


def _fill_column(filled: Filled, name: str, raw: Sequence[object], parse: Parser) -> None:
    # Codes, dates and flags repeat down a column: each distinct value is parsed once. Equal values
    # of two types, such as 1 and True, are two; texts, the most of them, need no type beside them.
    seen: dict[object, Parsed] = {}
    values: list[object] = []
    instances = filled.instances
    for row, raw_value in enumerate(raw):
        if raw_value is None:
            values.append(None)
            continue
        key = raw_value if raw_value.__class__ is str else (raw_value.__class__, raw_value)
        parsed = seen.get(key)
        if parsed is None:
            parsed = seen[key] = _BLANK if is_blank(raw_value) else parse(raw_value)
        value, instance, tidied, lost = parsed
        values.append(value)
        if instance is not None:
            instances[row][name] = instance
        if tidied:
            filled.tidied.setdefault(name, {})[row] = tidied
        elif lost:
            filled.lost.setdefault(name, {})[row] = lost
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
