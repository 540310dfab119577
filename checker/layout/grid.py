"""Finding a table on a sheet: its heading row, its columns, its rows, its labels."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from checker.layout.values import is_blank, letters, normal
from checker.model.specs import Table

HEADING_SEARCH_ROWS = 40
TOTAL_WORDS = frozenset(
    {"total", "totals", "grandtotal", "overalltotal", "sum", "subtotal", "cyfanswm"}
)
# What a row below the headings says of them, in the forms of `normal`: the kind of entry or a unit.
HINTS = frozenset(
    {
        *("date", "ddmmyy", "ddmmyyyy", "yyyymmdd"),
        *("text", "freetext", "number", "numeric", "wholenumber", "integer", "decimal"),
        *(
            "code",
            "codes",
            "list",
            "fromlist",
            "selectfromlist",
            "choosefromlist",
            "dropdown",
            "picklist",
        ),
        *("yn", "yesno", "yesorno", "yesnonk"),
        *("mandatory", "required", "optional", "conditional", "ifapplicable"),
        *(
            "reference",
            "key",
            "days",
            "weeks",
            "months",
            "hours",
            "minutes",
            "sessions",
            "places",
            "count",
            "score",
            "points",
            "fte",
        ),
    }
)
Grid = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Headings:
    """`row` is 0-based; `columns` maps fields to 0-based columns.

    `last` is the last row of the headings, below which the data begins: another than `row` where
    headings stand in two rows. `words` are all headings that the table could have, in the forms
    of `normal`.
    """

    row: int
    columns: Mapping[str, int]
    unknown: tuple[int, ...]
    repeated: tuple[tuple[str, int], ...]
    last: int
    words: frozenset[str]


@dataclass(frozen=True)
class Rows:
    """0-based rows below the headings: of data, of totals, and of headings told once more.

    `gaps` counts the blank rows between rows of data.
    """

    data: list[int]
    totals: list[int]
    headings: list[int]
    gaps: int


def heading_index(table: Table, names: Sequence[str]) -> dict[str, str]:
    """Normalised headings, aliases and field names to the fields in `names`."""
    wanted = [column for column in table.columns if column.name in names]
    index: dict[str, str] = {}
    for column in wanted:
        for alias in column.aliases:
            index.setdefault(normal(alias), column.name)
    for column in wanted:
        index[normal(column.name)] = column.name
        index[normal(column.heading)] = column.name
    return index


def find_headings(rows: Grid, index: Mapping[str, str]) -> Headings | None:
    """The row that holds most of the known headings; None where no row holds two (or the one)."""
    most = len(set(index.values()))
    best, best_score = -1, min(2, most) - 1
    for number, row in enumerate(rows[:HEADING_SEARCH_ROWS]):
        if best_score == most:
            break
        score = len({_field(value, index) for value in row} - {""})
        if score > best_score:
            best, best_score = number, score
    return None if best < 0 else _headings(rows, best, index)


def _field(value: object, index: Mapping[str, str]) -> str:
    """The field that a heading names, with or without a hint in brackets; empty for all else."""
    if not isinstance(value, str):
        return ""
    name = index.get(normal(value), "")
    front, bracket, hint = value.partition("(")
    return name or (index.get(normal(front), "") if bracket and normal(hint) in HINTS else "")


def _headings(rows: Grid, number: int, index: Mapping[str, str]) -> Headings:
    columns: dict[str, int] = {}
    unknown, repeated = [], []
    for position, value in enumerate(rows[number]):
        if is_blank(value):
            continue
        name = _field(value, index)
        if not name:
            unknown.append(position)
        elif name in columns:
            repeated.append((name, position))
        else:
            columns[name] = position
    last = number
    for other in (number - 1, number + 1):
        more = _more_headings(rows, number, other, index, columns)
        if more:
            last = max(last, other)
            columns |= more
    left = tuple(position for position in unknown if position not in columns.values())
    return Headings(number, columns, left, tuple(repeated), last, frozenset(index))


def _more_headings(
    rows: Grid, number: int, other: int, index: Mapping[str, str], found: Mapping[str, int]
) -> dict[str, int]:
    """Headings that a neighbouring row adds, as where some cells of two rows are merged.

    Above, they stand over blank cells of the row of headings; below, under a blank cell or under a
    group's title, in a row that holds nothing but headings.
    """
    if not 0 <= other < len(rows) or (other > number and not _all_in(rows[other], index)):
        return {}
    more: dict[str, int] = {}
    for position, value in enumerate(rows[other]):
        name = _field(value, index)
        beside = at(rows, number, position)
        under_title = other > number and position not in found.values()
        if name and name not in found and (is_blank(beside) or under_title):
            more.setdefault(name, position)
    return more


def _all_in(row: Sequence[object], words: Container[str]) -> bool:
    """Whether a row holds something, and nothing but texts that are among the words."""
    filled = [value for value in row if not is_blank(value)]
    return bool(filled) and all(isinstance(v, str) and normal(v) in words for v in filled)


def data_rows(rows: Grid, headings: Headings, unread_rows: frozenset[int]) -> Rows:
    """The rows below the headings, sorted by what they hold.

    A row counts as data when any known column holds something, or could not be read.
    """
    known = sorted(headings.columns.values())
    filled = _filled(rows, headings.last + 1, known, unread_rows)
    totals = [number for number in filled[-3:] if _is_total(rows[number], known)]
    again = _headings_again(rows, headings, known, filled)
    others = {*totals, *again}
    data = [number for number in filled if number not in others]
    last = data[-1] if data else -1
    gaps = (last - data[0] + 1 - sum(data[0] <= n <= last for n in filled)) if data else 0
    return Rows(data, totals, again, gaps)


def _filled(rows: Grid, start: int, known: Sequence[int], unread_rows: frozenset[int]) -> list[int]:
    """The rows from `start` on that hold something under a heading, or what could not be read."""
    lead = known[0]
    first = [row[lead] if lead < len(row) else None for row in rows[start:]]
    # The first column is a reference most often, and filled: only where not, the others count.
    doubtful = {v for v in set(first) if v is None or (isinstance(v, str) and not v[:1].isalnum())}
    blank = {value for value in doubtful if is_blank(value)}
    return [
        number
        for number, value in enumerate(first, start)
        if value not in blank or number in unread_rows or _holds_something(rows[number], known)
    ]


def _headings_again(
    rows: Grid, headings: Headings, known: Sequence[int], filled: Sequence[int]
) -> list[int]:
    """Rows that repeat the headings, as printed pages do, or say what to enter below them."""
    first, top = known[0], _pick(rows[headings.row], known)
    mark = at(rows, headings.row, first)
    again = [
        number
        for number in filled
        if mark is not None
        and len(rows[number]) > first
        and rows[number][first] == mark
        and _pick(rows[number], known) == top
    ]
    if filled and filled[0] == headings.last + 1 and filled[0] not in again:
        below = _pick(rows[filled[0]], known)
        several = sum(not is_blank(value) for value in below) > 1
        if several and _all_in(below, headings.words | HINTS):
            again.insert(0, filled[0])
    return again


def _holds_something(row: Sequence[object], columns: Sequence[int]) -> bool:
    return any(not is_blank(row[column]) for column in columns if column < len(row))


def stray_cell(rows: Grid, headings: Headings) -> tuple[int, int] | None:
    """The first filled cell below the headings that stands under none, or None."""
    under = {*headings.columns.values(), *headings.unknown, *(c for _, c in headings.repeated)}
    below = range(headings.last + 1, len(rows))
    width = max(map(len, rows[headings.last + 1 :]), default=0)
    beside = [position for position in range(width) if position not in under]
    for number in below if beside else ():
        row = rows[number]
        for position in beside:
            if position < len(row) and not is_blank(row[position]):
                return number, position
    return None


def _pick(row: Sequence[object], columns: Sequence[int]) -> list[object]:
    return [row[c] for c in columns if c < len(row)]


def _is_total(row: Sequence[object], columns: Sequence[int]) -> bool:
    filled = [value for value in _pick(row, columns) if not is_blank(value)]
    if not filled or not isinstance(filled[0], str):
        return False
    # "Total cases: 40" alone on its row is a total as well.
    first = normal(filled[0].split()[0]) if len(filled) == 1 else normal(filled[0])
    return first in TOTAL_WORDS


def find_labels(rows: Grid, index: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """A record sheet: field to the 0-based (row, column) of the cell right of its label."""
    found: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            name = _field(value, index)
            if name:
                found.setdefault(name, (number, position + 1))
                break
    return found


def column_values(
    rows: Grid, columns: Mapping[str, int], numbers: Sequence[int]
) -> dict[str, Sequence[object]]:
    """The values of each column in the rows of these numbers."""
    picked = [rows[number] for number in numbers]
    if len(set(map(len, picked))) == 1:
        turned = list(zip(*picked, strict=True))
        blank = (None,) * len(picked)
        return {n: turned[c] if c < len(turned) else blank for n, c in columns.items()}
    return {
        name: [row[column] if column < len(row) else None for row in picked]
        for name, column in columns.items()
    }


def at(rows: Grid, row: int, column: int) -> object:
    """The value at a 0-based place, None beyond the sheet's filled area."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def reference(row: int, column: int) -> str:
    """The reference of a 0-based place: (0, 0) is "A1"."""
    return f"{letters(column)}{row + 1}"
