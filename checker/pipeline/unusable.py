"""Cells that no rule may lean on: unreadable, or not what their column says."""

from __future__ import annotations

from collections.abc import Iterable

from checker.expectations.outcomes import Failure
from checker.layout.tables import ReturnTables, SetAside
from checker.privacy import Sighting
from checker.rows import CellFault


def unusable_cells(tables: ReturnTables, faults: Iterable[CellFault]) -> SetAside:
    """By table and field, the rows whose cell is set aside before any rule runs."""
    bad: SetAside = {}
    for name, data in tables.tables.items():
        for field, rows in data.unread.items():
            _add(bad, name, field, rows)
    for fault in faults:
        # A code that has gone out of date is still a code that rules can read.
        if fault.keyword != "validity":
            _add(bad, fault.table, fault.field, (fault.row,))
    return bad


def with_broken_keys(bad: SetAside, failures: Iterable[Failure]) -> SetAside:
    """`bad` with the key cells that lead nowhere, or to two rows, set aside as well."""
    more = _copied(bad)
    for failure in failures:
        _add(more, failure.table, failure.field, (failure.row,))
    return more


def unprintable_cells(
    tables: ReturnTables, bad: SetAside, sightings: Iterable[Sighting]
) -> SetAside:
    """`bad` with the cells that look like identifiers: rules read them, no report prints them."""
    more = _copied(bad)
    for sighting in sightings:
        for name, data in tables.tables.items():
            spot = data.spot(sighting.cell) if data.sheet == sighting.sheet else None
            if spot is not None:
                _add(more, name, spot[1], (spot[0],))
    return more


def _copied(bad: SetAside) -> SetAside:
    return {
        table: {field: set(rows) for field, rows in fields.items()} for table, fields in bad.items()
    }


def _add(bad: SetAside, table: str, field: str, rows: Iterable[int]) -> None:
    bad.setdefault(table, {}).setdefault(field, set()).update(rows)
