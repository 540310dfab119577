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
# Beginning of the part name -> what the file carries there; see `beside`.
_PARTS = (
    ("xl/vbaproject.bin", "macros"),
    ("xl/externallinks/externallink", "external-links"),
    ("xl/connections.", "connections"),
    ("xl/comments", "comments"),
    ("xl/threadedcomments/", "comments"),
    ("xl/persons/", "people"),
    ("xl/pivotcache/", "pivot-cache"),
    ("xl/embeddings/", "embedded-files"),
    ("xl/media/", "pictures"),
    ("xl/drawings/drawing", "drawings"),
    ("xl/revisions/", "history"),
    ("customxml/item", "custom-xml"),
    ("docprops/custom.xml", "properties"),
    ("_xmlsignatures/", "signature"),
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


def of_parts(parts: Parts, limits: Limits) -> Iterator[str]:
    """What the file carries beside its cells, as words of `beside`, in a fixed order."""
    names = parts.names()
    for start, thing in _PARTS:
        if any(name.startswith(start) for name in names):
            yield thing
    if _names_somebody(parts, limits):
        yield "author"


def of_sheets(sheets: Sequence[SheetReceipt], protected: bool) -> Iterator[str]:
    """What the counted sheets say."""
    yield from _of_sheets(sheets)
    if protected:
        yield "Sheets or the workbook are protected against changes. That does not hide the data."


def _of_sheets(sheets: Sequence[SheetReceipt]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.gap_row:
            rows = _count(sheet.beyond_gap, "row")
            yield (
                f"Sheet “{sheet.name}” goes on at row {sheet.gap_row} after a long gap of blank "
                f"rows: {rows} with data from there on."
            )
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
