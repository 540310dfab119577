"""One text: which kind of identifier it holds, if any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.layout.values import clean
from checker.privacy import birth
from checker.privacy.banks import BANKS
from checker.privacy.contacts import EMAILS, POSTCODES, TELEPHONES
from checker.privacy.detector import Detector
from checker.privacy.names import KIND as NAME
from checker.privacy.names import holds_name
from checker.privacy.numbers import HEALTH, LICENCES, TAX
from checker.privacy.online import DEVICES, PAGES, PROFILES
from checker.privacy.pattern import regex
from checker.privacy.police import POLICE
from checker.privacy.streets import ADDRESSES, POSITIONS
from checker.privacy.vehicles import VEHICLES

# What a detector of numbers looks for holds three digits close together, and most hold no more
# context than that; the rest is worth a look only where its own sign stands.
_NUMBERS = regex(r"\d\D{0,6}\d\D{0,6}\d")
_DIGIT = regex(r"\d")
_SIGNS = regex(
    r"@|://|www\.|///|\[at\]|\(at\)|\bw3w\b|what ?3|three ?words|insta|snap|facebook|\bfb\b"
    r"|tik ?tok|twitter|telegram|discord|\bkik\b|\.(?:com|me)/|GIR",
    re.IGNORECASE,
)
# References as the return asks for them: letters, then parts that each hold a digit.
_ONE = r"[A-Z]{1,4}(?:-(?=[A-Z]*\d)[A-Z\d]{1,12}){1,3}"
# The code of an area: in lists of such codes no detector finds anything.
_AREA = r"[EKNSW]\d{8}"
_ALONE = rf"{_ONE}(?:; ?{_ONE})*|{_AREA}(?:; ?{_AREA})*"
_REFERENCES = regex(_ALONE)
_OTHER_LINES = regex(rf"^(?!(?:{_ALONE})$).+", re.MULTILINE)

_OF_NUMBERS = (
    *HEALTH,
    *TAX,
    *EMAILS,
    *POSTCODES,
    *TELEPHONES,
    *POLICE,
    *LICENCES,
    *BANKS,
    *VEHICLES,
    *ADDRESSES,
    *POSITIONS,
    *DEVICES,
)
_OF_ONE_DIGIT = (*POSTCODES, *ADDRESSES, *VEHICLES)
_OF_SIGNS = (*EMAILS, *POSTCODES[1:2], *PROFILES, *POSITIONS)


def identifier_kind(text: str, *, names: bool = True, pages: bool = True) -> str:
    """The kind of identifier that a text holds, such as "a postcode"; empty when none is seen.

    `names` off leaves names of people alone, `pages` off addresses of web pages.
    """
    if is_reference(text):
        return ""
    return next(_kinds(clean(text), names, pages), "")


def is_reference(text: str) -> bool:
    """Whether a text is references and nothing else, so that only its column could tell more."""
    return _REFERENCES.fullmatch(text) is not None


def but_references(values: Iterable[object]) -> list[str]:
    """The texts among the values that are something, but are not references and nothing else."""
    texts = [value for value in values if isinstance(value, str)]
    # One look at all of them takes a third of the time of a look at each.
    lines = "\n".join(texts)
    if lines.count("\n") == len(texts) - 1:
        return _OTHER_LINES.findall(lines)
    return [text for text in texts if text and not is_reference(text)]


def _kinds(text: str, names: bool, pages: bool) -> Iterator[str]:
    if _NUMBERS.search(text):
        digits = sum(map(str.isdigit, text))
        yield from _seen((one for one in _OF_NUMBERS if one.digits <= digits), text)
        if birth.birth_date(text):
            yield birth.KIND
    elif _DIGIT.search(text):
        yield from _seen(_OF_ONE_DIGIT, text)
    if _SIGNS.search(text):
        yield from _seen(_OF_SIGNS, text)
        if pages:
            yield from _seen(PAGES, text)
    if names and holds_name(text):
        yield NAME


def _seen(detectors: Iterable[Detector], text: str) -> Iterator[str]:
    return (detector.kind for detector in detectors if detector.sees(text))
