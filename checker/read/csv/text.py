"""One CSV file: from bytes to rows of texts, in two readings, and what was decided on the way.

Nothing in a CSV file says how it is encoded or what parts its cells. Both are decided by rules that
can be told, and the receipt tells them.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checker.errors import Unreadable
from checker.language import say
from checker.read import stops
from checker.read.csv.second import again
from checker.read.limits import Limits
from checker.read.places import name_of_corner

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
"""What may part the cells, in the order of preference, with its name in a sentence."""
# Excel's own way to say it: a first line that is no data.
_SAID = re.compile(r'"?sep=([^\r\n"])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LOOKED_AT = 1_000_000  # characters, of which at most so many rows:
_ROWS_LOOKED_AT = 1000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PAGE = re.compile(r"\s*<(!doctype html|html)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file, None for an empty cell; `how` says what was decided, in words.

    `second` are the same rows as the second reading gives them, without empty cells at the end.
    """

    rows: list[list[str | None]]
    second: list[list[str | None]]
    how: str


def table(data: bytes, file: str, limits: Limits) -> Table:
    """Read one file. Raises Unreadable where it is not text, not whole, or over a limit.

    `file` is the name that messages give it.
    """
    text, encoding = _decoded(data, file)
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else _separator(body)
    _weigh(body, separator, limits)
    rows = _rows(body, separator, file, limits)
    if not said and not any(len(row) > 1 for row in rows):
        how = say("read.one-cell-row", encoding=encoding)
    else:
        parted = SEPARATORS.get(separator, say("read.sign-first-line-names"))
        how = say("read.between-cells", encoding=encoding, parted=parted)
    return Table(rows, again(body, separator), how)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    """Text and the name of its encoding: what its first bytes say, else UTF-8, else Windows."""
    marked = next((found for found in _BOMS if data.startswith(found[0])), None)
    codec, name = marked[1:] if marked else ("utf-8", "UTF-8")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        if marked:
            what = say("read.says-holds-bytes", name=name)
            raise stops.not_text(file, what) from None
        text, name = _windows(data, file), "Windows-1252"
    if _CONTROL.search(text):
        raise stops.not_text(file, say("read.holds-zero-bytes-other-signs"))
    if _PAGE.match(text):
        raise stops.not_text(file, say("read.web-page-html-whatever-name"))
    return text, name


def _windows(data: bytes, file: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        what = say("read.letters-neither-utf-nor-encoding")
        raise stops.not_text(file, what) from None


def _separator(text: str) -> str:
    """The sign that cuts the first rows most evenly; of two as even, the one that cuts more.

    A sign that would leave a quotation mark inside a quoted cell cannot be the one.
    """
    best, score = "", (0.0, 0)
    for sign in SEPARATORS:
        widths = _widths(text, sign)
        found = _evenness(widths or [])
        if found > score or (not best and widths == []):
            best, score = sign, found
    return best or ","


def _evenness(rows: list[int]) -> tuple[float, int]:
    """Share of the rows that have the most frequent width, and that width; nothing for width 1."""
    widths = Counter(rows)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width


def _widths(text: str, sign: str) -> list[int] | None:
    """The widths of the first rows that hold anything; None where the quotes speak against it."""
    widths: list[int] = []
    try:
        for row in islice(_parsed(text[:_LOOKED_AT], sign), _ROWS_LOOKED_AT):
            if any(row):
                widths.append(len(row))
    except csv.Error as failure:
        # The row at which the text was cut off tells nothing.
        if len(text) <= _LOOKED_AT or "end of data" not in str(failure):
            return None
    return widths


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def _weigh(text: str, separator: str, limits: Limits) -> None:
    """Before a single line can become a list of thirty million empty cells."""
    if text.count(separator) > 4 * limits.cells:
        raise stops.many_cells(text.count(separator), limits.cells)


def _too_far(file: str, row: int, column: int, limits: Limits) -> Unreadable:
    reaches = say("read.reaches-cell", file=file, row=name_of_corner(row, max(column, 1)))
    return stops.too_far(reaches, row, column, limits)


def _rows(text: str, separator: str, file: str, limits: Limits) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    cells = 0
    found = _parsed(text, separator)
    try:
        for row in found:
            cells += len(row)
            if len(rows) >= limits.rows or len(row) > limits.columns:
                raise _too_far(file, len(rows) + 1, len(row), limits)
            if cells > limits.cells:
                raise stops.many_cells(cells, limits.cells)
            rows.append([value or None for value in row])
    except csv.Error as failure:
        # The parser's own words could quote the file.
        what = say("read.quotation-marks-before-row-do", rows=len(rows) + 1)
        if "field limit" in str(failure):
            what = say(
                "read.cell-row-over-characters",
                rows=len(rows) + 1,
                field_size_limit=csv.field_size_limit(),
            )
        raise stops.not_text(file, what) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
