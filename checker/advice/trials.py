"""Causes tried one by one: put right in memory, checked again, and the findings compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from checker.advice.causes import Candidate
from checker.advice.changes import changed
from checker.language import say
from checker.model.causes import Cause, FixFirst
from checker.model.findings import Finding
from checker.read import Workbook

Again = Callable[[Workbook, Mapping[str, str]], Sequence[Finding]]
"""Checks a workbook once more; it is told which sheets have which new names."""

MOST_TRIALS = 12
"""A trial costs as much as a check: so many, and no more."""
MOST_CELLS = 2_000_000
"""Filled cells that all trials of a return may look at together."""

_HIDING = frozenset({"heading", "sheet", "dates"})


def try_causes(
    suspected: Sequence[Candidate],
    findings: Sequence[Finding],
    workbook: Workbook,
    again: Again,
) -> FixFirst:
    """Put each cause right by itself and count what is gone then; those that clear most first.

    `suspected` are in the order in which they are worth trying. How many are tried depends on the
    size of the file alone, never on a clock.
    """
    filled = sum(sheet.filled for sheet in workbook.receipt.sheets)
    most = min(MOST_TRIALS, MOST_CELLS // max(filled, 1))
    tried = [_tried(one, findings, workbook, again) for one in suspected[:most]]
    causes = sorted(filter(_is_worth_it, tried), key=_rank)
    untried = max(0, len(suspected) - most)
    why = ""
    if untried:
        key = "advice.untried-many" if most == MOST_TRIALS else "advice.untried-large"
        why = say(key, n=most)
    return FixFirst(tuple(causes), min(most, len(suspected)), untried, why)


def _tried(
    candidate: Candidate, findings: Sequence[Finding], workbook: Workbook, again: Again
) -> Cause:
    change = candidate.change
    after = {finding.id for finding in again(changed(workbook, change), change.names)}
    before = {finding.id: finding.rule for finding in findings}
    gone = Counter(rule for identity, rule in before.items() if identity not in after)
    return Cause(
        kind=candidate.kind,
        said=candidate.said,
        sheet=candidate.sheet,
        cell=candidate.cell,
        clears=gone.total(),
        adds=len(after - before.keys()),
        by_rule=tuple(sorted(gone.items(), key=lambda item: (-item[1], item[0]))),
        safe=candidate.safe,
    )


def _is_worth_it(cause: Cause) -> bool:
    """It clears more than it brings up, and more than the one cell it stands in.

    A name or an order of dates that was wrong kept cells from being read at all: what shows once
    they are read was hidden, and is no reason against it.
    """
    if cause.kind in _HIDING:
        return cause.clears >= 1
    return cause.clears >= 2 and cause.clears > cause.adds


def _rank(cause: Cause) -> tuple[object, ...]:
    return (-cause.clears, cause.adds, cause.kind, cause.sheet, cause.said)
