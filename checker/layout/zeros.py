"""References whose zeros in front a spreadsheet dropped, where another sheet still has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.language import say
from checker.layout.tables import Event, TableData
from checker.model.specs import ForeignKey, ReturnSpec

RULE = "leading-zeros-lost"
Tables = dict[str, TableData]


def with_zeros(tables: Tables, spec: ReturnSpec) -> tuple[Tables, list[Event]]:
    """The tables with such references read as their own record writes them, and a word on each.

    Only figures are read so, and only where one record alone can be meant. Which of two spellings
    is the right one nobody can know here, so each column that needed it is asked about.
    """
    events: list[Event] = []
    for link in spec.foreign_keys:
        data, parent = tables[link.table], tables[link.parent]
        meant = _meant(data, parent, link)
        if meant:
            tables = {**tables, link.table: _read_as(data, link.column, meant)}
            events.append(_event(data, parent, link.column, meant))
    return tables, events


def _meant(data: TableData, parent: TableData, link: ForeignKey) -> Mapping[str, str]:
    """References that lead nowhere as they are, and the record that each must mean."""
    if link.column not in data.present or link.parent_column not in parent.present:
        return {}
    records = _figures(parent, link.parent_column)
    lost = _figures(data, link.column) - records
    if not lost or not records:
        return {}
    by_number: dict[str, list[str]] = {}
    for text in records:
        by_number.setdefault(text.lstrip("0"), []).append(text)
    found = {text: by_number.get(text.lstrip("0"), []) for text in lost}
    return {text: among[0] for text, among in found.items() if len(among) == 1}


def _figures(data: TableData, name: str) -> set[str]:
    return {text for text in data.frame[name].unique() if text is not None and text.isdecimal()}


def _read_as(data: TableData, name: str, meant: Mapping[str, str]) -> TableData:
    instances = [
        {**row, name: meant[row[name]]} if row.get(name) in meant else row for row in data.instances
    ]
    frame = data.frame.with_columns(data.frame[name].replace(meant))
    return replace(data, frame=frame, instances=instances)


def _event(data: TableData, parent: TableData, name: str, meant: Mapping[str, str]) -> Event:
    rows = list(_rows(data, name, meant))
    heading = next(column.heading for column in data.table.columns if column.name == name)
    detail = say("layout.zeros-left-aside", n=len(rows), heading=heading, sheet=parent.sheet)
    return Event(RULE, detail, data.sheet, data.cell(rows[0], name), data.table.name, name)


def _rows(data: TableData, name: str, meant: Mapping[str, str]) -> Iterator[int]:
    return (row for row, text in enumerate(data.frame[name]) if text in meant)
