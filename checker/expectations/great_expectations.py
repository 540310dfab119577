"""The reference engine: the same suites through Great Expectations itself."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.expectations.results import Result

if TYPE_CHECKING:
    import polars as pl


def evaluate_reference(
    frame: pl.DataFrame, expectations: Sequence[Mapping[str, Any]]
) -> list[Result]:
    """Results in the order of `expectations`, computed by Great Expectations on pandas.

    The caller has held them to the closed list: the library logs and drops a type it does not know.

    Raises PackError when the library does not answer for every expectation it was given.
    """
    numbered = [_numbered(expectation, n) for n, expectation in enumerate(expectations)]
    with _quiet():
        answers = _validate(frame, numbered)
    if set(answers) != set(range(len(expectations))):
        raise PackError("Great Expectations did not answer for every expectation of a suite.")
    rows = frame["_row"].to_list()
    return [_result(answers[n], rows) for n in range(len(expectations))]


def _numbered(expectation: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Results come back in another order, so each expectation carries its place in `meta`."""
    meta = {**expectation.get("meta", {}), "place": number}
    return {**expectation, "meta": meta}


def _validate(
    frame: pl.DataFrame, expectations: Sequence[Mapping[str, Any]]
) -> dict[int, Mapping[str, Any]]:
    import great_expectations as gx

    suite = gx.ExpectationSuite(name="suite", expectations=[dict(e) for e in expectations])
    batch = _whole_frames().get_batch({"dataframe": _pandas(frame)})
    validated = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    return {
        result.expectation_config.meta["place"]: result.to_json_dict()
        for result in validated.results
    }


@cache
def _whole_frames() -> Any:
    """The library's own setting-up, once for each process: it costs more than most checks."""
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("whole")


def _pandas(frame: pl.DataFrame) -> Any:
    """A pandas frame without pyarrow: dates as text, numbers as floats where some are null."""
    import pandas
    import polars as pl

    columns = {}
    for name in frame.columns:
        series = frame[name]
        if series.dtype == pl.Date:
            series = series.cast(pl.String)
        values = series.to_list()
        numeric = series.dtype.is_numeric()
        columns[name] = pandas.Series(values, dtype="float64" if numeric else "object")
    return pandas.DataFrame(columns, index=range(frame.height))


def _result(answer: Mapping[str, Any], rows: Sequence[int]) -> Result:
    raised = _raised(answer.get("exception_info") or {})
    result = answer.get("result") or {}
    if raised:
        return Result(0, 0, (), "ExpectationRaised")
    failed = sorted(rows[index] for index in result.get("unexpected_index_list") or ())
    return Result(
        int(result.get("element_count", 0)), int(result.get("missing_count") or 0), tuple(failed)
    )


def _raised(info: Mapping[str, Any]) -> bool:
    """The library gives one record, or one for each metric; either may tell of an exception."""
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(part, Mapping) and part.get("raised_exception") for part in info.values())


@contextmanager
def _quiet() -> Iterator[None]:
    """No analytics, no progress bars, no log line that could quote a value."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    previous = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(previous)
