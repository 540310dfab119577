"""The rows of the Explanations sheet: what each is about, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checker.language import say
from checker.layout.tables import ReturnTables, SetAside, TableData
from checker.layout.values import normal

TABLE = "explanations"


@dataclass(frozen=True, slots=True)
class Said:
    """One row. `key` and `sheet` are in the form of `normal`, empty where the row is about all.

    `table` is the table that stands on that sheet, empty where none does. `lacks` says in words why
    the row can answer nothing; empty where it is complete. `counted` is None where no number could
    be read.
    """

    cell: str
    rule: str
    key: str
    sheet: str
    table: str
    reason: str
    counted: int | None
    lacks: str = ""


def rows_said(tables: ReturnTables, bad: SetAside, hidden: SetAside) -> list[Said]:
    """Every row of the sheet; `bad` are cells set aside, `hidden` those and what no report prints.

    What is set aside or looks like an identifier is not read, and its row lacks something.
    """
    data = tables.tables[TABLE]
    sheets = dict(_sheets(tables))
    codes = reason_codes(tables)
    return [_said(data, row, bad, hidden, sheets, codes) for row in data.frame.to_dicts()]


def reason_codes(tables: ReturnTables) -> frozenset[str]:
    """The codes that say why data are right."""
    column = next(c for c in tables.tables[TABLE].table.columns if c.name == "reason_code")
    return frozenset(code.code for code in tables.spec.code_lists[column.code_list].codes)


def _sheets(tables: ReturnTables) -> Iterator[tuple[str, str]]:
    """Each name that a sheet of the return may go by, with its table."""
    for place in tables.layout.sheets:
        for name in (*place.aliases, place.table, place.sheet, tables.tables[place.table].sheet):
            yield normal(name), place.table


def _said(
    data: TableData,
    row: Mapping[str, Any],
    bad: SetAside,
    hidden: SetAside,
    sheets: Mapping[str, str],
    codes: frozenset[str],
) -> Said:
    number = row["_row"]
    unusable = [name for name, rows in hidden.get(TABLE, {}).items() if number in rows]
    faulty = [name for name, rows in bad.get(TABLE, {}).items() if number in rows]
    usable = {name: row[name] for name in row if name not in unusable}
    sheet = normal(usable.get("sheet") or "")
    reason = usable.get("reason_code") or ""
    said = Said(
        cell=_cell(data, number),
        rule=usable.get("rule_id") or "",
        key=normal(usable.get("key") or ""),
        sheet=sheet,
        table=sheets.get(sheet, "") if sheet else "",
        reason=reason if reason in codes else "",
        counted=usable.get("count_explained"),
        lacks=_lacks_cells(data, unusable, faulty),
    )
    return said if said.lacks else _whole(said)


def _cell(data: TableData, number: int) -> str:
    """The cell of a row that names its rule, or else its first."""
    names = ["rule_id", *(column.name for column in data.table.columns)]
    return next((cell for name in names if (cell := data.cell(number, name))), "")


def _lacks_cells(data: TableData, unusable: list[str], faulty: list[str]) -> str:
    if set(unusable) - set(faulty):
        return say("answers.incomplete-identifier")
    if not faulty:
        return ""
    headings = [column.heading for column in data.table.columns if column.name in faulty]
    return say("answers.incomplete-cells", fields=", ".join(headings))


def _whole(said: Said) -> Said:
    """The row with what it lacks even though each of its cells is as it should be.

    Only a sheet without one of its columns has such rows. A record that is named counts once.
    """
    if not said.rule:
        return replace(said, lacks=say("answers.incomplete-rule"))
    if not said.reason:
        return replace(said, lacks=say("answers.incomplete-reason"))
    if said.counted is None and not said.key:
        return replace(said, lacks=say("answers.incomplete-count"))
    return replace(said, counted=said.counted or 1)
