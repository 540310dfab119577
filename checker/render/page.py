"""Everything the page shows, worked out before the template sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from checker.language import say, within
from checker.model.report import Report
from checker.render.answered import Explanations, explanations
from checker.render.clauses import StandardPage, standard_page
from checker.render.commissioner import Commissioner, commissioner
from checker.render.facts import (
    Pairs,
    facts,
    proof,
    second_reading,
    sheet_facts,
    sheet_row,
    title,
)
from checker.render.fixes_first import FixesFirst, fixes_first
from checker.render.groups import Cases, Section, by_case, sections
from checker.render.rule_entries import Entry, entries, entry_id
from checker.render.since_last import SinceLast, since_last
from checker.render.unchecked import Unchecked, declared_elsewhere, left_out, unchecked
from checker.render.words import (
    TIERS,
    number,
    tier_meaning,
    tier_word,
    two_axes,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next; `target` is the part of the page that says more."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What report.html.j2 reads. `state` is "ready", "not-ready" or "stop".

    `ways` tells that there are findings, so that there are two ways of working through them.
    `entry_ids` maps each rule that has an entry to the id of that.
    """

    title: str
    headline: str
    state: str
    stop: str
    steps: tuple[Step, ...]
    fixes_first: FixesFirst | None
    ways: bool
    rules_size: str
    tiers: tuple[tuple[str, str, str, str], ...]
    facts: Pairs
    warnings: Pairs
    contents: Pairs
    since: SinceLast | None
    unknown_claims: tuple[str, ...]
    commissioner: Commissioner | None
    sections: tuple[Section, ...]
    cases: Cases
    explanations: Explanations | None
    two_axes: str
    standards: tuple[StandardPage, ...]
    declared_elsewhere: tuple[str, ...]
    unchecked: tuple[Unchecked, ...]
    unused: tuple[Unchecked, ...]
    left_out: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]
    entry_ids: Mapping[str, str]
    sheets: tuple[tuple[str, ...], ...]
    sheet_facts: Pairs
    second_reading: str
    notes: tuple[str, ...]
    proof: Pairs
    version: str
    words: Mapping[str, str]


# Words of rows that repeat thousands of times: fetched once.
_ROW_WORDS: Final = (
    *("column", "expected", "found", "suggest", "reopened", "rule-word", "why", "todo", "limits"),
    *("head-where", "head-key", "head-wrong", "head-wrong-todo", "head-severity", "head-rule"),
    *("head-rule-only", "repair-does"),
)


def _steps_to_ready(found: Mapping[str, Section]) -> list[Step]:
    privacy, fix, explain = found["privacy"], found["fix"], found["explain"]
    steps = []
    if privacy.total:
        steps.append(Step(say("page.step-privacy", n=privacy.total), "privacy"))
    if fix.total:
        causes = say("page.n-causes", n=len(fix.groups))
        findings = say("page.findings", n=fix.total)
        steps.append(Step(say("page.step-fix", findings=findings, causes=causes), "fix"))
    if explain.total:
        steps.append(Step(say("page.step-explain", n=explain.total), "explain"))
    return steps


def _first_step(first: FixesFirst | None) -> list[Step]:
    if first is None or not first.causes:
        return []
    return [Step(say("page.step-first", effect=first.causes[0].effect), "fix-first")]


def _steps(
    report: Report, found: Mapping[str, Section], first: FixesFirst | None
) -> tuple[Step, ...]:
    retry = Step(say("page.step-retry"))
    if report.receipt.stop:
        return (Step(report.receipt.stop.fix), retry)
    steps = _steps_to_ready(found)
    if steps:
        return (*_first_step(first), *steps, Step(say("page.step-again")))
    if report.ready:
        return (Step(say("page.step-none")),)
    return (Step(say("page.step-silent"), "not-checked"), retry)


def stop_words(report: Report) -> str:
    """What made the file unreadable, unless the headline says so already."""
    stop = report.receipt.stop
    return "" if stop is None or within(stop.message, report.headline) else stop.message


