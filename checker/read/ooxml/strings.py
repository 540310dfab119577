"""The shared strings, counted; text is kept only of what no cell shows."""

from __future__ import annotations

import re
from xml.parsers import expat

from checker.language import say
from checker.read import markup, stops
from checker.read.limits import Limits
from checker.read.ooxml.plain import plain
from checker.read.tally import SharedStrings
from checker.read.texts import Texts, is_worth

_SPACE = " \t\r\n"
# A text that is longer is counted each time that a cell shows it.
LONG = 255
_WINDOW = 4_000_000
_FIRST, _LAST = b"<si>", b"</si>"
# Strings that surely have text and are not long; a long one; all from the first other thing on.
_USUAL = re.compile(
    rf'<si><t(?:>[^<& \t\r\n]| xml:space="preserve">[^<])[^<]{{0,{LONG - 1}}}+</t>'
    r'(?:<phoneticPr fontId="[0-9]++"(?: type="[a-zA-Z]++")?+/>)?+</si>\s*+'
    rf'|(<si><t(?: xml:space="preserve")?+>[^<& \t\r\n][^<]{{{LONG},}}+</t></si>\s*+|.+)',
    re.DOTALL,
)
_LONG = re.compile(rf"<si><t[^<]{{{LONG},}}+</t></si>\s*+")
# The elements of strings and of their fonts, which hold no text but that of `t`.
_KNOWN = frozenset(
    {
        *("sst", "si", "t", "r", "rPr", "b", "i", "u", "strike", "outline", "shadow", "condense"),
        *("extend", "color", "sz", "rFont", "family", "charset", "scheme", "vertAlign"),
        "phoneticPr",
    }
)


def count(data: bytes, limits: Limits) -> SharedStrings:
    """Number the shared strings. Raises Unreadable when there are too many, or for unsafe XML."""
    made = markup.parser()
    walk = _Walk(limits, made)
    if not _quick(data, made, walk):
        made = markup.parser()
        walk = _Walk(limits, made)
        markup.feed(made, data, limits)
    plain = _KNOWN.issuperset(walk.names.values())
    return SharedStrings(walk.count, frozenset(walk.empty), walk.long, plain)


def _quick(data: bytes, made: expat.XMLParserType, walk: _Walk) -> bool:
    """Count by pattern the strings up to the first that needs a look; see `scan`.

    False when the part is not in the form that programs write.
    """
    first, last = data.find(_FIRST), data.rfind(_LAST)
    head = data[: max(first, 0)]
    # Without a comment or the like in the head, what begins with <si> is an element.
    if not head or b"<!" in head or head.count(b"<?") > head.startswith(b"<?xml "):
        return False
    if last < first or data.count(_FIRST) > walk.limits.shared_strings:
        return False
    encodings: list[str | None] = []
    made.XmlDeclHandler = lambda _, encoding, __: encodings.append(encoding)
    markup.feed(made, head, walk.limits, final=False)
    if walk.depth != 1 or any(name and name.lower() != "utf-8" for name in encodings):
        return False
    at = _usual(data, first, last + len(_LAST), walk)
    if at is not None:
        markup.feed(made, data[at:], walk.limits)
    return at is not None


def _usual(data: bytes, at: int, end: int, walk: _Walk) -> int | None:
    """Count strings, some millions of bytes at a time, up to the place that is given.

    None for what is not plain, or for one string that is longer than that.
    """
    while at < end:
        cut = data.find(_LAST, at + _WINDOW, end)
        until = end if cut < 0 else cut + len(_LAST)
        text = plain(data[at:until]) if until - at < 2 * _WINDOW else None
        if text is None:
            return None
        found = _USUAL.findall(text.lstrip(_SPACE))
        rest = "" if _LONG.fullmatch(found[-1]) else found[-1]
        usual = found[:-1] if rest else found
        walk.long.update((walk.count + n, len(one)) for n, one in enumerate(usual) if one)
        walk.count += len(usual)
        at = until - len(rest.encode())
        if rest:
            break
    return at


def gather_unshown(data: bytes, shared: SharedStrings, texts: Texts, limits: Limits) -> None:
    """Gather the strings that no cell points to any more, and phonetic guides.

    Programs leave such strings behind when cells are deleted. To be called once all cells were
    counted; it costs a second walk, but only where there is something to gather.
    """
    if shared.plain and len(shared.used | shared.empty) == shared.count:
        return
    made = markup.parser()
    _Unshown(shared, texts, made)
    markup.feed(made, data, limits)


class _Unshown:
    """Handlers that keep the text of what no cell shows."""

    def __init__(self, shared: SharedStrings, texts: Texts, made: expat.XMLParserType) -> None:
        self.used, self.texts = shared.used, texts
        self.index = 0
        self.aside = 0  # depth of phonetic guides and of elements that are not known
        self.pieces: list[str] = []
        made.StartElementHandler = self._start
        made.EndElementHandler = self._end
        made.CharacterDataHandler = self._characters

    def _start(self, name: str, found: dict[str, str]) -> None:
        if self.aside or markup.local(name) not in _KNOWN:
            self.aside += 1
            for value in filter(is_worth, found.values()):
                self.texts.add("other", value)

    def _end(self, name: str) -> None:
        name = markup.local(name)
        self.aside = max(0, self.aside - 1)
        if not self.aside and (name == "si" or name not in _KNOWN):
            self.texts.add("other", "".join(self.pieces))
            self.pieces.clear()
        if name == "si":
            self.index += 1

    def _characters(self, text: str) -> None:
        if self.aside or self.index not in self.used:
            self.pieces.append(text)


class _Walk:
    """Handlers that number the strings and find those without text.

    Text in a phonetic guide does not count. Space around a run of text counts only where the file
    says that it is kept: this is how Excel and calamine read it.
    """

    def __init__(self, limits: Limits, made: expat.XMLParserType) -> None:
        self.limits = limits
        self.count = 0
        self.empty: set[int] = set()
        self.long: dict[int, int] = {}
        self.length = 0
        self.depth = 0
        self.phonetic = 0
        self.has_text = False
        self.keep = False
        self.reading = False
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
            if self.depth > 2:
                raise stops.corrupt(say("read.list-texts-out-shape"))
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
            self.length += len(text)
            self.has_text = self.has_text or bool(text if self.keep else text.strip(_SPACE))

    def _close(self) -> None:
        if not self.has_text:
            self.empty.add(self.count)
        if self.length > LONG:
            self.long[self.count] = self.length
        self.count += 1
        if self.count > self.limits.shared_strings:
            found = say("read.workbook-least-different-texts", count=self.count)
            raise stops.over("shared_strings", found, self.limits.shared_strings)
