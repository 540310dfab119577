"""Values of an .xls workbook (Excel 97 to 2003) by calamine, believed only where counts agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.language import say
from checker.read import notes, stops
from checker.read.finished import finish
from checker.read.limits import Limits
from checker.read.room import Room
from checker.read.runs import Net
from checker.read.tally import Tally
from checker.read.values import Valued, opened, sheets_of
from checker.read.workbook import Progress, Sheet
from checker.read.xls import compound
from checker.read.xls.beside import streams_beside
from checker.read.xls.biff import Stream
from checker.read.xls.book import Book, read_book
from checker.read.xls.compound import OLE, Compound
from checker.read.xls.sheet import walk_sheet


def read_xls(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """Sheets in workbook order. Counts and notes go to `progress`, also when it stops.

    The stream of the workbook is taken out of its container and walked; calamine is given a clean
    container with the walked stream, so it never sees what the walk did not. Raises Unreadable.
    """
    if not data.startswith(OLE):
        raise stops.refused("old-xls")
    container = Compound(data, limits)
    stream = Stream(workbook_stream(container), limits)
    net = Net(limits, progress.texts)
    book = read_book(stream, limits, net)
    progress.notes.extend(notes.of_workbook(False, book.from_1904, book.names))
    valued = _count(stream, book, net, limits, progress)
    progress.beside.extend(streams_beside(container, book.beside, net))
    progress.beside.extend(["unread-parts"] if net.unread else [])
    progress.notes.extend(notes.of_sheets(progress.sheets, book.protected))
    if not any(places is not None for places in valued):
        raise stops.no_sheets()
    names = [(sheet.name, sheet.state) for sheet in book.sheets]
    sheets = sheets_of(opened(compound.packed("Workbook", bytes(stream.data))), names, valued)
    progress.confirmed = True
    return sheets


def workbook_stream(container: Compound) -> bytes:
    """The stream of the workbook; a file for both Excel 5 and Excel 97 has the newer one too.

    Raises Unreadable for a container of something else.
    """
    if container.has("worddocument"):
        raise stops.refused("docx")
    if container.has("powerpoint document"):
        raise stops.refused("pptx")
    if "workbook" not in container.names():
        if "book" in container.names():
            raise stops.refused("old-xls")
        raise stops.corrupt(say("read.workbook-container-cannot-found"))
    return container.stream("workbook")


def _count(
    stream: Stream, book: Book, net: Net, limits: Limits, progress: Progress
) -> list[Valued | None]:
    """Count every sheet into `progress`; the places in each that must hold a value."""
    room = Room(limits)
    valued: list[Valued | None] = []
    ends: dict[int, int] = {0: book.end}
    formulas = False
    for sheet in book.sheets:
        counts = Tally(book.strings, limits, room.cells)
        if sheet.at in ends:
            raise stops.corrupt(say("read.two-sheets-same-part-file"))
        walked = walk_sheet(stream, sheet, counts, net)
        ends[sheet.at] = walked.end
        counted = finish(counts, sheet.name, sheet.state)
        progress.sheets.append(counted.receipt)
        progress.notes.extend(counted.notes)
        room.take(sheet.name, counted.deepest, counted.widest, counted.cells)
        if not sheet.worksheet:
            progress.notes.append(say("read.sheet-worksheet-was-read-data", name=sheet.name))
        valued.append(counted.valued if sheet.worksheet else None)
        book.protected |= counted.protected
        book.beside |= {"comments"} if walked.comments else set()
        book.beside |= {"drawings"} if walked.drawings else set()
        formulas |= walked.formulas
    for first, end in _unclaimed(ends, len(stream.data)):
        net.cast("other", bytes(stream.data[first:end]))
    if formulas:
        progress.notes.append(say("read.untold-formulas"))
    return valued


def _unclaimed(ends: dict[int, int], size: int) -> Iterator[tuple[int, int]]:
    """Bytes of the stream that belong to no listed sheet, such as a sheet no longer listed.

    Raises Unreadable for parts that overlap: each would be read in the other's name.
    """
    spans: Sequence[tuple[int, int]] = [*sorted(ends.items()), (size, size)]
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise stops.corrupt(say("read.two-sheets-same-part-file"))
        if start > end:
            yield end, start
