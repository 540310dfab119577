"""Which further cells are withheld so that no small count can be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.disclosure.moves import is_move, move, still, take, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from checker.disclosure.moves import Search

_JOINT = 300  # with more cells open than this, many are lifted in one go first
_ROUNDS = 60
_SHARE = {False: 0.3, True: 0.7}  # of a sum that targets may ask for at once: paid, free
_NEARBY = 600  # cells looked at around one target, before all are
_FEW = 5  # members of one long sum that are looked at


def hide(search: Search) -> None:
    """Withhold more, the cheapest first, until every small cell is safe or found to be lost.

    More withheld never makes a range narrower, so one pass is enough.
    """
    import numpy as np

    if np.count_nonzero(wanted(search)) > _JOINT:
        _jointly(search, least=60)
        for target in _open(search):
            _lift_nearby(search, target)
        _jointly(search, least=4)
    for target in _open(search):
        _singly(search, target)


def _open(search: Search) -> Iterator[int]:
    """Cells that are not safe when their turn comes, the dearest first."""
    import numpy as np

    for target in np.argsort(-search.prices, kind="stable").tolist():
        if wanted(search)[target]:
            yield target


def _jointly(search: Search, least: int) -> None:
    """Lift many cells in one linear programme, again and again, until a round gains less than
    `least` cells: by turns many with what is withheld already, and few at a price."""
    import numpy as np

    for _ in range(_ROUNDS):
        before = np.count_nonzero(wanted(search))
        for free in (True, False):
            need = wanted(search)
            targets = _together(search, need, np.flatnonzero(need), free=free)
            if len(targets):
                take(search, move(search, targets, _reachable(search, free=free)))
        if before - np.count_nonzero(wanted(search)) < least:
            return


def _lift_nearby(search: Search, target: int) -> None:
    """Lift one cell with what is withheld nearby, if that can be."""
    import numpy as np

    take(search, move(search, np.array([target]), _nearby(search, target)))


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
    take(search, _sink(search, target))
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
    import numpy as np

    anything = _reachable(search, free=False)
    here = np.array([target])
    yield move(search, here, anything)
    yield move(search, here, anything, whole=True)
    yield _rise(search, target)


def _sink(search: Search, target: int) -> NDArray[np.int64]:
    """How far the target can go down: what is withheld already may be enough by that."""
    import numpy as np

    return move(search, np.array([target]), _nearby(search, target), sign=-1)


def _nearby(search: Search, target: int) -> NDArray[np.int64]:
    """Withheld cells that share sums with the target, and so on outwards: about _NEARBY."""
    import numpy as np

    looked: set[int] = set()
    seen, ahead = {target}, [target]
    for cell in ahead:
        if len(seen) > _NEARBY:
            break
        for at in search.table.cell_in[cell]:
            if at not in looked:
                looked.add(at)
                new = [other for other in _useful(search, at) if other not in seen]
                seen.update(new)
                ahead += new
    return np.array(sorted(seen), dtype=np.int64)


def _useful(search: Search, at: int) -> list[int]:
    """Withheld cells of a sum; of a long one those that have most to give."""
    total, parts = search.table.sums[at]
    cells = [cell for cell in (total, *parts) if search.hidden[cell]]
    return sorted(cells, key=lambda cell: (-search.table.counts[cell], cell))[:_FEW]


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
