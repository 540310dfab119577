"""The package of an .xlsb workbook: its sheets and texts counted, and made ready for calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits
from checker.read.runs import Net
from checker.read.tally import SharedStrings
from checker.read.values import Valued
from checker.read.xlsb import biff12
from checker.read.xlsb.biff12 import Part

_STATES = ("visible", "hidden", "veryHidden")
_PLACES: Mapping[int, str] = {biff12.NAME: "defined-name", biff12.FILE_SHARING: "author"}
_VERSION = 128
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s'
    "</Relationships>"
)


@dataclass(slots=True)
class Contents:
    """What the workbook part says; a sheet is its name, its state and its relationship's id."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    from_1904: bool = False
    names: int = 0
    protected: bool = False


def read_contents(part: Part, limits: Limits, net: Net) -> Contents:
    """What the workbook part says ([MS-XLSB] 2.1.7.61). Raises Unreadable."""
    contents = Contents()
    for kind, _, first, end in part.records():
        part.budget.spend()
        if kind == biff12.BOOK_SETTINGS:
            part.need(first, end, 4)
            contents.from_1904 = bool(part.data[first] & 0x01)
        elif kind == biff12.SHEET:
            _add_sheet(contents, part, first, end, limits)
        elif kind == biff12.BOOK_PROTECTION:
            part.need(first, end, 6)
            contents.protected |= part.two(first + 4) & 0x07 != 0
        elif kind != _VERSION:
            contents.names += kind == biff12.NAME
            net.cast(_PLACES.get(kind, "other"), bytes(part.data[first:end]), wide_only=True)
    if not contents.sheets:
        raise stops.no_sheets()
    return contents


def _add_sheet(contents: Contents, part: Part, first: int, end: int, limits: Limits) -> None:
    part.need(first, end, 16)
    state = part.four(first)
    identity, at = part.text(first + 8, end)
    name, _ = part.text(at, end)
    if state >= len(_STATES):
        raise stops.corrupt(say("read.sheet-state-there"))
    if len(contents.sheets) >= limits.sheets:
        raise stops.more_than("sheets", limits.sheets, "sheets")
    if any(name.casefold() == other.casefold() for other, _, _ in contents.sheets):
        raise stops.corrupt(say("read.two-sheets-have-same-name"))
    contents.sheets.append((name, _STATES[state], identity))


def count_strings(part: Part, limits: Limits) -> SharedStrings:
    """Number the shared texts and find the empty ones ([MS-XLSB] 2.1.7.45).

    The number that the part itself tells is put right, because calamine believes it. Raises
    Unreadable.
    """
    count, told, aside = 0, -1, False
    empty: set[int] = set()
    for kind, _, first, end in part.records():
        if kind == biff12.SHARED_BEGIN:
            part.need(first, end, 8)
            told = first + 4
        elif kind in (biff12.ASIDE, biff12.ASIDE_END):
            aside = kind == biff12.ASIDE
        elif kind == biff12.SHARED_ITEM and not aside:
            if not part.length(first + 1, end):
                empty.add(count)
            count += 1
            if count > limits.shared_strings:
                raise stops.more_than("shared_strings", limits.shared_strings, "different texts")
    if told < 0:
        raise stops.corrupt(say("read.table-texts-complete"))
    part.data[told : told + 4] = count.to_bytes(4, "little")
    return SharedStrings(count, frozenset(empty))


@dataclass(slots=True)
class Ready:
    """Parts as calamine is given them: walked, under the names that it looks for."""

    contents: Contents
    strings: bytes | bytearray = b""
    styles: bytes = b""
    sheets: list[bytes | bytearray] = field(default_factory=list)
    valued: list[Valued | None] = field(default_factory=list)

    def packed(self) -> bytes:
        """A package with these parts and nothing else; the parts of sheets are given up for it."""
        settings = int(self.contents.from_1904).to_bytes(4, "little") + bytes(4) + biff12.wide("")
        book = biff12.record(biff12.BOOK_SETTINGS, settings)
        links = ""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
            for number, (name, state, _) in enumerate(self.contents.sheets, 1):
                listed = _STATES.index(state).to_bytes(4, "little") + number.to_bytes(4, "little")
                listed += biff12.wide(f"s{number}") + biff12.wide(name)
                book += biff12.record(biff12.SHEET, listed)
                links += f'<Relationship Id="s{number}" Target="worksheets/sheet{number}.bin"/>'
                package.writestr(f"xl/worksheets/sheet{number}.bin", self.sheets[number - 1])
                self.sheets[number - 1] = b""
            book += biff12.record(biff12.SHEETS_END, b"") + biff12.record(biff12.BOOK_END, b"")
            package.writestr("xl/workbook.bin", book)
            package.writestr("xl/_rels/workbook.bin.rels", _RELATIONSHIPS % links)
            if self.strings:
                package.writestr("xl/sharedStrings.bin", self.strings)
            if self.styles:
                package.writestr("xl/styles.bin", self.styles)
        return made.getvalue()
