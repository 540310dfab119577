"""The rules that the generator knows: those that it can plant, and those it deliberately cannot.

A rule that somebody has just written is neither. It is tested by its own examples, and by all that
is asked of every rule; what the generator's returns, the samples and the README's example are held
to is what the known rules say of them. Giving the rule a fault makes it one of the known.
"""

from __future__ import annotations

from dataclasses import replace

from checker.model.specs import ReturnSpec, Rule, Standard
from checker.synth import FAULTS

WITHOUT_A_FAULT = {
    "code-not-current": "no code list has an end date yet",
    "missing-optional-column": "a column that is left out is no fault",
    "other-template-version": "it speaks of how the return is read",
    "period-not-expected": "a profile decides which periods are expected",
    "provider-not-expected": "a profile decides which providers are expected",
}


def settled(pack: ReturnSpec | Standard) -> ReturnSpec | Standard:
    """The pack with every rule resting that the generator does not know."""
    return replace(pack, rules=tuple(_rested(rule) for rule in pack.rules))


def _rested(rule: Rule) -> Rule:
    known = rule.id in FAULTS or rule.id in WITHOUT_A_FAULT
    return rule if known else replace(rule, status="draft")
