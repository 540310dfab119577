"""A given name alone, where something beside it says that it is a person's."""

from __future__ import annotations

from collections.abc import Sequence

from checker.privacy.around import is_given, is_thing, saintly
from checker.privacy.lexicon import Lexicon
from checker.privacy.pattern import regex
from checker.privacy.tokens import Token

MONTHS = frozenset(("april", "may", "june", "august"))
# What a place, a service or a month does not do: a name that is an ordinary word too is a person's.
_SAYING = frozenset(
    (
        *("said", "says", "told", "tells", "disclosed", "discloses", "stated", "states"),
        *("admitted", "admits", "denied", "denies", "feels", "felt", "texted", "phoned", "rang"),
        *("cried", "wants", "thinks", "thought", "believes", "knew", "knows", "explained"),
    )
)
_APART = regex(r" |: ?|, | \(| is | - | – ")
_OWNING = regex(r"['’]s ")


def of_kin(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A given name beside a word for kin: "his partner Sarah", "Sarah's mother"."""
    name = found[place]
    if not _alone(found, place, words):
        return False
    after = found[place + 1] if place + 1 < len(found) else None
    if after and _OWNING.fullmatch(after.gap) and after.plain in words.kin:
        return True
    if not place or name.plain in MONTHS or not _APART.fullmatch(name.gap):
        return False
    before = found[place - 1]
    linked = before.plain in ("is", "was", "and") and place > 1
    if not _kin(before, words) and not (linked and _kin(found[place - 2], words)):
        return False
    return not (after and after.capital and after.stop)


def _kin(token: Token, words: Lexicon) -> bool:
    return token.plain.rpartition("-")[2] in words.kin


def acting(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A given name alone that somebody calls or speaks to, or that does something itself."""
    name = found[place]
    if not _alone(found, place, words):
        return False
    before = found[place - 1] if place and _APART.fullmatch(name.gap) else None
    called = before is not None and before.plain in words.calls
    after = found[place + 1] if place + 1 < len(found) else None
    acts = after is not None and after.gap == " " and not name.stop and after.text in words.deeds
    if acts and after is not None:
        called_so = called and name.plain not in MONTHS
        if name.weight == 2 or after.text in _SAYING or called_so:
            return True
    if after is not None and is_given(name) and _with_another(after, found, place):
        return True
    if before is None or not is_given(name):
        return False
    ends = after is None or not (after.gap == " " and after.capital)
    return called or (ends and name.gap == " " and before.text in words.towards)


def _with_another(after: Token, found: Sequence[Token], place: int) -> bool:
    """Two given names joined: "Sarah and Mark", "Ellie & Tom"."""
    other = found[place + 2] if place + 2 < len(found) else None
    if after.text == "and" and after.gap == " ":
        return other is not None and other.gap == " " and _calls_a_person(other)
    return after.gap in (" & ", "/", " + ") and _calls_a_person(after)


def _calls_a_person(token: Token) -> bool:
    return token.given and token.capital and not token.stop


def _alone(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Whether a given name stands as a person's: not a saint's, not in a heading, not a thing's."""
    name = found[place]
    if not (name.given and name.capital) or saintly(found, place):
        return False
    if name.text.isupper() and len(name.text) > 3 and place and not found[place - 1].text.islower():
        return False
    return not is_thing(found, place + 1, words)
