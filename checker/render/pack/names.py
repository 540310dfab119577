"""File names of the pages of providers: safe on every system, and telling nothing they may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Final

_LONGEST: Final = 60
# Windows keeps these names for devices, whatever the ending.
_DEVICES: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def page_names(ids: Iterable[str], may_tell: Callable[[str], bool]) -> list[str]:
    """A file name without ending for each id, all different even where capitals do not count.

    An id of which `may_tell` says no, such as one that looks like somebody's number, does not
    reach a file name; nor does one that holds no letter or digit of ASCII.
    """
    taken: set[str] = set()
    names = []
    for told in ids:
        stem = (slug(told) if may_tell(told) else "") or "provider"
        name = next(n for n in _numbered(stem) if n not in taken)
        taken.add(name)
        names.append(name)
    return names


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def slug(text: str) -> str:
    """The text in small letters, digits and single hyphens of ASCII; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
    return f"{stem}-page" if _DEVICES.fullmatch(stem) else stem
