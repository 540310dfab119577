"""The returns one by one, and what each standard's clauses came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.batch.sheets.gather import Counted, Gathered
from checker.batch.sheets.people import is_about_people
from checker.batch.sheets.shares import WHOSE
from checker.model.batch import Together
from checker.model.sheets import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Heading, SheetOfTable
from checker.model.specs import Standard
from checker.render.words import verdict_word

_NAME: Final = 31


def returns_sheet(gathered: Gathered, together: Together) -> SheetOfTable:
    """One row for each return, whatever became of it."""
    counting = {mine.name for mine in gathered.counting}
    return SheetOfTable(
        name="Returns",
        title="Returns: one row for each",
        notes=(
            "A return that is not ready has something to correct or to explain before it counts as"
            " sent.",
            "Queries and notes here are those about the data. Findings about people are counted by"
            " rule only.",
        ),
        headings=(
            *WHOSE,
            Heading("File", width=28),
            Heading("Provider reference", width=20),
            Heading("Submission", "count"),
            Heading("Counts in totals", width=12),
            Heading("State", width=18),
            Heading("Why it could not be read or checked", width=44),
            *(Heading(words, "count") for words in ("Stops", "Privacy", "Errors")),
            Heading("Queries about data", "count"),
            Heading("Notes about data", "count"),
            Heading("Rules about people with findings", "count"),
            Heading("Layout", width=12),
            Heading("Standards", width=34),
            Heading("Checked as at", width=14),
        ),
        rows=[tuple(_row(mine, mine.name in counting, together)) for mine in gathered.returns],
        empty="No return was given.",
    )


def _row(mine: Counted, counts: bool, together: Together) -> Iterator[Cell]:
    facts = mine.facts
    yield from (*mine.whose, mine.file, facts.provider_id)
    yield NOT_AVAILABLE if facts.submission is None else facts.submission
    yield "Yes" if counts else "No"
    yield mine.state
    yield mine.why or NOT_APPLICABLE
    yield from _counts(mine, together)
    yield facts.layout
    yield ", ".join(mine.standards)
    yield mine.as_of


def _counts(mine: Counted, together: Together) -> Iterator[Cell]:
    yield from (mine.counts.get(tier, NOT_AVAILABLE) for tier in ("STOP", "PRIVACY", "ERROR"))
    if not mine.is_read:
        yield from (NOT_AVAILABLE,) * 3
        return
    people = [found for found in mine.found if is_about_people(found, together.rules)]
    for tier in ("QUERY", "NOTE"):
        yield sum(n for found, n in mine.found.items() if found[1] == tier and found not in people)
    yield len({rule for rule, _ in people})


def verdict_sheets(gathered: Gathered, together: Together) -> list[SheetOfTable]:
    """A sheet for each standard: a row for each return and a column for each clause."""
    many = len(together.standards) > 1
    names = _names([standard.id for standard in together.standards]) if many else ["Verdicts"]
    return [
        _verdicts(gathered.returns, standard, name)
        for standard, name in zip(together.standards, names, strict=False)
    ]


def _names(ids: Sequence[str]) -> list[str]:
    """A name for each sheet, none twice, none longer than a sheet's name can be."""
    names: list[str] = []
    for place, each in enumerate(ids, start=1):
        name = f"Verdicts {each}"[:_NAME]
        taken = name.casefold() in (other.casefold() for other in names)
        names.append(f"Verdicts {place} {each}"[:_NAME] if taken else name)
    return names


def _verdicts(returns: Sequence[Counted], standard: Standard, name: str) -> SheetOfTable:
    draft = f" This standard is {standard.status}." if standard.status != "published" else ""
    edition = f"{standard.id}@{standard.edition}"
    clauses = [clause.id for clause in standard.clauses]
    headings = [Heading(f"{c.id} {c.title}".strip()[:250], width=18) for c in standard.clauses]
    return SheetOfTable(
        name=name,
        title=f"Verdicts: {standard.title}, edition {standard.edition}",
        notes=(
            f"One row for each return, one column for each clause.{draft}",
            "Met is what the data shows; cannot tell and for an assessor are never passes.",
            "[z] is a return that was not checked against this standard; [x] one that could not"
            " be read.",
        ),
        headings=(*WHOSE, *_apart(headings)),
        rows=[(*mine.whose, *_words(mine, edition, clauses)) for mine in returns],
        empty="No return was given.",
    )


def _apart(headings: Sequence[Heading]) -> Iterator[Heading]:
    """Headings of one table must differ, in more than capitals."""
    seen: set[str] = {heading.text.casefold() for heading in WHOSE}
    for place, heading in enumerate(headings, start=1):
        text = heading.text if heading.text.casefold() not in seen else f"{heading.text} ({place})"
        seen.add(text.casefold())
        yield Heading(text, heading.kind, heading.width)


def _words(mine: Counted, edition: str, clauses: Sequence[str]) -> Iterator[Cell]:
    silent = NOT_APPLICABLE if mine.is_read else NOT_AVAILABLE
    for clause in clauses:
        said = mine.verdicts.get((edition, clause))
        yield verdict_word(said) if said else silent
