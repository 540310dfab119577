"""A suite and a table from files that anyone may have made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import PackError, Unreadable, UsageError
from checker.language import say

if TYPE_CHECKING:
    import polars as pl

    from checker.read import Limits, Workbook

_ROWS_LOOKED_AT = 10_000  # of a CSV file, to tell the types of its columns


class Loaded(NamedTuple):
    """A table whose rows are not read yet where they need not be, and what to know about it."""

    table: pl.DataFrame | pl.LazyFrame
    notes: tuple[str, ...] = ()


def load_suite(path: Path) -> dict[str, Any]:
    """A suite as Great Expectations saves it; its own checks come with `expect`.

    Raises UsageError when there is no such file, PackError when it is no JSON object.
    """
    if not path.is_file():
        raise UsageError(say("expect.no-suite", name=path.name))
    try:
        suite = json.loads(path.read_bytes())
    except ValueError as error:
        raise PackError(say("expect.suite-no-json", name=path.name)) from error
    if not isinstance(suite, dict):
        raise PackError(say("expect.suite-no-object", name=path.name))
    return suite


def load_table(path: Path, sheet: str, limits: Limits) -> Loaded:
    """The table at `path`: a Parquet or CSV file, or one sheet of a workbook.

    The first row of a CSV file or sheet holds the names of its columns. `sheet` names one; without
    it, the only visible one. Raises UsageError for what is not there or is no table, and Unreadable
    for a file that cannot be read.
    """
    if not path.is_file():
        raise UsageError(say("expect.no-table", name=path.name))
    kind = path.suffix.lower()
    if kind not in (".csv", ".tsv", ".parquet"):
        return _of_workbook(path, sheet, limits)
    if sheet:
        raise UsageError(say("expect.no-sheets-there", name=path.name))
    return Loaded(_scanned(path, kind))


def _scanned(path: Path, kind: str) -> pl.LazyFrame:
    import polars as pl

    try:
        if kind == ".parquet":
            scan = pl.scan_parquet(path)
            scan.collect_schema()
            return scan
        return _csv(path, "\t" if kind == ".tsv" else ",")
    except (pl.exceptions.PolarsError, OSError, UnicodeError) as error:
        # The library's own message quotes what stands in the file.
        message = say("expect.table-unreadable", name=path.name, error=type(error).__name__)
        raise Unreadable("corrupt", message, say("expect.table-unreadable-fix")) from error


def _csv(path: Path, separator: str) -> pl.LazyFrame:
    import polars as pl

    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            # Polars would take UTF-16 for one strange column.
            raise UnicodeError

    def scan(rows: int | None) -> pl.LazyFrame:
        return pl.scan_csv(path, separator=separator, infer_schema_length=rows)

    first = scan(_ROWS_LOOKED_AT)
    try:
        return first.collect().lazy()
    except pl.exceptions.ComputeError:
        # A column turned into another kind of value further down than was looked at.
        return scan(None).collect().lazy()


def _of_workbook(path: Path, sheet: str, limits: Limits) -> Loaded:
    import polars as pl

    from checker.read import read

    workbook = read(path, limits)
    chosen = _chosen(workbook, sheet)
    rows = [row for row in workbook.sheets[chosen].rows if any(cell is not None for cell in row)]
    if not rows:
        raise UsageError(say("expect.sheet-empty"))
    names, body = _names(rows[0]), rows[1:]
    columns = {name: _column([_at(row, n) for row in body]) for n, name in names.items()}
    receipt = workbook.receipt.sheets[chosen]
    told = {"errors": receipt.errors, "formulas": receipt.formulas_without_value}
    notes = [say(f"expect.{what}", n=count) for what, count in told.items() if count]
    notes += [say("expect.mixed", column=name) for name, (_, mixed) in columns.items() if mixed]
    return Loaded(pl.DataFrame({name: made for name, (made, _) in columns.items()}), tuple(notes))


def _chosen(workbook: Workbook, sheet: str) -> int:
    names = [one.name for one in workbook.sheets]
    if sheet:
        if sheet not in names:
            raise UsageError(say("expect.no-such-sheet"))
        return names.index(sheet)
    visible = [n for n, one in enumerate(workbook.sheets) if one.state == "visible"]
    if len(visible) != 1:
        raise UsageError(say("expect.which-sheet", n=len(visible)))
    return visible[0]


def _names(header: Sequence[object]) -> dict[int, str]:
    """The columns' names by their place; a column without one is left out."""
    names = {n: str(cell) for n, cell in enumerate(header) if cell is not None}
    if len(set(names.values())) < len(names):
        raise UsageError(say("expect.same-names"))
    return names


def _at(row: Sequence[object], place: int) -> object:
    return row[place] if place < len(row) else None


def _column(values: Sequence[object]) -> tuple[pl.Series, bool]:
    """A column of one type, and whether it held several, which are then all texts."""
    import polars as pl

    filled = [value for value in values if value is not None]
    types = {type(value) for value in filled}
    if types <= {int, float}:
        numbers = pl.Series(list(values), dtype=pl.Float64, strict=False)
        return numbers.cast(pl.Int64) if _whole(numbers) else numbers, False
    if types == {dt.date, dt.datetime}:
        moments = [_moment(value) for value in values]
        return pl.Series(moments, dtype=pl.Datetime("us")), False
    if len(types) == 1 and types <= {bool, str, dt.date, dt.datetime}:
        return pl.Series(list(values)), False
    return pl.Series([_text(value) for value in values], dtype=pl.String), len(types) > 1


def _whole(numbers: pl.Series) -> bool:
    """Whether there are numbers, and all of them whole and exact; a workbook has floats only."""
    held = numbers.drop_nulls()
    return bool(held.len() and ((held == held.round()) & (held.abs() <= 2**53)).all())


def _moment(value: object) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value


def _text(value: object) -> str | None:
    """A cell as text, in a column that holds more than one kind; days in ISO form."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
