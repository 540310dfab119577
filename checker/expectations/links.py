"""Which rows of a table depend on a cell of another: the way through the foreign keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.layout.tables import SetAside
from checker.model.specs import ForeignKey, ReturnSpec

if TYPE_CHECKING:
    import polars as pl

Frames = Mapping[str, "pl.DataFrame"]


class Step(NamedTuple):
    """One step from `table` (by `column`) towards `other` (by `other_column`)."""

    table: str
    column: str
    other: str
    other_column: str
    is_child: bool


def path(spec: ReturnSpec, table: str, other: str) -> list[Step] | None:
    """The shortest way from `table` to `other` through foreign keys; None where there is none."""
    ways: dict[str, list[Step]] = {table: []}
    queue = [table]
    while queue:
        here = queue.pop(0)
        if here == other:
            return ways[here]
        for step in _steps(spec.foreign_keys, here):
            if step.other not in ways:
                ways[step.other] = [*ways[here], step]
                queue.append(step.other)
    return None


def _steps(keys: Sequence[ForeignKey], table: str) -> Iterator[Step]:
    for key in keys:
        if key.table == table:
            yield Step(table, key.column, key.parent, key.parent_column, True)
        if key.parent == table:
            yield Step(table, key.parent_column, key.table, key.column, False)


def set_aside_rows(
    spec: ReturnSpec, frames: Frames, bad: SetAside, table: str, reads: Sequence[str]
) -> set[int]:
    """The `_row` numbers of `table` that a rule must skip, given the cells that cannot be used.

    `reads` are "table.column" names. A read of another table also reads the keys on the way to
    it. Where no way leads there (totals count every case), one bad cell sets every row aside.
    """
    rows: set[int] = set()
    for read in reads:
        other, _, column = read.partition(".")
        rows |= _affected(spec, frames, bad, table, other, column)
    return rows


def _affected(
    spec: ReturnSpec, frames: Frames, bad: SetAside, table: str, other: str, column: str
) -> set[int]:
    way = path(spec, table, other)
    if way is None:
        everything = set(frames[table]["_row"].to_list())
        return everything if bad.get(other, {}).get(column) else set()
    rows = set(bad.get(other, {}).get(column, ()))
    for step in reversed(way):
        rows |= set(bad.get(step.other, {}).get(step.other_column, ()))
        rows = _back(frames, step, rows)
        rows |= set(bad.get(step.table, {}).get(step.column, ()))
    return rows


def astray(spec: ReturnSpec, bad: SetAside, table: str, reads: Sequence[str]) -> bool:
    """True when a table below `table` that the rule reads has rows whose key leads nowhere.

    Such a row may belong to any row of `table`, so no absence below one of them is certain.
    """
    for read in reads:
        way = path(spec, table, read.partition(".")[0]) or []
        down = [step for step in way if not step.is_child]
        if any(bad.get(step.other, {}).get(step.other_column) for step in down):
            return True
    return False


def _back(frames: Frames, step: Step, rows: set[int]) -> set[int]:
    """Rows of the step's own table that are linked to `rows` of the other table."""
    if not rows:
        return set()
    import polars as pl

    other, own = frames[step.other], frames[step.table]
    values = other.filter(pl.col("_row").is_in(list(rows)))[step.other_column].drop_nulls()
    linked = own.filter(pl.col(step.column).is_in(values.unique().to_list()))
    return set(linked["_row"].to_list())


def linked_rows(spec: ReturnSpec, frames: Frames, table: str, row: int, other: str) -> pl.DataFrame:
    """The rows of `other` that a rule may look at for one row of `table`.

    Those on the way through the foreign keys; where no way leads there, every row of `other`.
    """
    import polars as pl

    way = path(spec, table, other)
    if way is None:
        return frames[other]
    here = frames[table].filter(pl.col("_row") == row)
    for step in way:
        values = here[step.column].drop_nulls().unique().to_list()
        here = frames[step.other].filter(pl.col(step.other_column).is_in(values))
    return here


def keys_on_the_way(spec: ReturnSpec, table: str, other: str) -> set[tuple[str, str]]:
    """The (table, column) pairs of the keys that lead from `table` to `other`."""
    way = path(spec, table, other) or []
    near = {(step.table, step.column) for step in way}
    return near | {(step.other, step.other_column) for step in way}
