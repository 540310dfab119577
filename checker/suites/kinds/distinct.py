"""Judgements that only Python can give, once for each distinct text of a column."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from checker.suites.kinds.scope import Stopped

if TYPE_CHECKING:
    import polars as pl

_WARNINGS = Lock()


@contextmanager
def quietly() -> Iterator[None]:
    """No warning of a library about a pattern or a value: it could quote it.

    Polars may run several columns at a time, and what Python does with warnings is one thing for
    all threads: so one after the other.
    """
    with _WARNINGS, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def judged(texts: pl.Expr, judge: Callable[[str], bool]) -> pl.Expr:
    """`judge` of each text, null for a blank. What it raises stops the expectation."""
    import polars as pl

    def of(column: pl.Series) -> pl.Series:
        distinct = column.drop_nulls().unique()
        if distinct.is_empty():
            return pl.repeat(None, len(column), dtype=pl.Boolean, eager=True)
        verdicts = pl.Series(_each(distinct.to_list(), judge), dtype=pl.Boolean)
        return column.replace_strict(distinct, verdicts, default=None, return_dtype=pl.Boolean)

    return texts.map_batches(of, return_dtype=pl.Boolean)


def _each(texts: list[str], judge: Callable[[str], bool]) -> list[bool]:
    with quietly():
        try:
            return [judge(text) for text in texts]
        except Exception as error:  # noqa: BLE001 - whatever a reader raises stops
            # The error's own message could quote a value.
            raise Stopped(f"A value cannot be judged ({type(error).__name__}).") from None


def stopping(rows: pl.Expr, why: str) -> pl.Expr:
    """False in every row; raises Stopped when `rows` holds in any of them."""
    import polars as pl

    def of(column: pl.Series) -> pl.Series:
        if column.any():
            raise Stopped(why)
        return pl.repeat(False, len(column), dtype=pl.Boolean, eager=True)

    return rows.map_batches(of, return_dtype=pl.Boolean)
