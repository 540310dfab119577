"""What a file carries beside its cells: told, looked through, and never printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.layout import Event
from checker.model.receipt import Receipt, SheetReceipt
from checker.privacy import Sighting, scan_texts
from checker.read import Text, Workbook
from checker.read.beside import BESIDE

# Copies of data that no sheet shows, and files inside the file: more than an oddity.
_HIDDEN = frozenset({"pivot-cache", "external-cache", "embedded-files", "history"})
# A link whose stored values are told of needs no second line.
_SAID_BY: Mapping[str, str] = {"external-links": "external-cache", "people": "comments"}


def receipt_events(receipt: Receipt) -> Iterator[Event]:
    """What the receipt gives cause to say of the file as a whole, and of data out of sight."""
    for thing in receipt.beside:
        if _SAID_BY.get(thing) not in receipt.beside:
            rule = "hidden-content" if thing in _HIDDEN else "more-than-cells"
            yield Event(rule, BESIDE[thing])
    for sheet in receipt.sheets:
        yield from _out_of_sight(sheet)
    if not receipt.confirmed:
        detail = f"Files of this format ({receipt.format}) allow one reading only."
        yield Event("read-once", detail)


def _out_of_sight(sheet: SheetReceipt) -> Iterator[Event]:
    if sheet.hidden_columns:
        yield Event("hidden-columns", _columns(sheet), sheet.name)
    if sheet.merged_hidden:
        one = "1 cell under merged cells holds a value that the sheet does not show."
        many = f"{sheet.merged_hidden:,} cells under merged cells hold values that are not shown."
        yield Event("values-under-merge", one if sheet.merged_hidden == 1 else many, sheet.name)
    if sheet.gap_row:
        rows = "1 row" if sheet.beyond_gap == 1 else f"{sheet.beyond_gap:,} rows"
        detail = f"After a long gap of blank rows, {rows} with data from row {sheet.gap_row} on."
        yield Event("rows-after-gap", detail, sheet.name)


def _columns(sheet: SheetReceipt) -> str:
    count = len(sheet.hidden_columns)
    if count == 1:
        return "1 hidden column holds data; it was looked through like all others."
    return f"{count} hidden columns hold data; they were looked through like all others."


def outside_cells(workbook: Workbook) -> tuple[Workbook, tuple[Sighting, ...]]:
    """The workbook with such names withheld, and what its texts outside the cells give away.

    The names of sheets and of the file stand in every report. One that looks like an identifier is
    replaced throughout, so that the finding does not print what it warns of.
    """
    seen = (*_named(workbook.receipt), *scan_texts(workbook.texts))
    names = _renamed(workbook.receipt, seen)
    return (
        Workbook(
            _withheld(workbook.receipt, seen, names),
            tuple(replace(s, name=names.get(s.name, s.name)) for s in workbook.sheets),
            tuple(replace(t, sheet=names.get(t.sheet, t.sheet)) for t in workbook.texts),
        ),
        tuple(replace(s, sheet=names.get(s.sheet, s.sheet)) for s in seen),
    )


def withheld(receipt: Receipt) -> Receipt:
    """The receipt without names of sheets and of the file that look like identifiers."""
    seen = _named(receipt)
    return _withheld(receipt, seen, _renamed(receipt, seen))


def _named(receipt: Receipt) -> list[Sighting]:
    sheets = (Text("sheet-name", sheet.name, sheet.name) for sheet in receipt.sheets)
    return scan_texts((Text("file-name", receipt.file), *sheets))


def _withheld(receipt: Receipt, seen: Sequence[Sighting], names: Mapping[str, str]) -> Receipt:
    file, stop = receipt.file, receipt.stop
    if any(sighting.place == "file-name" for sighting in seen):
        _, dot, suffix = file.rpartition(".")
        file = f"(name withheld){dot}{suffix if dot else ''}"
    return replace(
        receipt,
        file=file,
        stop=stop and replace(stop, message=_said(stop.message, names)),
        sheets=tuple(replace(s, name=names.get(s.name, s.name)) for s in receipt.sheets),
        notes=tuple(_said(note, names) for note in receipt.notes),
    )


def _renamed(receipt: Receipt, seen: Sequence[Sighting]) -> Mapping[str, str]:
    names = {sighting.sheet for sighting in seen if sighting.place == "sheet-name"}
    return {
        sheet.name: f"Sheet {number} (name withheld)"
        for number, sheet in enumerate(receipt.sheets, 1)
        if sheet.name in names
    }


def _said(words: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        words = words.replace(f"“{old}”", f"“{new}”")
    return words
