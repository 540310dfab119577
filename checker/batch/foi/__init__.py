"""foi.csv: the questions that freedom-of-information requests ask again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.batch.foi.answers import about, plain_answers
from checker.batch.foi.cells import QUESTIONS, ROUTES, table
from checker.batch.foi.columns import ALL, Place, to_csv
from checker.batch.foi.earlier import Earlier, given_away_with, read_earlier
from checker.batch.foi.shown import Shown, shown_cells
from checker.batch.foi.taken import Taken, taken
from checker.model.batch import Entry, GivenAway, Together
from checker.model.profile import PUBLIC_SMALLEST

__all__ = ["FILE", "Earlier", "Published", "read_earlier", "write_foi"]

FILE: Final = "foi.csv"


@dataclass(frozen=True, slots=True)
class Published:
    """What foi.csv gives away together with earlier ones, and which totals of returns it tells.

    `told` holds (name of an entry, measure) for each total that stands in the file.
    """

    given_away: tuple[GivenAway, ...]
    told: frozenset[tuple[str, str]]


def write_foi(
    entries: Iterable[Entry], out: Path, together: Together, earlier: Sequence[Earlier] = ()
) -> Published:
    """Write foi.csv into `out`; gives what it tells, also together with an `earlier` one.

    UTF-8 with a byte order mark, without which Excel on Windows reads letters beyond ASCII wrongly.
    """
    found = taken(entries, tuple(QUESTIONS))
    smallest = _smallest(together)
    cells = table(found.returns, together.spec)
    shown = shown_cells(cells, smallest)
    rows = (
        *about(found, shown, smallest, together),
        *shown.rows,
        *plain_answers(found.returns, together.spec),
    )
    (out / FILE).write_bytes(to_csv(rows))
    told = frozenset(_told(found.returns, shown))
    return Published(given_away_with(earlier, shown, smallest), told)


def _told(returns: Iterable[Taken], shown: Shown) -> Iterator[tuple[str, str]]:
    for mine in returns:
        for measure, question, route in _TOTALS:
            place = Place(question, mine.provider, ALL, mine.period, ALL, route, ALL)
            if shown.values.get(place) is not None:
                yield mine.name, measure


# Which measures of a return are told by which totals of the file.
_TOTALS: Final = (
    *((measure, question, ALL) for measure, question in QUESTIONS.items()),
    ("SELF-REFERRALS", QUESTIONS["REFERRALS"], ROUTES["self"]),
    ("AGENCY-REFERRALS", QUESTIONS["REFERRALS"], ROUTES["agency"]),
)


def _smallest(together: Together) -> int:
    profile = together.given.profile
    return (profile.small_numbers.public if profile else None) or PUBLIC_SMALLEST
