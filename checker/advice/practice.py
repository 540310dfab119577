"""A rule that reads several cells: what it expects of one, said by means of the others.

A measure is often a difference, such as the days from the start of a case to its end. Which two
cells it is the difference of is not written down; it is found by looking: the pair whose values
differ by just what was measured.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.advice.around import Around
from checker.advice.expected import entry_of
from checker.expectations.outcomes import Failure
from checker.language import say
from checker.layout.codes import entry_words
from checker.model.specs import Column, Rule

# More cells than these are not named beside one.
_NAMED = 3
# These say whether a rule is for a row at all; they are seldom what is wrong with it.
_SCOPE = frozenset({"case_type", "intervention_type", "cohort"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule at one column: its arguments, and the other cells it reads, as (table, field)."""

    rule: Rule
    table: str
    column: Column
    kwargs: Mapping[str, Any]
    others: tuple[tuple[str, Column], ...]

    @property
    def measured(self) -> str:
        """The column or measure that the rule looks at."""
        return str(self.kwargs.get("column") or self.kwargs.get("column_B", ""))


@dataclass(frozen=True, slots=True)
class Pair:
    """The cell at fault against another: `sign` times their difference was measured.

    `table`, `row` and `column` are the other cell's. `both` is 1 where both days of a span count,
    `working` says that working days alone do.
    """

    table: str
    row: int
    column: Column
    sign: int
    both: int = 0
    working: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Expected, found, and the other cell that decides, where one does."""

    expected: str
    found: str
    pair: Pair | None = None


def asked(around: Around, rule: Rule, table: str, field: str) -> Asked:
    """A rule as it stands for one column; a rule for many columns names none itself."""
    spec = around.tables.spec
    link = next((k for k in spec.foreign_keys if (k.table, k.column) == (table, field)), None)
    names = {"$table": table, "$column": field}
    if link is not None:
        names |= {"$parent_column": link.parent_column, "$parent": link.parent}
    kwargs = {key: _filled(value, names) for key, value in (rule.check.kwargs or {}).items()}
    reads = dict.fromkeys(_filled(read, names) for read in rule.reads)
    column = around.column(table, field)
    assert column is not None  # noqa: S101 - lint holds `at` to the columns of the table
    others = [_read(around, read) for read in reads if read != f"{table}.{field}"]
    known = tuple((name, other) for name, other in others if other is not None)
    return Asked(rule, table, column, kwargs, known)


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, meant in sorted(names.items(), reverse=True):
            value = value.replace(name, meant)
    return value


def _read(around: Around, read: str) -> tuple[str, Column | None]:
    table, _, field = read.partition(".")
    return table, around.column(table, field)


def words(around: Around, ask: Asked, failure: Failure) -> Words:
    """What the rule expects of the cell at fault, and what kind of thing is there."""
    value = around.value(failure.table, failure.row, failure.field)
    kind = (ask.rule.check.type or "").removeprefix("expect_column_")
    plain = around.column(ask.table, ask.measured)
    if kind == "values_to_not_be_null":
        return Words(entry_of(ask.column, around.tables.spec), say("advice.found-blank"))
    if kind == "values_to_be_null":
        return Words(say("advice.expected-blank"), _kind_of(ask.column, value))
    if kind == "values_to_be_unique":
        return _unique(around, failure, value)
    if ask.rule.check.each == "foreign_key":
        expected = entry_of(ask.column, around.tables.spec)
        return Words(expected, say("advice.found-nowhere"))
    if plain is not None and kind in ("values_to_be_in_set", "values_to_not_be_in_set"):
        return _among(around, ask, value, kind)
    if kind == "pair_values_a_to_be_greater_than_b":
        return _at_most(around, ask, failure)
    if kind == "values_to_be_between":
        return _between(around, ask, failure, value, plain is not None)
    return _fitting(around, ask, failure, value)


def _unique(around: Around, failure: Failure, value: Any) -> Words:
    count = len(around.rows_with(failure.table, failure.field, value))
    return Words(say("advice.expected-once"), say("advice.found-rows", n=count))


def _among(around: Around, ask: Asked, value: Any, kind: str) -> Words:
    codes = around.tables.spec.code_lists.get(ask.column.code_list)
    told = {code.code: entry_words(code) for code in codes.codes} if codes else {}
    named = [f"“{told.get(code, code)}”" for code in ask.kwargs["value_set"][:_NAMED]]
    entries = say("advice.or").join(named)
    found = say("advice.found-blank") if value is None else ""
    if kind == "values_to_not_be_in_set":
        return Words(say("advice.expected-other", entries=entries), found or say("advice.found-it"))
    if len(ask.kwargs["value_set"]) > _NAMED:
        entries = say("advice.expected-or-like", entries=entries)
    return Words(entries, found or say("advice.found-other"))


def _at_most(around: Around, ask: Asked, failure: Failure) -> Words:
    other = around.column(ask.table, ask.kwargs["column_A"])
    assert other is not None  # noqa: S101 - a pair expectation compares columns
    told = _told(around, failure.table, failure.row, other)
    return Words(say("advice.until-number", other=told), say("advice.found-larger"))


def _between(around: Around, ask: Asked, failure: Failure, value: Any, plain: bool) -> Words:
    low, high = ask.kwargs.get("min_value"), ask.kwargs.get("max_value")
    measured = around.value(failure.table, failure.row, ask.measured)
    if measured is None:
        return _fitting(around, ask, failure, value)
    less = low is not None and measured < low
    if plain:
        return Words(
            _bounds(low, high), say("advice.found-smaller" if less else "advice.found-larger")
        )
    pair = _pair(around, ask, failure, value, measured)
    # A size is compared with another, never with another and so many more.
    if pair is not None and (ask.column.type == "date" or not (low if less else high)):
        return _compared(around, ask, pair, low, high, less)
    if low == high == 0 and ask.others:
        sheets = _sheets(around, ask)
        return Words(
            say("advice.expected-counted", sheets=sheets), say("advice.found-another-number")
        )
    own_key = around.leads(ask.table, ask.table, ask.column.name)
    if own_key and ask.measured.endswith("_count") and less and _sheets(around, ask):
        expected = say("advice.expected-rows", n=int(low or 0), sheet=_sheets(around, ask))
        return Words(expected, say("advice.found-few"))
    return _fitting(around, ask, failure, value)


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        key = "advice.just" if low == high else "advice.from-to"
        return say(key, low=f"{low:g}", high=f"{high:g}")
    if low is not None:
        return say("advice.or-more", low=f"{low:g}")
    return say("advice.or-less", high=f"{high:g}")


def _pair(around: Around, ask: Asked, failure: Failure, value: Any, measured: Any) -> Pair | None:
    """The one other cell that, with the cell at fault, makes what was measured."""
    words = ask.measured.split("_")
    working = "working" in words
    if isinstance(value, dt.date) and "days" not in words:
        return None
    for table, row, column, other in _others(around, ask, failure):
        if working and table == "return":
            continue  # the period's end stands in there for a day that has not come
        difference = _difference(around, value, other, working)
        # Some measures count both days of a span.
        for both in (0, 1) if isinstance(value, dt.date) else (0,):
            for sign in (1, -1):
                if difference is not None and sign * difference + both == measured:
                    return Pair(table, row, column, sign, both, working)
    return None


def _others(around: Around, ask: Asked, failure: Failure) -> Iterator[tuple[str, int, Column, Any]]:
    """Every other cell that the rule reads and that belongs to this row alone."""
    for table, column in ask.others:
        rows = around.linked(failure.table, failure.row, table)
        if len(rows) == 1:
            yield table, rows[0], column, around.value(table, rows[0], column.name)


def _difference(around: Around, value: Any, other: Any, working: bool) -> float | None:
    if isinstance(value, dt.date) and isinstance(other, dt.date):
        return around.working_days(other, value) if working else (value - other).days
    numbers = isinstance(value, (int, float)) and isinstance(other, (int, float))
    return value - other if numbers and not working else None


def _compared(around: Around, ask: Asked, pair: Pair, low: Any, high: Any, less: bool) -> Words:
    """The bound that was missed, as a place in time or a size beside the other cell.

    With sign × (cell - other) at least or at most the limit, the cell itself must lie on the one
    side or on the other of the other cell moved by sign × limit.
    """
    early = less == (pair.sign > 0)
    shift = int(((low if less else high) - pair.both) * pair.sign)
    side = "from" if early else "until"
    told = _told(around, pair.table, pair.row, pair.column)
    if ask.column.type != "date":
        found = "advice.found-smaller" if early else "advice.found-larger"
        return Words(say(f"advice.{side}-number", other=told), say(found), pair)
    found = "advice.found-earlier" if early else "advice.found-later"
    key = f"advice.{side}-{'after' if shift > 0 else 'before'}" if shift else f"advice.{side}-day"
    key += "-working" if shift and pair.working else ""
    return Words(say(key, n=abs(shift), other=told), say(found), pair)


def _fitting(around: Around, ask: Asked, failure: Failure, value: Any) -> Words:
    """No single other cell decides: those that are read are named."""
    near = [
        (table, column)
        for table, column in ask.others
        if column.name not in _SCOPE and not around.leads(ask.table, table, column.name)
    ]
    near.sort(key=lambda other: (other[1].type != ask.column.type, other[0] != failure.table))
    told = [_beside(around, failure, table, column) for table, column in near[:_NAMED]]
    others = listed(told) if told else ""
    if told and around.leads(ask.table, ask.table, ask.column.name):
        return Words(say("advice.expected-record", others=others), say("advice.found-record"))
    found = say("advice.found-unfit", kind=_kind_of(ask.column, value))
    if value is None:
        found = say("advice.found-blank")
    entry = entry_of(ask.column, around.tables.spec)
    return Words(say("advice.expected-fit", entry=entry, others=others) if told else entry, found)


def _beside(around: Around, failure: Failure, table: str, column: Column) -> str:
    rows = around.linked(failure.table, failure.row, table)
    if len(rows) == 1:
        return _told(around, table, rows[0], column)
    sheet = around.tables.tables[table].sheet or around.tables.spec.tables[table].title
    return say("advice.on-sheet", heading=column.heading, sheet=sheet)


def _told(around: Around, table: str, row: int, column: Column) -> str:
    """A cell by its heading and its place: "Start date (Cases C12)"."""
    place = around.place(table, row, column.name)
    return f"{column.heading} ({place})" if place else column.heading


def _sheets(around: Around, ask: Asked) -> str:
    names = dict.fromkeys(
        around.tables.tables[table].sheet or around.tables.spec.tables[table].title
        for table, _ in ask.others
        if table not in (ask.table, "return")
    )
    return listed(names) if names else ""


def listed(names: Iterable[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    *front, last = names
    return say("advice.and").join(filter(None, (", ".join(front), last)))


def _kind_of(column: Column, value: Any) -> str:
    """The kind of a cell that was read, by the type of its column."""
    if value is None:
        return say("advice.found-blank")
    return say(f"advice.kind-{column.type}")
