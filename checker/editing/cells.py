"""The cells of a worksheet, changed one by one while every other byte of it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checker.editing.draft import main_root, odd_part
from checker.editing.tags import (
    Element,
    Splice,
    child,
    children,
    content,
    opened,
    root,
    spliced,
    whole_number,
    with_attribute,
    with_child,
)
from checker.errors import Unreadable
from checker.read.markup import is_true
from checker.read.places import column_letters, place_of

Place = tuple[int, int]
"""Row and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class CellPart:
    """One cell as the sheet has it; `raw` is its whole element, empty where it has none.

    `style` is its number in the list of formats. A cell without an element looks as its row or its
    column does, so that is its style. `prefix` is that of the part, with its colon.
    """

    name: str
    style: int
    prefix: str
    raw: bytes = field(default=b"", repr=False)


Change = Callable[[CellPart], bytes]
"""What gives the whole new element of a cell."""

Rows = dict[int, dict[int, Change]]


def edited(data: bytes, changes: Mapping[Place, Change]) -> bytes:
    """The worksheet with those cells changed; cells and rows that it does not have are put in.

    Raises Uneditable for a sheet whose rows or cells do not say where they are, or do not come in
    order, as far as it is looked at.
    """
    sheet = main_root(data)
    rows = child(data, sheet, "sheetData")
    if rows is None:
        raise odd_part()
    wanted: Rows = {}
    for (row, column), change in sorted(changes.items(), key=lambda item: item[0]):
        wanted.setdefault(row, {})[column] = change
    return spliced(data, _rows(data, rows, wanted, _column_styles(data, sheet)))


def restyled(cell: CellPart, style: int) -> bytes:
    """The cell with another format and all else as it was."""
    if not cell.raw:
        return blank_cell(cell.name, style, cell.prefix)
    end = root(cell.raw).inner
    return with_attribute(cell.raw[:end], "s", str(style)) + cell.raw[end:]


def text_cell(name: str, text: str, style: int = 0, prefix: str = "") -> bytes:
    """A cell that holds text, which no program takes for a formula."""
    said = f'<{prefix}is><{prefix}t xml:space="preserve">{content(text)}</{prefix}t></{prefix}is>'
    opened = f'<{prefix}c r="{name}" s="{style}" t="inlineStr">'
    return f"{opened}{said}</{prefix}c>".encode()


def blank_cell(name: str, style: int = 0, prefix: str = "") -> bytes:
    """A cell that holds nothing and has a format."""
    return f'<{prefix}c r="{name}" s="{style}"/>'.encode()


def number_cell(name: str, number: float, style: int = 0, prefix: str = "") -> bytes:
    """A cell that holds a number."""
    said = f'<{prefix}c r="{name}" s="{style}"><{prefix}v>{number!r}</{prefix}v></{prefix}c>'
    return said.encode()


def _rows(
    data: bytes, rows: Element, wanted: Rows, columns: Callable[[int], int]
) -> Iterator[Splice]:
    pending = list(wanted)
    last = 0
    for row in children(data, rows):
        number = _row_number(row, rows.prefix)
        if number <= last:
            raise odd_part()
        last = number
        while pending and pending[0] < number:
            made = _new_row(rows.prefix, pending[0], wanted[pending.pop(0)], columns)
            yield row.start, row.start, made
        if pending and pending[0] == number:
            yield from _row(data, row, number, wanted[pending.pop(0)], columns)
    rest = [_new_row(rows.prefix, number, wanted[number], columns) for number in pending]
    if rest:
        yield with_child(data, rows, b"".join(rest))


def _row_number(row: Element, prefix: str) -> int:
    number = whole_number(row.attributes.get("r"))
    if row.name != f"{prefix}row" or number is None:
        raise odd_part()
    return number


def _new_row(
    prefix: str, row: int, cells: dict[int, Change], columns: Callable[[int], int]
) -> bytes:
    made = [
        change(CellPart(f"{column_letters(column)}{row}", columns(column), prefix))
        for column, change in cells.items()
    ]
    inside = b"".join(made)
    return f'<{prefix}row r="{row}">'.encode() + inside + f"</{prefix}row>".encode()


def _row(
    data: bytes, row: Element, number: int, cells: dict[int, Change], columns: Callable[[int], int]
) -> Iterator[Splice]:
    formatted = is_true(row.attributes.get("customFormat"))
    own = whole_number(row.attributes.get("s")) if formatted else None

    def blank(column: int) -> CellPart:
        style = columns(column) if own is None else own
        return CellPart(f"{column_letters(column)}{number}", style, row.prefix)

    tag = _widened(data[row.start : row.inner], row, list(cells))
    if row.outer == row.end:
        inside = b"".join(change(blank(column)) for column, change in cells.items())
        yield row.start, row.end, opened(tag) + inside + f"</{row.name}>".encode()
        return
    yield row.start, row.inner, tag
    pending, last = list(cells), 0
    for element in children(data, row):
        column = _column(element, number, f"{row.prefix}c")
        if column <= last:
            raise odd_part()
        last = column
        while pending and pending[0] < column:
            first = pending.pop(0)
            yield element.start, element.start, cells[first](blank(first))
        if pending and pending[0] == column:
            cell = _cell(data, element)
            yield element.start, element.end, cells[pending.pop(0)](cell)
    yield row.outer, row.outer, b"".join(cells[column](blank(column)) for column in pending)


def _widened(tag: bytes, row: Element, columns: list[int]) -> bytes:
    """The start tag of a row, which may say what columns it reaches over: none lies outside."""
    first, _, last = row.attributes.get("spans", "").partition(":")
    start, end = whole_number(first), whole_number(last)
    if start is None or end is None or (start <= columns[0] and columns[-1] <= end):
        return tag
    return with_attribute(tag, "spans", f"{min(start, columns[0])}:{max(end, columns[-1])}")


def _column(element: Element, row: int, name: str) -> int:
    if element.name != name:
        raise odd_part()
    try:
        found, column = place_of(element.attributes.get("r", ""))
    except Unreadable:
        raise odd_part() from None
    if found != row:
        raise odd_part()
    return column


def _cell(data: bytes, element: Element) -> CellPart:
    style = whole_number(element.attributes.get("s")) or 0
    raw = data[element.start : element.end]
    return CellPart(element.attributes["r"], style, element.prefix, raw)


def _column_styles(data: bytes, sheet: Element) -> Callable[[int], int]:
    """The format of the blank cells of each column."""
    spans: list[tuple[int, int, int]] = []
    listed = child(data, sheet, "cols")
    for element in children(data, listed) if listed else ():
        low, high, style = (
            whole_number(element.attributes.get(key, "0")) or 0 for key in ("min", "max", "style")
        )
        spans.append((low, high, style))
    return lambda column: next((s for low, high, s in spans if low <= column <= high), 0)
