"""report.sarif: the findings as SARIF 2.1.0, for programs that show results of analyses.

Written piece by piece, since a return can have a million findings. A cell is no region of a text,
so a finding names it as a logical location, such as Cases!F12, in the return as the artifact. Keys
of records are left out: who opens the return by the cell has them, and nobody else needs them.

OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0; sections are of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

from checker.language import say
from checker.model.findings import Finding, Outcome, Standing
from checker.model.report import Report
from checker.model.since import Gone, Since
from checker.model.specs import Rule, Tier
from checker.render.json_report import not_checked, why_not
from checker.render.machine.junit import place
from checker.render.machine.names import uuid_of
from checker.render.machine.texts import one_line, sentences

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVEL: Final[Mapping[Tier, str]] = {
    "STOP": "error",
    "PRIVACY": "error",
    "ERROR": "error",
    "QUERY": "warning",
    "NOTE": "note",
}
# 3.27.24: what came back is not in the baseline, so it is new to whoever compares with that alone.
_BASELINE: Final[Mapping[Standing, str]] = {
    "new": "new",
    "still there": "unchanged",
    "came back": "new",
}

_GAP: Final = re.compile(r"\{(?=[0-9])")

Json = dict[str, Any]


def sarif_bytes(report: Report) -> bytes:
    """The bytes of report.sarif; beside them only one result at a time is held in memory."""
    whole = BytesIO()
    whole.writelines(piece.encode() for piece in _pieces(report))
    return whole.getvalue()


def _pieces(report: Report) -> Iterator[str]:
    head = {"$schema": SCHEMA, "version": "2.1.0"}
    indices = {rule.id: number for number, rule in enumerate(report.rules)}
    stop = report.receipt.stop
    if stop:
        indices[stop.code] = len(report.rules)
    yield _json(head)[:-1] + ',"runs":[' + _json(_run(report, indices))[:-1] + ',"results":['
    artifact = {"uri": _uri(report), "index": 0}
    between = "\n"
    for result in _results(report, indices, artifact):
        yield between + _json(result)
        between = ",\n"
    yield "\n]}]}\n"


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain(text: str) -> str:
    """A message without what would become a link or a gap to fill (3.11.5, 3.11.6).

    The name of a sheet may stand in it, and whoever named that wrote what they liked.
    """
    return _GAP.sub("{ ", text.replace("](", "] ("))


def _uri(report: Report) -> str:
    """The name of the file as a relative reference (RFC 3986), which a colon could not begin."""
    return quote(one_line(report.receipt.file), safe="") or "return"


def _run(report: Report, indices: Mapping[str, int]) -> Json:
    run: Json = {
        "tool": {"driver": _driver(report)},
        "automationDetails": {"guid": _guid(report.receipt.digest, report.as_of)},
        "columnKind": "utf16CodeUnits",
        "artifacts": [
            {
                "location": {"uri": _uri(report)},
                "hashes": {"sha-256": report.receipt.digest},
                "roles": ["analysisTarget"],
            }
        ],
        "invocations": [_invocation(report, indices)],
        "properties": _properties(report),
    }
    if report.since:
        run["baselineGuid"] = _guid(report.since.return_digest, report.since.as_of)
    return run


def _guid(digest: str, day: str) -> str:
    """The identity of the check of one return as at one day, the same whenever it is made."""
    return uuid_of("sarif", digest, day)


def _properties(report: Report) -> Json:
    return {
        "return": one_line(report.facts.id),
        "asOf": report.as_of,
        "ready": report.ready,
        "headline": one_line(report.headline),
        "standards": [f"{s.id}@{s.edition} {s.digest}" for s in report.standards],
        "verdicts": [
            {"standard": v.standard, "clause": v.clause, "verdict": v.verdict}
            for v in report.verdicts
        ],
    }


def _driver(report: Report) -> Json:
    rules = [_rule(rule) for rule in report.rules]
    if report.receipt.stop:
        text = {"text": say("machine.rule-stop")}
        rules.append({"id": report.receipt.stop.code, "shortDescription": text})
    return {
        "name": "checker",
        "fullName": f"perpetrator-programme-checker {report.tool_version}",
        "version": report.tool_version,
        "language": report.language,
        "rules": rules,
    }


def _rule(rule: Rule) -> Json:
    limits = say("machine.limits", words=rule.limits) if rule.limits else ""
    source = rule.threshold.source
    found: Json = {
        "id": rule.id,
        "shortDescription": {"text": one_line(rule.summary)},
        "fullDescription": {"text": sentences(rule.summary, rule.why)},
        "help": {"text": sentences(rule.fix, limits)},
        "defaultConfiguration": {"level": _LEVEL[rule.tier]},
        "properties": {
            "tier": rule.tier,
            "pack": rule.pack,
            "origin": rule.threshold.origin,
            "grade": rule.threshold.grade,
            "tags": [f"{rule.pack}/{clause}" for clause in rule.clauses],
        },
    }
    if source.startswith(("https://", "http://")):
        found["helpUri"] = source
    return found


def _invocation(report: Report, indices: Mapping[str, int]) -> Json:
    """3.20: whether every rule that should run did run to its end, and what is to be said of it."""
    whole = not report.receipt.stop and all(o.status != "broke" for o in report.outcomes)
    told = [_notification(outcome, indices) for outcome in not_checked(report)]
    return {"executionSuccessful": whole, "toolExecutionNotifications": told}


def _notification(outcome: Outcome, indices: Mapping[str, int]) -> Json:
    why = say("machine.no-answer", rule=outcome.rule, why=why_not(outcome))
    return {
        "level": "error" if outcome.status == "broke" else "note",
        "message": {"text": _plain(one_line(why))},
        "associatedRule": {"id": outcome.rule, "index": indices.get(outcome.rule, -1)},
    }


def _results(report: Report, indices: Mapping[str, int], artifact: Json) -> Iterator[Json]:
    for finding in report.findings:
        yield _result(finding, indices, artifact, report.since)
    for gone in report.since.fixed if report.since else ():
        yield _gone(gone, indices, artifact)


def _result(
    finding: Finding, indices: Mapping[str, int], artifact: Json, since: Since | None
) -> Json:
    found: Json = {
        "ruleId": finding.rule,
        **_index(finding.rule, indices),
        "level": _LEVEL[finding.tier],
        "message": {"text": _plain(sentences(finding.message, finding.fix))},
        "locations": [_location(place(finding.sheet, finding.cell), artifact)],
        "partialFingerprints": {"checker/v1": finding.id},
        "properties": _more(finding),
    }
    suppressed = [*_suppressions(finding)]
    if suppressed:
        found["suppressions"] = suppressed
    if since and finding.since:
        found["baselineState"] = _BASELINE[finding.since]
    return found


def _index(rule: str, indices: Mapping[str, int]) -> Json:
    return {"ruleIndex": indices[rule]} if rule in indices else {}


def _location(spot: str, artifact: Json) -> Json:
    found: Json = {"physicalLocation": {"artifactLocation": artifact}}
    if spot:
        found["logicalLocations"] = [{"fullyQualifiedName": spot}]
    return found


def _more(finding: Finding) -> Json:
    more: Json = {"tier": finding.tier}
    told = {
        "field": finding.field,
        "expected": finding.expected,
        "found": finding.found,
        "since": finding.since,
    }
    more |= {name: one_line(words) for name, words in told.items() if words}
    if finding.clauses:
        more["clauses"] = list(finding.clauses)
    if finding.suggestions:
        more["suggestions"] = [one_line(suggestion.text) for suggestion in finding.suggestions]
    return more


def _suppressions(finding: Finding) -> Iterator[Json]:
    """3.35: what the provider explained stands in the return, a waiver in a file of its own."""
    if finding.explained:
        yield _suppression("inSource", say("machine.explained"))
    if finding.waiver:
        yield _suppression("external", say("machine.waived", waiver=finding.waiver))


def _suppression(kind: str, words: str) -> Json:
    return {"kind": kind, "status": "accepted", "justification": one_line(words)}


def _gone(gone: Gone, indices: Mapping[str, int], artifact: Json) -> Json:
    """A finding of the previous report that is fixed: it is told, and asks for nothing."""
    return {
        "ruleId": gone.rule,
        **_index(gone.rule, indices),
        "level": _LEVEL[gone.tier],
        "message": {"text": _plain(one_line(say("machine.gone", said=gone.message)))},
        "locations": [_location(one_line(gone.place), artifact)],
        "partialFingerprints": {"checker/v1": gone.id},
        "baselineState": "absent",
        "properties": {"tier": gone.tier},
    }
