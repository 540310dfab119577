"""The shared strings, counted; their text is not kept."""

from __future__ import annotations

from xml.parsers import expat

from checker.read import markup, stops
from checker.read.limits import Limits
from checker.read.tally import SharedStrings

_SPACE = " \t\r\n"


def count(data: bytes, limits: Limits) -> SharedStrings:
    """Number the shared strings. Raises Unreadable when there are too many, or for unsafe XML."""
    made = markup.parser()
    walk = _Walk(limits, made)
    markup.feed(made, data)
    return SharedStrings(walk.count, frozenset(walk.empty))


class _Walk:
    """Handlers that number the strings and find those without text.

    Text in a phonetic guide does not count. Space around a run of text counts only where the file
    says that it is kept: this is how Excel and calamine read it.
    """

    def __init__(self, limits: Limits, made: expat.XMLParserType) -> None:
        self.limits = limits
        self.count = 0
        self.empty: set[int] = set()
        self.depth = 0
        self.phonetic = 0
        self.has_text = False
        self.keep = False
        self.reading = False
        self.length = 0
        self.names: dict[str, str] = {}
        made.StartElementHandler = self._start
        made.EndElementHandler = self._end
        made.CharacterDataHandler = self._characters

    def _start(self, name: str, found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise markup.too_deep()
        name = self.names.get(name) or self.names.setdefault(name, markup.local(name))
        if name == "t":
            self.reading = not self.phonetic
            self.keep = found.get("xml:space") == "preserve"
        elif name == "si":
            self.has_text, self.length = False, 0
        elif name == "rPh":
            self.phonetic += 1

    def _end(self, name: str) -> None:
        self.depth -= 1
        name = self.names[name]
        if name == "t":
            self.reading = False
        elif name == "si":
            self._close()
        elif name == "rPh":
            self.phonetic -= 1

    def _characters(self, text: str) -> None:
        if self.reading:
            self.has_text = self.has_text or self.keep or bool(text.strip(_SPACE))
        self.length += len(text)
        if self.length > self.limits.cell_characters:
            raise stops.long_text(self.length, self.limits.cell_characters)

    def _close(self) -> None:
        if not self.has_text:
            self.empty.add(self.count)
        self.count += 1
        if self.count > self.limits.shared_strings:
            found = f"This workbook has at least {self.count:,} different texts"
            raise stops.over("shared_strings", found, self.limits.shared_strings)
