"""Every cell of every sheet, hidden ones too: by itself, and under the heading that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

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
Column = tuple[Any, ...]


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
    columns = list(zip_longest(*rows))
    distinct = [set(column) for column in columns]
    looks = _looks(set().union(*distinct), known)
    kinds: dict[Any, str] = {text: look.kind for text, look in looks.items() if look.kind}
    heads: dict[Any, Judge] = {text: look.judge for text, look in looks.items() if look.judge}
    found = {
        (number, column): kinds[columns[column][number]]
        for number, column in _places(kinds, columns, distinct)
    }
    for place, kind in _under_headings(rows, columns, heads, _places(heads, columns, distinct)):
        if kind != THING:
            found.setdefault(place, kind)
        elif found.get(place) == NAME:
            del found[place]
    for (number, column), kind in sorted(found.items()):
        yield reference(number, column), kind


def _places(
    wanted: Mapping[Any, object], columns: Sequence[Column], distinct: Sequence[set[object]]
) -> list[tuple[int, int]]:
    """The 0-based places of the wanted texts, row by row; `distinct` is what each column holds."""
    return sorted(
        (number, place)
        for place, column in enumerate(columns)
        if not wanted.keys().isdisjoint(distinct[place])
        for number, value in enumerate(column)
        if value in wanted
    )


def _looks(texts: set[object], known: Looks) -> Looks:
    """The texts that are an identifier or ask for one; each text of a file is looked at once."""
    harmless = _harmless or _of_templates()
    # Of no other return are the references the same: they are not kept.
    known |= {text: _look(text) for text in but_references(texts.difference(harmless, known))}
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
    rows: Rows,
    columns: Sequence[Column],
    heads: Mapping[Any, Judge],
    places: Iterable[tuple[int, int]],
) -> Iterator[tuple[tuple[int, int], str]]:
    """What the values below headings and right of labels are, by 0-based place."""
    open_columns: dict[int, tuple[int, Judge]] = {}
    for number, place in places:
        judge = heads[rows[number][place]]
        beside = at(rows, number, place + 1)
        record = _filled(rows[number]) <= _RECORD
        if record and beside not in heads and (kind := judge(beside)):
            yield (number, place + 1), kind
        if _may_head(rows, number, place):
            if place in open_columns:
                yield from _column(columns[place], place, *open_columns[place], number)
            open_columns[place] = (number + 1, judge)
    for place, (first, judge) in open_columns.items():
        yield from _column(columns[place], place, first, judge, len(rows))


def _may_head(rows: Rows, number: int, column: int) -> bool:
    """Whether a word can be a heading: nothing stands above it, or a title or a band of headings.

    In the midst of a table the same word is data, such as a role.
    """
    if number == 0 or at(rows, number - 1, column) is None:
        return True
    return number <= _TITLE_ROWS and _filled(rows[number - 1]) < _filled(rows[number])


def _filled(row: Sequence[object]) -> int:
    return len(row) - row.count(None)


def _column(
    column: Column, place: int, first: int, judge: Judge, end: int
) -> Iterator[tuple[tuple[int, int], str]]:
    """What the values of a column from row `first` to before `end` are under their heading."""
    values = column[first:end]
    kinds = {value: judge(value) for value in set(values) if value is not None}
    if judge is key_kind:
        kinds |= column_kind(values)
    if not any(kinds.values()):
        return
    for number, value in enumerate(values, first):
        if value is not None and (kind := kinds[value]):
            yield (number, place), kind
