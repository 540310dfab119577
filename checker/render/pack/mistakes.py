"""What many returns get wrong, and what could be told of none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.batch import Together
from checker.model.specs import Rule
from checker.render.facts import Pairs
from checker.render.pack.briefs import Brief, Gathered
from checker.render.words import (
    TIERS,
    count,
    number,
    percent,
    tier_word,
)

_MOST: Final = 15
_FEWEST_RETURNS: Final = 2


@dataclass(frozen=True, slots=True)
class Mistake:
    """A rule that found something; `share` is that of the returns it found something in."""

    rule: str
    tier: str
    tier_word: str
    summary: str
    fix: str
    returns: str
    share: str
    findings: str


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Those that several returns make; `said` is the whole in a sentence."""

    said: str
    lines: tuple[Mistake, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class SilentRules:
    """Rules that gave no answer anywhere, for one reason."""

    why: str
    size: str
    rules: Pairs


def shared_mistakes(briefs: Sequence[Brief], together: Together) -> Mistakes:
    """Rules that found something in two returns or more; those in most returns first.

    `briefs` are the returns that count. Notes are left out: nothing has to be done about them.
    """
    read = [brief for brief in briefs if brief.ready is not None]
    returns: Counter[tuple[str, str]] = Counter()
    findings: Counter[tuple[str, str]] = Counter()
    for brief in read:
        found = {key: total for key, total in brief.found.items() if key[1] != "NOTE"}
        returns.update(found.keys())
        findings.update(found)
    shared = sorted(
        (key for key in returns if returns[key] >= _FEWEST_RETURNS),
        key=lambda key: (-returns[key], TIERS.index(key[1]), -findings[key], key[0]),
    )
    lines = [_mistake(key, returns[key], findings[key], len(read), together) for key in shared]
    most = sum(2 * returns[key] > len(read) for key in shared)
    return Mistakes(_said(len(lines), most, len(read)), tuple(lines[:_MOST]), _cut(len(lines)))


def _said(lines: int, most: int, read: int) -> str:
    if not lines:
        return "No mistake is made in two returns or more."
    if not most:
        return f"No mistake is made in more than half of {count(read, 'return')}."
    verb = "is" if most == 1 else "are"
    return (
        f"{count(most, 'kind')} of mistake {verb} made in more than half of"
        f" {count(read, 'return')}. A mistake that most make is seldom the fault of each: look at"
        " the guidance and the template, and change them once."
    )


def _cut(lines: int) -> str:
    left = lines - _MOST
    verb = "is" if left == 1 else "are"
    return f"{number(left)} more, each in fewer returns, {verb} in pack.xlsx." if left > 0 else ""


def _mistake(
    key: tuple[str, str], returns: int, findings: int, read: int, together: Together
) -> Mistake:
    rule, tier = key
    known = together.rules.get(rule)
    return Mistake(
        rule=rule,
        tier=tier,
        tier_word=tier_word(tier),
        summary=summary_of(rule, known),
        fix=known.fix if known else "",
        returns=f"{number(returns)} of {number(read)}",
        share=percent(returns / read),
        findings=number(findings),
    )


def summary_of(rule: str, known: Rule | None) -> str:
    """What a rule finds, in a sentence; its id where no pack holds it."""
    return known.summary if known else f"Rule {rule}."


def silent_rules(
    gathered: Gathered, together: Together
) -> tuple[tuple[SilentRules, ...], tuple[SilentRules, ...]]:
    """Rules that no return got an answer from: those that could not look, and those in vain."""
    rules = together.rules
    unheard = {rule: Counter({_NEVER: 1}) for rule in rules if _is_due(rules[rule])}
    silent = unheard | gathered.silent
    quiet = [rule for rule in silent if rule not in gathered.answered]
    stopped = [rule for rule in quiet if rule in gathered.stopped or rule not in gathered.silent]
    vain = [rule for rule in quiet if rule not in stopped]
    return _by_reason(stopped, silent, rules), _by_reason(vain, silent, rules)


_NEVER: Final = "No return of this batch was held to it."


def _is_due(rule: Rule) -> bool:
    return rule.status == "live" and rule.check.kind == "expectation"


def _by_reason(
    names: Sequence[str], silent: Mapping[str, Counter[str]], rules: Mapping[str, Rule]
) -> tuple[SilentRules, ...]:
    gathered: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        # The commonest reason; pack.xlsx and the reports hold the others.
        why = min(silent[name].items(), key=lambda held: (-held[1], held[0]))[0]
        said = (name, summary_of(name, rules.get(name)))
        gathered.setdefault(why or say("words.unexplained-skip"), []).append(said)
    order = sorted(gathered.items(), key=lambda held: (-len(held[1]), held[0]))
    return tuple(SilentRules(why, count(len(held), "rule"), tuple(held)) for why, held in order)
