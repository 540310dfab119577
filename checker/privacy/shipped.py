"""The texts that our own templates hold, looked at beforehand.

Nearly all that a return says in words was there before anybody filled it in. The lists beside this
module name each such text in which nothing was found; a text that is not among them, down to the
last character, is looked at. The tests look at all of them anew: `--update` writes the lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def shipped_texts() -> frozenset[str]:
    """Texts that hold no identifier and, as headings, ask for none."""
    return frozenset(_lines("shipped"))


@cache
def shipped_headings() -> Mapping[str, str]:
    """Texts that hold no identifier, and what each asks for as a heading: a key of `ASKED`."""
    parted = (line.partition("\t") for line in _lines("shipped_headings"))
    return {text: what for what, _, text in parted}


@cache
def shipped_beside() -> frozenset[tuple[str, str]]:
    """Places outside the cells that are looked at in their own way, and harmless texts there."""
    parted = (line.partition("\t") for line in _lines("shipped_beside"))
    return frozenset((place, text) for place, _, text in parted)


def _lines(name: str) -> list[str]:
    """The texts of a list, each on its line, but for the first line, which says what it is."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")[1:-1]
    return [line.replace(BREAK, "\n") if BREAK in line else line for line in lines]


BREAK = "\\n"
"""How a line that ends within a text is written; a text that holds this itself is not listed."""
