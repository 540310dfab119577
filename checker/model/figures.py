"""What one return adds up to: counts for tables, and marks by which its records are known again.

Counts only. The names of programmes and the codes of code lists stand in it, no other value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Route = Literal["self", "agency", "not known"]
RecordKind = Literal["case", "person"]


@dataclass(frozen=True, slots=True)
class Programme:
    """One row of the programmes; codes as in the return, `name` empty where it is withheld."""

    name: str = ""
    intervention: str = ""
    cohort: str = ""
    funder: str = ""
    funder_match: str = ""
    evaluation: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Cases of one programme that reached `stage` within the period.

    `stage` is a code of the code list of totals, such as REFERRALS, ACCEPTED or COMPLETED.
    `programme` is the place in `Figures.programmes`, -1 where the case names none of them. `sex`
    is a code of the return, empty where it cannot be used. Zeros are left out.
    """

    stage: str
    programme: int
    sex: str
    route: Route
    number: int


@dataclass(frozen=True, slots=True)
class Total:
    """One declared headline figure beside the same figure counted from the rows.

    `counted` is None where the return lacks the sheet, the column or the period to count by.
    """

    measure: str
    declared: int | None = None
    year_to_date: int | None = None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """How complete one required column is; `unknown` counts the codes for not known or stated.

    The rest of `rows` up to `blank`, `unknown` and `unusable` is known.
    """

    table: str
    field: str
    rows: int
    blank: int = 0
    unknown: int = 0
    unusable: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one return adds up to.

    `referrers` counts the referrals of the period by code of referral source, "" where it cannot be
    used. `left_out` counts the cases that one stage or more could not count, because a cell that
    decides it is in error. The counts of `totals` are those that the declared figures are held to:
    they take in such cases as far as they can be read.
    """

    programmes: tuple[Programme, ...] = ()
    counts: tuple[Count, ...] = ()
    referrers: Mapping[str, int] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    known: tuple[Known, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A record known again by digests, without a value of it.

    `key` is the digest of its key (32 hexadecimal digits), `facts` maps a field to a shorter digest
    of key and value together, so that a fact can only be guessed by who knows the key. A record has
    one mark in a return; a fact on which its rows differ is left out. `open` is about cases.
    """

    kind: RecordKind
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
