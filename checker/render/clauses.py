"""What each standard asks, clause by clause, with the verdict and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.language import say
from checker.model.findings import Outcome, Share, Verdict
from checker.model.report import Report
from checker.model.specs import Clause, Rule, Standard
from checker.render.answered import (
    DeclaredLine,
    contradiction_words,
    contradictions,
    declared_by_clause,
)
from checker.render.by_rule import pack_names
from checker.render.commissioner import changed
from checker.render.json_report import nothing_to_check, why_not
from checker.render.origins import binding, clause_origin, number_origin
from checker.render.words import (
    VERDICTS,
    number,
    percent,
    status_word,
    verdict_word,
)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule behind a clause; `indicator` is empty where the rule is no share.

    `changed` says what a profile changed about its limit, if anything.
    """

    id: str
    summary: str
    result: str
    indicator: str
    origin: str
    source: str
    changed: str = ""


@dataclass(frozen=True, slots=True)
class ClauseLine:
    id: str
    title: str
    text: str
    obligation: str
    origin: str
    source: str
    verdict: str
    verdict_word: str
    reasons: tuple[str, ...]
    concerns: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    evidence: str = ""
    declared: DeclaredLine | None = None


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One standard on the page; `warning` is set when it is a draft or withdrawn.

    `contradictions` are declared verdicts that the data contradict, as (clause, words).
    """

    anchor: str
    title: str
    name: str
    publisher: str
    summary: str
    warning: str
    warning_note: str
    source_title: str
    source: str
    tally: tuple[tuple[str, str, str], ...]
    clauses: tuple[ClauseLine, ...]
    not_covered: tuple[str, ...]
    not_carried: tuple[tuple[str, str], ...]
    contradictions: tuple[tuple[str, str], ...] = ()


def web_address(text: str) -> str:
    """The text when it is a web address, else nothing: a stranger's pack may hold any scheme."""
    return text if text.startswith(("https://", "http://")) else ""


def status_warning(standard: Standard) -> str:
    """The words that must stand wherever a draft or withdrawn standard is shown."""
    return status_word(standard.status)


def status_note(standard: Standard) -> str:
    """What to know about the status, without repeating its name before it."""
    return standard.status_note.removeprefix("Draft. ").removeprefix("Withdrawn. ")


def indicator(share: Share) -> str:
    """An indicator in words: the counts, the share, its interval and the target."""
    if share.denominator == 0:
        return say("clauses.no-row", target=percent(share.target))
    return say(
        "clauses.indicator",
        some=number(share.numerator),
        all=number(share.denominator),
        share=percent(share.numerator / share.denominator),
        low=percent(share.low),
        high=percent(share.high),
        target=percent(share.target),
    )


def _left_out(outcome: Outcome) -> str:
    parts = []
    if outcome.waived:
        parts.append(say("clauses.waived", n=outcome.waived))
    if outcome.set_aside:
        parts.append(say("clauses.set-aside", n=outcome.set_aside))
    if outcome.missing:
        parts.append(say("clauses.blank", n=outcome.missing))
    return "; ".join(parts)


def _answer(outcome: Outcome) -> str:
    if outcome.status == "failed":
        return say("clauses.failed", n=outcome.checked, failed=number(outcome.failed))
    if outcome.checked:
        return say("clauses.passed", n=outcome.checked - outcome.waived)
    return say("clauses.checked-none" if outcome.in_scope else "clauses.none-in-scope")


def result(outcome: Outcome | None) -> str:
    """What became of a rule, in words; a rule without an outcome is said to have none."""
    if outcome is None:
        return say("clauses.no-result")
    if outcome.status in ("not run", "broke"):
        lead = "nothing-to-check" if nothing_to_check(outcome) else "not-run"
        lead = "broke" if outcome.status == "broke" else lead
        return say(f"clauses.{lead}", why=why_not(outcome))
    left_out = _left_out(outcome)
    return f"{_answer(outcome)}; {left_out}." if left_out else f"{_answer(outcome)}."


def _rule_line(rule: Rule, outcome: Outcome | None, changed: Mapping[str, str]) -> RuleLine:
    share = outcome.share if outcome else None
    return RuleLine(
        id=rule.id,
        summary=rule.summary,
        result=result(outcome),
        indicator=indicator(share) if share else "",
        origin=number_origin(rule.threshold.origin, rule.threshold.grade),
        source=web_address(rule.threshold.source),
        changed=changed.get(rule.id, ""),
    )


