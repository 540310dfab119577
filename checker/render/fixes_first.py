"""What to fix first: the repairs that clear most findings, as the page and the terminal say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.causes import Cause, FixFirst
from checker.model.report import Report
from checker.render.words import number

CAUSES_SHOWN: Final = 20
RULES_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class CauseLine:
    """One thing to put right; `rules` are those it clears, each with how many, `more` the rest."""

    said: str
    effect: str
    place: str
    rules: tuple[tuple[str, str], ...]
    more: str
    safe: bool


@dataclass(frozen=True, slots=True)
class FixesFirst:
    """The section of the page; `tried` says how much was tried, and why not the rest.

    Where the causes are `awaited`, `tried` says that instead.
    """

    causes: tuple[CauseLine, ...]
    cut: str
    tried: str
    awaited: bool = False


def effect(cause: Cause) -> str:
    """How many findings go, and how many others then show."""
    goes = say("page.clears", n=cause.clears)
    return f"{goes}, {say('page.adds', n=cause.adds)}" if cause.adds else goes


def _line(cause: Cause) -> CauseLine:
    left = len(cause.by_rule) - RULES_NAMED
    return CauseLine(
        said=cause.said,
        effect=effect(cause),
        place=" ".join(part for part in (cause.sheet, cause.cell) if part),
        rules=tuple((rule, number(goes)) for rule, goes in cause.by_rule[:RULES_NAMED]),
        more=say("page.more-rules", n=left) if left > 0 else "",
        safe=cause.safe,
    )


def _tried(first: FixFirst) -> str:
    said = [say("page.tried", n=first.tried)]
    if first.untried:
        said += [say("page.untried", n=first.untried), first.why_untried]
    return " ".join(part for part in said if part)


def fixes_first(report: Report) -> FixesFirst | None:
    """What to fix first; None where nothing was there to try."""
    first = report.fix_first
    if first is None or not (first.causes or first.tried or first.untried):
        return None
    if first.awaited:
        return FixesFirst((), "", say("page.being-tried"), awaited=True)
    left = len(first.causes) - CAUSES_SHOWN
    return FixesFirst(
        causes=tuple(_line(cause) for cause in first.causes[:CAUSES_SHOWN]),
        cut=say("page.more-causes", n=left) if left > 0 else "",
        tried=_tried(first),
    )
