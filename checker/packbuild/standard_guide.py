"""GUIDE.md of a standard: clause by clause, its rules, and what a machine cannot judge."""

from __future__ import annotations

from checker.model.specs import Clause, Rule, Standard
from checker.packbuild.accounts import accounts
from checker.packbuild.markdown import bullets, code, generated_line, page, table, titled
from checker.packbuild.words import (
    JUDGES,
    WEIGHTS,
    address,
    clause_words,
    obligation_word,
    obligation_words,
    paragraph,
    source_words,
    status_note,
    threshold_words,
)

_SOURCES = "standard.yaml, clauses.yaml and the files in rules/"


def standard_guide(standard: Standard) -> str:
    """The whole page; every clause and every rule of the standard is named on it."""
    return page(
        generated_line(_SOURCES),
        f"# {standard.title}, edition {standard.edition}",
        _status(standard),
        standard.summary,
        _facts(standard),
        titled("## At a glance", _overview(standard)),
        "## The clauses",
        *(_clause(clause, standard) for clause in standard.clauses),
        titled("## What a machine cannot judge", _for_assessors(standard)),
        titled("## What this pack does not cover", bullets(standard.not_covered)),
        titled("## What became of each candidate check", accounts(standard)),
        titled("## Rules that are not run", _resting(standard)),
    )


def _status(standard: Standard) -> str:
    if standard.status == "published":
        return status_note(standard)
    return f"> **{standard.status.capitalize()}.** {status_note(standard)}".rstrip()


def _facts(standard: Standard) -> str:
    date = f", {standard.source_date}" if standard.source_date else ""
    return bullets(
        [
            f"Publisher: {standard.publisher}",
            f"Applies in: {', '.join(standard.jurisdiction)}",
            f"Status: {standard.status}",
            f"Source: {standard.source_title}, {address(standard.source_url)}{date}",
            f"Terms of use: {standard.licence}",
            f"Claimed in a return as: {', '.join(standard.claim_codes) or 'nothing yet'}",
        ]
    )


LOOKED_AT = "Looked at by an assessor: the files of a sample of cases, see `checker audit`"


def _overview(standard: Standard) -> str:
    rows = [
        (
            clause.id,
            clause.title,
            obligation_word(clause),
            JUDGES[clause.judge],
            ", ".join(code(rule.id) for rule in _rules_of(clause, standard)) or "none",
        )
        for clause in standard.clauses
    ]
    return table(("Clause", "Title", "Obligation", "Judged by", "Rules"), rows)


def _rules_of(clause: Clause, standard: Standard) -> list[Rule]:
    own = [r for r in standard.rules if clause.id in r.clauses and r.status == "live"]
    return sorted(own, key=lambda rule: (rule.weight != "breach", rule.id))


def _clause(clause: Clause, standard: Standard) -> str:
    applies = f"Applies when: {clause.applies_when}" if clause.applies_when else ""
    evidence = f"Ask to see: {clause.evidence}" if clause.evidence else ""
    facts = bullets(
        [
            f"Obligation: {obligation_words(clause)}",
            f"Origin: {clause_words(clause)}",
            f"Source: {source_words(clause.source, clause.grade, clause.source_date)}",
            applies,
            f"Judged by: {JUDGES[clause.judge]}",
            evidence,
            LOOKED_AT if clause.sample == "cases" else "",
        ]
    )
    order = [entry.id for entry in standard.clauses]
    rules = [_rule(rule, clause, order) for rule in _rules_of(clause, standard)]
    return page(f"### {clause.id} {clause.title}", paragraph(clause.text), facts, *rules)


def _rule(rule: Rule, clause: Clause, order: list[str]) -> str:
    # A rule of several clauses is told under the first and named under the others.
    first = min(rule.clauses, key=order.index)
    if clause.id != first:
        return f"See {code(rule.id)} under {first}: {paragraph(rule.summary)}"
    facts = bullets(
        [
            f"Weight: {WEIGHTS[rule.weight or 'concern']}",
            f"Where the limit comes from: {threshold_words(rule.threshold)}",
            f"Limits: {rule.limits}" if rule.limits else "",
            f"Since: {rule.since}",
        ]
    )
    return f"#### {rule.id}\n\n{paragraph(rule.summary)} {paragraph(rule.why)}\n\n{facts}"


def _for_assessors(standard: Standard) -> str:
    return bullets(
        f"**{clause.id} {clause.title}** ({JUDGES[clause.judge]}): "
        f"{clause.evidence or 'no evidence is named yet'}"
        for clause in standard.clauses
        if clause.judge != "data"
    )


def _resting(standard: Standard) -> str:
    return bullets(
        f"{code(rule.id)} ({rule.status}): {rule.summary}"
        for rule in standard.rules
        if rule.status != "live"
    )
