"""What explanations are held against: the return, its rules, and the previous report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.layout.tables import ReturnTables, SetAside
from checker.layout.values import normal
from checker.model.since import Previous
from checker.model.specs import Rule
from checker.packs.holders import known_rules


@dataclass(frozen=True)
class Lane:
    """What explanations are held against.

    `bad` are the cells set aside, `hidden` those and the ones that look like identifiers. `silent`
    are rules that gave no answer. `previous` is a report of the same provider, if one was given.
    """

    tables: ReturnTables
    bad: SetAside
    hidden: SetAside
    rules: Mapping[str, Rule]
    silent: Collection[str] = ()
    previous: Previous | None = None

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The usable references of the return by their form in `normal`."""
        return {normal(text): text for text in _references(self.tables, self.hidden)}

    @cached_property
    def shipped(self) -> Collection[str]:
        """The ids of all rules that ship with the checker."""
        return known_rules().keys()

    def asks(self, rule: str) -> bool:
        """Whether a rule of this check asks what an explanation can answer."""
        return rule in self.rules and self.rules[rule].tier == "QUERY"


def _references(tables: ReturnTables, hidden: SetAside) -> Iterator[str]:
    for name, data in tables.tables.items():
        for column in {*data.table.key[:1], "case_ref"} & set(data.frame.columns):
            unusable = hidden.get(name, {}).get(column, ())
            for row, text in enumerate(data.frame[column]):
                if text is not None and row not in unusable:
                    yield text
