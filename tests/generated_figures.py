"""Arguments of the expectations that look at one figure of a column, or at the table itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Any

import polars as pl
from generated_tables import (
    DAYS,
    EXACT,
    MOMENTS,
    SCHEMA,
    SHARES,
    SMALL,
    Draw,
    columns,
    compared,
    shared,
)
from hypothesis import strategies as st

from checker.suites.kinds.bounds import dated

TIMES = [moment.isoformat() for moment in (*DAYS, *MOMENTS)]
WORDS = ["yes", "off", "ON", "n", 1, 0, 0.0, "1", "f", "True"]
# Each of these is a number to Great Expectations as well.
SPELT = ["1", "1.5", " 2 ", "-1e3", "inf", "nan", "1_000", True, False, 10**300, EXACT + 1]
NUMBERS = st.sampled_from([*SMALL, *SHARES, *SPELT])
TRUTHS = st.booleans() | st.sampled_from(WORDS)
METHODS = ["linear", "lower", "higher", "midpoint", "nearest", False]
ODD_METHODS = [True, "", "no", "yes", "Linear", 0, 1, 2]
ABSENT = "no such column"

Bound = Callable[[Draw, pl.DataFrame, str], Any]


def _near(draw: Draw, frame: pl.DataFrame, name: str) -> Any:
    """A bound of any kind: mostly of the column's own, and often a figure that it can have."""
    how = draw(st.sampled_from(["own", "own", "found", "found", "number", "day"]))
    if how == "own" and name in SCHEMA and not _read_as_text(frame, name):
        return compared(draw, name)
    if how == "found" and name in SCHEMA and frame.schema[name].is_numeric():
        return draw(st.sampled_from(_figures(frame[name])))
    if how == "day" and _whole_days(frame, name):
        return draw(st.sampled_from(TIMES))
    return draw(NUMBERS)


def _read_as_text(frame: pl.DataFrame, name: str) -> bool:
    return frame.schema[name] in (pl.String, pl.Date, pl.Datetime)


def _whole_days(frame: pl.DataFrame, name: str) -> bool:
    """Each of the texts tells a whole day or none: of a part of a day the two differ by intent."""
    return (
        name in ("day", "moment") or all(map(_whole_day, frame[name])) if name in SCHEMA else True
    )


def _whole_day(text: Any) -> bool:
    try:
        dated(text)
    except (OverflowError, TypeError):
        return True
    except ValueError as error:
        # dateutil says why; without a word, it was part of a day.
        return bool(error.args)
    return True


