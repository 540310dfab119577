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
from checker.render.words import TIER_WORD

CELLS_NAMED: Final = 40
KEYS_NAMED: Final = 40
# References are held until there are so many that sorting out the first of them is worth it.
_KEPT: Final = 50 * KEYS_NAMED
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
    names = dict.fromkeys((finding.case, finding.key))
    return " · ".join(name for name in names if name and name != case)


def lines(
    found: Gathered, limit: int, fix: str, marks: Mapping[str, str], case: str = ""
) -> tuple[Line, ...]:
    """At most `limit` lines, in the order of their first places; their totals are whole.

    A line repeats its advice only where that is not `fix`, and its references without `case`.
    """
    same = {_key(finding): _Same(finding) for finding in reversed(found.first(limit))}
    for place, finding in found:
        line = same.get(_key(finding))
        if line is not None:
            _count(line, place, finding, case)
    return tuple(_line(one, fix, marks) for one in reversed(same.values()))


def _count(line: _Same, place: int, finding: Finding, case: str) -> None:
    line.places.append(place)
    if place & 1 and len(line.ranges) <= CELLS_NAMED:
        line.ranges[finding.cell] = None
    name = reference(finding, case)
    if name and place < line.keys.get(name, place + 1):
        line.keys[name] = place
        if len(line.keys) > _KEPT:
            line.keys = dict(nsmallest(KEYS_NAMED, line.keys.items(), key=itemgetter(1)))
            line.forgot = True


def _line(same: _Same, fix: str, marks: Mapping[str, str]) -> Line:
    finding, total = same.first, len(same.places)
    cells, cells_cut = _cells(same)
    keys, keys_cut = _keys(same)
    return Line(
        tier=finding.tier,
        tier_word=TIER_WORD[finding.tier],
        rule=finding.rule,
        clauses=", ".join(finding.clauses),
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


def _cells(same: _Same) -> tuple[str, bool]:
    runs = cell_runs(place for place in sorted(same.places) if is_cell(place))
    pieces: list[str] = []
    for at, (column, first, last) in enumerate(runs):
        if len(pieces) >= CELLS_NAMED:
            more = sum(end - begin + 1 for _, begin, end in runs[at:])
            return _cut_list(pieces, more)
        pieces += _run(column_letters(column), first, last)
    return _cut_list([*pieces, *list(same.ranges)[:CELLS_NAMED]])


def _run(letters: str, first: int, last: int) -> Iterable[str]:
    if last - first + 1 >= _RUN:
        return (say("page.range", first=f"{letters}{first}", last=f"{letters}{last}"),)
    return (f"{letters}{row}" for row in range(first, last + 1))


def _keys(same: _Same) -> tuple[str, bool]:
    named = sorted(same.keys, key=same.keys.__getitem__)
    if same.forgot:
        return f"{', '.join(named[:KEYS_NAMED])} {say('page.and-others')}", True
    return _cut_list(named[:KEYS_NAMED], len(named) - KEYS_NAMED)


def _cut_list(pieces: Sequence[str], more: int = 0) -> tuple[str, bool]:
    """The pieces with commas between, and whether some are missing; then it says how many."""
    said = ", ".join(pieces)
    return (f"{said} {say('page.and-more', n=more)}", True) if more > 0 else (said, False)
