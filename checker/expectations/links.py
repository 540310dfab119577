"""Which rows of a table depend on a cell of another: the way through the foreign keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

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
    way = _ways(spec.foreign_keys, table).get(other)
    return None if way is None else list(way)


@lru_cache(maxsize=256)
def _ways(keys: tuple[ForeignKey, ...], table: str) -> Mapping[str, tuple[Step, ...]]:
    """The shortest way from `table` to each table that one leads to."""
    ways: dict[str, tuple[Step, ...]] = {table: ()}
    queue = [table]
    while queue:
        here = queue.pop(0)
        for step in _steps(keys, here):
            if step.other not in ways:
                ways[step.other] = (*ways[here], step)
                queue.append(step.other)
    return ways


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
    return set(skips(spec, frames, bad)(table, reads))


def skips(
    spec: ReturnSpec, frames: Frames, bad: SetAside
) -> Callable[[str, Sequence[str]], frozenset[int]]:
    """`set_aside_rows` of any table and reads: each column and each way is looked at once."""
    if not any(rows for fields in bad.values() for rows in fields.values()):
        return lambda table, reads: frozenset()

    @cache
    def affected(table: str, read: str) -> set[int]:
        other, _, column = read.partition(".")
        way = _ways(spec.foreign_keys, table).get(other)
        rows = set(bad.get(other, {}).get(column, ()))
        if way is None:
            return set(values(table, "_row")) if rows else set()
        for step in reversed(way):
            rows |= bad.get(step.other, {}).get(step.other_column, set())
            rows = back(step, rows)
            rows |= bad.get(step.table, {}).get(step.column, set())
        return rows

    def back(step: Step, rows: set[int]) -> set[int]:
        """Rows of the step's own table that are linked to `rows` of the other table."""
        if not rows:
            return set()
        other = zip(values(step.other, "_row"), values(step.other, step.other_column), strict=True)
        linked = {value for row, value in other if row in rows} - {None}
        own = zip(values(step.table, "_row"), values(step.table, step.column), strict=True)
        return {row for row, value in own if value in linked}

    @cache
    def values(table: str, column: str) -> list[Any]:
        return frames[table][column].to_list()

    @cache
    def rows_of(table: str, reads: tuple[str, ...]) -> frozenset[int]:
        return frozenset().union(*(affected(table, read) for read in reads))

    return lambda table, reads: rows_of(table, tuple(reads))


def astray(spec: ReturnSpec, bad: SetAside, table: str, reads: Sequence[str]) -> bool:
    """True when a table below `table` that the rule reads has rows whose key leads nowhere.

    Such a row may belong to any row of `table`, so no absence below one of them is certain.
    """
    if not bad:
        return False
    ways = _ways(spec.foreign_keys, table)
    return any(
        bad.get(step.other, {}).get(step.other_column)
        for read in reads
        for step in ways.get(read.partition(".")[0], ())
        if not step.is_child
    )


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
