"""Advice on each finding: what was expected, what was found, and what may put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.advice.around import Around
from checker.advice.codes import code_suggestion
from checker.advice.expected import entry_of, held, wanted
from checker.advice.practice import Asked, Words, asked, words
from checker.advice.references import Parents, near, parents, reference_suggestion, twin_suggestion
from checker.advice.shape import Shape
from checker.advice.swaps import swap_suggestions
from checker.advice.tidyings import tidy_suggestion
from checker.expectations.outcomes import Failure
from checker.language import ENGLISH, entries, say
from checker.layout.tables import Event
from checker.layout.tidying import tidying_words
from checker.model.findings import Suggestion
from checker.model.specs import Rule
from checker.privacy import Sighting, identifier_words
from checker.rows import CellFault

# In one column so many different wrong entries are looked at; nobody mends more by suggestions.
_MOST_VALUES = 200

# Advice on faults that are alike is kept, as far as so many different ones.
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Advice:
    """What a finding says beside its message; see `checker.model.findings.Finding`."""

    expected: str = ""
    found: str = ""
    suggestions: tuple[Suggestion, ...] = ()


NOTHING = Advice()


class Adviser:
    """Advice on one return; equal faults of a column share one search."""

    def __init__(self, around: Around, shape: Shape) -> None:
        self._around, self._shape = around, shape
        self._tables = around.tables
        self._asked: dict[tuple[str, str, str], Asked] = {}
        self._faults: dict[tuple[str, str, str, str], Advice] = {}
        self._found: dict[tuple[str, str], dict[str, tuple[Suggestion, ...]]] = {}
        self._parents: dict[tuple[str, str], Parents] = {}

    def on_event(self, event: Event) -> Advice:
        """Advice on something about the workbook's shape."""
        names = {"heading": "", "sheet": event.sheet}
        table = self._tables.spec.tables.get(event.table)
        if table is not None:
            column = self._around.column(event.table, event.field)
            names["heading"] = column.heading if column else ""
            place = next((p for p in self._tables.layout.sheets if p.table == event.table), None)
            names["sheet"] = event.sheet or (place.sheet if place else table.title)
            names["entry"] = entry_of(column, self._tables.spec) if column else ""
        suggestions = tuple(self._on_shape(event))
        return Advice(
            _of_rule("expected", event.rule, names), self._seen(event, names), suggestions
        )

    def _seen(self, event: Event, names: Mapping[str, str]) -> str:
        if event.kinds:
            return ", ".join(dict.fromkeys(tidying_words(kind, 2) for kind in event.kinds))
        return _of_rule("found", event.rule, names)

    def _on_shape(self, event: Event) -> list[Suggestion]:
        if event.rule in ("missing-column", "missing-optional-column"):
            return self._on_missing(event)
        if event.rule == "unknown-column":
            return self._on_unknown(event)
        if event.rule == "missing-sheet" and event.table in self._shape.sheets:
            return [self._sheet(event.table)]
        if event.rule == "unknown-sheet":
            tables = [t for t, name in self._shape.sheets.items() if name == event.sheet]
            return [self._sheet(table, here=True) for table in tables]
        return tidy_suggestion(event)

    def _on_missing(self, event: Event) -> list[Suggestion]:
        cell = self._shape.headings.get((event.table, event.field), "")
        column = self._around.column(event.table, event.field)
        if not cell or column is None:
            return []
        place = f"{event.sheet} {cell}"
        text = say("advice.heading", place=place, heading=column.heading)
        return [Suggestion("heading", text, value=column.heading, place=place)]

    def _on_unknown(self, event: Event) -> list[Suggestion]:
        for (table, field), cell in self._shape.headings.items():
            column = self._around.column(table, field)
            if (table, cell) == (event.table, event.cell) and column is not None:
                text = say("advice.heading-here", heading=column.heading)
                return [Suggestion("heading", text, value=column.heading)]
        return []

    def _sheet(self, table: str, here: bool = False) -> Suggestion:
        name = next(p.sheet for p in self._tables.layout.sheets if p.table == table)
        stranger = self._shape.sheets[table]
        key = "advice.sheet-here" if here else "advice.sheet"
        text = say(key, sheet=name, stranger=stranger)
        return Suggestion("sheet", text, value=name, place="" if here else stranger)

    def on_sighting(self, sighting: Sighting) -> Advice:
        """Advice on a place that looks like it holds an identifier."""
        return Advice(say("advice.expected-nobody"), identifier_words(sighting.kind))

    def on_fault(self, fault: CellFault) -> Advice:
        """Advice on a cell that is not what its column says."""
        column = self._around.column(fault.table, fault.field)
        if column is None:
            return Advice()
        value = self._tables.tables[fault.table].instances[fault.row].get(fault.field)
        at = fault.table, fault.field, fault.keyword, repr(value)
        if at in self._faults:
            return self._faults[at]
        codes = self._tables.spec.code_lists.get(column.code_list)
        suggestions: tuple[Suggestion, ...] = ()
        if fault.keyword == "list" and codes is not None:
            suggestions = self._once(*at[:2], at[3], lambda: code_suggestion(codes, value))
        if fault.keyword == "pattern":
            suggestions = self._reference(fault.table, fault.field, value)
        expected = wanted(fault, column, self._tables.spec)
        advice = Advice(expected, held(fault, column, value), suggestions)
        if len(self._faults) < _MOST_KEPT:
            self._faults[at] = advice
        return advice

    def _once(
        self, table: str, field: str, value: str, search: Callable[[], tuple[Suggestion, ...]]
    ) -> tuple[Suggestion, ...]:
        """The suggestions for a value of a column, searched for once, and for so many only."""
        known = self._found.setdefault((table, field), {})
        if value not in known:
            if len(known) >= _MOST_VALUES:
                return ()
            known[value] = search()
        return known[value]

    def on_failure(self, failure: Failure, rule: Rule) -> Advice:
        """Advice on a row at fault under a rule of the return or of a standard."""
        at = rule.id, failure.table, failure.field
        if at not in self._asked:
            self._asked[at] = asked(self._around, rule, failure.table, failure.field)
        ask = self._asked[at]
        said = words(self._around, ask, failure)
        return Advice(said.expected, said.found, tuple(self._on_row(ask, failure, said)))

    def _on_row(self, ask: Asked, failure: Failure, said: Words) -> list[Suggestion]:
        around, each = self._around, ask.rule.check.each
        if each == "key":
            return [*twin_suggestion(around, failure.table, failure.row, failure.field)]
        if each == "foreign_key":
            value = around.value(failure.table, failure.row, failure.field)
            return [*self._reference(failure.table, failure.field, value)]
        if said.pair is None:
            return []
        found = [*swap_suggestions(around, ask, failure, said.pair)]
        # The period is named in what was expected; it is no cell to compare with.
        if said.pair.table not in (failure.table, "return"):
            found.append(_other_place(around, said))
        return found

    def _reference(self, table: str, field: str, value: object) -> tuple[Suggestion, ...]:
        """Where the reference stands that may be meant by one that stands nowhere."""
        around, at = self._around, (table, field)
        links = self._tables.spec.foreign_keys
        link = next((k for k in links if (k.table, k.column) == at), None)
        if link is None or not isinstance(value, str):
            return ()
        if at not in self._parents:
            self._parents[at] = parents(around, link)
        known = self._parents[at]

        def search() -> tuple[Suggestion, ...]:
            found = near(known, value)
            return (reference_suggestion(around, link, found),) if found else ()

        return self._once(*at, value, search)


def _other_place(around: Around, said: Words) -> Suggestion:
    pair = said.pair
    assert pair is not None  # noqa: S101 - for the type checker
    place = around.place(pair.table, pair.row, pair.column.name)
    text = say("advice.other-place", heading=pair.column.heading, place=place)
    return Suggestion("other place", text, place=place)


def _of_rule(side: str, rule: str, names: Mapping[str, str]) -> str:
    """The words on a rule of the workbook's shape; none for what has no place in it."""
    key = f"{side}-{rule}"
    return say(f"advice.{key}", None, **names) if key in entries(ENGLISH, "advice") else ""
