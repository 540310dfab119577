"""OpenDocument spreadsheets written by hand, for the tests of the reading stage."""

from __future__ import annotations

from collections.abc import Mapping

from read_files import pack

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{name: f"{_URN}{name}:1.0" for name in ("office", "table", "text", "style", "meta", "form")},
    "draw": f"{_URN}drawing:1.0",
    "svg": f"{_URN}svg-compatible:1.0",
    "chart": f"{_URN}chart:1.0",
    "script": f"{_URN}script:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
NAMES = " ".join(f'xmlns:{prefix}="{urn}"' for prefix, urn in _SPACES.items())


def cell(attributes: str = "", inner: str = "", name: str = "table-cell") -> str:
    """A cell with these attributes."""
    return f"<table:{name} {attributes}>{inner}</table:{name}>"


def text(words: str, attributes: str = "", inner: str = "") -> str:
    """A cell of text; `inner` stands before its paragraph."""
    return cell(f'office:value-type="string" {attributes}', f"{inner}<text:p>{words}</text:p>")


def number(value: object, attributes: str = "") -> str:
    """A cell with a number."""
    return cell(
        f'office:value-type="float" office:value="{value}" {attributes}',
        f"<text:p>{value}</text:p>",
    )


def row(*cells: str, attributes: str = "") -> str:
    """A row of these cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "A", attributes: str = "") -> str:
    """A sheet of these rows."""
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def content(*tables: str, styles: str = "", before: str = "") -> str:
    """The content of a spreadsheet."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{before}{''.join(tables)}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )


def flat(*tables: str, meta: str = "") -> str:
    """A whole flat spreadsheet, laid out in lines as LibreOffice writes it."""
    inside = "".join(tables).replace("><", ">\n <")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} '
        f'office:mimetype="{KIND}">\n<office:meta>{meta}</office:meta>\n<office:body>\n'
        f"<office:spreadsheet>\n{inside}\n</office:spreadsheet>\n</office:body>\n"
        "</office:document>"
    )


def ods(
    *tables: str,
    styles: str = "",
    before: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    whole: str = "",
) -> bytes:
    """A packed spreadsheet of these sheets; `whole` is all of its content instead."""
    return pack(
        {
            "mimetype": KIND,
            "META-INF/manifest.xml": _manifest(""),
            "content.xml": whole or content(*tables, styles=styles, before=before),
            **(extra or {}),
        }
    )


def _manifest(inner: str) -> str:
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{inner}</manifest:file-entry>'
    return f'<manifest:manifest xmlns:manifest="{_URN}manifest:1.0">{entry}</manifest:manifest>'


ENCRYPTED = _manifest('<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>')


def meta(inner: str) -> dict[str, str | bytes]:
    """The part with the properties of the document."""
    whole = (
        f"<office:document-meta {NAMES}><office:meta>{inner}</office:meta></office:document-meta>"
    )
    return {"meta.xml": whole}


def pages(inner: str) -> dict[str, str | bytes]:
    """The part with the styles and the pages of the document."""
    whole = (
        f"<office:document-styles {NAMES}><office:master-styles>{inner}</office:master-styles>"
        "</office:document-styles>"
    )
    return {"styles.xml": whole}
