"""What differs between two editions of a standard."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.specs import Clause, Standard
from checker.packbuild.words import GRADES, JUDGES, obligation_words
from checker.packdiff.changes import (
    Detail,
    Difference,
    arrow,
    compared,
    facts,
    own,
    reworded,
    sentences,
)
from checker.packdiff.rules import rule_differences

_FACTS = {
    "id": "id",
    "edition": "edition",
    "title": "title",
    "publisher": "publisher",
    "jurisdiction": "applies in",
    "status": "status",
    "claim_codes": "claimed as",
    "source_title": "source",
    "source_url": "address of the source",
    "source_date": "date of the source",
}
_CLAUSE_FACTS = {
    "origin": "origin",
    "source": "source",
    "source_date": "date of the source",
}


def standard_differences(before: Standard, after: Standard) -> list[Difference]:
    """Every difference, the standard itself first, then clauses, then rules."""
    old, new = ({clause.id: clause for clause in pack.clauses} for pack in (before, after))
    return [
        *own("standard", after.title, _own(before, after)),
        *compared("clause", old, new, _title, _clause),
        *rule_differences(before.rules, after.rules),
    ]


def _own(before: Standard, after: Standard) -> list[Detail]:
    found = list(facts(before, after, _FACTS))
    for field, label in (("summary", "summary"), ("status_note", "note on the status")):
        found += reworded(field, label, getattr(before, field), getattr(after, field))
    found += reworded("licence", "terms of use", before.licence, after.licence)
    found += sentences("not_covered", "not covered", before.not_covered, after.not_covered)
    for field, label in (("carried", "checks carried"), ("not_carried", "checks not carried")):
        old, new = ([entry.check for entry in getattr(pack, field)] for pack in (before, after))
        found += sentences(field, label, old, new)
    return found + list(_order(before, after))


def _order(before: Standard, after: Standard) -> Iterator[Detail]:
    old, new = ([clause.id for clause in pack.clauses] for pack in (before, after))
    kept, still = ([name for name in names if name in old and name in new] for names in (old, new))
    if kept != still:
        yield Detail("order", ", ".join(kept), ", ".join(still), "clauses in another order")


def _title(clause: Clause) -> str:
    return f"{clause.title} ({clause.obligation}; judged by {JUDGES[clause.judge]})"


def _clause(before: Clause, after: Clause) -> list[Detail]:
    return [
        *_bound(before, after),
        *_said("judge", "judged by", before.judge, after.judge, JUDGES),
        *_said("grade", "grade of the source", before.grade, after.grade, GRADES),
        *facts(before, after, _CLAUSE_FACTS),
        *reworded("title", "title", before.title, after.title),
        *reworded("text", "text", before.text, after.text),
        *reworded("applies_when", "when it applies", before.applies_when, after.applies_when),
        *reworded("evidence", "evidence", before.evidence, after.evidence),
    ]


def _bound(before: Clause, after: Clause) -> Iterator[Detail]:
    if before.obligation != after.obligation:
        words = arrow(obligation_words(before), obligation_words(after))
        yield Detail("obligation", before.obligation, after.obligation, f"obligation {words}")


def _said(field: str, label: str, old: str, new: str, words: dict[str, str]) -> Iterator[Detail]:
    if old != new:
        yield Detail(field, old, new, f"{label} {arrow(words.get(old, old), words.get(new, new))}")
