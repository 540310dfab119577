"""The package of a workbook: which sheets it has, what they hold, what else is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.language import say
from checker.read import markup, notes, stops
from checker.read.ahead import Ahead
from checker.read.finished import Counted, finish
from checker.read.limits import Limits
from checker.read.ooxml import strings, worksheet
from checker.read.ooxml.kinds import KINDS
from checker.read.ooxml.links import Link, Links, main_part
from checker.read.ooxml.rest import Rest
from checker.read.ooxml.textwalk import TextWalk, walk
from checker.read.parts import Parts
from checker.read.room import Room
from checker.read.tally import SharedStrings, Tally
from checker.read.texts import Texts
from checker.read.values import Valued
from checker.read.workbook import Progress

_LOCKS = frozenset({"lockStructure", "lockWindows", "lockRevision"})
_MAIN = "xl/workbook.xml"
_USUAL_NAME = re.compile("xl/worksheets/[A-Za-z0-9]+[.]xml")
_SHEET = re.compile(
    rb'<sheet (?:xmlns:r="[^"<&]*+" )?+name="[^"<]*+" sheetId="[0-9]++"(?: state="[A-Za-z]++")?+'
    rb' r:id="([^"<&]++)"/>'
)
# So many bytes are worth a thread, and so many may lie in memory.
_WORTH, _HELD = 500_000, 32_000_000
_STATES = frozenset({"visible", "hidden", "veryHidden"})


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

    valued: tuple[Valued | None, ...]
    names: tuple[tuple[str, str], ...]
    odd: bool


def examine(parts: Parts, limits: Limits, progress: Progress, ahead: Ahead) -> Reading:
    """Count the whole package into `progress`.

    Where the package allows it, `ahead` is started, and takes each sheet once it is counted.
    Raises Unreadable for everything that stops the reading; what was counted before stays.
    """
    links, texts = Links(parts, limits), Texts(limits, progress.texts)
    main = main_part(links)
    about = parts.inflate(main)
    contents = _contents(about, main, limits)
    walk(about, TextWalk(KINDS["officeDocument"], "", texts, limits))
    progress.notes.extend(notes.of_workbook(contents.strict, contents.from_1904, contents.names))
    strung, shared = _strings(parts, links.of(main), limits)
    rims: dict[str, TextWalk] = {}
    valued: list[Valued | None] = []
    odd = False
    room = Room(limits)
    if main == _MAIN and _is_plain(about, contents) and _may_go_ahead(parts, links, contents):
        ahead.start([name for name, _, _ in contents.sheets])
    for at, (name, state, identity) in enumerate(contents.sheets):
        link = links.of(main).get(identity)
        if link is None or link.external:
            raise stops.corrupt(say("read.sheet-listed-but-file", name=name))
        rim = rims[link.target.lower()] = TextWalk(KINDS["worksheet"], name, texts, limits)
        counted = _count_sheet(parts, link, state, shared, room, rim)
        progress.sheets.append(counted.receipt)
        progress.notes.extend(counted.notes)
        if link.kind == "worksheet":
            room.take(name, counted.deepest, counted.widest, counted.cells, counted.text)
        else:
            progress.notes.append(say("read.sheet-worksheet-was-read-data", name=name))
        valued.append(counted.valued if link.kind == "worksheet" else None)
        odd = odd or counted.odd
        if link.kind == "worksheet" and not odd:
            ahead.take(at)
        contents.protected = contents.protected or counted.protected
    strings.gather_unshown(strung, shared, texts, limits)
    progress.beside.extend(Rest(parts, links, limits, texts, rims).look())
    progress.notes.extend(notes.of_sheets(progress.sheets, contents.protected))
    if not any(places is not None for places in valued):
        raise stops.no_sheets()
    return Reading(tuple(valued), tuple((n, s) for n, s, _ in contents.sheets), odd)


def _is_plain(about: bytes, contents: Contents) -> bool:
    """Whether the list of sheets is written so that it cannot be read in two ways."""
    found = _SHEET.findall(about)
    return (
        b"<!" not in about
        and about.count(b"<sheet ") == len(found)
        and found == [identity.encode() for _, _, identity in contents.sheets]
    )


def _may_go_ahead(parts: Parts, links: Links, contents: Contents) -> bool:
    """Whether calamine may open the package before all of it was looked through.

    It may where every part is what the package says of it, and every sheet surely the part that is
    counted as that sheet.
    """
    of_main = links.of(_MAIN)
    targets = [of_main[key].target for _, _, key in contents.sheets if key in of_main]
    return (
        links.are_once(_MAIN)
        and len(set(targets)) == len(contents.sheets)
        and all(_USUAL_NAME.fullmatch(name) and parts.has(name) for name in targets)
        and all(parts.written_name(name) == name for name in targets)
        and parts.hold(_WORTH, _HELD)
    )


def _count_sheet(
    parts: Parts, link: Link, state: str, shared: SharedStrings, room: Room, rim: TextWalk
) -> Counted:
    if link.kind != "worksheet":
        return finish(Tally(shared, room.limits, 0, rim), rim.sheet, state)
    data = parts.inflate(link.target)
    return finish(worksheet.count(data, shared, room.limits, room.cells, rim), rim.sheet, state)


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
                raise stops.more_than("defined_names", limits.defined_names, "defined names")
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
        raise stops.more_than("sheets", limits.sheets, "sheets")
    if not name:
        raise stops.corrupt(say("read.sheet-no-name"))
    if len(name) > limits.name:
        most = say("read.limit-setting-name", name=limits.name)
        raise stops.corrupt(say("read.sheet-name-characters", name=len(name), most=most))
    if any(name.casefold() == other.casefold() for other, _, _ in contents.sheets):
        raise stops.corrupt(say("read.two-sheets-have-same-name"))
    known = state if state in _STATES else "visible"
    contents.sheets.append((name, known, values.get("id", "")))


def _strings(
    parts: Parts, links: Mapping[str, Link], limits: Limits
) -> tuple[bytes, SharedStrings]:
    target = next((k.target for k in links.values() if k.kind == "sharedStrings"), None)
    if target is None or not parts.has(target):
        return b"", SharedStrings()
    data = parts.inflate(target)
    return data, strings.count(data, limits)
