"""The report: everything a renderer may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.model.answers import Declared, ExplanationUse
from checker.model.audit import AttestedUse
from checker.model.causes import FixFirst
from checker.model.findings import Finding, Outcome, Verdict
from checker.model.profile import Change, Profile, WaiversUsed
from checker.model.receipt import Receipt
from checker.model.since import Since
from checker.model.specs import Rule, Standard


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """Organisation-level facts of the return; empty strings where it could not be read.

    Days are ISO. `provider` is the provider's name, or its reference where it gives no name.
    """

    id: str = ""
    provider: str = ""
    period: str = ""
    layout: str = ""
    digest: str = ""
    spec: str = ""
    spec_digest: str = ""
    provider_id: str = ""
    start: str = ""
    end: str = ""
    submission: int | None = None
    replaces: int | None = None
    prepared_on: str = ""
    nil: bool = False
    area: str = ""
    commissioner: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check was told to do that its report would not show, so that it can be done again.

    `standards` tells that they were named, instead of those that the return claims; `spec` is the
    specification that the return was to be read as, empty where its own version decides.
    """

    standards: bool = False
    spec: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`headline` is the one-line summary; `ready` is true when nothing blocks sending.

    `rules` holds every rule that had an outcome, in pack order; `rows` counts rows per sheet.
    `profile_why` says why a profile that was given did not count; `changes` are what it changed.
    `fix_first` is None where no cause was tried, `since` where no previous report was given.
    `explanations` has one entry for each row of the Explanations sheet, `declared` one for each
    verdict that the provider declared. `language` is the language of its sentences. `headings` are
    the words above the columns of the return, by "table.field".
    """

    tool_version: str
    facts: ReturnFacts
    as_of: str
    engine: str
    headline: str
    ready: bool
    counts: Mapping[str, int]
    receipt: Receipt
    standards: tuple[Standard, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    verdicts: tuple[Verdict, ...]
    rows: Mapping[str, int]
    unknown_claims: tuple[str, ...] = ()
    profile: Profile | None = None
    profile_why: str = ""
    changes: tuple[Change, ...] = ()
    waivers: WaiversUsed | None = None
    attested: tuple[AttestedUse, ...] = ()
    fix_first: FixFirst | None = None
    since: Since | None = None
    explanations: tuple[ExplanationUse, ...] = ()
    declared: tuple[Declared, ...] = ()
    language: str = "en"
    asked: Asked = Asked()
    headings: Mapping[str, str] = field(default_factory=dict)
