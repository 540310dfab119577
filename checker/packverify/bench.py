"""The rules of all packs that speak of one return, with everything that running them needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.layout.tables import ReturnTables, TableData
from checker.measures import measure
from checker.model.specs import Layout, ReturnSpec, Rule
from checker.packbuild import expand, is_return, spec_beside
from checker.packs import read_standard

Entry = Mapping[str, Any]

_COLUMNS: dict[str, Mapping[str, Mapping[str, Any]]] = {}


@dataclass(frozen=True)
class Subject:
    """One live rule; `entries` are its expectations, none for a rule of another kind."""

    pack: str
    rule: Rule
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The rule as messages name it."""
        return f"{self.pack} {self.rule.id}"


@dataclass(frozen=True)
class Bench:
    """One return specification, and the live rules written against it."""

    spec: ReturnSpec
    subjects: tuple[Subject, ...]

    @property
    def columns(self) -> Mapping[str, Mapping[str, Any]]:
        """By table, every column and measure with its Polars type."""
        # Planning every measure takes a second: once for each return is enough.
        if self.spec.digest not in _COLUMNS:
            _COLUMNS[self.spec.digest] = _columns(self.spec)
        return _COLUMNS[self.spec.digest]

    def judged(self) -> list[Subject]:
        """The rules that are expectations."""
        return [subject for subject in self.subjects if subject.rule.check.kind == "expectation"]

    def by_table(self, subjects: Iterable[Subject]) -> dict[str, list[tuple[Subject, Entry]]]:
        """The expectations of these rules by table."""
        found: dict[str, list[tuple[Subject, Entry]]] = {}
        for subject in subjects:
            for entry in subject.entries:
                found.setdefault(entry["meta"]["table"], []).append((subject, entry))
        return found


def _columns(spec: ReturnSpec) -> Mapping[str, Mapping[str, Any]]:
    empty = {name: TableData.empty(table) for name, table in spec.tables.items()}
    nothing = ReturnTables(spec, Layout("", "", "", "", ()), empty, ())
    return {name: dict(frame.schema) for name, frame in measure(nothing, every=True).items()}


def benches(folders: Sequence[Path]) -> list[Bench]:
    """One bench for each return that the packs in these folders speak of.

    Raises PackError when a pack cannot be read.
    """
    specs: dict[str, ReturnSpec] = {}
    subjects: dict[str, list[Subject]] = {}
    for folder in folders:
        spec = spec_beside(folder)
        specs.setdefault(spec.digest, spec)
        subjects.setdefault(spec.digest, []).extend(_subjects(folder, spec))
    return [Bench(specs[digest], tuple(found)) for digest, found in subjects.items()]


def _subjects(folder: Path, spec: ReturnSpec) -> list[Subject]:
    rules = spec.rules if is_return(folder) else read_standard(folder).rules
    return [_subject(rule, spec) for rule in rules if rule.status == "live"]


def _subject(rule: Rule, spec: ReturnSpec) -> Subject:
    is_expectation = rule.check.kind == "expectation"
    return Subject(rule.pack, rule, tuple(expand(rule, spec)) if is_expectation else ())
