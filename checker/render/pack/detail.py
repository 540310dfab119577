"""What the page of a provider and its letter both tell of one return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.batch import Entry, RuleSince, Since, Together
from checker.model.findings import Verdict
from checker.model.specs import Clause, Standard
from checker.render.by_rule import pack_names
from checker.render.clauses import status_note, status_warning
from checker.render.pack.days import period_words
from checker.render.pack.mistakes import summary_of
from checker.render.words import TIERS, VERDICTS, count, number, tier_word, verdict_word


@dataclass(frozen=True, slots=True)
class OwnMistake:
    """A rule that found something in this return; `sheets` says where, by sheet and number."""

    rule: str
    tier: str
    tier_word: str
    summary: str
    fix: str
    total: int
    sheets: str
    where: str
    settled: str


@dataclass(frozen=True, slots=True)
class OwnClause:
    id: str
    title: str
    judge: str
    verdict: str
    verdict_word: str
    reasons: tuple[str, ...]
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnStandard:
    """The verdicts of one return on one standard; `tally` is css name, word and number."""

    anchor: str
    title: str
    name: str
    warning: str
    warning_note: str
    tally: tuple[tuple[str, str, str], ...]
    clauses: tuple[OwnClause, ...]

    def of(self, *verdicts: str) -> tuple[OwnClause, ...]:
        """The clauses that got one of these verdicts."""
        return tuple(clause for clause in self.clauses if clause.verdict_word in verdicts)


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed against one earlier return, in sentences."""

    against: str
    rules: tuple[tuple[str, str], ...]
    verdicts: tuple[str, ...]
    facts: tuple[str, ...]
    nothing: bool


def own_mistakes(entry: Entry, together: Together) -> tuple[OwnMistake, ...]:
    """What was found in a return by rule, gravest tier first, then the most frequent.

    Findings that are explained or waived are counted apart; a rule with no others comes last.
    """
    sheets: dict[tuple[str, str], Counter[str]] = {}
    settled: Counter[tuple[str, str]] = Counter()
    for finding in entry.findings:
        key = (finding.rule, finding.tier)
        held = sheets.setdefault(key, Counter())
        if finding.waiver or finding.explained:
            settled[key] += 1
        else:
            held[finding.sheet] += 1
    order = sorted(sheets, key=lambda k: (TIERS.index(k[1]), -sheets[k].total(), k[0]))
    made = [_mistake(key, sheets[key], settled[key], together) for key in order]
    return tuple(sorted(made, key=lambda mistake: not mistake.total))


def _mistake(
    key: tuple[str, str], sheets: Counter[str], settled: int, together: Together
) -> OwnMistake:
    rule, tier = key
    known = together.rules.get(rule)
    places = ", ".join(f"{name or _WHOLE} {number(n)}" for name, n in sorted(sheets.items()))
    return OwnMistake(
        rule=rule,
        tier=tier,
        tier_word=tier_word(tier),
        summary=summary_of(rule, known),
        fix=known.fix if known else "",
        total=sheets.total(),
        sheets=places,
        where=_where(sheets, places),
        settled=f"{number(settled)} explained or waived" if settled else "",
    )


_WHOLE: Final = "Whole file"


def _where(sheets: Counter[str], places: str) -> str:
    """How many places and on which sheets, for a sentence of their own."""
    size = count(sheets.total(), "place")
    if len(sheets) > 1:
        return f"{size}: {places}"
    [name] = sheets or [""]
    return f"{size} on the sheet {name}" if name else f"{size} in the file as a whole"


def own_standards(entry: Entry, together: Together) -> tuple[OwnStandard, ...]:
    """The verdicts of a return, standard by standard and in the order of the clauses."""
    used = {edition for one in entry.standards for edition in pack_names(one.id, one.edition)}
    verdicts: dict[str, dict[str, Verdict]] = {}
    for verdict in entry.verdicts:
        verdicts.setdefault(verdict.standard, {})[verdict.clause] = verdict
    made = []
    for place, pack in enumerate(together.standards, 1):
        names = pack_names(pack.id, pack.edition)
        found = {c: v for name in names for c, v in verdicts.get(name, {}).items()}
        if found or not used.isdisjoint(names[1:]):
            made.append(_standard(f"standard-{place}", pack, found, together))
    return tuple(made)


