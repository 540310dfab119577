"""Everything the page shows, worked out before the template sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from checker.model.findings import Outcome
from checker.model.report import Report
from checker.render.causes import rules_by_id, told
from checker.render.clauses import StandardPage, standard_page
from checker.render.commissioner import TITLE, Commissioner, commissioner
from checker.render.facts import (
    Pairs,
    facts,
    proof,
    second_reading,
    sheet_facts,
    sheet_row,
    title,
)
from checker.render.groups import Cases, Section, by_case, sections
from checker.render.json_report import not_checked, nothing_to_check, why_not
from checker.render.words import (
    TIER_MEANING,
    TIER_WORD,
    TIERS,
    TWO_AXES,
    count,
    number,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next; `target` is the part of the page that says more."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """One reason for which rules gave no answer, with the rules it stopped."""

    why: str
    size: str
    rules: Pairs


@dataclass(frozen=True, slots=True)
class Page:
    """What report.html.j2 reads. `state` is "ready", "not-ready" or "stop"."""

    title: str
    headline: str
    state: str
    stop: str
    steps: tuple[Step, ...]
    tiers: tuple[tuple[str, str, str, str], ...]
    facts: Pairs
    warnings: Pairs
    contents: Pairs
    unknown_claims: tuple[str, ...]
    commissioner: Commissioner | None
    sections: Mapping[str, Section]
    shown: tuple[str, ...]
    cases: Cases
    two_axes: str
    standards: tuple[StandardPage, ...]
    unchecked: tuple[Unchecked, ...]
    unused: tuple[Unchecked, ...]
    left_out: tuple[tuple[str, ...], ...]
    sheets: tuple[tuple[str, ...], ...]
    sheet_facts: Pairs
    second_reading: str
    notes: tuple[str, ...]
    proof: Pairs
    version: str


_LAST_PARTS: Final = (
    ("not-checked", "What was not checked, and why"),
    ("receipt", "What was read"),
    ("proof", "Proof of this check"),
)
_NO_STEP: Final = Step(
    "Nothing found in the data holds this return back. Read the clause verdicts and what was "
    "not checked, then send the return together with this report."
)
_SILENT: Final = Step("Read what was not checked: it is what holds the return back.", "not-checked")
_AGAIN: Final = Step("Save the file and run the check again.")
_RETRY: Final = Step("Run the check again.")


def _steps_to_ready(found: Mapping[str, Section]) -> list[Step]:
    privacy, fix, explain = found["privacy"], found["fix"], found["explain"]
    steps = []
    if privacy.total:
        places = count(privacy.total, "place")
        steps.append(Step(f"Deal with what may identify people, in {places}.", "privacy"))
    if fix.total:
        causes = f"{count(fix.total, 'finding')} from {count(len(fix.groups), 'cause')}"
        steps.append(Step(f"Correct the data: {causes}.", "fix"))
    if explain.total:
        queries = count(explain.total, "query", "queries")
        steps.append(Step(f"Correct or explain {queries}.", "explain"))
    return steps


def _steps(report: Report, found: Mapping[str, Section]) -> tuple[Step, ...]:
    if report.receipt.stop:
        return (Step(report.receipt.stop.fix), _RETRY)
    steps = _steps_to_ready(found)
    if steps:
        return (*steps, _AGAIN)
    return (_NO_STEP,) if report.ready else (_SILENT, _RETRY)


def stop_words(report: Report) -> str:
    """What made the file unreadable, unless the headline says so already."""
    stop = report.receipt.stop
    return "" if stop is None or stop.message in report.headline else stop.message


def _state(report: Report) -> str:
    if report.receipt.stop:
        return "stop"
    return "ready" if report.ready else "not-ready"


def _tiers(report: Report) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (tier, TIER_WORD[tier], number(report.counts.get(tier, 0)), TIER_MEANING[tier])
        for tier in TIERS
    )


def _unchecked(report: Report, *, looked: bool) -> tuple[Unchecked, ...]:
    """Rules without an answer by reason: those that looked in vain, or those that could not."""
    rules = rules_by_id(report)
    reasons: dict[str, list[tuple[str, str]]] = {}
    for outcome in not_checked(report):
        if nothing_to_check(outcome) == looked:
            rule = rules.get(outcome.rule)
            said = (outcome.rule, rule.summary if rule else "")
            reasons.setdefault(why_not(outcome), []).append(said)
    return tuple(
        Unchecked(why, count(len(stopped), "rule"), tuple(stopped))
        for why, stopped in reasons.items()
    )


def _left_out_row(outcome: Outcome) -> tuple[str, ...]:
    numbers = (outcome.in_scope, outcome.checked, outcome.set_aside, outcome.missing)
    return (outcome.rule, *(number(value) for value in numbers))


def _left_out(report: Report) -> tuple[tuple[str, ...], ...]:
    return tuple(_left_out_row(outcome) for outcome in report.outcomes if outcome.set_aside)


def _warnings(standards: tuple[StandardPage, ...]) -> Pairs:
    return tuple(
        (page.anchor, f"{page.warning}: {page.title}") for page in standards if page.warning
    )


def _shown(report: Report, found: Mapping[str, Section], cases: Cases) -> tuple[str, ...]:
    """The parts to show: of a return that could not be read, only those that hold something.

    An empty section says that nothing was found, which nobody may say of an unread return.
    """
    silent = report.receipt.stop is not None
    names = [
        section.id for section in found.values() if section.groups or (section.empty and not silent)
    ]
    if cases.groups:
        names.insert(sum(name in ("privacy", "fix") for name in names), "by-case")
    return tuple(names)


def _standards(report: Report) -> tuple[StandardPage, ...]:
    if report.receipt.stop:
        return ()
    return tuple(
        standard_page(report, standard, f"standard-{place}")
        for place, standard in enumerate(report.standards, 1)
    )


def _contents(report: Report, page_parts: Pairs, standards: tuple[StandardPage, ...]) -> Pairs:
    given = report.profile or report.waivers or report.attested
    first = (("commissioner", TITLE),) if given else ()
    judged = [
        (page.anchor, ": ".join(part for part in (page.warning, page.title) if part))
        for page in standards
    ]
    return (*first, *page_parts, *judged, *_LAST_PARTS)


def _parts(shown: tuple[str, ...], found: Mapping[str, Section], cases: Cases) -> Pairs:
    titles = {name: f"{part.title} ({number(part.total)})" for name, part in found.items()}
    titles["by-case"] = f"{cases.title} ({cases.size})"
    return tuple((name, titles[name]) for name in shown)


def build(report: Report) -> Page:
    """Work out the whole page; about a second for 200,000 findings."""
    findings = told(report)
    found, cases = sections(report, findings), by_case(findings)
    shown = _shown(report, found, cases)
    standards = _standards(report)
    return Page(
        title=title(report),
        headline=report.headline,
        state=_state(report),
        stop=stop_words(report),
        steps=_steps(report, found),
        tiers=_tiers(report),
        facts=facts(report),
        warnings=_warnings(standards),
        contents=_contents(report, _parts(shown, found, cases), standards),
        unknown_claims=report.unknown_claims,
        commissioner=commissioner(report),
        sections=found,
        shown=shown,
        cases=cases,
        two_axes=TWO_AXES,
        standards=standards,
        unchecked=_unchecked(report, looked=False),
        unused=_unchecked(report, looked=True),
        left_out=_left_out(report),
        sheets=tuple(sheet_row(sheet, report.rows) for sheet in report.receipt.sheets),
        sheet_facts=tuple(
            (sheet.name, said) for sheet in report.receipt.sheets for said in sheet_facts(sheet)
        ),
        second_reading=second_reading(report.receipt),
        notes=report.receipt.notes,
        proof=proof(report),
        version=report.tool_version,
    )
