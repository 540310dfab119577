"""Providers by clauses: one table for each part of a standard, so that headings can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Final

from checker.model.batch import Together
from checker.model.specs import Clause, Standard
from checker.render.clauses import status_note, status_warning
from checker.render.pack.briefs import ABSENT, Brief, edition
from checker.render.pack.providers import Provider, period_of
from checker.render.pack.returns import MOST_LINES, Link, page_of
from checker.render.words import VERDICTS, count, number, verdict_word

# Wider tables than this have to be scrolled on a common screen.
WIDEST: Final = 9
_FEW: Final = 4
_OPEN_UP_TO: Final = 20
# Shorter words where the whole ones would make every column wide; the key tells them.
SHORT: Final = ("Met", "Not met", "Can’t tell", "Assessor", "No case")
# What is worst first, so that sorting by a clause brings up what needs somebody.
_RANK: Final = {1: 0, 2: 1, 3: 2, 0: 3, 4: 4, ABSENT: 5}
_PREFIX: Final = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One provider; `cells` hold a place in VERDICTS (or ABSENT) for each clause."""

    provider: Link
    period: str
    cells: tuple[int, ...]

    def shown(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Css rank and short word of the clauses from `first` up to `last`."""
        return (CELLS[cell] for cell in self.cells[first:last])


@dataclass(frozen=True, slots=True)
class ClauseTally:
    """A clause and how many returns got each verdict, in the order of VERDICTS."""

    id: str
    title: str
    numbers: tuple[str, ...]
    unmet: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Some neighbouring clauses of a standard; `rows` belong to the providers in their order."""

    title: str
    clauses: tuple[ClauseTally, ...]
    first: int
    last: int
    opened: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """One standard over all providers."""

    anchor: str
    title: str
    name: str
    warning: str
    warning_note: str
    size: str
    cut: str
    parts: tuple[Part, ...]
    clauses: tuple[ClauseTally, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """The meaning of a short word; `rank` is the class of its cells."""

    rank: int
    short: str
    word: str
    meaning: str


_MEANINGS: Final = (
    "the data shows no breach",
    "the data shows a breach of a limit that binds",
    "the data is missing, in error, or too little",
    "a person has to judge it; the data shows no breach",
    "nothing in the return falls under the clause",
)
# In the order in which they ask for somebody.
KEYS: Final = tuple(
    Key(_RANK[place], SHORT[place], verdict_word(VERDICTS[place]), _MEANINGS[place])
    for place in (1, 2, 3, 0, 4)
)
CELLS: Final = {place: (rank, (*SHORT, "–")[min(place, 5)]) for place, rank in _RANK.items()}


def heats(
    found: Sequence[Provider], together: Together, period: tuple[str, str]
) -> tuple[Heat, ...]:
    """One for each standard that any return was checked against."""
    made = (_heat(place, pack, found, period) for place, pack in enumerate(together.standards, 1))
    return tuple(heat for heat in made if heat)


def _heat(
    place: int, pack: Standard, found: Sequence[Provider], period: tuple[str, str]
) -> Heat | None:
    name = edition(pack.id, pack.edition)
    rated = [(p, p.latest) for p in found if p.latest and name in p.latest.verdicts]
    if not rated or not pack.clauses:
        return None
    tallies = _tallies(pack.clauses, [brief.verdicts[name] for _, brief in rated if brief])
    rows = [_row(p, b, b.verdicts[name], period) for p, b in rated if b]
    # The worst are shown where not all can be.
    shown = rows if len(rows) <= MOST_LINES else sorted(rows, key=_unmet)[:MOST_LINES]
    return Heat(
        anchor=f"heat-{place}",
        title=pack.title,
        name=f"{pack.id}, edition {pack.edition}",
        warning=status_warning(pack),
        warning_note=status_note(pack) if status_warning(pack) else "",
        size=count(len(rows), "provider"),
        cut=_cut(len(shown), len(rows)),
        parts=tuple(_parts(pack.clauses, tallies, len(rows) <= _OPEN_UP_TO)),
        clauses=tallies,
        rows=tuple(shown),
    )


def _cut(shown: int, total: int) -> str:
    if shown == total:
        return ""
    return (
        f"Of {number(total)} providers, the {number(shown)} with most clauses not met are shown"
        " here. The pages of the others hold their verdicts."
    )


def _unmet(row: Row) -> tuple[int, int]:
    return (-row.cells.count(1), -row.cells.count(2))


def _row(provider: Provider, brief: Brief, ranks: bytes, period: tuple[str, str]) -> Row:
    other = (brief.start, brief.end) != period
    return Row(page_of(provider), period_of(brief) if other else "", tuple(ranks))


def _tallies(clauses: Sequence[Clause], given: Sequence[bytes]) -> tuple[ClauseTally, ...]:
    made = []
    for place, clause in enumerate(clauses):
        counts = Counter(ranks[place] for ranks in given)
        numbers = tuple(number(counts[verdict]) for verdict in range(len(VERDICTS)))
        made.append(ClauseTally(clause.id, clause.title, numbers, bool(counts[1])))
    return tuple(made)


def _parts(
    clauses: Sequence[Clause], tallies: Sequence[ClauseTally], opened: bool
) -> Iterator[Part]:
    first = 0
    for size in _sizes(clauses):
        held = tuple(tallies[first : first + size])
        unmet = any(clause.unmet for clause in held)
        ids = dict.fromkeys((held[0].id, held[-1].id))
        title = f"Clause{'s' * (len(ids) > 1)} {' to '.join(ids)}"
        yield Part(title, held, first, first + size, opened or unmet)
        first += size


def _sizes(clauses: Sequence[Clause]) -> Iterator[int]:
    """How many clauses stand in each table: runs of ids that begin alike; short ones together."""
    held = 0
    for size in _runs(clauses):
        if held and (held >= _FEW or held + size > WIDEST):
            yield held
            held = 0
        held += size
    if held:
        yield held


def _runs(clauses: Sequence[Clause]) -> Iterator[int]:
    """Neighbours whose ids begin with the same letters; long runs in even halves or more."""
    for _, run in groupby(clauses, key=_letters):
        size = len(list(run))
        tables = ceil(size / WIDEST)
        yield from (size * (n + 1) // tables - size * n // tables for n in range(tables))


def _letters(clause: Clause) -> str:
    found = _PREFIX.match(clause.id)
    return found[0] if found else ""
