"""What a cell is read as, and what its file makes of cells: the words that all parsers share.

Every parser takes one non-blank raw value and gives a `Parsed`: normalise first, then judge, and
say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from checker.layout.tidying import NONE, Kinds


class Parsed(NamedTuple):
    """One cell, read.

    `value` is for the typed table, None when the cell cannot be read as the column's type;
    `instance` is for the JSON Schema, None to leave the cell out of it. `tidied` are the kinds of
    tidying that the reading took. `lost` is the id of the rule that tells why a cell was not read,
    where that is not for the schema to say.
    """

    value: object
    instance: object
    tidied: Kinds = NONE
    lost: str = ""


Parser = Callable[[object], Parsed]


@dataclass(frozen=True, slots=True)
class Origin:
    """What the file itself makes of its cells.

    `epoch_1904` says that day numbers count from 1904. `all_text` says that the format knows
    nothing but text, so that days in ISO form and plain digits are as good as dates and numbers.
    """

    epoch_1904: bool = False
    all_text: bool = False


ORDINARY = Origin()
"""A workbook that knows dates and numbers and counts its days from 1900."""
