"""Indicators and completeness: so many of so many rows, small numbers withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from checker.batch.restricted import is_base_shown, is_pair_shown, is_sum_shown
from checker.batch.sheets.gather import PEOPLE, Complete, Counted, Gathered, Indicator
from checker.batch.sheets.shares import NEWEST, WHOSE, share
from checker.model.batch import Together
from checker.model.sheets import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    WITHHELD,
    Cell,
    Heading,
    SheetOfTable,
)

_NO_FIGURES: Final = "No return that counts could be counted."

Field = tuple[str, str]
"""Table and column of the return."""


def indicators_sheet(gathered: Gathered, together: Together, smallest: int) -> SheetOfTable:
    """One row for each return and indicator."""
    rows = [
        (*mine.whose, *_indicator(each, together, smallest))
        for mine in gathered.returns
        for each in mine.indicators
    ]
    return SheetOfTable(
        name="Indicators",
        title="Indicators: shares with a target, one row for each return and rule",
        notes=(
            "The interval holds the share that the service works at with 95% confidence (Wilson).",
            "Below the target is said only where the whole interval is.",
        ),
        headings=(
            *WHOSE,
            Heading("Standard", width=30),
            Heading("Rule", width=34),
            Heading("What the rule looks for", width=60),
            Heading("Rows that pass", "count"),
            Heading("Rows looked at", "count"),
            *(Heading(words, "share") for words in ("Share", "Interval from", "Interval to")),
            Heading("Target", "share"),
            Heading("Result", width=40),
        ),
        rows=rows,
        empty="No rule that any return was checked by has a share as its target.",
    )


def _indicator(each: Indicator, together: Together, smallest: int) -> Iterator[Cell]:
    rule, known = together.rules.get(each.rule), each.share
    yield from (each.standard, each.rule, rule.summary if rule else "")
    rows = known.denominator
    if is_pair_shown(known.numerator, rows, smallest):
        yield from (known.numerator, rows, share(known.numerator, rows), known.low, known.high)
    else:
        yield WITHHELD
        yield rows if is_base_shown(rows, smallest) else WITHHELD
        yield from (WITHHELD,) * 3
    yield known.target
    yield each.result


def completeness_sheet(gathered: Gathered, together: Together, smallest: int) -> SheetOfTable:
    """One row for each required column, over all returns that count."""
    held: dict[Field, list[Complete]] = {}
    for mine in gathered.counting:
        for each in mine.complete:
            held.setdefault((each.table, each.field), []).append(each)
    return SheetOfTable(
        name="Completeness",
        title="Completeness: how much is known in each required column, over all returns",
        notes=(
            NEWEST,
            "Not known holds the codes for not known and not stated; in error is what cannot be"
            " used as it stands.",
        ),
        headings=(
            Heading("Sheet", width=18),
            Heading("Column", width=34),
            Heading("Returns", "count"),
            Heading("Rows", "count"),
            Heading("Known", "count"),
            Heading("Known, share", "share"),
            *(Heading(words, "count") for words in ("Blank", "Not known", "In error")),
        ),
        rows=[
            (*field_words(field, together), len(each), *_over_all(field, each, smallest))
            for field, each in held.items()
        ],
        empty=_NO_FIGURES,
    )


def _over_all(field: Field, held: Sequence[Complete], smallest: int) -> Iterator[Cell]:
    sums: Counter[str] = Counter()
    for each in held:
        sums.update(rows=each.rows, blank=each.blank, unknown=each.unknown, error=each.unusable)
    rows, gaps = sums["rows"], sums["blank"] + sums["unknown"] + sums["error"]
    if field[0] not in PEOPLE:
        yield from (rows, rows - gaps, share(rows - gaps, rows))
        yield from (sums["blank"], sums["unknown"], sums["error"])
        return
    pairs = [(each.gaps, each.rows) for each in held]
    bases = [(each.rows, each.rows) for each in held if not is_base_shown(each.rows, smallest)]
    told = is_pair_shown(gaps, rows, smallest) and is_sum_shown(pairs, smallest)
    # A return too small to tell its own rows must not be what is missing from the sum.
    yield rows if is_base_shown(rows, smallest) and len(bases) != 1 else WITHHELD
    yield from (rows - gaps, share(rows - gaps, rows)) if told else (WITHHELD,) * 2
    why = (sums["blank"], sums["unknown"], sums["error"])
    # The three add up to what is not known: either all may be told or none is.
    if told and all(number == 0 or number >= smallest for number in why):
        yield from why
    else:
        yield from (WITHHELD,) * 3


def by_return_sheet(gathered: Gathered, together: Together, smallest: int) -> SheetOfTable:
    """One row for each return that counts, one column for each required column: shares known."""
    fields = list(dict.fromkeys((e.table, e.field) for m in gathered.counting for e in m.complete))
    words = [field_words(field, together) for field in fields]
    return SheetOfTable(
        name="Completeness by return",
        title="Completeness by return: share of rows where each required column is known",
        notes=(
            NEWEST,
            "[z] is a column without rows; [x] one that the return does not have.",
        ),
        headings=(*WHOSE, *(Heading(f"{sheet}: {name}", "share", 14.0) for sheet, name in words)),
        rows=[(*mine.whose, *_shares(mine, fields, smallest)) for mine in gathered.counting]
        if fields
        else (),
        empty=_NO_FIGURES,
    )


def _shares(mine: Counted, fields: Sequence[Field], smallest: int) -> Iterator[Cell]:
    held = {(each.table, each.field): each for each in mine.complete}
    for field in fields:
        each = held.get(field)
        if each is None:
            yield NOT_AVAILABLE
        elif not each.rows:
            yield NOT_APPLICABLE
        elif field[0] in PEOPLE and not is_pair_shown(each.known, each.rows, smallest):
            yield WITHHELD
        else:
            yield share(each.known, each.rows)


def field_words(field: Field, together: Together) -> tuple[str, str]:
    """Sheet and heading of a column as people know them; their names where nobody knows better."""
    table = together.spec.tables.get(field[0]) if together.spec else None
    if table is None:
        return field
    headings = {column.name: column.heading for column in table.columns}
    return (table.title, headings.get(field[1], field[1]))
