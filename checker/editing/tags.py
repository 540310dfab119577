"""XML taken apart at its tags, by byte offsets, so that all other bytes stay as they are.

The texts are XML that a parser has accepted, without a document type (see `draft`). In such a text
every "<" begins a tag, a comment, a CDATA section or an instruction, and no value of an attribute
holds one: that makes it safe to find tags by patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Final
from xml.sax.saxutils import escape

_QUIET: Final = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_REST: Final = rb"""((?:[^<>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(/?)>"""
# Groups: the slash of an end tag, the name, the attributes, the slash of an empty element.
_TAG: Final = re.compile(_QUIET + rb"|<(/?)([^\s/><!?]++)" + _REST, re.DOTALL)
_ATTRIBUTE: Final = re.compile(rb"""([^\s=]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_ESCAPES: Final = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}

Splice = tuple[int, int, bytes]
"""What to put in the place of the bytes from the first offset up to the second."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its offsets: its start tag is [start, inner), its end tag [outer, end).

    An empty one (<a/>) has no end tag: there inner, outer and end are the same.
    """

    name: str  # as written, with its prefix
    start: int
    inner: int
    outer: int
    end: int
    attributes: Mapping[str, str]  # by their names as written

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.name[: self.name.find(":") + 1]

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    def value(self, local: str) -> str | None:
        """An attribute by its name without a prefix; for those that are unique by it."""
        found = (v for k, v in self.attributes.items() if k.rpartition(":")[2] == local)
        return next(found, None)


def root(data: bytes) -> Element:
    """The outermost element. Raises ValueError where there is none."""
    found = next(_elements(data, 0, len(data)), None)
    if found is None:
        raise ValueError("no element")
    return found


def children(data: bytes, parent: Element) -> Iterator[Element]:
    """The elements directly inside `parent`, in order."""
    return _elements(data, parent.inner, parent.outer)


def child(data: bytes, parent: Element, local: str) -> Element | None:
    """The first element of that name directly inside `parent`, with the prefix of `parent`."""
    name = parent.prefix + local
    return next((element for element in children(data, parent) if element.name == name), None)


def with_child(data: bytes, parent: Element, content: bytes) -> Splice:
    """The splice that makes `content` the last thing inside `parent`."""
    if parent.outer != parent.end:
        return parent.outer, parent.outer, content
    tag = opened(data[parent.start : parent.end])
    return parent.start, parent.end, tag + content + f"</{parent.name}>".encode()


def opened(tag: bytes) -> bytes:
    """The tag of an empty element (<a/>) as a start tag (<a>)."""
    return tag[: tag.rindex(b"/")].rstrip() + b">"


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The start tag with that attribute, in its old place where it has it; all else as it was."""
    written = f'{name}="{attribute(value)}"'.encode()
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ValueError("not a tag")
    for found in _ATTRIBUTE.finditer(tag, match.start(3), match.end(3)):
        if found[1] == name.encode():
            return tag[: found.start()] + written + tag[found.end() :]
    return tag[: match.end(2)] + b" " + written + tag[match.end(2) :]


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The text with every splice done; raises ValueError where two of them overlap."""
    made, at = [], 0
    # Splices at one offset keep the order in which they were given.
    for start, end, content in sorted(splices, key=lambda splice: splice[:2]):
        if start < at:
            raise ValueError("splices overlap")
        made += [data[at:start], content]
        at = end
    return b"".join([*made, data[at:]])


def whole_number(text: str | None) -> int | None:
    """The number that an attribute holds; None where it holds something else, or nothing."""
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if plain and text is not None else None


def attribute(text: str) -> str:
    """The text as it stands between the quotes of an attribute."""
    return escape(text, _ESCAPES)


def content(text: str) -> str:
    """The text as it stands between tags."""
    return escape(text, {"\r": "&#13;"})


def _elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    while (match := _TAG.search(data, at, end)) is not None:
        if match[2] is None or match[1]:
            at = match.end()
            continue
        element = _element(data, match, end)
        yield element
        at = element.end


def _element(data: bytes, match: re.Match[bytes], most: int) -> Element:
    inner = match.end()
    outer, end = (inner, inner) if match[4] else _closing(data, match[2], inner, most)
    named = {
        found[1].decode(): unescape(found[2][1:-1].decode())
        for found in _ATTRIBUTE.finditer(match[3])
    }
    return Element(match[2].decode(), match.start(), inner, outer, end, named)


def _closing(data: bytes, name: bytes, at: int, most: int) -> tuple[int, int]:
    """Start and end of the tag that closes the element of that name whose inside begins at `at`."""
    depth = 1
    for match in _same(name).finditer(data, at, most):
        if match[2] is None or match[4]:
            continue
        depth += -1 if match[1] else 1
        if not depth:
            return match.start(), match.end()
    raise ValueError("an element has no end")


@cache
def _same(name: bytes) -> re.Pattern[bytes]:
    """Tags of that name; other tags are passed over without being taken apart."""
    same = rb"|<(/?)(" + re.escape(name) + rb")(?=[\s/>])" + _REST
    return re.compile(_QUIET + same, re.DOTALL)
