"""What the sheets need of each return, gathered in one pass: findings are only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Final

from checker.batch.counting import counting
from checker.model.batch import Entry
from checker.model.figures import Figures, Programme, Total
from checker.model.findings import Outcome, Share
from checker.model.report import ReturnFacts

STATES: Final[Mapping[bool | None, str]] = {
    True: "Ready",
    False: "Not ready",
    None: "Could not be read or checked",
}
# Tables whose rows are about people; the others are about the organisation and its programmes.
PEOPLE: Final = frozenset(
    (
        *("workforce", "cases", "victims", "assessments", "sessions", "orders"),
        *("info_sharing", "consultations", "incidents", "outcomes"),
    )
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of one return, and what became of it."""

    standard: str
    rule: str
    result: str
    share: Share


@dataclass(frozen=True, slots=True)
class Complete:
    """How complete one column of one return is: rows in all, and rows by why it is not known."""

    table: str
    field: str
    rows: int
    blank: int
    unknown: int
    unusable: int

    @property
    def known(self) -> int:
        """Rows where it is known."""
        return self.rows - self.gaps

    @property
    def gaps(self) -> int:
        """Rows where it is not."""
        return self.blank + self.unknown + self.unusable


@dataclass(frozen=True, slots=True)
class Counted:
    """One return without its findings: those are counted by rule and tier.

    `stages` counts cases by (place of the programme or -1, stage). `verdicts` is by standard with
    its edition, and clause.
    """

    name: str
    file: str
    is_read: bool
    state: str
    why: str
    facts: ReturnFacts
    as_of: str
    counts: Mapping[str, int]
    standards: tuple[str, ...]
    verdicts: Mapping[tuple[str, str], str]
    found: Mapping[tuple[str, str], int]
    indicators: tuple[Indicator, ...]
    programmes: tuple[Programme, ...]
    stages: Mapping[tuple[int, str], int]
    totals: tuple[Total, ...]
    complete: tuple[Complete, ...]
    left_out: int

    @property
    def whose(self) -> tuple[str, str, str]:
        """What every row about it starts with: return, provider, period."""
        return (self.name, self.facts.provider, self.facts.period)


@dataclass(slots=True)
class Gathered:
    """All returns, those that count, and why rules gave no answer.

    `unchecked` counts returns by (standard, rule, what, why).
    """

    returns: list[Counted] = field(default_factory=list)
    counting: list[Counted] = field(default_factory=list)
    unchecked: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)


def gather(entries: Iterable[Entry]) -> Gathered:
    """Go through all entries once."""
    gathered, bare = Gathered(), []
    for entry in entries:
        bare.append(_bare(entry))
        gathered.returns.append(_counted(entry))
        # Each rule of a return that could not be read would only repeat that it could not.
        if entry.ready is not None:
            gathered.unchecked.update(_unchecked(outcome) for outcome in _silent(entry.outcomes))
    names = counting(bare)
    gathered.counting = [counted for counted in gathered.returns if counted.name in names]
    return gathered


def _bare(entry: Entry) -> Entry:
    """The entry with no more than tells whether it counts."""
    return Entry(
        name=entry.name,
        file=entry.file,
        digest=entry.digest,
        options="",
        exit_code=entry.exit_code,
        headline="",
        ready=entry.ready,
        facts=entry.facts,
    )


def _silent(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    return (outcome for outcome in outcomes if outcome.status in ("not run", "broke"))


def _unchecked(outcome: Outcome) -> tuple[str, str, str, str]:
    if outcome.status == "broke":
        what = "The checker failed"
    else:
        what = "Looked, nothing to judge" if outcome.ran else "Could not look"
    return (intern(outcome.standard), intern(outcome.rule), what, intern(outcome.why))


def _counted(entry: Entry) -> Counted:
    figures = entry.figures
    return Counted(
        name=entry.name,
        file=entry.file,
        is_read=entry.ready is not None,
        state=STATES[entry.ready],
        why=entry.stop.message if entry.stop else entry.failed,
        facts=entry.facts,
        as_of=entry.as_of,
        counts={intern(tier): number for tier, number in entry.counts.items()},
        standards=tuple(intern(f"{used.id}@{used.edition}") for used in entry.standards),
        verdicts={
            (intern(v.standard), intern(v.clause)): intern(v.verdict) for v in entry.verdicts
        },
        found=Counter((intern(found.rule), intern(found.tier)) for found in entry.findings),
        indicators=tuple(_indicator(o, o.share) for o in entry.outcomes if o.share),
        programmes=figures.programmes,
        stages=_stages(figures),
        totals=figures.totals,
        complete=tuple(
            Complete(intern(k.table), intern(k.field), k.rows, k.blank, k.unknown, k.unusable)
            for k in figures.known
        ),
        left_out=figures.left_out,
    )


def _stages(figures: Figures) -> Mapping[tuple[int, str], int]:
    stages: Counter[tuple[int, str]] = Counter()
    for count in figures.counts:
        stages[count.programme, intern(count.stage)] += count.number
    return stages


_RESULTS: Final = {
    "passed": "At or above the target",
    "failed": "Below the target",
    "broke": "The checker failed",
}


def _indicator(outcome: Outcome, share: Share) -> Indicator:
    result = _RESULTS.get(outcome.status) or f"Cannot tell: {outcome.why}"
    return Indicator(intern(outcome.standard), intern(outcome.rule), intern(result), share)
