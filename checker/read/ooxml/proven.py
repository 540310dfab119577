"""Rows of a worksheet in the plain form, proved and picked apart by one pattern.

Python handlers called for every element cost more than all the rest of the reading. Rows are
almost always written in one plain form. The pattern describes a part of XML in which no reading is
in doubt: no comments, no CDATA, no processing instructions, no prefix, attributes in the order in
which programs write them, no text in a formula, no number that may be endless, no hidden row.

One match is one cell, or the end of a row with the start of the next. What is neither is swallowed
to its end by the last branch, which picks nothing: so the matches cover every character.
"""

from __future__ import annotations

import re
from functools import cache

from checker.read.ooxml.plain import plain

# Every numbered escape from 100 to 49999 is a character that XML allows, and no space.
_ESCAPE = "&(?:amp|lt|gt|quot|apos|#[1-9][0-9]{2,3}|#[1-4][0-9]{4});"
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f"
_MORE = f"[^<&{_CONTROL}]*+(?:{_ESCAPE}[^<&{_CONTROL}]*+)*+"
# Text that is more than space, and text of which space is kept.
_WORDS = rf"(?:[^<& \t\r\n{_CONTROL}]|{_ESCAPE}){_MORE}"
_KEPT = f"(?:[^<&{_CONTROL}]|{_ESCAPE}){_MORE}"
# A formula that holds no text, no long number and no name of another file.
_SIGNS = rf'[^<"&@/\[\\{_CONTROL}]'
_FORMULA = (
    '(?:<f(?: t="shared")?+(?: ref="[A-Z0-9:]++")?+(?: si="[0-9]++")?+(?:/>'
    f"|>(?![ =0-9]{{9}}){_SIGNS}*+(?:/{_SIGNS}++)*+</f>))?+"
)
# With more digits it might be no finite number.
_NUMBER = f"{_FORMULA}<v>-?[0-9.]{{1,40}}+(?:[eE][-+]?[0-9]{{1,2}})?+</v></c>"
_STORED = rf"{_FORMULA}<v>[^<& \t\r\n{_CONTROL}](?:[^<&\r\n{_CONTROL}]*+(?<![ \t]))?+</v></c>"
_STYLE = '(?: s="[0-9]++")?+'
# What follows the name of a cell that has content; the kinds that are met most come first.
_FILLED = (
    rf'"{_STYLE} t="(?:s"><v>INDEX</v></c>'
    f'|inlineStr"><is><t(?:>{_WORDS}| xml:space="preserve">{_KEPT})</t></is></c>'
    f'|n">{_NUMBER}|(?:b|d|str)">{_STORED})|"{_STYLE}>{_NUMBER}'
)
_BLANK = f'{_STYLE}(?: t="[A-Za-z]++")?+(?:/>|></c>)'
_NO, _EITHER = '="(?:0|false)"', '="(?:0|1|false|true)"'
_ROW = (
    '/row><row r="[1-9][0-9]{0,5}+"(?: spans="[0-9:]++")?+(?: s="[0-9]++")?+'
    f'(?: customFormat{_EITHER})?+(?: ht="[1-9][0-9.]*+")?+(?: hidden{_NO})?+'
    f'(?: customHeight{_EITHER})?+(?: outlineLevel="[0-9]")?+(?: collapsed{_NO})?+'
    f'(?: thickTop{_EITHER})?+(?: thickBot{_EITHER})?+(?: x14ac:dyDescent="[0-9.]++")?+>'
)
_NAME = "[A-Z]{1,3}+[1-9][0-9]{0,5}+"
# Each way to end the first group leaves one way to go on: what has content goes on with a quote,
# what has none has the quote in the group, and after the start of a row another element starts.
_PLAIN = f'<(c r="{_NAME}(?:(?=")|"(?=[ />]))|{_ROW}(?=<))(?:{_FILLED}|{_BLANK}|(?=<))|.+'
CELL_START, ROW_START = b'c r="', b'/row><row r="'
"""What begins that which is picked of a cell, and of the start of a row."""


_INDEX = re.compile(rb't="s"><v>([0-9]+)')


@cache
def _pattern(strings: bool) -> re.Pattern[bytes]:
    index = "[0-9]{1,7}+" if strings else "(?!)"
    return re.compile(_PLAIN.replace("INDEX", index).encode(), re.DOTALL)


def picked(data: bytes, strings: bool) -> tuple[list[bytes], list[bytes]] | None:
    """What is in the data in order, and the indexes of its shared strings; None when not proved.

    Of a cell its name, with a quote after it where it has no content; of the end of a row and the
    start of the next all of it. `strings` is whether there are shared strings: without them, a cell
    that points to one is not proved.
    """
    if not _is_sound(data):
        return None
    found: list[bytes] = _pattern(strings).findall(data)
    if found and not found[-1]:
        return None
    # A second search costs less than a second group in the first.
    return found, _INDEX.findall(data) if strings else []


def _is_sound(data: bytes) -> bool:
    """Whether the text in it is well-formed wherever the pattern does not say so."""
    if not data.isascii():
        return plain(data) is not None
    # One character is found faster than three.
    return b"]" not in data or b"]]>" not in data
