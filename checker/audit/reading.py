"""A filled-in worksheet, read back: every fault is named by its cell, none is passed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.errors import Unreadable, UsageError
from checker.language import say
from checker.layout.cells import ORDINARY
from checker.layout.dates import date_parser
from checker.layout.values import as_text, is_blank, letters
from checker.model.audit import (
    AS_NEEDED,
    ASSESSORS_WORDS,
    CLAUSE_HEADINGS,
    CLAUSES,
    CONFIDENCE,
    COVER,
    EVIDENCE,
    EVIDENCE_LENGTH,
    FORM,
    HEADING_ROW,
    JUDGEMENTS,
    MARGIN,
    RETURN,
    SEED,
    SIZE,
    VERSION,
    Attested,
    AttestedClause,
    Wanted,
    sheet_of,
)
from checker.privacy import identifier_kind, identifier_words
from checker.read import Workbook, read

_KNOWN = (FORM, RETURN, SEED, CONFIDENCE, MARGIN, SIZE)


@dataclass(slots=True)
class _Sheet:
    """The table of one sheet: `rows` map headings to values, `places` to references of cells."""

    name: str
    headings: Sequence[str]
    rows: list[dict[str, Any]]
    first: int = HEADING_ROW + 1
    problems: list[str] = field(default_factory=list)

    def at(self, row: int, heading: str) -> str:
        return f"{self.name}!{letters(self.headings.index(heading))}{self.first + row}"


def read_attested(path: Path, today: dt.date) -> Attested:
    """The worksheet at `path` with the verdicts that an assessor gave in it.

    A clause without a verdict is left out. Raises UsageError for a file that cannot be read or is
    no worksheet, and one that names every cell that has to be mended. No message quotes a cell.
    """
    workbook = _opened(path)
    cover = _cover(workbook)
    if cover.get(FORM) != VERSION or any(name not in cover for name in _KNOWN):
        raise UsageError(f"{path.name} {say('audit.none')}")
    wanted, standards = _wanted(cover, path), _standards(cover)
    clauses, problems = _clauses(workbook, standards, today)
    if problems:
        raise UsageError("\n".join(f"{path.name}, {problem}" for problem in problems))
    receipt = workbook.receipt
    return Attested(receipt.file, receipt.digest, cover[RETURN], wanted, standards, clauses)


def _opened(path: Path) -> Workbook:
    try:
        return read(path)
    except Unreadable as stop:
        raise UsageError(
            say("audit.could-read", name=path.name, message=stop.message, fix=stop.fix)
        ) from None


def _table(workbook: Workbook, name: str) -> _Sheet | None:
    found = next((sheet for sheet in workbook.sheets if sheet.name == name), None)
    if found is None or len(found.rows) < HEADING_ROW:
        return None
    headings = [as_text(cell) for cell in found.rows[HEADING_ROW - 1]]
    rows = [dict(zip(headings, row, strict=False)) for row in found.rows[HEADING_ROW:]]
    return _Sheet(name, headings, rows)


def _cover(workbook: Workbook) -> Mapping[str, str]:
    table = _table(workbook, COVER)
    if table is None or list(table.headings[:2]) != ["Item", "Value"]:
        return {}
    return {as_text(row["Item"]): as_text(row["Value"]) for row in table.rows if row.get("Item")}


def _wanted(cover: Mapping[str, str], path: Path) -> Wanted:
    try:
        size = None if cover[SIZE] == AS_NEEDED else int(cover[SIZE])
        return Wanted(int(cover[SEED]), float(cover[CONFIDENCE]), float(cover[MARGIN]), size)
    except ValueError:
        raise UsageError(f"{path.name} {say('audit.none')}") from None


def _standards(cover: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in cover.items() if "@" in name and len(text) == 64}


def _clauses(
    workbook: Workbook, standards: Mapping[str, str], today: dt.date
) -> tuple[tuple[AttestedClause, ...], list[str]]:
    table = _table(workbook, CLAUSES)
    if table is None or any(name not in table.headings for name in CLAUSE_HEADINGS):
        return (), [say("audit.sheet-one-headings-missing-draw", clauses=CLAUSES)]
    sheets = {name: _table(workbook, sheet_of(name)) for name in standards}
    problems = [line for sheet in sheets.values() if sheet for line in _evidence(sheet)]
    made = []
    for row, values in enumerate(table.rows):
        if is_blank(values["Your verdict"]):
            continue
        faults = list(_faults(table, row, values, today))
        found, gaps = _found(sheets.get(as_text(values["Standard"])), as_text(values["Clause"]))
        problems += [*faults, *gaps]
        if not faults and not gaps:
            made.append(_clause(values, found))
    return tuple(made), problems


def _clause(values: Mapping[str, Any], found: Mapping[str, Any]) -> AttestedClause:
    return AttestedClause(
        standard=as_text(values["Standard"]),
        clause=as_text(values["Clause"]),
        verdict=_word(values["Your verdict"]),  # type: ignore[arg-type]
        role=as_text(values["Your role"]).strip(),
        on=str(_day(values["Judged on"])),
        found=found,
    )


def _word(value: object) -> str:
    return " ".join(as_text(value).lower().split())


def _day(value: object) -> dt.date | None:
    day = date_parser(ORDINARY)(value).value
    return day if isinstance(day, dt.date) else None


def _faults(table: _Sheet, row: int, values: Mapping[str, Any], today: dt.date) -> Iterator[str]:
    if _word(values["Your verdict"]) not in ASSESSORS_WORDS:
        words = ", ".join(ASSESSORS_WORDS)
        yield say("audit.verdict-none-these", row=table.at(row, "Your verdict"), words=words)
    role = table.at(row, "Your role")
    if is_blank(values["Your role"]):
        yield say("audit.role-blank-write-what-role", role=role)
    elif kind := identifier_kind(as_text(values["Your role"])):
        yield say("audit.looks-like-write-role-alone", role=role, kind=identifier_words(kind))
    elif len(as_text(values["Your role"])) > EVIDENCE_LENGTH:
        yield say("audit.role-longer-than-characters", role=role, evidence_length=EVIDENCE_LENGTH)
    day = None if is_blank(values["Judged on"]) else _day(values["Judged on"])
    if day is None:
        yield say("audit.there-no-day-here-can", row=table.at(row, "Judged on"))
    elif day > today:
        yield say("audit.day-still-come", row=table.at(row, "Judged on"))


def _evidence(sheet: _Sheet) -> Iterator[str]:
    """What was written beside a case is looked through and then left behind: no report holds it."""
    for row, values in enumerate(sheet.rows):
        text = as_text(values.get(EVIDENCE)) if not is_blank(values.get(EVIDENCE)) else ""
        if kind := identifier_kind(text):
            yield say(
                "audit.looks-like-holds-take-out",
                row=sheet.at(row, EVIDENCE),
                kind=identifier_words(kind),
            )


def _found(sheet: _Sheet | None, clause: str) -> tuple[dict[str, Any], list[str]]:
    """The judgements under one clause by the key of the case, and what is wrong with them."""
    heading = next((h for h in sheet.headings if h.startswith(f"{clause}: ")), "") if sheet else ""
    if sheet is None or not heading:
        return {}, []
    found: dict[str, Any] = {}
    problems, blank = [], 0
    for row, values in enumerate(sheet.rows):
        if is_blank(values.get("Case")):
            continue
        word = "" if is_blank(values[heading]) else _word(values[heading])
        if not word:
            blank += 1
        elif word not in JUDGEMENTS:
            words = ", ".join(JUDGEMENTS)
            problems.append(say("audit.none-these", row=sheet.at(row, heading), words=words))
        found[as_text(values["Case"])] = word
    if blank:
        problems.append(
            say(
                "audit.cases-blank-under-which-verdict",
                name=sheet.name,
                blank=blank,
                found=len(found),
                clause=clause,
                clauses=CLAUSES,
            )
        )
    return found, problems
