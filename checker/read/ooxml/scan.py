"""The quick way through the rows of a worksheet.

Python handlers called for every element cost more than all the rest of the reading. Rows are
almost always written in one plain form, and text in that form can be taken apart by patterns. The
patterns below describe a part of XML in which no reading is in doubt: no comments, no CDATA, no
processing instructions, no prefix, attributes in the usual order, cells from left to right. What
they match must cover every character from the first row to the last; otherwise nothing is
concluded, and the part goes to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import compress
from operator import lt, not_

from checker.read.ooxml.plain import character, plain
from checker.read.places import MAX_COLUMN, MAX_ROW, SHIFT, column_number
from checker.read.tally import Tally

_OPEN = b"<sheetData>"
_CLOSE = b"</sheetData>"
_ROW_END = "</row>"
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6}+)"((?: [A-Za-z0-9:]++="[^"<&]*+")*+)(/?)>')
# A formula that holds no text, no long number and no name of another file.
_FORMULA = (
    r'(?:<f(?: t="shared")?+(?: ref="[A-Z0-9:]+")?+(?: si="[0-9]+")?+(?:/>'
    r'|>(?![ =0-9]{9})[^<"&@/\[\\]*+(?:/[^<"&@/\[\\]++)*+</f>))?+'
)
# The cells that need no second look: their numbers are surely finite. Groups: column letters, row
# digits, the index of a shared string, the end of a cell without content. What is no such cell is
# swallowed to the end of the row by the last branch, and has no column letters.
_USUAL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="[0-9]++")?+'
    r'(?: t="s"><v>([0-9]{1,7}+)</v></c>'
    r'| t="inlineStr"><is><t(?:>[^<& \t\r\n]| xml:space="preserve">[^<])[^<]*+</t></is></c>'
    rf'|(?: t="n")?+>{_FORMULA}<v>-?[0-9.]++(?:[eE][-+]?[0-9]{{1,2}})?+</v></c>'
    rf'| t="(?:b|d|str)">{_FORMULA}<v>[^<& \t\r\n](?:[^<&\r\n]*+(?<![ \t]))?+</v></c>'
    r'|(?: t="[A-Za-z]+")?+(/>|></c>))'
    r"|.+",
    re.DOTALL,
)
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
_WIDE, _KEPT_MOST = 200, 1_000

_Cell = tuple[str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """A worksheet part cut at its rows; `head` ends with the start of the sheet data."""

    head: bytes
    tail: bytes
    data: bytes = field(repr=False)
    first: int
    last: int

    def windows(self) -> Iterator[str | None]:
        """The rows as text, some millions of characters at a time; None for what is not plain."""
        start = self.first
        while start < self.last:
            end = self.data.find(_ROW_END.encode(), start + _WINDOW, self.last)
            end = self.last if end < 0 else end + len(_ROW_END)
            # A single row of that length is left to the parser, which needs no room for it.
            yield plain(self.data[start:end]) if end - start < 2 * _WINDOW else None
            start = end


class _Columns(dict[str, int]):
    """Column numbers by letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        number = self[letters] = column_number(letters)
        return number


@dataclass(slots=True)
class _Scan:
    """What is known so far.

    Column numbers by letters and by the letters of a whole row; attributes of rows that say nothing
    of interest; indexes of the shared strings that cells point to.
    """

    tally: Tally
    texts: frozenset[str]
    columns: _Columns = field(default_factory=_Columns)
    shapes: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)


def split(data: bytes) -> Split | None:
    """Cut the part at its rows, or None when they cannot be in the plain form."""
    first, last = data.find(_OPEN), data.rfind(_CLOSE)
    # A second beginning between the two is no row, so that the patterns do not cover it.
    if first < 0 or last < first:
        return None
    first += len(_OPEN)
    return Split(data[:first], data[last:], data, first, last)


