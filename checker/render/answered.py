"""What the provider answered: explanations, and declared verdicts beside the computed ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.answers import Declared, ExplanationUse
from checker.model.report import Report
from checker.model.specs import Standard
from checker.render.by_rule import pack_names
from checker.render.groups import cut_words
from checker.render.words import number, verdict_word

EXPLANATIONS_SHOWN: Final = 500
# The states in the order in which somebody has to do something about them.
STATES: Final = ("re-opened", "incomplete", "unknown rule", "unused", "carried forward", "in force")
IDLE: Final = ("re-opened", "incomplete", "unknown rule", "unused")


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """One explanation; `state` is a css name, `place` empty for one that was carried forward."""

    place: str
    rule: str
    key: str
    reason: str
    state: str
    state_word: str
    covers: str
    counted: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanations:
    """The section of the page; `tally` is (css name, word, number)."""

    tally: tuple[tuple[str, str, str], ...]
    lines: tuple[ExplanationLine, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """What was declared on a clause; `declared` is a css name, `agreement` too."""

    clause: str
    declared: str
    declared_word: str
    agreement: str
    agreement_word: str
    evidence: str
    place: str
    said: str


def _css(words: str) -> str:
    return words.replace(" ", "-")


def state_word(state: str) -> str:
    """The word of the page for the state of an explanation."""
    return say(f"page.explanation-{_css(state)}")


def by_state(report: Report) -> Mapping[str, int]:
    """How many explanations are in each state; states of none are left out."""
    counts = {state: sum(use.state == state for use in report.explanations) for state in STATES}
    return {state: total for state, total in counts.items() if total}


def _explanation(use: ExplanationUse) -> ExplanationLine:
    return ExplanationLine(
        place=" ".join(part for part in (use.sheet, use.cell) if part)
        if use.cell
        else say("page.carried-place"),
        rule=use.rule,
        key=use.key,
        reason=use.reason,
        state=_css(use.state),
        state_word=state_word(use.state),
        covers=number(use.covers),
        counted="" if use.counted is None else say("page.counted", n=use.counted),
        why=use.why,
    )


def explanations(report: Report) -> Explanations | None:
    """What became of each explanation, those first that need doing; None where there is none."""
    uses = sorted(report.explanations, key=lambda use: STATES.index(use.state))
    if not uses:
        return None
    shown = uses[:EXPLANATIONS_SHOWN]
    tally = tuple(
        (_css(state), state_word(state), number(total)) for state, total in by_state(report).items()
    )
    cut = cut_words(len(shown), len(uses), "explanations")
    return Explanations(tally, tuple(map(_explanation, shown)), cut)


def _declared(one: Declared) -> DeclaredLine:
    return DeclaredLine(
        clause=one.clause,
        declared=_css(one.declared),
        declared_word=verdict_word(one.declared),
        agreement=_css(one.agreement),
        agreement_word=say(f"page.declared-{_css(one.agreement)}"),
        evidence=say("page.evidence-given" if one.evidence else "page.evidence-missing"),
        place=" ".join(part for part in (one.sheet, one.cell) if part),
        said=one.said,
    )


def declared_by_clause(report: Report, standard: Standard) -> Mapping[str, DeclaredLine]:
    """The declared verdicts on one standard, by clause."""
    names = pack_names(standard.id, standard.edition)
    return {one.clause: _declared(one) for one in report.declared if one.standard in names}


def contradictions(report: Report) -> tuple[Declared, ...]:
    """The declared verdicts that the data contradict."""
    return tuple(one for one in report.declared if one.agreement == "contradicts")


def contradiction_words(one: Declared) -> str:
    """The contradiction in words, made here where the report has none."""
    if one.said:
        return one.said
    return say(
        "page.contradiction", clause=one.clause, declared=one.declared, computed=one.computed
    )
