"""A report beside the previous one, and which records its rules left out this time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checker.expectations.links import astray, set_aside_rows
from checker.expectations.outcomes import Failure, Frames
from checker.layout.tables import ReturnTables, SetAside
from checker.model.findings import Finding, Outcome
from checker.model.report import Report, ReturnFacts
from checker.model.since import Previous
from checker.model.specs import Rule, Standard
from checker.packs.rules import bears_others
from checker.pipeline.unusable import with_broken_keys
from checker.previous import Now, compared, gave_answer, newest, refuse_other, same_provider


@dataclass(frozen=True, slots=True)
class Judging:
    """What the rules of one check were run on; `bad` are the cells set aside before any ran."""

    tables: ReturnTables
    frames: Frames
    bad: SetAside
    rules: Mapping[str, Rule]
    packs: tuple[Standard, ...]
    failures: Sequence[Failure]


def chosen(given: Previous | Sequence[Previous] | None, facts: ReturnFacts) -> Previous | None:
    """The previous report to compare with: one that was given alone is, whatever it is of."""
    return newest(given, facts) if isinstance(given, Sequence) else given


def carrying(previous: Previous | None, facts: ReturnFacts) -> Previous | None:
    """The previous report where its explanations may be carried forward: it is of this provider.

    Raises UsageError where it is of another provider or kind of return.
    """
    if previous is None:
        return None
    refuse_other(previous, facts)
    return previous if same_provider(previous, facts) else None


def unanswered(outcomes: Mapping[str, Outcome]) -> Collection[str]:
    """The rules among them that gave no answer."""
    return {name for name, outcome in outcomes.items() if not gave_answer(outcome)}


def beside(previous: Previous | None, report: Report, judging: Judging) -> Report:
    """The report with what changed since the previous one, where one was given."""
    if previous is None:
        return report
    tables = judging.tables
    return compared(previous, report, Now(tables.spec, tables, left_out(judging)))


def left_out(judging: Judging) -> Callable[[Finding], bool]:
    """Tells of a finding of an earlier report whether its record was left out this time.

    Its rule may have answered for all other rows: where a cell that it reads of this record cannot
    be used now, or where no record can be found by the key, nobody knows whether it still stands.
    """
    broken = [f for f in judging.failures if bears_others(judging.rules[f.rule])]
    whole = with_broken_keys(judging.bad, broken)

    @cache
    def skipped(rule: str, table: str, field: str) -> Collection[int]:
        return _skipped(judging, whole, judging.rules[rule], table, field)

    @cache
    def rows(table: str, column: str) -> Mapping[str, Collection[int]]:
        return _rows(judging.tables, table, column)

    def answer(finding: Finding) -> bool:
        if finding.rule not in judging.rules or finding.table not in judging.tables.tables:
            return False
        out = skipped(finding.rule, finding.table, finding.field)
        for column, text in _names(judging.tables, finding):
            mine = rows(finding.table, column).get(text, ())
            lost = whole.get(finding.table, {}).get(column, ())
            return any(row in out for row in mine) or (not mine and bool(lost))
        return bool(out)

    return answer


def _names(tables: ReturnTables, finding: Finding) -> Iterator[tuple[str, str]]:
    """The column that names the finding's record, with its text; none where no key names one."""
    table = tables.tables[finding.table].table
    if finding.key and table.key:
        yield table.key[0], finding.key
    elif finding.case and any(column.name == "case_ref" for column in table.columns):
        yield "case_ref", finding.case


def _rows(tables: ReturnTables, table: str, column: str) -> Mapping[str, Collection[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(tables.tables[table].frame[column]):
        found[text].append(row)
    return found


def _skipped(
    judging: Judging, whole: SetAside, rule: Rule, table: str, field: str
) -> Collection[int]:
    """The rows of a table that a rule did not look at."""
    tables = judging.tables
    if rule.check.kind == "schema":
        return tables.tables[table].unread.get(field, ())
    if rule.check.kind != "expectation":
        return ()
    bad = judging.bad if bears_others(rule) else whole
    reads = list(_reads(judging, rule, table, field))
    if astray(tables.spec, bad, table, reads):
        return range(tables.tables[table].frame.height)
    return set_aside_rows(tables.spec, judging.frames, bad, table, reads)


def _reads(judging: Judging, rule: Rule, table: str, field: str) -> Iterable[str]:
    suites = (judging.tables.spec.suites, *(pack.suites for pack in judging.packs))
    for suite in suites:
        for entry in suite.get(table, {}).get("expectations", ()):
            meta = entry["meta"]
            if meta["rule"] == rule.id and field in ("", meta["at"]):
                yield from meta["reads"]
