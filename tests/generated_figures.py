"""Arguments of the expectations that look at one figure of a column, or at the table itself."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_tables import NUMBERS, Draw, columns, compared, shared
from hypothesis import strategies as st


def _bounded(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    name = draw(columns(*NUMBERS))
    low, high = sorted(compared(draw, name) for _ in range(2))
    kwargs = {"column": name, **shared(draw, frame, mostly=False)}
    which = draw(st.sampled_from(["min", "max", "both"]))
    if which != "max":
        kwargs |= {"min_value": low, "strict_min": draw(st.booleans())}
    return kwargs | ({} if which == "min" else {"max_value": high})


def _row_count(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    return {"value": draw(st.integers(0, 11))}


CASES = {
    "expect_column_mean_to_be_between": _bounded,
    "expect_table_row_count_to_equal": _row_count,
}
