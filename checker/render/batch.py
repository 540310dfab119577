"""The summary page of a batch: every return on one line, unreadable ones included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from checker.model.profile import NOTHING_GIVEN, Given
from checker.render.commissioner import EXPIRING, STATES, profile_facts, states_words
from checker.render.html import fill
from checker.render.places import natural
from checker.render.words import TIER_WORD, TIERS, count, number


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One return of a batch.

    `ready` is None when the return could not be read; `stop` then says why. `href` is the path
    of its report.html from the summary page, with forward slashes and not yet quoted; empty when
    there is no report. `counts` holds findings by tier, `waivers` the provider's waivers by state;
    `profile_why` says why the batch's profile did not count for this return.
    """

    file: str
    provider: str
    period: str
    headline: str
    ready: bool | None
    counts: Mapping[str, int]
    href: str = ""
    stop: str = ""
    profile_why: str = ""
    waivers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A row as the template shows it; `counts` is empty where nothing could be counted."""

    file: str
    provider: str
    period: str
    state: str
    state_word: str
    headline: str
    counts: tuple[str, ...]
    href: str
    waivers: str
    note: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    title: str
    tiers: tuple[str, ...]
    tally: tuple[tuple[str, str, str], ...]
    lines: tuple[BatchLine, ...]
    profile: tuple[tuple[str, str], ...]
    waivers: str


_STATES: Final = {
    None: ("stop", "Could not be read"),
    False: ("not-ready", "Not ready"),
    True: ("ready", "Ready"),
}


def _counts(row: BatchRow) -> tuple[str, ...]:
    if row.ready is None:
        return ()
    return tuple(number(row.counts.get(tier, 0)) for tier in TIERS)


def _line(row: BatchRow) -> BatchLine:
    state, word = _STATES[row.ready]
    return BatchLine(
        file=row.file,
        provider=row.provider,
        period=row.period,
        state=state,
        state_word=word,
        headline=row.stop or row.headline,
        counts=_counts(row),
        # Quoting ":" too keeps a file name from ever becoming the scheme of a link.
        href=quote(row.href, safe="/", errors="surrogateescape"),
        waivers=states_words(row.waivers) or "none",
        note=f"Without the profile. {row.profile_why}" if row.profile_why else "",
    )


def _order(row: BatchRow) -> tuple[int, object, object]:
    return (list(_STATES).index(row.ready), natural(row.provider), natural(row.file))


def _tally(rows: Sequence[BatchRow]) -> tuple[tuple[str, str, str], ...]:
    readies = [row.ready for row in rows]
    return tuple(
        (state, word, number(readies.count(ready))) for ready, (state, word) in _STATES.items()
    )


def _waivers(rows: Sequence[BatchRow], given: Given) -> str:
    """The waivers of all returns in one line; empty where no waiver file was given."""
    if given.waivers is None:
        return ""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row.waivers)
    ordered = {name: total[name] for name in (*STATES, EXPIRING) if total[name]}
    held = count(len(given.waivers.entries), "waiver")
    said = states_words(ordered) or "none is for a provider of these returns"
    return f"{given.waivers.file} holds {held}. Over all returns: {said}."


def batch_page(rows: Sequence[BatchRow], given: Given = NOTHING_GIVEN) -> str:
    """The summary page as HTML: what could not be read first, then not ready, then ready.

    `given` is what the commissioner set for the whole batch.
    """
    page = BatchPage(
        title=f"Batch report: {count(len(rows), 'return')}",
        tiers=tuple(TIER_WORD[tier] for tier in TIERS),
        tally=_tally(rows),
        lines=tuple(_line(row) for row in sorted(rows, key=_order)),
        profile=profile_facts(given.profile) if given.profile else (),
        waivers=_waivers(rows, given),
    )
    return fill("batch.html.j2", page)
