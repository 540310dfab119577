"""Findings by rule, by rule and return, and the rules that gave no answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from checker.batch.restricted import Shown
from checker.batch.sheets.gather import Gathered
from checker.batch.sheets.people import ALL, Found, is_about_people
from checker.batch.sheets.shares import WHOSE
from checker.model.batch import Together
from checker.model.sheets import Cell, Heading, SheetOfTable
from checker.render.words import TIERS, tier_word

_RULE: Final = (
    Heading("Rule", width=34),
    Heading("How grave", width=11),
    Heading("What is wrong", width=60),
)
_ABOUT: Final = Heading("About", width=12)
_PEOPLE, _DATA = "People", "Data"
_UNREAD: Final = "The file cannot be read."
_UNREAD_FIX: Final = "Look on the sheet Returns why, and ask for the file again."


def mistakes_sheet(gathered: Gathered, together: Together, shown: Shown) -> SheetOfTable:
    """One row for each rule that found anything, the gravest and most shared first."""
    findings: Counter[Found] = Counter()
    returns: Counter[Found] = Counter()
    for mine in gathered.returns:
        findings.update(mine.found)
        returns.update(mine.found.keys())
    return SheetOfTable(
        name="Mistakes",
        title="Mistakes that returns share: one row for each rule",
        notes=(
            "The gravest first, then those that most returns have.",
            "A rule is about people where what it finds may be so; small counts of these are"
            " withheld as [c].",
        ),
        headings=(
            *_RULE,
            _ABOUT,
            Heading("Returns", "count"),
            Heading("Findings", "count"),
            Heading("What to do", width=70),
        ),
        rows=[
            (
                *_words(found, together),
                returns[found],
                shown.cell(findings[found], ALL, *found),
                _fix(found, together),
            )
            for found in sorted(findings, key=lambda found: _rank(found, returns))
        ],
        empty="No rule found anything in any return that was read.",
    )


def by_return_sheet(gathered: Gathered, together: Together, shown: Shown) -> SheetOfTable:
    """One row for each rule and return with findings."""
    rows: list[Sequence[Cell]] = []
    for mine in gathered.returns:
        for found in sorted(mine.found, key=lambda found: (TIERS.index(found[1]), found[0])):
            number = shown.cell(mine.found[found], mine.name, *found)
            rows.append((*mine.whose, *_words(found, together), number))
    return SheetOfTable(
        name="Findings by return",
        title="Findings by return: one row for each return and rule",
        notes=("A return that is not here has no finding, or could not be read: see Returns.",),
        headings=(*WHOSE, *_RULE, _ABOUT, Heading("Findings", "count")),
        rows=rows,
        empty="No rule found anything in any return that was read.",
    )


def not_checked_sheet(gathered: Gathered, together: Together) -> SheetOfTable:
    """One row for each rule and reason for which it gave no answer."""
    rows = [
        (standard, rule, _summary(rule, together), what, why or "No reason was recorded.", returns)
        for (standard, rule, what, why), returns in sorted(gathered.unchecked.items())
    ]
    return SheetOfTable(
        name="Not checked",
        title="Not checked: rules that gave no answer, and why",
        notes=(
            "A rule that is not here gave an answer in every return that was read.",
            "Returns that could not be read are on the sheet Returns.",
        ),
        headings=(
            Heading("Standard", width=30),
            *_RULE[::2],
            Heading("What became of it", width=24),
            Heading("Why", width=60),
            Heading("Returns", "count"),
        ),
        rows=rows,
        empty="Every rule gave an answer in every return that was read.",
    )


def _words(found: Found, together: Together) -> tuple[str, str, str, str]:
    rule, tier = found
    about = _PEOPLE if is_about_people(found, together.rules) else _DATA
    told = _UNREAD if tier == "STOP" else _summary(rule, together)
    return (rule, tier_word(tier), told, about)


def _summary(rule: str, together: Together) -> str:
    known = together.rules.get(rule)
    return known.summary if known else ""


def _fix(found: Found, together: Together) -> str:
    known = together.rules.get(found[0])
    return known.fix if known else _UNREAD_FIX if found[1] == "STOP" else ""


def _rank(found: Found, returns: Counter[Found]) -> tuple[int, int, str]:
    return (TIERS.index(found[1]), -returns[found], found[0])
