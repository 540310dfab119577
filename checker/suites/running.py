"""All of a suite's expectations over one table, in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.suites.compile import Expectation, compile_expectation, condition_of
from checker.suites.kinds.scope import Either, Figure, Made, Rows, Scope, Stopped, named
from checker.suites.plain import plain, plain_schema

if TYPE_CHECKING:
    import polars as pl

# Great Expectations tells no more values of an expectation than this.
MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class RowsAnswer:
    """Of the rows in scope: how many, how many with nothing to check, and those at fault.

    `places` are row numbers from 0 in the whole table, ascending; `values` what stands in the
    columns looked at, for at most MOST_VALUES of them: a value, a pair, or a mapping by column.
    """

    elements: int
    missing: int
    unexpected: int
    places: list[int]
    values: list[Any]


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    success: bool
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoppedAnswer:
    """The expectation could not be answered; `why` holds no value of the table."""

    why: str


Answer = RowsAnswer | FigureAnswer | StoppedAnswer
# What is asked of the table in one query, by the expectation's place in the suite.
Reads = Mapping[int, Sequence["pl.Expr"]]


def run(frame: pl.DataFrame | pl.LazyFrame, expectations: Sequence[Expectation]) -> list[Answer]:
    """Answers in the order of `expectations`, which `check_known` has passed.

    Only the columns that are looked at are read. Raises PackError for wrong arguments.
    """
    schema = plain_schema(frame.lazy().collect_schema())
    made = [_made(expectation, schema) for expectation in expectations]
    numbered = enumerate(zip(made, expectations, strict=True))
    reads = {n: _reads(one, expectation, schema, n) for n, (one, expectation) in numbered}
    table = _table(frame, made, reads, schema)
    values = _values(table, reads)
    return [
        _answer(one, expectation, values[n], table)
        for n, (one, expectation) in enumerate(zip(made, expectations, strict=True))
    ]


def _made(expectation: Expectation, schema: Mapping[str, Any]) -> Made | StoppedAnswer:
    try:
        return compile_expectation(expectation["type"], expectation["kwargs"], schema)
    except Stopped as stopped:
        return StoppedAnswer(str(stopped))


def _reads(
    made: Made | StoppedAnswer, expectation: Expectation, schema: Mapping[str, Any], n: int
) -> list[pl.Expr]:
    """One value for each name; the names carry the expectation's number."""
    if isinstance(made, StoppedAnswer):
        return []
    found = _named_reads(made, expectation, schema)
    return [expression.alias(f"{n} {name}") for name, expression in found.items()]


def _named_reads(
    made: Made, expectation: Expectation, schema: Mapping[str, Any]
) -> Mapping[str, pl.Expr]:
    if isinstance(made, Rows):
        return _row_reads(made, expectation, schema)
    if isinstance(made, Figure):
        return made.reads
    # At most one of the two judges rows, so no name is there twice.
    first = _named_reads(made.first, expectation, schema)
    second = _named_reads(made.second, expectation, schema)
    return {"first fits": made.first_fits, **first, **second}


def _row_reads(
    made: Rows, expectation: Expectation, schema: Mapping[str, Any]
) -> dict[str, pl.Expr]:
    import polars as pl

    scope = condition_of(expectation["kwargs"], schema)
    missing = made.missing if scope is None else made.missing & scope
    at_fault = made.unexpected.fill_null(False) & ~made.missing
    if scope is not None:
        at_fault &= scope
    return {
        "elements": pl.len() if scope is None else scope.sum(),
        "missing": missing.sum(),
        "places": at_fault.arg_true().implode(),
    }


def _table(
    frame: pl.DataFrame | pl.LazyFrame,
    made: Sequence[Made | StoppedAnswer],
    reads: Reads,
    schema: Mapping[str, Any],
) -> pl.DataFrame:
    wanted = {name for own in reads.values() for read in own for name in read.meta.root_names()}
    wanted |= {name for one in made for name in _told_columns(one, schema)}
    # One column tells how many rows there are when none is looked at.
    columns = [name for name in schema if name in wanted] or list(schema)[:1]
    return plain(frame.lazy().select(columns).collect())


def _told_columns(made: Made | StoppedAnswer, schema: Mapping[str, Any]) -> list[str]:
    """The columns of the table whose values are told, by their names there."""
    if isinstance(made, Either):
        return [*_told_columns(made.first, schema), *_told_columns(made.second, schema)]
    names = made.columns if isinstance(made, Rows) else ()
    return [named(Scope(schema, None), name) for name in names]


def _values(table: pl.DataFrame, reads: Reads) -> dict[int, dict[str, Any] | StoppedAnswer]:
    """What was read, by place; one by one only when one of the reads breaks the query."""
    import polars as pl

    every = [read for own in reads.values() for read in own]
    try:
        found = table.lazy().select(every).collect() if every else pl.DataFrame()
    except (Stopped, pl.exceptions.PolarsError) as error:
        if len(reads) == 1:
            # The library's own message could quote a value; to ours, it adds the expression.
            ours = isinstance(error, Stopped)
            why = str(error).partition("\n")[0] if ours else type(error).__name__
            return {place: StoppedAnswer(why) for place in reads}
        return {n: value for at in reads for n, value in _values(table, {at: reads[at]}).items()}
    by_place: dict[int, dict[str, Any]] = {place: {} for place in reads}
    for name in found.columns:
        place, _, own = name.partition(" ")
        by_place[int(place)][own] = found[name][0]
    return dict(by_place)


def _answer(
    made: Made | StoppedAnswer,
    expectation: Expectation,
    read: dict[str, Any] | StoppedAnswer,
    table: pl.DataFrame,
) -> Answer:
    if isinstance(made, StoppedAnswer):
        return made
    if isinstance(read, StoppedAnswer):
        return read
    if isinstance(made, Either):
        one = made.first if read["first fits"] else made.second
        return _answer(one, expectation, read, table)
    if isinstance(made, Figure):
        return _figure_answer(made, read)
    places = read["places"]
    # Picked here and not in the query: to pick from every row takes longer than the judgement.
    columns = _told_columns(made, table.schema)
    rows = table[places[:MOST_VALUES], list(dict.fromkeys(columns))]
    values = _told(expectation["kwargs"], columns, rows)
    return RowsAnswer(read["elements"], read["missing"], len(places), places.to_list(), values)


def _figure_answer(made: Figure, read: Mapping[str, Any]) -> Answer:
    try:
        return FigureAnswer(*made.tell(read))
    except Stopped as stopped:
        return StoppedAnswer(str(stopped))


def _told(kwargs: Mapping[str, Any], columns: Sequence[str], rows: pl.DataFrame) -> list[Any]:
    """As Great Expectations tells them: one column's values, pairs, or a mapping for each row."""
    if "column_list" in kwargs:
        return rows.to_dicts()
    told = [rows[name].to_list() for name in columns]
    return told[0] if len(told) == 1 else list(zip(*told, strict=True))
