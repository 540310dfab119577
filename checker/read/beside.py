"""What a file can carry beside its cells, by the words that receipts use."""

from __future__ import annotations

from typing import Final

from checker.language import say

OURS: Final = "Perpetrator programme checker"
"""What our own template writes as its author: no person, and so nothing to tell."""

ORIGINAL: Final = "checker/original.bin"
"""The part in which an annotated copy keeps what it changed of the original."""

THINGS: Final = (
    "macros",
    "external-links",
    "external-cache",
    "connections",
    "comments",
    "people",
    "author",
    "pivot-cache",
    "embedded-files",
    "pictures",
    "drawings",
    "history",
    "data-model",
    "custom-xml",
    "properties",
    "signature",
    "annotations",
    "damaged-parts",
    "unread-parts",
)
"""What a file can carry beside its cells, in the order in which it is told."""


def beside_words(thing: str) -> str:
    """What a file carries beside its cells, as a sentence of the notes."""
    return say(f"beside.{thing}")


def place_words(place: str) -> str:
    """Where a text outside the cells stands, as the subject of a sentence."""
    return say(f"places.{place}")
