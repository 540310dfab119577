"""The package of a workbook: which sheets it has, what they hold, what else is in it."""

from __future__ import annotations

import posixpath
from array import array
from dataclasses import dataclass

from checker.errors import Unreadable
from checker.read import markup, notes, stops, strings, tally, worksheet
from checker.read.limits import Limits
from checker.read.parts import Parts
from checker.read.places import name_of_corner
from checker.read.tally import Counted, SharedStrings
from checker.read.workbook import Progress

_LOCKS = frozenset({"lockStructure", "lockWindows", "lockRevision"})
_STATES = frozenset({"visible", "hidden", "veryHidden"})


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: `kind` is the last word of its type, `target` a part name."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Contents:
    """What the workbook part says."""

    main: str
    sheets: list[tuple[str, str, str]]  # name, state, relationship id
    strict: bool = False
    from_1904: bool = False
    names: int = 0
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the value reader must show: per sheet in order, the places with a value.

    None stands for a sheet without cells, such as a chart sheet.
    """

    valued: tuple[array[int] | None, ...]
    names: tuple[tuple[str, str], ...]
    odd: bool


def examine(parts: Parts, limits: Limits, progress: Progress) -> Reading:
    """Count the whole package into `progress`.

    Raises Unreadable for everything that stops the reading; what was counted before stays.
    """
    main = _main_part(parts, limits)
    links = _links(parts, main, limits)
    contents = _contents(parts.inflate(main), main, limits)
    progress.notes.extend(notes.of_workbook(contents.strict, contents.from_1904, contents.names))
    texts = _strings(parts, links, limits)
    valued: list[array[int] | None] = []
    odd = False
    room = _Room(limits)
    for name, state, identity in contents.sheets:
        link = links.get(identity)
        if link is None or link.external:
            raise stops.corrupt(f"sheet “{name}” is listed but not in the file")
        counted = _count_sheet(parts, link, name, state, texts, room)
        progress.sheets.append(counted.receipt)
        progress.notes.extend(counted.notes)
        if link.kind == "worksheet":
            room.take(counted)
        else:
            progress.notes.append(f"Sheet “{name}” is not a worksheet and was not read as data.")
        valued.append(counted.valued if link.kind == "worksheet" else None)
        odd = odd or counted.odd
        contents.protected = contents.protected or counted.protected
    _check_the_rest(parts, limits)
    progress.beside.extend(notes.of_parts(parts, limits))
    progress.notes.extend(notes.of_sheets(progress.sheets, contents.protected))
    if not any(places is not None for places in valued):
        raise stops.no_sheets()
    return Reading(tuple(valued), tuple((n, s) for n, s, _ in contents.sheets), odd)


class _Room:
    """Cells and rectangle that the sheets still to come may take."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = limits.cells
        self.area = limits.area
        self.text = limits.text

    def take(self, counted: Counted) -> None:
        """Raises Unreadable when the sheet does not fit: calamine would abort the process."""
        name, limits = counted.receipt.name, self.limits
        corner = name_of_corner(counted.deepest, counted.widest)
        if counted.deepest > limits.rows or counted.widest > limits.columns:
            raise stops.too_many_cells(
                f"sheet “{name}” reaches to cell {corner}, and {limits.rows:,} rows and "
                f"{limits.columns:,} columns are the most that is read"
            )
        self.cells -= counted.cells
        self.area -= counted.deepest * counted.widest
        self.text -= counted.text
        if self.text < 0:
            raise stops.too_large(f"its long texts come to over {limits.text:,} characters")
        if self.area < 0:
            raise stops.too_many_cells(
                f"with sheet “{name}”, which reaches to cell {corner}, its sheets cover over "
                f"{limits.area:,} cells"
            )


def _count_sheet(
    parts: Parts, link: Link, name: str, state: str, texts: SharedStrings, room: _Room
) -> Counted:
    if link.kind != "worksheet":
        return tally.finish(tally.Tally(texts, room.limits, 0), name, state)
    data = parts.inflate(link.target)
    return tally.finish(worksheet.count(data, texts, room.limits, room.cells), name, state)


def _main_part(parts: Parts, limits: Limits) -> str:
    for link in _links(parts, "", limits).values():
        if link.kind == "officeDocument" and not link.external:
            return link.target
    raise stops.corrupt("it does not say where the workbook is")


def _links(parts: Parts, source: str, limits: Limits) -> dict[str, Link]:
    """Relationships of a part by id; those of the package itself for an empty name."""
    folder, name = posixpath.split(source)
    found: dict[str, Link] = {}

    def on_start(element: str, values: dict[str, str]) -> None:
        if element == "Relationship":
            target = posixpath.join("/", folder, values.get("Target", ""))
            found[values.get("Id", "")] = Link(
                kind=values.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(target).lstrip("/"),
                external=values.get("TargetMode", "") == "External",
            )

    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if parts.has(rels):
        markup.elements(parts.inflate(rels), limits, on_start)
    return found


def _contents(data: bytes, main: str, limits: Limits) -> Contents:
    contents = Contents(main, [])

    def on_start(element: str, values: dict[str, str]) -> None:
        if element == "workbook":
            contents.strict = any(v.startswith(markup.STRICT) for v in values.values())
        elif element == "workbookPr":
            contents.from_1904 = markup.is_true(values.get("date1904"))
        elif element == "definedName":
            contents.names += 1
            if contents.names > limits.defined_names:
                raise stops.too_large(f"it has over {limits.defined_names:,} defined names")
        elif element == "workbookProtection":
            contents.protected = any(markup.is_true(v) for k, v in values.items() if k in _LOCKS)
        elif element == "sheet":
            _add_sheet(contents, markup.attributes(values), limits)

    markup.elements(data, limits, on_start)
    if not contents.sheets:
        raise stops.no_sheets()
    return contents


def _add_sheet(contents: Contents, values: dict[str, str], limits: Limits) -> None:
    name, state = values.get("name", ""), values.get("state", "visible")
    if len(contents.sheets) >= limits.sheets:
        raise stops.too_large(f"it has over {limits.sheets:,} sheets")
    if not name:
        raise stops.corrupt("a sheet has no name")
    if len(name) > limits.name:
        raise stops.corrupt(f"a sheet has a name of over {limits.name} characters")
    if any(name.casefold() == other.casefold() for other, _, _ in contents.sheets):
        raise stops.corrupt("two sheets have the same name")
    known = state if state in _STATES else "visible"
    contents.sheets.append((name, known, values.get("id", "")))


def _strings(parts: Parts, links: dict[str, Link], limits: Limits) -> SharedStrings:
    target = next((k.target for k in links.values() if k.kind == "sharedStrings"), None)
    if target is None or not parts.has(target):
        return SharedStrings()
    return strings.count(parts.inflate(target), limits)


def _check_the_rest(parts: Parts, limits: Limits) -> None:
    """Inflate what nobody reads, so that sizes and checksums hold for the whole file."""
    for name in list(parts.unread):
        data = parts.inflate(name)
        if name.endswith((".xml", ".rels")):
            _refuse_unsafe(data, limits)


def _refuse_unsafe(data: bytes, limits: Limits) -> None:
    try:
        markup.elements(data, limits, lambda _, __: None)
    except Unreadable as stop:
        # A damaged part that no reader opens does not stand in the way of the data.
        if stop.code != "corrupt":
            raise
