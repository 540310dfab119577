"""Sheets to tables: headings are found by their text and aliases, never by position."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import Unreadable
from checker.language import say
from checker.language.spellings import spellings
from checker.layout.cells import Origin
from checker.layout.grid import at, find_labels, heading_index
from checker.layout.sheets import read_record, read_table
from checker.layout.tables import Event, ReturnTables, TableData
from checker.layout.values import as_text, clean, normal
from checker.layout.zeros import with_zeros
from checker.model.receipt import Receipt, SheetReceipt
from checker.model.specs import Layout, ReturnSpec, SheetLayout
from checker.read import Sheet, Workbook

__all__ = [
    "Event",
    "ReturnTables",
    "TableData",
    "find_layout",
    "find_tables",
    "origin_of",
    "same_version",
    "template_version",
]


def template_version(workbook: Workbook, spec: ReturnSpec) -> str:
    """The template version that the Return sheet names, as typed; empty where it names none."""
    return _template(workbook, spec)[1]


def same_version(one: str, other: str) -> bool:
    """Whether "1", "1.0" and "1.0.0" name one version: spreadsheets turn 1.0 into 1."""
    return _version(one) == _version(other)


def find_layout(workbook: Workbook, spec: ReturnSpec, any_version: bool = False) -> Layout:
    """The layout that the workbook's Return sheet names.

    Raises Unreadable for a workbook of another kind ("wrong-template") and, unless any version
    will do, for a template version that is not this specification's ("template-version").
    """
    template_id, version = _template(workbook, spec)
    layouts = {layout.template_id: layout for layout in spec.layouts.values()}
    if template_id not in layouts:
        raise Unreadable(
            "wrong-template",
            say("layout.wrong-template"),
            say("layout.wrong-template-fix"),
        )
    if not any_version and not same_version(version, spec.version):
        said = "layout.another-version" if version else "layout.no-version"
        raise Unreadable(
            "template-version",
            say(said, newest=spec.version),
            say("layout.version-fix", spec=spec.id),
        )
    return layouts[template_id]


def _template(workbook: Workbook, spec: ReturnSpec) -> tuple[str, str]:
    index = heading_index(spec.tables["return"], ("template_id", "template_version"))
    for layout in spec.layouts.values():
        place = next(sheet for sheet in layout.sheets if sheet.table == "return")
        sheet = _match(workbook, place)
        if sheet is not None:
            cells = find_labels(sheet.rows, index)
            found = {name: at(sheet.rows, *cells[name]) for name in cells}
            values = [found.get("template_id"), found.get("template_version")]
            texts = [clean(as_text(value)) if value is not None else "" for value in values]
            return texts[0].upper(), texts[1]
    return "", ""


def _version(text: str) -> tuple[str, ...]:
    parts = [part.lstrip("0") or "0" for part in text.split(".")]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(parts)


def find_tables(workbook: Workbook, spec: ReturnSpec, layout: Layout) -> ReturnTables:
    """Every table of the return, with the events that its sheets gave rise to."""
    origin = origin_of(workbook)
    tables = {name: TableData.empty(table) for name, table in spec.tables.items()}
    events: list[Event] = []
    used = set()
    for place in layout.sheets:
        sheet = _match(workbook, place)
        if sheet is None:
            events.extend(_missing(place))
            continue
        used.add(sheet.name)
        read = read_record if spec.tables[place.table].shape == "record" else read_table
        receipt = _receipt(workbook.receipt, sheet.name)
        if place.optional and not receipt.filled:
            continue
        data, found = read(sheet, receipt, place, spec, origin)
        tables[place.table] = data
        events.extend(found)
    tables, found = with_zeros(tables, spec)
    events.extend(found)
    events.extend(_other_sheets(workbook, layout, used))
    events.extend(_other_version(template_version(workbook, spec), spec, tables["return"]))
    return ReturnTables(spec, layout, tables, tuple(events))


def _missing(place: SheetLayout) -> Iterator[Event]:
    if not place.optional:
        detail = say("layout.missing-sheet", sheet=place.sheet)
        yield Event("missing-sheet", detail, table=place.table)


def origin_of(workbook: Workbook) -> Origin:
    """What the file that a workbook was read from makes of its cells."""
    return Origin(
        epoch_1904=any("1904" in note for note in workbook.receipt.notes),
        all_text=workbook.receipt.format.startswith("csv"),
    )


def _other_version(version: str, spec: ReturnSpec, data: TableData) -> Iterator[Event]:
    if not same_version(version, spec.version):
        field = "template_version"
        detail = say("layout.other-version", version=spec.version)
        yield Event(
            "other-template-version", detail, data.sheet, data.cell(0, field), "return", field
        )


def _match(workbook: Workbook, place: SheetLayout) -> Sheet | None:
    by_name = {normal(sheet.name): sheet for sheet in reversed(workbook.sheets)}
    for name in (place.sheet, place.table, *place.aliases):
        if normal(name) in by_name:
            return by_name[normal(name)]
    return None


def _receipt(receipt: Receipt, name: str) -> SheetReceipt:
    return next(sheet for sheet in receipt.sheets if sheet.name == name)


def _other_sheets(workbook: Workbook, layout: Layout, used: set[str]) -> Iterator[Event]:
    guidance = {normal(name) for name in layout.guidance_sheets}
    ours = _titled(workbook, "annotate.sheet-title") - used
    # What a repair lists on its sheet stands in the tables too, where it is read.
    used = used | _titled(workbook, "repair.sheet-title")
    for sheet in workbook.receipt.sheets:
        if not sheet.filled:
            continue
        if sheet.state != "visible":
            yield Event("hidden-sheet", say("layout.hidden-sheet", n=sheet.filled), sheet.name)
        elif sheet.name in ours:
            # A program that saved the copy has left out what the reading would tell it by.
            if "annotations" not in workbook.receipt.beside:
                yield Event("more-than-cells", say("annotate.our-sheet"), sheet.name)
        elif sheet.name not in used and normal(sheet.name) not in guidance:
            detail = say("layout.unknown-sheet")
            yield Event("unknown-sheet", detail, sheet.name)


def _titled(workbook: Workbook, key: str) -> set[str]:
    """The sheets whose first cell holds that sentence, in any language: sheets of our own."""
    titles = spellings(key)
    return {sheet.name for sheet in workbook.sheets if at(sheet.rows, 0, 0) in titles}
