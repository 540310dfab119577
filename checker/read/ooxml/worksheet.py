"""One worksheet part, walked element by element.

Elements are known by their local name, so that both flavours of the format are read alike.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from checker.language import say
from checker.read import markup, stops
from checker.read.limits import Limits
from checker.read.ooxml import scan
from checker.read.ooxml.textwalk import TextWalk
from checker.read.places import MAX_COLUMN, MAX_ROW, name_of_corner, place_of
from checker.read.tally import SharedStrings, Tally

_SPACE = " \t\r\n"
_AMPERSAND = ord("&")
_CELL_TAGS = (b"<c ", b"<c>", b"<c/", b':c r="')
# A cell, its formula, its value, and a text in it.
_TAGS_OF_CELL = 2 * (1 + 1 + 1 + 2)
_ROW_TAGS = (b"<row ", b"<row>", b"<row/", b':row r="')


class _Walk:
    """State of one walk; its methods are the handlers of the parser."""

    def __init__(self, tally: Tally, made: expat.XMLParserType, data: bytes) -> None:
        self.tally = tally
        self.made = made
        self.data = data
        self.depth = 0
        self.in_data = False
        self.in_cell = False
        self.phonetic = 0
        self.row = 0
        self.column = 0
        self.kind = ""
        self.child = False
        self.formula = False
        self.value: str | None = None
        self.pieces: list[str] = []
        self.length = 0
        self.cells = self.spans = self.beside = 0
        self.escaped = self.broken = False
        self.inline = False
        self.keep = False
        self.sink = ""
        self.stray: list[str] = []
        self.formula_text = ""
        self.rim = tally.rim
        self.other_encoding = False
        self.names: dict[str, str] = {}
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self.cell,
            "row": self.start_row,
            "sheetData": self.start_data,
            "dimension": self.dimension,
            "col": self.columns,
            "mergeCell": self.merge,
            "sheetProtection": self.protection,
        }
        self.nesting = tally.limits.nesting
        made.buffer_text = False  # so that a value given in several pieces can be told
        made.StartElementHandler = self.start
        made.EndElementHandler = self.end
        made.CharacterDataHandler = self.characters
        made.CommentHandler = self.interruption
        made.StartCdataSectionHandler = self.interruption
        made.ProcessingInstructionHandler = self.interruption

    def start(self, name: str, found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.nesting:
            raise markup.too_deep()
        name = self.names.get(name) or self.names.setdefault(name, markup.local(name))
        if self.in_cell:
            self.start_inside(name, found)
        elif name in self.starts:
            self.starts[name](found)
        elif not self.in_data:
            self.beside += 1
            if self.beside > self.tally.limits.elements:
                raise markup.too_many(self.tally.limits)
            self.rim.start(name, found)

    def start_inside(self, name: str, found: dict[str, str]) -> None:
        self.child = True
        if name == "v":
            if self.value is not None:
                raise stops.corrupt(say("read.cell-two-values"))
            self.value, self.pieces, self.escaped, self.broken = "", [], False, False
            self.sink, self.length = "v", 0
        elif name == "t" and not self.phonetic:
            self.keep, self.sink = found.get("xml:space") == "preserve", "t"
        elif name == "f":
            self.formula, self.sink = True, self.sink or "f"
        elif name == "rPh":
            self.phonetic += 1
        elif name == "c":
            raise stops.corrupt(say("read.cell-holds-another-cell"))

    def end(self, name: str) -> None:
        self.depth -= 1
        name = self.names[name]
        if name == "c" and self.in_cell:
            self.end_cell()
        elif name == "sheetData":
            self.in_data = False
            self.beside_value()
        elif name == "t" and self.sink == "t":
            self.sink = ""
        elif name == "v" and self.sink == "v":
            self.value, self.sink = "".join(self.pieces), ""
        elif name == "f" and self.sink == "f":
            self.sink = ""
        elif name == "rPh" and self.in_cell:
            self.phonetic -= 1
        elif not self.in_data and name not in self.starts:
            self.rim.end(name)

    def characters(self, text: str) -> None:
        if self.sink == "v":
            # Expat gives an escape and a line end as pieces of their own; other pieces are only
            # where a step of the data ends.
            escaped = text == "\n" or self.data[self.made.CurrentByteIndex] == _AMPERSAND
            self.broken = self.broken or (bool(self.pieces) and (escaped or self.escaped))
            self.escaped = escaped
            self.pieces.append(text)
            self.length += len(text)
            if self.length > self.tally.limits.value:
                found = say("read.cell-holds-text-least-characters", length=self.length)
                raise stops.over("value", found, self.tally.limits.value)
        elif self.sink == "t":
            self.inline = self.inline or bool(text if self.keep else text.strip(_SPACE))
        elif self.sink == "f":
            self.formula_text += text
        elif not self.in_data:
            self.rim.characters(text)
        elif self.stray or not text.isspace():
            self.stray.append(text)

    def interruption(self, *_: str) -> None:
        # calamine drops what follows a comment inside a value: a wrong number, with no warning.
        if self.sink == "v":
            raise stops.corrupt(say("read.value-interrupted-comment-like"))

    def declaration(self, _: str, encoding: str | None, __: int) -> None:
        self.other_encoding = (encoding or "utf-8").lower() != "utf-8"

    def start_data(self, _: dict[str, str]) -> None:
        self.in_data = True

    def start_row(self, found: dict[str, str]) -> None:
        if not self.in_data:
            return
        named = found.get("r")
        self.row = _number(named, MAX_ROW) if named is not None else self.row + 1
        self.column = self.cells = 0
        if self.row > MAX_ROW:
            raise stops.corrupt(say("read.sheet-more-rows-than-there"))
        self.tally.open_row(self.row, found)

    def cell(self, found: dict[str, str]) -> None:
        if not self.in_data:
            return
        self.tally.add(1)
        self.cells += 1
        if self.cells > MAX_COLUMN:
            raise stops.corrupt(say("read.row-more-cells-than-there"))
        named = found.get("r")
        if named is None:
            self.column += 1
        else:
            row, self.column = place_of(named)
            if row != self.row:
                raise stops.corrupt(say("read.cell-stands-row-does-name"))
        if not 0 < self.column <= MAX_COLUMN or not self.row:
            raise stops.corrupt(say("read.cell-stands-outside-sheet"))
        self.kind = found.get("t", "")
        self.child = self.formula = self.inline = False
        self.value, self.in_cell, self.phonetic = None, True, 0

    def end_cell(self) -> None:
        self.in_cell = False
        if self.broken and self.value and self.kind != "str":
            raise stops.corrupt(say("read.value-written-escapes-change-how"))
        self.broken = False
        if self.formula_text or self.stray:
            self.beside_value()
        if self.child:
            self.tally.cell(self.row, self.column, self.kind, self.formula, self.value, self.inline)

    def beside_value(self) -> None:
        """Texts in a cell that are not its value: its formula, phonetic guides, anything else."""
        cell = name_of_corner(self.row, self.column) if self.row else ""
        self.rim.formula(self.formula_text, cell)
        self.rim.texts.add("other", "".join(self.stray), self.rim.sheet, cell)
        self.formula_text, self.stray = "", []

    def dimension(self, found: dict[str, str]) -> None:
        self.tally.declared = found.get("ref", "")[:32]

    def columns(self, found: dict[str, str]) -> None:
        self.spans += 1
        if self.spans > MAX_COLUMN:
            raise stops.corrupt(say("read.sheet-describes-more-columns-than"))
        if markup.is_true(found.get("hidden")) or markup.is_zero(found.get("width")):
            span = _number(found.get("min"), MAX_COLUMN), _number(found.get("max"), MAX_COLUMN)
            self.tally.hidden_columns.append(span)

    def merge(self, found: dict[str, str]) -> None:
        limit = self.tally.limits.merged_ranges
        if len(self.tally.merged) >= limit:
            raise stops.more_than("merged_ranges", limit, say("read.merged-ranges-on-one-sheet"))
        reference = found.get("ref", "")
        for corner in reference.split(":", 1):
            place_of(corner)
        self.tally.merged.append(reference)

    def protection(self, found: dict[str, str]) -> None:
        self.tally.protected = markup.is_true(found.get("sheet"))


def _number(text: str | None, limit: int) -> int:
    if not text or not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise stops.corrupt(say("read.row-column-number-cannot"))
    number = int(text)
    if not 0 < number <= limit:
        raise stops.corrupt(say("read.row-column-number-beyond-size"))
    return number


def count(
    data: bytes, strings: SharedStrings, limits: Limits, allowed: int, rim: TextWalk
) -> Tally:
    """Running counts of one worksheet part, of at most `allowed` cells.

    `rim` gathers the texts around the cells; it is renewed where the part is walked twice.
    Raises Unreadable for a part that is damaged or unsafe, or that has more cells.
    """
    _weigh(data, limits, allowed)
    fresh = quick(data, Tally(strings, limits, allowed, rim))
    if fresh is not None:
        return fresh
    rim.renew()
    return thorough(data, Tally(strings, limits, allowed, rim))


def _weigh(data: bytes, limits: Limits, allowed: int) -> None:
    """Refuse a part by the number of its tags, long before they are walked one by one."""
    most = min(allowed, MAX_ROW, limits.elements)
    # What holds for all tags together need not be counted for each kind.
    if len(data) <= markup.SHORTEST_TAG * most or data.count(b"<") <= most:
        return
    cells = sum(map(data.count, _CELL_TAGS))
    if cells > allowed:
        raise stops.many_cells(limits.cells - allowed + cells, limits.cells)
    rows = sum(map(data.count, _ROW_TAGS))
    if rows > MAX_ROW:
        raise stops.corrupt(say("read.sheet-more-rows-than-there"))
    markup.weigh(data, limits, _TAGS_OF_CELL * cells + 2 * rows)


def thorough(data: bytes, tally: Tally) -> Tally:
    """Walk the whole part with the parser: right for every well-formed part."""
    made = markup.parser()
    _Walk(tally, made, data)
    markup.feed(made, data, tally.limits)
    return tally


def quick(data: bytes, tally: Tally) -> Tally | None:
    """As `thorough`, in a third of the time, for a part in the form that programs write.

    None when the part is not in that form throughout: nothing is guessed.
    """
    split = scan.split(data)
    if split is None:
        return None
    made = markup.parser()
    walk = _Walk(tally, made, data)
    made.XmlDeclHandler = walk.declaration
    markup.feed(made, split.head, tally.limits, final=False)
    if walk.other_encoding or not walk.in_data or not scan.rows(split.windows(), tally):
        return None
    markup.feed(made, split.tail, tally.limits)
    return tally
