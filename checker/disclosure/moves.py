"""Moves: other tables that look the same from outside, found by linear programming.

A *move* is a change of withheld cells, in whole numbers, that keeps every sum and leaves no count
below 0. Whoever sees only what is shown cannot tell the table from the moved one, so each move is
evidence: the cell may be as much higher or lower as the move says. Evidence in whole numbers holds
against an outsider who knows that counts are whole, which an interval of fractions does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from checker.disclosure.table import Table

_REWARD = 1e5  # for each step of a wanted cell: above any price of withholding more
_ZERO = 200.0  # a zero is withheld only when nothing else is left
_FREE = 1e-3  # a cell already withheld costs next to nothing: of two ways the shorter
# Bounds the search for whole numbers by work, not by time: same input, same result.
_SEARCH = {"node_limit": 50, "mip_rel_gap": 0.05}
_NEAR = 1e-6


@dataclass(slots=True)
class Search:
    """What is withheld so far (n values each): `low` and `high` are steps from the true count."""

    table: Table
    smallest: int
    small: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    prices: NDArray[np.float64]  # of withholding a cell, for each step that it moves
    lost: NDArray[np.bool_]  # cells that what is known leaves without protection


def start(table: Table, smallest: int, small: NDArray[np.bool_]) -> Search:
    import numpy as np

    cells = len(table.keys)
    totals = np.zeros(cells, dtype=bool)
    totals[[total for total, _ in table.sums]] = True
    # In powers of two, for a count of 40 tells hardly more than one of 35; a total tells more.
    prices = np.ceil(np.log2(table.counts + 1.0)) + 1 + totals
    return Search(
        table,
        smallest,
        small,
        small & ~table.fixed,
        np.zeros(cells, dtype=np.int64),
        np.zeros(cells, dtype=np.int64),
        np.where(table.counts > 0, prices, _ZERO),
        np.zeros(cells, dtype=bool),
    )


def wanted(search: Search) -> NDArray[np.int64]:
    """How far above its true count each cell must be able to lie; 0 where it is safe (n values).

    A small cell is safe when the values it may have reach over `smallest` or more.
    """
    import numpy as np

    open_ = search.hidden & search.small & ~search.lost
    open_ &= search.high - search.low < search.smallest
    return np.where(open_, search.smallest + search.low, 0)


def move(
    search: Search,
    targets: NDArray[np.int64],
    cells: NDArray[np.int64],
    *,
    whole: bool = False,
    sign: int = 1,
) -> NDArray[np.int64]:
    """The cheapest move of `cells` (places) that lifts the targets as far as wanted (n values).

    Targets that cannot be lifted stay where they are or short of what is wanted; cells that would
    have to move by fractions stay where they are, unless `whole` has the solver look for whole
    numbers everywhere, which takes longer. With `sign` -1 the targets are sunk as far as can be.
    """
    problem = _problem(search, targets, cells, sign)
    found = _solved_whole(problem, 0, problem.upper) if whole else _solved(problem)
    if found is None:
        return still(search)
    if not _is_whole(found).all():
        found = _mended(problem, found)
    return _whole(problem, _steps(problem, found))


@dataclass(frozen=True, slots=True)
class _Problem:
    """Columns: wanted steps of each target, then steps up and steps down of each cell."""

    search: Search
    targets: NDArray[np.int64]
    cells: NDArray[np.int64]
    rows: Any
    costs: NDArray[np.float64]
    upper: NDArray[np.float64]
    sign: int


def _problem(
    search: Search,
    targets: NDArray[np.int64],
    cells: NDArray[np.int64],
    sign: int,
) -> _Problem:
    import numpy as np
    from scipy.sparse import hstack

    rows = _rows(search.table, cells)
    at = np.searchsorted(cells, targets)
    prices = np.where(search.hidden[cells], _FREE, search.prices[cells])
    ends = {1: np.full(len(cells), np.inf), -1: search.table.counts[cells].astype(float)}
    most = wanted(search)[targets] if sign > 0 else ends[-1][at].copy()
    ends[-sign][at] = 0  # a target goes one way
    return _Problem(
        search,
        targets,
        cells,
        hstack([sign * rows[:, at], rows, -rows]).tocsc(),
        np.concatenate([np.full(len(targets), -_REWARD), prices, prices]),
        np.concatenate([most, ends[1], ends[-1]]),
        sign,
    )


def _rows(table: Table, cells: NDArray[np.int64]) -> Any:
    """The sums of these cells alone, without those that none of them is in."""
    import numpy as np
    from scipy.sparse import csc_matrix

    cut = table.matrix[:, cells]
    used, rows = np.unique(cut.indices, return_inverse=True)
    return csc_matrix((cut.data, rows, cut.indptr), shape=(len(used), len(cells)))


def _solved(problem: _Problem) -> NDArray[np.float64] | None:
    """The best solution, fractions allowed."""
    import numpy as np
    from scipy.optimize import linprog

    done = linprog(
        problem.costs,
        A_eq=problem.rows,
        b_eq=np.zeros(problem.rows.shape[0]),
        bounds=np.column_stack([np.zeros(len(problem.upper)), problem.upper]),
        method="highs-ds",
    )
    return None if done.x is None else np.asarray(done.x, dtype=float)


def _solved_whole(
    problem: _Problem, lower: Any, upper: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """A good solution in whole numbers, when one is found soon."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    done = milp(
        problem.costs,
        constraints=LinearConstraint(problem.rows, 0, 0),
        bounds=Bounds(lower, upper),
        integrality=np.ones(len(problem.costs)),
        options=_SEARCH,
    )
    return None if done.x is None else np.asarray(done.x, dtype=float)


