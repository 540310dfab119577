"""What stands around a name: initials, saints, and things that are called after people."""

from __future__ import annotations

from collections.abc import Sequence

from checker.privacy.lexicon import Lexicon
from checker.privacy.pattern import regex
from checker.privacy.tokens import Token

SAINTS = frozenset(("st", "saint", "ss", "sant", "santes"))
# Surnames as common as they are in the names of places: after a given name they are a surname.
HOMELY = frozenset(("ward", "hall", "law", "day", "church", "fell", "close"))
JOINED = (" ", ". ", ".")
# Looked at no further, so that a cell as long as can be is looked through at once.
_MOST_INITIALS = 4
_OF_A_THING = regex(r"['’]?s? |-| & | and ")


def is_thing(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Whether the word at a place, or the next, makes an organisation or a law of what precedes."""
    for token in found[place : place + 2]:
        if not _OF_A_THING.fullmatch(token.gap):
            return False
        if token.plain in words.organisations and (token.capital or token.plain == "law"):
            return True
        if not token.capital:
            return False
    return False


def saintly(found: Sequence[Token], place: int) -> bool:
    return place > 0 and found[place - 1].plain in SAINTS


def after_initials(found: Sequence[Token], place: int, particles: frozenset[str]) -> int:
    """The place of the first word from `place` that is no initial and no particle."""
    last = min(len(found), place + _MOST_INITIALS)
    while place < last and found[place].gap in JOINED:
        token = found[place]
        if not token.initial and (token.weight == 2 or token.plain not in particles):
            break
        place += 1
    return place


def is_given(name: Token) -> bool:
    return name.weight == 2 and name.given and len(name.plain) > 2
