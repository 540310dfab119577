"""Which returns of a batch count, where several are about one provider and period."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model.batch import Entry


def counting(entries: Iterable[Entry]) -> frozenset[str]:
    """The names of the entries that count: of each provider and period the newest submission.

    Of two with the same number it is the one prepared later, then the first by name; so a file sent
    twice counts once. What could not be read or checked does not count. A return that does not tell
    its provider or its period stands for itself.
    """
    best: dict[tuple[str, ...], tuple[tuple[int, str], str]] = {}
    for entry in entries:
        if entry.ready is None:
            continue
        key, mine = _about(entry), (_rank(entry), entry.name)
        if key not in best or _is_newer(mine, best[key]):
            best[key] = mine
    return frozenset(name for _, name in best.values())


def _about(entry: Entry) -> tuple[str, ...]:
    facts = entry.facts
    if facts.provider_id and facts.start and facts.end:
        return (facts.provider_id.casefold(), facts.start, facts.end)
    return (entry.digest,)


def _rank(entry: Entry) -> tuple[int, str]:
    return (entry.facts.submission or 0, entry.facts.prepared_on)


def _is_newer(one: tuple[tuple[int, str], str], other: tuple[tuple[int, str], str]) -> bool:
    return one[0] > other[0] or (one[0] == other[0] and one[1] < other[1])
