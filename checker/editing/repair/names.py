"""Headings and names of sheets that an alias stands for: given the template's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

from checker.editing.draft import Draft, main_root
from checker.editing.repair.changes import HEADING, SHEET_NAME, Change, Left
from checker.editing.sheets import SheetPart
from checker.editing.tags import child, children, content, root, spliced, with_attribute
from checker.layout import ReturnTables, TableData
from checker.layout.grid import at, find_headings, find_labels, heading_index, reference
from checker.layout.values import clean, normal
from checker.model.specs import SheetLayout
from checker.privacy.headings import asked
from checker.read import Sheet, Workbook
from checker.read.places import box

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]+)</")
# Parts in which a sheet may be named: all but those that hold texts of cells and of the file.
_SILENT: Final = ("sharedstrings.xml", "docprops/", "[content_types]", "/theme/", ".rels")
_VALUE: Final = re.compile(rb"<((?:\w+:)?(?:v|t))(?:\s[^>]*)?>[^<]*</\1>")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a workbook says of its sheets and headings beside the cells that hold them.

    `formulas` are all formulas, `others` all places that may name a sheet, in small letters.
    `why` is why no name may change at all, empty where some may.
    """

    formulas: str
    others: str
    why: str


def spoken_in(draft: Draft) -> Spoken:
    """Looked up once: whatever a new name could break."""
    names = draft.parts.names()
    why = "macros" if any(name.endswith("vbaproject.bin") for name in names) else ""
    if any(name.startswith("xl/pivotcache/") for name in names):
        why = why or "pivot"
    formulas, others = [], []
    for name in () if why else names:
        if not name.endswith((".xml", ".vml")) or any(word in name for word in _SILENT):
            continue
        data = draft.parts.inflate(name)
        formulas += [found.decode("utf-8", "replace") for found in _FORMULA.findall(data)]
        if name != draft.main.lower():
            others.append(_VALUE.sub(b"", data).decode("utf-8", "replace"))
    return Spoken(_plain("\n".join(formulas)), _plain("\n".join(others)), why)


def _plain(text: str) -> str:
    return unescape(text).casefold()


def heading_changes(
    workbook: Workbook,
    tables: ReturnTables,
    draft: Draft,
    sheets: tuple[SheetPart, ...],
    spoken: Spoken,
) -> Iterator[Change | Left]:
    """Each heading or label that an alias stands for, sheet by sheet."""
    repeated = {event.table for event in tables.events if event.rule == "heading-row-ignored"}
    by_table = {place.table: place for place in tables.layout.sheets}
    for number, sheet in enumerate(workbook.sheets):
        for name, data in tables.tables.items():
            if data.sheet == sheet.name:
                heads = _table_heads(draft, sheets[number].part)
                why = spoken.why or ("repeated" if name in repeated else "")
                yield from _of_sheet(number, sheet, data, by_table[name], spoken, heads, why)


def _of_sheet(
    number: int,
    sheet: Sheet,
    data: TableData,
    place: SheetLayout,
    spoken: Spoken,
    heads: frozenset[tuple[int, int]],
    why: str,
) -> Iterator[Change | Left]:
    headings = {column.name: column.heading for column in data.table.columns}
    for name, (row, column) in _places(sheet, data, place).items():
        was, now = at(sheet.rows, row, column), headings[name]
        if not isinstance(was, str) or normal(was) == normal(now):
            continue
        cell = reference(row, column)
        reason = why or ("table" if (row + 1, column + 1) in heads else _why(was, now, spoken))
        if reason:
            yield Left(sheet.name, cell, now, reason)
        else:
            yield Change(number, sheet.name, cell, now, (HEADING,), was, now)


def _why(was: str, now: str, spoken: Spoken) -> str:
    if asked(was) is not asked(now):
        return "asked"
    return "in-formula" if clean(was).casefold() in spoken.formulas else ""


def _places(sheet: Sheet, data: TableData, place: SheetLayout) -> dict[str, tuple[int, int]]:
    """Where each heading or label stands (0-based) that an alias alone stands for."""
    index = heading_index(data.table, place.columns)
    if data.table.shape == "record":
        labels = find_labels(sheet.rows, index)
        found = {name: (row, column - 1) for name, (row, column) in labels.items()}
    else:
        headings = find_headings(sheet.rows, index)
        if headings is None:
            return {}
        rows = (headings.row, headings.row - 1, headings.row + 1)
        found = {
            name: (row, column)
            for name, column in headings.columns.items()
            for row in reversed(rows)
            if row >= 0 and _names(at(sheet.rows, row, column), name, index)
        }
    return {n: (r, c) for n, (r, c) in found.items() if _names(at(sheet.rows, r, c), n, index)}


def _names(value: object, name: str, index: Mapping[str, str]) -> bool:
    return isinstance(value, str) and index.get(normal(value)) == name


def _table_heads(draft: Draft, part: str) -> frozenset[tuple[int, int]]:
    """The places (1-based) of headings that a table of the spreadsheet program repeats."""
    found: set[tuple[int, int]] = set()
    for link in draft.links_of(part).values():
        if link.kind == "table" and draft.has(link.target):
            whole = root(draft.read(link.target)).attributes
            top, left, _, right = box(whole.get("ref", "A1"))
            found.update((top, column) for column in range(left, right + 1))
    return frozenset(found)


def sheet_changes(
    workbook: Workbook, tables: ReturnTables, spoken: Spoken
) -> Iterator[Change | Left]:
    """Each sheet whose name is an alias."""
    taken = {sheet.name.casefold() for sheet in workbook.sheets}
    names = {place.table: place.sheet for place in tables.layout.sheets}
    for number, sheet in enumerate(workbook.sheets):
        table = next((n for n, data in tables.tables.items() if data.sheet == sheet.name), "")
        now = names.get(table, sheet.name)
        if normal(now) == normal(sheet.name):
            continue
        reason = spoken.why or ("taken" if now.casefold() in taken else "")
        if reason or _is_named(sheet.name, spoken):
            yield Left(sheet.name, "", now, reason or "named")
        else:
            taken.add(now.casefold())
            yield Change(number, sheet.name, "", now, (SHEET_NAME,), sheet.name, now)


def _is_named(name: str, spoken: Spoken) -> bool:
    quoted = name.casefold().replace("'", "''")
    said = (f"{quoted}'!", f"{quoted}!", f'"{name.casefold()}"', f"#{quoted}")
    return any(words in spoken.others for words in said) or "indirect(" in spoken.formulas


def rename(draft: Draft, old: str, new: str) -> None:
    """Give a sheet another name, in the list of sheets and in the names that lead to its cells."""
    data = draft.read(draft.main)
    whole = main_root(data)
    splices = []
    listed, named = child(data, whole, "sheets"), child(data, whole, "definedNames")
    for element in children(data, listed) if listed else ():
        if element.value("name") == old:
            tag = with_attribute(data[element.start : element.inner], "name", new)
            splices.append((element.start, element.inner, tag))
    pattern = _leading(old)
    for element in children(data, named) if named else ():
        said = unescape(data[element.inner : element.outer].decode())
        told = pattern.sub(lambda _: "'" + new.replace("'", "''") + "'!", said)
        if told != said:
            splices.append((element.inner, element.outer, content(told).encode()))
    draft.put(draft.main, spliced(data, splices))


def _leading(name: str) -> re.Pattern[str]:
    quoted = re.escape(name.replace("'", "''"))
    return re.compile(rf"'{quoted}'!|(?<![\w.'\]]){re.escape(name)}!", re.IGNORECASE)
