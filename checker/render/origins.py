"""Where a clause or a limit comes from, in words: the one place that decides what is published.

Reports, guides, the terminal and the site all ask here. Only what an Act or a publisher wrote, and
somebody saw written, is told as published or as asked for; whatever else a pack's files may say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.model.specs import SEEN_GRADES

ISSUED: Final = ("statute", "published")
# An obligation that somebody laid down; the others say what this project does.
ASKING: Final = ("law", "must", "should")

OBLIGATION: Final[Mapping[str, str]] = {
    "law": "Law: the law requires it",
    "must": "Must: the standard requires it",
    "should": "Should: guidance, not a legal duty",
    "project": "Project: suggested by this project, not in the standard",
    "scope": "Scope: says what the standard is about",
}
UNCONFIRMED: Final = "Unconfirmed: not seen in print, so it is not told as something to be met"
ELSEWHERE: Final = "Taken from another scheme: this standard does not ask for it"

_NUMBER: Final[Mapping[str, str]] = {
    "statute": "set in law",
    "published": "published",
    "other-scheme": "taken from another scheme, not from this standard",
    "contract": "set by the commissioner",
    "project": "the project's own number, not from the standard",
}
_CLAUSE: Final[Mapping[str, str]] = {
    **_NUMBER,
    "project": "written by this project, not from the standard",
}
_GRADE: Final[Mapping[str, str]] = {
    "S": "read on the publisher's own page (S)",
    "S2": "as reported by others (S2)",
    "H": "only its heading was seen (H)",
    "R": "from memory, still to be checked (R)",
    "P": "proposed by this project (P)",
}


def is_published(origin: str, grade: str) -> bool:
    """Whether an Act or a publisher wrote it, and somebody saw it written."""
    return origin in ISSUED and grade in SEEN_GRADES


def is_asked_for(obligation: str, origin: str, grade: str) -> bool:
    """Whether the obligation of a clause may be told as the law's or the standard's own."""
    return obligation in ASKING and is_published(origin, grade)


def binding(obligation: str, origin: str, grade: str) -> str:
    """How strongly a clause binds; one that was not seen in print is never told to bind."""
    if obligation not in ASKING or is_published(origin, grade):
        return OBLIGATION.get(obligation, obligation)
    return ELSEWHERE if origin == "other-scheme" else UNCONFIRMED


def number_origin(origin: str, grade: str) -> str:
    """Where a rule's limit comes from, such as "published, as reported by others (S2)"."""
    return _said(_NUMBER, origin, grade)


def clause_origin(origin: str, grade: str) -> str:
    """Where a clause comes from, and how closely its source was read."""
    return _said(_CLAUSE, origin, grade)


def _said(words: Mapping[str, str], origin: str, grade: str) -> str:
    seen = _GRADE.get(grade, "")
    if origin in ISSUED and not is_published(origin, grade):
        return ", ".join(part for part in ("unconfirmed", seen) if part)
    # How well a source was seen says nothing where the source is this project, or a contract,
    # unless it says that it was not seen at all.
    own = origin in ("project", "contract") and grade not in ("H", "R")
    return ", ".join(part for part in (words.get(origin, origin), "" if own else seen) if part)
