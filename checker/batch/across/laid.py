"""Returns side by side: of each entry only what is compared."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from checker.batch.counting import counting
from checker.layout.values import normal
from checker.model.batch import Entry
from checker.model.profile import Profile
from checker.model.specs import ReturnSpec, Tier

Period = tuple[str, str]
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Told:
    """What a finder found: the rule that has the words, and what they lack.

    `tier` is None where it is the rule's own.
    """

    rule: str
    detail: str
    entries: tuple[str, ...] = ()
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One return as far as it is compared; `provider` is its reference by letters and digits.

    `number` is its place in the batch. `was_read` is false for one that could not be read or
    checked. `under_profile` is false where the profile did not count for its period. `totals` are
    the declared figures that an area's own are held against.
    """

    number: int
    name: str
    file: str
    digest: str
    was_read: bool
    under_profile: bool
    provider: str
    provider_id: str
    provider_name: str
    return_id: str
    period: Period
    submission: int | None
    prepared_on: str
    nil: bool
    spec: str
    standards: tuple[tuple[str, str], ...]
    totals: Mapping[str, int]

    @property
    def is_placed(self) -> bool:
        """Whether provider and period are known."""
        return bool(self.was_read and self.provider and "" < self.period[0] <= self.period[1])


@dataclass(slots=True)
class Keys:
    """The marks of all returns: the first 8 bytes of each key's digest, and whose it is."""

    cases: array[int] = field(default_factory=lambda: array("Q"))
    of_case: array[int] = field(default_factory=lambda: array("L"))
    people: array[int] = field(default_factory=lambda: array("Q"))
    of_person: array[int] = field(default_factory=lambda: array("L"))


@dataclass(frozen=True)
class Laid:
    """All returns of a batch; `names` are those of the entries that count."""

    entries: Sequence[Entry]
    sent: tuple[Sent, ...]
    keys: Keys
    names: frozenset[str]
    profile: Profile | None
    spec: ReturnSpec | None

    @cached_property
    def submissions(self) -> Mapping[tuple[str, Period], tuple[Sent, ...]]:
        """The returns by provider and period, the one that counts first, then the newest."""
        found: dict[tuple[str, Period], list[Sent]] = {}
        for one in self.sent:
            if one.is_placed:
                found.setdefault((one.provider, one.period), []).append(one)
        return {place: tuple(sorted(many, key=self._rank)) for place, many in sorted(found.items())}

    def _rank(self, one: Sent) -> tuple[bool, int, int]:
        return one.name not in self.names, -(one.submission or 0), one.number

    @cached_property
    def counting(self) -> tuple[Sent, ...]:
        """The returns that count, one for each provider and period, in order of the batch."""
        firsts = (many[0] for many in self.submissions.values())
        return tuple(sorted(firsts, key=lambda one: one.number))

    @cached_property
    def unplaced(self) -> int:
        """How many files of the batch may be any provider's return for any period."""
        return sum(not one.is_placed for one in self.sent)


def laid_side_by_side(
    entries: Sequence[Entry], profile: Profile | None, spec: ReturnSpec | None = None
) -> Laid:
    """Read every entry once; without `spec`, which has the words, marks are passed over."""
    keys = Keys()
    measures = {total.measure for total in profile.area_totals} if profile else set()
    sent: list[Sent] = []

    def passing() -> Iterator[Entry]:
        for number, entry in enumerate(entries):
            sent.append(_sent(number, entry, measures))
            if spec is not None:
                _note(keys, number, entry)
            yield entry

    names = counting(passing())
    return Laid(entries, tuple(sent), keys, names, profile, spec)


def _sent(number: int, entry: Entry, measures: set[str]) -> Sent:
    facts = entry.facts
    return Sent(
        number=number,
        name=entry.name,
        file=entry.file,
        digest=entry.digest,
        was_read=entry.ready is not None,
        under_profile=not entry.profile_why,
        provider=normal(facts.provider_id),
        provider_id=facts.provider_id,
        provider_name="" if facts.provider == facts.provider_id else facts.provider,
        return_id=normal(facts.id),
        period=(facts.start, facts.end),
        submission=facts.submission,
        prepared_on=facts.prepared_on,
        nil=facts.nil,
        spec=facts.spec,
        standards=tuple((used.id, used.edition) for used in entry.standards),
        totals={
            total.measure: total.declared
            for total in entry.figures.totals
            if total.measure in measures and total.declared is not None
        },
    )


def _note(keys: Keys, number: int, entry: Entry) -> None:
    for mark in entry.marks:
        of_case = mark.kind == "case"
        (keys.cases if of_case else keys.people).append(short(mark.key))
        (keys.of_case if of_case else keys.of_person).append(number)


def short(digest: str) -> int:
    """The first 8 bytes of a digest in hexadecimal digits."""
    return int(digest[:16], 16)


def by_number(many: Iterable[Sent]) -> tuple[str, ...]:
    """The names of entries in order of the batch, each once."""
    found = {one.number: one.name for one in many}
    return tuple(found[number] for number in sorted(found))


def provider_words(one: Sent) -> str:
    """A provider by name and reference."""
    return f"{one.provider_name} ({one.provider_id})" if one.provider_name else one.provider_id


def period_words(period: Period) -> str:
    """A period by its two days."""
    return f"{period[0]} to {period[1]}"


def file_words(one: Sent) -> str:
    """A file by name, and by its folder of the pack where another file has that name."""
    same = PurePath(one.file).stem == one.name or one.file == one.name
    return one.file if same else f"{one.file} (folder {one.name})"


def listed(words: Iterable[str]) -> str:
    """Several things in a row, each once; those beyond the tenth are only counted."""
    found = list(dict.fromkeys(words))
    head, rest = found[:_MOST_NAMED], len(found) - _MOST_NAMED
    if rest > 0:
        return f"{', '.join(head)} and {rest} more"
    return " and ".join(filter(None, (", ".join(head[:-1]), *head[-1:])))
