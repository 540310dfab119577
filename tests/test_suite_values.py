"""What the generated tables do not say of a column's values: what is refused, and known answers."""

from __future__ import annotations

import polars as pl
import pytest

from checker import expect
from checker.errors import PackError
from checker.suites.kinds.values import DIFFERENCES
from checker.suites.known import KINDS

VALUES = "expect_column_values_to_"
TABLE = pl.DataFrame({"n": [1, 2, 3, None], "t": ["a", "b", None, "c"], "Odd": [1, 1, 1, 50]})
ENGINES = ["polars", "great-expectations"]


def answer(kind, frame=TABLE, engine="polars", **kwargs):
    suite = {"name": "s", "expectations": [{"type": kind, "kwargs": kwargs}]}
    return expect(suite, frame, engine=engine)["results"][0]


def comparison(name, operator, parameter):
    about = {"type": "comparison", "column": {"name": name}}
    return {**about, "operator": operator, "parameter": parameter}


REFUSED = [
    (f"{VALUES}be_between", {}),
    (f"{VALUES}be_between", {"min_value": "yesterday"}),
    (f"{VALUES}be_between", {"min_value": ""}),
    (f"{VALUES}be_between", {"min_value": 10**400}),
    (f"{VALUES}be_between", {"min_value": 1, "strict_min": None}),
    (f"{VALUES}be_between", {"min_value": 1, "strict_max": "yes"}),
    (f"{VALUES}be_between", {"min_value": {"$PARAMETER": "low"}}),
    (f"{VALUES}be_in_set", {}),
    (f"{VALUES}be_in_set", {"value_set": "abc"}),
    (f"{VALUES}be_in_set", {"value_set": [["a"]]}),
    (f"{VALUES}be_increasing", {"strictly": 1}),
    (f"{VALUES}not_be_outliers", {"method": "mad"}),
    (f"{VALUES}not_be_outliers", {"multiplier": -1}),
    (f"{VALUES}not_be_outliers", {"multiplier": True}),
    ("expect_column_value_z_scores_to_be_less_than", {"threshold": 1}),
    ("expect_column_value_z_scores_to_be_less_than", {"threshold": "1", "double_sided": True}),
    (f"{VALUES}be_of_type", {"type_": None}),
    (f"{VALUES}be_of_type", {"type_": "i4,f8"}),
    (f"{VALUES}be_in_type_list", {"type_list": "int"}),
    ("expect_column_type_to_be", {"type_": "<i8"}),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("kind", "kwargs"), REFUSED)
def test_arguments_are_refused_whichever_engine_was_chosen(kind, kwargs, engine):
    with pytest.raises(PackError):
        answer(kind, engine=engine, column="n", **kwargs)


CONDITIONS = [
    comparison("n` == 1 or @pd.io", "==", 1),
    comparison("n", "IN", [1, "a"]),
    comparison("n", "IN", [True]),
    comparison("n", "==", {"a": 1}),
    {"type": "nullity", "column": {"name": "n"}, "is_null": "no"},
    {"type": "and", "conditions": [comparison("n", "==", 1)] * 101},
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("condition", CONDITIONS, ids=range(len(CONDITIONS)))
def test_row_conditions_are_refused_whichever_engine_was_chosen(condition, engine):
    with pytest.raises(PackError):
        answer(f"{VALUES}be_unique", engine=engine, column="n", row_condition=condition)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_condition_that_cannot_be_answered_stops_a_type_and_nothing_beside_it(engine):
    kinds = [
        {"type": f"{VALUES}be_of_type", "kwargs": {"column": "n", "type_": "float64", **more}}
        for more in ({"row_condition": comparison("t", "<", 1)}, {})
    ]
    results = expect({"name": "s", "expectations": kinds}, TABLE, engine=engine)["results"]
    assert [one["exception_info"]["raised_exception"] for one in results] == [True, False]
    assert [one["success"] for one in results] == [False, True]


def test_whole_numbers_far_apart_are_in_their_true_order():
    far = pl.DataFrame({"n": [2**63 - 1, -(2**63)]})
    assert answer(f"{VALUES}be_increasing", far, column="n")["success"] is False
    assert answer(f"{VALUES}be_decreasing", far, column="n")["success"] is True


def test_one_value_far_from_the_others_is_an_outlier():
    numbers = pl.DataFrame({"n": [1, 2, 3, 4, 100]})
    # Quartiles 2 and 4: the fences are at -1 and 7.
    far = answer(f"{VALUES}not_be_outliers", numbers, column="n")
    assert far["result"]["unexpected_index_list"] == [4]
    # Mean 22, sample standard deviation 43.6: 100 is 1.79 of them away.
    for multiplier, places in ((1.78, [4]), (1.8, [])):
        far = answer(
            f"{VALUES}not_be_outliers", numbers, column="n", method="std", multiplier=multiplier
        )
        assert far["result"]["unexpected_index_list"] == places


def test_a_column_is_found_by_its_exact_name_first():
    frame = pl.DataFrame({"A": [1], "a": [2]})
    found = answer(f"{VALUES}be_in_set", frame, column="a", value_set=[2])
    assert found["success"] is True
    assert answer(f"{VALUES}be_unique", column="odd")["result"]["unexpected_count"] == 3


def test_what_stops_an_expectation_is_told_without_a_value():
    frame = pl.DataFrame({"t": ["Zanzibar"]})
    for kwargs in ({"max_value": 3}, {"min_value": 3, "max_value": 1}):
        told = answer(f"{VALUES}be_between", frame, column="t", **kwargs)
        assert told["exception_info"]["raised_exception"] is True
        assert "Zanzibar" not in str(told)


def test_differences_are_told_of_types_that_are_known():
    assert set(DIFFERENCES) <= set(KINDS)


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("parameter", [2**63, -(2**63) - 1, 10**30, 10**400])
@pytest.mark.parametrize("operator", [">=", "<", "==", "!="])
def test_a_condition_by_a_number_beyond_all_of_a_column(blank, parameter, operator):
    """Found by the long run: pandas rounds a column with blanks, and no other."""
    frame = pl.DataFrame({"n": [1, 2**63 - 1, -(2**63), *([None] if blank else [])]})
    wanted = {"column": "n", "row_condition": comparison("n", operator, parameter)}
    wanted["condition_parser"] = "great_expectations"
    ours, theirs = (answer(f"{VALUES}be_null", frame, engine, **wanted) for engine in ENGINES)
    assert ours["success"] == theirs["success"]
    assert ours["result"].get("element_count") == theirs["result"].get("element_count")
