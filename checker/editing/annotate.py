"""The annotated copy: the provider's own workbook with each finding where it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from checker.editing.cells import CellPart, Place, edited, restyled
from checker.editing.draft import Draft, odd_part
from checker.editing.listing import Listing, listed
from checker.editing.notes import add_notes
from checker.editing.original import is_annotated, stripped, with_original
from checker.editing.readback import has_our_list, same_values, sheets_in
from checker.editing.refusals import draft_of
from checker.editing.sheets import SheetPart, add_sheet, corners_of, sheets_of, unused_name
from checker.editing.styles import Styles
from checker.editing.wording import FILLS, gravest, note_of
from checker.errors import Uneditable, Unreadable
from checker.language import say, unmarked
from checker.model.findings import Finding
from checker.model.report import Report
from checker.model.specs import TIERS
from checker.read import Limits
from checker.read.places import name_of_corner, place_of
from checker.render.places import in_reading_order

# More notes make a workbook that programs take minutes to open.
_MOST_NOTES: Final = 5_000
_MOST_OF_ALL: Final = 15_000
_DEFAULTS: Final = Limits()

Cells = Mapping[Place, Sequence[Finding]]


@dataclass(slots=True)
class _Room:
    """How many notes the workbook may still get; `said` are the lines on what got none."""

    notes: int
    said: list[str]


def annotated(
    original: bytes, report: Report, limits: Limits = _DEFAULTS, most: int = _MOST_NOTES
) -> bytes:
    """The copy of `original`, the file that `report` is about, as the bytes of a workbook.

    Only the sheets with findings, the formats, the list of sheets and what notes need are written
    anew; every other part is copied byte for byte, and what was replaced is kept so that
    `stripped` gives the original back. `most` notes are put on one sheet. The same report gives
    the same bytes. Raises Uneditable, with why and what to do, where no such copy can be made, and
    Unreadable for a file that no report could be about.
    """
    if is_annotated(original, limits):
        raise Uneditable(say("annotate.annotated-already"), say("annotate.annotated-already-fix"))
    draft = draft_of(original, limits)
    before, sheets = sheets_in(original, limits), sheets_of(draft)
    if has_our_list(before):
        raise Uneditable(say("annotate.has-our-sheet"), say("annotate.has-our-sheet-fix"))
    if len(sheets) != len(report.receipt.sheets):
        raise odd_part()
    in_order = in_reading_order(report, report.findings)
    findings = sorted(in_order, key=lambda finding: TIERS.index(finding.tier))
    # Reports withhold some names; the order of the sheets is the same.
    named = {seen.name: sheet for seen, sheet in zip(report.receipt.sheets, sheets, strict=True)}
    styles, name = Styles(draft), unused_name(draft, unmarked("annotate.sheet-name"))
    room, by_sheet = _Room(_MOST_OF_ALL, []), _by_sheet(findings)
    for shown, sheet in named.items():
        here = by_sheet.get(shown, ())
        if here and sheet.kind == "worksheet" and (cells := _by_cell(draft, sheet, here)):
            _mark(draft, sheet, cells, styles)
            _note(draft, replace(sheet, name=shown), cells, name, min(most, room.notes), room)
    # A link would tell a name that is withheld.
    linked = frozenset(shown for shown, sheet in named.items() if shown == sheet.name)
    add_sheet(draft, name, listed(Listing(findings, linked, room.said), styles))
    styles.save()
    made = with_original(draft)
    if stripped(made, limits) != original or not same_values(before, made, limits):
        raise Uneditable(say("annotate.not-the-same"), say("annotate.not-the-same-fix"))
    return made


def _by_sheet(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.sheet, []).append(finding)
    return found


def _by_cell(draft: Draft, sheet: SheetPart, findings: Sequence[Finding]) -> Cells:
    """Findings by the cell that shows them: what merged cells cover is shown at their corner."""
    corners = corners_of(draft.read(sheet.part))
    found: dict[Place, list[Finding]] = {}
    for finding in findings:
        try:
            place = place_of(finding.cell)
        except Unreadable:  # it is about the sheet as a whole
            continue
        found.setdefault(corners.get(place, place), []).append(finding)
    return found


def _mark(draft: Draft, sheet: SheetPart, cells: Cells, styles: Styles) -> None:
    def filled(colour: str, cell: CellPart) -> bytes:
        return restyled(cell, styles.filled(cell.style, colour))

    changes = {place: partial(filled, FILLS[gravest(there)]) for place, there in cells.items()}
    draft.put(sheet.part, edited(draft.read(sheet.part), changes))


def _note(
    draft: Draft, sheet: SheetPart, cells: Cells, listing: str, most: int, room: _Room
) -> None:
    places = sorted(cells)
    notes = [note_of(name_of_corner(*place), cells[place], listing) for place in places[:most]]
    left = add_notes(draft, sheet, notes) if notes else ()
    room.notes -= len(notes)
    if len(places) > most:
        room.said.append(say("annotate.sheet-cap", n=len(places) - most, sheet=sheet.name))
    if left:
        room.said.append(say("annotate.sheet-talk", n=len(left), sheet=sheet.name))
