"""The facts around the findings: whose return it is, what was read, what proves the check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from checker.model.receipt import Receipt, SheetReceipt
from checker.model.report import Report
from checker.render.places import column_letters
from checker.render.words import SHEET_STATE, count, number

_AGREES = "Every sheet was read in two independent ways. They agree on each cell with a value."
_ONCE = "The values could not be confirmed: this format allows one reading only."

PLACES_SHOWN: Final = 10

Pairs = tuple[tuple[str, str], ...]


def _known(pairs: Pairs) -> Pairs:
    return tuple((label, value) for label, value in pairs if value)


def facts(report: Report) -> Pairs:
    """The organisation's facts, those that are known."""
    facts = report.facts
    return _known(
        (
            ("Provider", facts.provider),
            ("Period", facts.period),
            ("Return", facts.id),
            ("Layout", facts.layout),
            ("File", report.receipt.file),
            ("Rows read", number(sum(report.rows.values())) if report.rows else ""),
            ("Checked as at", report.as_of),
            ("Standards", ", ".join(standard.title for standard in report.standards)),
        )
    )


def _hidden(sheet: SheetReceipt) -> str:
    parts = []
    if sheet.hidden_rows:
        parts.append(count(len(sheet.hidden_rows), "row"))
    if sheet.hidden_columns:
        parts.append(count(len(sheet.hidden_columns), "column"))
    return ", ".join(parts) or "none"


def _extent(sheet: SheetReceipt) -> str:
    return f"{column_letters(sheet.last_column)}{sheet.last_row}" if sheet.last_row else "empty"


def sheet_row(sheet: SheetReceipt, rows: Mapping[str, int]) -> tuple[str, ...]:
    """One line of the reading receipt; `rows` counts the rows read, by sheet."""
    counts = (sheet.filled, sheet.errors, sheet.formulas_without_value, sheet.merged_hidden)
    read = number(rows[sheet.name]) if sheet.name in rows else "not read"
    numbers = (number(value) for value in counts)
    return (
        sheet.name,
        SHEET_STATE.get(sheet.state, sheet.state),
        read,
        *numbers,
        _hidden(sheet),
        _extent(sheet),
    )


def sheet_facts(sheet: SheetReceipt) -> tuple[str, ...]:
    """What to look at on a sheet, and where: places only, no content."""
    columns = tuple(column_letters(column) for column in sheet.hidden_columns)
    listed = (
        ("error values in", sheet.error_cells),
        ("formulas without a stored value in", sheet.formula_cells),
        ("merged ranges:", sheet.merged_ranges),
        ("values under merged ranges in", sheet.covered_cells),
        ("hidden rows with data:", tuple(map(str, sheet.hidden_rows))),
        ("hidden columns with data:", columns),
    )
    said = [f"{words} {_first(places)}" for words, places in listed if places]
    if sheet.declared and sheet.declared.rpartition(":")[2] != _extent(sheet):
        end = f"its last filled cell is {_extent(sheet)}" if sheet.last_row else "it is empty"
        said.append(f"says that it covers {sheet.declared}; {end}")
    return tuple(said)


def _first(places: Sequence[str]) -> str:
    more = len(places) - PLACES_SHOWN
    return ", ".join(places[:PLACES_SHOWN]) + (f" and {number(more)} more" if more > 0 else "")


def second_reading(receipt: Receipt) -> str:
    """Whether two independent readings agree on where values stand; empty after a stop."""
    if receipt.stop:
        return ""
    return _AGREES if receipt.confirmed else _ONCE


def proof(report: Report) -> Pairs:
    """What this check was made of: enough to make the same report again."""
    facts = report.facts
    pairs = [("Return, SHA-256", facts.digest or report.receipt.digest)]
    pairs.append((f"Return specification {facts.spec}".strip(), facts.spec_digest))
    for standard in report.standards:
        pairs.append((f"Standard {standard.id}@{standard.edition}", standard.digest))
    if report.profile is not None:
        pairs.append((f"Profile {report.profile.id}", report.profile.digest))
    if report.waivers is not None:
        pairs.append((f"Waivers {report.waivers.file}", report.waivers.digest))
    pairs += [(f"Worksheet {use.file}", use.digest) for use in report.attested]
    pairs.append(("Checker version", report.tool_version))
    pairs.append(("Engine", report.engine))
    pairs.append(("As at", report.as_of))
    return _known(tuple(pairs))


def title(report: Report) -> str:
    """The page's heading: provider and period, or the file where they are not known."""
    facts = report.facts
    named = ", ".join(part for part in (facts.provider, facts.period) if part)
    return f"Check report: {named or report.receipt.file or 'return'}"
