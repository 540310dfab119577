"""The sheets of an .ods file: rows on their way out, then where the tables stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TextIO
from xml.sax.saxutils import escape, quoteattr

from checker.render.places import column_letters
from checker.render.workbook.addresses import address_of, quoted
from checker.render.workbook.laying import Laid, Line, Placed, Target, lines
from checker.render.workbook.limits import cell_text
from checker.render.workbook.ods_styles import (
    NAMES,
    SPACES,
    cell_styles,
    column_style,
    row_style,
    sheet_style,
)

# Of spaces in a row, and of those at an end, programs keep only what is written as a tag.
_SPACED: Final = re.compile(r"^ | $|(?<= ) +")


def write_sheets(stream: TextIO, sheets: Sequence[Laid]) -> None:
    """Write content.xml without its first line."""
    headers = {mine.sheet.name: mine.header for mine in sheets}
    stream.write(
        f'<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>'
        f"{cell_styles(sheets)}</office:automatic-styles><office:body><office:spreadsheet>"
    )
    for mine in sheets:
        _write_sheet(stream, mine, headers)
    ranges = "".join(_range(mine) for mine in sheets if mine.header)
    if ranges:
        stream.write(f"<table:database-ranges>{ranges}</table:database-ranges>")
    stream.write("</office:spreadsheet></office:body></office:document-content>")


def _write_sheet(stream: TextIO, mine: Laid, headers: dict[str, int]) -> None:
    plain = NAMES["text"]
    columns = "".join(
        f'<table:table-column table:style-name="{column_style(width)}"'
        f' table:default-cell-style-name="{plain}"/>'
        for width in mine.widths
    )
    stream.write(
        f"<table:table table:name={quoteattr(mine.sheet.name)}"
        f' table:style-name="{sheet_style(mine)}">'
        f"<table:title>{escape(cell_text(mine.sheet.title))}</table:title>{columns}"
    )
    for line in lines(mine, headers):
        if mine.header == line.at:
            stream.write("<table:table-header-rows>")
        stream.write(_row(line))
        if mine.header == line.at:
            stream.write("</table:table-header-rows>")
    stream.write("</table:table>")


def _row(line: Line) -> str:
    cells = "".join(map(_cell, line.cells))
    return f'<table:table-row table:style-name="{row_style(line.height)}">{cells}</table:table-row>'


def _cell(cell: Placed) -> str:
    start = f'<table:table-cell table:style-name="{NAMES[cell.look]}"'
    if not isinstance(cell.value, str):
        kind = "percentage" if cell.look == "share" else "float"
        value = f'office:value-type="{kind}" office:value="{cell.value!r}"'
        return f"{start} {value}><text:p>{_shown(cell)}</text:p></table:table-cell>"
    text = _paragraphs(cell.value)
    if cell.target:
        where = quoteattr(_leads(cell.target))
        # A link cannot hold a paragraph: each line of the text leads there.
        text = text.replace(
            "<text:p>", f'<text:p><text:a xlink:type="simple" xlink:href={where}>'
        ).replace("</text:p>", "</text:a></text:p>")
    return f'{start} office:value-type="string">{text}</table:table-cell>'


def _shown(cell: Placed) -> str:
    """The number as the cell shows it."""
    return f"{cell.value:.1%}" if cell.look == "share" else f"{cell.value:,}"


def _leads(target: Target) -> str:
    if target.address:
        return address_of(target.address)
    return f"#{quoted(target.sheet)}.A{target.row}"


@lru_cache(maxsize=8192)
def _paragraphs(text: str) -> str:
    """The text as paragraphs, one for each of its lines, with every space kept."""
    return "".join(f"<text:p>{_kept(line)}</text:p>" for line in text.split("\n"))


def _kept(line: str) -> str:
    if "  " not in line and line == line.strip(" "):
        return escape(line)
    return _SPACED.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))


def _range(mine: Laid) -> str:
    """Say that these rows are a table; with filter buttons where they are to be worked through."""
    sheet, last = quoted(mine.sheet.name), column_letters(len(mine.widths))
    address = quoteattr(f"{sheet}.A{mine.header}:{sheet}.{last}{mine.last}")
    buttons = ' table:display-filter-buttons="true"' if mine.sheet.working else ""
    return (
        f'<table:database-range table:name="{mine.table}" table:target-range-address={address}'
        f'{buttons} table:orientation="row"/>'
    )
