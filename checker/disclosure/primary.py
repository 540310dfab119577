"""Which counts are too small to be shown, by themselves or for what they say of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from checker.disclosure.table import Table


def too_small(table: Table, smallest: int) -> NDArray[np.bool_]:
    """For each cell, whether the count itself must be withheld (n values).

    - A count from 1 to `smallest` - 1.
    - A zero that is part of a total which is itself withheld here: where a group has three people,
      "none of them is a woman" says something of each. So down all levels.
    - A count that holds all of a group below 2 × `smallest`, and its group's zeros: "all twelve
      are men" says as much. The group's total stays, when it is not too small itself. Above
      that size a group of one kind is a fact about a service, not about people (a project
      decision: no source names the border).
    """
    small = (table.counts > 0) & (table.counts < smallest)
    for total, parts in table.sums:
        if smallest <= table.counts[total] < 2 * smallest and len(parts) > 1:
            held = [part for part in parts if table.counts[part]]
            if len(held) == 1:
                small[list(parts)] = True
    _zeros_below(table, small, smallest)
    return small


def _zeros_below(table: Table, small: NDArray[np.bool_], smallest: int) -> None:
    below: dict[int, list[int]] = {}
    for total, parts in table.sums:
        below.setdefault(total, []).extend(part for part in parts if not table.counts[part])
    ahead = [at for at in below if small[at] and table.counts[at] < smallest]
    while ahead:
        for part in below.get(ahead.pop(), ()):
            if not small[part]:
                small[part] = True
                ahead.append(part)
