"""The repaired copy: the cells of a plan written into the parts of the workbook that hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from checker.editing.draft import Draft
from checker.editing.repair.cells import NewCell, with_cells
from checker.editing.repair.changes import SHEET_NAME, Change, Plan
from checker.editing.repair.formats import Copies, formats_of
from checker.editing.repair.listing import add_listing
from checker.editing.repair.names import rename
from checker.editing.sheets import sheets_of

_EPOCHS: Mapping[bool, dt.date] = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
"""The day before the first that a workbook counts, by whether it counts from 1904.

Days before March 1900 would need another; no return has them (`layout.dates`)."""


def repaired(draft: Draft, plan: Plan, from_1904: bool) -> bytes:
    """The file with every change of the plan, and the sheet that lists them.

    All parts but those that hold a change keep their bytes. Raises Uneditable.
    """
    by_sheet: dict[int, list[Change]] = {}
    for change in plan.changes:
        if SHEET_NAME not in change.kinds:
            by_sheet.setdefault(change.place, []).append(change)
    copies = Copies(draft, formats_of(draft))
    sheets = sheets_of(draft)
    for place, changes in by_sheet.items():
        part = sheets[place].part
        new = {change.cell: _new(change, from_1904) for change in changes}
        draft.put(part, with_cells(draft.read(part), new, copies))
    copies.save()
    for change in plan.changes:
        if SHEET_NAME in change.kinds:
            rename(draft, str(change.was), str(change.now))
    add_listing(draft, plan)
    return draft.made()


def _new(change: Change, from_1904: bool) -> NewCell:
    now = change.now
    if isinstance(now, dt.date):
        return NewCell((now - _EPOCHS[from_1904]).days, "date")
    if isinstance(now, str):
        # Figures that are typed over in an ordinary cell would lose their zeros once more.
        return NewCell(now, "text" if _looks_a_number(now) else None)
    return NewCell(_plain(now), "number")


def _looks_a_number(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).isdigit()


def _plain(number: float) -> float:
    """Without a point where the number has no fraction."""
    return int(number) if number == int(number) else number
