"""The rules' examples as returns, as few as their meaning allows.

Each example is a small return of its own, but laying a return out and running its measures costs
far more than a few rows. Examples whose rules depend on nothing but rows linked by keys share one
return, each with keys of its own; the others stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.expectations.links import path
from checker.model.specs import Column, ReturnSpec
from checker.packverify.bench import Bench, Subject
from checker.packverify.tables import QUARTER, SETTINGS, Row

SIDES = ("passes", "fails")


@dataclass(frozen=True)
class Example:
    """One example of a rule; `number` counts from 1 within its side."""

    subject: Subject
    side: str
    number: int
    rows: Mapping[str, Sequence[Row]]

    @property
    def name(self) -> str:
        """The example as messages name it."""
        return f"{self.subject.name}, example {self.number} of {self.side}"


@dataclass
class Bundle:
    """One return made of examples; `owners` gives, row by row, the example each row is of."""

    examples: list[Example] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    owners: dict[str, list[int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The return as messages name it."""
        if len(self.examples) == 1:
            return self.examples[0].name
        return f"the return that holds {len(self.examples)} examples"

    def add(self, example: Example, rows: Mapping[str, Sequence[Row]], records: set[str]) -> None:
        """Put an example's rows below those that are there; a record's one row is shared."""
        for table, more in rows.items():
            if table in records and table in self.rows:
                continue
            self.rows.setdefault(table, []).extend(more)
            self.owners.setdefault(table, []).extend([len(self.examples)] * len(more))
        self.examples.append(example)

    def of(self, number: int, table: str) -> set[int]:
        """The `_row` numbers of one example's rows in a table."""
        return {row for row, owner in enumerate(self.owners.get(table, ())) if owner == number}


def examples_of(subjects: Iterable[Subject]) -> Iterator[Example]:
    """Every example of these rules, those that pass first."""
    for subject in subjects:
        for side in SIDES:
            for number, rows in enumerate((subject.rule.examples or {}).get(side, ()), start=1):
                yield Example(subject, side, number, rows)


def bundles(bench: Bench) -> list[Bundle]:
    """Every example of every expectation rule, in one bundle each."""
    records = {name for name, table in bench.spec.tables.items() if table.shape == "record"}
    found: list[Bundle] = []
    shared: list[Bundle] = []
    for number, example in enumerate(examples_of(bench.judged())):
        rows = _with_own_keys(example.rows, number, bench.spec)
        if SETTINGS in rows or _stands_alone(example.subject, bench.spec, records):
            bundle = Bundle()
            found.append(bundle)
        else:
            bundle = _roomy(shared, rows, bench.spec, records)
        bundle.add(example, {"return": [QUARTER], **rows}, records)
    return shared + found


def _stands_alone(subject: Subject, spec: ReturnSpec, records: set[str]) -> bool:
    """Whether a rule looks at more of the return than rows linked to its own by keys."""
    for entry in subject.entries:
        table = entry["meta"]["table"]
        others = {read.partition(".")[0] for read in entry["meta"]["reads"]} - {table}
        apart = (path(spec, table, other) is None for other in others - records)
        if table in records or any(apart):
            return True
    return False


def _roomy(
    shared: list[Bundle], rows: Mapping[str, Sequence[Row]], spec: ReturnSpec, records: set[str]
) -> Bundle:
    """The first bundle that can take these rows; a new one where none can."""
    for bundle in shared:
        if _agree(bundle, rows, records) and not _clash(bundle, rows, spec):
            return bundle
    shared.append(Bundle())
    return shared[-1]


def _agree(bundle: Bundle, rows: Mapping[str, Sequence[Row]], records: set[str]) -> bool:
    whole = {"return": [QUARTER], **rows}
    return all(list(whole.get(name, ())) == bundle.rows.get(name, []) for name in records)


def _clash(bundle: Bundle, rows: Mapping[str, Sequence[Row]], spec: ReturnSpec) -> bool:
    """Whether a key stands in both; only keys that could not be renamed ever do."""
    for name, table in spec.tables.items():
        there = _keys(bundle.rows.get(name, ()), table.key)
        if table.key and there & _keys(rows.get(name, ()), table.key):
            return True
    return False


def _keys(rows: Sequence[Row], key: Sequence[str]) -> set[tuple[Any, ...]]:
    found = {tuple(row.get(name) for name in key) for row in rows}
    return {values for values in found if None not in values}


def _with_own_keys(
    rows: Mapping[str, Sequence[Row]], number: int, spec: ReturnSpec
) -> dict[str, list[Row]]:
    """The rows with every reference renamed, so that no two examples share one."""
    return {
        table: [_renamed(row, number, spec.tables[table].columns) for row in found]
        if table in spec.tables
        else list(found)
        for table, found in rows.items()
    }


def _renamed(row: Row, number: int, columns: Sequence[Column]) -> dict[str, Any]:
    references = {c.name for c in columns if c.type == "key"}
    references |= {c.name for c in columns if c.type == "list" and not c.code_list}
    return {n: _own(v, number) if n in references else v for n, v in row.items()}


def _own(value: Any, number: int) -> Any:
    if isinstance(value, list):
        return [_own(entry, number) for entry in value]
    return f"{value}-{number}" if isinstance(value, str) else value
