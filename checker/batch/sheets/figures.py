"""Declared and counted figures, and programmes; only of the returns that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.batch.foi.labels import labels
from checker.batch.restricted import Shown
from checker.batch.sheets.gather import Counted, Gathered
from checker.batch.sheets.shares import NEWEST, WHOSE
from checker.batch.sheets.withheld import STAGES, programme_places
from checker.model.batch import Together
from checker.model.figures import Total
from checker.model.sheets import NOT_AVAILABLE, WITHHELD, Cell, Heading, SheetOfTable

NO_PROGRAMME: Final = "No programme named"
NO_NAME: Final = "Name withheld"


def totals_sheet(gathered: Gathered, together: Together, shown: Shown) -> SheetOfTable:
    """One row for each return and headline figure."""
    words = labels(together.spec, "totals", "measure")
    rows = [
        (*mine.whose, words.get(total.measure, total.measure), *_total(mine.name, total, shown))
        for mine in gathered.counting
        for total in mine.totals
    ]
    return SheetOfTable(
        name="Totals",
        title="Totals: declared figures beside those counted from the rows",
        notes=(
            NEWEST,
            "The difference is declared less counted. [x] is a figure that was not declared, or"
            " cannot be counted.",
        ),
        headings=(
            *WHOSE,
            Heading("Figure", width=28),
            *(Heading(text, "count") for text in ("Declared", "Counted", "Difference")),
            Heading("Declared, year to date", "count"),
        ),
        rows=rows,
        empty="No return that counts declares or holds a headline figure.",
    )


def _total(name: str, total: Total, shown: Shown) -> Iterator[Cell]:
    if ("figure", name, total.measure) in shown.withheld:
        yield from (WITHHELD,) * 4
        return
    declared, counted = total.declared, total.counted
    yield from (_told(declared), _told(counted))
    yield NOT_AVAILABLE if declared is None or counted is None else declared - counted
    yield _told(total.year_to_date)


def _told(number: int | None) -> Cell:
    return NOT_AVAILABLE if number is None else number


def programmes_sheet(gathered: Gathered, together: Together, shown: Shown) -> SheetOfTable:
    """One row for each programme of each return, and one for cases that name none."""
    words = labels(together.spec, "totals", "measure")
    rows: list[Sequence[Cell]] = []
    for mine in gathered.counting:
        for place in programme_places(mine):
            numbers = (
                shown.cell(number, "programmes", mine.name, stage)
                for stage, number in ((s, mine.stages.get((place, s), 0)) for s in STAGES)
            )
            rows.append((*mine.whose, *_programme(mine, place, together), *numbers))
    return SheetOfTable(
        name="Programmes",
        title="Programmes: cases by what they reached in the period",
        notes=(
            NEWEST,
            "Who completed in a period may have been referred before it.",
        ),
        headings=(
            *WHOSE,
            Heading("Programme", width=34),
            *(Heading(text, width=26) for text in ("Type", "Cohort", "Main funder")),
            *(Heading(words.get(stage, stage), "count") for stage in STAGES),
        ),
        rows=rows,
        empty="No return that counts names a programme.",
    )


def _programme(mine: Counted, place: int, together: Together) -> Iterator[Cell]:
    if place < 0:
        yield from (NO_PROGRAMME, *(NOT_AVAILABLE,) * 3)
        return
    known = mine.programmes[place]
    yield known.name or NO_NAME
    columns = ("intervention_type", "cohort", "funder_primary")
    codes = (known.intervention, known.cohort, known.funder)
    for column, code in zip(columns, codes, strict=True):
        yield labels(together.spec, "programmes", column).get(code, code)
