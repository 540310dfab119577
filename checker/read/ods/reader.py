"""OpenDocument spreadsheets: values of our own reading, believed only where calamine agrees.

Our walk gives the values, because calamine loses some of them: it drops tabs and line ends inside
a text, takes the text of a text box for the cell's, shows an error as 0 or as nothing, and reads
lengths of time and days that cannot be as text. It is the second reading: the cells with a value,
and every number and day, must be the same in both.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.language import say
from checker.model.receipt import SheetReceipt
from checker.read import notes, stops
from checker.read.limits import Limits
from checker.read.ods import beside as ods_beside
from checker.read.ods.agreement import agree
from checker.read.ods.sheets import Content, Table
from checker.read.ods.styles import Styles
from checker.read.ods.texts import Gathering
from checker.read.ods.walk import walk
from checker.read.parts import Parts
from checker.read.places import SHIFT
from checker.read.texts import Texts
from checker.read.values import opened, used_area
from checker.read.workbook import Progress, Sheet, Text

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_URN}manifest:1.0"/>'
_PREFIX = re.compile(rf"""xmlns(?::(\w+))?\s*=\s*["']{_URN}(office|table|text):1\.0["']""".encode())
_BETWEEN = re.compile(rb">[ \t\r\n]+<")
# The catalogue's words on the days from which a file may count, besides the usual one.
_FIRST_DAYS = {"1904-01-01": "read.days-from-1904", "1900-01-01": "read.days-from-1900"}


def read_ods(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """Sheets of a packed spreadsheet (.ods). Counts, notes and texts go to `progress`.

    Raises Unreadable.
    """
    parts = Parts(data, limits)
    if ods_beside.is_encrypted(parts, limits):
        raise stops.refused("encrypted-ods")
    styles, texts = Styles(), Gathering(Texts(limits, []))
    for name in ("styles.xml", "meta.xml"):
        if parts.has(name):
            walk(parts.inflate(name), limits, styles, texts, Content())
    content = parts.inflate("content.xml")
    sheets = _sheets(content, limits, styles, texts, progress)
    ods_beside.look_through(parts, limits, texts, progress)
    return _confirmed(content, sheets, progress)


def read_fods(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """Sheets of a flat spreadsheet (.fods): the same content, in one XML file. As `read_ods`."""
    texts = Gathering(Texts(limits, []))
    sheets = _sheets(data, limits, Styles(), texts, progress)
    progress.beside.extend(sorted(texts.beside))
    return _confirmed(data, sheets, progress)


def _sheets(
    data: bytes, limits: Limits, styles: Styles, texts: Gathering, progress: Progress
) -> Content:
    """Walk the content and put what it says into `progress`, as far as it goes."""
    declared = {(match[1], match[2]) for match in _PREFIX.finditer(data)}
    used = {(name, name) for name in (b"office", b"table", b"text") if b"<%b:" % name in data}
    if not used <= declared <= {(name, name) for _, name in declared}:
        # calamine knows elements by their usual prefixes alone: others would be cells unread.
        raise stops.corrupt(say("read.xml-uses-names-spreadsheet-programs"))
    content = Content()
    try:
        walk(data, limits, styles, texts, content)
    finally:
        _tell(content, styles, texts, progress)
    if not content.tables:
        raise stops.no_sheets()
    return content


def _tell(content: Content, styles: Styles, texts: Gathering, progress: Progress) -> None:
    progress.notes.extend(notes.of_workbook(False, False, texts.names))
    if content.first_day in _FIRST_DAYS:
        progress.notes.append(say(_FIRST_DAYS[content.first_day]))
    for table in content.tables:
        if table.counted is None:
            # A sheet at which the reading stopped is listed as well: its name is looked at then.
            filled = len(table.tally.filled)
            progress.sheets.append(SheetReceipt(table.name, table.state, filled, 0, 0, 0, 0, 0))
        else:
            progress.sheets.append(table.counted.receipt)
            progress.notes.extend(table.counted.notes)
    progress.notes.extend(notes.of_sheets(progress.sheets, content.protected))
    progress.texts.extend(_with_sheets(texts, styles, content.tables))
    if any(_has_comments(table) for table in content.tables):
        texts.beside.add("comments")


def _with_sheets(texts: Gathering, styles: Styles, tables: Sequence[Table]) -> Iterator[Text]:
    """The texts, a header or footer given to the sheet whose page it stands on."""
    pages = {styles.pages.get(table.style, ""): table.name for table in reversed(tables)}
    for text in texts.texts.kept:
        if text.place == "header-footer":
            yield replace(text, sheet=pages.get(text.sheet, ""))
        else:
            yield text


def _has_comments(table: Table) -> bool:
    """Whether somebody wrote a comment, as far as can be told.

    The notes of our template stand on headings, and LibreOffice drops the name of who wrote them.
    A comment that names nobody is taken for one of them where every filled cell of its row has
    such a note. All of them are looked through all the same.
    """
    if not table.notes or any(note.by_somebody for note in table.notes):
        return bool(table.notes)
    noted: dict[int, set[int]] = {}
    for note in table.notes:
        noted.setdefault(note.row, set()).add(note.column)
    filled: dict[int, int] = {}
    for place in table.tally.filled:
        filled[place >> SHIFT] = filled.get(place >> SHIFT, 0) + 1
    return any(len(columns) < max(2, filled.get(row, 0)) for row, columns in noted.items())


def _confirmed(data: bytes, content: Content, progress: Progress) -> tuple[Sheet, ...]:
    """The sheets, once the second reading has agreed on each of them."""
    book = opened(_alone(data))
    if book.sheet_names != content.names:
        raise stops.corrupt(say("read.list-sheets-read-two-ways"))
    for table in content.tables:
        agree(table, *used_area(book, content.names.index(table.name), table.name))
    progress.confirmed = True
    return tuple(Sheet(table.name, table.state, table.rows) for table in content.tables)


def _alone(data: bytes) -> bytes:
    """A package of the content alone: what else is in the file is no business of calamine's.

    It gives up where there is white space between rows or cells, as in every flat file.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        package.writestr("mimetype", _KIND)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        package.writestr("content.xml", _BETWEEN.sub(b"><", data))
    return made.getvalue()