def _figures(values: pl.Series) -> list[float]:
    numbers = [value for value in values.drop_nulls().to_list() if math.isfinite(value)] or [0]
    whole = sum(numbers)
    return [*numbers, whole, whole / len(numbers), sorted(numbers)[len(numbers) // 2]]


def _proportion(draw: Draw, frame: pl.DataFrame, name: str) -> Any:
    del name
    whole = max(frame.height, 1)
    own = st.integers(0, whole).map(lambda part: part / whole)
    return draw(own | st.sampled_from([0, 1, 0.5, "0.5", 1 / 3, 2 / 3, *SPELT]))


def _count(draw: Draw, frame: pl.DataFrame, name: str) -> Any:
    del frame, name
    return draw(st.integers(-1, 12) | st.sampled_from([2.7, -0.5, "3", " 4 ", True, 10**20]))


def _plain_number(draw: Draw, frame: pl.DataFrame, name: str) -> Any:
    if draw(st.booleans()) and name in SCHEMA and frame.schema[name].is_numeric():
        values = frame[name].drop_nulls()
        return values.cast(pl.Float64).std() if len(values) > 1 else 0
    return draw(NUMBERS)


def _limits(draw: Draw, frame: pl.DataFrame, name: str, bound: Bound) -> dict[str, Any]:
    kwargs: dict[str, Any] = {}
    for end in ("min", "max"):
        if draw(st.integers(0, 3)):
            said = draw(st.integers(0, 9))
            kwargs[f"{end}_value"] = bound(draw, frame, name) if said else None
        if draw(st.integers(0, 2)) == 0:
            kwargs[f"strict_{end}"] = draw(TRUTHS)
    return kwargs


def _bounded(bound: Bound) -> Callable[[Draw, pl.DataFrame], dict[str, Any]]:
    def arguments(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
        name = draw(columns(*SCHEMA, *SCHEMA, ABSENT))
        limits = _limits(draw, frame, name, bound)
        return {"column": name, **shared(draw, frame, mostly=False), **limits}

    return arguments


def _sum(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    """Away from sums that pandas rounds, and from texts that it strings together."""
    sound = [name for name in SCHEMA if not _rounded(frame, name)]
    name = draw(columns(*sound, ABSENT))
    kwargs = {"column": name, **shared(draw, frame, mostly=False)}
    if name in SCHEMA and _read_as_text(frame, name):
        return kwargs | {"min_value": draw(NUMBERS)}
    return kwargs | _limits(draw, frame, name, _near)


def _rounded(frame: pl.DataFrame, name: str) -> bool:
    if frame.schema[name] != pl.Int64:
        return False
    most = EXACT if frame[name].null_count() else 2**63 - 1
    return sum(abs(value) for value in frame[name].drop_nulls()) > most


def _quantiles(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    """The same quantiles for the same column, rows and method: where they differ, so do we."""
    kwargs = {
        "column": draw(columns(*SCHEMA, *SCHEMA, ABSENT)),
        **shared(draw, frame, mostly=False),
    }
    if draw(st.booleans()):
        kwargs["allow_relative_error"] = draw(st.sampled_from([*METHODS, *METHODS, *ODD_METHODS]))
    method = kwargs.get("allow_relative_error", False)
    alike = {**kwargs, "allow_relative_error": bool(method) if method in (0, 1) else method}
    shares = _shares(Random(f"{frame.height}{sorted(alike.items())}"), frame.height)
    ranges = [_range(draw, frame, kwargs["column"]) for _ in shares]
    if draw(st.integers(0, 20)) == 0:
        odd = [ranges[1:], [*ranges, [0, 1]], [[1], *ranges[1:]], [[0, 1, 2]]]
        ranges = draw(st.sampled_from(odd))
    return kwargs | {"quantile_ranges": {"quantiles": shares, "value_ranges": ranges}}


def _shares(random: Random, height: int) -> list[float]:
    whole = max(height - 1, 1)
    usual = [0, 1, 0.25, 0.5, 0.75, 0.1, 0.29, 1 / 3, 0.999, *(n / whole for n in range(whole))]
    shares = random.choices(usual, k=random.randrange(5))
    return [*shares, random.choice([-0.1, 1.0001, 2])] if random.random() < 0.05 else shares


def _range(draw: Draw, frame: pl.DataFrame, name: str) -> list[float | None]:
    """Ends that are the column's numbers, a hair beside them, or none."""
    numeric = name in SCHEMA and frame.schema[name].is_numeric()
    found = _figures(frame[name]) if numeric else [0, 1, 0.5, True]
    near = [number * (1 + step) for number in found for step in (9e-5, -9e-5, 2e-4, -2e-4)]
    end = st.none() | st.sampled_from([*found, *near, 0, 1, 10**15])
    return [draw(end), draw(end)]


def _value_set(draw: Draw, frame: pl.DataFrame, name: str, least: int) -> list[Any]:
    """Some of the column's own values, others of its kind, and some of every other kind."""
    own = st.sampled_from([None])
    if name in SCHEMA:
        told = frame[name].cast(pl.String) if frame.schema[name].is_temporal() else frame[name]
        found = [value for value in told.to_list() if value == value]
        own = st.sampled_from(found) if found else own
    other = st.sampled_from(
        [None, 0, 1, -1, 1.0, 1.5, True, False, "", "1", "A", "a", EXACT + 1, 10**300]
    )
    kinds = draw(st.sampled_from([own, own, own | other, other]))
    values = draw(st.lists(kinds, min_size=least, max_size=14))
    return [*values, draw(st.sampled_from([[1], {}]))] if draw(st.integers(0, 40)) == 0 else values


def _set(least: int) -> Callable[[Draw, pl.DataFrame], dict[str, Any]]:
    def arguments(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
        name = draw(columns(*SCHEMA, *SCHEMA, ABSENT))
        values = _value_set(draw, frame, name, least)
        return {"column": name, "value_set": values, **shared(draw, frame, mostly=False)}

    return arguments


def _most_common(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _set(0)(draw, frame)
    return kwargs | ({"ties_okay": draw(st.none() | TRUTHS)} if draw(st.booleans()) else {})


def _row_count(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = {"value": _count(draw, frame, "")}
    return kwargs | shared(draw, frame, mostly=False)


def _row_count_between(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _limits(draw, frame, "", _count)
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if low is not None and high is not None and int(low) > int(high):
        # Great Expectations does not take such a suite, and neither does the compiler.
        kwargs |= {"min_value": high, "max_value": low}
    if draw(st.integers(0, 20)) == 0:
        kwargs |= {"min_value": "2024-02-29T00:00", "max_value": None}
    return kwargs | shared(draw, frame, mostly=False)


def _column_count(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    beside = st.integers(len(SCHEMA) - 1, len(SCHEMA) + 1)
    return {"value": draw(beside | st.sampled_from([0, "11", 11.9, True]))}


def _column_count_between(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    beside = st.integers(len(SCHEMA) - 1, len(SCHEMA) + 1)
    end = st.none() | beside | st.sampled_from([0, 10.5, "11", 1e300, *TIMES])
    names = draw(st.sampled_from([[], ["min_value"], ["max_value"], ["min_value", "max_value"]]))
    return {name: draw(end) for name in names}


def _names(draw: Draw) -> list[Any] | None:
    """The table's columns as they are, or with one out of place, twice, left out or beside."""
    names: list[Any] = list(SCHEMA)
    place = draw(st.integers(0, len(names) - 1))
    changes = {
        "none": names,
        "swapped": [*names[place:], *names[:place]],
        "twice": [*names, names[place]],
        "short": names[:place] + names[place + 1 :],
        "long": [*names, draw(st.sampled_from(["Whole", "two words", "", None, 1, [1]]))],
        "empty": [],
        "nothing": None,
    }
    return changes[draw(st.sampled_from(sorted(changes)))]


def _ordered(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    return {"column_list": _names(draw)}


def _name_set(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    kwargs: dict[str, Any] = {"column_set": _names(draw)}
    return kwargs | ({"exact_match": draw(st.none() | TRUTHS)} if draw(st.booleans()) else {})


def _exists(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    del frame
    kwargs: dict[str, Any] = {"column": draw(columns(*SCHEMA, ABSENT, "Whole"))}
    place = st.integers(-13, 13) | st.sampled_from([0, None, "1", 2.9, True, 10**20])
    own = st.just(list(SCHEMA).index(kwargs["column"])) if kwargs["column"] in SCHEMA else place
    return kwargs | ({"column_index": draw(own | place)} if draw(st.booleans()) else {})


CASES = {
    "expect_column_max_to_be_between": _bounded(_near),
    "expect_column_min_to_be_between": _bounded(_near),
    "expect_column_mean_to_be_between": _bounded(_near),
    "expect_column_median_to_be_between": _bounded(_near),
    "expect_column_stdev_to_be_between": _bounded(_plain_number),
    "expect_column_sum_to_be_between": _sum,
    "expect_column_unique_value_count_to_be_between": _bounded(_count),
    "expect_column_proportion_of_unique_values_to_be_between": _bounded(_proportion),
    "expect_column_proportion_of_non_null_values_to_be_between": _bounded(_proportion),
    "expect_column_quantile_values_to_be_between": _quantiles,
    "expect_column_distinct_values_to_be_in_set": _set(1),
    "expect_column_distinct_values_to_contain_set": _set(0),
    "expect_column_distinct_values_to_equal_set": _set(0),
    "expect_column_most_common_value_to_be_in_set": _most_common,
    "expect_column_to_exist": _exists,
    "expect_table_column_count_to_be_between": _column_count_between,
    "expect_table_column_count_to_equal": _column_count,
    "expect_table_columns_to_match_ordered_list": _ordered,
    "expect_table_columns_to_match_set": _name_set,
    "expect_table_row_count_to_be_between": _row_count_between,
    "expect_table_row_count_to_equal": _row_count,
}
