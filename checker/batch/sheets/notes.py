"""What the cover and the notes of the pack's workbook say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.batch.parquet import FINDINGS, OF_FINDINGS, OF_VERDICTS, RETURN, VERDICTS
from checker.batch.restricted import rule
from checker.batch.sheets.gather import STATES, Gathered
from checker.batch.sheets.shares import NEWEST
from checker.model.batch import Together
from checker.model.sheets import LOW, NOT_APPLICABLE, NOT_AVAILABLE, WITHHELD
from checker.render.words import TIERS, tier_meaning, tier_word, two_axes

Pairs = tuple[tuple[str, str], ...]

TITLE: Final = "Returns of perpetrator programmes: the commissioner’s pack"


def cover(gathered: Gathered, together: Together, smallest: int) -> Pairs:
    """What this workbook is, and what it was made with."""
    states = [mine.state for mine in gathered.returns]
    profile = together.given.profile
    standards = [f"{p.title}, edition {p.edition} ({p.status})" for p in together.standards]
    return (
        ("What it is", "What the returns of one batch came to, for a commissioner and partners."),
        ("Returns", str(len(states))),
        *((state, str(states.count(state))) for state in STATES.values()),
        ("Counted in totals", f"{len(gathered.counting)}. {NEWEST}"),
        ("Standards", "; ".join(standards) or "None was claimed or asked for."),
        (
            "Profile",
            f"{profile.title} ({profile.id}, version {profile.version})"
            if profile
            else "None was given.",
        ),
        ("Small numbers", f"Counts of people below {smallest} are withheld: see Notes."),
        ("Made by", f"Perpetrator programme checker {together.tool_version}"),
    )


_SIGNS: Final = (
    (WITHHELD, "Withheld to protect people: a small number, or one that would tell a small one."),
    (NOT_AVAILABLE, "Not available: it could not be read, or was not given."),
    (NOT_APPLICABLE, "Not applicable: there is nothing to tell here."),
    (LOW, "More than zero, and rounds to zero."),
)
_PEOPLE: Final = (
    (
        "What counts people",
        "Withheld where small: the rows of indicators and of completeness, declared and counted"
        " figures, cases of programmes, cases that changed, and findings about people.",
    ),
    (
        "Findings about people",
        "A query or a note of a rule that looks at people’s rows says something that may be so,"
        " such as that a person is under 16. It counts people. A small count is withheld, and the"
        " total over all returns where that would tell it. On the sheet Returns such findings are"
        " not among the queries and notes.",
    ),
    (
        "Findings about data",
        "All other findings, errors among them, say that a file or a record is wrong. They count"
        " no people, and all are shown.",
    ),
    (
        "Shares",
        "The share and the interval of a number that is withheld are withheld too.",
    ),
    (
        "Programmes",
        "How the cases of a stage divide among the programmes of a return is told in full or not"
        " at all. A figure is withheld as declared, as counted and for the year, if one is.",
    ),
    (
        "Other outputs",
        "Totals of an area are taken as known to the reader. Do not pass on this workbook beside"
        " another of the same returns made with other settings or of other submissions: the two"
        " together may tell what each withholds.",
    ),
)


def notes(smallest: int) -> Pairs:
    """Signs, words, and what is withheld."""
    analysts = "For the commissioner’s own analysts; nothing is withheld in it."
    return (
        *_SIGNS,
        ("Disclosure control", rule(smallest)),
        *_PEOPLE,
        ("Two questions", two_axes()),
        *((tier_word(tier), tier_meaning(tier)) for tier in TIERS),
        ("Text", "An apostrophe stands before text that a spreadsheet might take for a formula."),
        (VERDICTS, f"{analysts} {_columns(RETURN, OF_VERDICTS)}"),
        (FINDINGS, f"{analysts} {_columns(RETURN, OF_FINDINGS)}"),
    )


def _columns(*columns: Mapping[str, str]) -> str:
    every = [pair for some in columns for pair in some.items()]
    told = "; ".join(f"{name} ({about.replace(';', ',')})" for name, about in every)
    return f"Columns: {told}."