def _mended(problem: _Problem, found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same with whole numbers near where there were fractions, if that can be."""
    import numpy as np

    near = np.zeros(len(problem.search.table.keys))
    near[problem.cells[_broken(problem, found)]] = 1
    touched = abs(problem.search.table.matrix)
    for _ in range(2):
        near = touched.T @ ((touched @ near) > 0)
        free = near[np.concatenate([problem.targets, problem.cells, problem.cells])] > 0
        fixed = np.round(found)
        mended = _solved_whole(
            problem, np.where(free, 0, fixed), np.where(free, problem.upper, fixed)
        )
        if mended is not None:
            return mended
    return found


def _broken(problem: _Problem, found: NDArray[np.float64]) -> NDArray[np.bool_]:
    import numpy as np

    wanted_, up, down = _columns(problem, found)
    broken = ~_is_whole(up) | ~_is_whole(down)
    at = np.searchsorted(problem.cells, problem.targets)
    broken[at] |= ~_is_whole(wanted_)
    return broken


def _columns(
    problem: _Problem, found: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    first, second = len(problem.targets), len(problem.targets) + len(problem.cells)
    return found[:first], found[first:second], found[second:]


def _steps(problem: _Problem, found: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    steps = np.zeros(len(problem.search.table.keys))
    lifted, up, down = _columns(problem, found)
    steps[problem.cells] = up - down
    steps[problem.targets] += problem.sign * lifted
    return steps


def _is_whole(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    import numpy as np

    return np.asarray(np.abs(values - np.round(values)) <= _NEAR)


def _whole(problem: _Problem, steps: NDArray[np.float64]) -> NDArray[np.int64]:
    """The parts of a move that are whole, each complete in itself; nothing of the others."""
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    moved = np.flatnonzero(np.abs(steps) > _NEAR)
    if len(moved) == 0:
        return still(problem.search)
    touched = abs(problem.search.table.matrix[:, moved])
    _, piece = connected_components(touched.T @ touched, directed=False)
    bad = np.isin(piece, piece[~_is_whole(steps[moved])])
    kept = still(problem.search)
    kept[moved[~bad]] = np.round(steps[moved[~bad]]).astype(np.int64)
    return kept if is_move(problem.search, kept) else still(problem.search)


def still(search: Search) -> NDArray[np.int64]:
    import numpy as np

    return np.zeros(len(search.table.keys), dtype=np.int64)


def is_move(search: Search, steps: NDArray[np.int64]) -> bool:
    """Evidence is proven here with whole numbers, whatever the solver believed."""
    table = search.table
    return (
        not steps[table.fixed].any()
        and not (table.matrix @ steps).any()
        and bool((table.counts + steps >= 0).all())
    )


def take(search: Search, steps: NDArray[np.int64]) -> None:
    """Withhold what the move needs and remember what it shows."""
    import numpy as np

    search.hidden |= steps != 0
    search.high = np.maximum(search.high, steps)
    search.low = np.minimum(search.low, steps)
