"""The attack: what anyone can compute of the cells that are withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.disclosure.table import Key, Sum, matrix, placed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Contradiction(ValueError):
    """What is shown does not add up: no table has these counts."""


def reach(
    shown: Mapping[Key, int], hidden: Iterable[Key], sums: Sequence[Sum]
) -> Mapping[Key, tuple[float, float]]:
    """The lowest and the highest value of each hidden cell, given what is shown, the sums, and
    that no count is below 0; the highest may be infinite.

    By linear programming, so among fractions too: whoever counts in whole numbers knows at least
    this much, and where tables have three ways and more perhaps a little more.

    Raises ValueError, which names no value, when a sum names a cell that is neither shown nor
    hidden, or (as Contradiction) when what is shown does not add up.
    """
    unknown = tuple(sorted(set(hidden)))
    if set(unknown) & shown.keys():
        raise ValueError("A cell is both shown and hidden.")
    keys = (*unknown, *sorted(shown))
    rows = matrix(placed(keys, sums), len(keys))
    right = -(rows[:, len(unknown) :] @ [float(shown[key]) for key in keys[len(unknown) :]])
    found: dict[Key, tuple[float, float]] = {}
    for cells, piece, sides in _pieces(rows[:, : len(unknown)], right):
        for cell, ends in zip(cells, _ends(piece, sides), strict=True):
            found[unknown[cell]] = ends
    return dict(sorted(found.items()))


def _pieces(
    rows: Any, right: NDArray[np.float64]
) -> Iterable[tuple[list[int], Any, NDArray[np.float64]]]:
    """Cells that share no sum, even by way of others, are worked out apart."""
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    loose = np.diff(rows.tocsr().indptr) == 0
    if right[loose].any():
        raise Contradiction("What is shown does not add up.")
    touched = abs(rows)
    number, piece = connected_components(touched.T @ touched, directed=False)
    for each in range(number):
        cells = np.flatnonzero(piece == each)
        part = rows[:, cells].tocsr()
        used = np.diff(part.indptr) > 0
        yield cells.tolist(), part[used].tocsc(), right[used]


def _ends(rows: Any, right: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Each table found widens the ranges of all its cells, so that many need no other."""
    import numpy as np

    if rows.shape[0] == 0:
        return [(0.0, float("inf"))] * rows.shape[1]
    first = _extreme(rows, right, np.zeros(rows.shape[1]))
    if first is None:
        raise Contradiction("What is shown does not add up.")
    low, high = first.copy(), first.copy()
    most = _most(rows, right)
    for cell in range(rows.shape[1]):
        for ends, sign in ((low, 1.0), (high, -1.0)):
            if (ends[cell] <= 0) if sign > 0 else (ends[cell] >= most[cell]):
                continue
            aim = np.zeros(rows.shape[1])
            aim[cell] = sign
            found = _extreme(rows, right, aim)
            if found is None:
                ends[cell] = -sign * np.inf
                continue
            np.minimum(low, found, out=low)
            np.maximum(high, found, out=high)
    return [(_tidy(a), _tidy(b)) for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def _most(rows: Any, right: NDArray[np.float64]) -> NDArray[np.float64]:
    """What no cell can pass: a part is at most its total, where that is shown."""
    import numpy as np

    most = np.full(rows.shape[1], np.inf)
    lines = rows.tocsr()
    for line, side in enumerate(right.tolist()):
        ends = slice(lines.indptr[line], lines.indptr[line + 1])
        if (lines.data[ends] > 0).all():
            cells = lines.indices[ends]
            most[cells] = np.minimum(most[cells], side)
    return most


def _extreme(
    rows: Any, right: NDArray[np.float64], aim: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """A table that has the least of what is aimed at; None where there is none."""
    import numpy as np
    from scipy.optimize import linprog

    done = linprog(aim, A_eq=rows, b_eq=right, bounds=(0, None), method="highs-ds")
    return None if done.x is None else np.asarray(done.x, dtype=float)


def _tidy(value: float) -> float:
    """Whole where the solver meant a whole number: its rounding errors are no knowledge."""
    near = round(value) if abs(value) != float("inf") else value
    return float(near) if abs(value - near) < 1e-6 else value
