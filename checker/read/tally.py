"""What one sheet holds, counted cell by cell."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice, pairwise
from operator import lt

from checker.model.receipt import SheetReceipt
from checker.read import stops
from checker.read.limits import Limits
from checker.read.markup import is_true, is_zero
from checker.read.places import LOW, SHIFT, box, name_of, rows_between

_LISTED = 500
# So many blank rows in a row are more than a spacer: what comes after is easily overlooked.
GAP = 20
# The error values that calamine knows; newer ones (such as a spill error) make it give up.
KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_NUMBERS = frozenset({"", "n"})
_SPACE = " \t\r\n"
_KINDS = frozenset({"", "n", "s", "str", "inlineStr", "b", "e", "d"})


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """How many shared strings there are, the indexes of those without text, and long ones' lengths.

    `with_text` may hold indexes of those with text that is not long, as digits: only to find them
    faster.
    """

    count: int = 0
    empty: frozenset[int] = frozenset()
    long: Mapping[int, int] = field(default_factory=dict)
    with_text: frozenset[str] = frozenset()

    def have_text(self, indexes: Collection[str]) -> bool:
        """Whether each is in the file and has text, not a long one; "" stands for no string."""
        numbers = list(map(int, filter(None, indexes)))
        if numbers and max(numbers) >= self.count:
            return False
        return self.empty.isdisjoint(numbers) and self.long.keys().isdisjoint(numbers)


@dataclass(slots=True)
class Tally:
    """Running counts of one sheet. `filled` and `hollow` hold places.

    `hollow` are the filled places at which a value reader shows nothing: error values, formulas
    without a stored value, and formulas whose stored value is empty text. `deepest` and `widest`
    reach over the other cells that a value reader makes room for, such as empty text. While
    `placed` counts all of `filled`, their rows are `rows`, and `rightmost` is their last column.
    """

    strings: SharedStrings
    limits: Limits
    allowed: int  # cells this sheet may still have
    filled: array[int] = field(default_factory=lambda: array("q"))
    hollow: set[int] = field(default_factory=set)
    errors: list[int] = field(default_factory=list)
    unstored: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    odd_errors: bool = False
    spaced: bool = False
    protected: bool = False
    declared: str = ""
    cells: int = 0
    rows: list[int] = field(default_factory=list)
    text: int = 0
    placed: int = 0
    rightmost: int = 0
    deepest: int = 0
    widest: int = 0

    def add(self, cells: int) -> None:
        """Count cells, formatted blanks included. Raises Unreadable beyond the limit."""
        self.cells += cells
        if self.cells > self.allowed:
            raise stops.too_many_cells(f"it has over {self.limits.cells:,} cells")

    def open_row(self, row: int, found: dict[str, str]) -> bool:
        """Start a row; one that is hidden, by its mark or by a height of nothing, is noted."""
        hidden = is_true(found.get("hidden")) or is_zero(found.get("ht"))
        if hidden:
            self.hidden_rows.append(row)
        return hidden

    def reach(self, row: int, column: int) -> None:
        """Remember the furthest row and column that a value reader makes room for."""
        self.deepest = max(self.deepest, row)
        self.widest = max(self.widest, column)

    def row(self, row: int, places: list[int]) -> None:
        """Count the filled cells of one row, in order, at which a value reader shows a value."""
        if places:
            self.filled.fromlist(places)
            self._place(row, (places[-1] & LOW) + 1, len(places))

    def _place(self, row: int, column: int, cells: int) -> None:
        self.rows.append(row)
        self.placed += cells
        if column > self.rightmost:
            self.rightmost = column

    def cell(
        self, row: int, column: int, kind: str, formula: bool, value: str | None, inline: bool
    ) -> None:
        """Count one cell at `row`, `column` (1-based) that has a child element.

        `value` is None without a stored value element; `inline` tells of text inside the cell.
        """
        if not (value or formula or inline):
            self.reach(row, column)
            return
        place = row << SHIFT | (column - 1)
        self.filled.append(place)
        self._place(row, column, 1)
        if inline:
            return
        if kind == "s":
            if value and self._is_empty(value):
                self._nothing(place, formula)
        elif kind == "e" and value:
            self._error(place, value)
        elif kind in _NUMBERS and value and value != value.strip(_SPACE):
            self.spaced = True
        elif kind not in _KINDS:
            raise stops.corrupt("a cell is of a kind that the format does not have")
        if formula and not value:
            self._formula(place, stored=kind == "str" and value is not None)

    def _is_empty(self, value: str) -> bool:
        # Anything but plain digits is read as the first string by some readers: wrong and silent.
        if not (value.isascii() and value.isdigit()) or int(value) >= self.strings.count:
            raise stops.corrupt("a cell points to a text that is not in the file")
        self.text += self.strings.long.get(int(value), 0)
        if self.text > self.limits.text:
            raise stops.too_large(f"its long texts come to over {self.limits.text:,} characters")
        return int(value) in self.strings.empty

    def _nothing(self, place: int, formula: bool) -> None:
        if formula:
            self.hollow.add(place)
        else:
            self.reach(place >> SHIFT, (place & LOW) + 1)
            self.filled.pop()

    def _error(self, place: int, value: str) -> None:
        self.errors.append(place)
        self.hollow.add(place)
        self.odd_errors = self.odd_errors or value not in KNOWN_ERRORS

    def _formula(self, place: int, stored: bool) -> None:
        self.hollow.add(place)
        if not stored:
            self.unstored.append(place)


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one finished sheet and what the value reader must show.

    `valued` are the places, in reading order, at which a value must appear.
    """

    receipt: SheetReceipt
    valued: array[int]
    deepest: int
    widest: int
    odd: bool
    protected: bool
    cells: int
    text: int
    notes: tuple[str, ...]


