"""What a return is and what a standard asks: the packs on disk, as read into memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Tier = Literal["STOP", "PRIVACY", "ERROR", "QUERY", "NOTE"]
TIERS: Final[tuple[Tier, ...]] = get_args(Tier)
"""The gravest first, as everything lists them."""
ValueType = Literal["text", "key", "code", "list", "date", "integer", "number"]
CheckKind = Literal["expectation", "schema", "structure", "privacy"]

# Who may say that something must be: an Act, the publisher of a standard, a contract.
BREACH_ORIGINS = ("statute", "published", "contract")
# Grades of a source that was seen: the issuer's own page, or somebody's account of it.
SEEN_GRADES = ("S", "S2")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list; validity dates are ISO days, empty when open."""

    code: str
    label: str
    label_cy: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    id: str
    title: str
    version: str
    source: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as its JSON Schema property describes it."""

    name: str
    heading: str
    description: str
    type: ValueType
    required: bool
    code_list: str = ""
    definition: str = ""
    sensitivity: str = ""
    aliases: tuple[str, ...] = ()
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    may_follow_period: bool = False
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the return. `shape` is "record" where the sheet holds labels beside values."""

    name: str
    title: str
    description: str
    shape: Literal["table", "record"]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    table: str
    column: str
    parent: str
    parent_column: str


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where one table stands; an `optional` sheet may be missing from a return or stay blank."""

    table: str
    sheet: str
    aliases: tuple[str, ...]
    columns: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One workbook shape of the return: which sheets, and which columns on each."""

    id: str
    title: str
    template_id: str
    summary: str
    sheets: tuple[SheetLayout, ...]
    guidance_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    term: str
    meaning: str
    excludes: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a rule's limit comes from; grades are those of the evidence file (S, S2, H, R, P)."""

    origin: Literal["statute", "published", "other-scheme", "contract", "project"]
    grade: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Check:
    """How a rule looks at a return.

    `type`, `kwargs` and `row_condition` describe a Great Expectations expectation; `keyword`
    names a JSON Schema keyword group, a structural event or a privacy scan for the other kinds.
    `each` repeats an expectation over every key, foreign key or date column of the return.
    """

    kind: CheckKind
    keyword: str = ""
    type: str = ""
    kwargs: Mapping[str, Any] | None = None
    row_condition: Any = None
    each: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    pack: str
    table: str
    tier: Tier
    summary: str
    why: str
    fix: str
    check: Check
    threshold: Threshold
    clauses: tuple[str, ...] = ()
    weight: Literal["breach", "concern"] | None = None
    reads: tuple[str, ...] = ()
    at: str = ""
    limits: str = ""
    examples: Mapping[str, Any] | None = None
    status: Literal["draft", "live", "deprecated"] = "live"
    since: str = ""


@dataclass(frozen=True, slots=True)
class AcrossRule:
    """The words of a finding that only shows when returns lie side by side.

    `id` names the way in which it is found, which is part of the checker. `counts_people` says that
    the message of such a finding counts cases or people.
    """

    id: str
    tier: Tier
    summary: str
    why: str
    fix: str
    limits: str
    counts_people: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """A candidate check and what carries it: rule or clause ids, or "stop:" and a STOP code."""

    check: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCarried:
    check: str
    because: str


@dataclass(frozen=True, slots=True)
class ReturnSpec:
    """A return specification such as ppr-1.0; `measures` maps a table to its SELECTs."""

    id: str
    title: str
    version: str
    status: str
    summary: str
    source: str
    digest: str
    tables: Mapping[str, Table]
    foreign_keys: tuple[ForeignKey, ...]
    code_lists: Mapping[str, CodeList]
    layouts: Mapping[str, Layout]
    definitions: tuple[Definition, ...]
    rules: tuple[Rule, ...]
    suites: Mapping[str, Mapping[str, Any]]
    measures: Mapping[str, tuple[str, ...]]
    across: tuple[AcrossRule, ...] = ()
    carried: tuple[Carried, ...] = ()
    not_carried: tuple[NotCarried, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    title: str
    text: str
    obligation: Literal["law", "must", "should", "project", "scope"]
    judge: Literal["data", "data-and-assessor", "assessor"]
    source: str
    grade: str
    origin: str
    source_date: str = ""
    applies_when: str = ""
    evidence: str = ""
    sample: Literal["cases", "provider"] = "provider"


@dataclass(frozen=True, slots=True)
class Standard:
    """One edition of one standard; `id` and `edition` together name its folder."""

    id: str
    edition: str
    title: str
    publisher: str
    jurisdiction: tuple[str, ...]
    status: Literal["published", "draft", "withdrawn"]
    status_note: str
    claim_codes: tuple[str, ...]
    source_title: str
    source_url: str
    source_date: str
    licence: str
    summary: str
    digest: str
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...]
    suites: Mapping[str, Mapping[str, Any]]
    not_covered: tuple[str, ...] = ()
    case_types: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    not_carried: tuple[NotCarried, ...] = ()
