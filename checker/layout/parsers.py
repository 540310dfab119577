"""Which parser reads the cells of a column."""

from __future__ import annotations

from checker.layout.cells import ORDINARY, Origin, Parser
from checker.layout.codes import code_parser, list_parser
from checker.layout.dates import date_parser
from checker.layout.numbers import number_parser
from checker.layout.texts import key_parser, text_parser
from checker.model.specs import CodeList, Column


def parser(column: Column, codes: CodeList | None, origin: Origin = ORDINARY) -> Parser:
    """The parser of a column's type; `codes` is the code list of a code or list column."""
    if column.type == "code" and codes is not None:
        return code_parser(codes)
    if column.type == "list":
        return list_parser(codes)
    if column.type == "date":
        return date_parser(origin)
    if column.type in ("integer", "number"):
        return number_parser(column, origin)
    return key_parser if column.type == "key" else text_parser
