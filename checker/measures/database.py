"""A DuckDB connection that sees the frames it is given and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.errors import PackError

if TYPE_CHECKING:
    import polars as pl

SECONDS, MEMORY = 60.0, "2GB"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "memory_limit": MEMORY,
    # Otherwise rows of the return would be written to the working directory when memory is short.
    "temp_directory": "",
    # A return is small: starting threads costs more than they save.
    "threads": 1,
}
_MACROS = (
    "CREATE MACRO days(a, b) AS date_diff('day', a, b)",
    "CREATE MACRO yn(x) AS CASE WHEN x THEN 'Y' WHEN NOT x THEN 'N' END",
)


class _Stream:
    """Offers only a frame's Arrow stream: DuckDB then reads it without importing pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


@contextmanager
def connect(
    frames: Mapping[str, pl.DataFrame], keys: Mapping[str, Sequence[str]]
) -> Iterator[Callable[[str, str], pl.DataFrame]]:
    """Yield a function (sql, name) -> frame, in a locked connection holding `frames`.

    Tables with a one-column key in `keys` also get the table `one_<table>`.
    """
    import duckdb

    connection = duckdb.connect(":memory:", config=_CONFIG)
    try:
        for macro in _MACROS:
            connection.execute(macro)
        for name, frame in frames.items():
            connection.register("_incoming", _Stream(frame))
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _incoming')  # noqa: S608
            connection.unregister("_incoming")
        for name, key in keys.items():
            if len(key) == 1:
                connection.execute(_first_of_each(name, key[0]))
        connection.execute("SET lock_configuration = true")
        # A SELECT can carry an INSERT inside it: no measure may change what the next one reads.
        connection.execute("BEGIN TRANSACTION READ ONLY")
        # A measure gives one row for each row: no need to fetch more than would show that it does.
        most = max(frame.height for frame in frames.values()) + 1
        yield lambda sql, name: _query(connection, sql, name, most)
    finally:
        connection.close()


def _first_of_each(table: str, key: str) -> str:
    # Both names come from the return specification, never from a return. Not a view: each SELECT
    # that names it would plan and sort it anew.
    return (
        f'CREATE TABLE "one_{table}" AS SELECT * FROM "{table}" WHERE "{key}" IS NOT NULL'  # noqa: S608
        f' QUALIFY row_number() OVER (PARTITION BY "{key}" ORDER BY _row) = 1'
    )


def _query(connection: Any, sql: str, name: str, most: int) -> pl.DataFrame:
    import duckdb

    clock = threading.Timer(SECONDS, connection.interrupt)
    clock.daemon = True
    clock.start()
    try:
        return _frame(connection.sql(sql), name, most)
    except duckdb.Error as error:
        # DuckDB quotes the offending value in conversion errors: only its kind is passed on.
        raise PackError(f"{name} could not be run: {type(error).__name__}.") from None
    finally:
        clock.cancel()


def _frame(relation: Any, name: str, most: int) -> pl.DataFrame:
    """A query's rows, `most` at most; a type outside the closed list is refused, never rounded.

    Through Python rows, not the Arrow stream: DuckDB 2.0 leaks when Polars consumes its stream and
    says so on the terminal at exit. At a return's size the difference is some milliseconds.
    """
    import polars as pl

    types = {
        "VARCHAR": pl.String,
        "DATE": pl.Date,
        "DOUBLE": pl.Float64,
        "BOOLEAN": pl.Boolean,
        "INTEGER": pl.Int64,
        "BIGINT": pl.Int64,
    }
    schema = {}
    for place, column in enumerate(relation.columns):
        kind = relation.types[place]
        # A PIVOT makes columns of values, so a column is named by its place and type alone.
        if column in schema or str(kind) not in types:
            raise PackError(
                f"{name}: column {place + 1} ({kind.id}) must have a name of its own and be one of"
                f" {', '.join(types)}."
            )
        schema[column] = types[str(kind)]
    return pl.DataFrame(relation.limit(most).fetchall(), schema=schema, orient="row")


def single_select(sql: str, name: str) -> str:
    """`sql` itself when it is exactly one SELECT; raises PackError otherwise."""
    import duckdb

    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise PackError(f"{name} is not SQL: {type(error).__name__}.") from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise PackError(f"{name} must hold exactly one SELECT.")
    return sql
