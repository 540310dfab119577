"""Identifiers where none should be: the kind and the place are said, never the value.

This first line of defence looks at every text cell of every sheet, hidden ones included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.layout.grid import reference
from checker.layout.values import clean
from checker.read import Text, Workbook

_NHS = re.compile(r"(?<!\d)(\d{3})[ -](\d{3})[ -](\d{4})(?!\d)")
_NINO = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
)
# The space is asked for: a random reference such as "AB12CD" has the shape of a postcode.
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
# Begun at the start of a word only: otherwise a long cell takes seconds to look through.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)44 ?\(?0?\)? ?|\(?0)(?:\d\)?[ -]?){9,10}(?!\d)")
_KINDS = (
    ("an NHS number", _NHS),
    ("a National Insurance number", _NINO),
    ("a postcode", _POSTCODE),
    ("an e-mail address", _EMAIL),
    ("a telephone number", _PHONE),
)
# A cell is worth a closer look when it holds an @ or at least one digit.
_CANDIDATE = re.compile(r"[@\d]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A cell that looks like it holds an identifier; `kind` is such as "a postcode"."""

    sheet: str
    cell: str
    kind: str
    place: str = ""


def scan(workbook: Workbook, exempt: Sequence[tuple[str, str]] = ()) -> list[Sighting]:
    """Every cell that looks like an identifier, but for the (sheet, cell) pairs in `exempt`."""
    allowed = set(exempt)
    return [
        Sighting(sheet.name, cell, kind)
        for sheet in workbook.sheets
        for cell, kind in _sheet(sheet.rows)
        if (sheet.name, cell) not in allowed
    ]


def _sheet(rows: Sequence[Sequence[object]]) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                kind = seen.get(value)
                if kind is None:
                    kind = seen[value] = identifier_kind(value)
                if kind:
                    yield reference(number, column), kind


def identifier_kind(text: str) -> str:
    """The kind of identifier that a text holds, such as "a postcode"; empty when none is seen."""
    if not _CANDIDATE.search(text):
        return ""
    tidy = clean(text)
    for kind, pattern in _KINDS:
        for match in pattern.finditer(tidy):
            if pattern is not _NHS or _nhs_check("".join(match.groups())):
                return kind
    return ""


def _nhs_check(digits: str) -> bool:
    """The NHS number's modulus 11 check digit (NHS Data Dictionary): one in eleven passes."""
    total = sum(int(digits[place]) * (10 - place) for place in range(9))
    return (11 - total % 11) % 11 == int(digits[9])


def scan_texts(texts: Sequence[Text]) -> list[Sighting]:
    """Every text outside the cells that looks like an identifier."""
    return [
        Sighting(text.sheet, text.cell, kind, text.place)
        for text in texts
        if (kind := identifier_kind(text.words))
    ]
