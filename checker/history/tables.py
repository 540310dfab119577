"""The tables of a history file, version 1.

`checks` has a row for each check of a return: the same bytes checked with the same options are one
check. Its `id` counts up as they are recorded, and `owner` is its provider's reference, or else its
name, as letters and digits. The other tables hold what the check found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

# Counts up whenever a table changes; what is written by a later version is not opened.
VERSION: Final = 1
ABOUT: Final = "about"
CHECKS: Final = "checks"

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    ABOUT: {"version": "INTEGER", "secret": "BLOB", "retention_months": "INTEGER"},
    CHECKS: {
        "id": "INTEGER",
        "recorded": "DATE",
        "digest": "VARCHAR",
        "options": "VARCHAR",
        "owner": "VARCHAR",
        "provider_id": "VARCHAR",
        "provider": "VARCHAR",
        "first_day": "VARCHAR",
        "last_day": "VARCHAR",
        "submission": "BIGINT",
        "spec": "VARCHAR",
        "tool": "VARCHAR",
        "ready": "BOOLEAN",
    },
    "editions": {"check_id": "INTEGER", "standard": "VARCHAR", "edition": "VARCHAR"},
    "counts": {"check_id": "INTEGER", "tier": "VARCHAR", "number": "INTEGER"},
    "verdicts": {
        "check_id": "INTEGER",
        "place": "INTEGER",
        "standard": "VARCHAR",
        "clause": "VARCHAR",
        "verdict": "VARCHAR",
    },
    # `placed` of the `found` have no identity that outlives sorting.
    "rules": {
        "check_id": "INTEGER",
        "rule": "VARCHAR",
        "tier": "VARCHAR",
        "found": "INTEGER",
        "explained": "INTEGER",
        "placed": "INTEGER",
    },
    "explanations": {
        "check_id": "INTEGER",
        "rule": "VARCHAR",
        "reason": "VARCHAR",
        "number": "INTEGER",
    },
    "findings": {"check_id": "INTEGER", "rule": "VARCHAR", "identity": "BLOB"},
    # The facts of a case: fields, and for each the digest of what it says.
    "cases": {
        "check_id": "INTEGER",
        "key": "BLOB",
        "is_open": "BOOLEAN",
        "fields": "VARCHAR[]",
        "digests": "BLOB[]",
    },
}


def create(connection: Any, database: str = "") -> None:
    """Make the tables, all empty, in the attached `database` or the one that is open."""
    where = f"{database}." if database else ""
    for table, columns in TABLES.items():
        said = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"CREATE TABLE {where}{table} ({said})")


def are_ours(connection: Any) -> bool:
    """Whether the database holds these tables and nothing else, views included."""
    found = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    views = connection.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchone()
    ours = {
        (table, name, kind) for table, columns in TABLES.items() for name, kind in columns.items()
    }
    return set(found) == ours and views == (0,)


def insert(connection: Any, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows to a table, each in the order of its columns."""
    if not rows:
        return
    # One statement for all of them: DuckDB takes a millisecond for each statement.
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in TABLES[table].values())
    columns = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f"INSERT INTO {table} SELECT {lists}", columns)
