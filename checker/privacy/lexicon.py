"""The words by which names are known, read once from the lists beside this module."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "words"
# Letters that do not come apart into a letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "ı": "i"})


class Known(NamedTuple):
    """What the lists say of a word.

    `weight` is 2 for a name, 1 for a name that is an ordinary word too, 0 for no name; `stop` says
    that it is hardly ever part of a name.
    """

    weight: int
    given: bool
    surname: bool
    stop: bool


_UNKNOWN = Known(0, False, False, False)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the lists say of each word of a name, and sets of folded words that stand near names."""

    words: Mapping[str, Known]
    organisations: frozenset[str]
    titles: frozenset[str]
    kin: frozenset[str]
    calls: frozenset[str]
    deeds: frozenset[str]
    towards: frozenset[str]

    def known(self, word: str) -> Known:
        """What the lists say of a folded word."""
        return self.words.get(word, _UNKNOWN)


# A dozen of them stand for ten thousand words.
_known = cache(Known)


@cache
def lexicon() -> Lexicon:
    """The lists of names and of words that are none."""
    given, surnames, stops = _words("given"), _words("surnames"), _words("stops")
    names, ordinary = given | surnames, _words("ordinary") | stops
    words = {}
    for word in names | stops:
        weight = 0 if word not in names else 1 if word in ordinary else 2
        words[word] = _known(weight, word in given, word in surnames, word in stops)
    near = ("organisations", "titles", "kin", "calls", "deeds", "towards")
    return Lexicon(words, *map(_words, near))


def _words(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def folded(word: str) -> str:
    """A word in lower case, without accents, apostrophes and full stops."""
    word = word.casefold()
    if word.isascii() and "'" not in word:
        return word
    word = word.replace("'", "").replace("’", "").replace("‘", "")
    if word.isascii():
        return word
    if word[0] > "\u036f":  # another script: its marks belong to it
        return unicodedata.normalize("NFC", word)
    marks = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))
