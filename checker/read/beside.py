"""What a file can carry beside its cells: what each thing is called, and where texts stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OURS: Final = "Perpetrator programme checker"
"""What our own template writes as its author: no person, and so nothing to tell."""

ORIGINAL: Final = "checker/original.bin"
"""The part in which an annotated copy keeps what it changed of the original."""

PLACES: Final[Mapping[str, str]] = {
    "comment": "A comment on this cell",
    "author": "A field that names who made or changed the file",
    "property": "A document property",
    "sheet-name": "The name of this sheet",
    "file-name": "The name of the file",
    "defined-name": "A defined name",
    "header-footer": "The header or footer of this sheet",
    "prompt": "The prompt, message or list of a data validation",
    "formula": "The formula in this cell",
    "sheet-setting": "A setting of this sheet, such as a filter or a scenario",
    "hyperlink": "A hyperlink",
    "pivot-cache": "The hidden copy of data that a pivot table keeps",
    "external-cache": "The stored copy of data from a linked workbook",
    "text-box": "A text box, drawing or chart",
    "custom-xml": "Custom XML data",
    "table": "The name or a heading of a formatted table",
    "history": "The history of changes",
    "connection": "A connection to outside data",
    "other": "A part of the file that no program shows",
}
"""Where a text outside the cells stands, as the subject of a sentence."""

BESIDE: Final[Mapping[str, str]] = {
    "macros": "It contains macros. They were not run.",
    "external-links": "It has links to other workbooks. They were not followed.",
    "external-cache": "It keeps a stored copy of data from another workbook.",
    "connections": "It has connections to outside data. They were not followed.",
    "comments": "Cells carry comments. They were looked through for identifiers.",
    "people": "It holds a list of the people who wrote comments.",
    "author": "Its document properties name a person or an organisation.",
    "pivot-cache": "A pivot table keeps a hidden copy of the data it was made from.",
    "embedded-files": "Other files are embedded in it. They were not read.",
    "pictures": "It holds pictures. They were not looked at.",
    "drawings": "It holds drawings or charts. Their text was looked through for identifiers.",
    "history": "It holds a history of changes.",
    "data-model": "It keeps a data model, a hidden copy of the data it was made from.",
    "custom-xml": "It holds custom XML data. It was looked through for identifiers.",
    "properties": "It has custom document properties. They were looked through for identifiers.",
    "signature": "It carries a digital signature. The signature was not checked.",
    "annotations": "It is an annotated copy: notes, highlights and a list of findings come from a "
    "check by this program, and what they replaced is kept inside. Take the original back with "
    "“checker annotate --strip” before you send it.",
    "damaged-parts": "A part beside the data is damaged. Only pieces were looked through.",
    "unread-parts": "It holds parts that could not be looked through for identifiers.",
}
"""What a file carries beside its cells, by the word in the receipt, as a sentence of the notes."""
