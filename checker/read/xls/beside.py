"""What a compound file carries beside the workbook: properties, macros, caches, other files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from checker.read.beside import OURS
from checker.read.runs import Net
from checker.read.xls.compound import Compound

_SUMMARY, _MORE = "\x05summaryinformation", "\x05documentsummaryinformation"
# Numbers of the properties, [MS-OSHARED] 2.3.3.2.1 and 2.3.3.2.2.
_NAMING: Mapping[str, tuple[int, ...]] = {_SUMMARY: (4, 8), _MORE: (14, 15)}
_OTHERS: Mapping[str, tuple[int, ...]] = {_SUMMARY: (2, 3, 5, 6), _MORE: (2, 16, 17, 18, 26, 27)}
_SECTIONS = 24
# Beginning of the path -> what the file carries there, and where texts in it are said to stand.
_STREAMS = (
    ("_vba_project_cur", "macros", ""),
    ("_sx_db_cur", "pivot-cache", "pivot-cache"),
    ("mbd", "embedded-files", ""),
    ("objectpool", "embedded-files", ""),
    ("revision log", "history", "history"),
    ("user names", "history", "history"),
    ("_signatures", "signature", ""),
    ("_xmlsignatures", "signature", ""),
    ("msodatastore", "custom-xml", "custom-xml"),
)
_READ = frozenset({"workbook", "book", _SUMMARY, _MORE})
_NO_WORDS = ("\x01", "\x03", "ctls")


def streams_beside(container: Compound, known: Set[str], net: Net) -> Iterator[str]:
    """What the file carries, as words of `beside`; `known` is what the workbook told.

    Texts of properties, caches and unknown streams go to `net`.
    """
    found = set(known)
    for name in container.names():
        if name in _READ:
            continue
        thing, place = _kind(name)
        found.add(thing)
        if place and not name.startswith(_NO_WORDS):
            net.cast(place, container.stream(name))
    found |= set(_properties(container, net))
    return iter(sorted(found - {""}))


def _kind(name: str) -> tuple[str, str]:
    for start, thing, place in _STREAMS:
        if name.startswith(start):
            return thing, place
    return "", "other"


def _properties(container: Compound, net: Net) -> Iterator[str]:
    for stream in (_SUMMARY, _MORE):
        if stream not in container.names():
            continue
        given = container.properties(stream)
        people = [words for n in _NAMING[stream] if (words := _words(given.get(n)))]
        for words in people:
            net.add("author", words)
        for number in _OTHERS[stream]:
            net.add("property", _words(given.get(number)))
        if any(words != OURS for words in people):
            yield "author"
        content = container.stream(stream)
        if len(content) > _SECTIONS and content[_SECTIONS] > 1:
            net.cast("property", content)
            yield "properties"


def _words(value: object) -> str:
    """A property as text; these are stored in UTF-8 or in the code page of the machine."""
    if isinstance(value, str):
        return value.strip("\0 ")
    if not isinstance(value, bytes):
        return ""
    try:
        return value.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace").strip("\0 ")
