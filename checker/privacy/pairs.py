"""Two names in a row, in either order."""

from __future__ import annotations

from collections.abc import Sequence

from checker.privacy.around import (
    HOMELY,
    SAINTS,
    after_initials,
    is_given,
    is_thing,
    saintly,
)
from checker.privacy.lexicon import Lexicon
from checker.privacy.tokens import Token

_PARTICLES = frozenset(
    (
        *("al", "el", "ap", "ab", "ferch", "bin", "ibn", "bint", "de", "da", "dos", "del", "della"),
        *("di", "la", "le", "van", "von", "der", "den", "ter", "ul", "ur", "o", "mc", "st"),
    )
)
_LANDSCAPE = frozenset(
    (
        *("hill", "hills", "wood", "woods", "green", "dale", "vale", "heath", "lake", "brook"),
        *("mill", "mills", "cross", "bush", "marsh", "wells", "bank", "banks", "field", "fields"),
        *("bridge", "ford", "end", "moor", "bay", "beach", "spring", "springs", "gate", "gates"),
    )
)


def paired(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Two names in a row, with initials or particles between them."""
    one = found[place]
    if one.plain in words.titles or one.plain in SAINTS or saintly(found, place):
        return False
    after = after_initials(found, place + 1, _PARTICLES)
    if after >= len(found):
        return False
    other = found[after]
    if other.gap not in (" ", ". ", "-") or (other.gap == ". " and not found[after - 1].initial):
        return False
    if len(found) == 2 and _small(one, other):
        return True
    return _pair(one, other, words) and not is_thing(found, after + 1, words)


def _small(one: Token, other: Token) -> bool:
    """A name in small letters that is all there is: one of the two may be an ordinary word."""
    small = one.text.islower() and other.text.islower()
    return small and one.given and other.surname and one.weight + other.weight >= 3


def _pair(one: Token, other: Token, words: Lexicon) -> bool:
    if min(len(one.plain), len(other.plain)) < 2:
        return False
    if other.plain in words.organisations and not (one.weight == 2 and other.plain in HOMELY):
        return False
    if one.weight and other.weight:
        return _both_known(one, other)
    if one.weight + other.weight < 2 or not (one.capital and other.capital):
        return False
    return _one_known(one, other, words)


def _both_known(one: Token, other: Token) -> bool:
    given = one.given or other.given
    capitals = one.capital and other.capital
    alike = one.text.isupper() == other.text.isupper()
    if one.weight + other.weight == 4:
        if given:
            return capitals or (not one.capital and one.given and len(one.plain) > 2)
        return capitals and alike
    if one.weight + other.weight == 3:
        small = one.given and not one.capital and not one.stop and not other.stop
        leads = one.given or one.weight == 2
        return (given and leads and capitals) or (small and other.surname and len(other.plain) > 3)
    homely = other.plain not in _LANDSCAPE and not one.stop and not other.stop
    return capitals and alike and homely and one.given and other.surname


def _one_known(one: Token, other: Token, words: Lexicon) -> bool:
    """A given name before a word that means nothing else, or such a word before a surname."""
    unknown = other if one.weight else one
    if unknown.stop or unknown.plain in words.organisations or len(unknown.plain) < 3:
        return False
    upper = one.text.isupper(), other.text.isupper()
    if any(upper) and not (all(upper) and len(unknown.plain) > 3):
        return False
    if unknown is other:
        return one.given
    return other.surname


def turned(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """The surname first: "Smith, Jane", "SMITH, J", "Zqx, Jane" where it is all there is."""
    if place + 1 >= len(found) or found[place + 1].gap not in (", ", ","):
        return False
    one, other = found[place], found[place + 1]
    if not (one.capital and other.capital) or (one.stop and not one.weight):
        return False
    if one.surname and other.given:
        return one.weight + other.weight >= 3
    if one.surname and one.weight == 2 and len(other.text) == 1:
        return True
    before = found[place - 1] if place else None
    if before is not None and before.plain not in words.towards | words.calls:
        return False
    if is_given(other) and not one.stop and one.plain not in words.organisations:
        return True
    whole = len(found) == 2 and not one.given and one.surname and one.weight == 2
    return whole and not other.stop and other.plain not in words.organisations
