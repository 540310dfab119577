"""A sheet laid out: which text stands in which row, how high and how wide, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from math import ceil
from typing import Final, NamedTuple

from checker.language import say
from checker.model.sheets import Cell, Heading, Link, SheetOfTable
from checker.render.workbook.limits import cell_text
from checker.render.workbook.looks import Look, heading_look

_WIDTHS: Final = {"text": 24.0, "count": 13.0, "share": 12.0, "link": 34.0}
# Characters across one A4 page on its side that can still be read without effort.
_PAGE_CHARACTERS: Final = 170
# A column is measured in digits, and letters are narrower than digits on average.
_LETTERS_PER_WIDTH: Final = 1.1
LINE_POINTS, TITLE_POINTS, MOST_POINTS = 15, 24, 405


class Laid(NamedTuple):
    """One sheet; `above` are the lines below its title and `header` the row of its headings.

    `header` is 0 where the sheet has no table. Rows count from 1, widths are in characters.
    """

    sheet: SheetOfTable
    above: tuple[str, ...]
    widths: tuple[float, ...]
    header: int

    @property
    def last(self) -> int:
        """Its last row."""
        return self.header + len(self.sheet.rows) if self.header else len(self.above) + 1

    @property
    def table(self) -> str:
        """The name of its table, for formulas and screen readers."""
        return re.sub(r"\W", "_", f"Table_{self.sheet.name}")

    @property
    def pages_across(self) -> int:
        """How many printed pages stand side by side."""
        return ceil(sum(self.widths) / _PAGE_CHARACTERS)


class Target(NamedTuple):
    """Where a link leads: to a row of a sheet, or to an address."""

    sheet: str = ""
    row: int = 0
    address: str = ""


class Placed(NamedTuple):
    """One cell: its look, its text or number, and where it leads."""

    look: Look
    value: str | int | float
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number, its height in points (0: as it comes) and its cells from column A."""

    at: int
    height: int
    cells: Sequence[Placed]


def laid(sheet: SheetOfTable) -> Laid:
    """The sheet with its lines, its widths and the place of its table."""
    widths = tuple(heading.width or _WIDTHS[heading.kind] for heading in sheet.headings)
    if not len(sheet.rows):
        return Laid(sheet, (say("sheets.no-table"), sheet.empty), widths, 0)
    above = (say("sheets.one-table"), *sheet.notes)
    return Laid(sheet, above, widths, len(above) + 2)


def lines(mine: Laid, headers: dict[str, int]) -> Iterator[Line]:
    """Every row of the sheet, each made as it is asked for.

    `headers` are the rows of the headings of every sheet of the workbook, by its name.
    """
    yield Line(1, TITLE_POINTS, [Placed("title", cell_text(mine.sheet.title))])
    for at, words in enumerate(mine.above, start=2):
        yield Line(at, 0, [Placed("note", cell_text(words))])
    if not mine.header:
        return
    headings = mine.sheet.headings
    heads = [Placed(heading_look(head.kind), cell_text(head.text)) for head in headings]
    yield Line(mine.header, _height(heads, mine.widths), heads)
    for at, row in zip(count(mine.header + 1), mine.sheet.rows, strict=False):
        cells = [_placed(value, head, headers) for value, head in zip(row, headings, strict=True)]
        yield Line(at, _height(cells, mine.widths), cells)


def _placed(value: Cell, heading: Heading, headers: dict[str, int]) -> Placed:
    if isinstance(value, str):
        if heading.kind == "link":
            return Placed("link", cell_text(value), Target(value, 1) if value in headers else None)
        return Placed(heading.kind, cell_text(value))
    if isinstance(value, Link):
        target = _target(value, headers)
        return Placed("link" if target else "text", cell_text(value.text), target)
    return Placed(heading.kind, value)


def _target(link: Link, headers: dict[str, int]) -> Target | None:
    if link.address:
        return Target(address=link.address)
    if link.sheet not in headers:
        return None
    return Target(link.sheet, headers[link.sheet] + link.row if link.row else 1)


def _height(cells: Sequence[Placed], widths: Sequence[float]) -> int:
    """As high as the longest text of a row: not every program does so by itself."""
    most = 1
    for cell, width in zip(cells, widths, strict=True):
        value = cell.value
        if isinstance(value, str) and (len(value) > width - 2 or "\n" in value):
            most = max(most, _lines(value, width))
    return min(LINE_POINTS * most, MOST_POINTS) if most > 1 else 0


@lru_cache(maxsize=8192)
def _lines(text: str, width: float) -> int:
    """Lines that the text takes in a column of that width."""
    room = width * _LETTERS_PER_WIDTH - 2
    return sum(_wrapped(part, room) for part in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    taken, left = 1, room
    for word in text.split():
        if len(word) > left and left < room:
            taken, left = taken + 1, room
        taken, left = taken + int(len(word) // (room + 1)), left - len(word) - 1
    return taken
