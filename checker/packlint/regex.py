"""Regular expressions taken apart: enough of their grammar to see what repeats inside what.

The engines themselves match; this only reads. A construct it does not know raises ValueError.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|[:imsx]*:|[imsx]+\)))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<edge>\^|\$|\\[bBAzZ])"
    r"|(?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})[?+]?)"
    r"|(?P<one>\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\p\{\w+\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\])",
    re.DOTALL,
)
_LONGEST = 1000
_LETTERS = f"A1a- {string.ascii_uppercase}{string.printable}éß😀"
_NARROW = re.compile(r"\\?[^.]|\[[^^].*\]|\\[dsw]", re.DOTALL)


@dataclass
class Piece:
    """A character, an edge, or a group of branches; `most` is None where it has no end."""

    text: str = ""
    branches: list[list[Piece]] = field(default_factory=list)
    least: int = 1
    most: int | None = 1

    @property
    def repeats(self) -> bool:
        """Whether it may stand more than once."""
        return self.most is None or self.most > 1

    @property
    def is_wide(self) -> bool:
        """Whether it takes nearly every character."""
        return not self.branches and _NARROW.fullmatch(self.text) is None


def taken_apart(pattern: str) -> Piece:
    """The whole pattern as one group."""
    whole = Piece(branches=[[]])
    open_groups = [whole]
    place = 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None:
            raise ValueError("the pattern cannot be taken apart")
        _take(token, open_groups)
        place = token.end()
    return whole


def _take(token: re.Match[str], open_groups: list[Piece]) -> None:
    kind, text, last = token.lastgroup, token.group(), open_groups[-1].branches[-1]
    if kind == "open" and not text.endswith(")"):
        group = Piece(branches=[[]])
        last.append(group)
        open_groups.append(group)
    elif kind == "close":
        open_groups.pop()
    elif kind == "bar":
        open_groups[-1].branches.append([])
    elif kind == "repeat":
        last[-1].least, last[-1].most = _counts(text)
    elif kind == "one":
        last.append(Piece(text=text))


def _counts(text: str) -> tuple[int, int | None]:
    plain: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
    if text[0] in plain:
        return plain[text[0]]
    low, comma, high = text.rstrip("?+").strip("{}").partition(",")
    least = int(low or 0)
    return (least, int(high) if high else None) if comma else (least, least)


def everything_in(piece: Piece) -> Iterator[Piece]:
    """Every piece inside this one, at any depth."""
    for branch in piece.branches:
        for inner in branch:
            yield inner
            yield from everything_in(inner)


def texts_around(pattern: str) -> list[str]:
    """Texts that a pattern should take, and texts one repetition short or long of that."""
    whole = taken_apart(pattern)
    repeated = [piece for piece in everything_in(whole) if (piece.least, piece.most) != (1, 1)]
    found = [_sample(whole, {})]
    for piece in repeated:
        ends = [piece.least - 1, piece.least, piece.most, (piece.most or piece.least) + 1]
        counts = {count for count in ends if count is not None and 0 <= count <= _LONGEST}
        found += [_sample(whole, {id(piece): count}) for count in sorted(counts)]
    branched = [piece for piece in (whole, *everything_in(whole)) if len(piece.branches) > 1]
    for piece in branched:
        found += [_sample(whole, {}, {id(piece): n}) for n in range(len(piece.branches))]
    return list(dict.fromkeys(found))


def _sample(piece: Piece, counts: dict[int, int], chosen: dict[int, int] | None = None) -> str:
    chosen = chosen or {}
    if piece.branches:
        branch = piece.branches[chosen.get(id(piece), 0)]
        once = "".join(_sample(inner, counts, chosen) for inner in branch)
    else:
        once = next((c for c in (*_LETTERS, piece.text[-1]) if _takes(piece.text, c)), "A")
    return once * counts.get(id(piece), piece.least)


def _takes(token: str, character: str) -> bool:
    try:
        return re.fullmatch(token, character) is not None
    except re.error:
        return token == character
