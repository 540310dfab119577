"""Names of people in a text: titles, given names with surnames, initials, and given names alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.privacy.alone import acting, of_kin
from checker.privacy.initials import initialled, titled
from checker.privacy.lexicon import Lexicon, lexicon
from checker.privacy.pairs import paired, turned
from checker.privacy.pattern import regex
from checker.privacy.tokens import Token, tokens

KIND = "a name"

_Rule = Callable[[Sequence[Token], int, Lexicon], bool]

_THREE_LETTERS = regex(r"[^\W\d_]{3}")
_OF_OTHER_SCRIPTS = regex(r"[\u0400-\uffff]{2}")
# Two to four words of another script, and nothing else: what a return has no other use for.
_OTHER = r"[\u0400-\u052f\u0600-\u06ff\u0900-\u0d7f]{2,20}"
_IN_OTHER_SCRIPT = regex(
    rf"{_OTHER}(?: {_OTHER}){{1,3}}"
    r"|[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}"
)
_LONGEST = 60


_RULES: tuple[_Rule, ...] = (titled, paired, turned, initialled, of_kin, acting)


def holds_name(text: str) -> bool:
    """Whether a text, tidied, holds what looks like the name of a person."""
    plain = text.isascii()
    if not _THREE_LETTERS.search(text) and (plain or not _OF_OTHER_SCRIPTS.search(text)):
        return False
    if not plain and len(text) <= _LONGEST and _IN_OTHER_SCRIPT.fullmatch(text):
        return True
    words = lexicon()
    found = tokens(text, words)
    return any(
        rule(found, place, words)
        for place, token in enumerate(found)
        if token.weight or token.capital or token.plain in words.titles
        for rule in _RULES
    )
