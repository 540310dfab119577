"""Names of people in a text: titles, given names with surnames, initials, and given names alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from checker.privacy.lexicon import Lexicon, lexicon
from checker.privacy.tokens import Token, tokens

KIND = "a name"

_Rule = Callable[[Sequence[Token], int, Lexicon], bool]

_CANDIDATE = re.compile(r"[^\W\d_]{3}|[\u0400-\uffff]{2}")
# Two to four words of another script, and nothing else: what a return has no other use for.
_OTHER = r"[\u0400-\u052f\u0600-\u06ff\u0900-\u0d7f]{2,20}"
_IN_OTHER_SCRIPT = re.compile(
    rf"{_OTHER}(?: {_OTHER}){{1,3}}"
    r"|[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}"
)
_LONGEST = 60
_PARTICLES = frozenset(
    (
        *("al", "el", "ap", "ab", "ferch", "bin", "ibn", "bint", "de", "da", "dos", "del", "della"),
        *("di", "la", "le", "van", "von", "der", "den", "ter", "ul", "ur", "o", "mc", "st"),
    )
)
_SAINTS = frozenset(("st", "saint", "ss", "sant", "santes"))
# Titles of everyday life and of the police: they make a name of almost any word that follows.
_CIVIL = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "cllr"))
_POLICE = frozenset(("PC", "DC", "DS", "DI", "PS", "PCSO", "DCI", "Sgt", "Insp", "WPC"))
_MONTHS = frozenset(("april", "may", "june", "august"))
# Surnames as common as they are in the names of places: after a given name they are a surname.
_HOMELY = frozenset(("ward", "hall", "law", "day", "church", "fell", "close"))
_LANDSCAPE = frozenset(
    (
        *("hill", "hills", "wood", "woods", "green", "dale", "vale", "heath", "lake", "brook"),
        *("mill", "mills", "cross", "bush", "marsh", "wells", "bank", "banks", "field", "fields"),
        *("bridge", "ford", "end", "moor", "bay", "beach", "spring", "springs", "gate", "gates"),
    )
)
# What a place, a service or a month does not do: a name that is an ordinary word too is a person's.
_SAYING = frozenset(
    (
        *("said", "says", "told", "tells", "disclosed", "discloses", "stated", "states"),
        *("admitted", "admits", "denied", "denies", "feels", "felt", "texted", "phoned", "rang"),
        *("cried", "wants", "thinks", "thought", "believes", "knew", "knows", "explained"),
    )
)
# Before an initial with its full stop these make it the end of a sentence, or a label.
_LABELS = frozenset(
    (
        *("option", "annex", "group", "plan", "part", "vitamin", "hepatitis", "type", "appendix"),
        *("schedule", "section", "level", "grade", "stage", "unit", "block", "band", "figure"),
        *("table", "class", "category", "module", "list", "form", "point", "item", "question"),
    )
)
_JOINED = (" ", ". ", ".")
_APART = re.compile(r" |: ?|, | \(| is | - | – ")
_OWNING = re.compile(r"['’]s ")
_OF_A_THING = re.compile(r"['’]?s? |-| & | and ")


def holds_name(text: str) -> bool:
    """Whether a text, tidied, holds what looks like the name of a person."""
    if not _CANDIDATE.search(text):
        return False
    if _IN_OTHER_SCRIPT.fullmatch(text) and len(text) <= _LONGEST:
        return True
    words = lexicon()
    found = tokens(text, words)
    return any(
        rule(found, place, words)
        for place, token in enumerate(found)
        if token.weight or token.capital or token.plain in words.titles
        for rule in _RULES
    )


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


def with_initial(found: Sequence[Token]) -> bool:
    """Whether two words are a name and one initial, in either order."""
    one, other = found
    if other.gap not in (" ", ", ", ". "):
        return False
    return any(
        name.weight
        and name.capital
        and len(name.plain) > 2
        and len(letter.text) == 1
        and letter.text.isupper()
        and (
            name.weight == 2 or (name is other and other.gap == ". " and letter.text not in "NSEW")
        )
        for name, letter in ((one, other), (other, one))
    )


def _saintly(found: Sequence[Token], place: int) -> bool:
    return place > 0 and found[place - 1].plain in _SAINTS


def _after_initials(found: Sequence[Token], place: int, particles: frozenset[str]) -> int:
    """The place of the first word from `place` that is no initial and no particle."""
    while place < len(found) and found[place].gap in _JOINED:
        token = found[place]
        if not token.initial and (token.weight or token.plain not in particles):
            break
        place += 1
    return place


def _titled(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A title and a name: "Mr Smith", "Dr J. Zqx", "PC Ahmed"."""
    title = found[place]
    if title.plain not in words.titles:
        return False
    after = _after_initials(found, place + 1, frozenset())
    if after >= len(found) or found[after].gap not in _JOINED:
        return False
    name, civil = found[after], title.plain in _CIVIL
    if name.weight == 2:
        return (title.capital or civil) and (name.capital or civil)
    if not (name.capital and title.capital) or len(name.plain) < 2:
        return False
    if name.stop and not (name.surname and (civil or name.plain in _HOMELY)):
        return False
    return (civil or title.text in _POLICE) and not is_thing(found, after + name.surname, words)


