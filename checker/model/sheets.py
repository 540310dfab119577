"""A workbook of tables for people, as data: what stands on each sheet, and not how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

CellKind = Literal["text", "count", "share", "link"]

# Shorthand for a number that is not there (Government Statistical Service, symbols in tables).
WITHHELD: Final = "[c]"
NOT_AVAILABLE: Final = "[x]"
NOT_APPLICABLE: Final = "[z]"
LOW: Final = "[low]"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere: to a row of a sheet of this workbook, or to an address.

    `row` counts the rows of that sheet's table from 1; 0 is the top of the sheet. `address` is a
    web address, or a file beside the workbook with a place in it ("report.html#rule-x").
    """

    text: str
    sheet: str = ""
    row: int = 0
    address: str = ""


Cell = str | int | float | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its words, what its cells hold, and its width in characters.

    A share runs from 0 to 1. A link is the name of another sheet, or a `Link`, which may stand in
    any column; so may text, for shorthand. `about` says what the column holds, where the words do
    not.
    """

    text: str
    kind: CellKind = "text"
    width: float = 0.0
    about: str = ""


@dataclass(frozen=True, slots=True)
class SheetOfTable:
    """One sheet with one table; `empty` is what it says where the table has no row.

    `notes` are sentences above the table. No cell is empty: one that has nothing says why.
    `rows` may be longer than a sheet can be: the writer says what it left out. They may be made as
    they are asked for. A sheet to be worked through is `working`: it gets filter buttons, and its
    headings stay in sight.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str
    working: bool = False


@dataclass(frozen=True, slots=True)
class BookOfTables:
    """A cover of label and text, then contents, then notes of heading and text, then `sheets`."""

    title: str
    cover: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    sheets: tuple[SheetOfTable, ...]
