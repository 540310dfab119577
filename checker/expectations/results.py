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
    return _evaluate(frame, expectations)


def _evaluate(frame: pl.DataFrame, expectations: Sequence[Expectation]) -> list[Result]:
    """All of a table's expectations in one query; one by one only when one of them breaks it."""
    import polars as pl

    columns = [column for n, e in enumerate(expectations) for column in _columns(e, n)]
    try:
        flags = frame.select(columns)
    except pl.exceptions.PolarsError as error:
        if len(expectations) == 1:
            return [Result(frame.height, 0, (), type(error).__name__)]
        return [_evaluate(frame, [expectation])[0] for expectation in expectations]
    [counts] = flags.sum().to_dicts()
    rows = frame["_row"]
    return [
        Result(
            counts[f"scope {n}"],
            counts[f"scope {n}"] - counts[f"present {n}"],
            tuple(rows.filter(flags[f"failed {n}"])) if counts[f"failed {n}"] else (),
        )
        for n in range(len(expectations))
    ]


def _columns(expectation: Expectation, number: int) -> list[pl.Expr]:
    """Three flags for each row: in scope, present to be checked, and failed."""
    import polars as pl

    kwargs = expectation["kwargs"]
    # A literal has one row only; repeated over `_row` it has the table's.
    scope = pl.col("_row").is_not_null()
    if "row_condition" in kwargs:
        scope &= condition(kwargs["row_condition"])
    compiled = compile_expectation(expectation["type"], kwargs)
    present = scope & compiled.present
    failed = present & compiled.unexpected.fill_null(False)
    return [
        scope.alias(f"scope {number}"),
        present.alias(f"present {number}"),
        failed.alias(f"failed {number}"),
    ]


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
