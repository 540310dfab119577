"""Indicators: rates with their numbers, over providers and over periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checker.model.batch import Together
from checker.model.findings import Share
from checker.render.origins import number_origin
from checker.render.pack.briefs import Brief, Rate
from checker.render.pack.days import month_of
from checker.render.pack.mistakes import summary_of
from checker.render.pack.plots import Point, funnel, trend
from checker.render.pack.providers import Provider, period_of
from checker.render.pack.returns import MOST_LINES, Link, page_of
from checker.render.words import count, number, percent

# Longer tables of numbers are folded, and their plots have the whole width.
MANY: Final = 20


@dataclass(frozen=True, slots=True)
class RateLine:
    """One rate in a table: beside the plot, `label` names its point."""

    label: str
    who: Link
    numerator: str
    denominator: str
    rate: str
    interval: str
    target: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One rate over many providers or periods; `plot` is SVG, empty where there is one point."""

    anchor: str
    rule: str
    title: str
    target: str
    origin: str
    plot: str
    many: bool
    few: str
    lines: tuple[RateLine, ...]
    cut: str


def indicators(
    found: Sequence[Provider], together: Together, period: tuple[str, str]
) -> tuple[Indicator, ...]:
    """A funnel for each indicator, over the returns of one period that count."""
    gathered: dict[tuple[str, float], list[tuple[Provider, Rate]]] = {}
    for provider in found:
        for brief in provider.standing:
            if (brief.start, brief.end) == period:
                for rate in brief.rates:
                    gathered.setdefault((rate.rule, rate.share.target), []).append((provider, rate))
    return tuple(
        _over_providers(f"indicator-{place}", key, gathered[key], together)
        for place, key in enumerate(_in_order(gathered, together), 1)
    )


def _in_order(keys: Iterable[tuple[str, float]], together: Together) -> list[tuple[str, float]]:
    """Rules and targets as the rules stand in their packs."""
    ranks = {rule: rank for rank, rule in enumerate(together.rules)}
    return sorted(keys, key=lambda key: (ranks.get(key[0], len(ranks)), key))


def _over_providers(
    anchor: str,
    key: tuple[str, float],
    held: Sequence[tuple[Provider, Rate]],
    together: Together,
) -> Indicator:
    points = [_point(str(place), rate) for place, (_, rate) in enumerate(held, 1)]
    lines = [
        rate_line(point.label, page_of(provider), rate)
        for point, (provider, rate) in zip(points, held, strict=True)
    ]
    cut = ""
    if len(lines) > MOST_LINES:
        lines = sorted(lines, key=lambda line: line.state != "not-met")[:MOST_LINES]
        cut = (
            f"{number(MOST_LINES)} of {number(len(held))} providers are listed, those below the"
            " target first. The plot shows all; the pages of the others hold their numbers."
        )
    title = summary_of(key[0], together.rules.get(key[0]))
    plot = funnel(anchor, f"Funnel plot: {title}", points, key[1]) if len(points) > 1 else ""
    return _indicator(anchor, key, together, plot, [rate for _, rate in held], lines, cut)


def trends(provider: Provider, together: Together) -> tuple[Indicator, ...]:
    """The indicators of one provider over its periods."""
    gathered: dict[tuple[str, float], list[tuple[Brief, Rate]]] = {}
    for brief in provider.standing:
        for rate in brief.rates:
            gathered.setdefault((rate.rule, rate.share.target), []).append((brief, rate))
    return tuple(
        _over_periods(f"indicator-{place}", key, gathered[key], together)
        for place, key in enumerate(_in_order(gathered, together), 1)
    )


def _over_periods(
    anchor: str,
    key: tuple[str, float],
    held: Sequence[tuple[Brief, Rate]],
    together: Together,
) -> Indicator:
    points = [_point(month_of(brief.end) or brief.file, rate) for brief, rate in held]
    lines = [rate_line("", Link(period_of(brief) or brief.file), rate) for brief, rate in held]
    title = summary_of(key[0], together.rules.get(key[0]))
    plot = trend(anchor, f"Trend: {title}", points, key[1]) if len(points) > 1 else ""
    return _indicator(anchor, key, together, plot, [rate for _, rate in held], lines, "")


def _indicator(
    anchor: str,
    key: tuple[str, float],
    together: Together,
    plot: str,
    rates: Sequence[Rate],
    lines: Sequence[RateLine],
    cut: str,
) -> Indicator:
    rule = together.rules.get(key[0])
    few = sum(rate.few for rate in rates)
    return Indicator(
        anchor=anchor,
        rule=key[0],
        title=summary_of(key[0], rule),
        target=percent(key[1]),
        origin=_origin(key[0], together),
        plot=plot,
        many=len(rates) > MANY,
        few=f"{count(few, 'rate')} {'is' if few == 1 else 'are'} from too few rows." if few else "",
        lines=tuple(lines),
        cut=cut,
    )


def _origin(rule: str, together: Together) -> str:
    """Where the target comes from; a profile that adopts it says so with the contract's place."""
    profile, known = together.given.profile, together.rules.get(rule)
    for adopted in profile.thresholds if profile else ():
        if adopted.rule == rule:
            return f"set by the commissioner, {adopted.contract}"
    return number_origin(known.threshold.origin, known.threshold.grade) if known else ""


def _point(label: str, rate: Rate) -> Point:
    share = rate.share
    return Point(label, share.numerator, share.denominator, rate.few, share.low, share.high)


def rate_line(label: str, who: Link, rate: Rate) -> RateLine:
    share = rate.share
    state, said = _against(share, rate.few)
    return RateLine(
        label=label,
        who=who,
        numerator=number(share.numerator),
        denominator=number(share.denominator),
        rate=percent(share.numerator / share.denominator),
        interval=f"{percent(share.low)} to {percent(share.high)}",
        target=percent(share.target),
        state=state,
        said=said,
    )


def _against(share: Share, few: bool) -> tuple[str, str]:
    """How a rate stands to its target, as the rule itself decides it."""
    if few:
        return "cannot-tell", "Too few rows to tell"
    if share.low >= share.target:
        return "met", "Reaches the target"
    if share.high < share.target:
        return "not-met", "Below the target"
    return "cannot-tell", "Too close to tell"
