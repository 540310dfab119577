"""The quick way through the rows of a worksheet.

Rows that are proved to be in the plain form are counted many at once, a row that is not, cell by
cell. What is matched must cover every character from the first row to the last; otherwise nothing
is concluded, and the part goes to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import lt
from time import sleep

from checker.read.ooxml import proven
from checker.read.ooxml.plain import character, plain
from checker.read.places import MAX_COLUMN, MAX_ROW, column_number
from checker.read.tally import Run, Tally

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ROW_END, _BLANK = b"</row>", b'" '
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6}+)"((?: [A-Za-z0-9:]++="[^"<&]*+")*+)(/?)>')
# Groups: whole cell, column letters, row digits, kind, formula, value with tags, text with tags.
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?'
    r'(?: [cv]m="[0-9]+")*(?:/>|>'
    r'((?:<f(?: [a-zA-Z0-9]+="[^"<]*")*(?:/>|>[^<]*</f>))?)'
    r"((?:<v>[^<\r\n]*</v>|<v ?/>)?)"
    r'((?:<is>(?:<t(?: xml:space="preserve")?>[^<]*</t>|<t ?/>)</is>)?)'
    r"</c>))"
)
_INLINE, _KEPT, _INLINE_END = "<is><t>", '<is><t xml:space="preserve">', len("</t></is>")
_TEXT_AT = len(_INLINE)
_EMPTY_VALUE = len("<v></v>")
_SPACE = " \t\r\n"

_WINDOW = 250_000
_LONG = MAX_COLUMN * len('<c r="A1"/>')
# How much is remembered to save work: it must not take room without end.
_WIDE, _KEPT_MOST = 2_000, 1_000

_Cell = tuple[str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """A worksheet part cut at its rows; `head` ends with the start of the sheet data."""

    head: bytes
    tail: bytes
    data: bytes = field(repr=False)
    first: int
    last: int

    def windows(self) -> Iterator[bytes | None]:
        """The rows, many at a time; None for one that is too long."""
        start = self.first
        while start < self.last:
            end = self.data.find(_ROW_END, start + _WINDOW, self.last)
            end = self.last if end < 0 else end + len(_ROW_END)
            # A single row of that length is left to the parser, which needs no room for it.
            yield self.data[start:end] if end - start < 2 * _WINDOW else None
            start = end


class _Columns(dict[bytes, int]):
    """Column numbers by letters, each worked out once."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode())
        return number


# How many cells a row has, and in which columns there is something.
_Shape = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class _Scan:
    """What is known so far.

    Column numbers by letters; shapes by the letters of a whole row; attributes of rows that say
    nothing of interest; indexes of shared strings, met in cells, that have text and are not long.
    """

    tally: Tally
    columns: _Columns = field(default_factory=_Columns)
    shapes: dict[bytes, _Shape] = field(default_factory=dict)
    plain: set[bytes] = field(default_factory=set)
    known: set[bytes] = field(default_factory=set)


def split(data: bytes) -> Split | None:
    """Cut the part at its rows, or None when they cannot be in the plain form."""
    first, last = data.find(_OPEN), data.rfind(_CLOSE)
    # A second beginning between the two is no row, so that the patterns do not cover it.
    if first < 0 or last < first:
        return None
    first += len(_OPEN)
    return Split(data[:first], data[last:], data, first, last)


def rows(windows: Iterable[bytes | None], tally: Tally) -> bool:
    """Count the cells of all rows; False when something is not in the plain form."""
    scan = _Scan(tally)
    covered = all(window is not None and _window(window, scan) for window in windows)
    tally.strings.used.update(map(int, scan.known))
    return covered


def _window(data: bytes, scan: _Scan) -> bool:
    sleep(0)  # the second reading, in its thread, waits for its turn
    if data.endswith(_ROW_END):
        # As if a row had ended before the first: each row then starts in the same way.
        found = _picked(_ROW_END + data[: -len(_ROW_END)], scan)
        if found is not None and _at_once(found, scan):
            return True
    return plain(data) is not None and _one_by_one(data, scan)


def _picked(data: bytes, scan: _Scan) -> bytes | None:
    """What was proved and picked, in one; None also where a shared string needs a closer look."""
    strings = scan.tally.strings
    found = proven.picked(data, strings.count > 0)
    if found is None:
        return None
    names, indexes = found
    new = set(indexes) - scan.known
    if new and not strings.have_text(list(map(int, new))):
        return None
    scan.known |= new
    return b" ".join([*names, b""])


