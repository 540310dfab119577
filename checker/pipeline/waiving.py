"""Making a waiver: the finding is looked for, and what its rule reads is sealed into the entry."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.language import say
from checker.layout import find_layout, find_tables
from checker.layout.values import normal
from checker.model.findings import Finding
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.report import Report
from checker.model.specs import Standard
from checker.packs import load_return
from checker.packs.guarded import parse_guarded
from checker.packs.holders import no_such_rule
from checker.packs.shapes import misfits
from checker.packs.waivers import refused
from checker.pipeline import check_file
from checker.pipeline.digests import seal
from checker.pipeline.given import identifier_problems
from checker.pipeline.waived import Ground, provider_of, what_it_reads
from checker.read import read

_HEADING = """\
# Waivers: dated exceptions from one rule for one record. Written by `checker waive`.
# A waiver lapses when anything that its rule reads of the record changes.
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The waiver asked for; days are ISO, and empty `start` and `id` are filled in."""

    rule: str
    key: str
    reason: str
    approver: str
    end: str
    start: str = ""
    id: str = ""


def waive(
    path: Path,
    wanted: Wanted,
    file: Path,
    *,
    standards: Sequence[str | Standard] = (),
    given: Given = NOTHING_GIVEN,
) -> str:
    """Append a waiver for one record's finding to `file` and give the waiver's id.

    The file's own text stays as it is. Raises UsageError, and writes nothing, when there is no such
    finding, when its rule cannot be waived, or when the words hold what looks like an identifier.
    """
    report = check_file(path, standards=standards, given=given)
    if report.receipt.stop is not None:
        raise UsageError(f"{report.receipt.stop.message} {report.receipt.stop.fix}")
    finding = _finding(report, wanted)
    entry = _entry(path, report, finding, wanted, _ids(given))
    _append(file, entry)
    return str(entry["id"])


def _ids(given: Given) -> list[str]:
    return [waiver.id for waiver in given.waivers.entries] if given.waivers else []


def _finding(report: Report, wanted: Wanted) -> Finding:
    rules = {rule.id: rule for rule in report.rules}
    if wanted.rule not in rules:
        words = no_such_rule(wanted.rule, rules).removeprefix("there")
        raise UsageError(say("waiving.in-this-check", words=words))
    why = refused(rules[wanted.rule])
    if why:
        raise UsageError(f"{wanted.rule}: {why}")
    found = [
        finding
        for finding in report.findings
        if finding.rule == wanted.rule and normal(finding.key) == normal(wanted.key)
    ]
    if not found:
        raise UsageError(say("waiving.nothing-there", rule=wanted.rule))
    if len({finding.table for finding in found}) > 1:
        raise UsageError(say("waiving.two-sheets"))
    if any(finding.waiver for finding in found):
        raise UsageError(say("waiving.covered-already", waiver=found[0].waiver))
    return found[0]


def _entry(
    path: Path, report: Report, finding: Finding, wanted: Wanted, taken: Sequence[str]
) -> dict[str, str]:
    ground = ground_of(path, report)
    provider = provider_of(ground)
    if not provider:
        raise UsageError(say("waiving.no-provider"))
    words = {"reason": _one_line(wanted.reason), "approver": _one_line(wanted.approver)}
    start = wanted.start or report.as_of
    if wanted.end < start:
        raise UsageError(say("waiving.ends-before-it-begins", end=wanted.end, start=start))
    entry = {
        "id": wanted.id or _free(taken),
        "rule": finding.rule,
        "provider": provider,
        "table": finding.table,
        "key": finding.key,
        "value_digest": seal(what_it_reads(finding, ground)),
        **words,
        "from": start,
        "to": wanted.end,
    }
    _hold(entry, taken)
    return entry


def ground_of(path: Path, report: Report) -> Ground:
    """The return once more: a report holds no values, and a digest is made of values."""
    spec = load_return(report.facts.spec)
    workbook = read(path)
    tables = find_tables(workbook, spec, find_layout(workbook, spec, any_version=True))
    rules = {rule.id: rule for rule in report.rules}
    return Ground(tables, report.as_of, rules, report.standards, {})


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(letter for letter in flat if letter.isprintable())


def _free(taken: Sequence[str]) -> str:
    numbers = range(1, len(taken) + 2)
    return next(name for number in numbers if (name := f"W-{number}") not in taken)


def _hold(entry: Mapping[str, str], taken: Sequence[str]) -> None:
    """Hold the entry to its schema and its words to what may be printed."""
    problems = [*misfits("waivers", [entry]), *identifier_problems(entry, "waiver")]
    if entry["id"] in taken:
        problems.append(say("waiving.id-taken", entry=entry["id"]))
    if problems:
        raise UsageError("\n".join(problems))


def _append(file: Path, entry: Mapping[str, str]) -> None:
    """Add the entry at the end of the file, byte for byte behind what stands there."""
    old = file.read_bytes() if file.exists() else _HEADING.encode()
    newline = "\r\n" if b"\r\n" in old else "\n"
    gap = "" if not old or old.endswith(b"\n") else newline
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()]
    indent = _indent(old.decode("utf-8-sig"))
    text = newline.join(f"{indent}{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines))
    new = old + f"{gap}{text}{newline}".encode()
    before = parse_guarded(old.decode("utf-8-sig"), ".yaml")[1] or []
    problems, after = parse_guarded(new.decode("utf-8-sig"), ".yaml")
    if problems or after != [*before, entry]:
        raise UsageError(say("waiving.no-plain-list", name=file.name))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(new)


def _indent(text: str) -> str:
    """The spaces before the entries that stand there already."""
    first: Any = next((line for line in text.splitlines() if line.lstrip().startswith("- ")), "")
    return " " * (len(first) - len(first.lstrip()))
