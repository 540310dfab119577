"""What moves between two reports on one return: verdicts, and the rules behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checker.model.findings import Outcome
from checker.model.report import Report
from checker.model.specs import Rule, Standard

NOT_MET: Final = "not met"
# What stands where an edition does not have the clause or the rule at all.
ABSENT: Final = "not asked"


@dataclass(frozen=True, slots=True)
class Tally:
    """A rule's outcome in one edition; `gaps` are rows that were blank there or set aside."""

    status: str
    weight: str = ""
    failed: int = 0
    checked: int = 0
    gaps: int = 0

    @property
    def share(self) -> float | None:
        """Failed rows out of those checked, 0 to 1; None where none was checked."""
        return self.failed / self.checked if self.checked else None


@dataclass(frozen=True, slots=True)
class Behind:
    """A rule behind a verdict that changes."""

    rule: str
    before: Tally
    after: Tally


@dataclass(frozen=True, slots=True)
class Move:
    """A clause whose verdict changes; without rules, the clause itself is judged otherwise."""

    clause: str
    before: str
    after: str
    rules: tuple[Behind, ...]

    @property
    def order(self) -> int:
        """0 newly failing, 1 no longer failing, 2 anything else."""
        return 0 if self.after == NOT_MET else 1 if self.before == NOT_MET else 2


def moves(before: Report, after: Report) -> tuple[Move, ...]:
    """The verdicts that change, in the order of the clauses.

    A clause that one edition lacks moves only where the other says "not met": that a clause came
    or went is a difference of the standards, not of the return.
    """
    old, new = ({v.clause: v.verdict for v in report.verdicts} for report in (before, after))
    found = []
    for clause in dict.fromkeys((*new, *old)):
        was, now = str(old.get(clause, ABSENT)), str(new.get(clause, ABSENT))
        if was != now and (ABSENT not in (was, now) or NOT_MET in (was, now)):
            found.append(Move(clause, was, now, tuple(_behind(clause, before, after))))
    return tuple(found)


def raised(before: Report, after: Report, found: tuple[Move, ...]) -> tuple[tuple[str, bool], ...]:
    """Rules that fail in one edition only and stand behind no verdict that changes."""
    told = {behind.rule for move in found for behind in move.rules}
    old, new = (_failing(report) for report in (before, after))
    return tuple((rule, rule in new) for rule in sorted(old ^ new) if rule not in told)


def _failing(report: Report) -> set[str]:
    own = _rules(report)
    return {o.rule for o in report.outcomes if o.status == "failed" and o.rule in own}


def _behind(clause: str, before: Report, after: Report) -> Iterator[Behind]:
    old, new = (_tallies(clause, report) for report in (before, after))
    for rule in sorted(old.keys() | new.keys()):
        was, now = old.get(rule, Tally(ABSENT)), new.get(rule, Tally(ABSENT))
        if was != now:
            yield Behind(rule, was, now)


def _tallies(clause: str, report: Report) -> dict[str, Tally]:
    outcomes = {outcome.rule: outcome for outcome in report.outcomes}
    return {
        rule.id: _tally(rule, outcomes[rule.id])
        for rule in _rules(report).values()
        if clause in rule.clauses
    }


def _tally(rule: Rule, outcome: Outcome) -> Tally:
    gaps = outcome.missing + outcome.set_aside
    return Tally(outcome.status, rule.weight or "", outcome.failed, outcome.checked, gaps)


def _rules(report: Report) -> dict[str, Rule]:
    standards: tuple[Standard, ...] = report.standards
    live = (rule for pack in standards for rule in pack.rules if rule.status == "live")
    return {rule.id: rule for rule in live}
