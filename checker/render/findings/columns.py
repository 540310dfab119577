"""What stands in the row of a finding, column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from checker.language import say, unmarked
from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.sheets import Cell, CellKind, Heading, Link
from checker.model.specs import Rule
from checker.render.by_rule import needs_action, rules_by_id
from checker.render.commissioner import waiver_marks
from checker.render.words import tier_word

NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Around:
    """What rows say beside their finding. `places` are the rows of rules on the sheet of rules."""

    rules: Mapping[str, Rule]
    headings: Mapping[str, str]
    marks: Mapping[str, str]
    places: Mapping[str, int]
    alike: Mapping[tuple[str, str], int]


def around(
    report: Report, places: Mapping[str, int], alike: Mapping[tuple[str, str], int]
) -> Around:
    """What the rows of this report need to know."""
    return Around(rules_by_id(report), report.headings, waiver_marks(report), places, alike)


def _field(finding: Finding, about: Around) -> str:
    return about.headings.get(f"{finding.table}.{finding.field}", finding.field) or NOTHING


def _fix(finding: Finding, about: Around) -> str:
    return advice(finding)


def advice(finding: Finding) -> str:
    """What to do about it, and what may put it right."""
    if not finding.suggestions:
        return finding.fix
    return " ".join((finding.fix, *(each.text for each in finding.suggestions))).strip()


def _rule(finding: Finding, about: Around) -> Cell:
    row = about.places.get(finding.rule, 0)
    return Link(finding.rule, unmarked("findings.sheet-rules"), row) if row else finding.rule


def _why(finding: Finding, about: Around) -> str:
    rule = about.rules.get(finding.rule)
    return (rule.why if rule else "") or NOTHING


@lru_cache(maxsize=1024)
def clause_words(clauses: tuple[str, ...]) -> str:
    """Clauses as people name them: "S1.1 (gb-home-office-da)"."""
    return ", ".join(map(_clause, clauses)) or NOTHING


def _clause(name: str) -> str:
    pack, _, clause = name.rpartition("/")
    standard = pack.partition("@")[0].partition("/")[0]
    return f"{clause} ({standard})" if standard else clause


def since_word(finding: Finding) -> str:
    """Its standing against the previous report, in a word or two."""
    return say(f"findings.since-{finding.since.replace(' ', '-')}") if finding.since else NOTHING


def state(finding: Finding, marks: Mapping[str, str]) -> str:
    """What became of it: to do, explained, covered by a waiver …"""
    if finding.waiver:
        return marks.get(finding.waiver) or say("findings.state-waived")
    if finding.tier == "NOTE":
        return say("findings.state-note")
    if finding.explained:
        return say("findings.state-explained")
    return say("findings.state-reopened" if finding.reopened else "findings.state-to-do")


def _done(finding: Finding, about: Around) -> str:
    return say("findings.not-yet") if needs_action(finding) else NOTHING


Value = Callable[[Finding, Around], Cell]
Column = tuple[str, CellKind, float, Value]
_COLUMNS: Final[Mapping[str, Column]] = {
    "done": ("findings.column-done", "text", 10, _done),
    "severity": ("findings.column-severity", "text", 11, lambda f, _: tier_word(f.tier)),
    "sheet": ("findings.column-sheet", "text", 18, lambda f, _: f.sheet or say("findings.file")),
    "cell": ("findings.column-cell", "text", 10, lambda f, _: f.cell or NOTHING),
    "case": ("findings.column-case", "text", 18, lambda f, _: f.case or say("findings.no-case")),
    "key": ("findings.column-key", "text", 18, lambda f, _: f.key or NOTHING),
    "record": ("findings.column-record", "text", 18, lambda f, _: f.case or f.key or NOTHING),
    "field": ("findings.column-field", "text", 26, _field),
    "message": ("findings.column-message", "text", 46, lambda f, _: f.message),
    "fix": ("findings.column-fix", "text", 60, _fix),
    "expected": ("findings.column-expected", "text", 28, lambda f, _: f.expected or NOTHING),
    "found": ("findings.column-found", "text", 28, lambda f, _: f.found or NOTHING),
    "rule": ("findings.column-rule", "text", 38, _rule),
    "clauses": ("findings.column-clauses", "text", 24, lambda f, _: clause_words(f.clauses)),
    "why": ("findings.column-why", "text", 50, _why),
    "since": ("findings.column-since", "text", 13, lambda f, _: since_word(f)),
    "state": ("findings.column-state", "text", 24, lambda f, about: state(f, about.marks)),
    "alike": ("findings.column-alike", "count", 12, lambda f, a: a.alike[f.rule, f.message]),
}
_SAID: Final = ("message", "fix", "expected", "found", "rule", "clauses", "why")
_BY_RULE: Final = ("done", "severity", "sheet", "cell", "record", "field", *_SAID, "alike")
_BY_CASE: Final = ("done", "case", "severity", "sheet", "cell", "key", "field", *_SAID)


def columns_by_rule(report: Report) -> tuple[str, ...]:
    """The columns of the sheet by rule."""
    return (*_BY_RULE, *_last(report))


def columns_by_case(report: Report) -> tuple[str, ...]:
    """The columns of the sheet by case."""
    return (*_BY_CASE, *_last(report))


def _last(report: Report) -> tuple[str, ...]:
    return ("since", "state") if report.since else ("state",)


def headings(names: Sequence[str]) -> tuple[Heading, ...]:
    """The headings of these columns."""
    kinds = (_COLUMNS[name] for name in names)
    return tuple(Heading(say(words), kind, width) for words, kind, width, _ in kinds)


def row_maker(names: Sequence[str], about: Around) -> Callable[[Finding], tuple[Cell, ...]]:
    """What makes the row of a finding in these columns."""
    values = [_COLUMNS[name][3] for name in names]
    return lambda finding: tuple(value(finding, about) for value in values)