def finish(tally: Tally, name: str, state: str) -> Counted:
    """Close the counts of a sheet. Raises Unreadable when a cell is there twice."""
    filled = _in_order(tally.filled, name)
    rows, last_row, last_column = _extent(filled, tally)
    gap_row, beyond_gap = _beyond_gap(rows)
    hidden_rows = [row for row in tally.hidden_rows if row in rows]
    hidden_columns = _columns_with_data(tally.hidden_columns, filled)
    receipt = SheetReceipt(
        name=name,
        state=state,
        filled=len(filled),
        errors=len(tally.errors),
        formulas_without_value=len(tally.unstored),
        merged_hidden=_under_merges(tally, filled, name),
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
    )
    return Counted(
        receipt=receipt,
        valued=_valued(filled, tally.hollow),
        deepest=max(tally.deepest, last_row),
        widest=max(tally.widest, last_column),
        odd=tally.odd_errors or tally.spaced,
        protected=tally.protected,
        cells=tally.cells,
        text=tally.text,
        notes=tuple(_capped(name, tally, len(hidden_rows), len(hidden_columns))),
    )


def _listed(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(names, _LISTED))


def _capped(name: str, tally: Tally, hidden_rows: int, hidden_columns: int) -> Iterator[str]:
    """Say where a list of the receipt is cut, with the whole number."""
    for what, count in (
        ("error values", len(tally.errors)),
        ("formulas without a stored value", len(tally.unstored)),
        ("merged ranges", len(tally.merged)),
        ("hidden rows with data", hidden_rows),
        ("hidden columns with data", hidden_columns),
    ):
        if count > _LISTED:
            yield f"Sheet “{name}” has {count:,} {what}; the first {_LISTED} are listed."


def _in_order(filled: array[int], name: str) -> array[int]:
    if all(map(lt, filled, islice(filled, 1, None))):
        return filled
    ordered = array("q", sorted(filled))
    if not all(map(lt, ordered, islice(ordered, 1, None))):
        raise stops.corrupt(f"sheet “{name}” has two cells at the same place")
    return ordered


def _extent(filled: array[int], tally: Tally) -> tuple[Set[int], int, int]:
    if not filled:
        return frozenset(), 0, 0
    if tally.placed == len(filled):
        return set(tally.rows), filled[-1] >> SHIFT, tally.rightmost
    rows = {place >> SHIFT for place in filled}
    return rows, filled[-1] >> SHIFT, max([place & LOW for place in filled]) + 1


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


def _under_merges(tally: Tally, filled: array[int], name: str) -> int:
    """Cells that hold something under a merged range, other than at its top left."""
    if not tally.merged:
        return 0
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
            raise stops.too_large(f"the merged ranges of sheet “{name}” cover too much")
    return len(hidden)
