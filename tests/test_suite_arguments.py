"""Arguments of texts, pairs and records that are refused, and where we differ by intent."""

from __future__ import annotations

import polars as pl
import pytest

from checker.errors import PackError
from checker.suites import expect

TABLE = pl.DataFrame(
    {"one": ["a", "b", None], "two": ["a", "x", None], "whole": [1, 2, 3]},
    schema={"one": pl.String, "two": pl.String, "whole": pl.Int64},
)
ONE = {"column": "one"}
PAIR = {"column_A": "one", "column_B": "two"}
SEVERAL = {"column_list": ["one", "two"]}
REMOTE = {"properties": {"a": {"anyOf": [{"$ref": "https://example.org/a.json"}]}}}
REFUSED = [
    ("expect_column_values_to_match_regex", {**ONE, "regex": 5}),
    ("expect_column_values_to_not_match_regex", ONE),
    ("expect_column_values_to_match_regex_list", {**ONE, "regex_list": []}),
    ("expect_column_values_to_match_regex_list", {**ONE, "regex_list": "ab"}),
    ("expect_column_values_to_match_regex_list", {**ONE, "regex_list": ["a"], "match_on": "one"}),
    ("expect_column_values_to_not_match_regex_list", {**ONE, "regex_list": ["a", None]}),
    ("expect_column_value_lengths_to_be_between", ONE),
    ("expect_column_value_lengths_to_be_between", {**ONE, "min_value": 2.5}),
    ("expect_column_value_lengths_to_be_between", {**ONE, "max_value": "3"}),
    ("expect_column_value_lengths_to_be_between", {**ONE, "max_value": 3, "strict_max": None}),
    ("expect_column_value_lengths_to_equal", {**ONE, "value": None}),
    ("expect_column_values_to_match_strftime_format", {**ONE, "strftime_format": "%D"}),
    ("expect_column_values_to_match_json_schema", {**ONE, "json_schema": "{}"}),
    ("expect_column_values_to_match_json_schema", {**ONE, "json_schema": REMOTE}),
    ("expect_column_pair_values_to_be_equal", {**PAIR, "ignore_row_if": "never"}),
    ("expect_column_pair_values_to_be_in_set", {**PAIR, "value_pairs_set": [["a", "b", "c"]]}),
    ("expect_column_pair_values_to_be_in_set", {**PAIR, "value_pairs_set": None}),
    ("expect_compound_columns_to_be_unique", {"column_list": ["one"]}),
    ("expect_multicolumn_sum_to_equal", {**SEVERAL, "sum_total": "1"}),
    ("expect_multicolumn_sum_to_equal", {**SEVERAL, "sum_total": 1, "ignore_row_if": "neither"}),
]


def result_of(kind, kwargs):
    suite = {"name": "suite", "expectations": [{"type": kind, "kwargs": kwargs}]}
    [result] = expect(suite, TABLE)["results"]
    return result


@pytest.mark.parametrize(("kind", "kwargs"), REFUSED)
def test_what_great_expectations_would_not_take_or_would_change_is_refused(kind, kwargs):
    with pytest.raises(PackError):
        result_of(kind, kwargs)


def test_a_row_condition_is_kept_for_a_set_of_pairs():
    second = {
        "type": "comparison",
        "column": {"name": "whole"},
        "operator": "==",
        "parameter": 2,
    }
    kwargs = {**PAIR, "value_pairs_set": [["a", "a"]], "row_condition": second}
    told = result_of("expect_column_pair_values_to_be_in_set", kwargs)["result"]
    assert (told["element_count"], told["unexpected_index_list"]) == (1, [1])
    assert told["unexpected_list"] == [("b", "x")]


def test_of_a_column_beside_itself_pairs_are_told():
    kwargs = {"column_A": "whole", "column_B": "whole"}
    told = result_of("expect_column_pair_values_a_to_be_greater_than_b", kwargs)["result"]
    assert told["unexpected_list"] == [(1, 1), (2, 2), (3, 3)]


def test_a_pattern_that_python_does_not_take_stops_and_says_so_without_a_value():
    info = result_of("expect_column_values_to_match_regex", {**ONE, "regex": "(b"})[
        "exception_info"
    ]
    assert info["raised_exception"]
    assert info["exception_message"] == "The regular expression does not compile."


def test_what_a_reader_raises_is_told_by_its_kind_alone():
    kwargs = {**ONE, "json_schema": {"type": "string"}}
    info = result_of("expect_column_values_to_match_json_schema", kwargs)["exception_info"]
    assert info["exception_message"] == "A value cannot be judged (JSONDecodeError)."
