"""An additive table of counts: its cells, its sums, and both as arrays to compute with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """`values[total] == sum(values[part] for part in parts)`."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`n` cells in the order of their keys and `m` sums, in an order that no input decides.

    `counts` and `fixed` (an outsider has the cell already) have `n` values; `matrix` is m × n,
    sparse: 1 for each part, -1 for the total, so that `matrix @ counts` is 0 everywhere.
    """

    keys: tuple[Key, ...]
    counts: NDArray[np.int64]
    fixed: NDArray[np.bool_]
    matrix: Any
    sums: tuple[tuple[int, tuple[int, ...]], ...]  # the same as places: total, parts
    cell_in: tuple[tuple[int, ...], ...]  # for each cell the sums (rows) it is in
    part_in: tuple[tuple[int, ...], ...]  # for each cell the sums it is a part of


def lay(
    values: Mapping[Key, int], sums: Sequence[Sum], known: Mapping[Key, int] | None = None
) -> Table:
    """The table of `values` and of what is `known` beside them.

    Raises ValueError (which names no value) for a count that is not a whole number of 0 or more,
    for a known count that the table contradicts, and for sums that do not add up.
    """
    import numpy as np

    known = known or {}
    counts = {**known, **values}
    if any(type(count) is not int or count < 0 for count in (*known.values(), *values.values())):
        raise ValueError("A count is not a whole number of 0 or more.")
    if any(counts[key] != count for key, count in known.items()):
        raise ValueError("A count that is known already differs from the one in the table.")
    keys = tuple(sorted(counts))
    places = placed(keys, sums)
    table = Table(
        keys,
        np.array([counts[key] for key in keys], dtype=np.int64),
        np.array([key in known for key in keys], dtype=bool),
        matrix(places, len(keys)),
        places,
        *_rows_of(places, len(keys)),
    )
    if (table.matrix @ table.counts).any():
        raise ValueError("The counts do not add up to their totals.")
    return table


def placed(keys: Sequence[Key], sums: Sequence[Sum]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Each sum once, as places in `keys`; ValueError for a sum that cannot be one."""
    place = {key: at for at, key in enumerate(keys)}
    for each in sums:
        if not each.parts or len({each.total, *each.parts}) != len(each.parts) + 1:
            raise ValueError("A sum has no parts, or names one cell twice.")
        if not place.keys() >= {each.total, *each.parts}:
            raise ValueError("A sum names a cell that has no count.")
    return tuple(
        sorted({(place[s.total], tuple(sorted(place[part] for part in s.parts))) for s in sums})
    )


def matrix(places: Sequence[tuple[int, tuple[int, ...]]], cells: int) -> Any:
    """The sums as a sparse matrix, one row each: see Table."""
    from scipy.sparse import csc_matrix

    rows = [row for row, (_, parts) in enumerate(places) for _ in range(len(parts) + 1)]
    columns = [at for total, parts in places for at in (total, *parts)]
    signs = [sign for _, parts in places for sign in (-1, *[1] * len(parts))]
    return csc_matrix((signs, (rows, columns)), shape=(len(places), cells), dtype=float)


def _rows_of(
    places: Sequence[tuple[int, tuple[int, ...]]], cells: int
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    any_: list[list[int]] = [[] for _ in range(cells)]
    part_: list[list[int]] = [[] for _ in range(cells)]
    for row, (total, parts) in enumerate(places):
        any_[total].append(row)
        for part in parts:
            any_[part].append(row)
            part_[part].append(row)
    return tuple(map(tuple, any_)), tuple(map(tuple, part_))
