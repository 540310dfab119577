"""What the pages keep of each return: one pass over the entries, a few kilobytes each.

A batch may hold thousands of returns with millions of findings, so an entry is read, boiled down
and let go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from checker.model.batch import Entry, Together
from checker.model.findings import Outcome, Share
from checker.model.profile import MINIMUM_ROWS
from checker.render.causes import pack_names
from checker.render.words import TIERS, VERDICTS

ABSENT: Final = 255
# Reasons for which a rule gave no answer are told as long as they are few.
_REASONS_KEPT: Final = 20

# The name of one edition of a standard, as verdicts and outcomes have it: "id@edition".
Edition = str


@dataclass(frozen=True, slots=True)
class Rate:
    """An indicator of one return; `few` is true where it has too few rows to tell from chance."""

    rule: str
    share: Share
    few: bool


@dataclass(frozen=True, slots=True)
class Brief:
    """One return, boiled down.

    `place` is that of its entry. `verdicts` holds, for each standard it was checked against, one
    byte for each clause in the standard's order: a place in `VERDICTS`, or ABSENT. `found` counts
    the findings that wait for somebody, by rule and tier: neither explained nor waived.
    """

    place: int
    name: str
    file: str
    provider: str
    provider_id: str
    period: str
    start: str
    end: str
    submission: int
    prepared_on: str
    ready: bool | None
    failed: bool
    said: str
    note: str
    counts: tuple[int, ...]
    report: str
    waivers: Mapping[str, int]
    verdicts: Mapping[Edition, bytes]
    rates: tuple[Rate, ...]
    found: Mapping[tuple[str, str], int]

    def has_verdict(self, word: str) -> int:
        """How many clauses got this verdict."""
        rank = VERDICTS.index(word)
        return sum(ranks.count(rank) for ranks in self.verdicts.values())


@dataclass(slots=True)
class Gathered:
    """What all returns add up to.

    `answered` are the rules that gave an answer in one return or more; `silent` holds, for every
    rule, why it gave none, with the number of returns; `looked` are the rules that found nothing
    to check at least once. `claims` are standards that are claimed and not held here.
    """

    briefs: list[Brief] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    silent: dict[str, Counter[str]] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    broke: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    waivers: Counter[str] = field(default_factory=Counter)


def gather(entries: Iterable[Entry], together: Together) -> Gathered:
    """Read every entry once."""
    gathered = Gathered()
    clauses = _clauses(together)
    for place, entry in enumerate(entries):
        gathered.briefs.append(_brief(place, entry, together, clauses))
        gathered.waivers.update(entry.waivers)
        gathered.claims.update(entry.unknown_claims)
        if entry.ready is not None:
            for outcome in entry.outcomes:
                _hear(gathered, outcome)
    return gathered


def edition(standard: str, number: str) -> Edition:
    """The one name by which the pages call an edition."""
    return f"{standard}@{number}"


def _clauses(together: Together) -> Mapping[str, tuple[Edition, Mapping[str, int]]]:
    """By each name a verdict may give its standard: that edition and the places of its clauses."""
    found = {}
    for pack in reversed(together.standards):
        places = {clause.id: place for place, clause in enumerate(pack.clauses)}
        for name in pack_names(pack.id, pack.edition):
            found[name] = (edition(pack.id, pack.edition), places)
    return found


def _hear(gathered: Gathered, outcome: Outcome) -> None:
    if outcome.status in ("passed", "failed"):
        gathered.answered.add(outcome.rule)
        return
    if outcome.status == "broke":
        gathered.broke[outcome.rule] += 1
    if not outcome.ran or outcome.status == "broke":
        gathered.stopped.add(outcome.rule)
    reasons = gathered.silent.setdefault(outcome.rule, Counter())
    if outcome.why in reasons or len(reasons) < _REASONS_KEPT:
        reasons[outcome.why] += 1


def _brief(
    place: int,
    entry: Entry,
    together: Together,
    clauses: Mapping[str, tuple[Edition, Mapping[str, int]]],
) -> Brief:
    facts = entry.facts
    # Of what could not be read the state says enough.
    without = entry.profile_why and entry.ready is not None
    has_report = "report.html" in entry.reports
    return Brief(
        place=place,
        name=entry.name,
        file=entry.file,
        provider=facts.provider,
        provider_id=facts.provider_id.strip(),
        period=facts.period,
        start=facts.start,
        end=facts.end,
        submission=facts.submission or 0,
        prepared_on=facts.prepared_on,
        ready=entry.ready,
        failed=bool(entry.failed),
        said=entry.stop.message if entry.stop else entry.failed or entry.headline,
        note=f"Without the profile. {entry.profile_why}" if without else "",
        counts=tuple(entry.counts.get(tier, 0) for tier in TIERS),
        report=f"{entry.name}/report.html" if has_report else "",
        waivers=entry.waivers,
        verdicts=_verdicts(entry, clauses),
        rates=rates(entry.outcomes, least_rows(together, entry.profile_why)),
        found=waiting(entry),
    )


def _verdicts(
    entry: Entry, clauses: Mapping[str, tuple[Edition, Mapping[str, int]]]
) -> Mapping[Edition, bytes]:
    made: dict[Edition, bytearray] = {}
    for verdict in entry.verdicts:
        name, places = clauses.get(verdict.standard, ("", {}))
        if verdict.clause in places:
            ranks = made.setdefault(name, bytearray([ABSENT]) * len(places))
            ranks[places[verdict.clause]] = VERDICTS.index(verdict.verdict)
    return {name: bytes(ranks) for name, ranks in made.items()}


def least_rows(together: Together, profile_why: str) -> int:
    """The fewest rows from which a share is told from chance, as this return was checked."""
    profile = together.given.profile
    if profile is None or profile.minimum_rows is None or profile_why:
        return MINIMUM_ROWS
    return profile.minimum_rows


def rates(outcomes: Sequence[Outcome], least: int) -> tuple[Rate, ...]:
    """The indicators of one return that have a row to count."""
    return tuple(
        Rate(outcome.rule, outcome.share, outcome.share.denominator < least)
        for outcome in outcomes
        if outcome.share is not None and outcome.share.denominator
    )


def waiting(entry: Entry) -> Mapping[tuple[str, str], int]:
    """The findings that wait for somebody, by rule and tier."""
    found: Counter[tuple[str, str]] = Counter()
    for finding in entry.findings:
        if not (finding.waiver or finding.explained):
            found[finding.rule, finding.tier] += 1
    return dict(found)
