"""The findings as the page shows them: by rule and by case, with long lists cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.model.findings import Finding
from checker.model.report import Report
from checker.render.causes import Cause, by_rule, needs_action, pack_names
from checker.render.commissioner import waiver_marks
from checker.render.places import natural
from checker.render.words import TIER_WORD, TIERS, count, number

LONGEST_LIST: Final = 200
SHORTEST_LIST: Final = 25
PAGE_ROWS: Final = 6_000
CASES_SHOWN: Final = 200
CASES_OPEN: Final = 20
CASE_ROWS: Final = 20
OPEN_UP_TO: Final = 10
NO_ENTRY: Final = "–"
CASE_BY_CASE: Final = "The same findings, case by case"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in a table."""

    tier: str
    tier_word: str
    sheet: str
    cell: str
    case: str
    field: str
    message: str
    fix: str


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
class SectionWords:
    """What a section says; one without `empty` is left out when nothing is in it."""

    title: str
    intro: str
    empty: str


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
    """The case list; `folded` when it is too long to stand open on the page."""

    title: str
    size: str
    folded: bool
    groups: tuple[CaseGroup, ...]
    cut: str


def _line(finding: Finding, fix: str, marks: Mapping[str, str]) -> Line:
    return Line(
        tier=finding.tier,
        tier_word=TIER_WORD[finding.tier],
        sheet=finding.sheet or "Whole file",
        cell=finding.cell or NO_ENTRY,
        case=finding.case or finding.key or NO_ENTRY,
        field=finding.field or NO_ENTRY,
        message=finding.message,
        # The group already says what to do; a row repeats it only when its own advice differs.
        fix=marks.get(finding.waiver, "" if finding.fix == fix else finding.fix),
    )


def cut_words(shown: int, total: int, noun: str = "findings") -> str:
    """Say that a list is shortened and where the whole of it is; empty when it is whole."""
    if shown >= total:
        return ""
    first = f"The first {number(shown)} of {number(total)} {noun} are listed here."
    return f"{first} The JSON report (--format json) lists every one."


def row_limit(groups: int) -> int:
    """How many rows each group may show, so that a page with many groups stays readable."""
    return max(SHORTEST_LIST, min(LONGEST_LIST, PAGE_ROWS // max(groups, 1)))


def _belongs(cause: Cause, titles: Mapping[str, str]) -> str:
    if cause.rule is None:
        return ""
    title = titles.get(cause.rule.pack, "")
    by_contract = ", limit set by contract" if cause.rule.threshold.origin == "contract" else ""
    clauses = ", ".join(cause.rule.clauses)
    if not clauses:
        return f"{title}{by_contract}"
    noun = "clause" if len(cause.rule.clauses) == 1 else "clauses"
    said = f"{title}, {noun} {clauses}" if title else f"{noun.capitalize()} {clauses}"
    return f"{said}{by_contract}"


def _group(cause: Cause, anchor: str, limit: int, around: _Around) -> Group:
    shown = cause.findings[:limit]
    return Group(
        anchor=anchor,
        rule=cause.id,
        tier=cause.tier,
        tier_word=TIER_WORD[cause.tier],
        title=cause.title,
        size=cause.size,
        belongs=_belongs(cause, around.titles),
        why=cause.rule.why if cause.rule else "",
        fix=cause.fix,
        limits=cause.rule.limits if cause.rule else "",
        lines=tuple(_line(finding, cause.fix, around.marks) for finding in shown),
        cut=cut_words(len(shown), len(cause.findings)),
        opened=len(shown) <= OPEN_UP_TO,
    )


def _pack_titles(report: Report) -> Mapping[str, str]:
    titles: dict[str, str] = {}
    for standard in report.standards:
        for name in pack_names(standard.id, standard.edition):
            titles.setdefault(name, standard.title)
    return titles


def _section(name: str, causes: Sequence[Cause], limit: int, around: _Around) -> Section:
    words = _SECTIONS[name]
    groups = tuple(
        _group(cause, f"{name}-{place}", limit, around) for place, cause in enumerate(causes, 1)
    )
    total = sum(len(cause.findings) for cause in causes)
    return Section(name, words.title, words.intro, words.empty, total, groups)


_SECTIONS: Final[Mapping[str, SectionWords]] = {
    "privacy": SectionWords(
        title="Privacy: deal with these first",
        intro="Something here may identify a person or is hidden in the file. "
        "Do not pass the file on until these are dealt with.",
        empty="No rule that ran found anything that identifies a person or is hidden in the file.",
    ),
    "fix": SectionWords(
        title="Fix these",
        intro="Each of these breaks a rule of the return. One cause often explains many cells, "
        "so the most frequent come first.",
        empty="No rule that ran found anything that must be corrected.",
    ),
    "explain": SectionWords(
        title="Explain or correct",
        intro="These are unlikely but possible. Correct what is wrong. For what is right, give the "
        "rule, the number of cells and the reason on the Explanations sheet.",
        empty="No query is waiting for an answer.",
    ),
    "explained": SectionWords(
        title="Already explained",
        intro="The return gives a reason for these. They no longer hold it back.",
        empty="",
    ),
    "waived": SectionWords(
        title="Covered by a waiver",
        intro="Your commissioner allowed these for a time. They do not hold the return back.",
        empty="",
    ),
    "notes": SectionWords(
        title="Notes",
        intro="For information. Notes never hold a return back.",
        empty="There are no notes.",
    ),
}


def _belongs_in(finding: Finding) -> str:
    if finding.waiver:
        return "waived"
    if finding.tier == "QUERY":
        return "explained" if finding.explained else "explain"
    return {"PRIVACY": "privacy", "NOTE": "notes"}.get(finding.tier, "fix")


def sections(report: Report, findings: Sequence[Finding]) -> Mapping[str, Section]:
    """Every findings section of the page by its id; `findings` are in reading order."""
    split: dict[str, list[Finding]] = {name: [] for name in _SECTIONS}
    for finding in findings:
        split[_belongs_in(finding)].append(finding)
    found = {name: by_rule(report, findings) for name, findings in split.items()}
    limit = row_limit(sum(len(causes) for causes in found.values()))
    around = _Around(_pack_titles(report), waiver_marks(report))
    return {name: _section(name, causes, limit, around) for name, causes in found.items()}


def _case_group(case: str, found: Sequence[Finding]) -> CaseGroup:
    grave_first = sorted(found, key=lambda finding: TIERS.index(finding.tier))
    shown = grave_first[:CASE_ROWS]
    title = case or "Not tied to one case"
    lines = tuple(_line(finding, "", {}) for finding in shown)
    return CaseGroup(title, count(len(found), "finding"), lines, cut_words(len(shown), len(found)))


def by_case(findings: Sequence[Finding]) -> Cases:
    """Whatever needs action, by case: most findings first, those without a case last.

    `findings` are in reading order.
    """
    gathered: dict[str, list[Finding]] = {}
    for finding in filter(needs_action, findings):
        gathered.setdefault(finding.case, []).append(finding)
    order = sorted(gathered, key=lambda case: (case == "", -len(gathered[case]), natural(case)))
    named = [case for case in order if case]
    shown = named[:CASES_SHOWN] + [case for case in order if not case]
    groups = tuple(_case_group(case, gathered[case]) for case in shown)
    cut = cut_words(min(len(named), CASES_SHOWN), len(named), "cases")
    size, folded = count(len(named), "case"), len(named) > CASES_OPEN
    return Cases(CASE_BY_CASE, size, folded, groups, cut)
