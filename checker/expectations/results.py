"""One table's expectations on either engine, with results of one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.expectations.compile import check_rule, compile_rule
from checker.suites import ENGINES, Engine
from checker.suites.compile import condition_of
from checker.suites.kinds.scope import Stopped

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ENGINES", "Engine", "Result", "evaluate"]

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
        return _evaluate_reference(frame, expectations)
    return _evaluate(frame, expectations)


def _evaluate_reference(frame: pl.DataFrame, expectations: Sequence[Expectation]) -> list[Result]:
    from checker.suites.great_expectations import exception_of, reference_results

    rows = frame["_row"].to_list()
    return [
        _reference(answer.get("result") or {}, exception_of(answer), rows)
        for answer in reference_results(frame, expectations, "COMPLETE")
    ]


def _reference(result: Mapping[str, Any], broke: str, rows: Sequence[int]) -> Result:
    if broke:
        return Result(0, 0, (), broke)
    failed = sorted(rows[index] for index in result.get("unexpected_index_list") or ())
    scope, missing = result.get("element_count") or 0, result.get("missing_count") or 0
    return Result(int(scope), int(missing), tuple(failed))


def _evaluate(frame: pl.DataFrame, expectations: Sequence[Expectation]) -> list[Result]:
    """All of a table's expectations in one query; one by one only when one of them breaks it."""
    import polars as pl

    shape = _shape_of(frame)
    try:
        columns = [c for n, e in enumerate(expectations) for c in _columns(e, shape, n)]
        flags = frame.select(columns)
    except (Stopped, pl.exceptions.PolarsError) as error:
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


class _Shape(NamedTuple):
    """A table's columns and their types, and the number that this combination has here."""

    number: int
    schema: Mapping[str, Any]


def _columns(expectation: Expectation, shape: _Shape, number: int) -> list[pl.Expr]:
    flags = _flags(expectation["type"], expectation["kwargs"], shape)
    return [flag.alias(f"{n} {number}") for n, flag in zip(_Flags._fields, flags, strict=True)]


# A batch runs the same suites on every return, and to build their expressions takes longer than to
# run them. By identity, as the suites of a pack stay; the content beside it decides.
_known: dict[tuple[int, int], tuple[str, Mapping[str, Any], _Flags]] = {}
_MOST_KNOWN = 5_000
_closed: dict[int, tuple[str, Mapping[str, Any]]] = {}
_shapes: dict[tuple[tuple[str, Any], ...], int] = {}


def _shape_of(frame: pl.DataFrame) -> _Shape:
    schema = frame.schema
    return _Shape(_shapes.setdefault(tuple(schema.items()), len(_shapes)), schema)


def _flags(kind: str, kwargs: Mapping[str, Any], shape: _Shape) -> _Flags:
    known = _known.get((id(kwargs), shape.number))
    if known is not None and known[0] == kind and known[1] == kwargs:
        return known[2]
    flags = _built(kind, kwargs, shape.schema)
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[id(kwargs), shape.number] = kind, deepcopy(kwargs), flags
    return flags


def _built(kind: str, kwargs: Mapping[str, Any], schema: Mapping[str, Any]) -> _Flags:
    import polars as pl

    made = compile_rule(kind, kwargs, schema)
    # A literal has one row only; repeated over `_row` it has the table's.
    scope = pl.col("_row").is_not_null()
    condition = condition_of(kwargs, schema)
    if condition is not None:
        scope &= condition
    present = scope & ~made.missing
    return _Flags(scope, present, present & made.unexpected.fill_null(False))


def check_closed(expectations: Sequence[Expectation]) -> None:
    """Raise PackError for any expectation outside the closed list, whichever engine would run.

    What passed once is known by identity and content, as in `_known`.
    """
    for expectation in expectations:
        kind, kwargs = expectation["type"], expectation["kwargs"]
        if _closed.get(id(kwargs)) == (kind, kwargs):
            continue
        _try_arguments(kind, kwargs)
        if len(_closed) >= _MOST_KNOWN:
            _closed.clear()
        _closed[id(kwargs)] = kind, deepcopy(kwargs)


def _try_arguments(kind: str, kwargs: Mapping[str, Any]) -> None:
    """Compile for a table that has just the columns of the expectation itself."""
    import polars as pl

    check_rule(kind, kwargs)
    named = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    # Stopped is of the condition's columns; what it is made of has been looked at by then.
    with suppress(Stopped):
        compile_rule(kind, kwargs, dict.fromkeys(named, pl.String()))
