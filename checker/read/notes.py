"""Sentences about what a file holds besides its cells. They hold no content of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.errors import Unreadable
from checker.model.receipt import SheetReceipt
from checker.read import markup
from checker.read.limits import Limits
from checker.read.parts import Parts

# What our own template writes as its author: no person, and so nothing to tell.
OURS = "Perpetrator programme checker"
# Beginning of the part name -> what it means for the reader of the receipt.
_PARTS = (
    ("xl/vbaproject.bin", "It contains macros. They were not run."),
    ("xl/externallinks/externallink", "It has links to other workbooks. They were not followed."),
    ("xl/connections.xml", "It has connections to outside data. They were not followed."),
    ("xl/comments", "Cells carry comments. They were not read."),
    ("xl/threadedcomments/", "Cells carry threaded comments. They were not read."),
    ("xl/persons/", "It holds a list of the people who wrote comments."),
    ("xl/pivotcache/", "A pivot table keeps a hidden copy of the data it was made from."),
    ("xl/embeddings/", "Other files are embedded in it. They were not read."),
    ("xl/media/", "It holds pictures. They were not read."),
    ("xl/drawings/drawing", "It holds drawings or charts. Text in them was not read."),
    ("xl/revisions/", "It holds a history of changes. It was not read."),
    ("customxml/item", "It holds custom XML data. It was not read."),
    ("docprops/custom.xml", "It has custom document properties. They were not read."),
    ("_xmlsignatures/", "It carries a digital signature. The signature was not checked."),
)
_NAMING = frozenset({"creator", "lastModifiedBy", "Manager", "Company"})


def of_workbook(strict: bool, from_1904: bool, names: int) -> Iterator[str]:
    """What the workbook part says of itself."""
    if strict:
        yield "The file is in the Strict Open XML variant of the format."
    if from_1904:
        yield "Its dates count from 1904. They were converted."
    if names:
        yield f"It has {_count(names, 'defined name')}."


def of_parts(
    parts: Parts, limits: Limits, sheets: Sequence[SheetReceipt], protected: bool
) -> Iterator[str]:
    """What the other parts and the counted sheets say, in a fixed order."""
    names = parts.names()
    for start, sentence in _PARTS:
        if any(name.startswith(start) for name in names):
            yield sentence
    if _names_somebody(parts, limits):
        yield "Its document properties name a person or an organisation."
    yield from _of_sheets(sheets)
    if protected:
        yield "Sheets or the workbook are protected against changes. That does not hide the data."


def _of_sheets(sheets: Sequence[SheetReceipt]) -> Iterator[str]:
    hidden = sum(sheet.state == "hidden" for sheet in sheets)
    deep = sum(sheet.state == "veryHidden" for sheet in sheets)
    if hidden:
        yield f"It has {_count(hidden, 'hidden sheet')}."
    if deep:
        yield f"It has {_count(deep, 'sheet')} hidden so that Excel's menus do not show it."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"


def _names_somebody(parts: Parts, limits: Limits) -> bool:
    """Whether a property that names people is filled in; its text is not kept."""
    return any(
        _has_naming_text(parts.inflate(name), limits)
        for name in ("docprops/core.xml", "docprops/app.xml")
        if parts.has(name)
    )


def _has_naming_text(data: bytes, limits: Limits) -> bool:
    inside, found = "", False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = markup.local(name)

    def text(content: str) -> None:
        nonlocal found
        found = found or (inside in _NAMING and content.strip() not in ("", OURS))

    made = markup.parser()
    made.StartElementHandler = start
    made.CharacterDataHandler = text
    try:
        markup.feed(made, data)
    except Unreadable:
        return False
    return found
