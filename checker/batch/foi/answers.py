"""The rows of foi.csv that are no counts: about the file, and answers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from checker.batch.foi.cells import QUESTIONS
from checker.batch.foi.columns import NOT_AVAILABLE, Place, Row
from checker.batch.foi.labels import labels
from checker.batch.foi.shown import Shown
from checker.batch.foi.taken import Found, Taken
from checker.model.batch import Together
from checker.model.figures import Programme
from checker.model.specs import ReturnSpec

ABOUT: Final = "About this file"
_TOO_MANY: Final = "Too many numbers to guard at once: make a batch of fewer returns."
_NO_LINK: Final = "A link to it is not collected in the return."
# The question, the column of the Programmes sheet, its code, and what the answer lacks.
_ASKED: Final[tuple[tuple[str, str, Callable[[Programme], str], str], ...]] = (
    ("Main funder", "funder_primary", lambda programme: programme.funder, ""),
    ("Match funder", "funder_match", lambda programme: programme.funder_match, ""),
    ("Independent evaluation", "independent_evaluation", lambda p: p.evaluation, _NO_LINK),
)


def about(found: Found, shown: Shown, smallest: int, together: Together) -> Iterator[Row]:
    """What a reader must know before quoting a number."""
    yield _said("Made by", f"perpetrator-programme-checker {together.tool_version}")
    for question, rule in shown.rules.items():
        yield _said(f"numbers withheld under “{question}”", rule)
    for question, lacking in shown.lacking.items():
        for split in lacking:
            yield _said(f"not given: “{question}” {split}", NOT_AVAILABLE, _TOO_MANY)
    yield _said("[c]", "Withheld to protect people: a small number, or one that tells a small one.")
    yield _said("[z]", "Not applicable: the question is not asked by this column.")
    yield _said("[x]", "Not available.")
    yield _said("All", "A total over the column; what it adds up stands in this file as well.")
    yield _said(
        "Stages",
        "Each question counts what happened in the period. Those accepted or completed in it may"
        " have been referred before it, so no question is a part of another.",
    )
    yield from _definitions(together.spec)
    yield _said("Returns counted", str(len(found.returns)))
    for what, number in _not_counted(found):
        yield _said("Returns not counted", str(number), what)
    yield _said("Cases left out", _cases(found, smallest), "A cell that decides is in error.")


def _said(what: str, words: str, note: str = "") -> Row:
    return Row(Place(f"{ABOUT}: {what}"), words, note)


def _definitions(spec: ReturnSpec | None) -> Iterator[Row]:
    terms = {"Referral": "REFERRALS", "Accepted": "ACCEPTED", "Completed": "COMPLETED"}
    for definition in spec.definitions if spec else ():
        if definition.term in terms:
            words = f"{definition.meaning} Not counted: {_lower(definition.excludes)}"
            yield _said(f"what “{QUESTIONS[terms[definition.term]]}” means", words)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _not_counted(found: Found) -> tuple[tuple[str, int], ...]:
    return (
        ("Could not be read or checked.", found.unread),
        ("Sent twice, or overtaken by a newer submission.", found.overtaken),
        ("Does not tell its provider or its period.", found.unplaced),
        ("Its period overlaps that of another return of the provider.", found.overlapping),
    )


def _cases(found: Found, smallest: int) -> str:
    number = sum(mine.left_out for mine in found.returns)
    return str(number) if not number or number >= smallest else f"fewer than {smallest}"


def plain_answers(returns: Sequence[Taken], spec: ReturnSpec | None) -> Iterator[Row]:
    """What each return says in words of each programme, and what none of them says."""
    for question, column, answer, lacking in _ASKED:
        known = labels(spec, "programmes", column)
        for mine in returns:
            for name, programme in mine.programmes.items():
                code = answer(programme)
                place = Place(question, mine.provider, name, mine.period)
                yield Row(place, known.get(code, code) or NOT_AVAILABLE, lacking)
    yield Row(Place("Budget"), NOT_AVAILABLE, "Not collected in the return.")
