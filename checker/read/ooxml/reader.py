"""Values of an .xlsx workbook by calamine, believed only where they agree with the counts."""

from __future__ import annotations

import io
import re
import zipfile

from checker.read.ahead import Ahead
from checker.read.limits import Limits
from checker.read.ooxml.package import examine
from checker.read.parts import Parts
from checker.read.values import Book, opened, sheets_of
from checker.read.workbook import Progress, Sheet

_ERROR_CELL = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']e["'][^>]*>(?:(?!</?(?:\w+:)?[cv]\b).)*"""
    rb"""<(?:\w+:)?v(?:\s[^>]*)?>)[^<]*""",
    re.DOTALL,
)
_OTHER = rb"""(?:\s++(?!t\s*=)[\w:]++\s*=\s*(?:"[^"]*+"|'[^']*+'))*+"""
_SPACED_NUMBER = re.compile(
    rb"(<(?:\w+:)?c" + _OTHER + rb"""(?:\s++t\s*=\s*["']n["'])?+""" + _OTHER + rb"\s*+>"
    rb"(?:(?!</?(?:\w+:)?[cv]\b).)*<(?:\w+:)?v(?:\s[^>]*)?>)"
    rb"[ \t\r\n]*+([^ \t\r\n<>]++)[ \t\r\n]*+(?=<)",
    re.DOTALL,
)


def read_xlsx(data: bytes, limits: Limits, progress: Progress) -> tuple[Sheet, ...]:
    """Sheets in workbook order. Counts and notes go to `progress`, also when it stops.

    Raises Unreadable.
    """
    parts = Parts(data, limits)
    with Ahead(data) as ahead:
        reading = examine(parts, limits, progress, ahead)
        book: Book = ahead
        if reading.odd:
            # Parts that count afresh: what is inflated a second time for our own ends is not held
            # against the file.
            book = opened(_in_usual_form(Parts(data, limits)))
        elif not ahead.started:
            book = opened(data)
        sheets = sheets_of(book, reading.names, reading.valued, finite=True)
    progress.confirmed = True
    return sheets


def _in_usual_form(parts: Parts) -> bytes:
    """The package with newer error values, such as a spill error, and numbers with space around
    them, written as calamine knows them.

    calamine gives up a whole sheet for one of them. It shows every error value as a blank, and the
    format lets space stand around a number, so the change alters no value; the places were counted
    before it, and are compared after it.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name in parts.names():
            content = parts.inflate(name)
            if name.endswith(".xml") and "/worksheets/" in name:
                content = _ERROR_CELL.sub(rb"\1#N/A", content)
                content = _SPACED_NUMBER.sub(rb"\1\2", content)
            package.writestr(parts.written_name(name), content)
    return made.getvalue()
