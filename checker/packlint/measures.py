"""Measures: one SELECT each, over the tables of the return and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.packlint.documents import Documents

if TYPE_CHECKING:
    import duckdb

# Beside the tables themselves, the connection of `checker.measures` offers these.
OFFERED = ("calendar", "period", "settings")
TABLE_FUNCTIONS = ("unnest",)
# Rows out of nothing: a trillion of them take no longer to write down than ten.
_SERIES = ("generate_series", "range")
# Words that stand for a function and are parsed as columns.
_CLOCK = ("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp")
_FICKLE = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'"


def sql_problems(documents: Documents) -> Iterator[str]:
    """A line for each measures file that is not one SELECT over the return's tables."""
    tables = [d.stem for d in documents.of("table")]
    known = {*tables, *(f"one_{name}" for name in tables), *OFFERED}
    with _parser() as (parse, fickle):
        for document in documents.of("measure"):
            if document.stem not in tables:
                yield f"{document.name}: there is no table {document.stem}. Name it after a table."
            lines = _sql(parse(document.data), known, fickle)
            yield from (f"{document.name}: {line}" for line in lines)


def _sql(tree: Any, known: set[str], fickle: set[str]) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
        return
    nodes = list(_nodes(tree))
    if any(node.get("type") == "SHOW_REF" for node in nodes):
        yield "holds DESCRIBE or SHOW. Write one SELECT."
    if any(str(node.get("type")).endswith("_QUERY_NODE") for node in nodes):
        yield "changes a table inside its SELECT. A measure only reads; take that out."
    if any(node.get("type") == "RECURSIVE_CTE_NODE" for node in nodes):
        yield "calls itself (RECURSIVE), which may never end. Write it without."
    own = {entry["key"].lower() for node in nodes for entry in _common_tables(node)}
    for name in sorted({node["table_name"].lower() for node in nodes if _is_table(node)}):
        if name not in known | own:
            yield f"reads {name}, which is not a table of the return. Read only its tables."
    for name in sorted({_function(node) for node in nodes if "function" in node}):
        if name and name not in (*TABLE_FUNCTIONS, *_SERIES):
            yield f"calls {name} as a table. A measure may read nothing outside the return."
    yield from _calls(nodes, fickle)


def _calls(nodes: Sequence[Mapping[str, Any]], fickle: set[str]) -> Iterator[str]:
    called = {str(node["function_name"]).lower() for node in nodes if "function_name" in node}
    called |= {name for node in nodes for name in _bare_name(node) if name in _CLOCK}
    for name in sorted(called):
        if name in _SERIES:
            yield f"calls {name}, which makes rows without end. Count what the tables hold."
        if name in fickle or name in _CLOCK:
            yield (
                f"calls {name}, which gives another answer another time. The same return must give "
                "the same report: take the day from period."
            )


def _bare_name(node: Mapping[str, Any]) -> list[str]:
    names = node.get("column_names", ()) if node.get("type") == "COLUMN_REF" else ()
    return [str(name).lower() for name in names] if len(names) == 1 else []


@contextmanager
def _parser() -> Iterator[tuple[Callable[[str], Any], set[str]]]:
    """A function from SQL to its syntax tree, and the functions that can change their answer."""
    import duckdb

    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as connection:
        rows = connection.execute(_FICKLE).fetchall()
        yield lambda sql: _tree(sql, connection), {name for (name,) in rows}


def _tree(sql: str, connection: duckdb.DuckDBPyConnection) -> Any:
    """DuckDB's syntax tree of one SELECT, or a line that says why there is none."""
    import duckdb

    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        return f"is not SQL that DuckDB can read: {' '.join(str(error).split())[:200]}"
    selects = [s for s in statements if s.type == duckdb.StatementType.SELECT]
    if len(statements) != 1 or len(selects) != 1 or sql.rstrip().endswith(";"):
        return "must be exactly one SELECT, without a semicolon. Take out the rest."
    row = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    return "must be a plain SELECT. Write it as one." if tree["error"] else tree


def _nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    # A stack instead of recursion: a stranger's SQL may be nested as deeply as they like.
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _common_tables(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = node.get("cte_map", {}).get("map", [])
    return found


def _is_table(node: Mapping[str, Any]) -> bool:
    return node.get("type") == "BASE_TABLE"


def _function(node: Mapping[str, Any]) -> str:
    if node.get("type") != "TABLE_FUNCTION":
        return ""
    return str(node["function"].get("function_name", "")).lower()