def _state(report: Report) -> str:
    if report.receipt.stop:
        return "stop"
    return "ready" if report.ready else "not-ready"


def _tiers(report: Report) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (tier, tier_word(tier), number(report.counts.get(tier, 0)), tier_meaning(tier))
        for tier in TIERS
    )


def _warnings(standards: tuple[StandardPage, ...]) -> Pairs:
    return tuple(
        (page.anchor, f"{page.warning}: {page.title}") for page in standards if page.warning
    )


def _shown(report: Report, found: Mapping[str, Section]) -> tuple[Section, ...]:
    """The parts to show: of a return that could not be read, only those that hold something.

    An empty section says that nothing was found, which nobody may say of an unread return.
    """
    silent = report.receipt.stop is not None
    return tuple(part for part in found.values() if part.groups or (part.empty and not silent))


def _standards(report: Report) -> tuple[StandardPage, ...]:
    if report.receipt.stop:
        return ()
    return tuple(
        standard_page(report, standard, f"standard-{place}")
        for place, standard in enumerate(report.standards, 1)
    )


def _contents(page: Page) -> Pairs:
    judged = [
        (one.anchor, ": ".join(part for part in (one.warning, one.title) if part))
        for one in page.standards
    ]
    parts = (
        ("fix-first", page.fixes_first is not None, say("page.fix-first-title")),
        ("since", page.since is not None, say("page.since-title")),
        ("commissioner", page.commissioner is not None, say("commissioner.title")),
        ("by-rule", bool(page.sections), f"{say('page.by-rule-title')} ({page.rules_size})"),
        *((one.id, True, f"{one.title} ({number(one.total)})") for one in page.sections),
        ("by-case", page.ways, f"{say('page.by-case-title')} ({page.cases.size})"),
        ("explanations", page.explanations is not None, say("page.explanations-title")),
        *((target, True, words) for target, words in judged),
        ("not-checked", True, say("page.not-checked-title")),
        ("rules", bool(page.entries), say("page.rules-title")),
        ("receipt", True, say("page.receipt-title")),
        ("proof", True, say("page.proof-title")),
    )
    return tuple((target, words) for target, there, words in parts if there)


def build(report: Report) -> Page:
    """Work out the whole page; some seconds for a million findings, of which it keeps few."""
    found, first, standards = sections(report), fixes_first(report), _standards(report)
    shown = _shown(report, found)
    listed = entries(report, found.values(), standards)
    page = Page(
        title=title(report),
        headline=report.headline,
        state=_state(report),
        stop=stop_words(report),
        steps=_steps(report, found, first),
        fixes_first=first,
        ways=any(part.total for part in shown),
        rules_size=say("page.n-rules", n=len({g.rule for part in shown for g in part.groups})),
        tiers=_tiers(report),
        facts=facts(report),
        warnings=_warnings(standards),
        contents=(),
        since=since_last(report),
        unknown_claims=report.unknown_claims,
        commissioner=commissioner(report),
        sections=shown,
        cases=by_case(report),
        explanations=explanations(report),
        two_axes=two_axes(),
        standards=standards,
        declared_elsewhere=declared_elsewhere(report, standards),
        unchecked=unchecked(report, looked=False),
        unused=unchecked(report, looked=True),
        left_out=left_out(report),
        entries=listed,
        entry_ids={entry.id: entry_id(entry.id) for entry in listed},
        sheets=tuple(sheet_row(sheet, report.rows) for sheet in report.receipt.sheets),
        sheet_facts=tuple(
            (sheet.name, said) for sheet in report.receipt.sheets for said in sheet_facts(sheet)
        ),
        second_reading=second_reading(report.receipt),
        notes=report.receipt.notes,
        proof=proof(report),
        version=report.tool_version,
        words={name.replace("-", "_"): say(f"page.{name}") for name in _ROW_WORDS},
    )
    return replace(page, contents=_contents(page))
