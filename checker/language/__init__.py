"""Every sentence that people read, from one catalogue for each language.

A catalogue is a folder of YAML files below `templates/language/`, one file for each room: the key
"rows.unknown-code" is the entry `unknown-code` of `rows.yaml`. An entry is a text with {names} to
fill in, or several texts by plural form ("one", "other" …), between which `n` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Final

from checker.resources import templates_folder
from checker.resources.parsed import parsed

ENGLISH: Final = "en"
LANGUAGES: Final = ("en", "cy")
# Stands before a sentence that the language asked for does not have, so that nobody takes a gap
# for a translation.
FALLBACK: Final = "[en] "

Entry = str | Mapping[str, str]
_active: ContextVar[str] = ContextVar("language", default=ENGLISH)


def spoken() -> str:
    """The language in which `say` answers now."""
    return _active.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let `say` answer in `language`, one of LANGUAGES, until the end of the block."""
    before = _active.set(language)
    try:
        yield
    finally:
        _active.reset(before)


def say(key: str, /, n: int | None = None, **values: Any) -> str:
    """The sentence of that key, filled in; `n` chooses the plural form and fills in {n}.

    A sentence that the language does not have is given in English, with FALLBACK before it.
    Raises KeyError for a key that English does not have, which is a fault of ours.
    """
    language = _active.get()
    entry = entries(language, key.partition(".")[0]).get(key.partition(".")[2])
    mark = ""
    if entry is None:
        mark = FALLBACK if language != ENGLISH else ""
        entry = entries(ENGLISH, key.partition(".")[0])[key.partition(".")[2]]
        language = ENGLISH
    text = entry if isinstance(entry, str) else entry.get(_form(language, n), entry["other"])
    if n is not None:
        values["n"] = f"{n:,}"
    return _Gap(mark + text.format_map(_bare(values))) if mark else text.format_map(values)


class _Gap(str):
    """A sentence that was said in English in place of one that is missing."""

    __slots__ = ()


def _bare(values: Mapping[str, Any]) -> dict[str, Any]:
    """What fills in an English sentence that is marked: one mark is enough for all of it."""
    return {
        name: value.removeprefix(FALLBACK) if isinstance(value, _Gap) else value
        for name, value in values.items()
    }


def unmarked(key: str, /) -> str:
    """The sentence of that key where no mark can stand: the name of a sheet takes no bracket."""
    return say(key).removeprefix(FALLBACK)


def within(said: str, whole: str) -> bool:
    """Whether a sentence stands in another, which has one mark for all of it."""
    return said.removeprefix(FALLBACK) in whole


def gaps_told() -> str:
    """What stands, in English, on top of a report that may have gaps; nothing on others."""
    if spoken() == ENGLISH:
        return ""
    with speaking(ENGLISH):
        return say("language.gaps", mark=FALLBACK.strip())


@cache
def entries(language: str, room: str) -> Mapping[str, Entry]:
    """What one language has for one room; nothing, where it has no such file."""
    path = catalogues() / language / f"{room}.yaml"
    try:
        found: Mapping[str, Entry] | None = parsed(path, catalogues())
    except (LookupError, OSError):
        found = _read(path) if path.is_file() else None
    return found or {}


def catalogues() -> Path:
    """The folder with a catalogue for each language."""
    return templates_folder() / "language"


def _read(path: Path) -> Mapping[str, Entry] | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: Mapping[str, Entry] | None = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
    return found


def _form(language: str, n: int | None) -> str:
    """The plural form of a whole number (Unicode CLDR, cardinal rules)."""
    if language == "cy":
        return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(n or 0, "other")
    return "one" if n == 1 else "other"
