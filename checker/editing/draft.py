"""A workbook under change: parts that are new or other, everything else as in the file."""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from checker.editing.package import directory, rewritten
from checker.editing.tags import Element, attribute, children, root, spliced, with_child
from checker.errors import Uneditable, Unreadable
from checker.language import say
from checker.read import Limits, markup
from checker.read.ooxml.links import Link, Links, main_part, rels_of
from checker.read.parts import Parts

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "[Content_Types].xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ENCODING: Final = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_PLAIN: Final = (b"utf-8", b"us-ascii", b"utf8", b"ascii")
_DEFAULTS: Final = Limits()


class Draft:
    """The parts of a workbook, by their names, as they are to be.

    `changed` and `added` hold the new contents so far, by the names in the package.
    """

    def __init__(self, data: bytes, limits: Limits = _DEFAULTS) -> None:
        """Raises Uneditable for a package that cannot be rewritten, Unreadable for a broken one."""
        directory(data)
        self.original = data
        self.parts = Parts(data, limits)
        self.links = Links(self.parts, limits)
        self.limits = limits
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self._main = main_part(self.links)

    @property
    def main(self) -> str:
        """The name of the workbook part."""
        return self._main

    def has(self, name: str) -> bool:
        """Whether there is such a part by now; letter case counts for nothing."""
        return self.parts.has(name) or name.lower() in map(str.lower, self.added)

    def read(self, name: str) -> bytes:
        """The XML of a part as it is by now.

        Raises Uneditable for a part that is not XML in UTF-8 without a document type.
        """
        if name in self.added:
            return self.added[name]
        written = self.parts.written_name(name)
        if written not in self.changed:
            content = self.parts.inflate(name)
            _accept(content, self.limits)
            return content
        return self.changed[written]

    def raw(self, name: str) -> bytes:
        """The bytes of a part as they are by now, which need not be XML."""
        if name in self.added:
            return self.added[name]
        written = self.parts.written_name(name)
        known = self.changed.get(written)
        return self.parts.inflate(name) if known is None else known

    def put(self, name: str, content: bytes) -> None:
        """Give a part that content; one that was not there is added at the end of the package."""
        if self.parts.has(name):
            self.changed[self.parts.written_name(name)] = content
        else:
            self.added[name] = content

    def made(self) -> bytes:
        """The whole workbook as a file."""
        return rewritten(self.original, self.changed, self.added)

    def unused(self, pattern: str) -> str:
        """The first name of a part that is not taken; `pattern` has {} where the number goes."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def declare(self, name: str, content_type: str) -> None:
        """Say of what type a part is, in the list of content types."""
        data = self.read(_TYPES)
        types = root(data)
        line = f'<{types.prefix}Override PartName="/{attribute(name)}" '
        line += f'ContentType="{attribute(content_type)}"/>'
        self.put(_TYPES, spliced(data, [with_child(data, types, line.encode())]))

    def link(self, source: str, kind: str, target: str) -> str:
        """Add a relationship from one part to another, and give its id.

        `kind` is the last word of one of the types that ECMA-376 names.
        """
        rels = rels_of(source)
        if not self.has(rels):
            whole = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
            self.put(rels, whole.encode())
        data = self.read(rels)
        whole_of = root(data)
        taken = {element.value("Id") for element in children(data, whole_of)}
        number = 1 + len(taken)
        while f"rId{number}" in taken:
            number += 1
        words = posixpath.relpath(target, posixpath.dirname(source) or ".")
        line = f'<{whole_of.prefix}Relationship Id="rId{number}" Type="{OFFICE}/{kind}" '
        line += f'Target="{attribute(words)}"/>'
        self.put(rels, spliced(data, [with_child(data, whole_of, line.encode())]))
        return f"rId{number}"

    def links_of(self, source: str) -> Mapping[str, Link]:
        """The relationships of a part as the file has them, by their ids."""
        return self.links.of(source)


def id_attribute(data: bytes, identity: str) -> str:
    """The attribute that names a relationship, as it is written in the part `data`."""
    named = root(data).attributes
    found = (key for key, value in named.items() if key.startswith("xmlns:") and value == OFFICE)
    name = next(found, "")
    if name:
        return f'{name.removeprefix("xmlns:")}:id="{identity}"'
    prefix = "link" if "xmlns:r" in named else "r"
    return f'xmlns:{prefix}="{OFFICE}" {prefix}:id="{identity}"'


def main_root(data: bytes) -> Element:
    """The outermost element of a part of the main name space.

    Raises Uneditable for another name space, such as that of strict Open XML.
    """
    found = root(data)
    key = f"xmlns:{found.prefix[:-1]}" if found.prefix else "xmlns"
    if found.attributes.get(key) != MAIN:
        raise odd_part()
    return found


def odd_part() -> Uneditable:
    """A part is written in a way that is read, but not edited."""
    return Uneditable(say("annotate.odd-part"), say("annotate.save-anew"))


def _accept(content: bytes, limits: Limits) -> None:
    encoding = _ENCODING.match(content.removeprefix(codecs.BOM_UTF8))
    if encoding is not None and encoding[1].lower() not in _PLAIN:
        raise odd_part()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")):
        raise odd_part()
    made: expat.XMLParserType = markup.parser()
    try:
        markup.feed(made, content, limits)
    except Unreadable:
        raise odd_part() from None
