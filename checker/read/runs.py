"""Texts found in bytes whose layout is not read: runs of characters, a wide net."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.read.limits import Limits
from checker.read.texts import Texts
from checker.read.workbook import Text

# Two bytes a character: Latin letters with their accents, Welsh ones included, and punctuation.
_WIDE = re.compile(
    rb"(?:[\x09\x0a\x0d\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01\x02\x1e]|[\x10-\x27]\x20){4,}"
)
_NARROW = re.compile(rb"[\x09\x0a\x0d\x20-\x7e\xa0-\xff]{6,}")
_UPPER_HALF = bytes(range(128, 256))
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_WORDY = 0.7
_SHORTEST = 6  # bytes in which anything can be found
_MOST = 4_000_000


class Net(Texts):
    """The texts of a file that is not written in XML, gathered from what looks like words.

    `unread` says that not everything was looked through: there was too much, or what was met did
    not keep to its layout.
    """

    def __init__(self, limits: Limits, kept: list[Text]) -> None:
        super().__init__(limits, kept)
        self._left = _MOST
        self.unread = False

    def cast(self, place: str, data: bytes, sheet: str = "", *, wide_only: bool = False) -> None:
        """Keep what looks like words in `data`. Raises Unreadable when there are too many."""
        if len(data) < _SHORTEST:
            return
        self._left -= len(data)
        if self._left < 0:
            self.unread = True
            return
        for words in wide(data) if wide_only else both(data):
            self.add(place, words, sheet)


def wide(data: bytes) -> Iterator[str]:
    """Runs of at least four characters of two bytes each that are mostly letters or digits."""
    for found in _WIDE.finditer(data):
        words = found.group().decode("utf-16-le", "replace")
        if _is_wordy(words.encode("ascii", "ignore"), len(words)):
            yield words


def both(data: bytes) -> Iterator[str]:
    """As `wide`, and runs of at least six characters of one byte each."""
    yield from wide(data)
    for found in _NARROW.finditer(data):
        run = found.group()
        if _is_wordy(run.translate(None, _UPPER_HALF), len(run)):
            yield run.decode("latin-1")


def _is_wordy(plain: bytes, length: int) -> bool:
    """Whether a run of `length` characters, of which `plain` are ASCII, looks like words."""
    letters = len(plain) - len(plain.translate(None, _LETTERS))
    wordy = letters + plain.count(b" ") + length - len(plain)
    return letters >= 3 and min(wordy, len(plain)) >= _WORDY * length
