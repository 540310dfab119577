"""The rows a fault may be planted in: each row and each case is used for one fault only."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from checker.errors import UsageError
from checker.model.specs import Layout, ReturnSpec
from checker.synth.plan import Row, Tables

Test = Callable[[Row], bool]
_KINDS = {"POL": "police", "PROB": "probation", "HEALTH": "health", "MH": "health"}
_KINDS |= {"IDVA": "advocate", "ISAC": "advocate", "VCS": "advocate"}


@dataclass(frozen=True)
class Planted:
    """A planted fault: `row` is the 0-based row of the table, None for a whole sheet's fault."""

    rule: str
    table: str
    row: int | None
    field: str


@dataclass(frozen=True)
class Mark:
    """A planted fault while rows still come and go: it holds the row itself."""

    rule: str
    table: str
    row: Row
    field: str


@dataclass
class Ground:
    """`taken` holds the identities of rows, and the references of cases, already used."""

    spec: ReturnSpec
    layout: Layout
    tables: Tables
    rng: random.Random
    taken: set[object] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)

    @property
    def start(self) -> dt.date:
        """The first day of the period."""
        return _day(self.tables["return"][0]["period_start"])

    @property
    def end(self) -> dt.date:
        """The last day of the period."""
        return _day(self.tables["return"][0]["period_end"])


def _day(value: object) -> dt.date:
    assert isinstance(value, dt.date)
    return value


def rows(ground: Ground, table: str) -> list[Row]:
    """The rows of a table; none where the layout lacks it."""
    return ground.tables.get(table, [])


def take(ground: Ground, rule: str, table: str, test: Test, *, whole_case: bool = True) -> Row:
    """A random unused row that passes `test`; it, and by default its case, is then used.

    Programmes are few and their faults do not meet, so `take_part` takes only a part of one.
    Raises UsageError when the return holds none: it has too few cases for this fault.
    """

    def free(row: Row) -> bool:
        in_use = whole_case and row.get("case_ref") in ground.taken
        return not in_use and id(row) not in ground.taken and test(row)

    row = _choose(ground, rule, table, free)
    ground.taken.add(id(row))
    if whole_case and row.get("case_ref") is not None:
        ground.taken.add(row["case_ref"])
    return row


def take_part(ground: Ground, rule: str, table: str, test: Test, part: str) -> Row:
    """A random row that passes `test` and of which this part is unused; the part is then used."""

    def free(row: Row) -> bool:
        return (id(row), part) not in ground.taken and test(row)

    row = _choose(ground, rule, table, free)
    ground.taken.add((id(row), part))
    return row


def _choose(ground: Ground, rule: str, table: str, free: Test) -> Row:
    found = [row for row in rows(ground, table) if free(row)]
    if not found:
        raise UsageError(
            f"The sample has no row left to plant {rule} in: ask for more cases or fewer faults."
        )
    return ground.rng.choice(found)


def mark(ground: Ground, rule: str, table: str, row: Row, name: str) -> None:
    """Note that `rule` must find a fault at this row's cell of the column `name`."""
    ground.marks.append(Mark(rule, table, row, name))


def case_of(ground: Ground, row: Row) -> Row:
    """The case a row belongs to; an empty row where its reference leads nowhere."""
    return next((c for c in ground.tables["cases"] if c["case_ref"] == row["case_ref"]), {})


def below(ground: Ground, table: str, case: Row) -> list[Row]:
    """The rows of a table that belong to a case."""
    return [row for row in rows(ground, table) if row["case_ref"] == case["case_ref"]]


def remove(ground: Ground, table: str, gone: Sequence[Row]) -> None:
    """Take rows out of a table."""
    lost = {id(row) for row in gone}
    if table in ground.tables:
        ground.tables[table] = [row for row in ground.tables[table] if id(row) not in lost]


def kind_of_programme(ground: Ground, case: Row) -> object:
    """The intervention type of a case's programme."""
    programmes = ground.tables["programmes"]
    return next(
        (
            p["intervention_type"]
            for p in programmes
            if p["programme_ref"] == case.get("programme_ref")
        ),
        None,
    )


def new_reference(ground: Ground, prefix: str) -> str:
    """A reference for a row that a fault adds: longer than any that the clean rows have."""
    pairs = (ground.rng.choice("23456789") + ground.rng.choice("CDFGHJKM") for _ in range(6))
    return f"{prefix}-{''.join(pairs)}"


def settled(ground: Ground) -> list[Planted]:
    """The marks as places, now that no row will move any more."""
    where = {id(row): index for table in ground.tables.values() for index, row in enumerate(table)}
    return [Planted(m.rule, m.table, where[id(m.row)], m.field) for m in ground.marks]


def keep_partners(ground: Ground) -> None:
    """Set aside the case that shows all four partner agencies, one for each programme."""
    shared: dict[object, set[str]] = {}
    for row in rows(ground, "info_sharing"):
        if row["agency"] in _KINDS:
            shared.setdefault(row["case_ref"], set()).add(_KINDS[str(row["agency"])])
    kept: set[object] = set()
    for case in ground.tables["cases"]:
        programme = case["programme_ref"]
        if len(shared.get(case["case_ref"], ())) == 4 and programme not in kept:
            kept.add(programme)
            ground.taken.add(case["case_ref"])
