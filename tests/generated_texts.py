"""Arguments of the expectations that look at one column's texts."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_tables import STRINGS, Draw, columns, shared
from hypothesis import strategies as st


def _regex(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    pattern = draw(st.sampled_from(["a", "^a", "b$", "^[A-Z]+$", r"\d", "é|É"]))
    return {"column": draw(columns(*STRINGS)), "regex": pattern, **shared(draw, frame)}


def _lengths(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = {"column": draw(columns(*STRINGS)), **shared(draw, frame)}
    low, high = sorted(draw(st.integers(0, 6)) for _ in range(2))
    which = draw(st.sampled_from(["min", "max", "both"]))
    kwargs |= {} if which == "max" else {"min_value": low}
    return kwargs | ({} if which == "min" else {"max_value": high})


CASES = {
    "expect_column_values_to_match_regex": _regex,
    "expect_column_values_to_not_match_regex": _regex,
    "expect_column_value_lengths_to_be_between": _lengths,
}
