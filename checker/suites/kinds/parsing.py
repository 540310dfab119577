"""Values as text, and texts that Python's own readers take: days, times and JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from checker.errors import PackError
from checker.suites.kinds.daytimes import DATEUTIL, in_figures
from checker.suites.kinds.distinct import judged, quietly, stopping
from checker.suites.kinds.given import text
from checker.suites.kinds.scope import Kwargs, Rows, Scope, Stopped, column, dtype_of

if TYPE_CHECKING:
    import polars as pl


def as_text(scope: Scope, name: Any) -> pl.Expr:
    """A column's values as pandas writes them; raises Stopped for a column of none of four types.

    Whole numbers beside blanks are floats to pandas, so 1 is “1.0” there and “1” elsewhere.
    """
    import polars as pl

    values, dtype = column(scope, name), dtype_of(scope, name)
    if dtype == pl.String:
        return values
    if dtype == pl.Boolean:
        return pl.when(values).then(pl.lit("True")).when(~values).then(pl.lit("False"))
    if not dtype.is_numeric():
        raise Stopped(f"The column {name} holds neither texts nor numbers.")
    return values.map_batches(_numbers_as_text, return_dtype=pl.String)


def _numbers_as_text(numbers: pl.Series) -> pl.Series:
    import polars as pl

    if numbers.dtype.is_integer() and not numbers.null_count():
        return numbers.cast(pl.String)
    numbers = numbers.cast(pl.Float64)
    distinct = numbers.drop_nulls().unique()
    if distinct.is_empty():
        return pl.repeat(None, len(numbers), dtype=pl.String, eager=True)
    written = pl.Series([repr(one) for one in distinct.to_list()], dtype=pl.String)
    made = numbers.replace_strict(distinct, written, default=None, return_dtype=pl.String)
    # Both zeros are one distinct value, but two texts.
    for zero, below in (("0.0", False), ("-0.0", True)):
        here = (numbers == 0) & ((1 / numbers < 0) == below)
        made = made.set(here.fill_null(False), zero)
    return made


def strftime(kwargs: Kwargs, scope: Scope) -> Rows:
    """Whether `datetime.strptime` reads the text; anything but a text stops it."""
    shape = text(kwargs["strftime_format"], "strftime_format")
    moment = dt.datetime(2001, 2, 3, 4, 5, 6, tzinfo=dt.UTC)
    with quietly():
        try:
            dt.datetime.strptime(moment.strftime(shape), shape)
        except ValueError as error:
            raise PackError("strftime_format cannot read what it writes.") from error

    def reads(value: str) -> bool:
        try:
            dt.datetime.strptime(value, shape)
        except ValueError:
            return False
        return True

    return _read_by(reads, kwargs, scope, in_figures((shape,)))


def dateutil(kwargs: Kwargs, scope: Scope) -> Rows:
    """Whether dateutil reads the text as a day or time; anything but a text stops it."""

    def reads(value: str) -> bool:
        from dateutil.parser import parse  # type: ignore[import-untyped]

        try:
            parse(value)
        except (ValueError, OverflowError):
            return False
        return True

    return _read_by(reads, kwargs, scope, in_figures(DATEUTIL))


def json_text(kwargs: Kwargs, scope: Scope) -> Rows:
    """Whether Python's `json` reads the text; what is no text is no JSON."""
    import polars as pl

    def reads(value: str) -> bool:
        import json

        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return False
        return True

    values = column(scope, kwargs["column"])
    unread = ~judged(values, reads) if _is_text(scope, kwargs) else pl.repeat(True, pl.len())
    return Rows(values.is_null(), unread, (kwargs["column"],))


def json_schema(kwargs: Kwargs, scope: Scope) -> Rows:
    """Whether the JSON in the text meets the schema; what is no JSON stops it."""
    schema = kwargs["json_schema"]
    if not isinstance(schema, Mapping):
        raise PackError("json_schema must be a mapping.")
    if any(not reference.startswith("#") for reference in _references(schema)):
        raise PackError("json_schema refers to another document, which would have to be fetched.")
    made: list[Any] = []

    def meets(value: str) -> bool:
        import json

        instance = json.loads(value)
        if not made:
            made.append(_validator(schema))
        # All the errors, not the first alone: a part of the schema that cannot be applied raises.
        return not list(made[0].iter_errors(instance))

    return _read_by(meets, kwargs, scope)


def _validator(schema: Mapping[str, Any]) -> Any:
    from jsonschema.validators import validator_for
    from referencing import Registry

    kind = validator_for(schema)
    kind.check_schema(dict(schema))
    return kind(dict(schema), registry=Registry())


def _references(part: Any) -> set[str]:
    """Every reference of a schema, wherever it stands."""
    if isinstance(part, Mapping):
        own = {v for k, v in part.items() if k in ("$ref", "$dynamicRef") and isinstance(v, str)}
        return own.union(*(_references(inner) for inner in part.values()))
    if isinstance(part, list):
        return set().union(*(_references(inner) for inner in part))
    return set()


def _read_by(
    reads: Callable[[str], bool], kwargs: Kwargs, scope: Scope, surely: str | None = None
) -> Rows:
    """Rows that are not read; only those in scope are looked at, for what is not can raise.

    Texts of the pattern `surely` are known to be read.
    """
    import polars as pl

    name = kwargs["column"]
    values = column(scope, name)
    looked_at = values if scope.condition is None else pl.when(scope.condition).then(values)
    if _is_text(scope, kwargs):
        known = pl.lit(False) if surely is None else looked_at.str.contains(surely)
        unread = ~known & ~judged(pl.when(~known).then(looked_at), reads)
    else:
        unread = stopping(looked_at.is_not_null(), f"The column {name} does not hold texts.")
    return Rows(values.is_null(), unread, (name,))


def _is_text(scope: Scope, kwargs: Kwargs) -> bool:
    import polars as pl

    return bool(dtype_of(scope, kwargs["column"]) == pl.String)
