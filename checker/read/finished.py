"""The counts of one finished sheet: its receipt, and the places that a value reader must show."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import lt

from checker.language import say
from checker.model.receipt import SheetReceipt
from checker.read import stops
from checker.read.places import LOW, SHIFT, box, name_of, name_of_corner, rows_between
from checker.read.tally import Run, Tally

_LISTED = 500
# So many blank rows in a row are more than a spacer: what comes after is easily overlooked.
GAP = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one finished sheet and what the value reader must show.

    `valued` are the places, in reading order, at which a value must appear, or the runs of them.
    """

    receipt: SheetReceipt
    valued: array[int] | list[Run]
    deepest: int
    widest: int
    odd: bool
    protected: bool
    cells: int
    text: int
    notes: tuple[str, ...]


def finish(tally: Tally, name: str, state: str) -> Counted:
    """Close the counts of a sheet. Raises Unreadable when a cell is there twice."""
    runs = _runs_in_order(tally)
    by_place = runs is None or tally.merged or tally.hidden_columns
    filled = _in_order(tally, name) if by_place else array("q")
    rows, last_row, last_column = _extent(filled) if runs is None else _extent_of(runs)
    gap_row, beyond_gap = _beyond_gap(rows)
    hidden_rows = [row for row in tally.hidden_rows if row in rows]
    hidden_columns = _columns_with_data(tally.hidden_columns, filled)
    covered = _under_merges(tally, filled, name)
    receipt = SheetReceipt(
        name=name,
        state=state,
        filled=len(filled) if runs is None else sum([len(columns) for _, columns in runs]),
        errors=len(tally.errors),
        formulas_without_value=len(tally.unstored),
        merged_hidden=len(covered),
        last_row=last_row,
        last_column=last_column,
        error_cells=_listed(map(name_of, sorted(tally.errors))),
        formula_cells=_listed(map(name_of, sorted(tally.unstored))),
        merged_ranges=_listed(tally.merged),
        hidden_rows=tuple(sorted(hidden_rows)[:_LISTED]),
        hidden_columns=tuple(hidden_columns[:_LISTED]),
        declared=tally.declared,
        gap_row=gap_row,
        beyond_gap=beyond_gap,
        covered_cells=_listed(name_of_corner(*corner) for corner in sorted(covered)),
    )
    return Counted(
        receipt=receipt,
        valued=_valued(filled, tally.hollow) if runs is None else runs,
        deepest=max(tally.deepest, last_row),
        widest=max(tally.widest, last_column),
        odd=tally.odd_errors or tally.spaced,
        protected=tally.protected,
        cells=tally.cells,
        text=tally.text,
        notes=tuple(_capped(name, tally, len(hidden_rows), len(hidden_columns), len(covered))),
    )


def _listed(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(names, _LISTED))


def _capped(
    name: str, tally: Tally, hidden_rows: int, hidden_columns: int, covered: int
) -> Iterator[str]:
    """Say where a list of the receipt is cut, with the whole number."""
    for what, count in (
        ("error values", len(tally.errors)),
        ("read.formulas-without-stored-value", len(tally.unstored)),
        ("merged ranges", len(tally.merged)),
        ("read.values-under-merged-ranges", covered),
        ("read.hidden-rows-data", hidden_rows),
        ("read.hidden-columns-data", hidden_columns),
    ):
        if count > _LISTED:
            words = say(what) if "." in what else what
            yield say("read.sheet-first-listed", name=name, count=count, what=words, listed=_LISTED)


def _runs_in_order(tally: Tally) -> list[Run] | None:
    """The filled cells row by row, from top to bottom; None where they were not so counted."""
    runs = tally.runs
    return runs if runs and not tally.filled and _ascend([row for row, _ in runs]) else None


def _in_order(tally: Tally, name: str) -> array[int]:
    filled = tally.filled
    if tally.runs:
        bases = (((row << SHIFT) - 1, columns) for row, columns in tally.runs)
        filled = array("q", [base + column for base, columns in bases for column in columns])
        filled += tally.filled
    if _ascend(filled):
        return filled
    ordered = array("q", sorted(filled))
    if not _ascend(ordered):
        raise stops.corrupt(say("read.sheet-two-cells-same-place", name=name))
    return ordered


def _ascend(numbers: Sequence[int]) -> bool:
    return all(map(lt, numbers, islice(numbers, 1, None)))


def _extent(filled: array[int]) -> tuple[Set[int], int, int]:
    if not filled:
        return frozenset(), 0, 0
    rows = {place >> SHIFT for place in filled}
    return rows, filled[-1] >> SHIFT, max([place & LOW for place in filled]) + 1


def _extent_of(runs: list[Run]) -> tuple[Set[int], int, int]:
    return {row for row, _ in runs}, runs[-1][0], max([columns[-1] for _, columns in runs])


def _beyond_gap(rows: Set[int]) -> tuple[int, int]:
    """The first row with data below at least GAP blank rows, and the rows from there on."""
    ordered = sorted(rows)
    for at, (above, below) in enumerate(pairwise(ordered), 1):
        if below - above > GAP:
            return below, len(ordered) - at
    return 0, 0


def _valued(filled: array[int], hollow: set[int]) -> array[int]:
    if not hollow:
        return filled
    return array("q", (place for place in filled if place not in hollow))


def _columns_with_data(spans: list[tuple[int, int]], filled: array[int]) -> list[int]:
    if not spans:
        return []
    used = sorted({(place & LOW) + 1 for place in filled})
    return [column for column in used if any(low <= column <= high for low, high in spans)]


def _under_merges(tally: Tally, filled: array[int], name: str) -> Set[tuple[int, int]]:
    """Row and column of each cell that holds something under a merged range, but its top left."""
    if not tally.merged:
        return frozenset()
    by_row: dict[int, list[int]] = {}
    for place in filled:
        by_row.setdefault(place >> SHIFT, []).append((place & LOW) + 1)
    rows = sorted(by_row)
    hidden: set[tuple[int, int]] = set()
    # Ranges of an honest file do not overlap, so this work is bounded by the sheet's own size.
    budget = tally.limits.area
    for reference in tally.merged:
        top, left, bottom, right = box(reference)
        for row in rows_between(rows, top, bottom):
            budget -= len(by_row[row])
            hidden.update((row, c) for c in by_row[row] if left <= c <= right)
        hidden.discard((top, left))
        if budget < 0:
            area = tally.limits.area
            covered = say("read.merged-ranges-sheet-cover-least", name=name, area=area - budget)
            raise stops.over(
                "area", say("read.many-them-more-than-once", covered=covered), area, "too-large"
            )
    return hidden