def _at_once(found: bytes, scan: _Scan) -> bool:
    """Count the cells of many rows; nothing is counted when a row does not fit together."""
    cells, runs, shapes = 0, list[Run](), scan.shapes
    for row in found.split(proven.ROW_START)[1:]:
        head, _, inside = row.partition(b"> ")
        digits = head.partition(b'"')[0]
        # The first look is that of `_shape`, which most rows can be spared.
        shape = shapes.get(inside.replace(digits + b" ", b" ")) or _shape(inside, digits, scan)
        if shape is None:
            return False
        count, columns = shape
        if columns:
            runs.append((int(digits), columns))
        cells += count
    scan.tally.add(cells)
    scan.tally.runs += runs
    return True


def _shape(cells: bytes, digits: bytes, scan: _Scan) -> _Shape | None:
    """The shape of one row; None where its cells do not go from left to right in that row."""
    # Each cell is left with its letters where its digits are those of the row.
    letters = cells.replace(digits + b" ", b" ")
    if _BLANK in letters:
        letters = letters.replace(digits + _BLANK, _BLANK)
    return scan.shapes.get(letters) or _new_shape(letters, scan)


def _new_shape(letters: bytes, scan: _Scan) -> _Shape | None:
    cells = letters.split(proven.CELL_START)[1:]
    names = [cell.removesuffix(_BLANK).rstrip(b" ") for cell in cells]
    if not all(map(bytes.isalpha, names)):
        return None
    columns = [scan.columns[name] for name in names]
    if columns and (columns[-1] > MAX_COLUMN or not all(map(lt, columns, columns[1:]))):
        return None
    filled = [c for c, cell in zip(columns, cells, strict=True) if not cell.endswith(_BLANK)]
    shape = len(cells), tuple(filled)
    if len(letters) <= _WIDE and len(scan.shapes) < _KEPT_MOST:
        scan.shapes[letters] = shape
    return shape


def _one_by_one(data: bytes, scan: _Scan) -> bool:
    at = 0
    while at < len(data):
        head = _ROW.match(data, at)
        if head is None:
            return False
        row, attributes, closed = head.groups()
        if attributes not in scan.plain and not _open_row(int(row), attributes, scan):
            return False
        at = head.end()
        if not closed:
            end = data.find(_ROW_END, at)
            # A row of more cells than there are columns is not in the plain form, nor worth a list.
            if end < 0 or (end - at > _LONG and data.count(b"<c ", at, end) > MAX_COLUMN):
                return False
            if not _row(data[at:end], row, scan):
                return False
            at = end + len(_ROW_END)
        if int(row) > MAX_ROW:
            return False
    return True


def _row(cells: bytes, row: bytes, scan: _Scan) -> bool:
    found = _picked(cells, scan)
    shape = None if found is None else _shape(found, row, scan)
    if shape is None:
        return _cells(cells.decode(), row.decode(), scan)
    count, columns = shape
    scan.tally.add(count)
    if columns:
        scan.tally.runs.append((int(row), columns))
    return True


def _open_row(row: int, attributes: bytes, scan: _Scan) -> bool:
    found = _ATTRIBUTE.findall(attributes.decode())
    named = dict(found)
    if len(named) != len(found) or "r" in named:
        return False
    if not scan.tally.open_row(row, named) and len(scan.plain) < _KEPT_MOST:
        scan.plain.add(attributes)
    return True


def _cells(text: str, row: str, scan: _Scan) -> bool:
    """Count the cells of one row one by one."""
    number, previous = int(row), 0
    cells: list[_Cell] = _CELL.findall(text)
    if sum([len(cell[0]) for cell in cells]) != len(text):
        return False
    scan.tally.add(len(cells))
    for cell in cells:
        column = scan.columns[cell[1].encode()]
        if cell[2] != row or not previous < column <= MAX_COLUMN:
            return False
        previous = column
        if (cell[4] or cell[5] or cell[6]) and not _cell(cell, number, column, scan):
            return False
    return True


def _cell(cell: _Cell, row: int, column: int, scan: _Scan) -> bool:
    _, _, _, kind, formula, value, inline = cell
    stored = value[3:-4] if len(value) > _EMPTY_VALUE else "" if value else None
    if stored and "&" in stored and kind != "str":
        return False
    named = [name for name, _ in _ATTRIBUTE.findall(formula.partition(">")[0])]
    if len(named) != len(set(named)):
        return False
    if formula:
        from html import unescape

        words = unescape(formula.partition(">")[2].removesuffix("</f>"))
        scan.tally.rim.formula(words, f"{cell[1]}{row}")
    scan.tally.cell(row, column, kind, bool(formula), stored, _has_text(inline))
    return True


def _has_text(inline: str) -> bool:
    if inline.startswith(_KEPT):
        return len(inline) > len(_KEPT) + _INLINE_END
    if not inline.startswith(_INLINE):
        return False
    text = inline[_TEXT_AT:-_INLINE_END].strip(_SPACE)
    while text.startswith("&") and (character(text[1 : text.index(";") + 1]) or "&") in _SPACE:
        text = text[text.index(";") + 1 :].strip(_SPACE)
    return bool(text)
