"""Every return of the batch on one line, what is awaited, and what shows across returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from checker.model.batch import AcrossFinding, Awaited
from checker.render.commissioner import states_words
from checker.render.pack.briefs import Brief
from checker.render.pack.days import day, period_words
from checker.render.pack.providers import Provider, period_of
from checker.render.places import natural
from checker.render.words import TIERS, count, number, tier_word

# Longer tables are cut to what needs somebody; the pages of providers hold the rest.
MOST_LINES: Final = 500

STATES: Final[Mapping[bool | None, tuple[str, str]]] = {
    None: ("stop", "Could not be read"),
    False: ("not-ready", "Not ready"),
    True: ("ready", "Ready"),
}
OVERTAKEN: Final = "Another return for this period counts instead."
FAILED: Final = ("stop", "Could not be checked")
AWAITED: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("not-met", "Missing"),
    "unreadable": ("stop", "Unreadable"),
    "late": ("not-ready", "Late"),
    "here": ("ready", "Here"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the pack; `href` is empty where there is none."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A return as the tables show it; `counts` is empty where nothing could be counted."""

    file: Link
    provider: Link
    period: str
    period_key: str
    submission: str
    state: str
    state_word: str
    said: str
    note: str
    counts: tuple[str, ...]
    waivers: str


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    provider: Link
    period: str
    period_key: str
    state: str
    state_word: str
    due: str
    said: str
    file: Link


@dataclass(frozen=True, slots=True)
class AcrossLine:
    message: str
    returns: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class AcrossGroup:
    """The findings across returns of one rule."""

    tier: str
    tier_word: str
    rule: str
    size: str
    fix: str
    lines: tuple[AcrossLine, ...]
    cut: str


def href(path: str) -> str:
    """The path as a link; quoting ":" too keeps a name from becoming the scheme of a link."""
    return quote(path, safe="/", errors="surrogateescape")


def page_of(provider: Provider) -> Link:
    """The link from the first page to that of a provider."""
    return Link(provider.label, href(f"providers/{provider.page}.html"))


def report_of(brief: Brief, up: str = "") -> Link:
    """The link to the report of a return; `up` leads from the page to the folder of the pack."""
    return Link(brief.file, up + href(brief.report) if brief.report else "")


def state_of(brief: Brief) -> tuple[str, str]:
    """Css name and word of the state of a return."""
    return FAILED if brief.failed else STATES[brief.ready]


def return_line(brief: Brief, owner: Provider, provider: Link, up: str = "") -> ReturnLine:
    """A line of a table; `provider` is the link to the page of its `owner`."""
    state, word = state_of(brief)
    notes = (brief.note, "" if brief in owner.standing else OVERTAKEN)
    known = bool(brief.provider or brief.provider_id)
    return ReturnLine(
        file=report_of(brief, up),
        provider=provider if known else Link("Not known", provider.href),
        period=period_of(brief),
        period_key=brief.end,
        submission=number(brief.submission) if brief.submission else "",
        state=state,
        state_word=word,
        said=brief.said,
        note=" ".join(note for note in notes if note),
        counts=() if brief.ready is None else tuple(number(total) for total in brief.counts),
        waivers=states_words(brief.waivers) or "none",
    )


def needs_somebody(brief: Brief) -> bool:
    """Whether a return waits for the commissioner: it is not ready, or a clause is not met."""
    return brief.ready is not True or bool(brief.has_verdict("not met"))


def _grave_first(pair: tuple[Brief, Provider]) -> tuple[bool, int, object, object]:
    brief, provider = pair
    rank = list(STATES).index(brief.ready)
    return (not needs_somebody(brief), rank, natural(provider.name), natural(brief.file))


