"""The counts of foi.csv and every sum that holds between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.batch.foi.columns import ALL, Place
from checker.batch.foi.labels import labels
from checker.batch.foi.taken import NO_PROGRAMME, Taken
from checker.disclosure import Sum
from checker.model.specs import ReturnSpec

QUESTIONS: Final = {
    "REFERRALS": "Referred in",
    "ACCEPTED": "Accepted",
    "COMPLETED": "Completed",
}
SEXES: Final = {"F": "Female", "M": "Male", "": "Not stated or not known"}
ROUTES: Final = {"self": "Self-referral", "agency": "Agency", "not known": "Not known"}
_NO_AGENCY: Final = ("SELF", "NK", "")


@dataclass(frozen=True, slots=True)
class Cells:
    """Counts by place, and the sums that the file's readers can do."""

    values: dict[Place, int]
    sums: tuple[Sum, ...]


def table(returns: Sequence[Taken], spec: ReturnSpec | None) -> Cells:
    """Every count that the file shows, with totals over each column."""
    values: dict[Place, int] = defaultdict(int)
    for mine in returns:
        _add_cases(values, mine)
    for column in ("route", "sex", "programme"):
        _add_totals(values, column)
    sources = labels(spec, "cases", "referral_source")
    agencies = {code: label for code, label in sources.items() if code not in _NO_AGENCY}
    for mine in returns:
        _add_agencies(values, mine, agencies)
    if len({place.provider for place in values}) > 1:
        _add_totals(values, "provider", lambda place: place.programme == ALL)
    if len({place.period for place in values}) > 1:
        _add_totals(values, "period")
    return Cells(dict(values), tuple(Sum(total, tuple(parts)) for total, parts in sums(values)))


def _add_cases(values: dict[Place, int], mine: Taken) -> None:
    named = {programme for _, programme, _, _ in mine.groups}
    lacking = [NO_PROGRAMME] if NO_PROGRAMME in named else []
    for question in QUESTIONS.values():
        for programme in (*mine.programmes, *lacking):
            for sex in SEXES.values():
                for route in ROUTES.values():
                    place = Place(question, mine.provider, programme, mine.period, sex, route, ALL)
                    values[place] += 0
    for (stage, programme, sex, route), number in mine.groups.items():
        where = (mine.provider, programme, mine.period, SEXES.get(sex, SEXES[""]), ROUTES[route])
        values[Place(QUESTIONS[stage], *where, ALL)] += number


def _add_totals(
    values: dict[Place, int], column: str, takes: Callable[[Place], bool] = lambda _: True
) -> None:
    for place, number in list(values.items()):
        if takes(place):
            values[place._replace(**{column: ALL})] += number


def _add_agencies(values: dict[Place, int], mine: Taken, agencies: dict[str, str]) -> None:
    """Referrals by agency: of every agency on the list, so that no row tells that there was one."""
    whole = Place(QUESTIONS["REFERRALS"], mine.provider, ALL, mine.period, ALL, ROUTES["agency"])
    if whole._replace(agency=ALL) not in values:
        return
    others = {code: code for code in mine.referrers if code not in (*agencies, *_NO_AGENCY)}
    for code, label in (agencies | others).items():
        values[whole._replace(agency=label)] += mine.referrers.get(code, 0)


def sums(values: Collection[Place]) -> Iterator[tuple[Place, list[Place]]]:
    """Every total over one column, with its parts; each total may be one over several columns."""
    for column in ("agency", "route", "sex", "programme", "provider", "period"):
        parts: dict[Place, list[Place]] = defaultdict(list)
        for place in values:
            total = place._replace(**{column: ALL})
            if total != place and total in values:
                parts[total].append(place)
        yield from parts.items()
