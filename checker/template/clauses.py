"""The clauses that a provider can declare a verdict on: one list for each standard.

The drop-down of a clause offers those of the standard chosen in the same row. A spreadsheet finds
them by a name made of the standard's code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.language import say
from checker.model.specs import Code, CodeList, Column, Layout, ReturnSpec, SheetLayout, Standard
from checker.packs import load_standard
from checker.packs.standards import claims
from checker.template.choices import limits, list_name
from checker.template.places import FIRST_ROW, letter

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

_TABLE: Final = "self_assessment"
_PREFIX: Final = "clauses-"
# Left out of names: they may hold no hyphen, and figures between underlines look like a reference.
_NOT_IN_NAMES: Final = ("-", ".")


def clause_lists(spec: ReturnSpec, layout: Layout) -> list[CodeList]:
    """The clauses of each standard that the return can claim, where the layout asks for them."""
    if all(place.table != _TABLE for place in layout.sheets):
        return []
    known = claims()
    codes = [code.code for code in spec.code_lists["standard"].codes if code.code in known]
    return [_list(code, load_standard(*known[code])) for code in codes]


def _list(code: str, standard: Standard) -> CodeList:
    title = say("declared.template-clauses", standard=code)
    clauses = tuple(Code(clause.id, clause.title) for clause in standard.clauses)
    return CodeList(_named(code), title, standard.edition, standard.source_url, clauses)


def _named(code: str) -> str:
    for sign in _NOT_IN_NAMES:
        code = code.replace(sign, "")
    return _PREFIX + code


def accepts(column: Column, place: SheetLayout) -> DataValidation | None:
    """What the cells of a column accept; a clause is chosen among those of its standard."""
    validation = limits(column)
    if (place.table, column.name) != (_TABLE, "clause") or validation is None:
        return validation
    standard = f"${letter(place.columns.index('standard') + 1)}{FIRST_ROW}"
    validation.type, validation.operator = "list", None
    validation.formula1, validation.formula2 = _among(standard), None
    validation.errorStyle = "warning"
    validation.error = validation.prompt = say("declared.template-choose-clause")
    return validation


def _among(cell: str) -> str:
    """The formula that leads from an entry such as "HO-DA-2023 – Home Office …" to its clauses."""
    code = f'LEFT({cell},FIND(" ",{cell}&" ")-1)'
    for sign in _NOT_IN_NAMES:
        code = f'SUBSTITUTE({code},"{sign}","")'
    return f'INDIRECT("{list_name(_PREFIX)}"&{code})'
