"""What one sheet holds, counted cell by cell."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import isfinite

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.markup import is_true, is_zero
from checker.read.ooxml.kinds import KINDS
from checker.read.ooxml.textwalk import TextWalk
from checker.read.places import LOW, SHIFT, name_of_corner
from checker.read.texts import Texts

# The error values that calamine knows; newer ones (such as a spill error) make it give up.
KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_NUMBERS = frozenset({"", "n"})
_SPACE = " \t\r\n"
_KINDS = frozenset({"", "n", "s", "str", "inlineStr", "b", "e", "d"})


Run = tuple[int, tuple[int, ...]]
"""A row and its columns in order, 1-based: the filled cells of one row."""


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """How many shared strings there are, the indexes of those without text, and long ones' lengths.

    `plain` says that the part holds nothing but strings: no phonetic guide, no element that is not
    known. `used` fills up with the indexes that cells point to.
    """

    count: int = 0
    empty: frozenset[int] = frozenset()
    long: Mapping[int, int] = field(default_factory=dict)
    plain: bool = True
    used: set[int] = field(default_factory=set)

    def have_text(self, indexes: Collection[int]) -> bool:
        """Whether each is in the file and has text, not a long one."""
        if indexes and max(indexes) >= self.count:
            return False
        return self.empty.isdisjoint(indexes) and self.long.keys().isdisjoint(indexes)


def _alone() -> TextWalk:
    return TextWalk(KINDS["worksheet"], "", Texts(Limits(), []), Limits())


@dataclass(slots=True)
class Tally:
    """Running counts of one sheet. `filled` and `hollow` hold places.

    `hollow` are the filled places at which a value reader shows nothing: error values, formulas
    without a stored value, and formulas whose stored value is empty text. `deepest` and `widest`
    reach over the other cells that a value reader makes room for, such as empty text. `runs` are
    filled cells that are not in `filled`, and show a value each.
    """

    strings: SharedStrings
    limits: Limits
    allowed: int  # cells this sheet may still have
    # Gathers the texts around the cells.
    rim: TextWalk = field(default_factory=_alone, compare=False)
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
    runs: list[Run] = field(default_factory=list)
    text: int = 0
    deepest: int = 0
    widest: int = 0

    def add(self, cells: int) -> None:
        """Count cells, formatted blanks included. Raises Unreadable beyond the limit."""
        self.cells += cells
        if self.cells > self.allowed:
            most = self.limits.cells
            raise stops.many_cells(most - self.allowed + self.cells, most)

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
        if inline:
            return
        if kind == "s":
            if value and self._is_empty(value):
                self._nothing(place, formula)
        elif kind == "e" and value:
            self._error(place, value)
        elif kind in _NUMBERS and value:
            self._number(value)
        elif kind not in _KINDS:
            raise stops.corrupt(say("read.cell-kind-format-does-have"))
        if formula and not value:
            self._formula(place, stored=kind == "str" and value is not None)

    def hold(
        self, place: int, *, error: bool = False, hollow: bool = False, unstored: bool = False
    ) -> None:
        """Count one cell of a binary format that holds something at `place`."""
        self.filled.append(place)
        if not (error or hollow or unstored):
            return
        self.hollow.add(place)
        if error:
            self.errors.append(place)
        if unstored:
            self.unstored.append(place)

    def declare(self, top: int, left: int, bottom: int, right: int) -> None:
        """Keep the range that the sheet says it covers, 1-based."""
        first, last = name_of_corner(top, left), name_of_corner(bottom, right)
        self.declared = first if first == last else f"{first}:{last}"

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Count one merged range, 1-based. Raises Unreadable beyond the limit."""
        limit = self.limits.merged_ranges
        if len(self.merged) >= limit:
            raise stops.more_than("merged_ranges", limit, say("read.merged-ranges-on-one-sheet"))
        corners = name_of_corner(top, left), name_of_corner(bottom, right)
        self.merged.append(":".join(corners))

    def _is_empty(self, value: str) -> bool:
        # Anything but plain digits is read as the first string by some readers: wrong and silent.
        if not (value.isascii() and value.isdigit()) or int(value) >= self.strings.count:
            raise stops.corrupt(say("read.cell-points-text-file"))
        index = int(value)
        self.strings.used.add(index)
        self.text += self.strings.long.get(index, 0)
        if self.text > self.limits.text:
            raise stops.long_texts(self.limits.text)
        return index in self.strings.empty

    def _nothing(self, place: int, formula: bool) -> None:
        if formula:
            self.hollow.add(place)
        else:
            self.reach(place >> SHIFT, (place & LOW) + 1)
            self.filled.pop()

    def _number(self, value: str) -> None:
        self.spaced = self.spaced or value != value.strip(_SPACE)
        try:
            finite = isfinite(float(value))
        except ValueError:
            return  # no value reader takes it for a number
        if not finite:
            raise stops.corrupt(say("read.cell-number-number"))

    def _error(self, place: int, value: str) -> None:
        self.errors.append(place)
        self.hollow.add(place)
        self.odd_errors = self.odd_errors or value not in KNOWN_ERRORS

    def _formula(self, place: int, stored: bool) -> None:
        self.hollow.add(place)
        if not stored:
            self.unstored.append(place)
