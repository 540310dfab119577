"""Any Great Expectations suite over any table, on two engines, with results of one shape."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from checker.errors import PackError, UsageError

if TYPE_CHECKING:
    import polars as pl

    from checker.suites.shape import ResultFormat

Engine = Literal["polars", "great-expectations"]
ENGINES: tuple[Engine, ...] = ("polars", "great-expectations")


def expect(
    suite: Mapping[str, Any],
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    engine: Engine = "polars",
    result_format: ResultFormat = "COMPLETE",
) -> dict[str, Any]:
    """Run a Great Expectations suite over a table; the result has Great Expectations' own shape.

    `suite` is a suite as Great Expectations saves it: `name` and `expectations`, each with `type`
    and `kwargs`. Both engines give the same answers, in the order of the suite; of a lazy table
    only the columns that are looked at are read. Days and times are their ISO text.

    Raises `checker.errors.PackError` for a suite that is none, and for a type, argument or row
    condition outside what the compiler knows, whichever engine was chosen, and
    `checker.errors.UsageError` for an engine that is not there.
    """
    from checker.suites.compile import check_known

    check_engine(engine)
    expectations = suite.get("expectations") if isinstance(suite, Mapping) else None
    if not isinstance(expectations, list):
        raise PackError("A suite holds a list named expectations.")
    expectations = [_with_kwargs(expectation) for expectation in expectations]
    check_known(expectations)
    if engine == "great-expectations":
        from checker.suites.great_expectations import expect_reference

        return expect_reference(suite, expectations, frame, result_format)
    return _expect(suite, expectations, frame, result_format)


def check_engine(engine: str) -> None:
    """Raises UsageError for an engine that is not there: some builds leave the reference out."""
    if engine == "great-expectations" and find_spec("great_expectations") is None:
        from checker.language import say

        raise UsageError(say("expect.no-reference"))


def _with_kwargs(expectation: Any) -> dict[str, Any]:
    kwargs = expectation.get("kwargs", {}) if isinstance(expectation, Mapping) else None
    if not isinstance(kwargs, Mapping) or not isinstance(expectation.get("type"), str):
        raise PackError("Each expectation of a suite has a type and kwargs.")
    return {**expectation, "kwargs": dict(kwargs)}


def _expect(
    suite: Mapping[str, Any],
    expectations: list[dict[str, Any]],
    frame: pl.DataFrame | pl.LazyFrame,
    result_format: ResultFormat,
) -> dict[str, Any]:
    from importlib.metadata import version

    from checker.suites.running import run
    from checker.suites.shape import expectation_result, suite_result

    answers = run(frame, expectations)
    results = [
        expectation_result(expectation, answer, result_format)
        for expectation, answer in zip(expectations, answers, strict=True)
    ]
    return suite_result(suite, results, {"engine": "polars", "polars_version": version("polars")})
