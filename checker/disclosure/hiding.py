"""Which further cells are withheld so that no small count can be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.disclosure.moves import is_move, move, still, take, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from checker.disclosure.moves import Search

_JOINT = 400  # with more cells open than this, many are lifted in one go first
_ROUNDS = 16
_SHARE = {False: 0.3, True: 0.7}  # of a sum that targets may ask for at once: paid, free
_NEARBY = (250, 1000)  # cells looked at around one target, before all are
_FEW = 12  # members of one long sum that are looked at


def hide(search: Search) -> None:
    """Withhold more, the cheapest first, until every small cell is safe or found to be lost.

    More withheld never makes a range narrower, so one pass is enough.
    """
    import numpy as np

    if np.count_nonzero(wanted(search)) > _JOINT:
        _jointly(search)
    for target in np.argsort(-search.prices, kind="stable"):
        if wanted(search)[target]:
            _singly(search, int(target))


def _jointly(search: Search) -> None:
    """Lift many cells in one linear programme, by turns at no price and at some."""
    import numpy as np

    free = True
    for _ in range(_ROUNDS):
        need = wanted(search)
        before = np.count_nonzero(need)
        if before <= _JOINT:
            return
        targets = _together(search, need, np.flatnonzero(need), free=free)
        cells = _reachable(search, free=free)
        take(search, move(search, targets, cells, np.zeros(len(targets), dtype=bool)))
        gained = before - np.count_nonzero(wanted(search))
        free = gained * 20 > before if free else True


def _reachable(search: Search, *, free: bool) -> NDArray[np.int64]:
    import numpy as np

    return np.flatnonzero(search.hidden if free else ~search.table.fixed)


def _together(
    search: Search, need: NDArray[np.int64], open_: NDArray[np.int64], *, free: bool
) -> NDArray[np.int64]:
    """Those of the open cells that do not ask more of a shown total than its parts can give."""
    import numpy as np

    counts = search.table.counts * (search.hidden if free else 1)
    left: dict[int, float] = {}
    chosen: list[int] = []
    # Steps of the golden ratio spread the cells over the table, always in the same way.
    for target in open_[np.argsort(open_ * 0.6180339887 % 1, kind="stable")].tolist():
        asked = _asked(search, target)
        for at in asked:
            if at not in left:
                parts = search.table.sums[at][1]
                left[at] = _SHARE[free] * float(counts[list(parts)].sum())
        if not chosen or all(left[at] >= need[target] for at in asked):
            chosen.append(target)
            for at in asked:
                left[at] -= float(need[target])
    return np.array(sorted(chosen), dtype=np.int64)


def _asked(search: Search, target: int) -> list[int]:
    """The sums with a shown total that must give way when the target rises."""
    seen, ahead, asked = {target}, [target], []
    while ahead:
        for at in search.table.part_in[ahead.pop()]:
            total = search.table.sums[at][0]
            if not search.hidden[total]:
                asked.append(at)
            elif total not in seen:
                seen.add(total)
                ahead.append(total)
    return asked


def _singly(search: Search, target: int) -> None:
    """Lift one cell: with what is withheld nearby, else at the lowest price, else not at all."""
    best = still(search)
    for found in _tries(search, target):
        if found[target] >= wanted(search)[target]:
            take(search, found)
            return
        best = max(best, found, key=lambda steps: int(steps[target]))
    # Somebody has so much already that the rest gives the cell away: hide what helps at all.
    take(search, best)
    search.lost[target] = bool(wanted(search)[target])


def _tries(search: Search, target: int) -> Iterator[NDArray[np.int64]]:
    """Moves that lift the target, from the nearest and cheapest to the surest."""
    anything = _reachable(search, free=False)
    if len(anything) > _NEARBY[-1]:
        for limit, free in zip(_NEARBY, (True, False), strict=True):
            yield _lift(search, target, _nearby(search, target, limit, free=free))
    yield _lift(search, target, anything)
    yield _lift(search, target, anything, whole=True)
    yield _rise(search, target)


def _lift(
    search: Search, target: int, cells: NDArray[np.int64], *, whole: bool = False
) -> NDArray[np.int64]:
    """Lift the target, and others beside it where that needs nothing more withheld."""
    import numpy as np

    need = wanted(search)
    others = cells[(need[cells] > 0) & (cells != target)]
    targets = np.union1d(_together(search, need, others, free=True), [target])
    if whole:
        targets = np.array([target])
    return move(search, targets, cells, targets != target, whole=whole)


def _nearby(search: Search, target: int, limit: int, *, free: bool) -> NDArray[np.int64]:
    """At most about `limit` cells that share sums with the target, and so on outwards."""
    import numpy as np

    seen, ahead = {target: None}, [target]
    for cell in ahead:
        if len(seen) > limit:
            break
        for at in search.table.cell_in[cell]:
            new = [other for other in _useful(search, at, free=free) if other not in seen]
            seen |= dict.fromkeys(new)
            ahead += new
    return np.array(sorted(seen), dtype=np.int64)


def _useful(search: Search, at: int, *, free: bool) -> list[int]:
    """Cells of a sum that can move; of a long one those with most to give, then the cheapest."""
    total, parts = search.table.sums[at]
    cells = [
        cell
        for cell in (total, *parts)
        if (search.hidden[cell] if free else not search.table.fixed[cell])
    ]
    if len(cells) <= _FEW:
        return cells
    give = {c: -search.table.counts[c] if search.hidden[c] else search.prices[c] for c in cells}
    return sorted(cells, key=lambda cell: (not search.hidden[cell], give[cell], cell))[:_FEW]


def _rise(search: Search, target: int) -> NDArray[np.int64]:
    """The target and every total above it, one higher for each step: always a move of plain
    tables that nobody knows anything of."""
    steps, ahead = still(search), [target]
    while ahead:
        cell = ahead.pop()
        if not steps[cell]:
            steps[cell] = wanted(search)[target]
            ahead += [search.table.sums[at][0] for at in search.table.part_in[cell]]
    return steps if is_move(search, steps) else still(search)
