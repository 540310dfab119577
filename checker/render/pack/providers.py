"""Whose returns they are: the returns of a batch gathered by provider."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.model.batch import Awaited, Together
from checker.render.pack.briefs import Brief
from checker.render.pack.days import period_words
from checker.render.pack.names import page_names, slug
from checker.render.places import natural

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider, or one file that does not say whose it is.

    `label` is its name, with the reference where another provider has the same name: for pages that
    list many. `page` names its files. `briefs` are its returns from the oldest period to the
    newest, within a period from the first submission to the last; `standing` those that count, one
    for each period. `awaited` are the returns that the profile expects of it.
    """

    id: str
    name: str
    label: str
    page: str
    briefs: tuple[Brief, ...]
    standing: tuple[Brief, ...]
    awaited: tuple[Awaited, ...]

    @property
    def owed(self) -> tuple[Awaited, ...]:
        """What is awaited and not here, the oldest period first."""
        return tuple(one for one in self.awaited if one.state in ("missing", "unreadable"))

    @property
    def latest(self) -> Brief | None:
        """The return that counts for the newest period; None where nothing came."""
        return self.standing[-1] if self.standing else None


def providers(
    briefs: Iterable[Brief], together: Together, may_tell: Callable[[str], bool]
) -> list[Provider]:
    """Every provider that sent something or is expected to, in order of name and reference.

    A provider is known by its reference; a return that has none stands for itself.
    """
    sent: dict[Key, list[Brief]] = {}
    for brief in briefs:
        sent.setdefault(_key(brief.provider_id, brief.name), []).append(brief)
    awaited: dict[Key, list[Awaited]] = {}
    for one in together.awaited:
        awaited.setdefault(_key(one.provider_id, ""), []).append(one)
    counted = {one.entry for one in together.awaited if one.entry}
    keys = sorted(dict.fromkeys([*sent, *awaited]), key=lambda key: _order(key, sent, awaited))
    pages = page_names([_told(key, sent, awaited) for key in keys], may_tell)
    made = [
        _provider(page, sent.get(key, []), awaited.get(key, []), counted)
        for key, page in zip(keys, pages, strict=True)
    ]
    shared = Counter(provider.name for provider in made)
    return [
        replace(one, label=f"{one.name} ({one.id})") if shared[one.name] > 1 and one.id else one
        for one in made
    ]


def _key(reference: str, entry: str) -> Key:
    """Capitals make no other provider; without a reference, each file is its own."""
    folded = reference.strip().casefold()
    return ("id", folded) if folded else ("file", entry)


def _told(
    key: Key, sent: Mapping[Key, Sequence[Brief]], awaited: Mapping[Key, Sequence[Awaited]]
) -> str:
    """What a file name is made of: the reference, or the name of the return's own folder."""
    kind, told = key
    if kind == "file":
        return f"file-{slug(told)}"
    return awaited[key][0].provider_id if key in awaited else sent[key][0].provider_id


def _name(sent: Sequence[Brief], awaited: Sequence[Awaited]) -> str:
    named = [brief.provider for brief in reversed(sent) if brief.provider]
    named += [one.provider for one in awaited if one.provider]
    return named[0] if named else ""


def _order(
    key: Key, sent: Mapping[Key, Sequence[Brief]], awaited: Mapping[Key, Sequence[Awaited]]
) -> tuple[bool, object, object]:
    name = _name(sent.get(key, ()), awaited.get(key, ()))
    return (key[0] == "file", natural(name), natural(key[1]))


def _provider(
    page: str, sent: Sequence[Brief], awaited: Sequence[Awaited], counted: set[str]
) -> Provider:
    briefs = sorted(sent, key=lambda brief: (brief.end, brief.start, brief.submission, brief.place))
    given = briefs[0].provider_id if briefs else awaited[0].provider_id
    name = _name(briefs, awaited)
    name = name or given or (briefs[0].file if briefs else "Provider")
    return Provider(
        id=given,
        name=name,
        label=name,
        page=page,
        briefs=tuple(briefs),
        standing=_standing(briefs, counted),
        awaited=tuple(sorted(awaited, key=lambda one: (one.end, one.start))),
    )


def _standing(briefs: Sequence[Brief], counted: set[str]) -> tuple[Brief, ...]:
    """For each period the return that counts, oldest first.

    It is the one that the batch names, else the newest submission that could be read; of two with
    one number the one prepared later, then the first by name.
    """
    periods: dict[tuple[str, str], list[Brief]] = {}
    for brief in briefs:
        periods.setdefault((brief.end, brief.start), []).append(brief)
    return tuple(
        max(sorted(held, key=lambda brief: brief.name), key=lambda brief: _weight(brief, counted))
        for held in periods.values()
    )


def _weight(brief: Brief, counted: set[str]) -> tuple[bool, bool, int, str]:
    return (brief.name in counted, brief.ready is not None, brief.submission, brief.prepared_on)


def newest_period(found: Iterable[Provider], together: Together) -> tuple[str, str]:
    """First and last day of the period that the batch is about.

    The newest that is awaited; without a list of what is, the newest that many returns are of: a
    mistyped year in one return must not become everybody's period.
    """
    awaited = [(one.end, one.start) for one in together.awaited]
    sent = Counter((b.end, b.start) for one in found for b in one.standing if b.end)
    many = [period for period, total in sent.items() if 2 * total >= max(sent.values())]
    end, start = max(awaited or many, default=("", ""))
    return start, end


def period_of(brief: Brief) -> str:
    """The period of a return in words; empty where it is not known."""
    return period_words(brief.start, brief.end) or brief.period
