"""Every cell of every sheet, hidden ones too: by itself, and under the heading that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from checker.layout.grid import at, reference
from checker.privacy.harmless import keep
from checker.privacy.headings import asked
from checker.privacy.judges import THING, Judge
from checker.privacy.keys import column_kind, key_kind
from checker.privacy.names import KIND as NAME
from checker.privacy.texts import identifier_kind, is_reference
from checker.read import Workbook

# A row of so few filled cells may be a label with its value; in a longer one headings stand.
_RECORD = 3
# Among the first rows titles may stand above a heading.
_TITLE_ROWS = 6

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place that looks like it holds an identifier; `kind` is such as "a postcode".

    `cell` is empty and `place` a key of `places.yaml of the catalogue` where it is no cell.
    """

    sheet: str
    cell: str
    kind: str
    place: str = ""


class _Look(NamedTuple):
    """What a text is by itself, and what it asks of others."""

    kind: str
    judge: Judge | None


def scan(workbook: Workbook, exempt: Sequence[tuple[str, str]] = ()) -> list[Sighting]:
    """Every cell that looks like an identifier, but for the (sheet, cell) pairs in `exempt`."""
    allowed = set(exempt)
    known: dict[str, _Look] = {}
    return [
        Sighting(sheet.name, cell, kind)
        for sheet in workbook.sheets
        for cell, kind in _sheet(sheet.rows, known)
        if (sheet.name, cell) not in allowed
    ]


def _sheet(rows: Rows, known: dict[str, _Look]) -> Iterator[tuple[str, str]]:
    looks = _looks(rows, known)
    if not looks:
        return
    found = {
        (number, column): look.kind
        for number, row in enumerate(rows)
        if not looks.keys().isdisjoint(row)
        for column, value in enumerate(row)
        if isinstance(value, str) and (look := looks.get(value)) and look.kind
    }
    for place, kind in _under_headings(rows, looks):
        if kind != THING:
            found.setdefault(place, kind)
        elif found.get(place) == NAME:
            del found[place]
    for (number, column), kind in sorted(found.items()):
        yield reference(number, column), kind


def _looks(rows: Rows, known: dict[str, _Look]) -> dict[str, _Look]:
    """The texts of a sheet that are an identifier or ask for one; each text is looked at once."""
    looks = {}
    for text in set(chain.from_iterable(rows)):
        if not isinstance(text, str) or not text:
            continue
        look = known.get(text)
        if look is None:
            look = known[text] = _look(text)
        if look.kind or look.judge:
            looks[text] = look
    return looks


def _look(text: str) -> _Look:
    # No other return has the same references.
    if is_reference(text):
        return _NOTHING
    look = _harmless.get(text)
    if look is None:
        look = _Look(identifier_kind(text), asked(text))
        if not look.kind:
            keep(_harmless, text, look)
    return look


_NOTHING = _Look("", None)
_harmless: dict[str, _Look] = {}


def _under_headings(
    rows: Rows, looks: Mapping[str, _Look]
) -> Iterator[tuple[tuple[int, int], str]]:
    """What the values below headings and right of labels are, by 0-based place."""
    heads = {text: look.judge for text, look in looks.items() if look.judge}
    columns: dict[int, tuple[int, Judge]] = {}
    for number, row in enumerate(rows):
        if not heads or heads.keys().isdisjoint(row):
            continue
        record = _filled(row) <= _RECORD
        for column, value in enumerate(row):
            judge = heads.get(value) if isinstance(value, str) else None
            if judge is None:
                continue
            beside = at(rows, number, column + 1)
            if record and beside not in heads and (kind := judge(beside)):
                yield (number, column + 1), kind
            if not _may_head(rows, number, column):
                continue
            if column in columns:
                yield from _column(rows, column, *columns[column], number)
            columns[column] = (number + 1, judge)
    for column, (first, judge) in columns.items():
        yield from _column(rows, column, first, judge, len(rows))


def _may_head(rows: Rows, number: int, column: int) -> bool:
    """Whether a word can be a heading: nothing stands above it, or a title or a band of headings.

    In the midst of a table the same word is data, such as a role.
    """
    if number == 0 or at(rows, number - 1, column) is None:
        return True
    return number <= _TITLE_ROWS and _filled(rows[number - 1]) < _filled(rows[number])


def _filled(row: Sequence[object]) -> int:
    return sum(value is not None for value in row)


def _column(
    rows: Rows, column: int, first: int, judge: Judge, end: int
) -> Iterator[tuple[tuple[int, int], str]]:
    """What the values of a column from row `first` to before `end` are under their heading."""
    values = [row[column] if column < len(row) else None for row in rows[first:end]]
    kinds = {value: judge(value) for value in set(values) if value is not None}
    if judge is key_kind:
        kinds |= column_kind(values)
    if not any(kinds.values()):
        return
    for number, value in enumerate(values, first):
        if value is not None and (kind := kinds[value]):
            yield (number, column), kind
