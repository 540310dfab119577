"""What foi.csv takes of a batch: the returns that count, with the names that the file uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from checker.batch.counting import counting
from checker.batch.foi.columns import ALL
from checker.model.batch import Entry
from checker.model.figures import Figures, Programme
from checker.render.safe import safe_text

NO_PROGRAMME: Final = "No programme named"
NO_NAME: Final = "Name withheld"

# What a return counts, without the other things that figures hold.
Groups = Mapping[tuple[str, str, str, str], int]


@dataclass(frozen=True, slots=True)
class Taken:
    """A return that counts; `name` is that of its entry.

    `groups` counts cases by (stage, programme, sex, route).
    `programmes` maps the name of each programme in the file to its row, `referrers` is as in
    `Figures`.
    """

    name: str
    provider_id: str
    provider: str
    start: str
    end: str
    programmes: Mapping[str, Programme]
    groups: Groups
    referrers: Mapping[str, int]
    left_out: int

    @property
    def period(self) -> str:
        """First and last day, in a form that no spreadsheet takes for a date."""
        return f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Found:
    """The returns that count, and how many do not: unreadable, overtaken, without a place.

    `overlapping` are those whose period overlaps that of another return of the provider: what
    they share would be counted twice, and their difference would tell what is withheld.
    """

    returns: tuple[Taken, ...]
    unread: int
    overtaken: int
    unplaced: int
    overlapping: int


def taken(entries: Iterable[Entry], stages: Sequence[str]) -> Found:
    """The returns of a batch that foi.csv counts, in the order of provider and period."""
    every = [(_bare(entry), _taken(entry, stages)) for entry in entries]
    read = [(entry, mine) for entry, mine in every if entry.ready is not None]
    names = counting(entry for entry, _ in every)
    newest = [mine for entry, mine in read if entry.name in names]
    placed = [mine for mine in newest if mine.provider_id and "" < mine.start <= mine.end]
    apart = _apart(placed)
    return Found(
        returns=tuple(_named(apart)),
        unread=len(every) - len(read),
        overtaken=len(read) - len(newest),
        unplaced=len(newest) - len(placed),
        overlapping=len(placed) - len(apart),
    )


def _bare(entry: Entry) -> Entry:
    """The entry without what makes it large: a batch may hold thousands."""
    nothing: dict[str, object] = {"findings": (), "marks": (), "outcomes": (), "verdicts": ()}
    return replace(entry, figures=Figures(), **nothing)  # type: ignore[arg-type]


def _taken(entry: Entry, stages: Sequence[str]) -> Taken:
    facts, figures = entry.facts, entry.figures
    names = [programme_label(programme.name) for programme in figures.programmes]
    programmes: dict[str, Programme] = {}
    for name, programme in zip(names, figures.programmes, strict=True):
        programmes.setdefault(name, programme)
    groups: Counter[tuple[str, str, str, str]] = Counter()
    for count in figures.counts:
        if count.stage in stages:
            name = names[count.programme] if count.programme >= 0 else NO_PROGRAMME
            groups[count.stage, name, count.sex, count.route] += count.number
    return Taken(
        name=entry.name,
        provider_id=facts.provider_id or facts.provider,
        provider=label(facts.provider),
        start=facts.start,
        end=facts.end,
        programmes=programmes,
        groups=dict(groups),
        referrers=figures.referrers,
        left_out=figures.left_out,
    )


def programme_label(name: str) -> str:
    """The name of a programme as the file shows it."""
    return label(name) or NO_NAME


def label(text: str) -> str:
    """A text of a return on one line, safe in a spreadsheet and unlike the file's own words."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    own = (ALL, NO_NAME, NO_PROGRAMME)
    taken_already = plain.startswith("[") or plain.casefold() in map(str.casefold, own)
    return safe_text(f"“{plain}”" if taken_already else plain)


def _apart(returns: Sequence[Taken]) -> list[Taken]:
    """Of those of one provider whose periods overlap, the shorter ones."""
    kept: dict[str, list[Taken]] = {}
    for mine in sorted(returns, key=_by_length):
        of_provider = kept.setdefault(mine.provider_id.casefold(), [])
        if all(mine.end < other.start or other.end < mine.start for other in of_provider):
            of_provider.append(mine)
    found = [mine for of_provider in kept.values() for mine in of_provider]
    return sorted(found, key=lambda mine: (mine.provider_id.casefold(), mine.start))


def _by_length(mine: Taken) -> tuple[int, str, str]:
    from datetime import date

    days = date.fromisoformat(mine.end) - date.fromisoformat(mine.start)
    return (days.days, mine.start, mine.provider_id)


def _named(returns: Sequence[Taken]) -> list[Taken]:
    """Each provider under one name, its latest, and no two under the same."""
    latest = {mine.provider_id.casefold(): mine for mine in sorted(returns, key=lambda m: m.start)}
    shared = Counter(mine.provider.casefold() for mine in latest.values())
    names = {
        key: mine.provider
        if shared[mine.provider.casefold()] == 1
        else label(f"{mine.provider} ({mine.provider_id})")
        for key, mine in latest.items()
    }
    return [replace(mine, provider=names[mine.provider_id.casefold()]) for mine in returns]
