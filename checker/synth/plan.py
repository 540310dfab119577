"""What every part of the generator needs: the period, the chances, the code lists, the references.

Everything is drawn from one seeded `random.Random`, so the same arguments give the same return.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker.errors import PackError, UsageError
from checker.model.specs import ReturnSpec

Row = dict[str, object]
Tables = dict[str, list[Row]]

PERIOD_START = dt.date(2026, 7, 1)
EARLIEST_START = dt.date(2026, 4, 1)

# No vowels, no letters that look like digits; a letter never stands beside a letter, so that no
# reference can look like a postcode, a National Insurance number or a word.
_DIGITS = "23456789"
_LETTERS = "CDFGHJKMNPQRTVWX"


@dataclass(frozen=True)
class Plan:
    """`cases` is the number of case rows; the period is a calendar quarter."""

    spec: ReturnSpec
    cases: int
    rng: random.Random
    start: dt.date
    end: dt.date
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def make_plan(
    spec: ReturnSpec,
    cases: int,
    seed: int,
    start: dt.date = PERIOD_START,
    used: set[str] | None = None,
) -> Plan:
    """The plan of one return over the quarter that begins on `start`.

    The same arguments give the same draws; none of the references `used` is given again, and those
    that are given are added to it. Raises UsageError when no quarter begins on that day,
    or one so early that its older cases would lie before the protection orders they may be under.
    """
    if start.day != 1 or start.month % 3 != 1 or start < EARLIEST_START:
        raise UsageError(
            f"A sample's period begins with a quarter, from {EARLIEST_START.isoformat()} on."
        )
    codes = {n: frozenset(c.code for c in known.codes) for n, known in spec.code_lists.items()}
    rng = random.Random(f"{spec.id} {cases} {seed}")  # noqa: S311 - chance, not secrecy
    taken = set() if used is None else used
    return Plan(spec, cases, rng, start, quarter_end(start), codes, taken)


def quarter_end(start: dt.date) -> dt.date:
    """The last day of the quarter that begins on `start`."""
    next_start = (start + dt.timedelta(days=100)).replace(day=1)
    return next_start - dt.timedelta(days=1)


def reference(plan: Plan, prefix: str, pairs: int = 3) -> str:
    """A new random pseudonym such as "C-7F3K2Q", never given twice in one return."""
    while True:
        body = "".join(plan.rng.choice(_DIGITS) + plan.rng.choice(_LETTERS) for _ in range(pairs))
        name = f"{prefix}-{body}"
        if name not in plan.used:
            plan.used.add(name)
            return name


def pick(plan: Plan, code_list: str, weights: Mapping[str, float]) -> str:
    """One code of a code list, drawn by weight.

    Raises PackError when a code is not in the list: the generator and the pack are out of step.
    """
    if missing := weights.keys() - plan.codes[code_list]:
        raise PackError(f"Code list {code_list} lacks {', '.join(sorted(missing))}.")
    return plan.rng.choices(list(weights), list(weights.values()))[0]


def chance(plan: Plan, share: float) -> bool:
    """True in about `share` (0 to 1) of the calls."""
    return plan.rng.random() < share


def days(plan: Plan, low: int, high: int) -> dt.timedelta:
    """Between `low` and `high` days, both included; `low` days when `high` is below it."""
    return dt.timedelta(days=plan.rng.randint(low, max(low, high)))


def between(plan: Plan, first: dt.date, last: dt.date) -> dt.date:
    """A day from `first` to `last`, both included; `first` when `last` is before it."""
    return first + days(plan, 0, (last - first).days)


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def shares(weights: Mapping[str, float], count: int) -> list[str]:
    """`count` names whose numbers follow the weights as closely as whole numbers can.

    The order spreads every name evenly, so that each prefix follows the weights as well.
    """
    total = sum(weights.values())
    given = dict.fromkeys(weights, 0)
    names: list[str] = []
    for step in range(1, count + 1):
        name = max(weights, key=lambda w: weights[w] / total * step - given[w])
        given[name] += 1
        names.append(name)
    return names


def as_date(value: object) -> dt.date:
    """The value of a date column known to be filled; a TypeError here is a generator fault."""
    if not isinstance(value, dt.date):
        raise TypeError(f"a date was expected, not {type(value).__name__}")
    return value


def by(rows: Sequence[Row], name: str) -> dict[object, list[Row]]:
    """The rows grouped by the value of one column."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups
