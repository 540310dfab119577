"""Figures, sets, quantiles and tables: what is refused, and where they differ by intent."""

from __future__ import annotations

import polars as pl
import pytest

from checker.errors import PackError
from checker.suites import ENGINES, expect
from checker.suites.shape import RESULT_FORMATS

TABLE = pl.DataFrame(
    {
        "count": [1, 2, 3, 4],
        "share": [0.1, 0.1, None, 0.4],
        "code": ["b", "a", "a", None],
        "day": ["2024-01-01", "2024-02-29", None, "2023-12-31"],
    }
)
A_COLUMN = "expect_column_"
RANGES = {"quantiles": [0.5], "value_ranges": [[1, 2]]}


def told(kind, frame=TABLE, result_format="COMPLETE", **kwargs):
    suite = {"name": "one", "expectations": [{"type": kind, "kwargs": kwargs}]}
    [result] = expect(suite, frame, result_format=result_format)["results"]
    return result


def observed(kind, frame=TABLE, **kwargs):
    return told(A_COLUMN + kind, frame, **kwargs)["result"].get("observed_value")


def stopped(kind, frame=TABLE, **kwargs):
    return told(A_COLUMN + kind, frame, **kwargs)["exception_info"]["raised_exception"]


REFUSED = [
    ("column_max_to_be_between", {"column": "count", "min_value": "soon"}),
    ("column_max_to_be_between", {"column": "count", "min_value": ""}),
    ("column_max_to_be_between", {"column": "count", "max_value": {"$PARAMETER": "most"}}),
    ("column_max_to_be_between", {"column": "count", "max_value": "2024-02-30"}),
    ("column_max_to_be_between", {"column": "count", "strict_min": None}),
    ("column_max_to_be_between", {"column": "count", "strict_max": "perhaps"}),
    ("column_max_to_be_between", {"column": ""}),
    ("column_max_to_be_between", {}),
    ("column_max_to_be_between", {"column": "count", "mostly": 0.5}),
    ("column_stdev_to_be_between", {"column": "count", "min_value": "2024-01-01"}),
    ("column_unique_value_count_to_be_between", {"column": "count", "min_value": "3.0"}),
    ("column_distinct_values_to_be_in_set", {"column": "code", "value_set": []}),
    ("column_distinct_values_to_be_in_set", {"column": "code", "value_set": None}),
    ("column_distinct_values_to_be_in_set", {"column": "code", "value_set": "ab"}),
    ("column_most_common_value_to_be_in_set", {"column": "code", "value_set": {}}),
    ("column_quantile_values_to_be_between", {"column": "count", "quantile_ranges": {}}),
    ("column_quantile_values_to_be_between", {"column": "count", "quantile_ranges": None}),
    (
        "column_quantile_values_to_be_between",
        {"column": "count", "quantile_ranges": RANGES, "allow_relative_error": None},
    ),
    (
        "column_quantile_values_to_be_between",
        {"column": "count", "quantile_ranges": RANGES | {"value_ranges": [["1", "2"]]}},
    ),
    ("column_to_exist", {"column": 1}),
    ("column_to_exist", {"column": "count", "column_index": "first"}),
    ("table_column_count_to_equal", {"value": None}),
    ("table_columns_to_match_set", {"column_set": "count"}),
    ("table_columns_to_match_ordered_list", {"column_list": {}}),
    ("table_columns_to_match_ordered_list", {"column_list": [], "row_condition": None}),
    ("table_row_count_to_be_between", {"min_value": 3, "max_value": 2}),
    ("table_row_count_to_be_between", {"min_value": "2024-01-01"}),
    ("table_row_count_to_equal", {"value": "many"}),
]


@pytest.mark.parametrize(("kind", "kwargs"), REFUSED)
def test_arguments_that_cannot_be_read_are_refused(kind, kwargs):
    with pytest.raises(PackError, match=kind):
        told("expect_" + kind, **kwargs)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("max_to_be_between", 4),
        ("min_to_be_between", 1),
        ("mean_to_be_between", 2.5),
        ("median_to_be_between", 2.5),
        ("sum_to_be_between", 10),
        ("stdev_to_be_between", (5 / 3) ** 0.5),
        ("unique_value_count_to_be_between", 4),
        ("proportion_of_unique_values_to_be_between", 1.0),
    ],
)
def test_figures_worked_out_by_hand(kind, value):
    assert observed(kind, column="count") == value


def test_a_bound_that_is_a_day_is_held_against_texts_of_days():
    kwargs = {"column": "day", "min_value": "2024-02-29", "max_value": "2024-02-29"}
    result = told("expect_column_max_to_be_between", **kwargs)
    assert (result["success"], result["result"]) == (True, {"observed_value": "2024-02-29"})


def test_what_is_near_a_quantiles_range_is_in_it():
    kwargs = {"column": "count", "allow_relative_error": "linear"}
    near = {"quantiles": [0.5, 0.5], "value_ranges": [[2.5002, 3], [2.51, 3]]}
    result = told("expect_column_quantile_values_to_be_between", **kwargs, quantile_ranges=near)
    assert result["result"]["details"] == {"success_details": [True, False]}


@pytest.mark.parametrize("result_format", RESULT_FORMATS)
def test_distinct_values_are_told_in_every_format_but_the_shortest(result_format):
    kind = "expect_column_distinct_values_to_equal_set"
    result = told(kind, result_format=result_format, column="code", value_set=["a", "d", "c"])
    parts = {"partial_unexpected_list": ["b"], "partial_missing_list": ["d", "c"]}
    whole = {"observed_value": None, "unexpected_count": 1, "missing_count": 2, **parts}
    assert result["success"] is False
    assert result["result"] == ({} if result_format == "BOOLEAN_ONLY" else whole)


ONE_OF_EACH = [
    *((A_COLUMN + kind, {"column": "count", "max_value": 3}) for kind in (
        "max_to_be_between", "mean_to_be_between", "stdev_to_be_between", "sum_to_be_between",
        "unique_value_count_to_be_between", "proportion_of_non_null_values_to_be_between",
    )),
    (A_COLUMN + "distinct_values_to_be_in_set", {"column": "code", "value_set": ["a"]}),
    (A_COLUMN + "distinct_values_to_contain_set", {"column": "code", "value_set": ["a", 1]}),
    (A_COLUMN + "most_common_value_to_be_in_set", {"column": "day", "value_set": ["a"]}),
    (A_COLUMN + "quantile_values_to_be_between", {"column": "count", "quantile_ranges": RANGES}),
    (A_COLUMN + "to_exist", {"column": "colour"}),
    ("expect_table_columns_to_match_ordered_list", {"column_list": ["count"]}),
    ("expect_table_columns_to_match_set", {"column_set": ["count", "colour"]}),
    ("expect_table_row_count_to_be_between", {"min_value": 9}),
]  # fmt: skip


@pytest.mark.parametrize("result_format", RESULT_FORMATS)
def test_great_expectations_tells_the_same_in_every_format(result_format):
    expectations = [{"type": kind, "kwargs": kwargs} for kind, kwargs in ONE_OF_EACH]
    suite = {"name": "figures", "expectations": expectations}
    fast, slow = (
        expect(suite, TABLE, engine=engine, result_format=result_format)["results"]
        for engine in ENGINES
    )
    keys = ("success", "result", "exception_info")
    assert [[one[key] for key in keys] for one in fast] == [
        [one[key] for key in keys] for one in slow
    ]


def test_no_more_than_twenty_distinct_values_are_told():
    many = pl.DataFrame({"count": list(range(50))})
    kind = "expect_column_distinct_values_to_be_in_set"
    result = told(kind, many, column="count", value_set=[0, "1"])["result"]
    assert result["unexpected_count"] == 49
    assert result["partial_unexpected_list"] == list(range(1, 21))


def test_a_sum_beyond_64_bits_is_exact():
    huge = pl.DataFrame({"count": [2**63 - 1, 2**63 - 1, 1]})
    assert observed("sum_to_be_between", huge, column="count") == 2**64 - 1
    assert not told("expect_column_sum_to_be_between", huge, column="count", max_value=0)["success"]


def test_texts_are_not_added_up():
    assert stopped("sum_to_be_between", column="code")


@pytest.mark.parametrize("text", ["12:30", "29", "2024-02"])
def test_part_of_a_date_is_no_date(text):
    frame = pl.DataFrame({"day": [text]})
    assert stopped("max_to_be_between", frame, column="day", min_value="2024-01-01")


def test_each_expectation_has_its_own_quantiles():
    asked = [{"quantiles": [share], "value_ranges": [[None, None]]} for share in (0, 1)]
    kind = "expect_column_quantile_values_to_be_between"
    both = [{"type": kind, "kwargs": {"column": "count", "quantile_ranges": one}} for one in asked]
    results = expect({"name": "two", "expectations": both}, TABLE)["results"]
    assert [one["result"]["observed_value"]["values"] for one in results] == [[1], [4]]


@pytest.mark.parametrize("kind", ["max_to_be_between", "unique_value_count_to_be_between"])
def test_lists_have_no_figures(kind):
    assert stopped(kind, pl.DataFrame({"count": [[1], [2]]}), column="count")


def test_a_message_carries_no_value():
    secret = pl.DataFrame({"name": ["Zebedee Quill"]})
    for kind in ("max", "mean", "sum"):
        kwargs = {"column": "name", "min_value": "2024-01-01"}
        result = told(f"expect_column_{kind}_to_be_between", secret, **kwargs)
        assert result["exception_info"]["raised_exception"]
        assert "Zebedee" not in str(result)
