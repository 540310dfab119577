"""Numbers as people type them: digits stay digits, and what is no plain number stays unread."""

from __future__ import annotations

import re

from checker.layout.cells import Origin, Parsed, Parser
from checker.layout.tidying import PERCENT, TEXT_NUMBER, THOUSANDS, Kinds, bare
from checker.layout.values import as_text
from checker.model.specs import Column

# The one written form that a file of text has for a number.
_NATIVE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(
    r"[+-]?(?:\d+|\d{1,3}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*)(?:\.\d+)?(?P<percent> ?%)?",
    re.ASCII,
)
# A spreadsheet keeps 15 digits: a larger number is a slip, and could overflow what is counted.
LARGEST = 10**15
# A column that reaches no further counts shares of one, so that 80% has one meaning in it: 0.8.
_SHARE = 2


def number_parser(column: Column, origin: Origin) -> Parser:
    """The parser of a column of whole or decimal numbers.

    A percentage is read only where the column counts shares; a currency sign never, since no
    column of a return holds money.
    """
    low, high = column.minimum, column.maximum
    share = column.type == "number" and low is not None and high is not None and high <= _SHARE

    def number(raw: object) -> Parsed:
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            # Past the limit it is handed on as text, so that it fails as a number.
            fits = abs(raw) <= LARGEST
            return Parsed(float(raw), raw) if fits else Parsed(None, as_text(raw))
        if isinstance(raw, str):
            return _from_text(raw, share, origin.all_text)
        return Parsed(None, as_text(raw))

    def whole(raw: object) -> Parsed:
        found = number(raw)
        if not isinstance(found.value, float):
            return found
        if not found.value.is_integer():
            return Parsed(None, found.value)
        return Parsed(int(found.value), int(found.value), found.tidied)

    return whole if column.type == "integer" else number


def _from_text(raw: str, share: bool, all_text: bool) -> Parsed:
    text, kinds = bare(raw)
    match = _NUMBER.fullmatch(text)
    if match is None or (match["percent"] and not share):
        return Parsed(None, text)
    digits = text.removesuffix("%").replace(",", "").replace(" ", "")
    number = float(digits)
    if abs(number) > LARGEST:
        return Parsed(None, text)
    if match["percent"]:
        # As float(x) / 100 leaves crumbs behind, the point is moved in the text instead.
        number = float(f"{digits}e-2")
    return Parsed(number, number, _kinds(match, kinds, all_text and _NATIVE.fullmatch(text)))


def _kinds(match: re.Match[str], kinds: Kinds, native: object) -> Kinds:
    if native:
        return kinds
    found = (PERCENT,) if match["percent"] else (TEXT_NUMBER,)
    return (*found, THOUSANDS, *kinds) if match["mark"] else (*found, *kinds)
