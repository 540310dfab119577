"""What a reader gives: sheets of values, with the receipt of the file they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.model.receipt import Receipt, SheetReceipt


@dataclass(frozen=True, slots=True)
class Sheet:
    """Values of one sheet; `rows[r][c]` is row r, column c, counted from 0 at A1.

    A blank cell, an error value and a formula without a stored value are all None: the receipt
    tells them apart. Other values are str, float, int, bool, or a date, datetime, time or
    timedelta of the standard library. `state` is "visible", "hidden" or "veryHidden".
    """

    name: str
    state: str
    rows: list[list[object]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the file carries outside its cells. `words` is content: it is never printed.

    `place` is a key of `places.yaml of the catalogue`. `sheet` and `cell` say what it belongs to,
    where it belongs to one.
    """

    place: str
    words: str = field(repr=False)
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet of a file in workbook order; chart sheets have no rows."""

    receipt: Receipt
    sheets: tuple[Sheet, ...]
    texts: tuple[Text, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class Progress:
    """What has been counted so far: it outlives a stop, so `inspect` can still show it.

    `stem` is the name of the file without its suffix, for a format whose sheets have no names.
    `beside` and `confirmed` are those of the receipt; a reader sets `confirmed` once the second
    reading of the whole file has agreed.
    """

    stem: str = ""
    format: str = ""
    sheets: list[SheetReceipt] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list, repr=False)
    confirmed: bool = False
