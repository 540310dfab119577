"""A report beside the previous one: what is new, still there, came back, and is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from checker.errors import STOP_CODES
from checker.layout.tables import ReturnTables
from checker.model.findings import Finding, Outcome, Standing
from checker.model.report import Report
from checker.model.since import Moved, Previous, Since
from checker.model.specs import ReturnSpec
from checker.previous.identity import is_counted
from checker.previous.sameness import unlike
from checker.previous.telling import Telling

# How many findings that once were are remembered for the day they come back: those that went last.
CLEARED_KEPT: Final = 100_000
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Now:
    """What this check knows beside its report; `tables` is None for a return that was not read.

    `left_out` says of a finding that is gone, and whose rule did give an answer, whether its record
    was left out of that answer.
    """

    spec: ReturnSpec
    tables: ReturnTables | None = None
    left_out: Callable[[Finding], bool] = lambda _: False


def compared(previous: Previous, report: Report, now: Now) -> Report:
    """The report with the standing of each finding and with `since`."""
    once = set(previous.cleared)
    findings = tuple(
        replace(f, since=_standing(f, once, previous, now.spec)) for f in report.findings
    )
    counts = Counter(finding.since for finding in findings)
    here = {finding.id for finding in findings}
    lost = [finding for identity, finding in previous.findings.items() if identity not in here]
    outcomes = {outcome.rule: outcome for outcome in report.outcomes}
    unsure = {f.id for f in lost if not _looked_again(f, outcomes, now) or now.left_out(f)}
    told = Telling(report, now.spec, now.tables.layout if now.tables else None)
    fixed = tuple(told.gone(finding) for finding in lost if finding.id not in unsure)
    cleared = dict.fromkeys((*(gone.id for gone in fixed), *previous.cleared))
    since = Since(
        digest=previous.digest,
        return_digest=previous.return_digest,
        as_of=previous.as_of if _DAY.fullmatch(previous.as_of) else "",
        new=counts["new"],
        still=counts["still there"],
        back=counts["came back"],
        fixed=fixed,
        unchecked=tuple(told.gone(finding) for finding in lost if finding.id in unsure),
        cleared=tuple(islice((each for each in cleared if each not in here), CLEARED_KEPT)),
        moved=tuple(_moved(previous, report)),
        unlike=tuple(unlike(previous, report)),
    )
    return replace(report, findings=findings, since=since)


def _standing(
    finding: Finding, cleared: Collection[str], previous: Previous, spec: ReturnSpec
) -> Standing:
    """A finding that is only counted never comes back: it may be another that nothing names."""
    if finding.id in previous.findings:
        return "still there"
    back = finding.id in cleared and not is_counted(finding, spec)
    return "came back" if back else "new"


def _looked_again(finding: Finding, outcomes: Mapping[str, Outcome], now: Now) -> bool:
    """Whether this check would have found it again: its rule answered, and its column is there."""
    if now.tables is None:
        return False
    if finding.rule in STOP_CODES:
        return True
    outcome = outcomes.get(finding.rule)
    if outcome is None or not gave_answer(outcome):
        return False
    data = now.tables.tables.get(finding.table)
    if data is None:
        return not finding.table
    return bool(data.present) and (not finding.field or finding.field in data.present)


def gave_answer(outcome: Outcome) -> bool:
    """Whether a rule looked at rows, or found that none falls under it."""
    if outcome.status in ("passed", "failed"):
        return True
    return outcome.status == "not run" and outcome.ran and not outcome.in_scope + outcome.set_aside


def _moved(previous: Previous, report: Report) -> Iterator[Moved]:
    for verdict in report.verdicts:
        was = previous.verdicts.get((verdict.standard, verdict.clause))
        if was and was != verdict.verdict:
            yield Moved(verdict.standard, verdict.clause, was, verdict.verdict)
