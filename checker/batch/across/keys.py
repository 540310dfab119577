"""References that stand with more than one provider: one case, one person, or chance."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from checker.batch.across.laid import Laid, Sent, Told, by_number, listed, provider_words, short
from checker.model.figures import RecordKind

if TYPE_CHECKING:
    import polars as pl

Key = tuple[RecordKind, int]
Facts = Mapping[str, str]
Pair = tuple[str, str]

# A reference that so many providers have is a number counted up, and no case.
MANY: Final = 20
_SAME: Final[Mapping[RecordKind, tuple[str, str]]] = {
    "case": ("same-case-in-two-returns", "case"),
    "person": ("same-person-in-two-returns", "person reference"),
}


@dataclass(slots=True)
class Pairs:
    """The keys that two providers share, by kind, apart by whether their facts agree."""

    same: dict[tuple[RecordKind, Pair], set[int]] = field(default_factory=dict)
    other: dict[tuple[RecordKind, Pair], set[int]] = field(default_factory=dict)


def shared_keys(laid: Laid) -> Iterator[Told]:
    """Cases and people of two providers, and references that both use for different ones."""
    holders = _holders(laid, "case", laid.keys.cases, laid.keys.of_case)
    holders |= _holders(laid, "person", laid.keys.people, laid.keys.of_person)
    if not holders:
        return
    pairs = _pairs(laid, holders)
    _outvote(pairs)
    for (kind, pair), keys in sorted(pairs.same.items()):
        rule, noun = _SAME[kind]
        yield _told(laid, holders, rule, pair, {(kind, key) for key in keys}, {kind: noun})
    nouns: dict[RecordKind, str] = {"case": "case reference", "person": "person reference"}
    for providers, found in _groups(pairs.other):
        yield _told(laid, holders, "key-shared-by-providers", providers, found, nouns)


def _holders(
    laid: Laid, kind: RecordKind, keys: array[int], whose: array[int]
) -> dict[Key, list[int]]:
    """The keys of more than one provider, with the numbers of the returns that count and hold them.

    Thousands of returns have millions of keys: they are compared as columns.
    """
    import polars as pl

    counts = {one.number: one.provider for one in laid.counting}
    codes = {name: code for code, name in enumerate(sorted(set(counts.values())))}
    provider = pl.Series(
        [codes[counts[n]] if n in counts else None for n in range(len(laid.sent))], dtype=pl.UInt32
    )
    frame = pl.DataFrame({"key": _column(keys), "number": _column(whose)}).with_columns(
        provider=provider.gather(_column(whose))
    )
    shared = (
        frame.lazy()
        .filter(pl.col("provider").is_not_null())
        .group_by("key")
        .agg(pl.col("number").unique().sort(), pl.col("provider").n_unique())
        .filter(pl.col("provider") > 1)
        .sort("key")
        .collect()
    )
    return {(kind, key): numbers for key, numbers, _ in shared.iter_rows()}


def _column(values: array[int]) -> pl.Series:
    import polars as pl

    return pl.Series(values, dtype=pl.UInt64)


def _pairs(laid: Laid, holders: Mapping[Key, list[int]]) -> Pairs:
    pairs = Pairs()
    facts = _facts(laid, holders)
    for key, numbers in holders.items():
        providers = sorted({laid.sent[number].provider for number in numbers})
        if len(providers) > MANY:
            for pair in pairwise(providers):
                pairs.other.setdefault((key[0], pair), set()).add(key[1])
            continue
        for pair in combinations(providers, 2):
            agree = _agree(laid, numbers, facts[key], pair)
            found = pairs.same if agree else pairs.other
            found.setdefault((key[0], pair), set()).add(key[1])
    return pairs


def _facts(laid: Laid, holders: Mapping[Key, list[int]]) -> dict[Key, dict[int, Facts]]:
    """What each return says of the shared keys; their entries are read a second time for it."""
    providers = [one.provider for one in laid.sent]
    few = {k for k, who in holders.items() if len({providers[number] for number in who}) <= MANY}
    wanted = {number for key in few for number in holders[key]}
    found: dict[Key, dict[int, Facts]] = {key: {} for key in few}
    for number in sorted(wanted):
        for mark in laid.entries[number].marks:
            key = (mark.kind, short(mark.key))
            if key in few:
                found[key][number] = mark.facts
    return found


def _agree(laid: Laid, numbers: Iterable[int], facts: Mapping[int, Facts], pair: Pair) -> bool:
    """Whether any return of one says the same of the record as any of the other."""
    one, other = ([n for n in numbers if laid.sent[n].provider == name] for name in pair)
    return any(_same(facts[a], facts[b]) for a in one for b in other)


def _same(one: Facts, other: Facts) -> bool:
    """Whether they have facts in common and agree in all of these."""
    both = one.keys() & other.keys()
    return bool(both) and all(one[name] == other[name] for name in both)


def _outvote(pairs: Pairs) -> None:
    """People of whom little is known agree by chance: where most do not, none is taken for one."""
    for place in [place for place in pairs.same if place[0] == "person"]:
        others = pairs.other.get(place, set())
        if len(others) >= len(pairs.same[place]):
            pairs.other[place] = others | pairs.same.pop(place)


def _groups(
    pairs: Mapping[tuple[RecordKind, Pair], set[int]],
) -> Iterator[tuple[tuple[str, ...], set[Key]]]:
    """Providers that are linked by shared keys, and these keys."""
    groups: list[tuple[set[str], set[Key]]] = []
    for (kind, pair), keys in sorted(pairs.items()):
        mine, found = set(pair), {(kind, key) for key in keys}
        for group in [group for group in groups if group[0] & mine]:
            groups.remove(group)
            mine |= group[0]
            found |= group[1]
        groups.append((mine, found))
    yield from sorted((tuple(sorted(providers)), keys) for providers, keys in groups)


def _told(
    laid: Laid,
    holders: Mapping[Key, list[int]],
    rule: str,
    providers: Iterable[str],
    keys: set[Key],
    nouns: Mapping[RecordKind, str],
) -> Told:
    wanted = set(providers)
    numbers = {n for key in keys for n in holders[key] if laid.sent[n].provider in wanted}
    many = [laid.sent[number] for number in sorted(numbers)]
    firsts: dict[str, Sent] = {}
    for one in many:
        firsts.setdefault(one.provider, one)
    counts = [(sum(key[0] == kind for key in keys), noun) for kind, noun in nouns.items()]
    said = " and ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)
    detail = f"{listed(map(provider_words, firsts.values()))}: {said}."
    return Told(rule, detail, by_number(many))
