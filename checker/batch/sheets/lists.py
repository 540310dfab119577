"""Returns that are awaited, and what shows only when returns lie side by side."""

from __future__ import annotations

from typing import Final

from checker.model.batch import Awaited, Together
from checker.model.sheets import NOT_APPLICABLE, Heading, SheetOfTable
from checker.render.words import tier_word

_STATES: Final = {
    "missing": "Missing",
    "unreadable": "Not here, but files could not be read",
    "late": "Late",
    "here": "Here",
}


def awaited_sheet(together: Together) -> SheetOfTable:
    """One row for each return that the profile expects, missing ones first."""
    order = list(_STATES)
    awaited = sorted(together.awaited, key=lambda each: order.index(each.state))
    return SheetOfTable(
        name="Awaited",
        title="Awaited: returns that the profile expects",
        notes=("Missing ones first, then late ones.",),
        headings=(
            Heading("Provider", width=36),
            Heading("Provider reference", width=20),
            Heading("Period", width=26),
            Heading("Due", width=14),
            Heading("State", width=36),
            Heading("Days late", "count"),
            Heading("Return", width=24),
        ),
        rows=[_awaited(each) for each in awaited],
        empty="No profile says which providers and periods are expected, so none can be missed.",
    )


def _awaited(each: Awaited) -> tuple[str, str, str, str, str, int | str, str]:
    return (
        each.provider,
        each.provider_id,
        f"{each.start} to {each.end}",
        each.due or NOT_APPLICABLE,
        _STATES[each.state],
        each.days_late if each.state in ("here", "late") else NOT_APPLICABLE,
        each.entry or NOT_APPLICABLE,
    )


def across_sheet(together: Together) -> SheetOfTable:
    """One row for each finding of the batch, without the message of one that counts people."""
    rules = together.spec.across if together.spec else ()
    bare = {rule.id: rule.summary for rule in rules if rule.counts_people}
    return SheetOfTable(
        name="Across returns",
        title="Across returns: what shows when returns lie side by side",
        notes=("These are findings of all returns together. Numbers of cases are left out here.",),
        headings=(
            Heading("Rule", width=32),
            Heading("How grave", width=11),
            Heading("What was found", width=80),
            Heading("What to do", width=70),
            Heading("Returns", width=40),
        ),
        rows=[
            (
                found.rule,
                tier_word(found.tier),
                bare.get(found.rule, found.message),
                found.fix,
                ", ".join(found.entries) or NOT_APPLICABLE,
            )
            for found in together.across
        ],
        empty="Nothing was found across returns.",
    )
