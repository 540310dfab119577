"""Whether an assessor's worksheet still stands: for this return, these standards, these cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from checker.audit.population import sample
from checker.audit.sizes import least_conforming
from checker.language import say
from checker.layout.tables import ReturnTables, SetAside
from checker.model.audit import Attested, AttestedClause, AttestedUse, Sample
from checker.model.findings import Assessed
from checker.model.specs import Clause, Standard

Judged = dict[tuple[str, str], Assessed]


def standing(
    worksheets: Sequence[Attested],
    tables: ReturnTables,
    unusable: SetAside,
    packs: Sequence[Standard],
    digest: str,
) -> tuple[Judged, tuple[AttestedUse, ...]]:
    """What assessors found, by (standard, clause), and what became of each worksheet.

    `digest` is that of the return. A sample is drawn again and must be the one in the worksheet.
    Where two worksheets judge one clause, the later one counts.
    """
    judged: Judged = {}
    uses = []
    for sheet in sorted(worksheets, key=lambda sheet: (_last_day(sheet), sheet.digest)):
        why, clauses = _whys(sheet, tables, unusable, packs, digest)
        judged |= clauses
        names = tuple(f"{standard}/{clause}" for standard, clause in clauses)
        uses.append(AttestedUse(sheet.file, sheet.digest, names, why))
    return judged, tuple(uses)


def _last_day(sheet: Attested) -> str:
    return max((clause.on for clause in sheet.clauses), default="")


def _whys(
    sheet: Attested,
    tables: ReturnTables,
    unusable: SetAside,
    packs: Sequence[Standard],
    digest: str,
) -> tuple[str, Judged]:
    if sheet.return_digest != digest:
        return say("audit.other-return"), {}
    if not sheet.clauses:
        return say("audit.holds-no-verdict-yet"), {}
    held = {f"{pack.id}@{pack.edition}": pack for pack in packs}
    drawn = {
        name: sample(tables, unusable, held[name], sheet.wanted)
        for name in sheet.standards
        if name in held
    }
    whys: dict[str, None] = {}
    judged: Judged = {}
    for clause in sheet.clauses:
        why = _why(clause, sheet, held, drawn)
        if why:
            whys[why] = None
        else:
            judged[clause.standard, clause.clause] = _assessed(clause, sheet, drawn)
    return " ".join(whys), judged


def _why(
    found: AttestedClause,
    sheet: Attested,
    held: Mapping[str, Standard],
    drawn: Mapping[str, Sample],
) -> str:
    """Why one clause of a worksheet does not count; empty when it does."""
    pack = held.get(found.standard)
    if pack is None:
        return say("audit.return-was-checked-against", standard=found.standard)
    if sheet.standards.get(found.standard) != pack.digest:
        return say("audit.was-when-sample-was-drawn", standard=found.standard)
    clause = next((known for known in pack.clauses if known.id == found.clause), None)
    if clause is None or clause.judge == "data":
        return say("audit.no-clause-person-judges", standard=found.standard, clause=found.clause)
    if _looked_at(clause, drawn[found.standard]) != set(found.found):
        return say("audit.cases-under-those-were-drawn", clause=found.clause)
    return ""


def _looked_at(clause: Clause, drawn: Sample) -> set[str]:
    return {case.key for case in drawn.cases} if clause.sample == "cases" else set()


def _assessed(clause: AttestedClause, sheet: Attested, drawn: Mapping[str, Sample]) -> Assessed:
    counts = Counter(clause.found.values())
    whole = sum(drawn[clause.standard].strata.values())
    failing = counts["does not conform"] + counts["cannot be shown"]
    outside = counts["not applicable"]
    # Where some cases are outside the clause, nobody knows how many of the others are.
    least = (
        least_conforming(whole, len(clause.found), failing, sheet.wanted.confidence)
        if clause.found and not outside
        else None
    )
    return Assessed(
        verdict=clause.verdict,
        role=clause.role,
        on=clause.on,
        worksheet=sheet.digest,
        conforming=counts["conforms"],
        failing=counts["does not conform"],
        unshown=counts["cannot be shown"],
        outside=outside,
        drawn=len(clause.found),
        population=whole if clause.found else 0,
        confidence=sheet.wanted.confidence,
        least=least,
    )
