"""Where a clause or a limit comes from, in words: the one place that decides what is published.

Reports, guides, the terminal and the site all ask here. Only what an Act or a publisher wrote, and
somebody saw written, is told as published or as asked for; whatever else a pack's files may say.
"""

from __future__ import annotations

from typing import Final

from checker.language import say
from checker.model.specs import SEEN_GRADES

ISSUED: Final = ("statute", "published")
# An obligation that somebody laid down; the others say what this project does.
ASKING: Final = ("law", "must", "should")

OBLIGATIONS: Final = (*ASKING, "project", "scope")
_ORIGINS: Final = (*ISSUED, "other-scheme", "contract", "project")
_GRADES: Final = ("S", "S2", "H", "R", "P")


def is_published(origin: str, grade: str) -> bool:
    """Whether an Act or a publisher wrote it, and somebody saw it written."""
    return origin in ISSUED and grade in SEEN_GRADES


def is_asked_for(obligation: str, origin: str, grade: str) -> bool:
    """Whether the obligation of a clause may be told as the law's or the standard's own."""
    return obligation in ASKING and is_published(origin, grade)


def binding(obligation: str, origin: str, grade: str) -> str:
    """How strongly a clause binds; one that was not seen in print is never told to bind."""
    if obligation not in ASKING or is_published(origin, grade):
        return say(f"words.obligation-{obligation}") if obligation in OBLIGATIONS else obligation
    return unbound(origin)


def unbound(origin: str) -> str:
    """Why a clause is not told to bind."""
    elsewhere = origin == "other-scheme"
    return say("words.obligation-elsewhere" if elsewhere else "words.obligation-unconfirmed")


def number_origin(origin: str, grade: str) -> str:
    """Where a rule's limit comes from, such as "published, as reported by others (S2)"."""
    return _said(origin, grade, origin)


def clause_origin(origin: str, grade: str) -> str:
    """Where a clause comes from, and how closely its source was read."""
    return _said(origin, grade, "own-clause" if origin == "project" else origin)


def _said(origin: str, grade: str, name: str) -> str:
    seen = say(f"words.grade-{grade.lower()}") if grade in _GRADES else ""
    if origin in ISSUED and not is_published(origin, grade):
        return ", ".join(part for part in (say("words.origin-unconfirmed"), seen) if part)
    # How well a source was seen says nothing where the source is this project, or a contract,
    # unless it says that it was not seen at all.
    own = origin in ("project", "contract") and grade not in ("H", "R")
    words = say(f"words.origin-{name}") if origin in _ORIGINS else origin
    return ", ".join(part for part in (words, "" if own else seen) if part)
