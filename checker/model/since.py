"""What changed since the previous report of the same return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.findings import Finding, VerdictWord
from checker.model.specs import Tier


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of the previous report that is not in this one; `place` is where it stood then.

    `case` is the case, or else the key. `message` is what its rule says: no text of an earlier file
    is ever passed on. `table`, `key` and `field` let a later report know it again.
    """

    id: str
    rule: str
    tier: Tier
    place: str
    case: str
    message: str
    table: str = ""
    key: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An explanation that stood in the previous report: a key or, without one, a count."""

    rule: str
    key: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Previous:
    """A previous report, read from its report.json; `digest` is the SHA-256 of that file in hex.

    `findings` are by id, without their words; those that it could not check again itself are among
    them. `cleared` are the ids of findings that stood in a report before it and no longer did in
    it, the latest first: by these it shows when something comes back. `verdicts` are by (standard
    with its edition, clause). `accepted` are the explanations that stood in it. `standards` maps
    each id to edition and digest. `profile` and `waivers` are digests, empty where there was none;
    `stopped` is true where the return could not be read.
    """

    digest: str
    tool_version: str
    provider: str
    provider_id: str
    period: str
    layout: str
    return_digest: str
    as_of: str
    spec: str
    spec_digest: str
    standards: Mapping[str, tuple[str, str]]
    profile: str
    waivers: str
    stopped: bool
    findings: Mapping[str, Finding]
    cleared: tuple[str, ...]
    verdicts: Mapping[tuple[str, str], VerdictWord]
    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause whose verdict is another than in the previous report."""

    standard: str
    clause: str
    was: VerdictWord
    now: VerdictWord


@dataclass(frozen=True, slots=True)
class Since:
    """This report against the previous one. Each finding has its own `since` beside these counts.

    `unchecked` are findings of the previous report whose rule gave no answer this time, so that
    nobody can say they are fixed. `cleared` is carried on from report to report (see `Previous`).
    It holds the latest first and no more than `checker.previous.CLEARED_KEPT`. `unlike` says in
    words in what the two were not checked alike; empty where they were.
    """

    digest: str
    return_digest: str
    as_of: str
    new: int
    still: int
    back: int
    fixed: tuple[Gone, ...]
    unchecked: tuple[Gone, ...]
    cleared: tuple[str, ...]
    moved: tuple[Moved, ...] = ()
    unlike: tuple[str, ...] = ()
