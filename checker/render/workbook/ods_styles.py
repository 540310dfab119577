"""The looks of cells, columns, rows and pages as .ods has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from checker.render.workbook.laying import LINE_POINTS, MOST_POINTS, TITLE_POINTS, Laid
from checker.render.workbook.looks import FONT, INK, NAVY, PALE, STYLES, Look, Style

_URN: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES: Final = {
    **{name: f"{_URN}{name}:1.0" for name in ("office", "table", "text", "style", "meta")},
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "number": f"{_URN}datastyle:1.0",
    "svg": f"{_URN}svg-compatible:1.0",
    "config": f"{_URN}config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
SPACES: Final = " ".join(f'xmlns:{name}="{space}"' for name, space in _PREFIXES.items())
NAMES: Final[Mapping[Look, str]] = {look: look.replace(" ", "-") for look in STYLES}
_FORMATS: Final = {"": "", "count": "whole", "share": "part"}
_HEIGHTS: Final = (0, TITLE_POINTS, *range(2 * LINE_POINTS, MOST_POINTS + 1, LINE_POINTS))


def column_style(width: float) -> str:
    """The name of the style of a column so many characters wide."""
    return f"co{width:g}".replace(".", "-")


def row_style(height: int) -> str:
    """The name of the style of a row so many points high."""
    return f"ro{height}"


def sheet_style(mine: Laid) -> str:
    """The name of the style of a sheet, which decides its page."""
    return f"ta{mine.pages_across}"


def cell_styles(sheets: Sequence[Laid]) -> str:
    """The automatic styles of content.xml."""
    widths = sorted({width for mine in sheets for width in mine.widths})
    return "".join(
        (
            *map(_column, widths),
            *map(_row, _HEIGHTS),
            *(_sheet(across) for across in _across(sheets)),
            '<number:number-style style:name="whole"><number:number number:decimal-places="0"'
            ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
            '<number:percentage-style style:name="part"><number:number number:decimal-places="1"'
            ' number:min-decimal-places="1" number:min-integer-digits="1"/>'
            "<number:text>%</number:text></number:percentage-style>",
            *(_cell(NAMES[look], style) for look, style in STYLES.items()),
        )
    )


def pages_and_defaults(sheets: Sequence[Laid]) -> str:
    """The text of styles.xml: the language, the font, and a page for each number side by side."""
    across = _across(sheets)
    masters = "".join(
        f'<style:master-page style:name="Pages{number}" style:page-layout-name="page{number}"/>'
        for number in across
    )
    return (
        f'<office:document-styles {SPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell">'
        f'<style:text-properties style:font-name="{FONT}" fo:font-family="{FONT}"'
        ' fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
        f"<office:automatic-styles>{''.join(map(_page, across))}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def _across(sheets: Sequence[Laid]) -> list[int]:
    return sorted({mine.pages_across for mine in sheets})


def _column(width: float) -> str:
    # A character is 7 pixels wide and each column has 5 more, of 96 to the inch, as Excel has it.
    inches = (width * 7 + 5) / 96
    return (
        f'<style:style style:name="{column_style(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{inches:.4f}in"/></style:style>'
    )


def _row(height: int) -> str:
    return (
        f'<style:style style:name="{row_style(height)}" style:family="table-row">'
        f'<style:table-row-properties style:row-height="{height or LINE_POINTS}pt"'
        ' style:use-optimal-row-height="true"/></style:style>'
    )


def _sheet(across: int) -> str:
    return (
        f'<style:style style:name="ta{across}" style:family="table"'
        f' style:master-page-name="Pages{across}"><style:table-properties table:display="true"/>'
        "</style:style>"
    )


def _page(across: int) -> str:
    """A4 on its side, as many side by side as the columns need, and as many below as the rows."""
    return (
        f'<style:page-layout style:name="page{across}"><style:page-layout-properties'
        ' fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
        ' fo:margin="1.27cm"'
        f' style:scale-to-X="{across}" style:scale-to-Y="0"/></style:page-layout>'
    )


def _cell(name: str, style: Style) -> str:
    form = _FORMATS[style.form]
    data = f' style:data-style-name="{form}"' if form else ""
    weight = ' fo:font-weight="bold"' if style.bold else ""
    line = (
        ' style:text-underline-style="solid" style:text-underline-width="auto"'
        if style.underlined
        else ""
    )
    side, inset = "end" if style.right else "start", "0.35cm" if style.indented else "0cm"
    return (
        f'<style:style style:name="{name}" style:family="table-cell"'
        f' style:parent-style-name="Default"{data}>'
        f"<style:table-cell-properties{_box(style)}/>"
        f'<style:paragraph-properties fo:text-align="{side}"'
        f' fo:margin-left="{inset}"/>'
        f'<style:text-properties fo:font-size="{style.size}pt" fo:color="#{style.colour or INK}"'
        f"{weight}{line}/></style:style>"
    )


def _box(style: Style) -> str:
    wrap = ' fo:wrap-option="wrap"' if style.wrapped else ""
    shade = (
        f' fo:background-color="#{PALE}" fo:border-bottom="0.75pt solid #{NAVY}"'
        if style.heading
        else ""
    )
    align = ' style:vertical-align="top" style:text-align-source="fix"'
    return f"{align}{wrap}{shade}"
