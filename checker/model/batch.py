"""A batch: one entry for each return, and what only shows when they lie side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from checker.model.figures import Figures, Mark
from checker.model.findings import Outcome, Verdict
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.receipt import Stop
from checker.model.report import ReturnFacts
from checker.model.specs import ReturnSpec, Rule, Standard, Tier


@dataclass(frozen=True, slots=True)
class Used:
    """A standard that a return was checked against."""

    id: str
    edition: str
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding without its words, which are its rule's.

    `identity` is a digest of rule, record and field: the same fault has it in the next submission,
    whatever row it stands in. Where it is `placed`, nothing names the record, and the identity only
    numbers such findings in the order of their places. `key` and `case` are empty unless the
    profile lets keys be shown.
    """

    identity: str
    rule: str
    tier: Tier
    sheet: str = ""
    cell: str = ""
    table: str = ""
    field: str = ""
    key: str = ""
    case: str = ""
    clauses: tuple[str, ...] = ()
    explained: bool = False
    waiver: str = ""
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """How many findings of one rule the provider explained with one code of reason."""

    rule: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one return; a line of results.jsonl.

    `name` is its folder below the output folder and no other entry's. `ready` is None where it
    could not be read or checked: `stop` then says why, or `failed` where a pack or the program is
    at fault. `options` is a digest of everything it was checked with, `digest` that of its bytes,
    and `reports` maps each file in its folder to the digest of that.
    """

    name: str
    file: str
    digest: str
    options: str
    exit_code: int
    headline: str
    ready: bool | None = None
    stop: Stop | None = None
    failed: str = ""
    facts: ReturnFacts = field(default_factory=ReturnFacts)
    as_of: str = ""
    formats: tuple[str, ...] = ()
    reports: Mapping[str, str] = field(default_factory=dict)
    standards: tuple[Used, ...] = ()
    unknown_claims: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    profile_why: str = ""
    waivers: Mapping[str, int] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    figures: Figures = field(default_factory=Figures)
    findings: tuple[Found, ...] = ()
    marks: tuple[Mark, ...] = ()
    explanations: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class AcrossFinding:
    """A finding of the batch, not of one return. `entries` are the names of those it is about."""

    rule: str
    tier: Tier
    message: str
    fix: str
    entries: tuple[str, ...] = ()


AwaitedState = Literal["here", "late", "unreadable", "missing"]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A return that the profile expects, and what became of it; days are ISO.

    `entry` is the name of the entry that counts, empty where there is none. "unreadable" is a
    return that is not there while the batch holds files that could not be read.
    """

    provider_id: str
    provider: str
    start: str
    end: str
    state: AwaitedState
    entry: str = ""
    due: str = ""
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class RuleSince:
    """Findings of one rule: new, fixed, still there, and back after they had been fixed.

    Each finding of today is one of new, still or back; back were gone from the return that is
    compared with and are in one before it.
    """

    rule: str
    new: int = 0
    fixed: int = 0
    still: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Since:
    """What changed against an earlier return of the same provider.

    `against` is the earlier submission for the same period, or the last return of the period
    before; `gap` tells that other days lie between it and this one, for which the history has no
    return, so that nothing can be said of cases that vanished. `verdicts` holds (standard, clause,
    was, now). `vanished` counts cases that were open and are not there any more, `facts` the cases
    of which a fact differs, by field; one that was or is blank does not differ. `versions` holds
    what each was checked with where that differs, as (what, was, now): "return" for its
    specification, "checker" for this program, or the id of a standard; "" stands for not at all.
    """

    against: Literal["submission", "period"]
    period: str
    submission: int | None
    rules: tuple[RuleSince, ...] = ()
    verdicts: tuple[tuple[str, str, str, str], ...] = ()
    vanished: int = 0
    facts: Mapping[str, int] = field(default_factory=dict)
    gap: bool = False
    versions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAway:
    """A withheld count that what is published now tells together with an earlier `file`.

    `about` names the count in words, `why` how it can be worked out.
    """

    file: str
    about: str
    why: str


@dataclass(frozen=True, slots=True)
class Together:
    """What holds for the batch as a whole, as every page and sheet of the pack needs it.

    `rules` are all that any return was held to, by id; `since` is by name of the entry.
    """

    tool_version: str
    given: Given = NOTHING_GIVEN
    spec: ReturnSpec | None = None
    standards: tuple[Standard, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)
    across: tuple[AcrossFinding, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    since: Mapping[str, tuple[Since, ...]] = field(default_factory=dict)
    given_away: tuple[GivenAway, ...] = ()
