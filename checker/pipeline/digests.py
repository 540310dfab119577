"""What a rule reads of one record, as a digest that shows a change and reveals no value."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.expectations.links import keys_on_the_way, linked_rows
from checker.layout.tables import ReturnTables

if TYPE_CHECKING:
    import polars as pl

# Slow on purpose: cells hold codes and days, few enough to be tried one after another.
_COST: Mapping[str, int] = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
_SALT_BYTES = 16


def contents(tables: ReturnTables, table: str, row: int, reads: Sequence[str]) -> bytes:
    """The values that a rule with these `reads` ("table.column") sees of one row of `table`.

    They come from the row itself and from the rows linked to it, keys on the way included. The
    order of rows and of `reads` makes no difference.
    """
    columns = _columns(tables, table, reads)
    frames = {name: data.frame for name, data in tables.tables.items()}
    seen = {
        name: _rows(linked_rows(tables.spec, frames, table, row, name), sorted(columns[name]))
        for name in sorted(columns)
    }
    return json.dumps(seen, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _columns(tables: ReturnTables, table: str, reads: Sequence[str]) -> dict[str, set[str]]:
    """Columns by table; those that this return's specification lacks are left out."""
    wanted = {(name, column) for name, _, column in (read.partition(".") for read in reads)}
    for name, _ in tuple(wanted):
        if name in tables.tables:
            wanted |= keys_on_the_way(tables.spec, table, name)
    columns: dict[str, set[str]] = {}
    for name, column in wanted:
        if name in tables.tables and column in tables.tables[name].frame.columns:
            columns.setdefault(name, set()).add(column)
    return columns


def _rows(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    found: list[dict[str, Any]] = frame.select(columns).to_dicts()
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in found)


def seal(content: bytes, salt: bytes = b"") -> str:
    """A new digest of `content`, "scrypt:<salt hex>:<digest hex>", under a salt of its own.

    Only a test that must write the same file again names the salt.
    """
    return _sealed(content, salt or os.urandom(_SALT_BYTES))


def agrees(content: bytes, digest: str) -> bool:
    """Whether `digest`, as `seal` writes it, was made of this `content`."""
    salt = bytes.fromhex(digest.split(":")[1])
    return hmac.compare_digest(_sealed(content, salt), digest)


def _sealed(content: bytes, salt: bytes) -> str:
    made = hashlib.scrypt(content, salt=salt, **_COST)
    return f"scrypt:{salt.hex()}:{made.hex()}"
