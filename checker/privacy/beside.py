"""Texts outside the cells, each looked at as its place asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

from checker.layout.values import clean
from checker.privacy.cells import Sighting
from checker.privacy.harmless import keep
from checker.privacy.labels import is_author, is_name
from checker.privacy.names import KIND as NAME
from checker.privacy.pattern import regex
from checker.privacy.shipped import shipped_beside, shipped_headings, shipped_texts
from checker.privacy.texts import identifier_kind
from checker.read import Text

_UNDERLINES = regex(r"[_\\/]+")


def scan_texts(texts: Sequence[Text]) -> list[Sighting]:
    """Every text outside the cells that looks like an identifier."""
    return [
        Sighting(text.sheet, text.cell, kind, text.place) for text in texts if (kind := _kind(text))
    ]


def _kind(text: Text) -> str:
    known = _harmless.setdefault(text.place, {})
    if text.words in known or _is_shipped(text):
        return ""
    kind = _LOOKS.get(text.place, identifier_kind)(text.words)
    return kind or keep(known, text.words, "")


def _is_shipped(text: Text) -> bool:
    if text.place in _LOOKS:
        return (text.place, text.words) in shipped_beside()
    return text.words in shipped_texts() or text.words in shipped_headings()


_harmless: dict[str, dict[str, str]] = {}
"""By place, as each is looked at in its own way; there are as many places as the reading knows."""


def _label(words: str) -> str:
    """The name of a sheet: a name alone, or joined by underlines, is somebody's."""
    return identifier_kind(words) or identifier_kind(_spaced(words)) or _named(words, is_name)


def _file(words: str) -> str:
    return identifier_kind(words, names=False, pages=False) or _label(PurePath(words).stem)


def _author(words: str) -> str:
    return identifier_kind(words) or _named(clean(words), is_author)


def _address(words: str) -> str:
    """Where a link leads: pages are no matter, folders and files may be called after somebody."""
    kind = identifier_kind(words, names=False, pages=False)
    if kind or "://" in words.removeprefix("file://"):
        return kind
    return identifier_kind(_spaced(words.replace("%20", " ")), pages=False)


def _hidden(words: str) -> str:
    """A part that no program shows: the addresses of schemas stand there."""
    return identifier_kind(words, pages=False)


def _defined(words: str) -> str:
    return _hidden(words) or identifier_kind(_spaced(words), pages=False)


def _spaced(words: str) -> str:
    return _UNDERLINES.sub(" ", words)


def _named(words: str, test: Callable[[str], bool]) -> str:
    return NAME if test(words) else ""


_LOOKS: Mapping[str, Callable[[str], str]] = {
    "author": _author,
    "sheet-name": _label,
    "file-name": _file,
    "defined-name": _defined,
    "table": _defined,
    "hyperlink": _address,
    "connection": _address,
    "custom-xml": _hidden,
    "other": _hidden,
    "pivot-cache": _hidden,
    "external-cache": _hidden,
    "history": _hidden,
}
"""How the texts of a place are looked at; those of all others as a cell is."""
