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
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from checker.read.places import MAX_COLUMN, MAX_ROW, SHIFT, column_number
from checker.read.tally import Tally

_OPEN = b"<sheetData>"
_CLOSE = b"</sheetData>"
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<&]*")*)(/?)>')
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
_NUMBERS = frozenset({"", "n"})
_UNSURE = " \t\r\n<&"  # the text is empty, or begins with space that may be all there is
_EMPTY_VALUE = len("<v></v>")
_ESCAPE = re.compile("&([^;<]{0,12};?)")
_NAMED = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_NUMBERED = re.compile("#(?:([0-9]{1,7})|x([0-9a-fA-F]{1,6}));")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\r\n")
_SPACE = " \t\r\n"

_Cell = tuple[str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """A worksheet part cut at its rows; `head` ends with the start of the sheet data."""

    head: bytes
    rows: str
    tail: bytes


@dataclass(slots=True)
class _Scan:
    """What is known so far: column numbers by letters, and strings that have text."""

    tally: Tally
    columns: dict[str, int] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)


def split(data: bytes) -> Split | None:
    """Cut the part at its rows, or None when they cannot be in the plain form."""
    first, last = data.find(_OPEN), data.rfind(_CLOSE)
    if first < 0 or last < first or data.find(_OPEN, first + 1) >= 0:
        return None
    first += len(_OPEN)
    rows = _text(data[first:last])
    return None if rows is None else Split(data[:first], rows, data[last:])


def _text(data: bytes) -> str | None:
    """The rows as text, or None for what is not well-formed although it has no markup in it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(data.translate(None, _CONTROL)) != len(data) or "\ufffe" in text or "\uffff" in text:
        return None
    return text if "]]>" not in text and all(map(_is_known, set(_ESCAPE.findall(text)))) else None


def _is_known(escape: str) -> bool:
    return escape in _NAMED or _character(escape) is not None


def _character(escape: str) -> str | None:
    """The character of a numbered escape, or None when XML does not allow it."""
    number = _NUMBERED.fullmatch(escape)
    if number is None:
        return None
    code = int(number[1]) if number[1] else int(number[2], 16)
    if code < 0x20:
        return chr(code) if code in b"\t\n\r" else None
    allowed = code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
    return chr(code) if allowed else None


def rows(text: str, tally: Tally) -> bool:
    """Count the cells of all rows; False when something is not in the plain form."""
    scan = _Scan(tally)
    pieces = text.split("</row>")
    rest = pieces.pop()
    return all(_row(piece, scan) for piece in pieces) and _blank_rows(rest, scan) == len(rest)


def _blank_rows(piece: str, scan: _Scan) -> int:
    """Pass over rows without an end tag; where the next thing begins, or -1."""
    at = 0
    while (head := _ROW.match(piece, at)) and head[3]:
        if not _open_row(head, scan):
            return -1
        at = head.end()
    return at


def _open_row(head: re.Match[str], scan: _Scan) -> bool:
    found = _ATTRIBUTE.findall(head[2])
    named = dict(found)
    if int(head[1]) > MAX_ROW or len(named) != len(found) or "r" in named:
        return False
    scan.tally.open_row(int(head[1]), named)
    return True


def _row(piece: str, scan: _Scan) -> bool:
    at = _blank_rows(piece, scan)
    head = _ROW.match(piece, at) if at >= 0 else None
    if head is None or not _open_row(head, scan):
        return False
    cells: list[_Cell] = _CELL.findall(piece, head.end())
    covered = sum([len(cell[0]) for cell in cells])
    scan.tally.add(len(cells))
    return covered == len(piece) - head.end() and _cells(cells, head[1], scan)


def _cells(cells: Iterable[_Cell], row: str, scan: _Scan) -> bool:
    """Count the cells of one row. The usual ones are settled here, the rest in the tally."""
    tally, texts, columns = scan.tally, scan.texts, scan.columns
    base, column, widest = int(row) << SHIFT, 0, 0
    append = tally.filled.append
    for whole in cells:
        _, letters, digits, kind, formula, value, inline = whole
        previous = column
        column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
        if digits != row or column <= previous or column > MAX_COLUMN:
            return False
        if not (value or inline or formula):
            continue
        widest = column
        if not formula and (
            (
                value in texts
                if kind == "s"
                else kind in _NUMBERS and len(value) > _EMPTY_VALUE and "&" not in value
            )
            if not inline
            else not value and inline[_TEXT_AT - 1] == ">" and inline[_TEXT_AT] not in _UNSURE
        ):
            append(base | (column - 1))
        elif not _odd_cell(whole, int(row), column, scan):
            return False
    if widest:
        tally.reach(int(row), widest)
    return True


def _odd_cell(cell: _Cell, row: int, column: int, scan: _Scan) -> bool:
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
    before = len(scan.tally.filled)
    scan.tally.cell(row, column, kind, bool(formula), stored, _has_text(inline))
    if kind == "s" and not formula and not inline and len(scan.tally.filled) > before:
        scan.texts.add(value)
    return True


def _has_text(inline: str) -> bool:
    if inline.startswith(_KEPT):
        return len(inline) > len(_KEPT) + _INLINE_END
    if not inline.startswith(_INLINE):
        return False
    text = inline[_TEXT_AT:-_INLINE_END].strip(_SPACE)
    while text.startswith("&") and (_character(text[1 : text.index(";") + 1]) or "&") in _SPACE:
        text = text[text.index(";") + 1 :].strip(_SPACE)
    return bool(text)
