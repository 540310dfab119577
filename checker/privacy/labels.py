"""Short labels: whether the name of a file or sheet, an author or a cell is a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.privacy.initials import with_initial
from checker.privacy.lexicon import Lexicon, lexicon
from checker.privacy.names import holds_name
from checker.privacy.pattern import regex
from checker.privacy.tokens import Token, tokens

_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
_MARKS = regex(r"[_.+~\d()\[\]{}#-]+")
_LOGIN = regex(r"[a-z]+(?:[._-][a-z]+)?\d{0,4}")
_LONGEST_NAME = 60


def is_name(label: str) -> bool:
    """Whether a short label, such as the name of a sheet or of a file, is a person's name."""
    text = " ".join(_CAMEL.sub(" ", _MARKS.sub(" ", label)).split())
    words = lexicon()
    if holds_name(text):
        return True
    found = [token for token in tokens(text, words) if not token.stop]
    if any(token.plain in words.organisations for token in found):
        return False
    if len(found) == 1 and " " not in text:
        return found[0].weight == 2 and len(found[0].plain) > 2
    return any(map(_names, pairwise(found))) or (len(found) == 2 and with_initial(found))


def is_author(text: str) -> bool:
    """Whether a field that says who wrote a file or a comment names a person.

    Almost whatever stands there is a person's name or an organisation's, so two words that mean
    nothing else will do; and a login such as "jsmith".
    """
    words = lexicon()
    if is_name(text) or _is_login(text, words):
        return True
    found = tokens(text, words)
    return (
        2 <= len(found) <= 3
        and all(token.text.istitle() for token in found)
        and not any(token.stop for token in found)
        and not any(token.plain in words.organisations for token in found)
    )


def fits_heading(text: str, sure: bool) -> bool:
    """Whether a cell under a heading that asks for a name holds one.

    `sure` where the heading says whose name it is: then one to five words that mean nothing else
    will do; otherwise one of them must be a known name.
    """
    if len(text) > _LONGEST_NAME or any(map(str.isdigit, text)):
        return False
    words = lexicon()
    found = tokens(text, words)
    if not 1 <= len(found) <= 5 or any(_means_else(token, words) for token in found):
        return False
    if any(token.weight == 2 or (token.weight and token.capital) for token in found):
        return True
    return sure and max(len(token.plain) for token in found) > 1


def _means_else(token: Token, words: Lexicon) -> bool:
    """Whether a word can hardly be part of a name: it is ordinary, or an organisation's."""
    if token.stop:
        return not (token.weight and token.capital)
    return token.plain in words.organisations and not token.weight


def _names(pair: Sequence[Token]) -> bool:
    one, other = pair
    return one.weight + other.weight >= 3 and min(len(one.plain), len(other.plain)) > 2


def _is_login(text: str, words: Lexicon) -> bool:
    """An initial or a given name with a surname written in one."""
    if not _LOGIN.fullmatch(text):
        return False
    plain = re.sub(r"[^a-z]", "", text)
    return any(
        (cut == 1 or words.known(plain[:cut]).weight == 2)
        and len(plain) - cut > 3
        and words.known(plain[cut:]).surname
        and words.known(plain[cut:]).weight == 2
        for cut in range(1, len(plain))
    )