def return_lines(found: Sequence[Provider]) -> tuple[tuple[ReturnLine, ...], str]:
    """The lines of the first page, gravest first, and in words what was left out of them."""
    pairs = [(brief, provider) for provider in found for brief in provider.briefs]
    order = sorted(pairs, key=_grave_first)
    total = len(order)
    if total > MOST_LINES:
        order = [pair for pair in order if needs_somebody(pair[0])]
    shown = order[:MOST_LINES]
    lines = tuple(return_line(brief, provider, page_of(provider)) for brief, provider in shown)
    if len(shown) == total:
        return lines, ""
    return lines, (
        f"{number(total)} returns are too many for one table. {number(len(order))} of them are not"
        f" ready or show a clause that is not met: {_how_many(len(shown), len(order))} listed here."
        f" The other {number(total - len(shown))} are on the pages of their providers."
    )


def _how_many(shown: int, total: int) -> str:
    return "they are" if shown == total else f"the first {number(shown)} are"


def awaited_lines(found: Sequence[Provider], briefs: Sequence[Brief]) -> tuple[AwaitedLine, ...]:
    """The returns awaited: missing first, then unreadable, late and here."""
    named = {brief.name: brief for brief in briefs}
    pairs = [(one, provider) for provider in found for one in provider.awaited]
    ranks = list(AWAITED)
    order = sorted(pairs, key=lambda pair: (ranks.index(pair[0].state), pair[0].end))
    return tuple(awaited_line(one, page_of(provider), named) for one, provider in order)


def awaited_line(
    one: Awaited, provider: Link, named: Mapping[str, Brief], up: str = ""
) -> AwaitedLine:
    state, word = AWAITED[one.state]
    brief = named.get(one.entry)
    return AwaitedLine(
        provider=provider,
        period=period_words(one.start, one.end),
        period_key=one.end,
        state=state,
        state_word=word,
        due=day(one.due) if one.due else "No day set",
        said=awaited_words(one),
        file=report_of(brief, up) if brief else Link(""),
    )


def awaited_words(one: Awaited) -> str:
    """What became of an awaited return, in a sentence."""
    if one.state == "missing":
        return "No return came."
    if one.state == "unreadable":
        return "Not among the returns that could be read. It may be a file that could not."
    if one.state == "late":
        days = f"{count(one.days_late, 'day')} after it was due" if one.days_late else "late"
        return f"Prepared {days}, by its own date."
    return "Prepared in time, by its own date." if one.due else "Came."


def across_groups(
    across: Sequence[AcrossFinding], briefs: Sequence[Brief], up: str = ""
) -> tuple[AcrossGroup, ...]:
    """Findings across returns by tier and rule, gravest tier first."""
    named = {brief.name: brief for brief in briefs}
    gathered: dict[tuple[str, str], list[AcrossFinding]] = {}
    for finding in across:
        gathered.setdefault((finding.tier, finding.rule), []).append(finding)
    order = sorted(gathered, key=lambda key: (TIERS.index(key[0]), -len(gathered[key]), key[1]))
    return tuple(_across_group(key, gathered[key], named, up) for key in order)


def _across_group(
    key: tuple[str, str], found: Sequence[AcrossFinding], named: Mapping[str, Brief], up: str
) -> AcrossGroup:
    tier, rule = key
    shown = found[:MOST_LINES]
    left = len(found) - len(shown)
    cut = f"{number(left)} more are not listed here: pack.xlsx lists every one." if left else ""
    return AcrossGroup(
        tier=tier,
        tier_word=tier_word(tier),
        rule=rule,
        size=count(len(found), "finding"),
        fix=found[0].fix,
        lines=tuple(_across_line(finding, named, up) for finding in shown),
        cut=cut,
    )


_MOST_LINKS: Final = 12


def _across_line(finding: AcrossFinding, named: Mapping[str, Brief], up: str) -> AcrossLine:
    briefs = [named[name] for name in finding.entries if name in named]
    more = len(briefs) - _MOST_LINKS
    return AcrossLine(
        finding.message,
        tuple(report_of(brief, up) for brief in briefs[:_MOST_LINKS]),
        f"and {number(more)} more" if more > 0 else "",
    )
