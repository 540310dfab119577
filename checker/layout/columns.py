"""One table's cells, column by column, to a typed frame and JSON Schema instances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.layout.cells import ORDINARY, Origin, Parsed, Parser
from checker.layout.dates import order, unless_ambiguous
from checker.layout.instances import Instances, Written
from checker.layout.parsers import parser
from checker.layout.settled import Settle, nothing_settled, settling
from checker.layout.tidying import Kinds
from checker.layout.values import is_blank
from checker.model.specs import CodeList, Column, Table, ValueType

if TYPE_CHECKING:
    import polars as pl

_BLANK = Parsed(None, None)
# Of these types equal values may be read in two ways: 1 is a number, and True is none.
_EQUAL = frozenset((bool, int, float))


@dataclass
class Filled:
    """What the columns of one table gave.

    `tidied` maps a field to the rows tidied in it and the kinds of tidying, `lost` to the rows
    whose cell could not be read and the rule that says why. `orders` holds, of each column of days
    that were left unread for their order, how many cells show which order.
    """

    values: dict[str, list[object]] = field(default_factory=dict)
    instances: Instances = field(default_factory=lambda: Instances(0))
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
    filled = Filled(instances=Instances(count))
    found = [column for column in table.columns if column.name in cells]
    filled.orders = _doubtful({c.name: cells[c.name] for c in found if c.type == "date"})
    for column in found:
        codes = lists.get(column.code_list)
        parse = parser(column, codes, origin)
        if column.name in filled.orders:
            parse = unless_ambiguous(parse)
        _fill_column(filled, column.name, cells[column.name], parse, settling(column, codes))
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


def orders_of(raw: Sequence[object]) -> Counter[str]:
    """How many cells of a column of days show which order, in the words of `dates.order`."""
    found: Counter[str] = Counter()
    if str in set(map(type, raw)):
        texts = Counter(value for value in raw if isinstance(value, str))
        for text, count in texts.items():
            found[order(text)] += count
    return found


def _fill_column(
    filled: Filled, name: str, raw: Sequence[object], parse: Parser, settle: Settle
) -> None:
    # Codes, dates and flags repeat down a column: each distinct value is read once, and most of
    # them stand as they should, so that the whole column is read without a look at each cell.
    keys, distinct, plain = _keys(raw)
    blank = None in distinct
    distinct.pop(None, None)
    values, written = settle(distinct) if plain else nothing_settled(distinct)
    tidied: dict[object, Kinds] = {}
    lost: dict[object, str] = {}
    rest: Iterable[Any] = ()
    if len(values) < len(distinct):
        rest = [key for key in distinct if key not in values]
        values, written = values.copy(), written.copy()
    for key in rest:
        value = key if plain else key[1]
        read = _BLANK if is_blank(value) else parse(value)
        values[key] = read.value
        if read.instance is not None:
            written[key] = read.instance
        if read.tidied:
            tidied[key] = read.tidied
        elif read.lost:
            lost[key] = read.lost
    filled.values[name] = list(map(values.get, keys)) if values else [None] * len(keys)
    filled.instances.written[name] = Written(
        keys, written, not blank and len(written) == len(distinct)
    )
    if tidied:
        filled.tidied[name] = {row: tidied[key] for row, key in enumerate(keys) if key in tidied}
    if lost:
        filled.lost[name] = {row: lost[key] for row, key in enumerate(keys) if key in lost}


def _keys(raw: Sequence[Any]) -> tuple[Sequence[Any], dict[Any, None], bool]:
    """What to know the cells of a column by, each of these once, and whether they are the values.

    Where equal values of two types meet, each goes by its type and its value.
    """
    distinct = dict.fromkeys(raw)
    if not _EQUAL.isdisjoint(map(type, distinct)) and len(_EQUAL.intersection(map(type, raw))) > 1:
        keys = [None if value is None else (value.__class__, value) for value in raw]
        return keys, dict.fromkeys(keys), False
    return raw, distinct, True


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
