"""Text for `checker standards explain` and `checker standards show`."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable

from checker.errors import UsageError
from checker.model.specs import AcrossRule, Clause, ReturnSpec, Rule, Standard
from checker.packbuild.words import (
    ACROSS_TIERS,
    JUDGES,
    SHAPES,
    TIERS,
    WEIGHTS,
    address,
    clause_words,
    obligation_word,
    obligation_words,
    origin_word,
    paragraph,
    reads_words,
    source_words,
    status_note,
    threshold_words,
)
from checker.packs.returns import about_return, list_returns
from checker.packs.standards import about_standard, list_standards

Pack = ReturnSpec | Standard
WIDTH = 88

_STATUSES = {"draft": "a draft", "withdrawn": "withdrawn"}


def listing() -> str:
    """Every pack that ships with the checker, one line each."""
    packs = [(name, about_return(name)) for name in list_returns()]
    packs += [(f"{name}@{ed}", about_standard(name, ed)) for name, ed in list_standards()]
    width = max(len(name) for name, _ in packs)
    return "\n".join(f"{name:<{width}}  {raw['title']} ({raw['status']})" for name, raw in packs)


def explain(pack: Pack, name: str) -> str:
    """One rule or one clause of a pack in plain words, under fixed headings.

    Raises UsageError, naming the nearest known name, when the pack has neither.
    """
    rules = {rule.id.lower(): rule for rule in pack.rules}
    clauses = {clause.id.lower(): clause for clause in _clauses(pack)}
    across = {rule.id: rule for rule in _across(pack)}
    wanted = name.strip().lower()
    if wanted in across:
        return _across_text(across[wanted], pack)
    if wanted in rules:
        return _join(_rule_text(rules[wanted]), _unsettled(pack))
    if wanted in clauses:
        return _join(_clause_text(clauses[wanted], pack.rules), _unsettled(pack))
    known = [rule.id for rule in pack.rules] + [clause.id for clause in _clauses(pack)]
    known += list(across)
    raise UsageError(_unknown(_title(pack), name, known))


def show(pack: Pack) -> str:
    """A pack at a glance: what it is, its clauses or tables, and its live rules."""
    if isinstance(pack, Standard):
        return _join(_standard_head(pack), _clause_list(pack), _rule_list(pack.rules))
    return _join(_return_head(pack), _table_list(pack), _rule_list(pack.rules), _across_list(pack))


def _clauses(pack: Pack) -> tuple[Clause, ...]:
    return pack.clauses if isinstance(pack, Standard) else ()


def _across(pack: Pack) -> tuple[AcrossRule, ...]:
    return pack.across if isinstance(pack, ReturnSpec) else ()


def _title(pack: Pack) -> str:
    return f"{pack.id}@{pack.edition}" if isinstance(pack, Standard) else pack.id


def _unsettled(pack: Pack) -> str:
    if not isinstance(pack, Standard) or pack.status == "published":
        return ""
    return _section(f"This standard is {_STATUSES[pack.status]}", status_note(pack))


def _unknown(title: str, name: str, known: list[str]) -> str:
    lowered = {entry.lower(): entry for entry in known}
    near = difflib.get_close_matches(name.strip().lower(), lowered, n=3, cutoff=0.5)
    meant = " or ".join(lowered[entry] for entry in near)
    hint = f"Did you mean {meant}?" if meant else f"`checker standards show {title}` lists them."
    return f"{title} has no rule or clause {name}. {hint}"


def _rule_text(rule: Rule) -> str:
    head = f"{rule.id} ({rule.pack}, {rule.tier}: {TIERS[rule.tier]})"
    status = "" if rule.status == "live" else f"This rule is {rule.status} and is not run."
    return _join(
        head,
        status,
        _section("What it finds", rule.summary),
        _section("Why it matters", rule.why),
        _section("What to do", rule.fix),
        _section("Where the limit comes from", threshold_words(rule.threshold)),
        _section("What it reads", reads_words(rule)),
        _section("Limits", rule.limits or "None known."),
        _section("Clauses", _weighed(rule)),
        _section("Since", rule.since),
    )


def _across_text(rule: AcrossRule, pack: Pack) -> str:
    return _join(
        f"{rule.id} ({_title(pack)}, across returns, {rule.tier}: {ACROSS_TIERS[rule.tier]})",
        _section("What it finds", rule.summary),
        _section("Why it matters", rule.why),
        _section("What to do", rule.fix),
        _section("Limits", rule.limits),
    )


def _weighed(rule: Rule) -> str:
    if not rule.weight:
        return ""
    return f"{', '.join(rule.clauses)} ({WEIGHTS[rule.weight]})"


def _clause_text(clause: Clause, rules: Iterable[Rule]) -> str:
    source = source_words(clause.source, clause.grade, clause.source_date)
    return _join(
        f"{clause.id} {clause.title}",
        _section("What it asks", clause.text),
        _section("How binding it is", obligation_words(clause)),
        _section("Where it comes from", f"{clause_words(clause)}. Source: {source}"),
        _section("When it applies", clause.applies_when),
        _section("Who judges it", JUDGES[clause.judge]),
        _rules_of(clause, rules),
        _section("What an assessor should ask to see", clause.evidence),
    )


def _rules_of(clause: Clause, rules: Iterable[Rule]) -> str:
    own = [rule for rule in rules if clause.id in rule.clauses and rule.status == "live"]
    lines = [f"  {rule.id} ({_limit(rule)}): {paragraph(rule.summary)}" for rule in own]
    return "\n".join(["Rules", *(lines or ["  No rule: the data cannot tell."])])


def _limit(rule: Rule) -> str:
    limit = f"limit: {origin_word(rule.threshold.origin, rule.threshold.grade)}"
    return f"{rule.weight}, {limit}" if rule.weight else limit


def _standard_head(pack: Standard) -> str:
    status = f"{pack.status}. {status_note(pack)}" if pack.status_note else pack.status
    return _join(
        f"{_title(pack)}: {pack.title}",
        _section("Publisher", f"{pack.publisher} ({', '.join(pack.jurisdiction)})"),
        _section("Status", status),
        _section("Source", f"{pack.source_title}, {address(pack.source_url)} {pack.source_date}"),
        _section("What it is for", pack.summary),
    )


def _clause_list(pack: Standard) -> str:
    lines = [f"  {c.id:<8} {c.title} ({_in_short(c)})" for c in pack.clauses]
    return "\n".join(["Clauses", *lines])


def _in_short(clause: Clause) -> str:
    origin = origin_word(clause.origin, clause.grade)
    return f"{obligation_word(clause)}; origin: {origin}; {JUDGES[clause.judge]}"


def _return_head(spec: ReturnSpec) -> str:
    return _join(
        f"{spec.id}: {spec.title}",
        _section("Status", f"{spec.status}, version {spec.version}"),
        _section("What it is for", spec.summary),
        _section("What it rests on", spec.source),
    )


def _table_list(spec: ReturnSpec) -> str:
    lines = [
        f"  {table.name:<14} {len(table.columns):>3} columns, {SHAPES[table.shape]}"
        for table in spec.tables.values()
    ]
    return "\n".join(["Tables", *lines])


def _rule_list(rules: Iterable[Rule]) -> str:
    live = [rule for rule in rules if rule.status == "live"]
    lines = [
        f"  {rule.tier:<8} {rule.id} ({_limit(rule)}): {paragraph(rule.summary)}" for rule in live
    ]
    return "\n".join([f"Rules ({len(live)} live)", *lines])


def _across_list(spec: ReturnSpec) -> str:
    if not spec.across:
        return ""
    lines = [f"  {rule.tier:<8} {rule.id}: {paragraph(rule.summary)}" for rule in spec.across]
    return "\n".join([f"Across returns ({len(lines)})", *lines])


def _section(heading: str, text: str) -> str:
    if not text:
        return ""
    # URLs must stay whole so that they can be copied.
    lines = textwrap.wrap(
        paragraph(text), WIDTH - 2, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join([heading, *(f"  {line}" for line in lines)])


def _join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
