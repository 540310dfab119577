"""Arguments of the expectations that look at one column's texts."""

from __future__ import annotations

from typing import Any

import polars as pl
from generated_patterns import patterns
from generated_tables import STRINGS, WRITTEN, Draw, columns, shared
from hypothesis import strategies as st

_FORMATS = [
    "%Y-%m-%d", "%d/%m/%Y", "%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d %b %Y", "%Y",
    "%y%m%d", "%j", "%A", "%I %p", "%Y-%m-%d%z", "%%", "", "%f", "%a%Z", "%G-W%V-%u", "é%m",
]  # fmt: skip
_SCHEMAS: list[dict[str, Any]] = [
    {}, {"type": "object"}, {"type": "integer"}, {"type": ["number", "null"], "minimum": 1},
    {"type": "array", "items": {"type": "integer"}, "minItems": 1}, {"enum": [1, None, "a", True]},
    {"properties": {"a": {"type": "integer"}}, "required": ["a"]},
    {"type": "string", "maxLength": 1},
    {"$defs": {"n": {"type": "number"}}, "$ref": "#/$defs/n"}, {"$ref": "#/$defs/none"},
    {"type": "none of them"}, {"minimum": "1"}, {"not": {"type": "string"}}, {"pattern": "("},
    {"anyOf": [{"type": "string", "pattern": "^a"}, {"const": 1.0}]}, {"format": "date"},
    {"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"},
]  # fmt: skip


def _column(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    """Mostly a column of texts; others, and one that does not exist, as well."""
    mostly = st.sampled_from([WRITTEN, WRITTEN, *STRINGS])
    name = draw(mostly | mostly | columns() | st.just("nowhere"))
    return {"column": name, **shared(draw, frame)}


def _regex(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return {**_column(draw, frame), "regex": draw(patterns)}


def _regex_default(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return _regex(draw, frame) if draw(st.integers(0, 9)) else _column(draw, frame)


def _regexes(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    regexes = draw(st.lists(patterns, min_size=1, max_size=3))
    return {**_column(draw, frame), "regex_list": regexes}


def _regexes_on(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _regexes(draw, frame)
    return kwargs | draw(st.sampled_from([{}, {"match_on": "any"}, {"match_on": "all"}]))


_LENGTHS = st.integers(-1, 7) | st.sampled_from([0, 40, 2**31, 2**63, -(2**63), 10**30])


def _lengths(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _column(draw, frame)
    which = draw(st.sampled_from(["min", "max", "both"]))
    kwargs |= {} if which == "max" else {"min_value": draw(_LENGTHS)}
    kwargs |= {"max_value": draw(_LENGTHS)} if which != "min" else draw(st.sampled_from(
        [{}, {"max_value": None}]))  # fmt: skip
    strict = {name: draw(st.booleans()) for name in ("strict_min", "strict_max")}
    return kwargs | (strict if draw(st.booleans()) else {})


def _length(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    value = draw(_LENGTHS | st.sampled_from([1.0, 2.5, 1e300, -0.0]))
    return {**_column(draw, frame), "value": value}


def _strftime(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    return {**_column(draw, frame), "strftime_format": draw(st.sampled_from(_FORMATS))}


def _schema(draw: Draw, frame: pl.DataFrame) -> dict[str, Any]:
    kwargs = _column(draw, frame)
    if kwargs["column"] in (WRITTEN, *STRINGS) and draw(st.booleans()):
        # A text that is no JSON stops the whole: most columns would say nothing else.
        kwargs["row_condition"] = {
            "type": "comparison", "column": {"name": kwargs["column"]}, "operator": "IN",
            "parameter": ["{}", "[1]", '{"a": 1}', "1", "1.0", "true", "null", "NaN", '"a"'],
        }  # fmt: skip
    return {**kwargs, "json_schema": draw(st.sampled_from(_SCHEMAS))}


CASES = {
    "expect_column_values_to_match_regex": _regex_default,
    "expect_column_values_to_not_match_regex": _regex,
    "expect_column_values_to_match_regex_list": _regexes_on,
    "expect_column_values_to_not_match_regex_list": _regexes,
    "expect_column_value_lengths_to_be_between": _lengths,
    "expect_column_value_lengths_to_equal": _length,
    "expect_column_values_to_match_strftime_format": _strftime,
    "expect_column_values_to_be_dateutil_parseable": _column,
    "expect_column_values_to_be_json_parseable": _column,
    "expect_column_values_to_match_json_schema": _schema,
}
