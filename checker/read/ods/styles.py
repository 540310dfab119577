"""What the styles of an OpenDocument file hide: sheets, rows and columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_ZERO = re.compile(r"0*\.?0*[a-z]{0,2}", re.ASCII)
_PROPERTIES: Final[Mapping[str, tuple[str, str]]] = {
    "style:table-properties": ("table", "table:display"),
    "style:table-row-properties": ("table-row", "style:row-height"),
    "style:table-column-properties": ("table-column", "style:column-width"),
}


@dataclass(slots=True)
class Styles:
    """`hidden` are the styles by family and name that show nothing; `pages` maps the style of a
    sheet to the page that carries its header and footer."""

    hidden: set[tuple[str, str]] = field(default_factory=set)
    pages: dict[str, str] = field(default_factory=dict)
    name: str = ""

    def start(self, element: str, found: dict[str, str]) -> None:
        """An element begins; only those of styles matter."""
        if element == "style:style":
            self.name = found.get("style:name", "")
            if "style:master-page-name" in found:
                self.pages[self.name] = found["style:master-page-name"]
        elif element in _PROPERTIES:
            family, attribute = _PROPERTIES[element]
            value = found.get(attribute)
            if value == "false" or (value and _ZERO.fullmatch(value)):
                self.hidden.add((family, self.name))

    def hides(self, family: str, found: dict[str, str]) -> bool:
        """Whether the style that an element names hides it."""
        return (family, found.get("table:style-name", "")) in self.hidden
