"""One cell, parsed as a column of some type would have it."""

from __future__ import annotations

from checker.layout.cells import ORDINARY, Origin, Parsed
from checker.layout.parsers import parser
from checker.model.specs import Code, CodeList, Column, ValueType

COLOURS = CodeList(
    "colour",
    "Colour",
    "1.0",
    "project",
    (
        Code("RED", "Red", "Coch", ("Scarlet", "Crimson")),
        Code("13", "Thirteen, or so"),
        Code("NK", "Not known", aliases=("Don't know", "Unknown")),
    ),
)
KINDS: tuple[ValueType, ...] = ("text", "key", "code", "list", "date", "integer", "number")
CSV = Origin(all_text=True)


def column(kind: ValueType, *, codes: bool = True, high: float | None = None) -> Column:
    listed = "colour" if codes and kind in ("code", "list") else ""
    low = None if high is None else 0
    return Column("x", "X", "", kind, False, code_list=listed, minimum=low, maximum=high)


def parse(
    kind: ValueType,
    raw: object,
    *,
    codes: CodeList | None = COLOURS,
    origin: Origin = ORDINARY,
    high: float | None = None,
) -> Parsed:
    found = column(kind, codes=codes is not None, high=high)
    return parser(found, codes if found.code_list else None, origin)(raw)
