"""Every cell of every sheet, hidden ones too: by itself, and under the heading that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import NamedTuple

from checker.layout.grid import at, reference
from checker.privacy.harmless import keep
from checker.privacy.headings import ASKED, asked
from checker.privacy.judges import THING, Judge
from checker.privacy.keys import column_kind, key_kind
from checker.privacy.names import KIND as NAME
from checker.privacy.shipped import shipped_headings, shipped_texts
from checker.privacy.texts import but_references, identifier_kind
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


_NOTHING = _Look("", None)
Looks = dict[str, _Look]


def scan(workbook: Workbook, exempt: Sequence[tuple[str, str]] = ()) -> list[Sighting]:
    """Every cell that looks like an identifier, but for the (sheet, cell) pairs in `exempt`."""
    allowed = set(exempt)
    known: Looks = {}
    return [
        Sighting(sheet.name, cell, kind)
        for sheet in workbook.sheets
        for cell, kind in _sheet(sheet.rows, known)
        if (sheet.name, cell) not in allowed
    ]


def _sheet(rows: Rows, known: Looks) -> Iterator[tuple[str, str]]:
    looks = _looks(rows, known)
    if not looks:
        return
    kinds = {text: look.kind for text, look in looks.items() if look.kind}
    found = {
        (number, column): kinds[value]
        for number, row in (enumerate(rows) if kinds else ())
        if not kinds.keys().isdisjoint(row)
        for column, value in enumerate(row)
        if isinstance(value, str) and value in kinds
    }
    for place, kind in _under_headings(rows, looks):
        if kind != THING:
            found.setdefault(place, kind)
        elif found.get(place) == NAME:
            del found[place]
    for (number, column), kind in sorted(found.items()):
        yield reference(number, column), kind


def _looks(rows: Rows, known: Looks) -> Looks:
    """The texts of a sheet that are an identifier or ask for one; each text is looked at once."""
    harmless = _harmless or _of_templates()
    texts = set(chain.from_iterable(rows))
    # Of no other return are the references the same: they are not kept.
    strange = but_references(texts.difference(harmless, known))
    known |= {text: _look(text) for text in strange}
    looks = {text: harmless[text] for text in harmless.keys() & texts}
    looks |= {text: known[text] for text in known.keys() & texts}
    return {text: look for text, look in looks.items() if look is not _NOTHING}


def _look(text: str) -> _Look:
    look = _Look(identifier_kind(text), asked(text))
    if not (look.kind or look.judge):
        look = _NOTHING
    return look if look.kind else keep(_harmless, text, look)


_harmless: Looks = {}


def _of_templates() -> Looks:
    """The texts of our templates, looked at beforehand."""
    _harmless.update(dict.fromkeys(shipped_texts(), _NOTHING))
    _harmless.update((t, _Look("", ASKED[what][1])) for t, what in shipped_headings().items())
    return _harmless


def _under_headings(
    rows: Rows, looks: Mapping[str, _Look]
) -> Iterator[tuple[tuple[int, int], str]]:
    """What the values below headings and right of labels are, by 0-based place."""
    heads = {text: look.judge for text, look in looks.items() if look.judge}
    columns: dict[int, tuple[int, Judge]] = {}
    for number in _rows_with(rows, heads):
        row = rows[number]
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


def _rows_with(rows: Rows, heads: Mapping[str, object]) -> list[int]:
    """The numbers of the rows that hold a heading or a label, in their order."""
    numbers: set[int] = set()
    for column in zip_longest(*rows) if heads else ():
        if not heads.keys().isdisjoint(column):
            numbers.update(number for number, value in enumerate(column) if value in heads)
    return sorted(numbers)


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
