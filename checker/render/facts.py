"""The facts around the findings: whose return it is, what was read, what proves the check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from checker.language import say
from checker.model.receipt import Receipt, SheetReceipt
from checker.model.report import Report
from checker.render.places import column_letters
from checker.render.words import number, sheet_state

PLACES_SHOWN: Final = 10

Pairs = tuple[tuple[str, str], ...]


def _known(pairs: Pairs) -> Pairs:
    return tuple((label, value) for label, value in pairs if value)


def facts(report: Report) -> Pairs:
    """The organisation's facts, those that are known."""
    facts = report.facts
    return _known(
        (
            (say("facts.provider"), facts.provider),
            (say("facts.period"), facts.period),
            (say("facts.return"), facts.id),
            (say("facts.layout"), facts.layout),
            (say("facts.file"), report.receipt.file),
            (say("facts.rows-read"), number(sum(report.rows.values())) if report.rows else ""),
            (say("facts.as-at"), report.as_of),
            (say("facts.standards"), ", ".join(standard.title for standard in report.standards)),
        )
    )


def _hidden(sheet: SheetReceipt) -> str:
    parts = []
    if sheet.hidden_rows:
        parts.append(say("facts.rows", n=len(sheet.hidden_rows)))
    if sheet.hidden_columns:
        parts.append(say("facts.columns", n=len(sheet.hidden_columns)))
    return ", ".join(parts) or say("facts.none")


def last_cell(sheet: SheetReceipt) -> str:
    """The last cell that holds something, such as "F120"."""
    return (
        f"{column_letters(sheet.last_column)}{sheet.last_row}"
        if sheet.last_row
        else say("facts.empty")
    )


def sheet_row(sheet: SheetReceipt, rows: Mapping[str, int]) -> tuple[str, ...]:
    """One line of the reading receipt; `rows` counts the rows read, by sheet."""
    counts = (sheet.filled, sheet.errors, sheet.formulas_without_value, sheet.merged_hidden)
    read = number(rows[sheet.name]) if sheet.name in rows else say("facts.not-read")
    numbers = (number(value) for value in counts)
    return (
        sheet.name,
        sheet_state(sheet.state),
        read,
        *numbers,
        _hidden(sheet),
        last_cell(sheet),
    )


def sheet_facts(sheet: SheetReceipt) -> tuple[str, ...]:
    """What to look at on a sheet, and where: places only, no content."""
    columns = tuple(column_letters(column) for column in sheet.hidden_columns)
    listed = (
        ("errors", sheet.error_cells),
        ("formulas", sheet.formula_cells),
        ("merged", sheet.merged_ranges),
        ("covered", sheet.covered_cells),
        ("hidden-rows", tuple(map(str, sheet.hidden_rows))),
        ("hidden-columns", columns),
    )
    said = [say(f"facts.at-{name}", places=_first(places)) for name, places in listed if places]
    if sheet.declared and sheet.declared.rpartition(":")[2] != last_cell(sheet):
        key = "facts.covers-less" if sheet.last_row else "facts.covers-nothing"
        said.append(say(key, declared=sheet.declared, extent=last_cell(sheet)))
    return tuple(said)


def _first(places: Sequence[str]) -> str:
    more = len(places) - PLACES_SHOWN
    shown = ", ".join(places[:PLACES_SHOWN])
    return say("facts.first-places", n=more, shown=shown) if more > 0 else shown


def second_reading(receipt: Receipt) -> str:
    """Whether two independent readings agree on where values stand; empty after a stop."""
    if receipt.stop:
        return ""
    return say("facts.agrees" if receipt.confirmed else "facts.once")


def proof(report: Report) -> Pairs:
    """What this check was made of: enough to make the same report again."""
    facts = report.facts
    pairs = [(say("facts.return-digest"), facts.digest or report.receipt.digest)]
    pairs.append((say("facts.specification", spec=facts.spec).strip(), facts.spec_digest))
    for standard in report.standards:
        pairs.append(
            (say("facts.standard", name=f"{standard.id}@{standard.edition}"), standard.digest)
        )
    if report.profile is not None:
        pairs.append((say("facts.profile", id=report.profile.id), report.profile.digest))
    if report.waivers is not None:
        pairs.append((say("facts.waivers", file=report.waivers.file), report.waivers.digest))
    pairs += [(say("facts.worksheet", file=use.file), use.digest) for use in report.attested]
    pairs.append((say("facts.version"), report.tool_version))
    pairs.append((say("facts.engine"), report.engine))
    pairs.append((say("facts.held-to"), report.as_of))
    return _known(tuple(pairs))


def title(report: Report) -> str:
    """The page's heading: provider and period, or the file where they are not known."""
    facts = report.facts
    named = ", ".join(part for part in (facts.provider, facts.period) if part)
    return say("facts.title", of=named or report.receipt.file or say("facts.a-return"))
