"""Answers in Great Expectations' own result shape, so that both engines can be held together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from checker.suites.compile import Expectation
from checker.suites.running import Answer, FigureAnswer, RowsAnswer, StoppedAnswer

ResultFormat = Literal["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"]
RESULT_FORMATS: tuple[ResultFormat, ...] = get_args(ResultFormat)
# Where blanks are what is looked at, none is missing, and these keys are left out.
_ABOUT_BLANKS = ("expect_column_values_to_be_null", "expect_column_values_to_not_be_null")
_OF_BLANKS = (
    "missing_count",
    "missing_percent",
    "unexpected_percent_total",
    "unexpected_percent_nonmissing",
)
_PART = 20  # how many values and places the shorter formats tell


def suite_result(
    suite: Mapping[str, Any], results: Sequence[dict[str, Any]], meta: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole suite's result; `results` in the order of its expectations."""
    met = sum(result["success"] for result in results)
    share = met / len(results) * 100 if results else None
    return {
        "success": met == len(results),
        "results": list(results),
        "suite_name": suite.get("name"),
        "suite_parameters": {},
        "statistics": {
            "evaluated_expectations": len(results),
            "successful_expectations": met,
            "unsuccessful_expectations": len(results) - met,
            "success_percent": share,
        },
        "meta": dict(meta),
        "id": None,
    }


def expectation_result(
    expectation: Expectation, answer: Answer, result_format: ResultFormat
) -> dict[str, Any]:
    """One expectation's result."""
    success, result = _told(expectation, answer, result_format)
    return {
        "success": success,
        "expectation_config": configuration(expectation),
        "result": {} if result_format == "BOOLEAN_ONLY" else result,
        "meta": {},
        "exception_info": raised(answer.why if isinstance(answer, StoppedAnswer) else ""),
    }


def configuration(expectation: Expectation) -> dict[str, Any]:
    """The expectation as the suite has it, with Great Expectations' default severity."""
    return {"severity": "critical", "meta": {}, **expectation}


def raised(why: str) -> dict[str, Any]:
    """What Great Expectations says of an exception; no traceback, which could quote a value."""
    return {
        "raised_exception": bool(why),
        "exception_traceback": None,
        "exception_message": why or None,
    }


def _told(
    expectation: Expectation, answer: Answer, result_format: ResultFormat
) -> tuple[bool, dict[str, Any]]:
    if isinstance(answer, StoppedAnswer):
        return False, {}
    if isinstance(answer, FigureAnswer):
        return answer.success, answer.result
    mostly = expectation["kwargs"].get("mostly", 1)
    result = _rows_result(answer, result_format)
    if expectation["type"] in _ABOUT_BLANKS:
        result = {key: value for key, value in result.items() if key not in _OF_BLANKS}
    return _enough(answer, mostly), result


def _enough(answer: RowsAnswer, mostly: float) -> bool:
    """Whether enough rows are as expected; with nothing to check there is nothing at fault."""
    checked = answer.elements - answer.missing
    return not checked or (checked - answer.unexpected) / checked >= mostly


def _rows_result(answer: RowsAnswer, result_format: ResultFormat) -> dict[str, Any]:
    checked = answer.elements - answer.missing
    result: dict[str, Any] = {
        "element_count": answer.elements,
        "unexpected_count": answer.unexpected,
        "unexpected_percent": _percent(answer.unexpected, checked),
        "partial_unexpected_list": answer.values[:_PART],
        "missing_count": answer.missing,
        "missing_percent": _percent(answer.missing, answer.elements),
        "unexpected_percent_total": _percent(answer.unexpected, answer.elements),
        "unexpected_percent_nonmissing": _percent(answer.unexpected, checked),
    }
    if result_format in ("SUMMARY", "COMPLETE"):
        # The short format counts among the few values it tells, and so does Great Expectations.
        counted = answer.values if result_format == "COMPLETE" else answer.values[:_PART]
        result["partial_unexpected_counts"] = _counts(counted)
        result["partial_unexpected_index_list"] = answer.places[:_PART]
    if result_format == "COMPLETE":
        result["unexpected_list"] = answer.values
        result["unexpected_index_list"] = answer.places
        result["unexpected_index_query"] = f"df.filter(items={answer.places}, axis=0)"
    return result


def _percent(part: int, whole: int) -> float | None:
    return part / whole * 100 if whole else None


def _counts(values: Sequence[Any]) -> list[dict[str, Any]]:
    """The commonest of `values`, most of all first, then by value."""
    plain = [tuple(value.values()) if isinstance(value, dict) else value for value in values]
    try:
        common = sorted(Counter(plain).most_common(_PART), key=lambda one: (-one[1], one[0]))
    except TypeError:
        # Blanks beside values have no order.
        return [{"error": "partial_exception_counts requires a hashable type"}]
    return [{"value": value, "count": count} for value, count in common]
