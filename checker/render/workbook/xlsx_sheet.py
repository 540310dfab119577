"""One sheet of an .xlsx file: rows on their way out, then the links that were met in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TextIO
from xml.sax.saxutils import escape, quoteattr

from checker.render.places import column_letters
from checker.render.workbook.addresses import address_of, quoted
from checker.render.workbook.laying import Laid, Line, Target, lines
from checker.render.workbook.limits import LINKS
from checker.render.workbook.xlsx_styles import NUMBERS

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Excel reads _x003D_ in a text as the letter of that number, so the text itself is written as one.
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MARGINS: Final = (
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
)


@lru_cache(maxsize=8192)
def escaped(text: str) -> str:
    """A text for between two tags."""
    return escape(_CODED.sub("_x005F_", text) if "_x" in text else text)


def attribute(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    return quoteattr(_CODED.sub("_x005F_", text))


def area(mine: Laid) -> str:
    """Where the table of the sheet stands, such as "A7:F90"."""
    return f"A{mine.header}:{column_letters(len(mine.widths))}{mine.last}"


def write_sheet(stream: TextIO, mine: Laid, headers: dict[str, int], *, first: bool) -> list[str]:
    """Write the whole sheet; gives the addresses outside that it leads to, in order."""
    stream.write(_top(mine, first))
    letters = [column_letters(place) for place in range(1, len(mine.widths) + 1)]
    links: list[tuple[str, Target]] = []
    for line in lines(mine, headers):
        stream.write(_row(line, letters, links))
    stream.write("</sheetData>")
    addresses = _write_links(stream, links[:LINKS])
    across = mine.pages_across
    stream.write(
        f'{_MARGINS}<pageSetup orientation="landscape" paperSize="9" fitToWidth="{across}"'
        ' fitToHeight="0"/>'
    )
    if mine.header:
        stream.write('<tableParts count="1"><tablePart r:id="rId1"/></tableParts>')
    stream.write("</worksheet>")
    return addresses


def _top(mine: Laid, first: bool) -> str:
    last = column_letters(len(mine.widths)) if mine.header else "A"
    shown = ' tabSelected="1"' if first else ""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width:g}" customWidth="1"/>'
        for place, width in enumerate(mine.widths, start=1)
    )
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}{mine.last}"/><sheetViews>'
        f'<sheetView{shown} workbookViewId="0">{_view(mine)}'
        '</sheetView></sheetViews><sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>"
    )


def _view(mine: Laid) -> str:
    """A sheet to be worked through keeps its headings in sight."""
    if not (mine.sheet.working and mine.header):
        return '<selection activeCell="A1" sqref="A1"/>'
    below = f"A{mine.header + 1}"
    return (
        f'<pane ySplit="{mine.header}" topLeftCell="{below}" activePane="bottomLeft"'
        f' state="frozen"/><selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
    )


def _row(line: Line, letters: Sequence[str], links: list[tuple[str, Target]]) -> str:
    height = f' ht="{line.height}" customHeight="1"' if line.height else ""
    told = [f'<row r="{line.at}"{height}>']
    for letter, cell in zip(letters, line.cells, strict=False):
        start = f'<c r="{letter}{line.at}" s="{NUMBERS[cell.look]}"'
        if isinstance(cell.value, str):
            text = escaped(cell.value)
            told.append(f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        else:
            told.append(f"{start}><v>{cell.value!r}</v></c>")
        if cell.target:
            links.append((f"{letter}{line.at}", cell.target))
    told.append("</row>")
    return "".join(told)


def _write_links(stream: TextIO, links: Sequence[tuple[str, Target]]) -> list[str]:
    """Write where the links lead; gives the addresses outside, the first of which is rId2."""
    if not links:
        return []
    numbers: dict[str, int] = {}
    stream.write("<hyperlinks>")
    for ref, target in links:
        stream.write(f'<hyperlink ref="{ref}"{_leads(target, numbers)}/>')
    stream.write("</hyperlinks>")
    return list(numbers)


def _leads(target: Target, numbers: dict[str, int]) -> str:
    if not target.address:
        return f" location={quoteattr(f'{quoted(target.sheet)}!A{target.row}')}"
    file, _, place = address_of(target.address).partition("#")
    number = numbers.setdefault(file, len(numbers) + 2)
    return f' r:id="rId{number}"' + (f" location={quoteattr(place)}" if place else "")
