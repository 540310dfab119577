"""Findings that say the same, told once with all their cells."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import itemgetter
from typing import Final

from checker.language import say
from checker.model.findings import Finding
from checker.render.gathered import Gathered
from checker.render.places import cell_runs, column_letters, is_cell
from checker.render.words import tier_word

# References are held until there are so many that sorting out the first of them is worth it.
_KEPT: Final = 2_000
_FEW: Final = 100
# From three cells on, "F12 to F14" is shorter than naming each.
_RUN: Final = 3

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what is wrong, once, with every place that it is wrong in.

    `size` says how many findings it stands for, where that is more than one. `cut` tells that its
    cells or keys are not all named. `since` is (css name, word), empty where it is not known.
    """

    tier: str
    tier_word: str
    rule: str
    clauses: str
    sheet: str
    cells: str
    keys: str
    field: str
    size: str
    message: str
    fix: str
    suggestions: tuple[tuple[str, bool], ...]
    expected: str
    found: str
    since: tuple[str, str]
    reopened: bool
    mark: str
    total: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How much a list may take: so many rows, and in each so many cells and references."""

    rows: int
    names: int


@dataclass(slots=True)
class _Same:
    """Findings with the same words on one sheet, while they are counted."""

    first: Finding
    places: array[int] = field(default_factory=lambda: array("Q"))
    ranges: dict[str, None] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    forgot: bool = False


def _key(finding: Finding) -> Key:
    return (
        finding.sheet,
        finding.message,
        finding.field,
        finding.rule,
        finding.fix,
        finding.expected,
        finding.found,
        finding.suggestions,
        finding.clauses,
        (finding.tier, finding.since, finding.reopened, finding.explained, finding.waiver),
    )


def reference(finding: Finding, case: str = "") -> str:
    """The references of a record: its case and its own key, without the case of the heading."""
    named = "" if finding.case == case else finding.case
    own = "" if finding.key in (named, case) else finding.key
    return f"{named}\N{NO-BREAK SPACE}({own})" if named and own else named or own


def clause_words(name: str) -> str:
    """A clause as a reader looks for it: "gb-stalking S1" for "gb-stalking@0.1/S1"."""
    standard, _, clause = name.rpartition("/")
    return f"{standard.partition('@')[0]} {clause}".strip()


def lines(
    found: Gathered, room: Room, fix: str, marks: Mapping[str, str], case: str = ""
) -> tuple[Line, ...]:
    """Lines as there is room for, in the order of their first places; their totals are whole.

    A line repeats its advice only where that is not `fix`, and its references without `case`.
    """
    same = {_key(finding): _Same(finding) for finding in reversed(found.first(room.rows))}
    for place, finding in found:
        line = same.get(_key(finding))
        if line is not None:
            _count(line, place, finding, case)
    return tuple(_line(one, room.names, fix, marks) for one in reversed(same.values()))


def _count(line: _Same, place: int, finding: Finding, case: str) -> None:
    line.places.append(place)
    if place & 1:
        line.ranges[finding.cell] = None
    name = reference(finding, case)
    if name and place < line.keys.get(name, place + 1):
        line.keys[name] = place
        if len(line.keys) > _KEPT:
            line.keys = dict(nsmallest(_FEW, line.keys.items(), key=itemgetter(1)))
            line.forgot = True


def _line(same: _Same, names: int, fix: str, marks: Mapping[str, str]) -> Line:
    finding, total = same.first, len(same.places)
    cells, cells_cut = _cells(same, names)
    keys, keys_cut = _keys(same, names)
    return Line(
        tier=finding.tier,
        tier_word=tier_word(finding.tier),
        rule=finding.rule,
        clauses=", ".join(map(clause_words, finding.clauses)),
        sheet=finding.sheet or say("page.whole-file"),
        cells=cells,
        keys=keys,
        field=finding.field,
        size=_size(total, cells) if total > 1 else "",
        message=finding.message,
        fix="" if finding.fix == fix else finding.fix,
        suggestions=tuple((one.text, one.safe) for one in finding.suggestions),
        expected=finding.expected,
        found=finding.found,
        since=_since(finding),
        reopened=finding.reopened,
        mark=_mark(finding, marks),
        total=total,
        cut=cells_cut or keys_cut,
    )


def _size(total: int, cells: str) -> str:
    return say("page.cells" if cells else "page.findings", n=total)


def _since(finding: Finding) -> tuple[str, str]:
    if not finding.since:
        return ("", "")
    name = finding.since.replace(" ", "-")
    return (name, say(f"page.since-{name}"))


def _mark(finding: Finding, marks: Mapping[str, str]) -> str:
    """What keeps it from holding the return back: a waiver, or the provider's explanation."""
    if finding.waiver:
        return marks.get(finding.waiver, say("page.waived-by", id=finding.waiver))
    return say("page.explained-mark") if finding.explained else ""


def _cells(same: _Same, names: int) -> tuple[str, bool]:
    runs = cell_runs(place for place in sorted(same.places) if is_cell(place))
    pieces: list[str] = []
    for at, (column, first, last) in enumerate(runs):
        if len(pieces) >= names:
            more = sum(end - begin + 1 for _, begin, end in runs[at:])
            return _cut_list(pieces, more + len(same.ranges))
        pieces += _run(column_letters(column), first, last)
    pieces += list(same.ranges)
    return _cut_list(pieces[: names + 1], len(pieces) - names - 1)


def _run(letters: str, first: int, last: int) -> Iterable[str]:
    if last - first + 1 >= _RUN:
        return (say("page.range", first=f"{letters}{first}", last=f"{letters}{last}"),)
    return (f"{letters}{row}" for row in range(first, last + 1))


def _keys(same: _Same, names: int) -> tuple[str, bool]:
    named = sorted(same.keys, key=same.keys.__getitem__)
    if same.forgot:
        return f"{', '.join(named[:names])} {say('page.and-others')}", True
    return _cut_list(named[:names], len(named) - names)


def _cut_list(pieces: Sequence[str], more: int = 0) -> tuple[str, bool]:
    """The pieces with commas between, and whether some are missing; then it says how many."""
    said = ", ".join(pieces)
    return (f"{said} {say('page.and-more', n=more)}", True) if more > 0 else (said, False)
