"""The sheets of a workbook under change: which part each is, and one more at the end."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

from checker.editing.draft import Draft, id_attribute, main_root, odd_part
from checker.editing.tags import (
    Element,
    attribute,
    child,
    children,
    spliced,
    whole_number,
    with_child,
)

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# Elements of a worksheet in the order that ECMA-376 (CT_Worksheet) gives them.
ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    *("controls", "webPublishItems", "tableParts", "extLst"),
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of the workbook: its name and the part that holds it.

    `kind` is "worksheet", or another word for a sheet that has no cells.
    """

    name: str
    part: str
    kind: str


def sheets_of(draft: Draft) -> tuple[SheetPart, ...]:
    """The sheets that the file has, in the order of the workbook."""
    data = draft.read(draft.main)
    links = draft.links_of(draft.main)
    found = []
    for element in children(data, _list(data)):
        link = links.get(element.value("id") or "")
        if element.local != "sheet" or link is None or link.external:
            raise odd_part()
        found.append(SheetPart(element.value("name") or "", link.target, link.kind))
    return tuple(found)


def unused_name(draft: Draft, wanted: str) -> str:
    """The name for a new sheet: the one wanted, with a number where it is taken."""
    taken = {sheet.name.casefold() for sheet in sheets_of(draft)}
    names = (wanted, *(f"{wanted} ({number})" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)


def add_sheet(draft: Draft, name: str, content: bytes) -> str:
    """Add a worksheet after all others, which keep their numbers; gives the name of its part."""
    folder = posixpath.dirname(draft.main)
    part = draft.unused(posixpath.join(folder, "worksheets/sheet{}.xml"))
    draft.put(part, content)
    draft.declare(part, _TYPE)
    identity = draft.link(draft.main, "worksheet", part)
    data = draft.read(draft.main)
    listed = _list(data)
    numbers = (whole_number(element.value("sheetId")) for element in children(data, listed))
    number = 1 + max((known or 0 for known in numbers), default=0)
    line = f'<{listed.prefix}sheet name="{attribute(name)}" sheetId="{number}" '
    line += f"{id_attribute(data, identity)}/>"
    draft.put(draft.main, spliced(data, [with_child(data, listed, line.encode())]))
    return part


def place_for(data: bytes, sheet: Element, local: str) -> int:
    """The offset at which an element of that name belongs in a worksheet."""
    at = sheet.inner
    rank = ORDER.index(local)
    for element in children(data, sheet):
        if element.local in ORDER and ORDER.index(element.local) <= rank:
            at = element.end
    return at


def _list(data: bytes) -> Element:
    found = child(data, main_root(data), "sheets")
    if found is None:
        raise odd_part()
    return found