def rows(texts: Iterable[str | None], tally: Tally) -> bool:
    """Count the cells of all rows; False when something is not in the plain form."""
    scan = _Scan(tally, tally.strings.with_text)
    covered = all(text is not None and _rows(text, scan) for text in texts)
    tally.strings.used.update(map(int, filter(None, scan.used)))
    return covered


def _rows(text: str, scan: _Scan) -> bool:
    """Count the cells of the rows in `text`; what is counted at one go is handed on together."""
    done = _Done(scan.tally)
    at = 0
    while at < len(text):
        head = _ROW.match(text, at)
        if head is None:
            return False
        row, attributes, closed = head.groups()
        number = int(row)
        if attributes not in scan.plain and not _open_row(number, attributes, scan):
            return False
        at = head.end()
        if not closed:
            end = text.find(_ROW_END, at)
            # A row of more cells than there are columns is not in the plain form, nor worth a list.
            if end < 0 or (end - at > _LONG and text.count("<c ", at, end) > MAX_COLUMN):
                return False
            if not _row(_USUAL.findall(text, at, end), row, number, scan, done):
                done.hand_on()
                if not _cells(text, at, end, row, scan):
                    return False
            at = end + len(_ROW_END)
        if number > MAX_ROW:
            return False
    done.hand_on()
    scan.used.update(*done.indexes)
    return True


@dataclass(slots=True)
class _Done:
    """What was counted at one go and not handed on to the tally yet, row by row."""

    tally: Tally
    cells: int = 0
    rightmost: int = 0
    rows: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    indexes: list[tuple[str, ...]] = field(default_factory=list)

    def hand_on(self) -> None:
        self.tally.add(self.cells)
        self.tally.row_by_row(self.rows, self.places, self.rightmost)
        self.cells, self.rows, self.places = 0, [], []


def _open_row(row: int, attributes: str, scan: _Scan) -> bool:
    found = _ATTRIBUTE.findall(attributes)
    named = dict(found)
    if len(named) != len(found) or "r" in named:
        return False
    if not scan.tally.open_row(row, named) and len(scan.plain) < _KEPT_MOST:
        scan.plain.add(attributes)
    return True


def _row(
    cells: list[tuple[str, str, str, str]], row: str, number: int, scan: _Scan, done: _Done
) -> bool:
    """Count the cells of one row at one go; False where one of them needs a closer look."""
    if not cells:
        return True
    letters, digits, indexes, blanks = zip(*cells, strict=True)
    columns = scan.shapes.get(letters) or _shape(letters, scan)
    strings = scan.tally.strings
    if strings.count:
        known = scan.texts.issuperset(indexes) or strings.have_text(indexes)
        done.indexes.append(indexes)
    else:
        known = not any(indexes)
    if not (known and columns and digits.count(row) == len(cells)):
        return False
    done.cells += len(cells)
    filled = tuple(compress(columns, map(not_, blanks))) if any(blanks) else columns
    if filled:
        base = (number << SHIFT) - 1
        done.places += [base + column for column in filled]
        done.rows.append(number)
        if filled[-1] > done.rightmost:
            done.rightmost = filled[-1]
    return True


def _shape(letters: tuple[str, ...], scan: _Scan) -> tuple[int, ...]:
    """The columns of a row's cells; none when they do not go from left to right."""
    columns = tuple(map(scan.columns.__getitem__, letters))
    if not columns[0] or columns[-1] > MAX_COLUMN or not all(map(lt, columns, columns[1:])):
        return ()
    if len(letters) <= _WIDE and len(scan.shapes) < _KEPT_MOST:
        scan.shapes[letters] = columns
    return columns


def _cells(text: str, at: int, end: int, row: str, scan: _Scan) -> bool:
    """Count the cells of one row one by one."""
    number, previous = int(row), 0
    cells: list[_Cell] = _CELL.findall(text, at, end)
    if sum([len(cell[0]) for cell in cells]) != end - at:
        return False
    scan.tally.add(len(cells))
    for cell in cells:
        column = scan.columns[cell[1]]
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
