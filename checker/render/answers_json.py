"""What the return answers, what changed since last time and what to fix first, as plain data."""

from __future__ import annotations

from dataclasses import asdict

from checker.model.answers import Declared
from checker.model.report import Report


def answers_json(report: Report) -> dict[str, object]:
    """The fields of report.json on causes, the previous report and what the provider declared."""
    return {
        "fix_first": asdict(report.fix_first) if report.fix_first else None,
        "since": asdict(report.since) if report.since else None,
        "explanations": [asdict(use) for use in report.explanations],
        "declared": [asdict(declared) for declared in report.declared],
    }


def declared_json(declared: Declared) -> dict[str, object]:
    """A declared verdict without its place, for who may not know places."""
    return {k: v for k, v in asdict(declared).items() if k not in ("sheet", "cell")}
