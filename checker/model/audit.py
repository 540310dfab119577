"""A sample drawn for an assessor, and what the assessor wrote into its worksheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from checker.model.specs import Clause

Judgement = Literal["conforms", "does not conform", "cannot be shown", "not applicable"]
AssessorsWord = Literal["met", "not met", "cannot tell", "not applicable"]
JUDGEMENTS: Final[tuple[Judgement, ...]] = (
    "conforms",
    "does not conform",
    "cannot be shown",
    "not applicable",
)
ASSESSORS_WORDS: Final[tuple[AssessorsWord, ...]] = (
    "met",
    "not met",
    "cannot tell",
    "not applicable",
)
# What the worksheet is called by, for who writes it and who reads it back.
VERSION: Final = "1"
COVER, CLAUSES, CASES = "Cover", "Clauses", "Cases"
FORM, RETURN, SEED, CONFIDENCE, MARGIN, SIZE = (
    "Worksheet version",
    "Return (SHA-256)",
    "Seed",
    "Confidence",
    "Margin",
    "Cases asked for",
)
AS_NEEDED: Final = "as many as confidence and margin need"
HEADING_ROW: Final = 5
CLAUSE_HEADINGS: Final = (
    "Standard",
    "Clause",
    "What it is about",
    "Ask to see",
    "Looked at",
    "Your verdict",
    "Your role",
    "Judged on",
)
EVIDENCE: Final = "Where you saw it"
EVIDENCE_LENGTH: Final = 60


def sheet_of(standard: str) -> str:
    """The name of the sheet with the cases of one standard; spreadsheets take 31 characters."""
    return f"{CASES} {standard.partition('@')[0]}"[:31]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a sample is drawn: `size` cases, or as many as `confidence` and `margin` ask for.

    Both are shares between 0 and 1; `size` is None where they decide.
    """

    seed: int
    confidence: float = 0.95
    margin: float = 0.1
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One case of a sample: its pseudonymous key, and the stratum it was drawn from, in words."""

    key: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample for one standard, "id@edition", whose digest it carries.

    `strata` counts the cases of each stratum, `left_out` those that are in none because their key
    or kind cannot be used.
    """

    standard: str
    digest: str
    strata: Mapping[str, int]
    left_out: int
    cases: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that the worksheet of one return holds; `clauses` are (standard, clause)."""

    return_digest: str
    provider: str
    period: str
    wanted: Wanted
    samples: tuple[Sample, ...]
    clauses: tuple[tuple[str, Clause], ...]


@dataclass(frozen=True, slots=True)
class AttestedClause:
    """What an assessor concluded on one clause; `found` maps the key of a case to the judgement."""

    standard: str
    clause: str
    verdict: AssessorsWord
    role: str
    on: str
    found: Mapping[str, Judgement] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Attested:
    """A filled-in worksheet; `digest` is the SHA-256 of its bytes in hex.

    `standards` maps each standard to the digest it had when the sample was drawn.
    """

    file: str
    digest: str
    return_digest: str
    wanted: Wanted
    standards: Mapping[str, str]
    clauses: tuple[AttestedClause, ...]


@dataclass(frozen=True, slots=True)
class AttestedUse:
    """What became of one worksheet in this check; `why` says why it does not count, if it does not.

    `clauses` are those on which its verdict stands.
    """

    file: str
    digest: str
    clauses: tuple[str, ...] = ()
    why: str = ""
