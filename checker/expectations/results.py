"""One table's expectations on either engine, with results of one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from checker.errors import PackError
from checker.expectations.compile import compile_expectation
from checker.expectations.conditions import condition

if TYPE_CHECKING:
    import polars as pl

Engine = Literal["polars", "great-expectations"]
ENGINES: tuple[Engine, ...] = ("polars", "great-expectations")
Expectation = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """`in_scope` rows met the row condition; `missing` of them were blank; `failed` are the

    `_row` numbers at fault. `broke` is the kind of error that stopped the expectation, or "".
    """

    in_scope: int
    missing: int
    failed: tuple[int, ...]
    broke: str = ""


def evaluate(
    frame: pl.DataFrame, expectations: Sequence[Expectation], engine: Engine
) -> list[Result]:
    """Results in the order of `expectations`, over a frame with a column `_row`.

    A frame without rows has nothing in scope of anything, and may lack the measures.
    """
    check_closed(expectations)
    if not frame.height:
        return [Result(0, 0, ()) for _ in expectations]
    if engine == "great-expectations":
        from checker.expectations.great_expectations import evaluate_reference

        return evaluate_reference(frame, expectations)
    return [_evaluate(frame, expectation) for expectation in expectations]


def _evaluate(frame: pl.DataFrame, expectation: Expectation) -> Result:
    import polars as pl

    kwargs = expectation["kwargs"]
    compiled = compile_expectation(expectation["type"], kwargs)
    try:
        if "row_condition" in kwargs:
            frame = frame.filter(condition(kwargs["row_condition"]))
        present, failed = compiled
        checked = frame.select("_row", present=present, failed=present & failed.fill_null(False))
    except pl.exceptions.PolarsError as error:
        return Result(frame.height, 0, (), type(error).__name__)
    rows = checked.filter(pl.col("failed"))["_row"].to_list()
    missing = checked.height - int(checked["present"].sum())
    return Result(frame.height, missing, tuple(rows))


def check_closed(expectations: Sequence[Expectation]) -> None:
    """Raise PackError for any expectation outside the closed list, whichever engine would run."""
    for expectation in expectations:
        kind, kwargs = expectation["type"], expectation["kwargs"]
        try:
            compile_expectation(kind, kwargs)
            if "row_condition" in kwargs:
                condition(kwargs["row_condition"])
        except (KeyError, TypeError) as error:
            raise PackError(f"{kind}: {error} is missing or has the wrong shape.") from error
