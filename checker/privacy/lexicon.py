"""The words by which names are known, read once from the lists beside this module."""

from __future__ import annotations

import unicodedata
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
    """The lists of words of names, and those of folded words that stand near names."""

    given: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    stops: frozenset[str]
    organisations: frozenset[str]
    titles: frozenset[str]
    kin: frozenset[str]
    calls: frozenset[str]
    deeds: frozenset[str]
    towards: frozenset[str]

    @property
    def words(self) -> dict[str, Known]:
        """What the lists say of each word that is in them."""
        return {word: self.known(word) for word in self.given | self.surnames | self.stops}

    def known(self, word: str) -> Known:
        """What the lists say of a folded word."""
        given, surname, stop = word in self.given, word in self.surnames, word in self.stops
        if given or surname:
            return _known(1 if stop or word in self.ordinary else 2, given, surname, stop)
        return _known(0, given, surname, stop) if stop else _UNKNOWN


# A dozen of them stand for ten thousand words.
_known = cache(Known)


@cache
def lexicon() -> Lexicon:
    """The lists of names and of words that are none."""
    lists = ("given", "surnames", "ordinary", "stops")
    near = ("organisations", "titles", "kin", "calls", "deeds", "towards")
    return Lexicon(*map(_words, lists + near))


def _words(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


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
