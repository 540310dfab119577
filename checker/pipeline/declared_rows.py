"""What each row of the Self-assessment sheet declares, and on which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from checker.layout.tables import TableData
from checker.layout.values import DASH
from checker.model.findings import VerdictWord
from checker.model.specs import Standard
from checker.packs import load_standard
from checker.packs.standards import claims

TABLE: Final = "self_assessment"
_WORDS: Final[Mapping[str, VerdictWord]] = {
    "MET": "met",
    "NOT-MET": "not met",
    "NA": "not applicable",
    "CANNOT-TELL": "cannot tell",
}


@dataclass(frozen=True, slots=True)
class _Held:
    """A standard that this checker holds; `clauses` are its ids, by folded id and title."""

    named: str
    clauses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that declares something. `clause` is empty where the standard has no such clause.

    `standard` is given with its edition, or as its code where this checker does not hold it.
    """

    number: int
    code: str
    standard: str
    held: bool
    clause: str
    word: VerdictWord
    evidence: bool


def declared_rows(
    data: TableData, bad: Mapping[str, set[int]], packs: Sequence[Standard]
) -> Iterator[Row]:
    """The rows that declare something; `packs` are the standards that are checked.

    A row whose standard, clause or verdict is blank, or set aside in `bad`, declares nothing: the
    cell has a finding of its own.
    """
    needed = ("standard", "clause", "declared_verdict")
    unsure = set().union(*(bad.get(name, set()) for name in needed))
    held: dict[str, _Held | None] = {}
    for row in data.frame.to_dicts():
        whole = row["_row"] not in unsure and all(row[name] for name in needed)
        if whole and row["declared_verdict"] in _WORDS:
            code = row["standard"]
            if code not in held:
                held[code] = _held(code, packs)
            yield _row(row, held[code])


def _row(row: Mapping[str, Any], held: _Held | None) -> Row:
    return Row(
        number=row["_row"],
        code=row["standard"],
        standard=held.named if held else row["standard"],
        held=held is not None,
        clause=_clause(row["clause"], held.clauses) if held else "",
        word=_WORDS[row["declared_verdict"]],
        evidence=bool(row["evidence_ref"]),
    )


def _held(code: str, packs: Sequence[Standard]) -> _Held | None:
    """The standard that a code stands for; one that is checked comes before one that ships."""
    pack = next((pack for pack in packs if code in pack.claim_codes), None)
    known = claims()
    if pack is None and code not in known:
        return None
    pack = pack or load_standard(*known[code])
    clauses = {_folded(clause.title): clause.id for clause in pack.clauses}
    clauses |= {_folded(clause.id): clause.id for clause in pack.clauses}
    return _Held(f"{pack.id}@{pack.edition}", clauses)


def _clause(entry: str, clauses: Mapping[str, str]) -> str:
    """The clause that was entered as "S1.1" or, as the drop-down gives it, "S1.1 – Title"."""
    return clauses.get(_folded(entry)) or clauses.get(_folded(entry.partition(DASH)[0]), "")


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
