"""Sentences about what a file holds besides its cells. They hold no content of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.language import say
from checker.model.receipt import SheetReceipt


def of_workbook(strict: bool, from_1904: bool, names: int) -> Iterator[str]:
    """What the workbook part says of itself."""
    if strict:
        yield say("read.file-strict-open-xml-variant")
    if from_1904:
        yield say("read.dates-count-from-they-were")
    if names:
        yield say("read.it-has", names=_count(names, "defined name"))


def of_sheets(sheets: Sequence[SheetReceipt], protected: bool) -> Iterator[str]:
    """What the counted sheets say."""
    yield from _of_sheets(sheets)
    if protected:
        yield say("read.sheets-workbook-protected-against-changes")


def _of_sheets(sheets: Sequence[SheetReceipt]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.gap_row:
            rows = _count(sheet.beyond_gap, "row")
            yield (
                say(
                    "read.sheet-goes-on-row-after",
                    name=sheet.name,
                    gap_row=sheet.gap_row,
                    rows=rows,
                )
            )
    hidden = sum(sheet.state == "hidden" for sheet in sheets)
    deep = sum(sheet.state == "veryHidden" for sheet in sheets)
    if hidden:
        yield say("read.it-has-2", hidden=_count(hidden, "hidden sheet"))
    if deep:
        yield say("read.hidden-so-excel-s-menus", deep=_count(deep, "sheet"))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"
