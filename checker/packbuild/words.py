"""How codes of the packs are said to people, the same in guides and on the terminal."""

from __future__ import annotations

from checker.model.specs import Clause, Column, Rule, Standard, Threshold
from checker.render.origins import (
    ASKING,
    ISSUED,
    clause_origin,
    is_asked_for,
    is_published,
    unbound,
)

OBLIGATIONS = {
    "law": "the law asks for it",
    "must": "the standard says must",
    "should": "the standard says should",
    "project": "our own proposal; no publisher asks for it",
    "scope": "says what the standard is about",
}
JUDGES = {
    "data": "the data",
    "data-and-assessor": "the data, and an assessor",
    "assessor": "an assessor only",
}
GRADES = {
    "S": "read on the issuer's own page",
    "S2": "read in somebody else's account, not yet checked against the original",
    "H": "only a heading was seen",
    "R": "recalled, not seen; to be checked",
    "P": "proposed by this project",
}
ORIGINS = {
    "statute": "An Act or regulation sets this limit.",
    "published": "The publisher of the standard wrote this limit.",
    "other-scheme": "This limit was published for another scheme, not by this standard.",
    "contract": "A commissioner's contract sets this limit.",
    "project": "This is a project threshold: no publisher wrote it.",
}
ORIGIN_COLUMNS = {
    "statute": "statute",
    "published": "published",
    "other-scheme": "other scheme",
    "contract": "contract",
    "project": "project",
}
WEIGHTS = {
    "breach": "breach: the clause is not met where it fails",
    "concern": "concern: reported beside the verdict",
}
TIERS = {
    "STOP": "stops the check",
    "PRIVACY": "must be removed before sending",
    "ERROR": "must be corrected",
    "QUERY": "correct or explain",
    "NOTE": "for information",
}
ACROSS_TIERS = {
    "ERROR": "must be cleared up with the providers",
    "QUERY": "ask the providers",
    "NOTE": "for information",
}
SHAPES = {"table": "one row each", "record": "one record, labels beside values"}
KINDS = {
    "key": "reference",
    "list": "list",
    "date": "date",
    "integer": "whole number",
    "number": "number",
    "text": "text",
    "code": "code",
}


def address(source: str) -> str:
    """A web address as a link, or the project by name."""
    return "this project" if source == "project" else f"<{source}>"


def source_words(source: str, grade: str, date: str = "") -> str:
    """A source with its date and how well it was seen."""
    dated = f", {date}" if date else ""
    return f"{address(source)}{dated} (grade {grade}: {GRADES.get(grade, 'unknown grade')})"


def obligation_words(clause: Clause) -> str:
    """How a clause binds; one that was not seen in print is never told to bind."""
    if clause.obligation in ASKING and not _asks(clause):
        words = unbound(clause.origin)
        return words[0].lower() + words[1:]
    return OBLIGATIONS[clause.obligation]


def obligation_word(clause: Clause) -> str:
    """The same in one word, for tables."""
    if clause.obligation in ASKING and not _asks(clause):
        return "unconfirmed"
    return clause.obligation


def _asks(clause: Clause) -> bool:
    return is_asked_for(clause.obligation, clause.origin, clause.grade)


def clause_words(clause: Clause) -> str:
    """Where a clause comes from and how well that was seen, as every report says it."""
    words = clause_origin(clause.origin, clause.grade)
    return words[0].upper() + words[1:]


def origin_word(origin: str, grade: str) -> str:
    """Who wrote a clause or set a limit, in a word or two."""
    seen = origin not in ISSUED or is_published(origin, grade)
    return ORIGIN_COLUMNS[origin] if seen else "unconfirmed"


def origin_words(threshold: Threshold) -> str:
    """Who set a rule's limit, in a sentence."""
    if threshold.origin in ISSUED and not is_published(threshold.origin, threshold.grade):
        return "Nobody has seen this limit in print, so it is not told as one that was published."
    return ORIGINS[threshold.origin]


def threshold_words(threshold: Threshold) -> str:
    """Where a rule's limit comes from, in one paragraph."""
    source = source_words(threshold.source, threshold.grade)
    parts = [origin_words(threshold), threshold.note, f"Source: {source}."]
    return " ".join(part for part in parts if part)


def reads_words(rule: Rule) -> str:
    """The columns that a rule depends on, as text."""
    if rule.reads:
        return ", ".join(rule.reads)
    return "the workbook itself" if rule.check.kind == "structure" else "every cell it applies to"


def kind_words(column: Column) -> str:
    """What a cell of this column may hold."""
    words = KINDS[column.type]
    if column.code_list:
        words = f"{words} from {column.code_list}"
    if column.minimum is not None or column.maximum is not None:
        words += f", {_bounds(column)}"
    return f"{words}, at most {column.max_length} characters" if column.max_length else words


def filled_words(column: Column) -> str:
    """When this column must be filled."""
    if column.required:
        return "always"
    return "; ".join(column.conditions) or "where known"


def status_note(standard: Standard) -> str:
    """The note on a standard's status, without the status word it may open with."""
    return paragraph(standard.status_note).removeprefix(f"{standard.status.capitalize()}. ")


def paragraph(text: str) -> str:
    """Text as one line: the folded lines of a pack file joined."""
    return " ".join(text.split())


def _bounds(column: Column) -> str:
    if column.maximum is None:
        return f"{column.minimum:g} or more"
    if column.minimum is None:
        return f"{column.maximum:g} or less"
    return f"{column.minimum:g} to {column.maximum:g}"
