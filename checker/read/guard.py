"""What a file is, told from its content and never from its name."""

from __future__ import annotations

import re

from checker.read import markup
from checker.read.limits import Limits
from checker.read.parts import Parts
from checker.read.xls.compound import OLE

# The first record of Excel 2 to 4, and of later versions without a container around them.
_BARE_BIFF = (
    *(b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
    *(b"\x09\x08\x08\x00", b"\x09\x08\x10\x00"),
)
_HEAD = 4096
_SHEET_MAIN = re.compile(
    r"application/vnd\.(openxmlformats-officedocument\.spreadsheetml\.(sheet|template)"
    r"|ms-excel\.(sheet|template|addin)\.macroenabled)\.main\+xml",
    re.IGNORECASE,
)
_OTHER_MAIN = (
    ("xlsb", "ms-excel.sheet.binary"),
    ("docx", "wordprocessingml.document.main"),
    ("docx", "ms-word.document.macroenabled.main"),
    ("docx", "wordprocessingml.template.main"),
    ("pptx", "presentationml.presentation.main"),
    ("pptx", "presentationml.slideshow.main"),
)
_ODF = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z-]+)")
_FLAT = b"application/vnd.oasis.opendocument.spreadsheet"
# Bytes that plain text does not hold, in any of the encodings that spreadsheets export.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(data: bytes, limits: Limits) -> str:
    """Name of the format: a key of READERS, or a kind that `stops.refused` has words for.

    Raises Unreadable for a zip package that cannot be opened safely.
    """
    if not data:
        return "empty"
    if data.startswith(OLE):
        return _ole_kind(data)
    if data.startswith(b"PK"):
        return _package_kind(Parts(data, limits), limits)
    if data.startswith(_BARE_BIFF):
        return "xls"
    if data.startswith(b"%PDF"):
        return "pdf"
    kind = _text_kind(data[:_HEAD])
    # The root of a flat spreadsheet says what it is after all its names of name spaces.
    return "fods" if kind == "xml" and _FLAT in data[: 8 * _HEAD] else kind


def _ole_kind(data: bytes) -> str:
    """Compound files name their streams in UTF-16."""

    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if names("EncryptedPackage") or names("EncryptionInfo"):
        return "encrypted"
    if names("Workbook") or names("Book"):
        return "xls"
    return "docx" if names("WordDocument") else "unknown"


def _package_kind(parts: Parts, limits: Limits) -> str:
    if not parts.has("[content_types].xml"):
        return _other_package(parts)
    types: list[str] = []
    markup.elements(
        parts.inflate("[content_types].xml"),
        limits,
        lambda _, found: types.append(found.get("ContentType", "").lower()),
    )
    if any(_SHEET_MAIN.fullmatch(kind) for kind in types):
        return "xlsx"
    return next((kind for kind, mark in _OTHER_MAIN if any(mark in t for t in types)), "zip")


def _other_package(parts: Parts) -> str:
    for name in ("mimetype", "meta-inf/manifest.xml"):
        if parts.has(name) and (kind := _ODF.search(parts.inflate(name))):
            return "ods" if kind[1].startswith(b"spreadsheet") else "odt"
    if any(name.endswith(".iwa") for name in parts.names()):
        return "numbers"
    from checker.read.csv.files import only_csv

    return "csv-zip" if only_csv(parts.names()) else "zip"


def _text_kind(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = head.decode("utf-16", errors="ignore").lstrip().lower()
    elif _CONTROL.search(head):
        return "unknown"
    else:
        start = head.decode("utf-8-sig", errors="ignore").lstrip().lower()
    if re.match(r"<(!doctype html|html|head|body|table|style|meta|div)\b", start):
        return "html"
    # A cell such as "<18" begins a CSV file, not a page.
    if re.match(r"<[?!a-z]", start):
        return "html" if "<html" in start else "xml"
    return "csv"
