"""What lies in the batch twice: files, submissions, and days that two periods cover."""

from __future__ import annotations

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


def files(laid: Laid) -> Iterator[Told]:
    """Files that agree byte for byte, readable or not."""
    same: dict[str, list[Sent]] = {}
    for one in laid.sent:
        if one.digest:
            same.setdefault(one.digest, []).append(one)
    for many in same.values():
        if len(many) > 1:
            yield Told("same-file-twice", f"{listed(map(file_words, many))}.", by_number(many))


def submissions(laid: Laid) -> Iterator[Told]:
    """Older submissions beside newer ones, and such that nobody can order."""
    for many in laid.submissions.values():
        newest = [one for one in many if one.submission == many[0].submission]
        older = [one for one in many if one.submission != many[0].submission]
        head = f"{provider_words(many[0])}, {period_words(many[0].period)}"
        if len({one.digest for one in newest}) > 1:
            said = listed(sorted(map(file_words, newest)))
            detail = f"{head}: {said}. The pack goes by {file_words(many[0])}."
            yield Told("two-returns-for-one-period", detail, by_number(newest))
        if older:
            detail = f"{head}: {listed(map(file_words, older))} by {file_words(many[0])}."
            yield Told("overtaken-submission", detail, by_number((*older, many[0])))


def overlaps(laid: Laid) -> Iterator[Told]:
    """Returns of one provider whose periods share days without being the same."""
    of_provider: dict[str, list[Sent]] = {}
    for one in laid.counting:
        of_provider.setdefault(one.provider, []).append(one)
    for _, many in sorted(of_provider.items()):
        for run in _runs(sorted(many, key=lambda one: one.period)):
            periods = listed(period_words(one.period) for one in run)
            detail = f"{provider_words(run[0])}: {periods}."
            yield Told("periods-overlap", detail, by_number(run))


def _runs(many: Sequence[Sent]) -> Iterator[list[Sent]]:
    """Those in a row of which each begins before all the earlier ones have ended."""
    run: list[Sent] = []
    end = ""
    for one in many:
        if run and one.period[0] > end:
            if len(run) > 1:
                yield run
            run = []
        run.append(one)
        end = max(end, one.period[1])
    if len(run) > 1:
        yield run
