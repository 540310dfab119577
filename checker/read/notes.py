"""Sentences about what a file holds besides its cells. They hold no content of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model.receipt import SheetReceipt


def of_workbook(strict: bool, from_1904: bool, names: int) -> Iterator[str]:
    """What the workbook part says of itself."""
    if strict:
        yield "The file is in the Strict Open XML variant of the format."
    if from_1904:
        yield "Its dates count from 1904. They were converted."
    if names:
        yield f"It has {_count(names, 'defined name')}."


def of_sheets(sheets: Sequence[SheetReceipt], protected: bool) -> Iterator[str]:
    """What the counted sheets say."""
    yield from _of_sheets(sheets)
    if protected:
        yield "Sheets or the workbook are protected against changes. That does not hide the data."


def _of_sheets(sheets: Sequence[SheetReceipt]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.gap_row:
            rows = _count(sheet.beyond_gap, "row")
            yield (
                f"Sheet “{sheet.name}” goes on at row {sheet.gap_row} after a long gap of blank "
                f"rows: {rows} with data from there on."
            )
    hidden = sum(sheet.state == "hidden" for sheet in sheets)
    deep = sum(sheet.state == "veryHidden" for sheet in sheets)
    if hidden:
        yield f"It has {_count(hidden, 'hidden sheet')}."
    if deep:
        yield f"It has {_count(deep, 'sheet')} hidden so that Excel's menus do not show it."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"
