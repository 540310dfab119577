"""The columns of foi.csv, and its text: one number or one answer a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final, NamedTuple

from checker.render.safe import safe_text

NOT_APPLICABLE: Final = "[z]"
NOT_AVAILABLE: Final = "[x]"
WITHHELD: Final = "[c]"
ALL: Final = "All"


class Place(NamedTuple):
    """What a number is about, in the words of the file; "All" is the total over a column."""

    question: str
    provider: str = NOT_APPLICABLE
    programme: str = NOT_APPLICABLE
    period: str = NOT_APPLICABLE
    sex: str = NOT_APPLICABLE
    route: str = NOT_APPLICABLE
    agency: str = NOT_APPLICABLE


class Row(NamedTuple):
    """One row of the file."""

    place: Place
    value: str
    note: str = ""


HEADINGS: Final = (*Place._fields, "value", "note")


def to_csv(rows: Iterable[Row]) -> bytes:
    """The file's bytes: line ends and quotes as RFC 4180 has them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(map(safe_text, (*row.place, row.value, row.note)) for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
