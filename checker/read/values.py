"""Values by calamine, believed only where they stand at the places that were counted."""

from __future__ import annotations

import io
from array import array
from collections.abc import Sequence
from itertools import compress, repeat
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from checker.errors import Unreadable
from checker.language import say
from checker.read import stops
from checker.read.places import SHIFT
from checker.read.tally import Run
from checker.read.workbook import Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# A panic of the Rust library is not an Exception, so everything else is caught and said in our own
# words: the library's text may hold a cell's value.
_OURS = (KeyboardInterrupt, SystemExit, MemoryError)


Valued: TypeAlias = "array[int] | list[Run]"  # an array takes no brackets before Python 3.12


class Book(Protocol):
    """A workbook of calamine, or what gives the same in another way."""

    @property
    def sheet_names(self) -> list[str]:
        """Names in workbook order."""

    def get_sheet_by_index(self, index: int) -> CalamineSheet:
        """One sheet. Raises whatever calamine raises."""


def sheets_of(
    book: Book,
    names: Sequence[tuple[str, str]],
    valued: Sequence[Valued | None],
    *,
    finite: bool = False,
) -> tuple[Sheet, ...]:
    """The sheets of a workbook, each with a name, a state and the places that must hold a value.

    None for the places stands for a sheet without cells. `finite` says that the counts have seen
    that every number is one. Raises Unreadable when calamine cannot read the workbook, or finds
    values at other places.
    """
    if book.sheet_names != [name for name, _ in names]:
        raise stops.corrupt(say("read.list-sheets-read-two-ways"))
    return tuple(
        Sheet(name, state, _rows(book, index, name, expected, finite))
        for index, ((name, state), expected) in enumerate(zip(names, valued, strict=True))
    )


def opened(data: bytes) -> CalamineWorkbook:
    """The workbook, opened. Raises Unreadable when calamine cannot."""
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except _OURS:
        raise
    except BaseException:  # noqa: BLE001
        raise stops.corrupt(say("read.workbook-cannot-opened")) from None


def _rows(
    book: Book, index: int, name: str, expected: Valued | None, finite: bool
) -> list[list[object]]:
    if expected is None:
        return []
    raw = _values(book, index, name, finite)
    rows = _with_blanks(raw)
    if isinstance(expected, list):
        if not _are_at(raw, expected):
            counted = sum([len(columns) for _, columns in expected])
            raise stops.readings_disagree(name, counted, len(_places(rows)))
    elif (found := _places(rows)) != expected:
        raise stops.readings_disagree(name, len(expected), len(found))
    return rows


def _places(rows: list[list[object]]) -> array[int]:
    found = array("q")
    for number, row in enumerate(rows, 1):
        base = number << SHIFT
        found.fromlist([base | at for at, value in enumerate(row) if value is not None])
    return found


def _are_at(raw: list[list[Any]], runs: list[Run]) -> bool:
    """Whether values stand in the columns of the runs and nowhere else."""
    if runs[-1][0] > len(raw):
        return False
    columns_of = dict(runs).get
    expected = [columns_of(number, ()) for number in range(1, len(raw) + 1)]
    every = tuple(range(1, len(raw[0]) + 1))
    # Columns with something in them are found fastest; a 0, which is a value too, is nothing there.
    found = map(tuple, map(compress, repeat(every), raw))
    for row, shown, columns in zip(raw, found, expected, strict=True):
        if shown != columns and _with_values(row) != columns:
            return False
    # Now every column of the runs has a value. With as many values as columns, there is no other.
    blanks = sum([row.count("") for row in raw])
    return sum(map(len, raw)) - blanks == sum(map(len, expected))


def _with_values(row: list[Any]) -> tuple[int, ...]:
    return tuple([column for column, value in enumerate(row, 1) if value != ""])


def _with_blanks(raw: list[list[Any]]) -> list[list[object]]:
    """Rows with None for a blank."""
    # Nearly all values are something: to ask for that first spares the comparison with text.
    return [[v or (None if v == "" else v) for v in row] for row in raw]


def _values(book: Book, index: int, name: str, finite: bool) -> list[list[Any]]:
    """Rows from A1 on, with "" for a blank."""
    raw = used_area(book, index, name, from_a1=True)[1]
    # Only of an endless number, and of one that is none, what it differs from itself is not 0.
    if not finite and [v for row in raw for v in row if v.__class__ is float and v - v]:
        raise stops.corrupt(say("read.sheet-number-number", name=name))
    return raw


def used_area(
    book: Book, index: int, name: str, *, from_a1: bool = False
) -> tuple[tuple[int, int], list[list[Any]]]:
    """Where the used rectangle of a sheet begins (row, column; 0-based), and its rows.

    Values are as calamine gives them: "" for a blank. Raises Unreadable.
    """
    try:
        sheet = book.get_sheet_by_index(index)
        start = (0, 0) if from_a1 else sheet.start or (0, 0)
        return start, sheet.to_python(skip_empty_area=not from_a1)
    except _OURS:
        raise
    except BaseException as failure:  # noqa: BLE001
        raise _unread(name, failure) from None


def _unread(name: str, failure: BaseException) -> Unreadable:
    if isinstance(failure, OverflowError):
        return stops.corrupt(say("read.sheet-date-time-cannot", name=name))
    return stops.corrupt(say("read.values-sheet-cannot-read", name=name))
