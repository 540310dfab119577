"""Texts found in bytes whose layout is not read: runs of characters, a wide net."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.read.texts import Texts

# Two bytes a character: Latin letters with their accents, Welsh ones included, and punctuation.
_WIDE = re.compile(
    rb"(?:[\x09\x0a\x0d\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01\x02\x1e]|[\x10-\x27]\x20){4,}"
)
_NARROW = re.compile(rb"[\x09\x0a\x0d\x20-\x7e\xa0-\xff]{6,}")
_WORDY = 0.7


class Net(Texts):
    """The texts of a file that is not written in XML, gathered from what looks like words."""

    def cast(self, place: str, data: bytes, sheet: str = "", *, wide_only: bool = False) -> None:
        """Keep what looks like words in `data`. Raises Unreadable when there are too many."""
        for words in wide(data) if wide_only else both(data):
            self.add(place, words, sheet)


def wide(data: bytes) -> Iterator[str]:
    """Runs of at least four characters of two bytes each that are mostly letters or digits."""
    for found in _WIDE.finditer(data):
        words = found.group().decode("utf-16-le", "replace")
        if _is_wordy(words):
            yield words


def both(data: bytes) -> Iterator[str]:
    """As `wide`, and runs of at least six characters of one byte each."""
    yield from wide(data)
    for found in _NARROW.finditer(data):
        words = found.group().decode("latin-1")
        if _is_wordy(words):
            yield words


def _is_wordy(words: str) -> bool:
    plain = sum(c.isalnum() for c in words)
    ascii_only = sum(c.isascii() for c in words)
    enough = _WORDY * len(words)
    return plain >= 3 and plain + words.count(" ") >= enough and ascii_only >= enough