def _paired(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Two names in a row, with initials or particles between them."""
    one = found[place]
    if one.plain in words.titles or one.plain in _SAINTS or _saintly(found, place):
        return False
    after = _after_initials(found, place + 1, _PARTICLES)
    if after >= len(found) or after - place > 4:
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
    if other.plain in words.organisations and not (one.weight == 2 and other.plain in _HOMELY):
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
    return other.surname and not other.given


def _turned(found: Sequence[Token], place: int, words: Lexicon) -> bool:
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
    if _given(other) and not one.stop and one.plain not in words.organisations:
        return True
    whole = len(found) == 2 and not one.given and one.surname and one.weight == 2
    return whole and not other.stop and other.plain not in words.organisations


def _initialled(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Initials before a surname; "Smith J" and "Sarah K" where they are all there is."""
    if len(found) == 2 and not found[0].gap and with_initial(found):
        return True
    if not place:
        return False
    name, first = found[place], found[place - 1]
    if not (name.capital and first.initial and name.gap in _JOINED) or len(name.plain) < 3:
        return False
    if name.text.isupper() and not all(token.text.isupper() for token in found):
        return False
    if first.gap.endswith(("-", "/", "'", "&")) or is_thing(found, place + 1, words):
        return False
    if len(first.text) == 2 and (first.stop or first.plain in words.titles):
        return False
    if name.surname and name.weight == 2 and (name.gap != " " or first.text not in ("A", "I")):
        return True
    return _led_by_initial(found, place, words)


def _led_by_initial(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """An initial and a word that is no known surname, where somebody must be meant."""
    name, first = found[place], found[place - 1]
    if len(first.text) > 1 or (name.stop and not name.surname):
        return False
    if name.plain in words.organisations and name.plain not in _HOMELY:
        return False
    before = found[place - 2] if place > 1 else None
    if before is not None and before.plain in _LABELS:
        return False
    towards = before is not None and before.plain in words.towards | words.calls
    if name.gap == " ":
        return name.surname and (towards or (place > 1 and name.weight == 2 and first.text == "A"))
    return name.text.istitle() and len(name.plain) > 3 and (towards or before is None)


def _of_kin(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A given name beside a word for kin: "his partner Sarah", "Sarah's mother"."""
    name = found[place]
    if not _alone(found, place, words):
        return False
    after = found[place + 1] if place + 1 < len(found) else None
    if after and _OWNING.fullmatch(after.gap) and after.plain in words.kin:
        return True
    if not place or name.plain in _MONTHS or not _APART.fullmatch(name.gap):
        return False
    before = found[place - 1]
    linked = before.plain in ("is", "was", "and") and place > 1
    if not _kin(before, words) and not (linked and _kin(found[place - 2], words)):
        return False
    return not (after and after.capital and after.stop)


def _kin(token: Token, words: Lexicon) -> bool:
    return token.plain.rpartition("-")[2] in words.kin


def _acting(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A given name alone that somebody calls or speaks to, or that does something itself."""
    name = found[place]
    if not _alone(found, place, words):
        return False
    before = found[place - 1] if place and _APART.fullmatch(name.gap) else None
    called = before is not None and before.plain in words.calls
    after = found[place + 1] if place + 1 < len(found) else None
    acts = after is not None and after.gap == " " and not name.stop and after.text in words.deeds
    if acts and after is not None:
        called_so = called and name.plain not in _MONTHS
        if name.weight == 2 or after.text in _SAYING or called_so:
            return True
    if before is None or not _given(name):
        return False
    ends = after is None or not (after.gap == " " and after.capital)
    return called or (ends and name.gap == " " and before.text in words.towards)


def _alone(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Whether a given name stands as a person's: not a saint's, not in a heading, not a thing's."""
    name = found[place]
    if not (name.given and name.capital) or _saintly(found, place):
        return False
    if name.text.isupper() and len(name.text) > 3 and place and not found[place - 1].text.islower():
        return False
    return not is_thing(found, place + 1, words)


def _given(name: Token) -> bool:
    return name.weight == 2 and name.given and len(name.plain) > 2


_RULES: tuple[_Rule, ...] = (_titled, _paired, _turned, _initialled, _of_kin, _acting)
