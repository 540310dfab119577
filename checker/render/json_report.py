"""The report and the reading receipt as JSON: the contract that other programs read."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Final

from checker.language import say, speaking
from checker.model.findings import Finding, Outcome, Share, Verdict
from checker.model.receipt import Receipt, SheetReceipt
from checker.model.report import Report
from checker.model.specs import Standard
from checker.render.answers_json import answers_json
from checker.render.given_json import assessed_json, given_json
from checker.render.words import TIERS

SCHEMA_VERSION: Final = "1.0"

Json = dict[str, object]


def _sheet(sheet: SheetReceipt) -> Json:
    return {
        "name": sheet.name,
        "state": sheet.state,
        "filled": sheet.filled,
        "errors": sheet.errors,
        "formulas_without_value": sheet.formulas_without_value,
        "merged_hidden": sheet.merged_hidden,
        "last_row": sheet.last_row,
        "last_column": sheet.last_column,
        "gap_row": sheet.gap_row,
        "beyond_gap": sheet.beyond_gap,
        "error_cells": list(sheet.error_cells),
        "formula_cells": list(sheet.formula_cells),
        "merged_ranges": list(sheet.merged_ranges),
        "covered_cells": list(sheet.covered_cells),
        "hidden_rows": list(sheet.hidden_rows),
        "hidden_columns": list(sheet.hidden_columns),
        "declared": sheet.declared,
    }


def inspect_json(receipt: Receipt) -> Json:
    """The reading receipt as plain data; `stop` is None when the file could be read."""
    stop = receipt.stop
    return {
        "file": receipt.file,
        "digest": receipt.digest,
        "format": receipt.format,
        "stop": stop and {"code": stop.code, "message": stop.message, "fix": stop.fix},
        "sheets": [_sheet(sheet) for sheet in receipt.sheets],
        "notes": list(receipt.notes),
        "beside": list(receipt.beside),
        "confirmed": receipt.confirmed,
    }


def standard_json(standard: Standard) -> Json:
    return {
        "id": standard.id,
        "edition": standard.edition,
        "title": standard.title,
        "status": standard.status,
        "status_note": standard.status_note,
        "digest": standard.digest,
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "tier": finding.tier,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "table": finding.table,
        "key": finding.key,
        "field": finding.field,
        "case": finding.case,
        "message": finding.message,
        "fix": finding.fix,
        "clauses": list(finding.clauses),
        "explained": finding.explained,
        "waiver": finding.waiver,
        "expected": finding.expected,
        "found": finding.found,
        "suggestions": [asdict(suggestion) for suggestion in finding.suggestions],
        "reopened": finding.reopened,
        "since": finding.since,
    }


def _share(share: Share) -> Json:
    return {
        "numerator": share.numerator,
        "denominator": share.denominator,
        "target": round(share.target, 6),
        "low": round(share.low, 6),
        "high": round(share.high, 6),
    }


def _outcome(outcome: Outcome) -> Json:
    return {
        "rule": outcome.rule,
        "standard": outcome.standard,
        "status": outcome.status,
        "checked": outcome.checked,
        "set_aside": outcome.set_aside,
        "failed": outcome.failed,
        "in_scope": outcome.in_scope,
        "missing": outcome.missing,
        "why": outcome.why,
        "share": _share(outcome.share) if outcome.share else None,
        "ran": outcome.ran,
        "waived": outcome.waived,
    }


def verdict_json(verdict: Verdict) -> Json:
    return {
        "standard": verdict.standard,
        "clause": verdict.clause,
        "verdict": verdict.verdict,
        "obligation": verdict.obligation,
        "origin": verdict.origin,
        "grade": verdict.grade,
        "reasons": list(verdict.reasons),
        "concerns": list(verdict.concerns),
        "assessed": verdict.assessed and assessed_json(verdict.assessed),
    }


def why_not(outcome: Outcome) -> str:
    """Why a rule gave no answer; never blank, so that silence is never read as a pass."""
    broke = outcome.status == "broke"
    return outcome.why or say("words.unexplained-break" if broke else "words.unexplained-skip")


def nothing_to_check(outcome: Outcome) -> bool:
    """True for a rule that looked, and found nothing in this return that it could judge."""
    return outcome.status == "not run" and outcome.ran


def not_checked(report: Report) -> list[Outcome]:
    """The outcomes of rules that did not run or broke."""
    return [outcome for outcome in report.outcomes if outcome.status in ("not run", "broke")]


def not_checked_json(report: Report) -> list[Json]:
    """The rules that gave no answer, with why."""
    return [
        {"rule": outcome.rule, "standard": outcome.standard, "why": why_not(outcome)}
        for outcome in not_checked(report)
    ]


def return_json(report: Report) -> Json:
    facts = report.facts
    return {
        "id": facts.id,
        "provider": facts.provider,
        "provider_id": facts.provider_id,
        "period": facts.period,
        "layout": facts.layout,
        "digest": facts.digest,
        "spec": facts.spec,
        "spec_digest": facts.spec_digest,
    }


def to_json(report: Report) -> Json:
    """The report as plain data, keys in the order of the published schema."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"version": report.tool_version},
        "return": return_json(report),
        "standards": [standard_json(standard) for standard in report.standards],
        "as_of": report.as_of,
        "engine": report.engine,
        "headline": report.headline,
        "ready": report.ready,
        "counts": {tier: report.counts.get(tier, 0) for tier in TIERS},
        "receipt": inspect_json(report.receipt),
        "findings": [_finding(finding) for finding in report.findings],
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
        "verdicts": [verdict_json(verdict) for verdict in report.verdicts],
        "not_checked": not_checked_json(report),
        "unknown_claims": list(report.unknown_claims),
        **given_json(report),
        **answers_json(report),
        "language": report.language,
        "asked": {"standards": report.asked.standards, "return": report.asked.spec},
    }


# Python's own indenting encoder takes 10 s for 200,000 findings. The fast one writes one finding
# at a time when its separator carries the line break; a test holds both to the same text.
_FLAT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",\n      ", ": "))
_NO_FINDING: Final = '\n  "findings": [],\n'


def _indented(data: Json) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def _finding_text(finding: Finding) -> str:
    data = _finding(finding)
    if finding.clauses or finding.suggestions:
        return _indented(data).replace("\n", "\n    ")
    return f"{{\n      {_FLAT.encode(data)[1:-1]}\n    }}"


def json_text(report: Report) -> str:
    """The text of report.json: indented by 2, with one newline at the end."""
    text = _indented(to_json(replace(report, findings=()))) + "\n"
    if not report.findings:
        return text
    findings = ",\n    ".join(_finding_text(finding) for finding in report.findings)
    return text.replace(_NO_FINDING, f'\n  "findings": [\n    {findings}\n  ],\n')


def json_bytes(report: Report) -> bytes:
    """The bytes of report.json, UTF-8."""
    # A file name that is no valid UTF-8 reaches us as lone surrogates; \udcxx is their JSON form.
    with speaking(report.language):
        return json_text(report).encode("utf-8", "backslashreplace")
