"""What a rule says of itself: tier and weight, the origin of its limit, its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.specs import BREACH_ORIGINS, SEEN_GRADES, Rule
from checker.packlint.pack import Pack, file_of

CITED_ORIGINS = ("statute", "published", "other-scheme")
NOT_USED = ("illegal", "invalid", "please", "sorry")

_NEXT_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


def rule_problems(pack: Pack) -> Iterator[str]:
    """A line for each rule whose facts about itself do not go together."""
    for rule in pack.rules:
        for line in (*_belongs(rule, pack), *_limit(rule), *_words(rule)):
            yield f"{file_of(rule)}: {line}"


def _belongs(rule: Rule, pack: Pack) -> Iterator[str]:
    if pack.standard is None and (rule.clauses or rule.weight):
        yield "a rule of a return has neither clauses nor weight. Take them out."
    if pack.standard is not None and not rule.clauses:
        yield "a rule of a standard names its clauses and its weight. Add them."
    if pack.standard is not None and rule.tier not in ("QUERY", "NOTE"):
        yield "bad practice is not bad data: the tier of a standard's rule is QUERY or NOTE."
    if rule.table != "*" and rule.table not in pack.spec.tables:
        known = ", ".join(pack.spec.tables)
        yield f"there is no table {rule.table} in {pack.spec.id}. Known are: {known}."
    is_expectation = rule.check.kind == "expectation"
    if is_expectation and (rule.table == "*") != bool(rule.check.each):
        yield 'table "*" and each go together. Name one table, or say each of what.'


def _limit(rule: Rule) -> Iterator[str]:
    limit = rule.threshold
    if rule.weight == "breach" and limit.origin not in BREACH_ORIGINS:
        yield (
            f"is a breach, but its limit comes from {limit.origin}. Only a limit from "
            f"{', '.join(BREACH_ORIGINS)} can be one; make it a concern."
        )
    if rule.weight == "breach" and limit.grade not in SEEN_GRADES:
        yield f"is a breach, but its source has grade {limit.grade}. Make it a concern."
    if limit.origin in ("statute", "published") and limit.grade not in SEEN_GRADES:
        yield (
            f"says its limit comes from {limit.origin}, but with grade {limit.grade} nobody has "
            "seen it written. Check the source, or make the origin project."
        )
    if limit.origin in CITED_ORIGINS and limit.source == "project":
        yield f"says its limit comes from {limit.origin} but cites no source. Give its address."
    yield from cut_short(limit.source)


def cut_short(address: str) -> Iterator[str]:
    """A line when a web address was abbreviated and leads nowhere."""
    if address.endswith(("...", "…")):
        yield "cites a web address that is cut short. Give the whole address."


def _words(rule: Rule) -> Iterator[str]:
    told = {"summary": rule.summary, "why": rule.why, "fix": rule.fix, "limits": rule.limits}
    for name, text in told.items():
        for word in re.findall(r"[a-z]+", text.lower()):
            if word in NOT_USED:
                yield f'{name} says "{word}". Say what happened and what to do.'
    if not rule.summary.endswith(".") or _NEXT_SENTENCE.search(rule.summary):
        yield "summary must be one sentence that ends with a full stop."
