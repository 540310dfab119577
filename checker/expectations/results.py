"""One table's expectations on either engine, with results of one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

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


class _Flags(NamedTuple):
    """Of each row: in scope, present to be checked, and failed."""

    scope: pl.Expr
    present: pl.Expr
    failed: pl.Expr


def _columns(expectation: Expectation, number: int) -> list[pl.Expr]:
    flags = _flags(expectation["type"], expectation["kwargs"])
    return [flag.alias(f"{n} {number}") for n, flag in zip(_Flags._fields, flags, strict=True)]


# A batch runs the same suites on every return, and to build their expressions takes longer than to
# run them. By identity, as the suites of a pack stay; the content beside it decides.
_known: dict[int, tuple[str, Mapping[str, Any], _Flags]] = {}
_MOST_KNOWN = 5_000


def _flags(kind: str, kwargs: Mapping[str, Any]) -> _Flags:
    known = _known.get(id(kwargs))
    if known is not None and known[0] == kind and known[1] == kwargs:
        return known[2]
    flags = _built(kind, kwargs)
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[id(kwargs)] = kind, deepcopy(kwargs), flags
    return flags


def _built(kind: str, kwargs: Mapping[str, Any]) -> _Flags:
    import polars as pl

    compiled = compile_expectation(kind, kwargs)
    # A literal has one row only; repeated over `_row` it has the table's.
    scope = pl.col("_row").is_not_null()
    if "row_condition" in kwargs:
        scope &= condition(kwargs["row_condition"])
    present = scope & compiled.present
    return _Flags(scope, present, present & compiled.unexpected.fill_null(False))


def check_closed(expectations: Sequence[Expectation]) -> None:
    """Raise PackError for any expectation outside the closed list, whichever engine would run."""
    for expectation in expectations:
        kind = expectation["type"]
        try:
            _flags(kind, expectation["kwargs"])
        except (KeyError, TypeError) as error:
            raise PackError(f"{kind}: {error} is missing or has the wrong shape.") from error
