"""The sheet of findings in an annotated copy: every finding with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from checker.editing.cells import blank_cell, text_cell
from checker.editing.draft import MAIN
from checker.editing.styles import Styles
from checker.editing.tags import attribute
from checker.editing.wording import FILLS, severity
from checker.language import say
from checker.model.findings import Finding
from checker.model.specs import TIERS, Tier
from checker.read.places import column_letters
from checker.render.workbook.limits import cell_text

MOST_ROWS: Final = 20_000
_FONT: Final = '<p:name val="Arial"/><p:family val="2"/>'
_NAVY, _BLUE, _INK = "FF1F3864", "FF0B2F75", "FF1A1A1A"
_PALE: Final = "FFDCE6F1"
_BORDER: Final = (
    '<p:border><p:left/><p:right/><p:top/><p:bottom style="thin"><p:color rgb="FFC5CEDA"/>'
    "</p:bottom><p:diagonal/></p:border>"
)
_LINE, _TITLE, _HIGHEST = 15.0, 24.0, 405.0
_LETTERS_PER_WIDTH: Final = 1.25
# Keys of the catalogue and widths; the two in the middle only where a finding has one.
_COLUMNS: Final[Sequence[tuple[str, float]]] = (
    ("severity", 12), ("sheet", 16), ("cell", 9), ("case", 18), ("wrong", 44), ("fix", 48),
    ("expected", 34), ("suggestion", 34), ("rule", 26),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """What goes on the sheet: findings in order, and lines that say what is not noted.

    `linked` are the sheets that links may lead to.
    """

    findings: Sequence[Finding]
    linked: frozenset[str]
    said: Sequence[str]


def listed(listing: Listing, styles: Styles) -> bytes:
    """The part of the sheet. Every text in it is text, whatever it looks like."""
    columns = [(key, width) for key, width in _COLUMNS if _used(key, listing.findings)]
    looks = _Looks(styles)
    lines = list(_lines(listing))
    head = len(lines) + 2
    rows = [_line(1, say("annotate.sheet-title"), looks.title, _TITLE)]
    rows += [_line(at, words, looks.note, _LINE) for at, words in enumerate(lines, 2)]
    rows.append(_headings(columns, head, looks))
    links: list[str] = []
    for at, finding in enumerate(listing.findings[:MOST_ROWS], head + 1):
        texts = _texts(finding)
        row = [texts[key] for key, _ in columns]
        rows.append(_row(at, row, columns, looks, finding))
        links += _links(finding, at) if finding.sheet in listing.linked else ()
    return _part(columns, head, b"".join(rows), "".join(links))


def _used(key: str, findings: Sequence[Finding]) -> bool:
    if key == "expected":
        return any(finding.expected or finding.found for finding in findings)
    return key != "suggestion" or any(finding.suggestions for finding in findings)


def _lines(listing: Listing) -> Iterator[str]:
    yield say("annotate.sheet-about")
    yield say("annotate.sheet-return")
    count = len(listing.findings)
    tiers = [(tier, sum(f.tier == tier for f in listing.findings)) for tier in TIERS]
    told = ", ".join(
        say("annotate.sheet-total", n=n, tier=severity(tier)) for tier, n in tiers if n
    )
    total = say("annotate.sheet-totals", n=count, tiers=told)
    yield total if count else say("annotate.sheet-none")
    if count > MOST_ROWS:
        yield say("annotate.sheet-cut", n=MOST_ROWS)
    yield from listing.said


def _texts(finding: Finding) -> Mapping[str, str]:
    expected = say("annotate.note-expected", expected=finding.expected) if finding.expected else ""
    found = say("annotate.note-found", found=finding.found) if finding.found else ""
    return {
        "severity": severity(finding.tier, finding),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "case": finding.case or finding.key,
        "wrong": finding.message,
        "fix": finding.fix,
        "expected": "\n".join(filter(None, (expected, found))),
        "suggestion": "\n".join(suggestion.text for suggestion in finding.suggestions),
        "rule": finding.rule,
    }


class _Looks:
    """Numbers of the formats of the sheet, added to those of the workbook."""

    def __init__(self, styles: Styles) -> None:
        def font(size: int, colour: str, more: str = "") -> int:
            face = f'<p:sz val="{size}"/><p:color rgb="{colour}"/>{_FONT}'
            return styles.add("fonts", styles.written(f"<p:font>{more}{face}</p:font>"))

        line = styles.add("borders", styles.written(_BORDER))

        def look(number: int, wrapped: bool, fill: str = "") -> int:
            # What stands in the table is kept apart by a line below it and room to its left.
            side = f'borderId="{line}" applyBorder="1"' if wrapped else 'borderId="0"'
            wrap = ' wrapText="1" indent="1"' if wrapped else ""
            made = styles.written(
                f'<p:xf numFmtId="0" fontId="{number}" fillId="0" {side} xfId="0" '
                'applyFont="1" applyAlignment="1"><p:alignment horizontal="left" '
                f'vertical="top"{wrap}/></p:xf>'
            )
            plain = styles.add("cellXfs", made)
            return styles.filled(plain, fill) if fill else plain

        self.title = look(font(16, _NAVY, "<p:b/>"), wrapped=False)
        self.note = look(text := font(11, _INK), wrapped=False)
        self.text = look(text, wrapped=True)
        self.heading = look(font(11, _INK, "<p:b/>"), wrapped=True, fill=_PALE)
        self.link = look(font(11, _BLUE, "<p:u/>"), wrapped=True)
        self.tiers: Mapping[Tier, int] = {
            tier: look(text, wrapped=True, fill=fill) for tier, fill in FILLS.items()
        }

    def of(self, key: str, finding: Finding, linked: bool) -> int:
        if key == "severity":
            return self.tiers[finding.tier]
        return self.link if linked and key in ("sheet", "cell") else self.text


def _line(at: int, words: str, style: int, height: float) -> bytes:
    cell = text_cell(f"A{at}", cell_text(words), style)
    return f'<row r="{at}" ht="{height}" customHeight="1">'.encode() + cell + b"</row>"


def _headings(columns: Sequence[tuple[str, float]], at: int, looks: _Looks) -> bytes:
    cells = [
        text_cell(f"{column_letters(place)}{at}", say(f"annotate.head-{key}"), looks.heading)
        for place, (key, _) in enumerate(columns, 1)
    ]
    return f'<row r="{at}">'.encode() + b"".join(cells) + b"</row>"


def _row(
    at: int,
    texts: Sequence[str],
    columns: Sequence[tuple[str, float]],
    looks: _Looks,
    finding: Finding,
) -> bytes:
    cells, most = [], 1
    for place, (text, (key, width)) in enumerate(zip(texts, columns, strict=True), 1):
        name, style = f"{column_letters(place)}{at}", looks.of(key, finding, bool(finding.sheet))
        cells.append(text_cell(name, cell_text(text), style) if text else blank_cell(name, style))
        room = width * _LETTERS_PER_WIDTH - 4
        most = max(most, sum(max(1, ceil(len(part) / room)) for part in text.split("\n")))
    height = min(most * _LINE + 3, _HIGHEST)
    return f'<row r="{at}" ht="{height}" customHeight="1">'.encode() + b"".join(cells) + b"</row>"


def _links(finding: Finding, at: int) -> Iterator[str]:
    """Links inside the workbook: they name a place in it, and nothing outside."""
    name = finding.sheet
    quoted = name.replace("'", "''")
    places = [("B", "A1"), *([("C", finding.cell)] if finding.cell else [])]
    for column, cell in places:
        where = attribute(f"'{quoted}'!{cell}")
        shown = attribute(name if column == "B" else cell)
        yield f'<hyperlink ref="{column}{at}" location="{where}" display="{shown}"/>'


def _part(columns: Sequence[tuple[str, float]], head: int, rows: bytes, links: str) -> bytes:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, (_, width) in enumerate(columns, 1)
    )
    start = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane '
        f'ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )
    end = f"<hyperlinks>{links}</hyperlinks>" if links else ""
    paper = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    return b"".join([start.encode(), rows, f"</sheetData>{end}{paper}</worksheet>".encode()])
