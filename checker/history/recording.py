"""Entries of a batch put into the history, digests keyed anew on the way."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from checker import __version__
from checker.history.opening import History
from checker.history.tables import CHECKS, TABLES, insert
from checker.layout.values import normal
from checker.model.batch import Entry

# Rows that wait in memory before they are put in; digests of a full return are some hundreds.
_MOST_ROWS: Final = 20_000
_BYTES: Final = 16
_MOST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry by its name, and the check of the history that it is."""

    name: str
    id: int


def record(entries: Iterable[Entry], history: History) -> list[Recorded]:
    """Put in what is not there yet; gives for each entry the check that it is, in their order.

    A return that could not be read has nothing to record, and one that names no provider or period
    could be set beside no other: the history counts the latter.
    """
    known = _known(history)
    number = max(known.values(), default=0)
    waiting = _Waiting(history)
    found = []
    for entry in entries:
        if entry.ready is None:
            continue
        if not (owner(entry) and entry.facts.start and entry.facts.end):
            history.unplaced += 1
            continue
        mark = (entry.digest, entry.options)
        if mark in known:
            history.known += 1
        else:
            known[mark] = number = number + 1
            waiting.add(entry, number)
            history.added += 1
        found.append(Recorded(entry.name, known[mark]))
    waiting.put_in()
    return found


def owner(entry: Entry) -> str:
    """Whose return it is, in letters and digits; "" where it does not say."""
    return normal(entry.facts.provider_id or entry.facts.provider)


def keyed(secret: bytes, kind: str, digest: str) -> bytes:
    """The first 16 bytes of HMAC-SHA256 of a digest under the history's secret.

    `kind` keeps the digests of one kind apart from those of another.
    """
    return hmac.digest(secret, f"{kind}\0{digest}".encode(), "sha256")[:_BYTES]


def _known(history: History) -> dict[tuple[str, str], int]:
    rows = history.connection.execute("SELECT digest, options, id FROM checks").fetchall()
    return {(digest, options): number for digest, options, number in rows}


class _Waiting:
    """Rows by table, put in many at a time."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._rows: dict[str, list[Sequence[Any]]] = {table: [] for table in TABLES}

    def add(self, entry: Entry, number: int) -> None:
        for table, row in _rows(entry, number, self._history):
            self._rows[table].append(row)
        if sum(map(len, self._rows.values())) > _MOST_ROWS:
            self.put_in()

    def put_in(self) -> None:
        for table, rows in self._rows.items():
            insert(self._history.connection, table, rows)
            rows.clear()


def _rows(entry: Entry, number: int, history: History) -> Iterator[tuple[str, Sequence[Any]]]:
    """Each table with a row of it that this entry gives."""
    yield CHECKS, _check(entry, number, history)
    for used in entry.standards:
        yield "editions", (number, used.id, used.edition)
    for tier, found in entry.counts.items():
        yield "counts", (number, tier, found)
    for place, verdict in enumerate(entry.verdicts):
        yield "verdicts", (number, place, verdict.standard, verdict.clause, verdict.verdict)
    yield from (("rules", (number, *row)) for row in _by_rule(entry))
    for said in entry.explanations:
        yield "explanations", (number, said.rule, said.reason, said.number)
    for finding in entry.findings:
        if not finding.placed:
            identity = keyed(history.secret, "finding", finding.identity)
            yield "findings", (number, finding.rule, identity)
    for row in _cases(entry, history.secret):
        yield "cases", (number, *row)


def _check(entry: Entry, number: int, history: History) -> Sequence[Any]:
    facts = entry.facts
    submission = None if facts.submission is None else max(-_MOST, min(facts.submission, _MOST))
    texts = (owner(entry), facts.provider_id, facts.provider, facts.start, facts.end)
    return (
        number,
        history.today,
        entry.digest,
        entry.options,
        *map(_text, texts),
        submission,
        facts.spec,
        __version__,
        entry.ready,
    )


def _by_rule(entry: Entry) -> Iterator[tuple[str, str, int, int, int]]:
    """Rule, tier, and how many were found, explained, and known by their place only."""
    found = Counter((finding.rule, finding.tier) for finding in entry.findings)
    explained = Counter(finding.rule for finding in entry.findings if finding.explained)
    placed = Counter(finding.rule for finding in entry.findings if finding.placed)
    for (rule, tier), number in sorted(found.items()):
        yield rule, tier, number, explained[rule], placed[rule]


def _cases(entry: Entry, secret: bytes) -> Iterator[tuple[bytes, bool, list[str], list[bytes]]]:
    """Cases alone: what is asked of earlier returns is asked of cases, so no person is kept."""
    for mark in entry.marks:
        if mark.kind == "case":
            digests = [keyed(secret, "fact", digest) for digest in mark.facts.values()]
            yield keyed(secret, "case", mark.key), mark.open, list(mark.facts), digests


def _text(text: str) -> str:
    """A name as it can be stored: half a character, as some file systems have, becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
