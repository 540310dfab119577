"""The text of OpenDocument paragraphs, as a person sees it."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = frozenset({"text:p", "text:h"})


class Paragraphs:
    """Paragraphs put together piece by piece.

    White space in the file is one space, and none at the start of a paragraph; the spaces, tabs
    and line ends that count have elements of their own; the walker has
    counted the spaces before. `loose` text counts outside paragraphs too.
    """

    def __init__(self, loose: bool = False) -> None:
        self.loose = loose
        self.depth = 0
        self.any = False
        self.pieces: list[str] = []
        self.space = True  # whether a space here would be one too many

    def start(self, name: str, found: dict[str, str]) -> None:
        """An element begins inside the text."""
        if name in _PARAGRAPHS:
            if self.any and not self.depth:
                self.pieces.append("\n")
            self.any, self.space = True, True
            self.depth += 1
        elif name == "text:s":
            self.explicit(" " * int(found.get("text:c", "1")))
        elif name == "text:tab":
            self.explicit("\t")
        elif name == "text:line-break":
            self.explicit("\n")

    def end(self, name: str) -> None:
        """An element inside the text ends."""
        if name in _PARAGRAPHS:
            self.depth -= 1

    def explicit(self, text: str) -> None:
        """White space that counts."""
        if self.depth or self.loose:
            self.pieces.append(text)
            self.space = False

    def characters(self, text: str) -> None:
        """Text as it stands in the file."""
        if not (self.depth or self.loose):
            return
        if "  " in text or not text.isprintable():
            text = _SPACES.sub(" ", text)
        if self.space and text.startswith(" "):
            text = text[1:]
        if text:
            self.pieces.append(text)
            self.space = text.endswith(" ")

    def text(self) -> str | None:
        """All of it; None where there was no paragraph, nor any loose text."""
        return "".join(self.pieces) if self.any or self.pieces else None
