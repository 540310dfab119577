"""The page of one provider: its returns over the periods, and the newest of them in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.language import say
from checker.model.batch import AcrossFinding, Entry, Together
from checker.model.figures import Known, Total
from checker.render.facts import Pairs
from checker.render.html import fill
from checker.render.pack.briefs import Brief
from checker.render.pack.days import period_words
from checker.render.pack.detail import (
    Changed,
    OwnMistake,
    OwnStandard,
    changes,
    own_mistakes,
    own_standards,
)
from checker.render.pack.indicators import Indicator, trends
from checker.render.pack.providers import Provider, period_of
from checker.render.pack.returns import (
    MOST_LINES,
    AcrossGroup,
    AwaitedLine,
    Link,
    ReturnLine,
    across_groups,
    awaited_line,
    awaited_words,
    href,
    report_of,
    return_line,
    state_of,
)
from checker.render.words import TIERS, count, number, percent, tier_word

_UP = "../"


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A declared figure beside the counted one; `state` is a css name."""

    label: str
    declared: str
    counted: str
    year: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class KnownLine:
    """How complete one column is."""

    table: str
    heading: str
    rows: str
    known: str
    share: str
    blank: str
    unknown: str
    unusable: str


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """What pack/provider.html.j2 reads."""

    title: str
    state: str
    headline: str
    said: str
    warnings: tuple[str, ...]
    facts: Pairs
    letter: str
    report: Link
    tiers: tuple[str, ...]
    lines: tuple[ReturnLine, ...]
    cut: str
    awaited: tuple[AwaitedLine, ...]
    across: tuple[AcrossGroup, ...]
    read: bool
    changed: tuple[Changed, ...]
    standards: tuple[OwnStandard, ...]
    mistakes: tuple[OwnMistake, ...]
    indicators: tuple[Indicator, ...]
    totals: tuple[TotalLine, ...]
    known: tuple[KnownLine, ...]
    whole: str
    silent: tuple[tuple[str, str], ...]
    version: str


def provider_page(
    provider: Provider,
    entry: Entry | None,
    together: Together,
    across: Sequence[AcrossFinding],
    named: Mapping[str, Brief],
) -> str:
    """The page as HTML. `entry` is that of the provider's newest return that counts.

    `across` are the findings across returns that are about this provider, `named` the returns of
    the batch by name.
    """
    latest = provider.latest
    state, headline, said = _headline(provider, latest)
    known = entry.figures.known if entry else ()
    standards = own_standards(entry, together) if entry else ()
    lines, here = provider.briefs[-MOST_LINES:], Link(provider.name)
    page = ProviderPage(
        title=provider.name,
        state=state,
        headline=headline,
        said=said,
        warnings=tuple(f"{s.warning}: {s.title}" for s in standards if s.warning),
        facts=_facts(provider, latest),
        letter=href(f"../letters/{provider.page}.html"),
        report=report_of(latest, _UP) if latest else Link(""),
        tiers=tuple(tier_word(tier) for tier in TIERS),
        lines=tuple(return_line(brief, provider, here, _UP) for brief in reversed(lines)),
        cut=_cut(len(lines), len(provider.briefs)),
        awaited=tuple(awaited_line(one, here, named, _UP) for one in provider.awaited),
        across=across_groups(across, list(named.values()), _UP),
        read=entry is not None and entry.ready is not None,
        changed=changes(together.since.get(entry.name, ()), together) if entry else (),
        standards=standards,
        mistakes=own_mistakes(entry, together) if entry else (),
        indicators=trends(provider, together),
        totals=tuple(total_line(one, together) for one in entry.figures.totals) if entry else (),
        known=tuple(_known_line(one, together) for one in known if _is_incomplete(one)),
        whole=_whole(known),
        silent=_silent(entry) if entry else (),
        version=together.tool_version,
    )
    return fill("pack/provider.html.j2", page)


