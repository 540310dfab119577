"""The kinds of parts a workbook can have, by relationship or by name, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checker.read.beside import ORIGINAL


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of part: `place` is where its texts stand, `thing` a word of `beside` or nothing.

    `binary` parts hold no text to look through. In a `free` part anything may be written by
    anybody, so that every attribute counts.
    """

    place: str = "other"
    thing: str = ""
    binary: bool = False
    free: bool = False


UNKNOWN: Final = Kind(free=True)
WORKBOOK: Final = Kind()
STYLES: Final = Kind()
_PLAIN = Kind()
_SHEET = Kind("sheet-setting")
_SHAPES = Kind("text-box", "drawings")
_VML = Kind("text-box")
_TABLE = Kind("table")
_CACHE = Kind("pivot-cache", "pivot-cache")
_CONNECTION = Kind("connection", "connections")
_PROPERTY = Kind("property")
_HISTORY = Kind("history", "history")
_COMMENTS = Kind("comment", "comments")
_EMBEDDED = Kind(thing="embedded-files", binary=True)
_PICTURE = Kind(thing="pictures", binary=True)
_MACROS = Kind(thing="macros", binary=True)
_SIGNATURE = Kind(thing="signature")

KINDS: Final[Mapping[str, Kind]] = {
    "comments": _COMMENTS,
    "threadedComment": _COMMENTS,
    "person": Kind("author", "people"),
    "vmlDrawing": _VML,
    "drawing": _SHAPES,
    "chart": _SHAPES,
    "chartEx": _SHAPES,
    "chartUserShapes": _SHAPES,
    "diagramData": _SHAPES,
    "diagramDrawing": _SHAPES,
    "diagramLayout": _PLAIN,
    "diagramColors": _PLAIN,
    "diagramQuickStyle": _PLAIN,
    "chartStyle": _PLAIN,
    "chartColorStyle": _PLAIN,
    "ctrlProp": _VML,
    "slicer": _VML,
    "timeline": _VML,
    "chartsheet": _SHEET,
    "dialogsheet": _SHEET,
    "xlMacrosheet": Kind(thing="macros"),
    "xlIntlMacrosheet": Kind(thing="macros"),
    "table": _TABLE,
    "tableSingleCells": _TABLE,
    "pivotTable": _TABLE,
    "pivotCacheDefinition": _CACHE,
    "pivotCacheRecords": _CACHE,
    "slicerCache": Kind("pivot-cache"),
    "timelineCache": Kind("pivot-cache"),
    "powerPivotData": Kind(thing="data-model", binary=True),
    "externalLink": Kind("external-cache", "external-links"),
    "connections": _CONNECTION,
    "queryTable": _CONNECTION,
    "core-properties": _PROPERTY,
    "extended-properties": _PROPERTY,
    "extendedProperties": _PROPERTY,
    "custom-properties": Kind("property", "properties"),
    "customProperties": Kind("property", "properties"),
    "customXml": Kind("custom-xml", "custom-xml", free=True),
    "customXmlProps": Kind("custom-xml", "custom-xml", free=True),
    "revisionHeaders": _HISTORY,
    "revisionLog": _HISTORY,
    "usernames": _HISTORY,
    "styles": STYLES,
    "theme": _PLAIN,
    "themeOverride": _PLAIN,
    "calcChain": _PLAIN,
    "sheetMetadata": _PLAIN,
    "xmlMaps": _PLAIN,
    "volatileDependencies": _PLAIN,
    "worksheet": _SHEET,
    "sharedStrings": _PLAIN,
    "officeDocument": WORKBOOK,
    "vbaProject": _MACROS,
    "image": _PICTURE,
    "thumbnail": _PICTURE,
    "oleObject": _EMBEDDED,
    "package": _EMBEDDED,
    "signature": _SIGNATURE,
    "origin": Kind(thing="signature", binary=True),
    "printerSettings": _PLAIN,
    "customProperty": _PLAIN,
    "content-types": _PLAIN,
    "original": Kind(thing="annotations", binary=True),
}
"""Kinds by the last word of the type of the relationship that leads to a part."""

# Beginning of a part's name in lower case -> kind: a part that no relationship leads to is still
# known by its usual name, and one with a usual name is told whatever leads to it.
_NAMES = (
    ("[content_types].xml", "content-types"),
    ("xl/vbaproject.bin", "vbaProject"),
    ("xl/macrosheets/", "xlMacrosheet"),
    ("xl/externallinks/externallink", "externalLink"),
    ("xl/connections.", "connections"),
    ("xl/querytables/", "queryTable"),
    ("xl/comments", "comments"),
    ("xl/threadedcomments/", "threadedComment"),
    ("xl/persons/", "person"),
    ("xl/pivotcache/", "pivotCacheRecords"),
    ("xl/model/", "powerPivotData"),
    ("xl/embeddings/", "package"),
    ("xl/media/", "image"),
    ("docprops/thumbnail", "thumbnail"),
    ("xl/drawings/drawing", "drawing"),
    ("xl/drawings/vmldrawing", "vmlDrawing"),
    ("xl/charts/chart", "chart"),
    ("xl/diagrams/data", "diagramData"),
    ("xl/diagrams/drawing", "diagramDrawing"),
    ("xl/revisions/", "revisionLog"),
    ("xl/tables/", "table"),
    ("xl/theme/", "theme"),
    ("xl/printersettings/", "printerSettings"),
    ("customxml/item", "customXml"),
    ("docprops/core.xml", "core-properties"),
    ("docprops/app.xml", "extended-properties"),
    ("docprops/custom.xml", "custom-properties"),
    ("_xmlsignatures/", "signature"),
    (ORIGINAL, "original"),
)


def kind_of(name: str, relationship: str) -> Kind:
    """The kind of the part `name` (lower case), to which a relationship of this kind leads."""
    named = KINDS[by_name] if (by_name := _by_name(name)) else UNKNOWN
    return KINDS.get(relationship, named)


def things_of(name: str, relationship: str) -> Iterator[str]:
    """Words of `beside` for the part, by what leads to it and by what it is called."""
    for key in (relationship, _by_name(name)):
        if key in KINDS and KINDS[key].thing:
            yield KINDS[key].thing


def _by_name(name: str) -> str:
    return next((key for start, key in _NAMES if name.startswith(start)), "")
