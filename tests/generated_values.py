"""Arguments of the expectations that look at one column's values."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_tables import EXACT, NUMBERS, STRINGS, Draw, columns, compared, shared
from hypothesis import strategies as st

# What a bound or a member of a set can be, whatever the column holds.
ODD_BOUNDS = [
    0, 1, -1, 2.5, True, False, EXACT + 1, -EXACT - 1, 2**63, 10**20, -(10**20), float(EXACT),
    1e308, float("inf"), float("-inf"), -0.0, "5", " 2 ", "1e3", "2024-02-29", "1000-1-1",
    "2024-02-29T23:59:59", "9999-12-31 00:00",
]  # fmt: skip
ODD_MEMBERS = [
    None, 0, 1, True, False, 1.0, 0.5, "1", "", "a", "A", "true", EXACT + 1, float(EXACT),
    10**20, 2**63 - 1, -(2**63), 1e308, float("inf"), -0.0,
]  # fmt: skip
TYPES = [
    "int64", "int", "Int", "long", "i8", "q", "float64", "float", "Float", "f4", "int32", "bool",
    "BOOL", "b1", "?", "bool_", "str", "STR", "str_", "string_types", "str_type", "unicode", "U",
    "U10", "S4", "O", "object", "object_", "O8", "T", "none", "list", "dict", "bytes", "Timestamp",
    "Timedelta", "Any", "DataFrame", "Int64", "Int64Dtype", "category", "string", "boolean",
    "interval", "Interval", "datetime64", "datetime64[ns]", "M8", "INTEGER", "VARCHAR", "timestamp",
    "", "Decimal", "date", "void", "Float64",
]  # fmt: skip
THRESHOLDS = [0, 1, 2, 3, 0.5, 0.25, 1.5, 0.1, -1, 1e-9, 1e308]


def _column(draw: Draw, *names: str) -> str:
    """Mostly one that fits; now and then any, one in other letters, or none that the table has."""
    kind = draw(st.sampled_from(["fits"] * 6 + ["any", "any", "letters", "missing"]))
    if kind == "missing":
        return draw(st.sampled_from(["absent", "whole ", '"whole"', "`code`"]))
    name = draw(columns(*names) if kind == "fits" else columns())
    return name.upper() if kind == "letters" else name


def _plain(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return {"column": _column(draw), **shared(draw, frame)}


def _between(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    name = _column(draw, *NUMBERS, "huge", "truth")
    kwargs: dict[str, Any] = {"column": name, **shared(draw, frame)}
    which = draw(st.sampled_from(["min", "max", "both", "both"]))
    low, high = _bounds(draw, name)
    if which != "max":
        kwargs |= {"min_value": low, "strict_min": draw(st.booleans())}
    if which != "min":
        kwargs |= {"max_value": high, "strict_max": draw(st.booleans())}
    return kwargs


def _bounds(draw: Draw, name: str) -> tuple[Any, Any]:
    """In order, in any order, or of any two kinds."""
    if name not in (*NUMBERS, "huge") or draw(st.integers(0, 4)) == 0:
        odd = st.sampled_from(ODD_BOUNDS)
        return draw(odd), draw(odd)
    other = draw(st.sampled_from([name, *NUMBERS]))
    bounds = [compared(draw, name), compared(draw, other)]
    return tuple(bounds if draw(st.integers(0, 9)) == 0 else sorted(bounds))


def _set(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    name = _column(draw, *NUMBERS, "huge", "text", "code", "truth")
    own = name if name in frame.columns else "code"
    values = [compared(draw, own) for _ in range(draw(st.integers(0, 4)))]
    if draw(st.integers(0, 2)) == 0:
        values += draw(st.lists(st.sampled_from(ODD_MEMBERS), max_size=3))
    return {"column": name, "value_set": values, **shared(draw, frame)}


def _order(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    # `huge` is left out: see DIFFERENCES.
    name = _column(draw, *NUMBERS, "truth", *STRINGS)
    kwargs = {"column": "whole" if name.lower() == "huge" else name, **shared(draw, frame)}
    strictly = draw(st.sampled_from(["left out", None, True, True, False]))
    return kwargs if strictly == "left out" else {**kwargs, "strictly": strictly}


def _z_scores(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return {
        "column": _column(draw, *NUMBERS, "huge", "truth"),
        "threshold": draw(st.sampled_from(THRESHOLDS)),
        "double_sided": draw(st.booleans()),
        **shared(draw, frame),
    }


def _outliers(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = {"column": _column(draw, *NUMBERS, "huge", "truth"), **shared(draw, frame)}
    if draw(st.booleans()):
        kwargs["method"] = draw(st.sampled_from(["iqr", "std"]))
    if draw(st.booleans()):
        kwargs["multiplier"] = abs(draw(st.sampled_from(THRESHOLDS)))
    return kwargs


def _of_type(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return {
        "column": _column(draw),
        "type_": draw(st.sampled_from(TYPES)),
        **shared(draw, frame),
    }


def _in_type_list(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = {"column": _column(draw), **shared(draw, frame)}
    names = draw(st.none() | st.lists(st.sampled_from(TYPES), max_size=3))
    return kwargs if names is None and draw(st.booleans()) else {**kwargs, "type_list": names}


def _column_type(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    return {"column": _column(draw), "type_": draw(st.sampled_from(TYPES))}


CASES = {
    "expect_column_values_to_not_be_null": _plain,
    "expect_column_values_to_be_null": _plain,
    "expect_column_values_to_be_unique": _plain,
    "expect_column_values_to_be_between": _between,
    "expect_column_values_to_be_in_set": _set,
    "expect_column_values_to_not_be_in_set": _set,
    "expect_column_values_to_be_increasing": _order,
    "expect_column_values_to_be_decreasing": _order,
    "expect_column_value_z_scores_to_be_less_than": _z_scores,
    "expect_column_values_to_not_be_outliers": _outliers,
    "expect_column_values_to_be_of_type": _of_type,
    "expect_column_values_to_be_in_type_list": _in_type_list,
    "expect_column_type_to_be": _column_type,
}
