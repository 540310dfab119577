"""Arguments of the expectations that look at two or more columns, row by row."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_tables import NUMBERS, SCHEMA, STRINGS, Draw, compared, shared
from hypothesis import strategies as st

PAIR_IGNORES = ["both_values_are_missing", "either_value_is_missing", "neither"]
IGNORES = ["all_values_are_missing", "any_value_is_missing", "never"]
_SORTS = [NUMBERS, STRINGS, (*NUMBERS, "truth"), ("truth", "huge", "whole", "code"), tuple(SCHEMA)]


def _names(draw: Draw, frame: pl.DataFrame, many: int, *, twice: bool) -> list[str]:
    """Columns of one sort, or of any; now and then one that does not exist."""
    known = list(draw(st.sampled_from(_SORTS)))
    unique = not (twice and draw(st.integers(0, 9)) == 0)
    names = draw(st.lists(st.sampled_from(known), min_size=many, max_size=many, unique=unique))
    if draw(st.integers(0, 19)) == 0:
        names[draw(st.integers(0, many - 1))] = "nowhere"
    return _exact(draw, frame, names)


def _exact(draw: Draw, frame: pl.DataFrame, names: list[str]) -> list[str]:
    """No huge numbers beside floats: pandas rounds a whole number there, the compiler does not."""
    floats = [name for name in names if name in NUMBERS and _is_float(frame[name])]
    if not floats:
        return names
    free = [name for name in STRINGS if name not in names]
    return [free.pop() if name == "huge" else name for name in names]


def _is_float(values: pl.Series) -> bool:
    return values.dtype.is_float() or values.null_count() > 0


def _pair(draw: Draw, frame: pl.DataFrame, *, condition: bool = True) -> dict[str, Any]:
    # A column beside itself is told otherwise: see DIFFERENCES in checker/suites/kinds/pairs.py.
    first, second = _names(draw, frame, 2, twice=False)
    kwargs = {"column_A": first, "column_B": second}
    if draw(st.booleans()):
        kwargs["ignore_row_if"] = draw(st.sampled_from(PAIR_IGNORES))
    taken = shared(draw, frame)
    return kwargs | {k: v for k, v in taken.items() if condition or k != "row_condition"}


def _greater(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _pair(draw, frame)
    return kwargs | draw(st.sampled_from([{}, *({"or_equal": v} for v in (True, False, None))]))


def _in_set(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _pair(draw, frame, condition=False)
    own = [_stood(draw, frame, kwargs) for _ in range(draw(st.integers(0, 3)))]
    others = [[_any(draw), _any(draw)] for _ in range(draw(st.integers(0, 2)))]
    return {**kwargs, "value_pairs_set": own + others}


def _stood(draw: Draw, frame: pl.DataFrame, kwargs: dict[str, Any]) -> list[Any]:
    """A pair that stands in a row, or one of values that could."""
    names = [kwargs["column_A"], kwargs["column_B"]]
    if "nowhere" in names:
        return [1, "a"]
    if frame.height and draw(st.booleans()):
        row = draw(st.integers(0, frame.height - 1))
        return [_as_json(frame[name][row]) for name in names]
    return [compared(draw, name) for name in names]


def _as_json(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _any(draw: Draw) -> Any:
    return draw(st.sampled_from([None, True, False, 0, 1, 1.0, 2.5, -0.0, 2**70, "a", "1", ""]))


def _several(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    names = _names(draw, frame, draw(st.integers(2, 3)), twice=True)
    kwargs = {"column_list": names, **shared(draw, frame)}
    return kwargs | (
        {"ignore_row_if": draw(st.sampled_from(IGNORES))} if draw(st.booleans()) else {}
    )


def _sum(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _several(draw, frame)
    return {**kwargs, "sum_total": draw(st.sampled_from(_totals(frame, kwargs["column_list"])))}


def _totals(frame: pl.DataFrame, names: list[str]) -> list[float]:
    """What the rows add up to, where they do, and other totals."""
    rows = [
        [value for name in names if name in frame.columns for value in [frame[name][n]]]
        for n in range(frame.height)
    ]
    sums = [sum(row) for row in rows if all(isinstance(one, int | float) for one in row)]
    return [0, 1, 2.5, -3, *(one for one in sums if one == one)]


CASES = {
    "expect_column_pair_values_to_be_equal": _pair,
    "expect_column_pair_values_a_to_be_greater_than_b": _greater,
    "expect_column_pair_values_to_be_in_set": _in_set,
    "expect_compound_columns_to_be_unique": _several,
    "expect_multicolumn_sum_to_equal": _sum,
    "expect_multicolumn_values_to_be_equal": _several,
    "expect_select_column_values_to_be_unique_within_record": _several,
}
