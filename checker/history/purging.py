"""Checks removed from a history, so that not a byte of them stays in the file."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.history.opening import check, connected, count_of, fresh, settle, sweep
from checker.history.tables import ABOUT, CHECKS, TABLES, create
from checker.layout.values import normal


@dataclass(frozen=True, slots=True)
class Purge:
    """What was removed, and how many checks stay."""

    removed: int
    stay: int


def expired(connection: Any, months: int, today: dt.date) -> list[int]:
    """The checks that have been kept for `months` months, counted from the day of recording."""
    return _ids(connection, "recorded + to_months($1) <= $2", [months, today])


def purge(
    path: Path,
    *,
    before: dt.date | None = None,
    provider: str = "",
    everything: bool = False,
    today: dt.date | None = None,
) -> Purge:
    """Remove the checks recorded `before` a day, those of one provider, or everything.

    Without any of them, those that have been kept for as long as the history may keep them. After
    everything was removed, the file has a new secret. Raises UsageError for a provider of which
    nothing is there, and as `opened` does for a file that is not a sound history.
    """
    path = path.resolve()  # a link stays a link
    check(path)
    with connected(path) as connection:
        ids = _chosen(connection, before, provider, everything, today or dt.date.today())
        stay = count_of(connection) - len(ids)
        if ids or everything:
            rewritten(connection, path, ids, forget=everything)
    return Purge(len(ids), stay)


def _chosen(
    connection: Any, before: dt.date | None, provider: str, everything: bool, today: dt.date
) -> list[int]:
    if everything:
        return _ids(connection, "true", [])
    if before is not None:
        return _ids(connection, "recorded < $1", [before])
    if not provider:
        [(months,)] = connection.execute(f"SELECT retention_months FROM {ABOUT}").fetchall()  # noqa: S608
        return expired(connection, months, today)
    ids = _ids(connection, "owner = $1", [normal(provider)])
    if not ids:
        raise UsageError(
            "The history holds nothing of a provider of that id; nothing was removed."
            " “checker history list” names those that it holds."
        )
    return ids


def _ids(connection: Any, condition: str, values: Sequence[Any]) -> list[int]:
    sql = f"SELECT id FROM {CHECKS} WHERE {condition} ORDER BY id"  # noqa: S608 - our conditions
    return [found for (found,) in connection.execute(sql, values).fetchall()]


def rewritten(
    connection: Any, path: Path, without: Collection[int], *, forget: bool = False
) -> None:
    """Write the history anew without these checks and put it in its place; closes the connection.

    A database keeps the bytes of deleted rows until it needs the room, so deleting is not enough.
    `forget` gives the new file another secret.
    """
    new = fresh(path)
    sweep(new)
    name = str(new).replace("'", "''")
    connection.execute(f"ATTACH '{name}' AS fresh")
    new.chmod(path.stat().st_mode & 0o777)
    create(connection, "fresh")
    for table in TABLES:
        connection.execute(*_copy(table, without, forget))
    connection.execute("DETACH fresh")
    connection.close()
    settle(new, path)


def _copy(table: str, without: Collection[int], forget: bool) -> tuple[str, list[Any]]:
    into = f"INSERT INTO fresh.{table}"
    if table == ABOUT:
        secret, values = ("$1", [secrets.token_bytes(32)]) if forget else ("secret", [])
        return f"{into} SELECT version, {secret}, retention_months FROM {ABOUT}", values  # noqa: S608
    key = "id" if table == CHECKS else "check_id"
    gone = "SELECT unnest($1::INTEGER[])"
    return f"{into} SELECT * FROM {table} WHERE {key} NOT IN ({gone})", [list(without)]  # noqa: S608
