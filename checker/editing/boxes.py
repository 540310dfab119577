"""The boxes that notes are shown in: a drawing in VML, which Excel still asks for.

Such a drawing need not be well-formed XML, so it is only ever made longer before its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checker.editing.draft import odd_part
from checker.read.places import place_of

_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:o="urn:schemas-microsoft-com:office:office"',
    'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_KIND: Final = (
    '<v:shapetype{spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NUMBER: Final = re.compile(rb"""\bid\s*=\s*["']_x0000_s0*([0-9]{1,8})["']""")
_BLOCKS: Final = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata\s*=\s*["'])([0-9, ]*)(["'])""")
_END: Final = re.compile(rb"</xml\s*>\s*\Z")
_BLOCK: Final = 1024  # shapes are numbered in blocks of so many, and a drawing names its blocks
# Pixels: of a box, of a line in it, of a row and of a column that say nothing of their size.
_WIDTH, _LINE, _MARGIN, _TALLEST = 330, 16, 14, 640
_ROW: Final = 20
_LETTERS: Final = 54  # that fit into a line of a box


@dataclass(frozen=True, slots=True)
class Box:
    """A box beside the cell of that name, with room for these words."""

    cell: str
    words: str


def with_boxes(data: bytes, boxes: Sequence[Box], width: Callable[[int], int]) -> bytes:
    """The drawing with a box for each; `width` gives the pixels of a column (counted from 1).

    Raises Uneditable for a drawing without a beginning or an end.
    """
    end = _END.search(data)
    head = data[: data.find(b">", data.find(b"<xml")) + 1]
    if end is None or not head:
        raise odd_part()
    # Not every program names the spaces at the top: then each new shape names them for itself.
    named = all(space.encode() in head.replace(b"'", b'"') for space in _SPACES)
    spaces = "" if named else f" {' '.join(_SPACES)}"
    known = [int(number) for number in _NUMBER.findall(data)]
    first = max([*known, _BLOCK * _first_block(data)]) + 1
    kind = "" if b'id="_x0000_t202"' in data.replace(b"'", b'"') else _KIND
    shapes = (_shape(box, first + number, width, spaces) for number, box in enumerate(boxes))
    new = kind.format(spaces=spaces) + "".join(shapes)
    whole = data[: end.start()] + new.encode() + data[end.start() :]
    return _with_blocks(whole, range(first // _BLOCK, (first + len(boxes) - 1) // _BLOCK + 1))


def blank(block: int) -> bytes:
    """A drawing without a box, whose shapes are numbered from that block on."""
    return (
        f'<xml {" ".join(_SPACES)}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
        f'data="{block}"/></o:shapelayout>{_KIND.format(spaces="")}</xml>'
    ).encode()


def last_block(data: bytes) -> int:
    """The last block of numbers that a drawing uses."""
    used = [int(number) // _BLOCK for number in _NUMBER.findall(data)]
    return max([0, *used, *_named_blocks(data)])


def columns_of(spans: Iterable[tuple[int, int, float]], default: float) -> Callable[[int], int]:
    """Pixels of a column, by first and last column and width in digits of a usual font."""
    known = list(spans)

    def width(column: int) -> int:
        found = (size for low, high, size in known if low <= column <= high)
        return round(next(found, default) * 7 + 5)

    return width


def _first_block(data: bytes) -> int:
    return next(iter(_named_blocks(data)), 1)


def _named_blocks(data: bytes) -> list[int]:
    found = _BLOCKS.search(data)
    return [int(text) for text in re.findall(rb"[0-9]{1,6}", found[2])] if found else []


def _with_blocks(data: bytes, used: range) -> bytes:
    """The drawing, naming the blocks that its new shapes are numbered in."""
    found = _BLOCKS.search(data)
    if found is None:
        return data
    named = _named_blocks(data)
    every = [*named, *(block for block in used if block not in named)]
    words = ",".join(map(str, every)).encode()
    return data[: found.start(2)] + words + data[found.end(2) :]


def _shape(box: Box, number: int, width: Callable[[int], int], spaces: str) -> str:
    row, column = place_of(box.cell)
    lines = sum(1 + len(line) // _LETTERS for line in box.words.split("\n"))
    height = min(lines * _LINE + _MARGIN, _TALLEST)
    return (
        f'<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        f"width:{_WIDTH * 3 // 4}pt;height:{height * 3 // 4}pt;z-index:{number % _BLOCK};"
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(row, column, height, width)}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _anchor(row: int, column: int, height: int, width: Callable[[int], int]) -> str:
    """Corners of a box to the right of its cell: columns and rows from 0, each with an offset."""
    left = right = column  # counted from 0, this is the column after the cell's own
    rest = _WIDTH + 15
    while rest > width(right + 1) and right - left < _WIDTH:
        rest -= width(right + 1)
        right += 1
    top = max(row - 2, 0)
    bottom, below = divmod(height + 10, _ROW)
    return f"{left}, 15, {top}, 10, {right}, {rest}, {top + bottom}, {below}"
