"""What a commissioner sets: a profile of settings, and a list of dated exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from checker.model.audit import Attested

# The project's own number: the fewest rows from which a share is told from chance.
MINIMUM_ROWS = 10
# Counts below it are withheld in what anybody may read, unless a profile sets another (DP-07).
PUBLIC_SMALLEST = 10

ChangeKind = Literal["threshold", "rule-off", "minimum-rows", "dash-high", "expected"]
WaiverState = Literal["in force", "unused", "lapsed", "expired", "not yet in force"]


@dataclass(frozen=True, slots=True)
class Adopted:
    """A threshold that a contract sets; `kwargs` are the numbers or values it sets anew.

    `weight` is None for a rule of the return itself, which speaks to no clause.
    """

    rule: str
    kwargs: Mapping[str, Any]
    weight: Literal["breach", "concern"] | None
    contract: str
    because: str


@dataclass(frozen=True, slots=True)
class RuleOff:
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Counts below these are not shown in what is published, and in what is shared on request."""

    public: int | None = None
    restricted: int | None = None


@dataclass(frozen=True, slots=True)
class ExpectedProvider:
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedPeriod:
    """First and last day, and the day by which its returns are due; ISO, `due` empty where open."""

    start: str
    end: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class AreaTotal:
    """A headline figure of the whole area for one period, from another source than the returns.

    `measure` is a code of the code list of totals; days are ISO.
    """

    measure: str
    start: str
    end: str
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One commissioner's settings; days are ISO, empty where open, and None means not set.

    `digest` is the SHA-256 of the file's text in hex. `case_keys` lets the keys of cases stand in
    what is made of many returns.
    """

    id: str
    title: str
    commissioner: str
    version: str
    digest: str
    valid_from: str = ""
    valid_to: str = ""
    thresholds: tuple[Adopted, ...] = ()
    rules_off: tuple[RuleOff, ...] = ()
    minimum_rows: int | None = None
    small_numbers: SmallNumbers = SmallNumbers()
    dash_high: int | None = None
    retention_months: int | None = None
    providers: tuple[ExpectedProvider, ...] = ()
    periods: tuple[ExpectedPeriod, ...] = ()
    area_totals: tuple[AreaTotal, ...] = ()
    case_keys: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a profile changed in this check.

    `was` and `now` hold the settings by name; `said` is the change in words. `rule` and `pack`
    are empty for a setting that belongs to no one rule.
    """

    kind: ChangeKind
    rule: str
    pack: str
    was: Mapping[str, Any]
    now: Mapping[str, Any]
    said: str
    contract: str
    because: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A dated exception from one rule for one record; both days belong to it.

    `value_digest` is "scrypt:<salt hex>:<digest hex>" over what the rule reads of that record.
    """

    id: str
    rule: str
    provider: str
    table: str
    key: str
    value_digest: str
    reason: str
    approver: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Waivers:
    """A waiver file; `digest` is the SHA-256 of its text in hex."""

    file: str
    digest: str
    entries: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What became of one waiver in this check; it covers `covers` findings.

    `expires_soon` is true for one that still stands and ends within 30 days. `why` says more
    about its state where the state alone does not tell.
    """

    waiver: Waiver
    state: WaiverState
    covers: int = 0
    expires_soon: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class WaiversUsed:
    """The waivers of this return; `others` counts those for other providers."""

    file: str
    digest: str
    others: int
    entries: tuple[WaiverUse, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a commissioner gave for a check; nothing, unless they did."""

    profile: Profile | None = None
    waivers: Waivers | None = None
    attested: tuple[Attested, ...] = ()


NOTHING_GIVEN = Given()
