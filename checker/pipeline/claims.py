"""What explanations claim to answer, held against the queries that are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.layout.values import normal
from checker.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Claim:
    """Explanations that say the same together: of one rule, and one record or all of it.

    `key` and `sheet` are in the form of `normal`, empty where it is about all; `table` stands on
    that sheet, where one does. `parts` are the numbers given, each behind the index of who gives
    it. `carried` are the ids that it answered in the previous report, None for one of the sheet.
    """

    rule: str
    key: str
    sheet: str
    table: str
    parts: tuple[tuple[int, int], ...]
    carried: frozenset[str] | None = None

    @property
    def count(self) -> int:
        """How many findings it speaks for."""
        return sum(count for _, count in self.parts)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a claim: how many queries were open for it, and how many it answers."""

    found: int
    answers: int
    again: bool


class Asked:
    """The queries of one report; each claim in turn answers what those before it left open."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.answered: set[str] = set()
        self.again: set[str] = set()
        self._all: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.tier == "QUERY":
                for name in {"", normal(finding.key), normal(finding.case)}:
                    self._all[finding.rule, name].append(finding)

    def answer(self, claim: Claim) -> Came:
        """Let a claim answer what is open for it, unless that is more than it counted.

        What was carried forward answers only what it answered then; more of the same opens it too.
        """
        mine = [f for f in self.about(claim) if not f.waiver and f.id not in self.answered]
        if len(mine) > claim.count:
            self.again.update(finding.id for finding in mine)
            return Came(len(mine), 0, again=True)
        ids = [f.id for f in mine if claim.carried is None or f.id in claim.carried]
        self.answered.update(ids)
        return Came(len(mine), len(ids), again=False)

    def about(self, claim: Claim) -> Iterator[Finding]:
        """Every query that a claim could answer, whatever others do."""
        for finding in self._all.get((claim.rule, claim.key), ()):
            on_table = claim.table and finding.table == claim.table
            if not claim.sheet or on_table or normal(finding.sheet) == claim.sheet:
                yield finding

    def of_rule(self, rule: str) -> bool:
        """Whether a rule asks anything at all."""
        return (rule, "") in self._all


def rank(claim: Claim) -> tuple[bool, bool, bool]:
    """Claims answer in this order: of a record first, of one sheet, the sheet's before carried."""
    return not claim.key, not claim.sheet, claim.carried is not None


def shares(claim: Claim, answers: int) -> Iterator[tuple[int, int]]:
    """What each part of a claim covers of the findings that all of it answers, with its index."""
    left = answers
    for index, count in claim.parts:
        covers = min(count, left)
        left -= covers
        yield index, covers


def joined(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of the same as one, with the parts of all of them."""
    together: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        same = claim.rule, claim.key, claim.table or claim.sheet
        before = together[same].parts if same in together else ()
        together[same] = Claim(
            *same[:2], claim.sheet, claim.table, (*before, *claim.parts), claim.carried
        )
    return list(together.values())
