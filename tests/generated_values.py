"""Arguments of the expectations that look at one column's values."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_tables import NUMBERS, Draw, columns, compared, shared
from hypothesis import strategies as st


def _plain(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return {"column": draw(columns()), **shared(draw, frame)}


def _between(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    name = draw(columns(*NUMBERS))
    bounds = sorted(compared(draw, name) for _ in range(2))
    kwargs: dict[str, Any] = {"column": name, **shared(draw, frame)}
    which = draw(st.sampled_from(["min", "max", "both"]))
    if which != "max":
        kwargs |= {"min_value": bounds[0], "strict_min": draw(st.booleans())}
    if which != "min":
        kwargs |= {"max_value": bounds[1], "strict_max": draw(st.booleans())}
    return kwargs


def _set(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    name = draw(columns(*NUMBERS, "text", "code"))
    values = [compared(draw, name) for _ in range(draw(st.integers(1, 4)))]
    return {"column": name, "value_set": values, **shared(draw, frame)}


CASES = {
    "expect_column_values_to_not_be_null": _plain,
    "expect_column_values_to_be_null": _plain,
    "expect_column_values_to_be_unique": _plain,
    "expect_column_values_to_be_between": _between,
    "expect_column_values_to_be_in_set": _set,
    "expect_column_values_to_not_be_in_set": _set,
}
