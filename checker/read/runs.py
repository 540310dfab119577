"""Texts found in bytes whose layout is not read: runs of characters, a wide net."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.read.workbook import Progress, Text

# Two bytes a character: Latin letters with their accents, Welsh ones included, and punctuation.
_WIDE = re.compile(
    rb"(?:[\x09\x0a\x0d\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01\x02\x1e]|[\x10-\x27]\x20){4,}"
)
_NARROW = re.compile(rb"[\x09\x0a\x0d\x20-\x7e\xa0-\xff]{6,}")
_UPPER_HALF = bytes(range(128, 256))
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_WORDY = 0.7
_SHORTEST = 6
_MOST = 20_000
_LONGEST = 40_000
_MOST_BYTES = 8_000_000


class Net:
    """What is found beside the cells, put into `progress` up to a bound; a cut is said."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.kept = progress.texts
        self._bytes = _MOST_BYTES
        self._cut = False

    def add(self, place: str, words: str, sheet: str = "", cell: str = "") -> None:
        """Keep one text; blank ones are passed over."""
        words = words.strip("\0 \t\r\n")
        full = len(self.kept) >= _MOST
        if full or len(words) > _LONGEST:
            self._say_cut()
        if words and not full:
            self.kept.append(Text(place, words[:_LONGEST], sheet, cell))

    def cast(self, place: str, data: bytes, sheet: str = "", *, wide_only: bool = False) -> None:
        """Keep what looks like words in `data`."""
        if len(data) < _SHORTEST:
            return
        self._bytes -= len(data)
        if self._bytes < 0 or len(self.kept) >= _MOST:
            self._say_cut()
            return
        for words in wide(data) if wide_only else both(data):
            self.add(place, words, sheet)

    def _say_cut(self) -> None:
        if not self._cut:
            self._progress.notes.append(
                "It holds more text outside its cells than is looked through."
            )
        self._cut = True


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
