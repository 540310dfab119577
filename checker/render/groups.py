"""The findings as the page shows them: by rule and by case, with long lists cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from checker.language import say
from checker.model.findings import Finding
from checker.model.report import Report
from checker.render.alike import Line, Room, lines
from checker.render.by_rule import RuleGroup, by_rule, needs_action, pack_names, told
from checker.render.commissioner import waiver_marks
from checker.render.gathered import Gathered
from checker.render.places import natural, reading_place
from checker.render.words import TIERS, number, tier_word

LONGEST_LIST: Final = 200
SHORTEST_LIST: Final = 25
PAGE_ROWS: Final = 6_000
CASES_SHOWN: Final = 200
CASES_OPEN: Final = 20
IN_A_CASE: Final = Room(rows=20, names=20)
MOST_NAMES: Final = 40
FEWEST_NAMES: Final = 10
PAGE_NAMES: Final = 60_000
OPEN_UP_TO: Final = 10
# The gravest comes first within a case, whatever cell it stands in.
_TIER_AT: Final = 60
_TO_DO: Final = 32


@dataclass(frozen=True, slots=True)
class Group:
    """One rule with its places. `cut` says in words that the list is shortened, if it is."""

    anchor: str
    rule: str
    tier: str
    tier_word: str
    title: str
    size: str
    belongs: str
    why: str
    fix: str
    limits: str
    lines: tuple[Line, ...]
    cut: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that lists groups; `empty` is what it says when there are none."""

    id: str
    title: str
    intro: str
    empty: str
    total: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What lines say beside their finding: titles by pack, and marks by waiver."""

    titles: Mapping[str, str]
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseGroup:
    title: str
    size: str
    lines: tuple[Line, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class Cases:
    """The case list: `named` cases; `folded` when it is too long to stand open on the page."""

    named: int
    size: str
    folded: bool
    groups: tuple[CaseGroup, ...]
    cut: str


def cut_words(shown: int, total: int, noun: str = "findings") -> str:
    """Say that a list is shortened and where the whole of it is; empty when it is whole."""
    if shown >= total:
        return ""
    first = say(f"page.first-{noun}", shown=number(shown), total=number(total))
    return f"{first} {say('page.whole-list')}"


def row_limit(groups: int) -> int:
    """How many rows each group may show, so that a page with many groups stays readable."""
    return max(SHORTEST_LIST, min(LONGEST_LIST, PAGE_ROWS // max(groups, 1)))


def room_for(groups: Sequence[RuleGroup]) -> Room:
    """The room that each of these groups has on the page."""
    rows = row_limit(len(groups))
    most = sum(min(len(group.found), rows) for group in groups)
    return Room(rows, max(FEWEST_NAMES, min(MOST_NAMES, PAGE_NAMES // max(most, 1))))


def _belongs(group: RuleGroup, titles: Mapping[str, str]) -> str:
    """The clauses that the rule speaks to, the standard, and whether a contract set its limit."""
    rule = group.rule
    if rule is None:
        return ""
    clauses = ", ".join(rule.clauses)
    parts = (
        titles.get(rule.pack, ""),
        say("page.clauses", n=len(rule.clauses), clauses=clauses) if clauses else "",
        say("page.by-contract") if rule.threshold.origin == "contract" else "",
    )
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}"


def list_cut(shown: Sequence[Line], total: int) -> str:
    """What to say below lines that leave something out."""
    named = sum(line.total for line in shown)
    if named < total:
        return cut_words(named, total)
    return say("page.whole-list") if any(line.cut for line in shown) else ""


def _group(group: RuleGroup, anchor: str, room: Room, around: _Around) -> Group:
    shown = lines(group.found, room, group.fix, around.marks)
    return Group(
        anchor=anchor,
        rule=group.id,
        tier=group.tier,
        tier_word=tier_word(group.tier),
        title=group.title,
        size=group.size,
        belongs=_belongs(group, around.titles),
        why=group.rule.why if group.rule else "",
        fix=group.fix,
        limits=group.rule.limits if group.rule else "",
        lines=shown,
        cut=list_cut(shown, len(group.found)),
        opened=len(shown) <= OPEN_UP_TO,
    )


def pack_titles(report: Report) -> Mapping[str, str]:
    """The titles of the standards, by every name that a rule's pack may have."""
    titles: dict[str, str] = {}
    for standard in report.standards:
        for name in pack_names(standard.id, standard.edition):
            titles.setdefault(name, standard.title)
    return titles


