"""What changed since the last submission and the last period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.batch.restricted import Shown
from checker.batch.sheets.gather import Counted, Gathered
from checker.batch.sheets.people import is_about_people
from checker.batch.sheets.shares import WHOSE
from checker.model.batch import RuleSince, Since, Together
from checker.model.sheets import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    WITHHELD,
    Cell,
    Heading,
    SheetOfTable,
)
from checker.render.words import VERDICTS, verdict_word

_AGAINST: Final = {"submission": "Earlier submission", "period": "Period before"}
_COMPARED: Final = (Heading("Compared with", width=20), Heading("Its period", width=26))
_EMPTY: Final = (
    "No earlier return is known. One is when a batch runs with a history of earlier batches."
)


def since_sheet(
    gathered: Gathered, together: Together, shown: Shown, smallest: int
) -> SheetOfTable:
    """One row for each return, earlier return and rule."""
    rows = [
        (*mine.whose, *_compared(since), *_rule(mine, rule, together, shown, smallest))
        for mine, since in _all(gathered, together)
        for rule in since.rules
    ]
    return SheetOfTable(
        name="Changes since last time",
        title="Changes since last time: findings by rule",
        notes=("Back are findings that had been fixed and are there again.",),
        headings=(
            *WHOSE,
            *_COMPARED,
            Heading("Rule", width=34),
            Heading("What is wrong", width=60),
            *(Heading(words, "count") for words in ("New", "Fixed", "Still there", "Back")),
        ),
        rows=rows,
        empty="Findings are the same as before." if together.since else _EMPTY,
    )


def changed_verdicts_sheet(gathered: Gathered, together: Together) -> SheetOfTable:
    """One row for each clause of which the verdict changed."""
    rows = [
        (*mine.whose, *_compared(since), standard, clause, _verdict(was), _verdict(now))
        for mine, since in _all(gathered, together)
        for standard, clause, was, now in since.verdicts
    ]
    return SheetOfTable(
        name="Changed verdicts",
        title="Changed verdicts: clauses that came to something else last time",
        notes=("[z] is a clause that was not judged.",),
        headings=(
            *WHOSE,
            *_COMPARED,
            Heading("Standard", width=30),
            Heading("Clause", width=14),
            *(Heading(words, width=18) for words in ("Was", "Is now")),
        ),
        rows=rows,
        empty="No verdict changed." if together.since else _EMPTY,
    )


def changed_cases_sheet(gathered: Gathered, together: Together, smallest: int) -> SheetOfTable:
    """One row for each kind of change in cases."""
    rows = [
        (*mine.whose, *_compared(since), what, cell)
        for mine, since in _all(gathered, together)
        for what, cell in _cases(since, smallest)
    ]
    return SheetOfTable(
        name="Changed cases",
        title="Changed cases: open cases that are gone, and facts that differ",
        notes=("Cases are known again without their references.",),
        headings=(
            *WHOSE,
            *_COMPARED,
            Heading("What changed", width=50),
            Heading("Cases", "count"),
        ),
        rows=rows,
        empty="No case changed." if together.since else _EMPTY,
    )


def _all(gathered: Gathered, together: Together) -> Iterator[tuple[Counted, Since]]:
    for mine in gathered.returns:
        yield from ((mine, since) for since in together.since.get(mine.name, ()))


def _compared(since: Since) -> tuple[str, str]:
    number = f" {since.submission}" if since.submission is not None else ""
    apart = [what for what, _, _ in since.versions]
    other = f", checked with another {' and '.join(apart)}" if apart else ""
    return (f"{_AGAINST[since.against]}{number}{other}", since.period)


def _rule(
    mine: Counted, rule: RuleSince, together: Together, shown: Shown, smallest: int
) -> Sequence[Cell]:
    known = together.rules.get(rule.rule)
    numbers = (rule.new, rule.fixed, rule.still, rule.back)
    tiers = [tier for name, tier in mine.found if name == rule.rule] or ["QUERY"]
    about = any(is_about_people((rule.rule, tier), together.rules) for tier in tiers)
    told = not any((mine.name, rule.rule, tier) in shown.withheld for tier in tiers)
    small = any(0 < number < smallest for number in numbers)
    cells = (WITHHELD,) * 4 if about and (small or not told) else numbers
    return (rule.rule, known.summary if known else "", *cells)


def _verdict(word: str) -> str:
    return (verdict_word(word) if word in VERDICTS else word) or NOT_APPLICABLE


def _cases(since: Since, smallest: int) -> Iterator[tuple[str, Cell]]:
    if since.gap:
        yield ("Open cases that are not there any more", NOT_AVAILABLE)
    elif since.vanished:
        yield ("Open cases that are not there any more", _people(since.vanished, smallest))
    for field, number in since.facts.items():
        yield (f"Another value in {field}", _people(number, smallest))


def _people(number: int, smallest: int) -> Cell:
    return WITHHELD if 0 < number < smallest else number
