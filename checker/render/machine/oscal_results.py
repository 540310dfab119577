"""oscal-assessment-results.json: the outcome of each rule and the verdict on each clause.

The first result is about the data of the return, and one follows for each standard. What a rule
found is an observation, the verdict on a clause is a finding on the statement of its control. Two
states are all that the format has for it. Only a clause that is met is "satisfied"; of the others,
only one that is not met has the reason "fail", and each says in words what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checker.language import say
from checker.model.findings import Assessed, Outcome, Verdict
from checker.model.report import Report
from checker.model.specs import Rule, Standard
from checker.render.json_report import why_not
from checker.render.machine.names import uuid_of
from checker.render.machine.oscal import (
    OSCAL_VERSION,
    Json,
    catalog_resource,
    control_ids,
    document_bytes,
    moment,
    name_of,
    props,
    statement_id,
    token,
)
from checker.render.machine.texts import one_line, sentences


def results_bytes(report: Report) -> bytes:
    """Write oscal-assessment-results.json to `path`; its size hangs on rules and clauses alone."""
    return document_bytes(results(report))


def results(report: Report) -> Json:
    """The document; the same report always gives the same."""
    own = _identity(report)
    plan = uuid_of(own, "plan")
    return {
        "assessment-results": {
            "uuid": uuid_of(own, "assessment-results"),
            "metadata": _metadata(report),
            "import-ap": {"href": f"#{plan}", "remarks": say("machine.no-plan-remark")},
            "results": [_data(report, own), *_standards(report, own)],
            "back-matter": {"resources": [_plan(plan), *_resources(report, own)]},
        }
    }


def _identity(report: Report) -> str:
    """What a report was made of, from which every name in its document comes."""
    given = (report.profile, report.waivers, *report.attested, report.since)
    parts = (
        report.receipt.digest,
        report.facts.spec_digest,
        report.tool_version,
        report.engine,
        report.as_of,
        report.language,
        *(standard.digest for standard in report.standards),
        *(one.digest for one in given if one is not None),
    )
    return uuid_of(*parts)


def _metadata(report: Report) -> Json:
    facts = report.facts
    return {
        "title": say("machine.results-title"),
        "last-modified": moment(report.as_of),
        "version": report.tool_version,
        "oscal-version": OSCAL_VERSION,
        "props": props(
            return_id=facts.id,
            provider_reference=facts.provider_id,
            period=facts.period,
            return_sha_256=report.receipt.digest,
            return_specification=facts.spec,
            return_specification_sha_256=facts.spec_digest,
            checker_version=report.tool_version,
            engine=report.engine,
            as_of=report.as_of,
            ready="yes" if report.ready else "no",
        ),
        "remarks": sentences(report.headline, say("machine.results-remark")),
    }


def _plan(plan: str) -> Json:
    words = say("machine.no-plan-remark")
    return {"uuid": plan, "title": say("machine.no-plan"), "description": words}


def _resources(report: Report, own: str) -> Iterator[Json]:
    yield {
        "uuid": _return_uuid(own),
        "title": say("machine.return-resource"),
        **_some("props", props(sha_256=report.receipt.digest)),
    }
    yield from map(catalog_resource, report.standards)


def _return_uuid(own: str) -> str:
    return uuid_of(own, "return")


def _data(report: Report, own: str) -> Json:
    """What was found in the data of the return; its specification stands as the one control."""
    spec = token(report.facts.spec or "return")
    packs = {name_of(standard) for standard in report.standards}
    outcomes = [outcome for outcome in report.outcomes if outcome.standard not in packs]
    stop = report.receipt.stop
    words = (say("machine.data-description"), stop.message if stop else "")
    tiers = {f"findings_{tier.lower()}": str(n) for tier, n in report.counts.items()}
    return {
        "uuid": uuid_of(own, "result", "data"),
        "title": say("machine.data-title"),
        "description": sentences(*words),
        "start": moment(report.as_of),
        **_some("props", props(**tiers, not_readable=stop.code if stop else "")),
        "reviewed-controls": _reviewed([spec], say("machine.no-controls")),
        **_some("observations", _observations(report, outcomes, own)),
    }


def _standards(report: Report, own: str) -> Iterator[Json]:
    for standard in report.standards:
        yield _standard(report, standard, own)


def _standard(report: Report, standard: Standard, own: str) -> Json:
    name, ids = name_of(standard), control_ids(standard)
    outcomes = [outcome for outcome in report.outcomes if outcome.standard == name]
    verdicts = [verdict for verdict in report.verdicts if verdict.standard == name]
    catalog = catalog_resource(standard)["uuid"]
    title = one_line(standard.title)
    reviewed = _reviewed([ids[clause.id] for clause in standard.clauses], "")
    looked = [_assessor(verdict, own) for verdict in verdicts if verdict.assessed]
    rules = _by_clause(standard, outcomes)
    return {
        "uuid": uuid_of(own, "result", name),
        "title": say("machine.standard-title", title=title, edition=standard.edition),
        "description": say("machine.standard-description"),
        "start": moment(report.as_of),
        "props": props(standard=name, sha_256=standard.digest, status=standard.status),
        "links": [{"href": f"#{catalog}", "rel": "reference"}],
        "reviewed-controls": reviewed if ids else _reviewed([token(standard.id)], ""),
        **_some("observations", [*_observations(report, outcomes, own), *looked]),
        **_some("findings", (_finding(v, ids[v.clause], rules, own) for v in verdicts)),
    }


def _some(name: str, entries: Iterable[Json]) -> Json:
    """A list under its name, or nothing: the format has no lists without entries."""
    found = list(entries)
    return {name: found} if found else {}


def _reviewed(controls: list[str], words: str) -> Json:
    chosen = [{"control-id": control} for control in controls]
    selection = {"include-controls": chosen}
    return {**({"description": words} if words else {}), "control-selections": [selection]}


def _by_clause(standard: Standard, outcomes: Iterable[Outcome]) -> Mapping[str, list[str]]:
    """The rules with an outcome, by the clauses that they speak to."""
    answered = {outcome.rule for outcome in outcomes}
    found: dict[str, list[str]] = {clause.id: [] for clause in standard.clauses}
    for rule in standard.rules:
        for clause in rule.clauses:
            if rule.id in answered and clause in found:
                found[clause].append(rule.id)
    return found


def _observations(report: Report, outcomes: Iterable[Outcome], own: str) -> Iterator[Json]:
    rules = {rule.id: rule for rule in report.rules}
    for outcome in outcomes:
        yield _observation(report, rules.get(outcome.rule), outcome, own)


def _rule_uuid(own: str, rule: str) -> str:
    return uuid_of(own, "observation", rule)


def _observation(report: Report, rule: Rule | None, outcome: Outcome, own: str) -> Json:
    speaks = rule is not None and bool(rule.clauses)
    return {
        "uuid": _rule_uuid(own, outcome.rule),
        "title": outcome.rule,
        "description": _outcome_words(rule, outcome),
        "props": props(
            rule=outcome.rule,
            status=outcome.status,
            tier=rule.tier if rule else "",
            checked=str(outcome.checked),
            failed=str(outcome.failed),
            set_aside=str(outcome.set_aside),
            waived=str(outcome.waived),
        ),
        "methods": ["TEST"],
        "types": ["control-objective" if speaks else "discovery"],
        "relevant-evidence": [
            {"href": f"#{_return_uuid(own)}", "description": say("machine.return-resource")}
        ],
        "collected": moment(report.as_of),
    }


def _outcome_words(rule: Rule | None, outcome: Outcome) -> str:
    summary = sentences(rule.summary if rule else outcome.rule)
    if outcome.status in ("not run", "broke"):
        return one_line(say("machine.rule-not-run", summary=summary, why=why_not(outcome)))
    if outcome.status == "passed":
        return say("machine.rule-passed", n=outcome.checked, summary=summary)
    said = say("machine.failed-rows", n=outcome.failed, checked=f"{outcome.checked:,}")
    return say("machine.rule-failed", summary=summary, said=said)


def _assessor_uuid(own: str, verdict: Verdict) -> str:
    return uuid_of(own, "assessor", verdict.standard, verdict.clause)


def _assessor(verdict: Verdict, own: str) -> Json:
    """What an assessor found on a clause: examined by a person, on the day that they wrote."""
    found = verdict.assessed
    assert found is not None  # noqa: S101 - for the type checker: only such verdicts come here
    return {
        "uuid": _assessor_uuid(own, verdict),
        "title": one_line(verdict.clause),
        "description": _assessor_words(found),
        "props": props(verdict=found.verdict, worksheet_sha_256=found.worksheet),
        "methods": ["EXAMINE"],
        "types": ["control-objective"],
        "collected": moment(found.on),
    }


def _assessor_words(found: Assessed) -> str:
    said = say("machine.assessor-looked", role=found.role, verdict=found.verdict, on=found.on)
    return one_line(said)


def _finding(verdict: Verdict, control: str, rules: Mapping[str, list[str]], own: str) -> Json:
    seen = [_rule_uuid(own, rule) for rule in rules[verdict.clause]]
    if verdict.assessed:
        seen.append(_assessor_uuid(own, verdict))
    return {
        "uuid": uuid_of(own, "finding", verdict.standard, verdict.clause),
        "title": one_line(
            say("machine.finding-title", clause=verdict.clause, verdict=verdict.verdict)
        ),
        "description": sentences(*verdict.reasons) or _state_words(verdict),
        "props": _verdict_props(verdict),
        "target": {
            "type": "statement-id",
            "target-id": statement_id(control),
            "status": _status(verdict),
        },
        **_some("related-observations", ({"observation-uuid": uuid} for uuid in seen)),
    }


def _verdict_props(verdict: Verdict) -> list[Json]:
    own = props(
        verdict=verdict.verdict,
        clause=verdict.clause,
        obligation=verdict.obligation,
        origin=verdict.origin,
        grade=verdict.grade,
    )
    return own + [entry for words in verdict.concerns for entry in props(concern=words)]


def _status(verdict: Verdict) -> Json:
    reason = {"met": "pass", "not met": "fail"}.get(verdict.verdict, "other")
    return {
        "state": "satisfied" if verdict.verdict == "met" else "not-satisfied",
        "reason": reason,
        "remarks": _state_words(verdict),
    }


def _state_words(verdict: Verdict) -> str:
    return say(f"machine.status-{verdict.verdict.replace(' ', '-')}")
