"""Values of an .xlsx workbook by calamine, believed only where they agree with the counts."""

from __future__ import annotations

import io
import re
import zipfile
from array import array
from typing import TYPE_CHECKING, Any

from checker.errors import Unreadable
from checker.read import stops
from checker.read.limits import Limits
from checker.read.package import examine
from checker.read.parts import Parts
from checker.read.places import SHIFT
from checker.read.workbook import Progress, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_ERROR_CELL = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']e["'][^>]*>(?:(?!</?(?:\w+:)?[cv]\b).)*"""
    rb"""<(?:\w+:)?v(?:\s[^>]*)?>)[^<]*""",
    re.DOTALL,
)
_OTHER = rb"""(?:\s++(?!t\s*=)[\w:]++\s*=\s*(?:"[^"]*+"|'[^']*+'))*+"""
_SPACED_NUMBER = re.compile(
    rb"(<(?:\w+:)?c" + _OTHER + rb"""(?:\s++t\s*=\s*["']n["'])?+""" + _OTHER + rb"\s*+>"
    rb"(?:(?!</?(?:\w+:)?[cv]\b).)*<(?:\w+:)?v(?:\s[^>]*)?>)"
    rb"[ \t\r\n]*+([^ \t\r\n<>]++)[ \t\r\n]*+(?=<)",
    re.DOTALL,
)
# A panic of the Rust library is not an Exception, so everything else is caught and said in our own
# words: the library's text may hold a cell's value.
_OURS = (KeyboardInterrupt, SystemExit, MemoryError)


def read_xlsx(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """Sheets in workbook order. Counts and notes go to `progress`, also when it stops.

    Raises Unreadable.
    """
    parts = Parts(data, limits)
    reading = examine(parts, limits, progress)
    book = _open(_in_usual_form(parts) if reading.odd else data)
    if book.sheet_names != [name for name, _ in reading.names]:
        raise stops.corrupt("its list of sheets is read in two ways")
    sheets = tuple(
        Sheet(name, state, _rows(book, index, name, expected))
        for index, ((name, state), expected) in enumerate(
            zip(reading.names, reading.valued, strict=True)
        )
    )
    progress.confirmed = True
    return sheets


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except _OURS:
        raise
    except BaseException:  # noqa: BLE001
        raise stops.corrupt("the workbook cannot be opened") from None


def _rows(
    book: CalamineWorkbook, index: int, name: str, expected: array[int] | None
) -> list[list[object]]:
    if expected is None:
        return []
    rows = _values(book, index, name)
    found = array("q")
    for number, row in enumerate(rows, 1):
        base = number << SHIFT
        found.fromlist([base | at for at, value in enumerate(row) if value is not None])
    if found != expected:
        raise stops.readings_disagree(name, len(expected), len(found))
    return rows


def _values(book: CalamineWorkbook, index: int, name: str) -> list[list[object]]:
    """Rows from A1 on, with None for a blank."""
    try:
        raw: list[list[Any]] = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except _OURS:
        raise
    except BaseException as failure:  # noqa: BLE001
        raise _unread(name, failure) from None
    # Only of an endless number, and of one that is none, what it differs from itself is not 0.
    if [v for row in raw for v in row if v.__class__ is float and v - v]:
        raise stops.corrupt(f"sheet “{name}” has a number that is not a number")
    return [[None if v == "" else v for v in row] if "" in row else row for row in raw]


def _unread(name: str, failure: BaseException) -> Unreadable:
    if isinstance(failure, OverflowError):
        return stops.corrupt(f"sheet “{name}” has a date or a time that cannot be")
    return stops.corrupt(f"the values of sheet “{name}” cannot be read")


def _in_usual_form(parts: Parts) -> bytes:
    """The package with newer error values, such as a spill error, and numbers with space around
    them, written as calamine knows them.

    calamine gives up a whole sheet for one of them. It shows every error value as a blank, and the
    format lets space stand around a number, so the change alters no value; the places were counted
    before it, and are compared after it.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name in parts.names():
            content = parts.inflate(name)
            if name.endswith(".xml") and "/worksheets/" in name:
                content = _ERROR_CELL.sub(rb"\1#N/A", content)
                content = _SPACED_NUMBER.sub(rb"\1\2", content)
            package.writestr(parts.written_name(name), content)
    return made.getvalue()
