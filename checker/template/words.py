"""The sentences printed beside a column: whether it is needed, what to enter, what it means."""

from __future__ import annotations

from checker.language import say
from checker.model.specs import Code, CodeList, Column, Table
from checker.template.places import CODE_LISTS_SHEET

SHORT_LIST = 8


def entry(code: Code) -> str:
    """How a code is offered in a drop-down: "CODE – label"."""
    return f"{code.code} – {code.label}"


def need(column: Column) -> str:
    """Whether the column must be filled in, and when: "Required if the case is closed"."""
    if column.required:
        return "Required"
    if column.conditions:
        return f"Required if {' or if '.join(_when(c) for c in column.conditions)}"
    return "Optional"


def note(column: Column, code_list: CodeList | None, whole_list: bool = False) -> str:
    """Text of the note on a heading: what to enter, meaning, codes and when it is needed.

    `whole_list` prints every code with its own note, for a column that is filled in already.
    """
    codes = ""
    if code_list is not None:
        codes = _explained(code_list) if whole_list else _codes(code_list)
    parts = [column.description, _meaning(column), codes, form(column), f"{need(column)}."]
    return "\n\n".join(part for part in parts if part)


def instruction(column: Column, code_list: CodeList | None) -> str:
    """The same as `note` in one paragraph, for the cell beside an entry of a record sheet."""
    parts = [f"{need(column)}.", column.description, _meaning(column)]
    if code_list is not None and column.type == "list":
        parts.append(_list_form(code_list))
    else:
        parts.append("Choose from the list." if code_list else form(column))
    return " ".join(part for part in parts if part)


def form(column: Column) -> str:
    """How an entry of this column is written, such as "A whole number from 0 to 500"."""
    if column.type == "date":
        return "A date as day/month/year, such as 31/03/2026."
    if column.type in ("integer", "number"):
        kind = "A whole number" if column.type == "integer" else "A number"
        return f"{kind}{_span(column)}."
    if column.type == "key":
        return "Capital letters, digits and hyphens."
    if column.type == "list":
        return "Several entries in one cell are separated by a semicolon ( ; )."
    return f"Up to {column.max_length} characters." if column.max_length else ""


def prompt(column: Column) -> str:
    """The short line shown when a cell of the column is selected; empty where none is needed."""
    if column.type == "list":
        return "Separate several entries with a semicolon ( ; )."
    if column.type == "key":
        return (
            "A reference that means nothing outside your records: no initials, no dates of birth."
        )
    if column.type == "text" and (column.max_length or 0) > 1:
        return f"{form(column)} No names of people."
    return form(column)


def purpose(table: Table, optional: bool = False) -> str:
    """What a sheet is for, as printed under its title."""
    if table.shape == "record":
        return f"{described(table, optional)} Column C says what to enter."
    return described(table, optional)


def described(table: Table, optional: bool) -> str:
    """What a sheet holds, and that it may stay blank where the layout lets it."""
    blank = say("declared.sheet-may-stay-blank") if optional else ""
    return f"{table.description} {blank}".strip()


def _when(condition: str) -> str:
    return condition.removeprefix("because ").removesuffix(".")


def _meaning(column: Column) -> str:
    return f"Meaning: {column.definition}" if column.definition else ""


def _codes(code_list: CodeList) -> str:
    if len(code_list.codes) > SHORT_LIST:
        count = len(code_list.codes)
        return f"One of {count} codes: see “{code_list.title}” on the sheet {CODE_LISTS_SHEET}."
    return "\n".join(["Codes:", *(entry(code) for code in code_list.codes)])


def _explained(code_list: CodeList) -> str:
    return "\n".join(f"{code.label}: {code.note or code.code}" for code in code_list.codes)


def _list_form(code_list: CodeList) -> str:
    example = "; ".join(code.code for code in code_list.codes[:2])
    return f"Write codes separated by a semicolon, such as {example}."


def plain(number: float) -> str:
    """A limit as people write it: 500, not 500.0."""
    return str(int(number)) if number == int(number) else str(number)


def _span(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f" from {plain(low)} to {plain(high)}"
    if low is not None:
        return f" of {plain(low)} or more"
    return f" up to {plain(high)}" if high is not None else ""