def _standard(
    anchor: str, pack: Standard, found: Mapping[str, Verdict], together: Together
) -> OwnStandard:
    clauses = tuple(_clause(clause, found.get(clause.id), together) for clause in pack.clauses)
    counts = Counter(clause.verdict_word for clause in clauses)
    warning = status_warning(pack)
    return OwnStandard(
        anchor=anchor,
        title=pack.title,
        name=f"{pack.id}, edition {pack.edition}",
        warning=warning,
        warning_note=status_note(pack) if warning else "",
        tally=tuple(
            (word.replace(" ", "-"), verdict_word(word), number(counts[verdict_word(word)]))
            for word in VERDICTS
        ),
        clauses=clauses,
    )


def _clause(clause: Clause, verdict: Verdict | None, together: Together) -> OwnClause:
    word = verdict.verdict if verdict else "cannot tell"
    reasons = verdict.reasons if verdict else (say("clauses.no-verdict"),)
    return OwnClause(
        id=clause.id,
        title=clause.title,
        judge=clause.judge,
        verdict=word.replace(" ", "-"),
        verdict_word=verdict_word(word),
        reasons=tuple(without_id(reason, together) for reason in reasons),
        concerns=tuple(
            without_id(concern, together) for concern in (verdict.concerns if verdict else ())
        ),
    )


def without_id(reason: str, together: Together) -> str:
    """A reason without the name of the rule before it.

    A rule that could not look, or a rate, says what the rule looks for; it must not read as if that
    had been found.
    """
    rule, colon, said = reason.partition(": ")
    known = together.rules.get(rule) if colon else None
    if known is None:
        return reason
    if known.summary in said:
        return said.replace(f"rows. {known.summary}", f"rows: {known.summary}")
    return f"{said} What the rule looks for: {known.summary}"


def changes(found: Sequence[Since], together: Together) -> tuple[Changed, ...]:
    """What changed against each earlier return."""
    return tuple(_changed(since, together) for since in found)


def _changed(since: Since, together: Together) -> Changed:
    start, _, end = since.period.partition(" to ")
    when = period_words(start, end) or since.period
    rules = tuple(
        (summary_of(one.rule, together.rules.get(one.rule)), said)
        for one in since.rules
        if (said := _rule_words(one))
    )
    verdicts = tuple(_verdict_words(change, together) for change in since.verdicts)
    facts = tuple(_fact_words(since, together))
    alike = not (since.vanished or since.facts)
    nothing = not (rules or verdicts) and alike
    return Changed(_against(since, when), rules, verdicts, facts, nothing)


def _against(since: Since, when: str) -> str:
    if since.against == "period":
        return f"Against the return for {when}" if when else "Against the period before"
    if since.submission is None:
        return "Against the earlier submission for the same period"
    return f"Against submission {since.submission} for the same period"


def _rule_words(one: RuleSince) -> str:
    said = (
        (one.new, "new"),
        (one.back, "back after they had been fixed"),
        (one.still, "still there"),
        (one.fixed, "fixed"),
    )
    return ", ".join(f"{number(total)} {word}" for total, word in said if total)


def _verdict_words(change: tuple[str, str, str, str], together: Together) -> str:
    standard, clause, was, now = change
    for pack in together.standards:
        if standard in pack_names(pack.id, pack.edition):
            title = next((one.title for one in pack.clauses if one.id == clause), "")
            return f"{clause} {title}: {now}, was {was}.".replace(" :", ":")
    return f"{clause}: {now}, was {was}."


def _fact_words(since: Since, together: Together) -> Sequence[str]:
    said = [_version_words(change) for change in since.versions]
    if since.gap:
        said.append(
            "No return for the days between is in the history, so nothing is said of cases that"
            " were open."
        )
    if since.vanished:
        was, verb = ("was", "is") if since.vanished == 1 else ("were", "are")
        cases = count(since.vanished, "case")
        said.append(f"{cases} that {was} open then {verb} not in this return.")
    names = _headings(together)
    for name, total in since.facts.items():
        said.append(f"{names.get(name, name)} changed in {count(total, 'case')}.")
    return said


def _version_words(change: tuple[str, str, str]) -> str:
    """What the two returns were checked with, where that is part of why they differ."""
    what, was, now = change
    subject = {"return": "The template", "checker": "The checker"}.get(what, what)
    return f"{subject} is {now or 'not used now'}, was {was or 'not used then'}."


def _headings(together: Together) -> Mapping[str, str]:
    """Column headings by field, with and without the table's name before it."""
    tables = together.spec.tables.values() if together.spec else ()
    made: dict[str, str] = {}
    for table in tables:
        for column in table.columns:
            made.setdefault(column.name, column.heading)
            made[f"{table.name}.{column.name}"] = column.heading
    return made
