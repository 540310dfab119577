"""One part, or the rim of a worksheet, walked for the texts that people wrote into it."""

from __future__ import annotations

from collections.abc import Mapping

from checker.read import markup
from checker.read.beside import OURS
from checker.read.limits import Limits
from checker.read.ooxml.kinds import STYLES, WORKBOOK, Kind
from checker.read.places import cell_at, first_cell
from checker.read.texts import (
    SHORTEST,
    Texts,
    constants,
    is_blob,
    is_nothing,
    is_time,
    is_worth,
    without_codes,
    without_maker,
)

# Elements whose texts have a place of their own, whatever part they stand in.
_PLACES: Mapping[str, str] = {
    "headerFooter": "header-footer",
    "dataValidation": "prompt",
    "hyperlink": "hyperlink",
    "hlinkClick": "hyperlink",
    "hlinkHover": "hyperlink",
    "definedName": "defined-name",
    "fileSharing": "author",
    "absPath": "property",
    "creator": "author",
    "lastModifiedBy": "author",
    "Manager": "author",
    "Company": "author",
    # Names of fonts, and the words for "worksheets" in the language of the program.
    "fonts": "",
    "HeadingPairs": "",
}
# Elements that belong to a cell, with the attribute that names it, where one does.
_SPOTS: Mapping[str, str] = {
    "comment": "ref",
    "threadedComment": "ref",
    "hyperlink": "ref",
    "dataValidation": "sqref",
    "conditionalFormatting": "sqref",
    "protectedRange": "sqref",
    "inputCells": "r",
    "oneCellAnchor": "",
    "twoCellAnchor": "",
    "shape": "",
}
_IDLE = 1_000  # so many values are remembered: programs write the same few again and again
_ANCHOR_ROW = 2  # in a legacy drawing: left column, offset, top row, offset, and the other corner
_CORNERS = {"col": "col", "row": "row", "Column": "col", "Row": "row"}
# Elements whose text is one text, whatever elements it is cut into; and what ends a line in it.
_BLOCKS = frozenset({"text", "p", "si", "is", "textbox"})
_BREAKS = frozenset({"p", "br", "div"})
_FORMULAS = frozenset(
    {
        *("definedName", "formula", "formula1", "formula2", "f"),
        *("calculatedColumnFormula", "totalsRowFormula"),
    }
)
_HEADERS = frozenset(
    {f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")}
)
_TIMES = frozenset({"created", "modified", "lastPrinted"})
_FILTERS = frozenset({"filter", "customFilter", "inputCells"})
# Attributes that hold what a person wrote.
_WRITTEN = frozenset(
    {
        *("alt", "author", "caption", "codeName", "colHeaderCaption", "command", "comment"),
        *("connection", "customMenu", "dataCaption", "ddeService", "ddeTopic", "descr"),
        *("description", "display", "displayName", "error", "errorCaption", "errorTitle"),
        *("grandTotalCaption", "help", "href", "initials", "keywords", "location"),
        *("missingCaption", "n", "name", "odcFile", "refreshedBy", "prompt", "promptTitle"),
        *("rowHeaderCaption", "sourceFile", "statusBar", "string", "text", "title", "tooltip"),
        *("totalsRowLabel", "uniqueName", "url", "user", "userId", "userName", "v"),
    }
)
# Attributes that only machines write, in forms that look like more.
_MACHINES = frozenset(
    {
        *("Ignorable", "Requires", "typeface", "panose", "ref", "sqref", "spans", "style"),
        *("coordsize", "path", "dT", "dateTime", "PartName", "builtinId"),
    }
)
# What programs write where the name of a person would stand.
_NOBODY = frozenset({OURS, "openpyxl", "Apache POI", "Microsoft Office User"})
_STOCK = frozenset({"Office Theme", "_xlnm.Print_Area", "_xlnm.Print_Titles"})


class TextWalk:
    """Handlers that gather the texts of one part into `texts`.

    `signs` tells what was met: "comments" by a person, "ours" for one of the template, an "author"
    or custom "properties" of the document, "stored" values of another workbook, "drawings" beside
    the boxes of comments, a "blob" that cannot be looked through.
    `linked` has the cell of each hyperlink by the id of its relationship.
    """

    def __init__(self, kind: Kind, sheet: str, texts: Texts, limits: Limits) -> None:
        self.kind, self.sheet, self.texts, self.limits = kind, sheet, texts, limits
        self.signs: set[str] = set()
        self.linked: dict[str, str] = {}
        self.authors: list[str] = []
        self.names, self.roles = texts.names, texts.roles
        self.renew()

    def renew(self) -> None:
        """Begin the part again; what was gathered stays."""
        self.places = [self.kind.place]
        self.buffers: list[list[str]] = []
        self.depth = self.block = self.spot = 0
        self.cell = ""
        self.corner: dict[str, str] = {}
        self.anchor: list[str] = []
        self.held: list[tuple[str, str]] = []

    def start(self, name: str, found: Mapping[str, str]) -> None:
        """An element, by its name with or without a prefix."""
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise markup.too_deep()
        name = self.names.get(name) or self.names.setdefault(name, markup.local(name))
        self.texts.pass_element()
        place = self.places[-1] if self.kind.free else _PLACES.get(name, self.places[-1])
        if "builtinId" in found and name == "cellStyle" and self.kind is STYLES:
            place = ""  # a style that came with the program, called in its language
        self.places.append(place)
        if not self.block:
            self.buffers.append([])
            self.block = self.depth if name in _BLOCKS else 0
        elif name in _BREAKS:
            self.buffers[-1].append("\n")
        if not self.spot and name in _SPOTS and not self.kind.free:
            self._open_spot(name, found)
        if found and not (name == "sheet" and self.kind is WORKBOOK):
            # Names of sheets are looked through with their sheet.
            self._attributes(name, place, found)
            self._signs(name, found)

    def end(self, name: str) -> None:
        """The end of the element that was started last."""
        name, place = self.names[name], self.places.pop()
        if not self.block or self.block == self.depth:
            self.block = 0
            pieces = self.buffers.pop()
            if pieces and (words := "".join(pieces).strip()):
                self._words(name, words, place)
        if self.spot == self.depth:
            self._close_spot()
        self.depth -= 1

    def characters(self, text: str) -> None:
        """Text inside the element that is open."""
        if self.buffers:
            self.buffers[-1].append(text)

    def say(self, place: str, words: str) -> None:
        """Keep words, with the cell that they belong to once it is known."""
        if not place:
            return
        if self.spot and not self.cell:
            self.held.append((place, words))
            self.texts.weigh(len(self.held))
        else:
            self.texts.add(place, words, self.sheet, self.cell)

    def formula(self, words: str, cell: str) -> None:
        """What the formula of a cell holds in itself."""
        for constant in constants(words):
            self.texts.add("formula", constant, self.sheet, cell)

    def finish(self) -> None:
        """Authors of whom no comment was met."""
        for author in self.authors:
            if author != OURS:
                self.texts.add("author", author, self.sheet)

    def _open_spot(self, name: str, found: Mapping[str, str]) -> None:
        self.spot, self.corner, self.anchor = self.depth, {}, []
        self.cell = first_cell(found.get(_SPOTS[name], ""))
        if name == "hyperlink":
            self.linked.update(
                (value, self.cell) for key, value in found.items() if key.endswith(":id")
            )

    def _close_spot(self) -> None:
        corner = (self.corner.get("row", ""), self.corner.get("col", ""))
        self.cell = self.cell or cell_at(*corner)
        if not self.cell and len(self.anchor) > _ANCHOR_ROW:
            self.cell = cell_at(self.anchor[_ANCHOR_ROW].strip(), self.anchor[0].strip())
        self.spot = 0
        held, self.held = self.held, []
        for place, words in held:
            self.say(place, words)
        self.cell = ""

    def _words(self, name: str, words: str, place: str) -> None:
        if name in ("v", "val"):
            self.signs.add("stored")
        if self.spot and self._is_spot(name, words):
            return
        if name in _FORMULAS and not self.kind.free:
            for constant in constants(words):
                self.say(place, constant)
        elif name in _HEADERS:
            for printed in without_codes(words):
                self.say("header-footer", printed)
        elif name == "author" and place == "comment":
            self.authors.append(words)
        else:
            self._plain(name, words, place)

    def _is_spot(self, name: str, words: str) -> bool:
        """Whether words say where the cell is, and nothing else."""
        if name in _CORNERS and is_nothing(words):
            self.corner.setdefault(_CORNERS[name], words)
        elif name == "Anchor" and words.count(",") > _ANCHOR_ROW:
            self.anchor = words.split(",")
        elif name == "sqref" and first_cell(words):
            self.cell = self.cell or first_cell(words)
        else:
            return False
        return True

    def _plain(self, name: str, words: str, place: str) -> None:
        if is_nothing(words) or (name in _TIMES and is_time(words)):
            return
        if is_blob(words):
            self.signs.add("blob")
        elif words != OURS:
            words = without_maker(words) if place == "comment" else words
            if place == "author" and words not in _NOBODY:
                self.signs.add("author")
            self.say(place, words)

    def _attributes(self, element: str, place: str, found: Mapping[str, str]) -> None:
        free = self.kind.free or element in _FILTERS
        idle = self.texts.idle
        for key, value in found.items():
            role = self.roles.get(key) or self.roles.setdefault(key, _role(key))
            if free and role != "name":
                role = "written"
            if role == "written":
                if not is_nothing(value):
                    self._attribute(place, value)
            elif role != "made" and len(value) >= SHORTEST and value not in idle:
                if is_worth(value):
                    self._attribute(place and "other", value)
                elif len(idle) < _IDLE:
                    idle.add(value)

    def _attribute(self, place: str, value: str) -> None:
        if is_blob(value):
            self.signs.add("blob")
        elif value not in _STOCK:
            self.say(place, value)

    def _signs(self, name: str, found: Mapping[str, str]) -> None:
        if name == "comment" and self.kind.place == "comment":
            author = _nth(self.authors, found.get("authorId", ""))
            self.signs.add("ours" if author == OURS else "comments")
            self.say("author", "" if author == OURS else author)
        elif name == "property" and self.kind.place == "property":
            self.signs.add("properties")
        elif name == "ClientData" and found.get("ObjectType") != "Note":
            self.signs.add("drawings")


def _role(key: str) -> str:
    """Who fills an attribute: a person, a machine, or a machine in a form that could be more."""
    name = markup.local(key)
    if key.startswith("xmlns"):
        return "name"
    if name in _MACHINES:
        return "made"
    return "written" if name in _WRITTEN else "other"


def _nth(authors: list[str], number: str) -> str:
    if number.isascii() and number.isdigit() and len(number) < 7 and int(number) < len(authors):
        return authors[int(number)]
    return ""


def walk(data: bytes, found: TextWalk) -> None:
    """Gather the texts of a whole part. Raises Unreadable when it is damaged or unsafe."""
    markup.weigh(data, found.limits)
    made = markup.parser()
    made.StartElementHandler = found.start
    made.EndElementHandler = found.end
    made.CharacterDataHandler = found.characters
    made.CommentHandler = lambda words: found.say("other", words)
    markup.feed(made, data, found.limits)
    found.finish()
