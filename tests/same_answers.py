"""The compiler's answers beside Great Expectations' own, key by key."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from checker.suites import ENGINES, expect
from checker.suites.compile import Expectation
from checker.suites.shape import ResultFormat

# Told in words of their own, or put together from the rest.
_NOT_HELD = ("partial_unexpected_counts", "unexpected_index_query")
# Great Expectations takes it out of a set, whose order changes from run to run.
_WITHOUT_ORDER = ("partial_missing_list",)


def differences(
    frame: pl.DataFrame,
    expectations: Sequence[Expectation],
    result_format: ResultFormat = "COMPLETE",
) -> list[str]:
    """What is not the same, in words; empty when both engines agree on everything."""
    suite = {"name": "generated", "expectations": list(expectations)}
    fast, slow = (
        expect(suite, frame, engine=engine, result_format=result_format)["results"]
        for engine in ENGINES
    )
    return [
        f"{one['type']} {one['kwargs']} on {frame.to_dict(as_series=False)}: {difference}"
        for one, mine, reference in zip(expectations, fast, slow, strict=True)
        for difference in _between(mine, reference)
    ]


def _between(mine: dict[str, Any], reference: dict[str, Any]) -> Iterator[str]:
    for key in ("success",):
        if mine[key] != reference[key]:
            yield f"{key} is {mine[key]}, Great Expectations says {reference[key]}"
    stopped = [one["exception_info"]["raised_exception"] for one in (mine, reference)]
    if stopped[0] != stopped[1]:
        why = mine["exception_info"]["exception_message"]
        yield f"stopped is {stopped[0]} ({why}), Great Expectations says {stopped[1]}"
        return
    own, theirs = mine["result"], reference["result"]
    for key in sorted({*own, *theirs} - set(_NOT_HELD)):
        left, right = own.get(key, "absent"), theirs.get(key, "absent")
        if key in _WITHOUT_ORDER and "absent" not in (left, right):
            left, right = sorted(left, key=repr), sorted(right, key=repr)
        if not same(left, right):
            yield f"{key} is {left!r}, Great Expectations says {right!r}"
    yield from _counts(own, theirs)


def _counts(own: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    """The commonest values, where no blank is among them: pandas has two kinds of blank."""
    values = own.get("unexpected_list", own.get("partial_unexpected_list", []))
    if any(blank(part) for value in values for part in _parts(value)):
        return
    key = "partial_unexpected_counts"
    if not same(own.get(key, "absent"), theirs.get(key, "absent")):
        yield f"{key} is {own.get(key)!r}, Great Expectations says {theirs.get(key)!r}"


def _parts(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list | tuple) else [value]


def blank(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def same(left: Any, right: Any) -> bool:
    """Equal as JSON is: numbers by value (sums in another order differ in the last digits)."""
    if blank(left) or blank(right):
        return blank(left) and blank(right)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-300)
    return bool(left == right)
