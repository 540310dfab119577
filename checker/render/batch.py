"""The summary page of a batch: every return on one line, unreadable ones included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from checker.model.batch import Entry, Together
from checker.model.profile import Given
from checker.render.commissioner import EXPIRING, STATES, profile_facts, states_words
from checker.render.html import fill
from checker.render.places import natural
from checker.render.words import TIER_WORD, TIERS, count, number


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


def _counts(row: Entry) -> tuple[str, ...]:
    if row.ready is None:
        return ()
    return tuple(number(row.counts.get(tier, 0)) for tier in TIERS)


def _report(row: Entry) -> str:
    """The path of its report from the summary page; empty where there is none."""
    return f"{row.name}/report.html" if "html" in row.formats and not row.failed else ""


def _line(row: Entry) -> BatchLine:
    state, word = _STATES[row.ready]
    return BatchLine(
        file=row.file,
        provider=row.facts.provider,
        period=row.facts.period,
        state=state,
        state_word=word,
        headline=row.stop.message if row.stop else row.failed or row.headline,
        counts=_counts(row),
        # Quoting ":" too keeps a file name from ever becoming the scheme of a link.
        href=quote(_report(row), safe="/", errors="surrogateescape"),
        waivers=states_words(row.waivers) or "none",
        note=f"Without the profile. {row.profile_why}" if row.profile_why else "",
    )


def _order(row: Entry) -> tuple[int, object, object]:
    return (list(_STATES).index(row.ready), natural(row.facts.provider), natural(row.file))


def _tally(rows: Sequence[Entry]) -> tuple[tuple[str, str, str], ...]:
    readies = [row.ready for row in rows]
    return tuple(
        (state, word, number(readies.count(ready))) for ready, (state, word) in _STATES.items()
    )


def _waivers(rows: Sequence[Entry], given: Given) -> str:
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


def batch_page(rows: Sequence[Entry], together: Together) -> str:
    """The summary page as HTML: what could not be read first, then not ready, then ready."""
    given = together.given
    page = BatchPage(
        title=f"Batch report: {count(len(rows), 'return')}",
        tiers=tuple(TIER_WORD[tier] for tier in TIERS),
        tally=_tally(rows),
        lines=tuple(_line(row) for row in sorted(rows, key=_order)),
        profile=profile_facts(given.profile) if given.profile else (),
        waivers=_waivers(rows, given),
    )
    return fill("batch.html.j2", page)
