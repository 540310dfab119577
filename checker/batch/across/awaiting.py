"""What the profile expects: what came, what came late, and what is not among it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.batch.across.laid import (
    Laid,
    Sent,
    Told,
    by_number,
    file_words,
    listed,
    period_words,
    provider_words,
)
from checker.layout.values import normal
from checker.model.batch import Awaited
from checker.model.profile import ExpectedPeriod, ExpectedProvider


def what_became(laid: Laid) -> Iterator[Awaited]:
    """Each return that is expected, with its state."""
    if laid.profile is not None:
        for period in _looked_at(laid, laid.profile.periods):
            for provider in laid.profile.providers:
                yield _awaited(laid, provider, period)


def _looked_at(laid: Laid, periods: Sequence[ExpectedPeriod]) -> list[ExpectedPeriod]:
    """From the first to the last of which a return is here: others were not asked for here."""
    here = {one.period for one in laid.counting}
    in_order = sorted(periods, key=lambda period: (period.start, period.end))
    places = [n for n, period in enumerate(in_order) if (period.start, period.end) in here]
    return in_order[places[0] : places[-1] + 1] if places else []


def _awaited(laid: Laid, provider: ExpectedProvider, period: ExpectedPeriod) -> Awaited:
    many = laid.submissions.get((normal(provider.id), (period.start, period.end)), ())
    head = (provider.id, provider.name, period.start, period.end)
    if not many:
        state = "unreadable" if laid.unplaced else "missing"
        return Awaited(*head, state, due=period.due)  # type: ignore[arg-type]
    days = _days_late(many, period.due)
    state = "late" if days else "here"
    return Awaited(*head, state, many[0].name, period.due, days)  # type: ignore[arg-type]


def _days_late(many: Sequence[Sent], due: str) -> int:
    """Days from the day it was due to the first day on which any submission was prepared."""
    days = [one.prepared_on for one in many if one.prepared_on]
    if not due or not days or min(days) <= due:
        return 0
    return (dt.date.fromisoformat(min(days)) - dt.date.fromisoformat(due)).days


def missing_returns(laid: Laid) -> Iterator[Told]:
    """Expected returns that are not here."""
    for one in what_became(laid):
        if one.state in ("missing", "unreadable"):
            who = f"{one.provider} ({one.provider_id})" if one.provider else one.provider_id
            detail = f"{who}, {period_words((one.start, one.end))}.{_perhaps(laid)}"
            yield Told("return-missing", detail)


def _perhaps(laid: Laid) -> str:
    """That a file nobody could place may be the return that is missing."""
    if not laid.unplaced:
        return ""
    if laid.unplaced == 1:
        return " One file could not be read or does not say whose it is: it may be this return."
    return (
        f" {laid.unplaced} files could not be read or do not say whose they are: one of them may"
        " be this return."
    )


def late_returns(laid: Laid) -> Iterator[Told]:
    """Returns that say themselves that they were prepared after they were due."""
    names = {one.name: one for one in laid.counting}
    for one in what_became(laid):
        if one.state == "late":
            sent = names[one.entry]
            many = laid.submissions[sent.provider, sent.period]
            days = f"{one.days_late} day{'' if one.days_late == 1 else 's'}"
            detail = (
                f"{provider_words(sent)}, {period_words(sent.period)}: prepared {days} after"
                f" {one.due}, by its own date.{_earlier(many)}"
            )
            yield Told("return-late", detail, by_number(many))


def _earlier(many: Sequence[Sent]) -> str:
    """That the first submission is not here: it may have been in time."""
    first = min(one.submission or 1 for one in many)
    if first == 1:
        return ""
    return f" Submission {first} is the earliest in the batch; one before it may have been in time."


def providers_not_expected(laid: Laid) -> Iterator[Told]:
    """Providers that the profile does not list, gathered in one finding."""
    if laid.profile is None or not laid.profile.providers:
        return
    known = {normal(provider.id) for provider in laid.profile.providers}
    other = [one for one in laid.sent if _is_judged(one) and one.provider not in known]
    if other:
        detail = f"{listed(map(provider_words, other))}."
        yield Told("provider-not-among-expected", detail, by_number(other))


def periods_not_expected(laid: Laid) -> Iterator[Told]:
    """Periods that the profile does not list, gathered in one finding."""
    if laid.profile is None or not laid.profile.periods:
        return
    known = {(period.start, period.end) for period in laid.profile.periods}
    other = [one for one in laid.sent if _is_judged(one) and one.period not in known]
    if other:
        counts = Counter(one.period for one in other)
        said = listed(
            f"{period_words(period)} ({_files(other, period)})" for period in sorted(counts)
        )
        yield Told("period-not-among-expected", f"{said}.", by_number(other))


def _is_judged(one: Sent) -> bool:
    return one.is_placed and one.under_profile


def _files(many: Sequence[Sent], period: tuple[str, str]) -> str:
    return listed(file_words(one) for one in many if one.period == period)
