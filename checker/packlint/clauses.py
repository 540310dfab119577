"""Clauses: that each is judged by what it says it is judged by."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.specs import SEEN_GRADES, Clause, Standard
from checker.packlint.pack import Pack, file_of
from checker.packlint.rules import cut_short


def clause_problems(pack: Pack) -> Iterator[str]:
    """A line for each clause without its rules, and each rule without its clause."""
    if pack.standard is None:
        return
    for clause in pack.standard.clauses:
        lines = (*_judged(clause, pack.standard), *_sourced(clause))
        yield from (f"clauses.yaml: {clause.id} {line}" for line in lines)
    known = [clause.id for clause in pack.standard.clauses]
    for rule in pack.standard.rules:
        for name in rule.clauses:
            if name not in known:
                yield (
                    f"{file_of(rule)}: there is no clause {name} in clauses.yaml. "
                    f"Known are: {', '.join(known)}."
                )
    yield from _claims(pack, pack.standard)


def _judged(clause: Clause, standard: Standard) -> Iterator[str]:
    own = [r for r in standard.rules if clause.id in r.clauses and r.status == "live"]
    if clause.judge != "assessor" and not own:
        yield (
            f"is judged by {clause.judge}, but no live rule names it. Add a rule, or make "
            "judge assessor."
        )
    for rule in own:
        if clause.judge == "assessor" and rule.weight == "breach":
            yield f"is judged by an assessor only, but rule {rule.id} is a breach. Change either."
        if clause.grade not in SEEN_GRADES and rule.weight == "breach":
            yield (
                f"has grade {clause.grade}, but rule {rule.id} is a breach of it. Nobody breaks "
                "what was not seen written: make the rule a concern."
            )
    if clause.judge != "data" and not clause.evidence:
        yield "lacks evidence. Say what an assessor should ask to see."


def _sourced(clause: Clause) -> Iterator[str]:
    if clause.origin in ("statute", "published") and clause.source == "project":
        yield f"has the origin {clause.origin} but cites no source. Give its address."
    if clause.origin in ("statute", "published") and clause.grade not in SEEN_GRADES:
        yield (
            f"has the origin {clause.origin}, but with grade {clause.grade} nobody has seen it "
            "written. Check the source, or make the origin project."
        )
    if clause.obligation == "law" and clause.grade not in SEEN_GRADES:
        yield f"is told as law, but its source has grade {clause.grade}. Check the source first."
    yield from cut_short(clause.source)


def _claims(pack: Pack, standard: Standard) -> Iterator[str]:
    codes = pack.spec.code_lists.get("standard")
    if codes is None:
        return
    known = [code.code for code in codes.codes]
    for code in standard.claim_codes:
        if code not in known:
            yield (
                f"standard.yaml: claim code {code} is not in the code list standard of "
                f"{pack.spec.id}. Known are: {', '.join(known)}."
            )