def _said(texts: Sequence[str], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Reasons may be sentences or rule ids; an id is replaced by what its rule says."""
    return tuple(f"{rules[text].summary} ({text})" if text in rules else text for text in texts)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of the clauses of one standard, by clause."""

    verdicts: Mapping[str, Verdict]
    declared: Mapping[str, DeclaredLine]
    behind: Mapping[str, Sequence[RuleLine]]
    rules: Mapping[str, Rule]


def _clause_line(clause: Clause, said: _Said) -> ClauseLine:
    verdict = said.verdicts.get(clause.id)
    word = verdict.verdict if verdict else "cannot tell"
    return ClauseLine(
        id=clause.id,
        title=clause.title,
        text=clause.text,
        obligation=binding(clause.obligation, clause.origin, clause.grade),
        origin=clause_origin(clause.origin, clause.grade),
        source=web_address(clause.source),
        verdict=word.replace(" ", "-"),
        verdict_word=verdict_word(word),
        reasons=_said(verdict.reasons, said.rules) if verdict else (say("clauses.no-verdict"),),
        concerns=_said(verdict.concerns, said.rules) if verdict else (),
        rules=tuple(said.behind.get(clause.id, ())),
        evidence=clause.evidence if word == "for an assessor" else "",
        declared=said.declared.get(clause.id),
    )


def _clause_of(verdict: Verdict) -> Clause:
    """A stand-in for a clause that the verdict names and the standard's file does not hold."""
    return Clause(
        id=verdict.clause,
        title="",
        text="",
        obligation=verdict.obligation,  # type: ignore[arg-type]
        judge="data",
        source="",
        grade=verdict.grade,
        origin=verdict.origin,
    )


def _standard_rules(report: Report, standard: Standard) -> Mapping[str, Rule]:
    names = pack_names(standard.id, standard.edition)
    used = {rule.id: rule for rule in report.rules if rule.pack in names}
    return {rule.id: rule for rule in standard.rules} | used


def _outcomes(report: Report, standard: Standard) -> Mapping[str, Outcome]:
    names = pack_names(standard.id, standard.edition)
    return {outcome.rule: outcome for outcome in report.outcomes if outcome.standard in names}


def verdicts_of(report: Report, standard: Standard) -> Mapping[str, Verdict]:
    """The verdicts on one standard by clause id."""
    names = pack_names(standard.id, standard.edition)
    return {found.clause: found for found in report.verdicts if found.standard in names}


def _behind(
    rules: Mapping[str, Rule], outcomes: Mapping[str, Outcome], anew: Mapping[str, str]
) -> Mapping[str, Sequence[RuleLine]]:
    """By clause, the rules that speak to it."""
    behind: dict[str, list[RuleLine]] = {}
    for rule in rules.values():
        outcome = outcomes.get(rule.id)
        for clause in rule.clauses if outcome or rule.status == "live" else ():
            behind.setdefault(clause, []).append(_rule_line(rule, outcome, anew))
    return behind


def _lines(report: Report, standard: Standard) -> tuple[ClauseLine, ...]:
    rules, verdicts = _standard_rules(report, standard), verdicts_of(report, standard)
    clauses = {clause.id: clause for clause in standard.clauses}
    unheard = {name: _clause_of(said) for name, said in verdicts.items() if name not in clauses}
    said = _Said(
        verdicts=verdicts,
        declared=declared_by_clause(report, standard),
        behind=_behind(rules, _outcomes(report, standard), changed(report)),
        rules=rules,
    )
    return tuple(_clause_line(clause, said) for clause in (clauses | unheard).values())


def _contradictions(report: Report, standard: Standard) -> tuple[tuple[str, str], ...]:
    names = pack_names(standard.id, standard.edition)
    return tuple(
        (one.clause, contradiction_words(one))
        for one in contradictions(report)
        if one.standard in names
    )


def tally(lines: Sequence[ClauseLine]) -> tuple[tuple[str, str, str], ...]:
    """How many clauses got each verdict: (css name, word, number), every verdict listed."""
    counts = dict.fromkeys(VERDICTS, 0)
    for line in lines:
        counts[line.verdict.replace("-", " ")] += 1
    return tuple(
        (word.replace(" ", "-"), verdict_word(word), number(total))
        for word, total in counts.items()
    )


def standard_page(report: Report, standard: Standard, anchor: str) -> StandardPage:
    """Gather everything the page says about one standard."""
    lines = _lines(report, standard)
    carried = tuple((item.check, item.because) for item in standard.not_carried)
    return StandardPage(
        anchor=anchor,
        title=standard.title,
        name=say("clauses.name", id=standard.id, edition=standard.edition),
        publisher=standard.publisher,
        summary=standard.summary,
        warning=status_warning(standard),
        warning_note=status_note(standard),
        source_title=standard.source_title,
        source=web_address(standard.source_url),
        tally=tally(lines),
        clauses=lines,
        not_covered=standard.not_covered,
        not_carried=carried,
        contradictions=_contradictions(report, standard),
    )
