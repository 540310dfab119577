"""What a history holds, told without opening anything that it says of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.history.opening import check, connected

_CHECKS = """
SELECT id, provider_id, provider, first_day, last_day, submission, recorded,
    CAST(recorded + to_months(retention_months) AS DATE), ready, coalesce(known.cases, 0),
    coalesce(said.explained, 0)
FROM checks, about
LEFT JOIN (SELECT check_id, count(*) AS cases FROM cases GROUP BY ALL) AS known
    ON known.check_id = id
LEFT JOIN (SELECT check_id, sum(explained)::INTEGER AS explained FROM rules GROUP BY ALL) AS said
    ON said.check_id = id
ORDER BY provider, provider_id, first_day, last_day, coalesce(submission, 0), id
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One check of a return; `until` is the day from which it is removed.

    `cases` counts those that it can know again, `counts` the findings by tier, and `explained`
    those of them that the provider explained.
    """

    provider_id: str
    provider: str
    start: str
    end: str
    submission: int | None
    recorded: dt.date
    until: dt.date
    ready: bool
    cases: int
    explained: int
    counts: Mapping[str, int] = field(default_factory=dict)


def kept(path: Path) -> list[Kept]:
    """The checks in a history by provider, period and submission; it is not changed by that.

    Raises UsageError as `opened` does for a file that is not a sound history.
    """
    check(path)
    with connected(path, read_only=True) as connection:
        counts: dict[int, dict[str, int]] = {}
        every = connection.execute("SELECT check_id, tier, number FROM counts").fetchall()
        for number, tier, found in every:
            counts.setdefault(number, {})[tier] = found
        rows = connection.execute(_CHECKS).fetchall()
    return [replace(Kept(*row), counts=counts.get(number, {})) for number, *row in rows]
