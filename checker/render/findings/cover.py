"""What the cover and the notes of the workbook of findings say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.language import gaps_told, say
from checker.model.report import Report
from checker.render.by_rule import needs_action
from checker.render.clauses import status_note, status_warning
from checker.render.facts import Pairs, facts, proof
from checker.render.words import TIERS, number, tier_meaning, tier_word, two_axes

_STEPS: Final = ("first", "rule", "case", "done", "again")
_NOTES: Final = (
    *("done", "state", "expected", "field", "alike", "rule", "page", "nothing", "all", "sorting"),
    *("since", "safe"),
)


def cover(report: Report) -> Pairs:
    """Whose return it is, what was found, and how to work with it."""
    gaps = gaps_told()
    return (
        *(((say("findings.language"), gaps),) if gaps else ()),
        (say("findings.what-it-is"), say("findings.what-it-is-said")),
        (say("findings.result"), report.headline),
        *_stop(report),
        *facts(report),
        *_counts(report),
        *_warnings(report),
        *_steps(report),
        (say("findings.keep"), say("findings.keep-said")),
        *proof(report),
    )


def _stop(report: Report) -> Iterator[tuple[str, str]]:
    if report.receipt.stop:
        yield say("findings.to-do-first"), report.receipt.stop.fix


def _counts(report: Report) -> Iterator[tuple[str, str]]:
    for tier in TIERS:
        found = report.counts.get(tier, 0)
        yield tier_word(tier), f"{number(found)}. {tier_meaning(tier)}"
    left = sum(map(needs_action, report.findings))
    yield say("findings.left"), say("findings.left-said", n=left)


def _warnings(report: Report) -> Iterator[tuple[str, str]]:
    for standard in report.standards:
        if warning := status_warning(standard):
            yield warning, f"{standard.title}. {status_note(standard)}".strip()


def _steps(report: Report) -> Iterator[tuple[str, str]]:
    for place, step in enumerate(_STEPS if report.findings else (), start=1):
        yield say("findings.how", place=place), say(f"findings.how-{step}")


def notes(report: Report) -> Pairs:
    """What the columns, signs and links mean."""
    said = [(say(f"findings.note-{name}"), say(f"findings.note-{name}-said")) for name in _NOTES]
    return (*said, (say("findings.note-axes"), two_axes()))
