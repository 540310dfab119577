"""Arguments of the expectations that look at two or more columns, row by row."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_tables import NUMBERS, STRINGS, Draw, columns, shared
from hypothesis import strategies as st

PAIR_IGNORES = ["both_values_are_missing", "either_value_is_missing", "neither"]


def _pair(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    names = draw(st.sampled_from([NUMBERS, STRINGS]))
    kwargs = {"column_A": draw(columns(*names)), "column_B": draw(columns(*names))}
    if draw(st.booleans()):
        kwargs["ignore_row_if"] = draw(st.sampled_from(PAIR_IGNORES))
    return kwargs | shared(draw, frame)


def _greater(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _pair(draw, frame)
    return kwargs | ({"or_equal": draw(st.booleans())} if draw(st.booleans()) else {})


CASES = {
    "expect_column_pair_values_to_be_equal": _pair,
    "expect_column_pair_values_a_to_be_greater_than_b": _greater,
}
