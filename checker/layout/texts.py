"""Texts and references: what a person typed, less what means nothing."""

from __future__ import annotations

import re
from collections.abc import Collection

from checker.layout.cells import Parsed
from checker.layout.numbers import LARGEST
from checker.layout.tidying import CASE, NONE, WHOLE, Kinds, bare, spaced
from checker.layout.values import as_text

CHANGED = "reference-changed-by-spreadsheet"
"""The rule that tells of a reference of which a spreadsheet kept only a part."""

# How a spreadsheet writes a long number. "1E5" is not meant: that may well be a reference.
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+\d{1,3}|\d+[.,]\d+E\d{1,3}", re.ASCII)
_DECIMALS = re.compile(r"(\d+)\.0+", re.ASCII)
# A reference as the return asks for them: nothing in it is for tidying, and it is no number.
_KEY = r"[A-Z][A-Z\d]*+(?:-[A-Z\d]++)*+"
_TIDY = re.compile(_KEY, re.ASCII)
_TIDY_LINES = re.compile(rf"{_KEY}(?:\n{_KEY})*+", re.ASCII)


def digits_of(raw: object) -> Kinds:
    """The kind of tidying that it is to read a number by its digits where text belongs."""
    by_digits = isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == raw // 1
    return (WHOLE,) if by_digits else NONE


def text_parser(raw: object) -> Parsed:
    """Any text: of its wording nothing is changed."""
    tidy, kinds = spaced(as_text(raw))
    return Parsed(tidy, tidy, (*digits_of(raw), *kinds))


def key_parser(raw: object) -> Parsed:
    """A reference, in capitals.

    One that a spreadsheet took for a number or for a date has lost what it was: it is not read.
    """
    if isinstance(raw, str):
        return _written(raw)
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or abs(raw) >= LARGEST:
        return Parsed(None, None, lost=CHANGED)
    text, kinds = as_text(raw), digits_of(raw)
    return Parsed(text if kinds else None, text, kinds)


def tidy_keys(values: Collection[object]) -> list[str]:
    """Those of the values that are references as the return asks for them."""
    texts = [value for value in values if type(value) is str]
    # Nearly always all of them are, and one look at all of them is enough.
    lines = "\n".join(texts)
    if _TIDY_LINES.fullmatch(lines) and lines.count("\n") == len(texts) - 1:
        return texts
    return [text for text in texts if _TIDY.fullmatch(text)]


def _written(raw: str) -> Parsed:
    if _TIDY.fullmatch(raw):
        return Parsed(raw, raw)
    text, kinds = bare(raw)
    capital = text.upper()
    if capital != text:
        kinds = (CASE, *kinds)
    if _SCIENTIFIC.fullmatch(capital):
        return Parsed(None, None, lost=CHANGED)
    if match := _DECIMALS.fullmatch(capital):
        return Parsed(match[1], match[1], (WHOLE, *kinds))
    return Parsed(capital, capital, kinds)
