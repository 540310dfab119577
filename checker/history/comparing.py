"""What changed since the last submission and since the last period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.history.lineage import Pair, pairs
from checker.history.opening import History, in_words
from checker.history.recording import record
from checker.model.batch import Entry, RuleSince, Since

# Pairs compared at once: few enough for memory, many enough that each table is read few times.
_AT_ONCE: Final = 500

_PAIRS: Final = """
WITH pairs AS (
    SELECT unnest($pair::INTEGER[]) AS pair, unnest($mine::INTEGER[]) AS mine,
        unnest($theirs::INTEGER[]) AS theirs, unnest($gap::BOOLEAN[]) AS gap
)
"""
# What has no lasting identity is counted only: as many as then are still there.
_RULES: Final = """
, older AS (
    SELECT DISTINCT pair, identity
    FROM (SELECT unnest($older_pair::INTEGER[]) AS pair, unnest($older::INTEGER[]) AS check_id)
    JOIN findings USING (check_id)
), today AS (
    SELECT pair, rule, identity, true AS here FROM pairs JOIN findings ON check_id = mine
), was AS (
    SELECT pair, rule, identity, true AS there FROM pairs JOIN findings ON check_id = theirs
), known AS (
    SELECT pair, rule, here, there, older.identity IS NOT NULL AS before
    FROM today FULL JOIN was USING (pair, rule, identity) LEFT JOIN older USING (pair, identity)
), counted AS (
    SELECT pair, rule, sum(today) AS today, sum(was) AS was FROM (
        SELECT pair, rule, placed AS today, 0 AS was FROM pairs JOIN rules ON check_id = mine
        UNION ALL
        SELECT pair, rule, 0, placed FROM pairs JOIN rules ON check_id = theirs
    ) GROUP BY ALL
)
SELECT pair, rule, sum(new), sum(fixed), sum(still), sum(back) FROM (
    SELECT pair, rule, count(*) FILTER (there IS NULL AND NOT before) AS new,
        count(*) FILTER (here IS NULL) AS fixed, count(*) FILTER (here AND there) AS still,
        count(*) FILTER (there IS NULL AND before) AS back
    FROM known GROUP BY pair, rule
    UNION ALL
    SELECT pair, rule, greatest(today - was, 0), greatest(was - today, 0), least(today, was), 0
    FROM counted WHERE today + was > 0
) GROUP BY pair, rule ORDER BY pair, rule
"""
_VERDICTS: Final = """
SELECT pair, today.standard, today.clause, was.verdict, today.verdict
FROM pairs JOIN verdicts AS today ON today.check_id = mine
JOIN verdicts AS was
    ON was.check_id = theirs AND was.standard = today.standard AND was.clause = today.clause
WHERE was.verdict <> today.verdict ORDER BY pair, today.place
"""
_VANISHED: Final = """
SELECT pair, count(*) FROM pairs JOIN cases AS was ON was.check_id = theirs
ANTI JOIN cases AS today ON today.check_id = mine AND today.key = was.key
WHERE was.is_open AND NOT gap GROUP BY pair
"""
# A fact that is blank in one of them is null here, and so is what comes of comparing it.
_FACTS: Final = """
SELECT pair, fact.key, count(*) FROM (
    SELECT pair, map(today.fields, today.digests) AS facts,
        unnest(map_entries(map(was.fields, was.digests))) AS fact
    FROM pairs JOIN cases AS was ON was.check_id = theirs
    JOIN cases AS today ON today.check_id = mine AND today.key = was.key
) WHERE facts[fact.key] <> fact.value GROUP BY pair, fact.key ORDER BY pair, fact.key
"""
_VERSIONS: Final = """
, used AS (
    SELECT id AS check_id, 'return' AS what, spec AS version, 0 AS place FROM checks
    UNION ALL SELECT id, 'checker', tool, 1 FROM checks
    UNION ALL SELECT check_id, standard, edition, 2 FROM editions
), today AS (
    SELECT pair, what, place, version FROM pairs JOIN used ON check_id = mine
), was AS (
    SELECT pair, what, place, version FROM pairs JOIN used ON check_id = theirs
)
SELECT pair, what, coalesce(was.version, ''), coalesce(today.version, '')
FROM today FULL JOIN was USING (pair, what, place)
WHERE was.version IS DISTINCT FROM today.version ORDER BY pair, place, what
"""


def since(
    entries: Iterable[Entry], counting: Collection[str], history: History
) -> dict[str, tuple[Since, ...]]:
    """What changed in each return that counts, by name of its entry; records the batch on the way.

    A return is set beside the last submission before it for the same provider and period, and the
    last one for the newest period that had ended before its own began. Returns of this batch are
    among those; the same bytes sent again are not. Nothing that is recorded stays until
    `history.keep` is called, and a batch that is all recorded already gives what it gave then.
    """
    with in_words(history.path):
        recorded = record(entries, history)
        found = pairs(history.connection, [one for one in recorded if one.name in counting])
        changes: dict[str, tuple[Since, ...]] = {}
        for start in range(0, len(found), _AT_ONCE):
            some = found[start : start + _AT_ONCE]
            for pair, change in zip(some, _compared(history.connection, some), strict=True):
                changes[pair.name] = (*changes.get(pair.name, ()), change)
    return changes


def _compared(connection: Any, found: Sequence[Pair]) -> Iterator[Since]:
    """What changed in each of these pairs, in their order."""
    values: dict[str, Sequence[Any]] = {
        "pair": list(range(len(found))),
        "mine": [pair.mine.id for pair in found],
        "theirs": [pair.theirs.id for pair in found],
        "gap": [pair.gap for pair in found],
    }
    older: dict[str, Sequence[Any]] = {
        "older_pair": [place for place, pair in enumerate(found) for _ in pair.older],
        "older": [number for pair in found for number in pair.older],
    }
    rules = _by_pair(connection, _RULES, {**values, **older})
    verdicts = _by_pair(connection, _VERDICTS, values)
    vanished = _by_pair(connection, _VANISHED, values)
    facts = _by_pair(connection, _FACTS, values)
    versions = _by_pair(connection, _VERSIONS, values)
    for place, pair in enumerate(found):
        yield Since(
            against=pair.against,
            period=f"{pair.theirs.start} to {pair.theirs.end}",
            submission=pair.theirs.submission,
            rules=tuple(RuleSince(rule, *map(int, counts)) for rule, *counts in rules[place]),
            verdicts=tuple(verdicts[place]),
            vanished=sum(number for (number,) in vanished[place]),
            facts=dict(facts[place]),
            gap=pair.gap,
            versions=tuple(versions[place]),
        )


def _by_pair(
    connection: Any, sql: str, values: Mapping[str, Sequence[Any]]
) -> defaultdict[int, list[tuple[Any, ...]]]:
    """The rows of a query by their first column, which is left off."""
    rows = connection.execute(_PAIRS + sql, dict(values)).fetchall()
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pair, *rest in rows:
        found[pair].append(tuple(rest))
    return found
