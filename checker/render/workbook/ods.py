"""A workbook as .ods (OpenDocument 1.3): each row leaves as it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from checker.render.workbook.laying import Laid
from checker.render.workbook.limits import cell_text
from checker.render.workbook.ods_sheet import write_sheets
from checker.render.workbook.ods_styles import SPACES, pages_and_defaults
from checker.render.workbook.parcels import entry, part

KIND: Final = "application/vnd.oasis.opendocument.spreadsheet"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_STAMP: Final = "2026-01-01T00:00:00"  # any fixed day will do, in place of the clock
_PARTS: Final = ("content.xml", "styles.xml", "meta.xml", "settings.xml")


def write_ods(sheets: Sequence[Laid], title: str, author: str, out: Path | BinaryIO) -> None:
    """Write the workbook. Raises OSError when `out` cannot be written."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        # By this part, first and not packed, other programs know what the file is.
        package.writestr(entry("mimetype", stored=True), KIND)
        for name, text in _around(sheets, title, author):
            package.writestr(entry(name), HEAD + text)
        with part(package, "content.xml") as stream:
            stream.write(HEAD)
            write_sheets(stream, sheets)


def _around(sheets: Sequence[Laid], title: str, author: str) -> Iterator[tuple[str, str]]:
    """Every part but the sheets themselves."""
    yield "META-INF/manifest.xml", _manifest()
    yield "meta.xml", _meta(title, author)
    yield "settings.xml", _settings(sheets)
    yield "styles.xml", pages_and_defaults(sheets)


def _manifest() -> str:
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in _PARTS
    )
    return (
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">'
        '<manifest:file-entry manifest:full-path="/" manifest:version="1.3"'
        f' manifest:media-type="{KIND}"/>{listed}</manifest:manifest>'
    )


def _meta(title: str, author: str) -> str:
    return (
        f'<office:document-meta {SPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>{escape(author)}</meta:generator>"
        f"<dc:title>{escape(cell_text(title))}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<meta:creation-date>{_STAMP}</meta:creation-date><dc:date>{_STAMP}</dc:date>"
        "<dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    )


def _settings(sheets: Sequence[Laid]) -> str:
    """The first sheet is shown first, and headings of sheets to be worked through stay in sight."""
    views = "".join(map(_view, sheets))
    return (
        f'<office:document-settings {SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{_item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named>"
        f"{_item('ActiveTable', 'string', sheets[0].sheet.name)}"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _view(mine: Laid) -> str:
    below = mine.header if mine.sheet.working else 0
    items = [("CursorPositionX", "int", 0), ("CursorPositionY", "int", below)]
    if below:
        items += [
            ("HorizontalSplitMode", "short", 0),
            ("VerticalSplitMode", "short", 2),  # 2: the rows above stay where they are
            ("HorizontalSplitPosition", "int", 0),
            ("VerticalSplitPosition", "int", below),
            ("ActiveSplitRange", "short", 2),
            ("PositionLeft", "int", 0),
            ("PositionRight", "int", 0),
            ("PositionTop", "int", 0),
            ("PositionBottom", "int", below),
        ]
    told = "".join(_item(*item) for item in items)
    name = quoteattr(mine.sheet.name)
    return f"<config:config-item-map-entry config:name={name}>{told}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: object) -> str:
    start = f'<config:config-item config:name="{name}" config:type="{kind}">'
    return f"{start}{escape(str(value))}</config:config-item>"
