"""Measures: derived columns of each table, from SQL in a connection that can reach nothing.

The SQL of a return specification sees its tables by name, `one_<table>` (one row per key, for
joins that must not multiply rows), `period` (one row: period_start, period_end, prepared_on,
ethnicity_scheme), `settings` (one row: dash_high, null where no profile sets it),
`calendar(day, working_day, nth)` where `nth` counts working days up to the day, and the macros
`days(a, b)` (b minus a) and `yn(condition)` ('Y', 'N' or null).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.layout.tables import ReturnTables, TableData
from checker.measures.calendar import calendar
from checker.measures.database import Query, ahead, connect, single_select
from checker.model.specs import ForeignKey, ReturnSpec, Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ahead", "measure", "measure_columns"]

_LONG_AGO = dt.date(2000, 1, 1)


def measure(
    tables: ReturnTables, every: bool = False, dash_high: int | None = None
) -> dict[str, pl.DataFrame]:
    """Every table's frame with its measures beside its columns, rows in the same order.

    `dash_high` is the DASH score from which a profile counts a case as high risk. A table without
    rows gets no measures unless `every` asks for them: planning a query costs more
    than running it. Raises PackError when a measure's SQL is at fault.
    """
    plain = {name: data.frame for name, data in tables.tables.items()}
    wanted = [name for name in tables.spec.measures if every or plain[name].height]
    derived = _derived(tables.spec, plain, _period(tables), wanted, dash_high)
    end = tables.value("return", "period_end")
    return {
        name: _with_measures(data, plain, derived.get(name), tables.spec, end)
        for name, data in tables.tables.items()
    }


def measure_columns(spec: ReturnSpec) -> dict[str, tuple[str, ...]]:
    """The names of every table's measures, generic ones included."""
    from checker.layout.tables import TableData
    from checker.model.specs import Layout

    empty = {name: TableData.empty(table) for name, table in spec.tables.items()}
    frames = measure(ReturnTables(spec, Layout("", "", "", "", ()), empty, ()), every=True)
    return {
        name: tuple(set(frames[name].columns) - set(empty[name].frame.columns)) for name in empty
    }


def _period(tables: ReturnTables) -> dict[str, Any]:
    names = ("period_start", "period_end", "prepared_on", "ethnicity_scheme")
    return {name: tables.value("return", name) for name in names}


def _derived(
    spec: ReturnSpec,
    frames: Mapping[str, pl.DataFrame],
    period: Mapping[str, Any],
    wanted: Sequence[str],
    dash_high: int | None,
) -> dict[str, pl.DataFrame]:
    import polars as pl

    schema = {
        "period_start": pl.Date,
        "period_end": pl.Date,
        "prepared_on": pl.Date,
        "ethnicity_scheme": pl.String,
    }
    extra = {
        "period": pl.DataFrame({name: [period[name]] for name in schema}, schema=schema),
        "settings": pl.DataFrame({"dash_high": [dash_high]}, schema={"dash_high": pl.Int32}),
        "calendar": calendar(frames.values()),
    }
    keys = {name: table.key for name, table in spec.tables.items()}
    selects = {
        name: [single_select(sql, f"measures/{name}.sql") for sql in spec.measures[name]]
        for name in wanted
    }
    asked = [sql for name in wanted for sql in spec.measures[name]]
    with connect({**frames, **extra}, keys, asked) as run:
        return {name: _all(name, run, selects[name], frames[name]) for name in wanted}


def _all(name: str, run: Query, selects: Sequence[Any], frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of every SELECT for one table; a later edition's replace those of its name."""
    results = [_one(name, run, select, frame) for select in selects]
    whole = results[0]
    for more in results[1:]:
        again = [column for column in more.columns if column in whole.columns and column != "_row"]
        whole = whole.drop(again).join(more, on="_row", how="left")
    return whole


def _one(name: str, run: Query, select: Any, frame: pl.DataFrame) -> pl.DataFrame:
    result = run(select, f"measures/{name}.sql")
    rows = result["_row"].to_list() if "_row" in result.columns else []
    if len(rows) != frame.height or set(rows) != set(frame["_row"].to_list()):
        raise PackError(f"measures/{name}.sql must give exactly one row for each row of {name}.")
    return result


def _with_measures(
    data: TableData,
    frames: Mapping[str, pl.DataFrame],
    derived: pl.DataFrame | None,
    spec: ReturnSpec,
    period_end: dt.date | None,
) -> pl.DataFrame:
    frame = data.frame.with_columns(
        *_date_columns(data.table, period_end),
        *(_found(key, frames[key.parent]) for key in _keys_of(spec, data.table.name)),
    )
    if derived is None:
        return frame
    clash = set(derived.columns) & set(frame.columns) - {"_row"}
    if clash:
        raise PackError(f"measures/{data.table.name}.sql gives columns twice: {sorted(clash)}.")
    if derived["_row"].equals(frame["_row"]):
        return frame.hstack(derived.drop("_row").get_columns())
    return frame.join(derived, on="_row", how="left", maintain_order="left")


def _keys_of(spec: ReturnSpec, table: str) -> list[ForeignKey]:
    return [key for key in spec.foreign_keys if key.table == table]


def _date_columns(table: Table, period_end: dt.date | None) -> list[pl.Expr]:
    import polars as pl

    end = pl.lit(period_end, dtype=pl.Date)
    found = []
    for column in table.columns:
        if column.type == "date":
            day = pl.col(column.name)
            if not column.may_follow_period:
                past = (day - end).dt.total_days()
                found.append(past.alias(f"{column.name}_days_past_period"))
            before = (pl.lit(_LONG_AGO) - day).dt.total_days()
            found.append(before.alias(f"{column.name}_days_before_2000"))
    return found


def _found(key: ForeignKey, parent: pl.DataFrame) -> pl.Expr:
    import polars as pl

    known = parent[key.parent_column].drop_nulls().unique().to_list()
    value = pl.col(key.column)
    found = pl.when(value.is_in(known)).then(pl.lit("Y")).otherwise(pl.lit("N"))
    return pl.when(value.is_not_null()).then(found).alias(f"{key.column}_found")
