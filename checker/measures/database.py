"""A DuckDB connection that sees the frames it is given and nothing else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.measures.watch import watched

if TYPE_CHECKING:
    import polars as pl

SECONDS, MEMORY = 60.0, "2GB"
# A return is small: these steps of planning take longer than they save in running. None of them
# changes what a query gives, nor how its time grows with the rows.
_NOT_WORTH_IT = frozenset(
    (
        *("common_subexpressions", "common_subplan", "compressed_materialization"),
        *("join_filter_pushdown", "late_materialization", "partitioned_execution"),
        *("projection_placement", "projection_pullup", "row_group_pruner"),
        "statistics_propagation",
    )
)
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
# For a large return: what a query frees goes back to the system at once, 46 MB where there are
# 10,000 rows. For a small one that costs a fifth of its check and gives nothing.
_LARGE = {"allocator_bulk_deallocation_flush_threshold": "1MB"}
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


Query = Callable[[Any, str], "pl.DataFrame"]
Work = Callable[[], AbstractContextManager[None]]

# The connection that no return uses now, if any, with the uses that it has left. To open one takes
# as long as ten queries; but tables that were dropped leave some 0.4 MB each time until it closes.
_idle: list[tuple[object, Any, int]] = []
_USES = 20
# The thread that makes the first one ready, if one is at it.
_opening: list[threading.Thread] = []


def ahead(selects: Iterable[str], large: bool = False) -> None:
    """Load the library, open a connection and parse `selects` in a thread, and return at once.

    For the first return of a process, which may be `large`: its file is read meanwhile. Nothing of
    it can fail here; what goes wrong does so again, and is told, when the connection is asked for.
    """
    if _idle or _opening:
        return
    texts = tuple(selects)

    def open_and_parse() -> None:
        with suppress(Exception):
            connection = _opened(large)
            _idle.append((_of_here(), connection, _USES))
            for sql in texts:
                _parsed(sql)

    thread = threading.Thread(target=open_and_parse, name="measures")
    thread.start()
    _opening.append(thread)


def _wait() -> None:
    """Until whatever `ahead` began is done."""
    while _opening:
        _opening.pop().join()


@contextmanager
def connect(
    frames: Mapping[str, pl.DataFrame],
    keys: Mapping[str, Sequence[str]],
    selects: Sequence[str] = (),
) -> Iterator[Query]:
    """Yield a function (SQL, name) -> frame, in a locked connection holding `frames`.

    The SQL is a statement or its text. Tables with a one-column key in `keys` also get the table
    `one_<table>`. Where `selects` hold every text that will be asked, the tables that none of them
    names are left out.
    """
    # A measure gives one row for each row: no need to fetch more than would show that it does.
    most = max(frame.height for frame in frames.values()) + 1
    tables = dict(_tables(frames, keys, "\n".join(selects).casefold()))
    connection, left = _taken()
    try:
        for name, frame in tables.items():
            connection.register("_incoming", _Stream(frame))
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _incoming')  # noqa: S608
            connection.unregister("_incoming")
        # A SELECT can carry an INSERT inside it: no measure may change what the next one reads.
        connection.execute("BEGIN TRANSACTION READ ONLY")
        with watched(connection.interrupt, lambda: SECONDS) as work:
            yield lambda sql, name: _query(connection, sql, name, most, work)
        connection.execute("ROLLBACK")
        for name in tables:
            connection.execute(f'DROP TABLE "{name}"')
    except BaseException:
        # Whatever went wrong goes with it: neither rows nor an engine in disorder stay behind.
        connection.close()
        raise
    if left and not _idle:
        _idle.append((_of_here(), connection, left))
    else:
        connection.close()


def _of_here() -> object:
    """What a connection must agree in: it is of this process alone, and of these settings."""
    return os.getpid(), *_CONFIG.items()


def _taken() -> tuple[Any, int]:
    """A connection without tables that is locked already, and how often it may be used again."""
    _wait()
    while _idle:
        made, connection, left = _idle.pop()
        if made == _of_here():
            return connection, left - 1
    return _opened(), _USES - 1


def _at_hand() -> Any:
    """A connection to parse with, which stays idle; the library's own would cost a second one."""
    if not _idle or _idle[-1][0] != _of_here():
        _idle[:] = [(_of_here(), _opened(), _USES)]
    return _idle[-1][1]


def _opened(large: bool = False) -> Any:
    import duckdb

    connection = duckdb.connect(":memory:", config=_CONFIG | (_LARGE if large else {}))
    for macro in _MACROS:
        connection.execute(macro)
    steps = connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()
    off = ",".join(sorted(_NOT_WORTH_IT & {name for (name,) in steps}))
    connection.execute(f"SET disabled_optimizers = '{off}'")
    connection.execute("SET lock_configuration = true")
    return connection


def _tables(
    frames: Mapping[str, pl.DataFrame], keys: Mapping[str, Sequence[str]], asked: str
) -> Iterator[tuple[str, pl.DataFrame]]:
    for name, frame in frames.items():
        if _may_ask(asked, name):
            yield name, frame
        key, one = keys.get(name, ()), f"one_{name}"
        if len(key) == 1 and _may_ask(asked, one):
            # No view, which each SELECT would plan and sort anew.
            filled = frame.drop_nulls(key[0]).sort("_row")
            yield one, filled.unique(key[0], keep="first", maintain_order=True)


def _may_ask(asked: str, table: str) -> bool:
    """Whether a text can look at a table: it names it, or the functions that make a name."""
    return not asked or table in asked or "query" in asked


def _query(connection: Any, sql: Any, name: str, most: int, work: Work) -> pl.DataFrame:
    import duckdb

    try:
        with work():
            return _frame(connection.execute(sql), name, most)
    except duckdb.Error as error:
        # DuckDB quotes the offending value in conversion errors: only its kind is passed on.
        raise PackError(f"{name} could not be run: {type(error).__name__}.") from None


def _frame(result: Any, name: str, most: int) -> pl.DataFrame:
    """A query's rows, `most` at most; a type outside the closed list is refused, never rounded.

    Through Python rows, not the Arrow stream: DuckDB 2.0 leaks when Polars consumes its stream and
    says so on the terminal at exit. At a return's size the difference is some milliseconds. Rows
    are made as they are fetched, so that those beyond `most` never are.
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
    for place, (column, kind, *_) in enumerate(result.description):
        # A PIVOT makes columns of values, so a column is named by its place and type alone.
        if column in schema or str(kind) not in types:
            raise PackError(
                f"{name}: column {place + 1} ({kind.id}) must have a name of its own and be one of"
                f" {', '.join(types)}."
            )
        schema[column] = types[str(kind)]
    # Column by column, which takes half as long as to have Polars turn the rows round.
    columns = zip(*result.fetchmany(most), strict=True)
    found = dict(zip(schema, columns, strict=False)) or dict.fromkeys(schema, ())
    return pl.DataFrame({name: pl.Series(found[name], dtype=schema[name]) for name in schema})


def single_select(sql: str, name: str) -> Any:
    """`sql` as a statement, when it is exactly one SELECT; raises PackError otherwise."""
    import duckdb

    _wait()
    try:
        statements = _parsed(sql)
    except duckdb.Error as error:
        raise PackError(f"{name} is not SQL: {type(error).__name__}.") from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise PackError(f"{name} must hold exactly one SELECT.")
    return statements[0]


@lru_cache(maxsize=256)
def _parsed(sql: str) -> tuple[Any, ...]:
    """A pack has a few dozens of texts, and parsing them takes a fifth as long as running them."""
    return tuple(_at_hand().extract_statements(sql))
