"""The reference engine: the same suites through Great Expectations itself, on pandas."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.compile import Expectation, compile_expectation
from checker.suites.kinds.scope import Stopped
from checker.suites.plain import pandas_frame, plain, plain_schema
from checker.suites.shape import ResultFormat, configuration, raised, suite_result

if TYPE_CHECKING:
    import polars as pl


_RAISED = {"raised_exception": True}


def reference_results(
    frame: pl.DataFrame, expectations: Sequence[Expectation], result_format: ResultFormat
) -> list[Mapping[str, Any]]:
    """The library's own results as plain data, in the order of `expectations`.

    The caller has held them to the closed list: the library logs and drops a type it does not know.

    Raises PackError when the library does not take the suite, or does not answer for every
    expectation it was given.
    """
    numbered = [_numbered(expectation, n) for n, expectation in enumerate(expectations)]
    with _quiet():
        answers = _validate(frame, numbered, result_format)
    if set(answers) != set(range(len(expectations))):
        raise PackError("Great Expectations did not answer for every expectation of a suite.")
    return [answers[n] for n in range(len(expectations))]


def expect_reference(
    suite: Mapping[str, Any],
    expectations: Sequence[Expectation],
    frame: pl.DataFrame | pl.LazyFrame,
    result_format: ResultFormat,
) -> dict[str, Any]:
    """What `expect` gives, computed by Great Expectations; raises PackError as it does."""
    from importlib.metadata import version

    schema = plain_schema(frame.lazy().collect_schema())
    for expectation in expectations:
        # What one engine refuses, so does the other. Above all row conditions: the library hands a
        # text to a language that runs commands, whoever wrote the suite.
        with suppress(Stopped):
            compile_expectation(expectation["type"], expectation["kwargs"], schema)
    answers = reference_results(plain(frame.lazy().collect()), expectations, result_format)
    results = [_result(e, answer) for e, answer in zip(expectations, answers, strict=True)]
    meta = {"engine": "great-expectations"}
    return suite_result(
        suite, results, meta | {"great_expectations_version": version("great-expectations")}
    )


def _result(expectation: Expectation, answer: Mapping[str, Any]) -> dict[str, Any]:
    stopped = exception_of(answer)
    return {
        # A success that came out of numpy is the text "True" in the library's own JSON.
        "success": answer["success"] in (True, "True"),
        "expectation_config": configuration(expectation),
        "result": answer.get("result") or {},
        "meta": {},
        "exception_info": raised(stopped),
    }


def exception_of(answer: Mapping[str, Any]) -> str:
    """The kind of exception that an answer tells of, or "".

    The library gives one record, or one for each metric; its messages can quote a value.
    """
    info = answer.get("exception_info") or {}
    records = [info] if "raised_exception" in info else list(info.values())
    for record in records:
        if isinstance(record, Mapping) and record.get("raised_exception"):
            return "ExpectationRaised"
    return ""


def _numbered(expectation: Expectation, number: int) -> dict[str, Any]:
    """Results come back in another order, so each expectation carries its place in `meta`."""
    meta = {**(expectation.get("meta") or {}), "place": number}
    return {**expectation, "meta": meta}


def _validate(
    frame: pl.DataFrame, expectations: Sequence[Expectation], result_format: ResultFormat
) -> dict[int, Mapping[str, Any]]:
    import great_expectations as gx

    try:
        suite = gx.ExpectationSuite(name="suite", expectations=[dict(e) for e in expectations])
    except Exception as error:
        # The library's own checks of the arguments; its message can be long, its kind is enough.
        raise PackError(
            f"Great Expectations does not take the suite ({type(error).__name__})."
        ) from error
    batch = _whole_frames().get_batch({"dataframe": pandas_frame(frame)})
    try:
        validated = batch.validate(suite, result_format={"result_format": result_format})
    except Exception:  # noqa: BLE001 - whatever it raises, and its message can quote a value
        return _apart(frame, expectations, result_format)
    return {
        result.expectation_config.meta["place"]: result.to_json_dict()
        for result in validated.results
    }


def _apart(
    frame: pl.DataFrame, expectations: Sequence[Expectation], result_format: ResultFormat
) -> dict[int, Mapping[str, Any]]:
    """The same without the one that made the library itself raise, which took the others along.

    It happens where a type is asked for under a row condition that cannot be answered.
    """
    if len(expectations) == 1:
        return {expectations[0]["meta"]["place"]: {"success": False, "exception_info": _RAISED}}
    half = len(expectations) // 2
    first = _validate(frame, expectations[:half], result_format)
    return first | _validate(frame, expectations[half:], result_format)


@cache
def _whole_frames() -> Any:
    """The library's own setting-up, once for each process: it costs more than most checks."""
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("whole")


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