# The parts of the page that list rules; those that are told of when they are empty.
PARTS: Final = ("privacy", "fix", "explain", "explained", "waived", "notes")
_TELL_EMPTY: Final = ("privacy", "fix", "explain", "notes")


def _section(name: str, groups: Sequence[RuleGroup], room: Room, around: _Around) -> Section:
    return Section(
        id=name,
        title=say(f"page.{name}-title"),
        intro=say(f"page.{name}-intro"),
        empty=say(f"page.{name}-empty") if name in _TELL_EMPTY else "",
        total=sum(len(group.found) for group in groups),
        groups=tuple(
            _group(group, f"{name}-{place}", room, around) for place, group in enumerate(groups, 1)
        ),
    )


def _belongs_in(finding: Finding) -> str:
    if finding.waiver:
        return "waived"
    if finding.tier == "QUERY":
        return "explained" if finding.explained else "explain"
    return {"PRIVACY": "privacy", "NOTE": "notes"}.get(finding.tier, "fix")


def sections(report: Report) -> Mapping[str, Section]:
    """Every findings section of the page by its id."""
    found = by_rule(report, _belongs_in)
    room = room_for([group for groups in found.values() for group in groups])
    around = _Around(pack_titles(report), waiver_marks(report))
    return {name: _section(name, found.get(name, ()), room, around) for name in PARTS}


def _sizes(report: Report) -> dict[str, int]:
    """By case, the findings that need somebody to act, and below them all findings."""
    sizes: dict[str, int] = {}
    for _, finding in told(report):
        step = (needs_action(finding) << _TO_DO) + 1
        sizes[finding.case] = sizes.get(finding.case, 0) + step
    return sizes


def _of_cases(report: Report, cases: Sequence[str]) -> Mapping[str, Gathered]:
    """The findings of these cases, the gravest first in their order."""
    found = {case: Gathered(report.findings) for case in cases}
    place = reading_place(report)
    for number_, finding in told(report):
        case = found.get(finding.case)
        if case is not None:
            case.add(number_, (TIERS.index(finding.tier) << _TIER_AT) | place(finding))
    return found


def _case_size(size: int) -> str:
    to_do, every = size >> _TO_DO, size & ((1 << _TO_DO) - 1)
    said = say("page.findings", n=every)
    settled = every - to_do
    return f"{said}, {say('page.settled', n=settled)}" if settled else said


def _case_group(case: str, size: int, found: Gathered, marks: Mapping[str, str]) -> CaseGroup:
    shown = lines(found, IN_A_CASE, "", marks, case)
    title = case or say("page.no-case")
    return CaseGroup(title, _case_size(size), shown, list_cut(shown, len(found)))


def by_case(report: Report) -> Cases:
    """Every finding by case: those with most to do first, those without a case last."""
    sizes, marks = _sizes(report), waiver_marks(report)
    named = len(sizes) - ("" in sizes)
    first = nsmallest(
        CASES_SHOWN,
        (case for case in sizes if case),
        key=lambda case: (-sizes[case], natural(case)),
    )
    shown = [*first, *([""] if "" in sizes else [])]
    found = _of_cases(report, shown)
    return Cases(
        named=named,
        size=say("page.cases", n=named),
        folded=named > CASES_OPEN,
        groups=tuple(_case_group(case, sizes[case], found[case], marks) for case in shown),
        cut=cut_words(len(first), named, "cases"),
    )
