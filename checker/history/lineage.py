"""Which earlier check each return of a batch is set beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checker.history.recording import Recorded


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the history; `first` is the id of the first check of the same bytes."""

    id: int
    first: int
    digest: str
    options: str
    owner: str
    start: str
    end: str
    submission: int | None

    @property
    def order(self) -> tuple[int, int]:
        """Submissions for one period in their order: by number, then as they were recorded."""
        return (self.submission or 0, self.first)


@dataclass(frozen=True, slots=True)
class Pair:
    """A check of this batch and the one it is set beside; `older` are those before that."""

    name: str
    against: Literal["submission", "period"]
    mine: Check
    theirs: Check
    older: tuple[int, ...]
    gap: bool = False


def pairs(connection: Any, recorded: Iterable[Recorded]) -> list[Pair]:
    """What each of these is compared with, in their order."""
    owners = _checks(connection)
    by_id = {check.id: check for checks in owners.values() for check in checks}
    mine = ((entry.name, by_id[entry.id]) for entry in recorded)
    return [pair for name, check in mine for pair in _of_one(name, check, owners[check.owner])]


def _checks(connection: Any) -> dict[str, list[Check]]:
    """Every check by its owner."""
    found: dict[str, list[Check]] = {}
    rows = connection.execute(
        "SELECT id, min(id) OVER (PARTITION BY digest), digest, options, owner, first_day,"
        " last_day, submission FROM checks ORDER BY id"
    ).fetchall()
    for row in rows:
        check = Check(*row)
        found.setdefault(check.owner, []).append(check)
    return found


def _of_one(name: str, mine: Check, all_: Sequence[Check]) -> Iterator[Pair]:
    same = [check for check in all_ if (check.start, check.end) == (mine.start, mine.end)]
    *older, theirs = [None, *_submissions(same, mine, before=mine)]
    if theirs is not None:
        yield Pair(name, "submission", mine, theirs, _ids(older))
    *older, theirs = [None, *_periods(all_, mine)]
    if theirs is not None:
        gap = not _follows(theirs.end, mine.start)
        yield Pair(name, "period", mine, theirs, _ids(older), gap)


def _ids(checks: Sequence[Check | None]) -> tuple[int, ...]:
    return tuple(check.id for check in checks if check is not None)


def _submissions(checks: Sequence[Check], mine: Check, before: Check | None = None) -> list[Check]:
    """One check for each submission, in their order; those `before` one of them, or all.

    Of several checks of the same bytes, the one with the options of `mine` stands for them, or
    else the latest.
    """
    by_bytes: dict[str, Check] = {}
    for check in checks:
        best = by_bytes.get(check.digest)
        if best is None or best.options != mine.options:
            by_bytes[check.digest] = check
    found = sorted(by_bytes.values(), key=lambda check: check.order)
    return [check for check in found if before is None or check.order < before.order]


def _periods(all_: Sequence[Check], mine: Check) -> list[Check]:
    """The last submission for each period that had ended before mine began, in their order."""
    by_period: dict[tuple[str, str], list[Check]] = {}
    for check in all_:
        if check.end < mine.start:
            by_period.setdefault((check.end, check.start), []).append(check)
    return [_submissions(checks, mine)[-1] for _, checks in sorted(by_period.items())]


def _follows(end: str, start: str) -> bool:
    """Whether the second day is the one after the first."""
    try:
        return dt.date.fromisoformat(end) + dt.timedelta(days=1) == dt.date.fromisoformat(start)
    except (ValueError, OverflowError):
        return False
