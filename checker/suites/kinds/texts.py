"""One column's texts: their length, what patterns they match, what readers take them.

A value that is no text is looked at as the text that pandas writes for it.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.given import choice, number, text, texts, whole
from checker.suites.kinds.parsing import as_text, dateutil, json_schema, json_text, strftime
from checker.suites.kinds.patterns import found
from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, flag

if TYPE_CHECKING:
    import polars as pl

_LONGEST = 2**40  # No text is as long, and no bound need be larger.


def _matches(kwargs: Kwargs, scope: Scope) -> Rows:
    # Found anywhere in the text, as Great Expectations does: an anchor is the pattern's to hold.
    pattern = text(kwargs.get("regex", "(?s).*"), "regex")
    return _rows(kwargs, scope, lambda values: ~found(values, pattern))


def _not_matches(kwargs: Kwargs, scope: Scope) -> Rows:
    pattern = text(kwargs["regex"], "regex")
    return _rows(kwargs, scope, lambda values: found(values, pattern))


def _matches_list(kwargs: Kwargs, scope: Scope) -> Rows:
    patterns = texts(kwargs, "regex_list", 1)
    join = or_ if choice(kwargs, "match_on", "any", "all") == "any" else and_
    return _rows(kwargs, scope, lambda values: ~reduce(join, _each(values, patterns)))


def _matches_none(kwargs: Kwargs, scope: Scope) -> Rows:
    patterns = texts(kwargs, "regex_list", 1)
    return _rows(kwargs, scope, lambda values: reduce(or_, _each(values, patterns)))


def _each(values: pl.Expr, patterns: list[str]) -> list[pl.Expr]:
    return [found(values, pattern) for pattern in patterns]


def _lengths(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    low, high = _length(kwargs, "min_value"), _length(kwargs, "max_value")
    above, below = flag(kwargs, "strict_min"), flag(kwargs, "strict_max")
    if low is None and high is None:
        raise PackError("min_value and max_value cannot both be missing.")

    def outside(values: pl.Expr) -> pl.Expr:
        length, wrong = values.str.len_chars().cast(pl.Int64), pl.lit(False)
        if low is not None:
            wrong |= length <= low if above else length < low
        if high is not None:
            wrong |= length >= high if below else length > high
        return wrong

    return _rows(kwargs, scope, outside)


def _length(kwargs: Kwargs, name: str) -> int | None:
    value = kwargs.get(name)
    return None if value is None else max(-1, min(whole(value, name), _LONGEST))


def _length_equals(kwargs: Kwargs, scope: Scope) -> Rows:
    value = number(kwargs["value"], "value")
    return _rows(kwargs, scope, lambda values: values.str.len_chars() != value)


def _rows(kwargs: Kwargs, scope: Scope, unexpected: Any) -> Rows:
    values = as_text(scope, kwargs["column"])
    return Rows(values.is_null(), unexpected(values), (kwargs["column"],))


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column map", frozenset({"column", *arguments}), build)


_BOUNDS = ("min_value", "max_value", "strict_min", "strict_max")
TEXTS: dict[str, Kind] = {
    "expect_column_values_to_match_regex": _kind(_matches, "regex"),
    "expect_column_values_to_not_match_regex": _kind(_not_matches, "regex"),
    "expect_column_values_to_match_regex_list": _kind(_matches_list, "regex_list", "match_on"),
    "expect_column_values_to_not_match_regex_list": _kind(_matches_none, "regex_list"),
    "expect_column_value_lengths_to_be_between": _kind(_lengths, *_BOUNDS),
    "expect_column_value_lengths_to_equal": _kind(_length_equals, "value"),
    "expect_column_values_to_match_strftime_format": _kind(strftime, "strftime_format"),
    "expect_column_values_to_be_dateutil_parseable": _kind(dateutil),
    "expect_column_values_to_be_json_parseable": _kind(json_text),
    "expect_column_values_to_match_json_schema": _kind(json_schema, "json_schema"),
}
_WHOLE = "A length that is no whole number is refused; Great Expectations cuts 2.5 down to 2."
DIFFERENCES: dict[str, str] = {
    "expect_column_value_lengths_to_be_between": _WHOLE,
    "expect_column_values_to_match_json_schema": (
        "A schema that refers to another document is refused; Great Expectations would fetch it."
    ),
}
