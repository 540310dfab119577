"""A history file: made, opened for one batch, and never harmed by what goes wrong."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from checker.errors import UsageError
from checker.history.tables import ABOUT, CHECKS, TABLES, VERSION, are_ours, create, insert
from checker.model.profile import Profile

_MAGIC, _MAGIC_AT = b"DUCK", 8
_CONFIG: Final[Mapping[str, Any]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    # Otherwise digests would be written beside the file when memory is short.
    "temp_directory": "",
    "threads": 1,
    # Each column of each table takes a block at least: a history of a few returns stays small.
    "default_block_size": "65536",
}
# DuckDB writes these beside a database for a moment.
_BESIDE: Final = ("", ".wal", ".wal.checkpoint", ".wal.recovery")


@dataclass(slots=True)
class History:
    """A history that is open for one batch, with what is said of it at the end.

    Everything happens in one transaction: `keep` ends it, and without that nothing has happened.
    """

    path: Path
    connection: Any
    secret: bytes
    today: dt.date
    removed: int = 0
    added: int = 0
    known: int = 0
    unplaced: int = 0

    @property
    def words(self) -> str:
        """What became of the history in this batch, in one line."""
        parts = [f"{self.path.name}: {self.added:,} recorded, {self.known:,} there already."]
        if self.unplaced:
            parts.append(f"{self.unplaced:,} not recorded: they name no provider or no period.")
        if self.removed:
            parts.append(f"{self.removed:,} removed: they had been kept for as long as they may.")
        return " ".join(parts)

    def keep(self) -> None:
        """Let stand what was recorded; what could be lost before cannot be after."""
        with in_words(self.path):
            self.connection.execute("COMMIT")
            self.connection.execute("CHECKPOINT")


def retention(profile: Profile | None) -> int:
    """For how many months the profile lets a history be kept. Raises UsageError where it is mute.

    How long is the commissioner's to say; no period is set in law, so none is taken as given.
    """
    if profile is None or profile.retention_months is None:
        raise UsageError(
            "A history is kept for a set time only. Say for how many months in the profile, such"
            " as “retention_months: 24”, and give the profile with --profile."
        )
    return profile.retention_months


@contextmanager
def opened(path: Path, profile: Profile | None, today: dt.date | None = None) -> Iterator[History]:
    """Open the history for one batch, made where there is none; nobody else can open it meanwhile.

    What has been kept for as long as the profile lets it is removed first; `today` decides. Raises
    UsageError where the profile sets no retention, and for a file that is no history, is damaged,
    is in use, or was written by a later version.
    """
    from checker.history.purging import expired, rewritten

    months, day = retention(profile), today or dt.date.today()
    path = path.resolve()  # a link stays a link
    if not path.exists():
        _make(path, months)
    check(path)
    with connected(path) as connection:
        # Only who holds the file may do this: another run may be writing it anew.
        sweep(fresh(path))
        removed = expired(connection, months, day)
        if removed:
            rewritten(connection, path, removed)
    with connected(path) as connection, in_words(path):
        connection.execute("BEGIN")
        _keep_for(connection, months)
        [(secret,)] = connection.execute(f"SELECT secret FROM {ABOUT}").fetchall()  # noqa: S608
        yield History(path, connection, secret, day, len(removed))


def _keep_for(connection: Any, months: int) -> None:
    connection.execute(
        f"UPDATE {ABOUT} SET retention_months = $1 WHERE retention_months <> $1",  # noqa: S608
        [months],
    )


@contextmanager
def connected(path: Path, *, read_only: bool = False) -> Iterator[Any]:
    """A connection that reaches this file, its fresh copy and nothing else.

    What it has not committed when it is closed has not happened.
    """
    import duckdb

    with in_words(path):
        connection = duckdb.connect(str(path), read_only=read_only, config=dict(_CONFIG))
        try:
            beside = [f"{fresh(path)}{ending}" for ending in _BESIDE]
            connection.execute("SET allowed_paths = $1", [beside])
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        finally:
            connection.close()


def fresh(path: Path) -> Path:
    """Where a history is written anew before it takes its place."""
    return path.with_name(f"{path.name}.new")


def _make(path: Path, months: int) -> None:
    """A history without a check, under a secret of its own; whole or not there at all."""
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder for {path.name}: make it first.")
    new = fresh(path)
    sweep(new)
    with connected(new) as connection:
        new.chmod(0o600)
        create(connection)
        insert(connection, ABOUT, [(VERSION, secrets.token_bytes(32), months)])
    settle(new, path)


def sweep(new: Path) -> None:
    """Take away what a run that was ended left beside the history."""
    for ending in _BESIDE:
        Path(f"{new}{ending}").unlink(missing_ok=True)


def settle(new: Path, path: Path) -> None:
    """The fresh file takes the place of the old one, at once or not at all."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)
    with suppress(OSError):  # not every system lets a folder be written to the disk
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def check(path: Path) -> None:
    """Raises UsageError unless the file is a history that this version knows, sound throughout."""
    if not path.is_file():
        raise UsageError(f"There is no history {path.name} there.")
    with path.open("rb") as file:
        if file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] != _MAGIC:
            raise _no_history(path)
    # Read-only first: a database of somebody else's is left exactly as it is.
    with connected(path, read_only=True) as connection:
        version = _version(connection)
        if version is None:
            raise _no_history(path)
        if version > VERSION:
            raise UsageError(
                f"{path.name} was written by a later version of this program (version {version} of"
                f" the file; this one knows {VERSION}). Nothing was changed: update the program."
            )
        if not are_ours(connection):
            raise _no_history(path)
        _read_all(connection)


def _no_history(path: Path) -> UsageError:
    return UsageError(f"{path.name} is not a history of this program. Nothing was changed.")


def _version(connection: Any) -> int | None:
    import duckdb

    try:
        rows = connection.execute(f"SELECT version FROM {ABOUT}").fetchall()  # noqa: S608
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return rows[0][0] if len(rows) == 1 and isinstance(rows[0][0], int) else None


def _read_all(connection: Any) -> None:
    """Read every block, whose checksums tell damage: better now than after hours of work."""
    for table, columns in TABLES.items():
        every = ", ".join(f"max(hash({name}))" for name in columns)
        connection.execute(f"SELECT {every} FROM {table}").fetchall()  # noqa: S608 - our names


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Whatever DuckDB says of the file, in words; its own could quote what is in it."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        if "lock" in str(error) and isinstance(error, duckdb.IOException):
            raise UsageError(
                f"{path.name} is in use by another run. Wait until it has ended, then try again."
            ) from None
        raise UsageError(
            f"{path.name} could not be used as a history ({type(error).__name__}): it is damaged,"
            " or was written by a later version of its database, or there is no room to write or"
            " no leave to. What it held before is still in it. Take it from a backup, or name"
            " another file to begin a new history."
        ) from None


def count_of(connection: Any) -> int:
    """How many checks are kept."""
    [(number,)] = connection.execute(f"SELECT count(*) FROM {CHECKS}").fetchall()  # noqa: S608
    return int(number)