def _headline(provider: Provider, latest: Brief | None) -> tuple[str, str, str]:
    """Css name, heading and sentence for where the provider stands."""
    away = provider.owed
    if away and (latest is None or latest.end < away[-1].end):
        period = period_words(away[-1].start, away[-1].end)
        said = " ".join(dict.fromkeys(map(awaited_words, away)))
        newest = f" The newest that counts is for {period_of(latest)}." if latest else ""
        return "stop", f"No return for {period}", said + newest
    if latest is None:
        return "stop", "No return came", ""
    state, word = state_of(latest)
    period = period_of(latest)
    missing = f"{count(len(away), 'expected return')} not here. " if away else ""
    said = latest.said.removeprefix(f"{word}: ")
    return (
        state,
        f"{word}{': ' if period else ''}{period}",
        f"{missing}{said[:1].upper()}{said[1:]}",
    )


def _facts(provider: Provider, latest: Brief | None) -> Pairs:
    known = provider.id or (latest and latest.provider)
    pairs = [("Provider", provider.name if known else "Not known"), ("Reference", provider.id)]
    if latest is not None:
        pairs.append(("Newest period", period_of(latest)))
        pairs.append(("File", latest.file))
        pairs.append(("Submission", number(latest.submission) if latest.submission else ""))
    pairs.append(("Returns in this batch", number(len(provider.briefs))))
    return tuple((label, value) for label, value in pairs if value)


def _cut(shown: int, total: int) -> str:
    if shown == total:
        return ""
    return f"The newest {number(shown)} of {number(total)} are listed here; pack.xlsx has them all."


def total_line(one: Total, together: Together) -> TotalLine:
    """One headline figure, with words for whether the rows bear it out."""
    state, said = _agree(one.declared, one.counted)
    return TotalLine(
        label=_measure(one.measure, together),
        declared=_number(one.declared),
        counted=_number(one.counted),
        year=_number(one.year_to_date),
        state=state,
        said=said,
    )


def _agree(declared: int | None, counted: int | None) -> tuple[str, str]:
    if declared is None or counted is None:
        return "cannot-tell", "Not declared" if declared is None else "Could not be counted"
    if declared == counted:
        return "met", "Agrees"
    return "not-met", f"Differs by {number(abs(declared - counted))}"


def _measure(code: str, together: Together) -> str:
    lists = together.spec.code_lists if together.spec else {}
    codes = lists["totm"].codes if "totm" in lists else ()
    return next((one.label for one in codes if one.code == code), code)


def _number(value: int | None) -> str:
    return "–" if value is None else number(value)


def _is_incomplete(one: Known) -> bool:
    return bool(one.blank or one.unknown or one.unusable)


def _whole(known: Sequence[Known]) -> str:
    total = sum(not _is_incomplete(one) for one in known)
    return (
        f"{count(total, 'required column')} of {number(len(known))} hold no gap." if known else ""
    )


def _known_line(one: Known, together: Together) -> KnownLine:
    table = together.spec.tables.get(one.table) if together.spec else None
    columns = {column.name: column.heading for column in table.columns} if table else {}
    held = one.rows - one.blank - one.unknown - one.unusable
    return KnownLine(
        table=table.title if table else one.table,
        heading=columns.get(one.field, one.field),
        rows=number(one.rows),
        known=number(held),
        share=percent(held / one.rows) if one.rows else "–",
        blank=number(one.blank),
        unknown=number(one.unknown),
        unusable=number(one.unusable),
    )


def _silent(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Why rules gave no answer in this return, with how many."""
    reasons: dict[str, int] = {}
    for outcome in entry.outcomes:
        if outcome.status in ("not run", "broke"):
            why = outcome.why or say("words.unexplained-skip")
            reasons[why] = reasons.get(why, 0) + 1
    order = sorted(reasons.items(), key=lambda held: (-held[1], held[0]))
    return tuple((why, count(total, "rule")) for why, total in order)
