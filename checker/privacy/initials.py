"""Titles and initials before a surname, and initials behind it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.privacy.around import HOMELY, JOINED, after_initials, is_thing
from checker.privacy.lexicon import Lexicon
from checker.privacy.tokens import Token

# Titles of everyday life and of the police: they make a name of almost any word that follows.
_CIVIL = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "cllr"))
_POLICE = frozenset(("PC", "DC", "DS", "DI", "PS", "PCSO", "DCI", "Sgt", "Insp", "WPC"))
# Before an initial with its full stop these make it the end of a sentence, or a label.
_LABELS = frozenset(
    (
        *("option", "annex", "group", "plan", "part", "vitamin", "hepatitis", "type", "appendix"),
        *("schedule", "section", "level", "grade", "stage", "unit", "block", "band", "figure"),
        *("table", "class", "category", "module", "list", "form", "point", "item", "question"),
    )
)
_AROUND = 20


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


def titled(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A title and a name: "Mr Smith", "Dr J. Zqx", "PC Ahmed"."""
    title = found[place]
    if title.plain not in words.titles:
        return False
    after = after_initials(found, place + 1, frozenset())
    if after >= len(found) or found[after].gap not in JOINED:
        return False
    name, civil = found[after], title.plain in _CIVIL
    if name.weight == 2:
        return (title.capital or civil) and (name.capital or civil)
    if not (name.capital and title.capital) or len(name.plain) < 2:
        return False
    if name.stop and not (name.surname and (civil or name.plain in HOMELY)):
        return False
    return (civil or title.text in _POLICE) and not is_thing(found, after + name.surname, words)


def initialled(found: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Initials before a surname; "Smith J" and "Sarah K" where they are all there is."""
    if len(found) == 2 and not found[0].gap and with_initial(found):
        return True
    if not place:
        return False
    name, first = found[place], found[place - 1]
    if not (name.capital and first.initial and name.gap in JOINED) or len(name.plain) < 3:
        return False
    if name.text.isupper() and not all(token.text.isupper() for token in found[:_AROUND]):
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
    if len(first.text) > 1 or (name.stop and (not name.surname or first.text in "NSEW")):
        return False
    if name.plain in words.organisations and name.plain not in HOMELY:
        return False
    before = found[place - 2] if place > 1 else None
    if before is not None and before.plain in _LABELS:
        return False
    towards = before is not None and before.plain in words.towards | words.calls
    if name.gap == " ":
        return name.surname and (towards or (place > 1 and name.weight == 2 and first.text == "A"))
    return name.text.istitle() and len(name.plain) > 3 and (towards or before is None)
