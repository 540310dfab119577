"""What a file carries beside its cells: told, looked through, and never printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.language import say
from checker.language.spellings import spellings
from checker.layout import Event
from checker.layout.grid import at
from checker.layout.values import clean, column_number, row_number
from checker.model.receipt import Receipt, SheetReceipt
from checker.model.specs import ReturnSpec
from checker.privacy import Sighting, scan_texts
from checker.read import Text, Workbook
from checker.read.beside import beside_words

_QUOTED = re.compile("“([^”]*)”")
# Stands for a name that looks like an identifier.
WITHHELD = "(name withheld)"
# Copies of data that no sheet shows, and files inside the file: more than an oddity.
_HIDDEN = frozenset({"pivot-cache", "external-cache", "embedded-files", "history", "data-model"})
# A link whose stored values are told of needs no second line.
_SAID_BY: Mapping[str, str] = {"external-links": "external-cache", "people": "comments"}


def receipt_events(workbook: Workbook, spec: ReturnSpec) -> Iterator[Event]:
    """What the receipt gives cause to say of the file as a whole, and of data out of sight."""
    receipt = workbook.receipt
    for thing in receipt.beside:
        if thing == "comments" and _are_of_template(workbook.texts, spec):
            continue
        if _SAID_BY.get(thing) not in receipt.beside:
            rule = "hidden-content" if thing in _HIDDEN else "more-than-cells"
            yield Event(rule, beside_words(thing))
    for sheet in receipt.sheets:
        yield from _out_of_sight(sheet)
    if not receipt.confirmed:
        yield Event("read-once", say("checks.read-once", format=receipt.format))


def _are_of_template(texts: Sequence[Text], spec: ReturnSpec) -> bool:
    """Whether all comments are notes of ours: on headings of our template, or of an earlier check.

    Some programs drop the name of who wrote them, by which the reading knows them.
    """
    begin = tuple(
        clean(words)
        for words in (
            *spellings("annotate.note-title"),
            *(c.description for table in spec.tables.values() for c in table.columns),
        )
        if words
    )
    comments = [clean(text.words) for text in texts if text.place == "comment"]
    return bool(comments) and all(words.startswith(begin) for words in comments)


def _out_of_sight(sheet: SheetReceipt) -> Iterator[Event]:
    if sheet.hidden_columns:
        detail = say("checks.hidden-columns", n=len(sheet.hidden_columns))
        yield Event("hidden-columns", detail, sheet.name)
    if sheet.merged_hidden:
        detail = say("checks.under-merges", n=sheet.merged_hidden)
        first = next(iter(sheet.covered_cells), "")
        yield Event("values-under-merge", detail, sheet.name, first)
    if sheet.gap_row:
        detail = say("checks.after-gap", n=sheet.beyond_gap, row=sheet.gap_row)
        yield Event("rows-after-gap", detail, sheet.name)


def outside_cells(workbook: Workbook) -> tuple[Workbook, tuple[Sighting, ...]]:
    """The workbook with such names withheld, and what its texts outside the cells give away.

    The names of sheets and of the file stand in every report. One that looks like an identifier is
    replaced throughout, so that the finding does not print what it warns of. Texts that say the
    same of the same place, such as the rows of a hidden copy, make one sighting together.
    """
    found = scan_texts([text for text in workbook.texts if not _only_repeats(text, workbook)])
    seen = (*_named(workbook.receipt), *dict.fromkeys(found))
    names = _renamed(workbook.receipt, seen)
    return (
        Workbook(
            _withheld(workbook.receipt, seen, names),
            tuple(replace(s, name=names.get(s.name, s.name)) for s in workbook.sheets),
            tuple(replace(t, sheet=names.get(t.sheet, t.sheet)) for t in workbook.texts),
        ),
        tuple(replace(s, sheet=names.get(s.sheet, s.sheet)) for s in seen),
    )


def _only_repeats(text: Text, workbook: Workbook) -> bool:
    """Whether a link says what its cell says: Excel makes one of every address that is typed.

    The cell is looked through by itself, and its shared mailbox may stand there.
    """
    if text.place != "hyperlink" or not text.cell:
        return False
    rows = next((sheet.rows for sheet in workbook.sheets if sheet.name == text.sheet), [])
    shown = at(rows, row_number(text.cell) - 1, column_number(text.cell))
    words = text.words.removeprefix("mailto:").casefold()
    return isinstance(shown, str) and words == shown.strip().casefold()


def withheld(receipt: Receipt) -> Receipt:
    """The receipt without names of sheets and of the file that look like identifiers."""
    seen = _named(receipt)
    return _withheld(receipt, seen, _renamed(receipt, seen))


def _named(receipt: Receipt) -> list[Sighting]:
    sheets = (Text("sheet-name", sheet.name, sheet.name) for sheet in receipt.sheets)
    return scan_texts((Text("file-name", receipt.file), *sheets))


def told_name(file: str) -> str:
    """The name of a file as reports tell it: only its ending, where it looks like an identifier."""
    if not scan_texts((Text("file-name", file),)):
        return file
    _, dot, suffix = file.rpartition(".")
    return f"{WITHHELD}{dot}{suffix if dot else ''}"


def _withheld(receipt: Receipt, seen: Sequence[Sighting], names: Mapping[str, str]) -> Receipt:
    stop = receipt.stop
    return replace(
        receipt,
        file=told_name(receipt.file),
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
    # A sheet that the reading stopped at stands in the words alone.
    return _QUOTED.sub(lambda name: _safe(name[0], name[1]), words)


def _safe(quoted: str, name: str) -> str:
    return "“(name withheld)”" if scan_texts((Text("sheet-name", name),)) else quoted
