"""What may be tidied in a cell before it is judged, and the words in which that is told.

Every change has a kind. A cell that was changed names its kinds, one or several, so that the note
on its column can say how often each was needed. The words say the kind of change, never a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from checker.language import say

Kinds = tuple[str, ...]
NONE: Kinds = ()

# Two-digit years are read into a hundred years that begin where a bare number begins to be a date.
FIRST_YEAR, LAST_YEAR = 1990, 2089

SPACE = "space"
INVISIBLE = "invisible character"
TYPESET = "typeset character"
WIDE = "wide character"
APOSTROPHE = "apostrophe"
FULL_STOP = "full stop"
CASE = "case"
SPELLING = "spelling"
TRUTH = "true or false"
SEPARATOR = "separator"
WHOLE = "whole number"
LEADING_ZERO = "leading zero"
DATE_FORM = "date form"
DAY_FIRST = "day first"
TWO_DIGIT_YEAR = "two-digit year"
SERIAL = "serial"
TIME = "time"
WEEKDAY = "weekday"
TEXT_NUMBER = "text number"
THOUSANDS = "thousands"
PERCENT = "percent"

# In the order in which they are told where none is more frequent.
KINDS: Final[Kinds] = (
    DAY_FIRST,
    DATE_FORM,
    SERIAL,
    TWO_DIGIT_YEAR,
    TIME,
    WEEKDAY,
    TEXT_NUMBER,
    THOUSANDS,
    PERCENT,
    WHOLE,
    LEADING_ZERO,
    SPELLING,
    TRUTH,
    SEPARATOR,
    CASE,
    SPACE,
    INVISIBLE,
    TYPESET,
    WIDE,
    APOSTROPHE,
    FULL_STOP,
)

# Of each kind, whether `checker repair` may write into the file what the cell was read as. Yes
# only where the cell can mean one thing, and where writing that down loses nothing.
_MAY_WRITE: Mapping[str, bool] = {
    # These mean nothing in a code, a reference, a date or a number. Of a text of any wording only
    # the first two are tidied.
    SPACE: True,
    INVISIBLE: True,
    TYPESET: True,
    WIDE: True,
    APOSTROPHE: True,
    FULL_STOP: True,
    # Codes and references are written in capitals: the specification says so.
    CASE: True,
    # The code list has the spelling, and under one code only.
    SPELLING: True,
    TRUTH: True,
    SEPARATOR: True,
    # Given back only where one code, or one record on another sheet, can be meant.
    LEADING_ZERO: True,
    # The digits stay. Where the cell shows other digits than it stores, `repair` leaves it alone.
    WHOLE: True,
    TEXT_NUMBER: True,
    THOUSANDS: True,
    # Read only where the column reaches no further than 2, so that 80% means 0.8 there.
    PERCENT: True,
    # A month in words, or the year in front: no other day is written so.
    DATE_FORM: True,
    # Where the figures themselves or their column show the order; see `repair`.
    DAY_FIRST: True,
    # The number stays and gets the format of a date; a text of five figures is left alone.
    SERIAL: True,
    # 26-07-31 may begin with the day or with the year, and the century is a convention.
    TWO_DIGIT_YEAR: False,
    # The hour would be lost, and may be what somebody wanted to keep.
    TIME: False,
    # The weekday or the day is wrong: only who wrote it knows which.
    WEEKDAY: False,
}
SAFE = frozenset(kind for kind, may in _MAY_WRITE.items() if may)
"""The kinds that `checker repair` writes into the file, and that advice may call safe."""

# Zero-width characters, soft hyphens, byte order marks, and marks of writing direction.
_INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_TYPESET = {
    **dict.fromkeys(map(ord, "‘’‚‛ʼ′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"), "-"),
}
# Only the full-width forms of ASCII: other compatible forms would turn a footnote's ² into a 2.
_WIDE = {0xFF01 + place: 0x21 + place for place in range(0x5E)}
_LAYERS = ((INVISIBLE, _INVISIBLE), (TYPESET, _TYPESET), (WIDE, _WIDE))


def clean(text: str) -> str:
    """Text without invisible characters, with single spaces and no space at either end."""
    return " ".join((text if text.isascii() else text.translate(_INVISIBLE)).split())


def spaced(text: str) -> tuple[str, Kinds]:
    """`clean`, and the kinds of change that it took: what a text of any wording may lose."""
    tidy = " ".join(text.split())
    kinds = NONE if tidy == text else (SPACE,)
    if text.isascii():
        return tidy, kinds
    seen = text.translate(_INVISIBLE)
    if seen == text:
        return tidy, kinds
    tidy = " ".join(seen.split())
    return tidy, (INVISIBLE,) if tidy == seen else (SPACE, INVISIBLE)


def plain(text: str) -> tuple[str, Kinds]:
    """Text in the characters of a keyboard, and the kinds of change that it took.

    Beyond `spaced`, typeset quotes and dashes and full-width characters become their plain forms:
    for codes, references, dates and numbers, in which they mean nothing.
    """
    if text.isascii():
        return spaced(text)
    kinds = []
    for kind, table in _LAYERS:
        changed = text.translate(table)
        if changed != text:
            kinds.append(kind)
            text = changed
    tidy = " ".join(text.split())
    return (tidy, tuple(kinds)) if tidy == text else (tidy, (SPACE, *kinds))


def bare(text: str) -> tuple[str, Kinds]:
    """`plain`, without the apostrophe that marks a cell as text and without a full stop after it.

    A text of nothing else stays as it is.
    """
    tidy, kinds = plain(text)
    if tidy[:1] != "'" and tidy[-1:] != ".":
        return tidy, kinds
    front = tidy.lstrip("' ")
    whole = front.rstrip(". ")
    if not whole:
        return tidy, kinds
    more = (APOSTROPHE,) * (front != tidy) + (FULL_STOP,) * (whole != front)
    return whole, kinds + more


def folded(text: str) -> str:
    """The form in which entries of a code list are compared."""
    return plain(text)[0].casefold()


def tidying_words(kind: str, cells: int) -> str:
    """What a kind of tidying is called, of one cell or of several."""
    key = f"tidying.{kind.replace(' ', '-')}"
    return say(key, n=cells, first=FIRST_YEAR, last=LAST_YEAR)


def told(cells: Iterable[Kinds]) -> str:
    """Each kind with its count, the most frequent first: "38 dates …, 3 two-digit years …"."""
    counts = _counted(cells)
    return ", ".join(f"{counts[kind]:,} {tidying_words(kind, counts[kind])}" for kind in counts)


def ranked(cells: Iterable[Kinds]) -> Kinds:
    """Each kind once, the most frequent first."""
    return tuple(_counted(cells))


def _counted(cells: Iterable[Kinds]) -> Mapping[str, int]:
    counts = Counter(kind for kinds in cells for kind in dict.fromkeys(kinds))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], KINDS.index(item[0]))))
