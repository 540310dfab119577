"""What a cell accepts as it is typed: drop-downs, and limits for dates, numbers and lengths.

A drop-down only warns. The checker reads a bare code or a label as well as the entry offered, so
refusing "Y" because the list says "Y – Yes" would be stricter than the check itself; and paste goes
round any refusal. A date, number or length outside its limits is refused: no check accepts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from checker.model.specs import Column
from checker.template.words import form, plain, prompt

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

Limit = Literal["whole", "decimal", "date", "textLength"]
# Serial numbers of 1 January 1990 and 31 December 2099, which no locale can misread.
_FIRST_DAY, _LAST_DAY = 32874, 73050
_TITLE_LENGTH = 32
_MESSAGE_LENGTH = 225


def list_name(list_id: str) -> str:
    """The defined name that holds the entries of a code list."""
    return "list_" + list_id.replace("-", "_")


def limits(column: Column) -> DataValidation | None:
    """The data validation of a column's cells, still without cells; None where none is needed."""
    validation = _kind(column)
    if validation is None:
        return None
    validation.allow_blank = True
    validation.showErrorMessage = validation.type is not None
    if validation.error is None and validation.type is not None:
        validation.errorTitle = _short(column.heading)
        validation.error = f"This cell takes: {form(column)}"[:_MESSAGE_LENGTH]
    if column.type != "code" and prompt(column):
        validation.showInputMessage = True
        validation.promptTitle = _short(column.heading)
        validation.prompt = prompt(column)[:_MESSAGE_LENGTH]
    return validation


def _kind(column: Column) -> DataValidation | None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.type == "code":
        return _drop_down(column)
    if column.type == "date":
        return _between("date", _FIRST_DAY, _LAST_DAY)
    if column.type in ("integer", "number"):
        kind: Limit = "whole" if column.type == "integer" else "decimal"
        return _between(kind, column.minimum, column.maximum)
    if column.max_length:
        return _between("textLength", 0, column.max_length)
    return DataValidation(type=None) if prompt(column) else None


def _drop_down(column: Column) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="list",
        formula1=list_name(column.code_list),
        errorStyle="warning",
        errorTitle=_short(column.heading),
        error=(
            "Choose an entry from the list. A code typed by hand is read too, if it is one of the"
            " codes on the sheet Code lists."
        ),
    )


def _between(kind: Limit, low: float | None, high: float | None) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    if low is not None and high is not None:
        return DataValidation(
            type=kind, operator="between", formula1=plain(low), formula2=plain(high)
        )
    if high is not None:
        return DataValidation(type=kind, operator="lessThanOrEqual", formula1=plain(high))
    least = "0" if low is None else plain(low)
    return DataValidation(type=kind, operator="greaterThanOrEqual", formula1=least)


def _short(heading: str) -> str:
    return heading if len(heading) <= _TITLE_LENGTH else heading[: _TITLE_LENGTH - 1] + "…"
