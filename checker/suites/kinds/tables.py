"""The table itself: how many rows it has, and which columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.suites.kinds.scope import Figure, Kind, Kwargs, Scope, within


def _row_count(kwargs: Kwargs, scope: Scope) -> Figure:
    import polars as pl

    rows = pl.len() if scope.condition is None else within(scope, scope.condition).len()

    def tell(read: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        return read["rows"] == kwargs["value"], {"observed_value": read["rows"]}

    return Figure({"rows": rows}, tell)


TABLES: dict[str, Kind] = {
    "expect_table_row_count_to_equal": Kind("table", frozenset({"value"}), _row_count),
}
