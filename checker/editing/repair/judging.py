"""Whether one tidied cell is written as it was read, and why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.editing.repair.cells import CellFacts, can_write
from checker.editing.repair.changes import Value
from checker.editing.repair.formats import Formats
from checker.layout.dates import order
from checker.layout.tidied import TidiedCell
from checker.layout.tidying import (
    DAY_FIRST,
    LEADING_ZERO,
    SAFE,
    SERIAL,
    WHOLE,
    spaced,
)
from checker.layout.values import clean
from checker.render.safe import safe_text

# Spacing that somebody may have meant: a text of any wording keeps its lines.
_LINES = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Characters that join letters of other scripts, and the parts of a symbol.
_JOINERS = re.compile("[\u200c\u200d]")

Orders = Mapping[str, Mapping[str, Counter[str]]]


@dataclass(frozen=True, slots=True)
class Around:
    """What the decision on a cell needs beside the cell.

    `guarded` gives by sheet and cell why it may not be touched. `orders` are those of
    `layout.tidied.date_orders`. `facts` are by sheet and cell.
    """

    guarded: Mapping[tuple[str, str], str]
    orders: Orders
    facts: Mapping[tuple[str, str], CellFacts]
    rich: frozenset[int]
    formats: Formats = field(default_factory=lambda: Formats({}, (), ()))


def why_left(cell: TidiedCell, around: Around) -> str:
    """Why the cell stays as it is, as the end of a key of the catalogue; empty where it may change.

    The order of the questions is that of what a person should hear first.
    """
    place = (cell.sheet, cell.cell)
    facts = around.facts.get(place, CellFacts(odd=True))
    if place in around.guarded:
        return around.guarded[place]
    if facts.formula:
        return "formula"
    if facts.odd:
        return "part"
    unsafe = [kind for kind in cell.kinds if kind not in SAFE]
    if unsafe:
        return unsafe[0].replace(" ", "-")
    by_kind = _day(cell, around) or _digits(cell, facts, around) or _wording(cell, facts, around)
    return by_kind or _text(cell)


def _day(cell: TidiedCell, around: Around) -> str:
    raw = cell.raw
    if SERIAL in cell.kinds:
        whole = isinstance(raw, (int, float)) and raw == int(raw)
        return "" if whole else "day-number" if isinstance(raw, str) else "time"
    if DAY_FIRST not in cell.kinds:
        return ""
    columns = around.orders.get(cell.table, {})
    if any(found["month"] for found in columns.values()):
        return "month-first"
    proven = columns.get(cell.column.name, Counter())["day"]
    either = isinstance(raw, str) and order(raw) == "either"
    return "order" if either and not proven else ""


def _digits(cell: TidiedCell, facts: CellFacts, around: Around) -> str:
    """A number where a text belongs may be shown with zeros that it does not hold."""
    stored = isinstance(cell.raw, (int, float)) and not isinstance(cell.raw, bool)
    known = LEADING_ZERO in cell.kinds or cell.column.type in ("code", "list")
    asked = WHOLE in cell.kinds and stored and not known
    return "shown" if asked and not around.formats.shows_digits(facts.style) else ""


def _wording(cell: TidiedCell, facts: CellFacts, around: Around) -> str:
    """A text of any wording is trimmed and no more."""
    if cell.column.type != "text" or not isinstance(cell.raw, str):
        return ""
    if facts.rich or facts.shared in around.rich:
        return "rich"
    if _JOINERS.search(cell.raw.strip()):
        return "joiners"
    return "lines" if _LINES.search(cell.raw.strip()) and _trimmed(cell.raw) == cell.raw else ""


def _text(cell: TidiedCell) -> str:
    new = new_value(cell)
    if not isinstance(new, str):
        return ""
    if safe_text(new) != new:
        return "formula-sign"
    return "" if can_write(new) else "characters"


def new_value(cell: TidiedCell) -> Value:
    """What is written: what the cell was read as, but that a text keeps its lines."""
    if cell.column.type == "text" and isinstance(cell.raw, str) and _LINES.search(cell.raw.strip()):
        return _trimmed(cell.raw)
    value: Value = cell.value  # type: ignore[assignment]
    return value


def _trimmed(text: str) -> str:
    """A text of several lines without what stands around it and without invisible characters."""
    lines = text.split("\n")
    tidy = [spaced(line)[0] if clean(line) else "" for line in lines]
    return "\n".join(tidy).strip()
