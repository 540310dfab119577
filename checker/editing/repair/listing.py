"""The sheet on which the repaired copy lists what was changed, and what was not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checker.editing.cells import text_cell
from checker.editing.draft import MAIN, Draft
from checker.editing.repair.cells import writable
from checker.editing.repair.changes import HEADING, SHEET_NAME, Change, Left, Plan
from checker.editing.sheets import add_sheet, unused_name
from checker.editing.styles import Styles
from checker.language import say
from checker.layout.tidying import Kinds, tidying_words
from checker.layout.values import as_text
from checker.read.places import column_letters
from checker.render.safe import safe_text

NAME: Final = "Changes"
_WIDTHS: Final = (18, 10, 34, 44, 34, 34)
# A cell of a spreadsheet holds no more.
_LONGEST: Final = 32_767
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of the sheet from its first on; `by_row` maps a row (from 1) to its change.

    `heads` are the rows of headings, `titles` those of titles and sentences.
    """

    rows: tuple[tuple[str, ...], ...]
    by_row: dict[int, Change]
    heads: frozenset[int]
    titles: frozenset[int]


def listed(plan: Plan) -> Listed:
    """What stands on the sheet: every text as it is shown, none of them a formula."""
    # By its first cell the sheet is known again, see `layout`.
    rows: list[tuple[str, ...]] = [(say("repair.sheet-title"),), (say("repair.sheet-about"),), ()]
    titles, heads = {1, 2}, {4}
    rows.append(tuple(say(f"repair.head-{word}") for word in _CHANGED))
    by_row = {}
    for change in plan.changes:
        rows.append(_changed(change))
        by_row[len(rows)] = change
    if plan.left:
        rows += [(), (say("repair.sheet-left"),)]
        titles.add(len(rows))
        rows.append(tuple(say(f"repair.head-{word}") for word in _LEFT))
        heads.add(len(rows))
        rows += [_left(left) for left in plan.left]
    return Listed(tuple(rows), by_row, frozenset(heads), frozenset(titles))


_CHANGED: Final = ("sheet", "cell", "heading", "done", "was", "now")
_LEFT: Final = ("sheet", "cell", "heading", "why")


def _changed(change: Change) -> tuple[str, ...]:
    cell = change.cell or say("repair.no-cell")
    texts = (change.sheet, cell, change.heading, words_of(change.kinds))
    return tuple(map(_safe, (*texts, shown(change.was), shown(change.now))))


def _left(left: Left) -> tuple[str, ...]:
    cell = left.cell or say("repair.no-cell")
    return tuple(map(_safe, (left.sheet, cell, left.heading, say(f"repair.left-{left.why}"))))


def words_of(kinds: Kinds, many: bool = False) -> str:
    """Kinds in words, such as "with extra spaces, with other capitals"."""
    return ", ".join(kind_words(kind, many) for kind in dict.fromkeys(kinds))


def kind_words(kind: str, many: bool = False) -> str:
    """One kind in words, for one cell or for several."""
    own = {HEADING: "heading", SHEET_NAME: "sheet-name"}
    cells = 2 if many else 1
    return say(f"repair.kind-{own[kind]}", n=cells) if kind in own else tidying_words(kind, cells)


def shown(value: object) -> str:
    """A value as the sheet tells it: a day as 2026-07-31, whatever the format of its cell."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    return as_text(value)


def _safe(text: str) -> str:
    return safe_text(writable(text))[:_LONGEST]


def add_listing(draft: Draft, plan: Plan) -> None:
    """Put the sheet behind all others."""
    found = listed(plan)
    styles = Styles(draft)
    looks = _looks(styles)
    styles.save()
    add_sheet(draft, unused_name(draft, NAME), _sheet(found, looks))


@dataclass(frozen=True, slots=True)
class _Looks:
    text: int
    line: int
    head: int
    title: int


def _looks(styles: Styles) -> _Looks:
    bold = styles.add("fonts", _font(styles, 11))
    large = styles.add("fonts", _font(styles, 14))
    grey = styles.add("fills", styles.written(_GREY))
    # Text format throughout: what looks like a number or a day stays as it is told here.
    text = '<p:xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"'
    wrapped = ' applyAlignment="1"><p:alignment vertical="top" wrapText="1"/></p:xf>'
    head = f'<p:xf numFmtId="0" fontId="{bold}" fillId="{grey}" borderId="0" applyFont="1"'
    title = f'<p:xf numFmtId="0" fontId="{large}" fillId="0" borderId="0" applyFont="1"/>'
    return _Looks(
        styles.add("cellXfs", styles.written(text + wrapped)),
        styles.add("cellXfs", styles.written(f"{text}/>")),
        styles.add("cellXfs", styles.written(head + ' applyFill="1"' + wrapped)),
        styles.add("cellXfs", styles.written(title)),
    )


_GREY: Final = (
    '<p:fill><p:patternFill patternType="solid"><p:fgColor rgb="FFE7E6E6"/>'
    '<p:bgColor indexed="64"/></p:patternFill></p:fill>'
)


def _font(styles: Styles, size: int) -> bytes:
    return styles.written(f'<p:font><p:b/><p:sz val="{size}"/><p:name val="Calibri"/></p:font>')


def _sheet(found: Listed, looks: _Looks) -> bytes:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(_WIDTHS, 1)
    )
    last = f"{column_letters(len(_WIDTHS))}{len(found.rows)}"
    body = b"".join(
        _row(number, row, _look(number, found, looks)) for number, row in enumerate(found.rows, 1)
    )
    before = (
        f'{_HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    after = (
        '</sheetData><pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3"'
        ' footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>"
    )
    return before.encode() + body + after.encode()


def _look(number: int, found: Listed, looks: _Looks) -> int:
    if number == 1:
        return looks.title
    if number in found.titles:
        return looks.title if number > 2 else 0
    if number in found.heads:
        return looks.head
    return looks.text if number in found.by_row else looks.line


def _row(number: int, texts: Sequence[str], style: int) -> bytes:
    cells = (
        text_cell(f"{column_letters(column)}{number}", text, style)
        for column, text in enumerate(texts, 1)
    )
    return f'<row r="{number}">'.encode() + b"".join(cells) + b"</row>"
