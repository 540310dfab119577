"""A text cut into words, each with what the lists of names say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.privacy.lexicon import Known, Lexicon, folded
from checker.privacy.pattern import regex

# Marks of Indic and Arabic scripts are part of a word, though no letters.
_MARKS = (
    r"\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7"
    r"\u0a01-\u0a03\u0a3c-\u0a75"
)
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_WORD = regex(rf"{_LETTER}+(?:['’‘-]{_LETTER}+)*")
# Surnames known by how they begin or end.
_BEGINNINGS = regex(r"(?:O['’]|D['’]|Mac|Mc|Fitz)[A-Z][a-z]{2,}")
_ENDINGS = regex(
    r"[a-z]{3,}(?:[cszw]k[ia]|wicz|iczuk|escu|enko|evi?c|ovic|opoulos|oglu|idis|zadeh|jevic|akis"
    r"|aityte|auskas|yants|ashvili|singhe|thwaite|bottom|barrow)"
)


class Token(NamedTuple):
    """A word, folded in `plain`; `gap` stands between it and the word before.

    `weight` is 2 for a name, 1 for a name that is an ordinary word too, 0 for anything else;
    `given` and `surname` say what kind of name it can be, `stop` that it is hardly ever one.
    """

    text: str
    plain: str
    gap: str
    weight: int
    given: bool
    surname: bool
    stop: bool

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def initial(self) -> bool:
        """Whether the word can be one initial or two."""
        return len(self.text) <= 2 and self.text.isupper()


def tokens(text: str, words: Lexicon) -> list[Token]:
    """The words of a text in their order; 's at the end of one belongs to the gap behind it."""
    return list(_cut(text, words))


def _cut(text: str, words: Lexicon) -> Iterator[Token]:
    last = 0
    for match in _WORD.finditer(text):
        word, gap = match[0], text[last : match.start()]
        last = match.end()
        if word[-2:] in ("'s", "’s"):
            word, last = word[:-2], last - 2
        yield _token(word, gap, words)


def _token(word: str, gap: str, words: Lexicon) -> Token:
    plain = folded(word)
    found = _of_parts(word, plain, words) if "-" in plain else words.known(plain)
    if not found.weight and _known_by_shape(word, plain):
        return Token(word, plain, gap, 2, False, True, found.stop)
    return Token(word, plain, gap, *found)


def _of_parts(word: str, plain: str, words: Lexicon) -> Known:
    """What is known of a word with hyphens: the best of its parts, unless one is hardly a name."""
    parts = [words.known(part) for part in plain.split("-")]
    stop = any(part.stop for part in parts)
    weight = max(part.weight for part in parts)
    if stop:
        weight = 1 if weight == 2 and word.istitle() else 0
    given, surname = (any(part[place] for part in parts) for place in (1, 2))
    return Known(weight, given and weight > 0, surname and weight > 0, stop)


def _known_by_shape(word: str, plain: str) -> bool:
    if len(word) < 5 or not word[0].isupper():
        return False
    return bool(_BEGINNINGS.fullmatch(word) or _ENDINGS.fullmatch(plain))
