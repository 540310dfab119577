"""Values of an .xlsb workbook (binary Excel) by calamine, believed only where counts agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checker.language import say
from checker.read import notes, stops
from checker.read.finished import finish
from checker.read.limits import Limits
from checker.read.ooxml.kinds import KINDS, Kind
from checker.read.ooxml.links import Link, Links, main_part
from checker.read.ooxml.rest import Rest
from checker.read.ooxml.textwalk import TextWalk
from checker.read.parts import Parts
from checker.read.room import Room
from checker.read.runs import Net
from checker.read.tally import SharedStrings, Tally
from checker.read.values import opened, sheets_of
from checker.read.workbook import Progress, Sheet
from checker.read.xlsb.biff12 import Budget, Part
from checker.read.xlsb.package import (
    Ready,
    count_strings,
    read_contents,
)
from checker.read.xlsb.rest import look_through
from checker.read.xlsb.sheet import walk_sheet


def read_xlsb(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """Sheets in workbook order. Counts and notes go to `progress`, also when it stops.

    The parts with cells are walked, and calamine is given a package of the walked parts alone, so
    it never sees what the walk did not. Raises Unreadable.
    """
    # A part is held twice while it is made ready.
    parts = Parts(data, replace(limits, inflated_bytes=limits.inflated_bytes // 2))
    net, budget, links = Net(limits, progress.texts), Budget(limits), Links(parts, limits)
    main = main_part(links)
    ready = Ready(read_contents(Part(parts.inflate(main), budget), limits, net))
    contents = ready.contents
    progress.notes.extend(notes.of_workbook(False, contents.from_1904, contents.names))
    strings = _strings(parts, links.of(main), ready, budget, limits)
    rims = _count(parts, links.of(main), ready, strings, budget, net, limits, progress)

    def binary(part: bytes, kind: Kind, sheet: str) -> set[str]:
        return look_through(part, kind, sheet, limits, net)

    progress.beside.extend(Rest(parts, links, limits, net, rims, binary).look())
    progress.beside.extend(["unread-parts"] if net.unread else [])
    progress.notes.extend(notes.of_sheets(progress.sheets, contents.protected))
    if not any(places is not None for places in ready.valued):
        raise stops.no_sheets()
    names = [(name, state) for name, state, _ in contents.sheets]
    sheets = sheets_of(opened(ready.packed()), names, ready.valued)
    progress.confirmed = True
    return tuple(Sheet(s.name, s.state, _as_floats(s.rows)) for s in sheets)


def _strings(
    parts: Parts, links: Mapping[str, Link], ready: Ready, budget: Budget, limits: Limits
) -> SharedStrings:
    """The shared texts; these and the styles are kept for calamine."""
    strings = SharedStrings()
    for link in links.values():
        if link.kind == "sharedStrings" and parts.has(link.target):
            part = Part(parts.inflate(link.target), budget)
            strings = count_strings(part, limits)
            ready.strings = part.content()
        elif link.kind == "styles" and parts.has(link.target):
            ready.styles = parts.inflate(link.target)
    return strings


def _count(
    parts: Parts,
    links: Mapping[str, Link],
    ready: Ready,
    strings: SharedStrings,
    budget: Budget,
    net: Net,
    limits: Limits,
    progress: Progress,
) -> dict[str, TextWalk]:
    """Count every sheet into `progress`; what gathers the texts around its cells, by its part."""
    room = Room(limits)
    formulas = False
    rims: dict[str, TextWalk] = {}
    for name, state, identity in ready.contents.sheets:
        link = links.get(identity)
        if link is None or link.external:
            raise stops.corrupt(say("read.sheet-listed-but-file", name=name))
        if link.target.lower() in rims:
            raise stops.corrupt(say("read.two-sheets-same-part-file"))
        rims[link.target.lower()] = TextWalk(KINDS["worksheet"], name, net, limits)
        counts = Tally(strings, limits, room.cells)
        part = Part(parts.inflate(link.target), budget)
        worksheet = link.kind == "worksheet"
        if worksheet:
            formulas |= walk_sheet(part, counts, net, name)
        else:
            net.cast("other", bytes(part.data), name, wide_only=True)
            progress.notes.append(say("read.sheet-worksheet-was-read-data", name=name))
        counted = finish(counts, name, state)
        progress.sheets.append(counted.receipt)
        progress.notes.extend(counted.notes)
        room.take(name, counted.deepest, counted.widest, counted.cells)
        ready.sheets.append(part.content())
        ready.valued.append(counted.valued if worksheet else None)
        ready.contents.protected |= counted.protected
    if formulas:
        progress.notes.append(say("read.untold-formulas"))
    return rims


def _as_floats(rows: list[list[object]]) -> list[list[object]]:
    """Whole numbers as in the other formats of Excel, where every number is a float."""
    return [[float(v) if type(v) is int else v for v in row] for row in rows]
