"""The looks of the cells as .xlsx has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.render.workbook.looks import FONT, INK, NAVY, PALE, STYLES, Look, Style

# 0 is the look of a cell that has none.
NUMBERS: Final[Mapping[Look, int]] = {look: place for place, look in enumerate(STYLES, start=1)}
_FORMATS: Final = {"": 0, "count": 3, "share": 164}  # 3 is #,##0 in every Excel


def styles(main: str) -> str:
    """The text of styles.xml."""
    looks = [Style(), *STYLES.values()]
    fonts = "".join(map(_font, looks))
    cells = "".join(_cell(place, look) for place, look in enumerate(looks))
    return (
        f'<styleSheet xmlns="{main}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
        f'<fonts count="{len(looks)}">{fonts}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{PALE}"/>'
        f'<bgColor rgb="FF{PALE}"/></patternFill></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f'<border><left/><right/><top/><bottom style="thin"><color rgb="FF{NAVY}"/></bottom>'
        "<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(looks)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        '<dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium9"'
        ' defaultPivotStyle="PivotStyleLight16"/></styleSheet>'
    )


def _font(style: Style) -> str:
    bold = "<b/>" if style.bold else ""
    line = "<u/>" if style.underlined else ""
    return (
        f'<font>{bold}{line}<sz val="{style.size}"/><color rgb="FF{style.colour or INK}"/>'
        f'<name val="{FONT}"/><family val="2"/></font>'
    )


def _cell(place: int, style: Style) -> str:
    if not place:
        return '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    filled, lined = (2, 1) if style.heading else (0, 0)
    side = "right" if style.right else "left"
    indent = ' indent="1"' if style.indented else ""
    wrap = ' wrapText="1"' if style.wrapped else ""
    return (
        f'<xf numFmtId="{_FORMATS[style.form]}" fontId="{place}" fillId="{filled}"'
        f' borderId="{lined}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"'
        f' applyBorder="1" applyAlignment="1"><alignment horizontal="{side}" vertical="top"'
        f"{wrap}{indent}/></xf>"
    )
