"""One column's texts: their length, and what patterns they match."""

from __future__ import annotations

from typing import Any

from checker.suites.kinds.scope import Kind, Kwargs, Rows, Scope, column


def _matches(kwargs: Kwargs, scope: Scope) -> Rows:
    # Found anywhere in the text, as Great Expectations does: an anchor is the pattern's to hold.
    texts = column(scope, kwargs["column"])
    return Rows(texts.is_null(), ~texts.str.contains(kwargs["regex"]), (kwargs["column"],))


def _not_matches(kwargs: Kwargs, scope: Scope) -> Rows:
    texts = column(scope, kwargs["column"])
    return Rows(texts.is_null(), texts.str.contains(kwargs["regex"]), (kwargs["column"],))


def _lengths(kwargs: Kwargs, scope: Scope) -> Rows:
    import polars as pl

    texts, outside = column(scope, kwargs["column"]), pl.lit(False)
    length = texts.str.len_chars()
    if kwargs.get("min_value") is not None:
        outside |= length < kwargs["min_value"]
    if kwargs.get("max_value") is not None:
        outside |= length > kwargs["max_value"]
    return Rows(texts.is_null(), outside, (kwargs["column"],))


def _kind(build: Any, *arguments: str) -> Kind:
    return Kind("column map", frozenset({"column", *arguments}), build)


TEXTS: dict[str, Kind] = {
    "expect_column_values_to_match_regex": _kind(_matches, "regex"),
    "expect_column_values_to_not_match_regex": _kind(_not_matches, "regex"),
    "expect_column_value_lengths_to_be_between": _kind(_lengths, "min_value", "max_value"),
}
