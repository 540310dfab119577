"""A profile laid over the packs of one check: thresholds, rules switched off, settings.

In memory only, on the rules and on the suites alike, so that both engines see the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checker.language import say
from checker.model.profile import MINIMUM_ROWS, Adopted, Change, Profile
from checker.model.specs import ReturnSpec, Rule, Standard, Threshold
from checker.packs.limits import limit as limit_words

_BOUNDS = ("min_value", "max_value")
_SET = (*_BOUNDS, "mostly", "value_set")


@dataclass(frozen=True, slots=True)
class Adoption:
    """The packs as this check uses them, and what a profile set; `off` says why, by rule."""

    spec: ReturnSpec
    packs: tuple[Standard, ...]
    off: Mapping[str, str]
    minimum: int = MINIMUM_ROWS
    dash_high: int | None = None
    changes: tuple[Change, ...] = ()


def out_of_force(profile: Profile | None, day: str) -> str:
    """Why a profile does not count on this ISO day; empty where it does, or where there is none."""
    if profile is None or not (profile.valid_from or profile.valid_to):
        return ""
    if not day:
        return say("checks.day-check-known-so-whether")
    if day < profile.valid_from:
        return say("checks.profile-counts-from-check", valid_from=profile.valid_from, day=day)
    if profile.valid_to and day > profile.valid_to:
        return say("checks.profile-counted-until-check", valid_to=profile.valid_to, day=day)
    return ""


def adopt(profile: Profile | None, spec: ReturnSpec, packs: tuple[Standard, ...]) -> Adoption:
    """The packs with the profile laid over them; without one, as they are."""
    if profile is None:
        return Adoption(spec, packs, {})
    live = {
        rule.id: rule
        for rule in (*spec.rules, *(rule for pack in packs for rule in pack.rules))
        if rule.status == "live"
    }
    wanted = {entry.rule: entry for entry in profile.thresholds if entry.rule in live}
    rules = {name: _adopted(live[name], entry) for name, entry in wanted.items()}
    off = {
        entry.rule: say("checks.switched-off-profile", title=profile.title, because=entry.because)
        for entry in profile.rules_off
        if entry.rule in live
    }
    return Adoption(
        spec=replace(spec, rules=_over(spec.rules, rules), suites=_suites(spec.suites, rules)),
        packs=tuple(
            replace(pack, rules=_over(pack.rules, rules), suites=_suites(pack.suites, rules))
            for pack in packs
        ),
        off=off,
        minimum=MINIMUM_ROWS if profile.minimum_rows is None else profile.minimum_rows,
        dash_high=profile.dash_high,
        changes=tuple(_changes(profile, live, rules)),
    )


def _over(rules: Iterable[Rule], adopted: Mapping[str, Rule]) -> tuple[Rule, ...]:
    return tuple(adopted.get(rule.id, rule) for rule in rules)


def _adopted(rule: Rule, entry: Adopted) -> Rule:
    kwargs = {**(rule.check.kwargs or {}), **entry.kwargs}
    said = say("checks.set-contract", because=entry.because)
    return replace(
        rule,
        tier="QUERY" if rule.tier == "NOTE" else rule.tier,
        weight=entry.weight,
        summary=_summary(rule, entry),
        check=replace(rule.check, kwargs=kwargs),
        # The grade tells how a source was seen: the commissioner knows their own contract.
        threshold=Threshold("contract", "S", entry.contract, said),
    )


def _summary(rule: Rule, entry: Adopted) -> str:
    """What the rule says of a row, with the number of the contract where it names the old one."""
    own = rule.check.kwargs or {}
    changed = {
        name: value
        for name, value in entry.kwargs.items()
        if name != "mostly" and value != own[name]
    }
    if not changed:
        return rule.summary
    [name, *others] = changed
    both = all(bound in own for bound in _BOUNDS)
    number = rf"(?<![\d.,]){re.escape(str(own[name]))}(?![\d]|[.,]\d)"
    if name in _BOUNDS and not others and not both and len(re.findall(r"\d+", rule.summary)) == 1:
        rewritten, times = re.subn(number, str(changed[name]), rule.summary)
        if times == 1:
            return rewritten
    limit = limit_words(replace(rule.check, kwargs={**own, **entry.kwargs}))
    return say("checks.outside-limit-set-contract-rule", limit=limit, summary=rule.summary)


def _suites(
    suites: Mapping[str, Mapping[str, Any]], rules: Mapping[str, Rule]
) -> dict[str, Mapping[str, Any]]:
    return {
        table: {
            **suite,
            "expectations": [
                _expectation(entry, rules.get(entry["meta"]["rule"]))
                for entry in suite["expectations"]
            ],
        }
        for table, suite in suites.items()
    }


def _expectation(entry: Mapping[str, Any], rule: Rule | None) -> Mapping[str, Any]:
    """The suite's entry with the numbers of the adopted rule; its columns are filled in already."""
    if rule is None:
        return entry
    own = rule.check.kwargs or {}
    kwargs = {name: own[name] if name in _SET else value for name, value in entry["kwargs"].items()}
    meta = {**entry["meta"], "tier": rule.tier}
    if rule.weight:
        meta["weight"] = rule.weight
    severity = "critical" if rule.weight == "breach" or rule.tier == "ERROR" else "warning"
    return {
        **entry,
        "kwargs": kwargs,
        "meta": meta,
        "description": rule.summary,
        "severity": severity,
    }


def _changes(
    profile: Profile, live: Mapping[str, Rule], rules: Mapping[str, Rule]
) -> Iterator[Change]:
    for entry in profile.thresholds:
        if entry.rule in rules:
            yield _threshold_change(live[entry.rule], rules[entry.rule], entry)
    for off in profile.rules_off:
        if off.rule in live:
            pack = live[off.rule].pack
            was, now = {"status": "live"}, {"status": "off"}
            said = say("checks.switched-off-run-so-clause")
            yield Change("rule-off", off.rule, pack, was, now, said, "", off.because)
    yield from _setting_changes(profile)


def _threshold_change(old: Rule, new: Rule, entry: Adopted) -> Change:
    was, now = _settings(old), _settings(new)
    before = limit_words(old.check)
    after = limit_words(new.check)
    said = (
        say("checks.now-before", after=after, before=before)
        if before != after
        else say("checks.adopted", after=after)
    )
    return Change("threshold", old.id, old.pack, was, now, said, entry.contract, entry.because)


def _settings(rule: Rule) -> dict[str, Any]:
    kwargs = rule.check.kwargs or {}
    return {
        **{name: kwargs[name] for name in _SET if name in kwargs},
        "origin": rule.threshold.origin,
        "grade": rule.threshold.grade,
        "weight": rule.weight,
        "tier": rule.tier,
    }


def _setting_changes(profile: Profile) -> Iterator[Change]:
    if profile.minimum_rows is not None:
        now = profile.minimum_rows
        said = say("checks.share-told-from-rows-on", now=now, minimum_rows=MINIMUM_ROWS)
        yield _setting("minimum-rows", {"minimum_rows": MINIMUM_ROWS}, {"minimum_rows": now}, said)
    if profile.dash_high is not None:
        said = say("checks.dash-score-more-counts-high", dash_high=profile.dash_high)
        yield _setting("dash-high", {"dash_high": None}, {"dash_high": profile.dash_high}, said)
    expected = {"providers": len(profile.providers), "periods": len(profile.periods)}
    if any(expected.values()):
        names = [_counted(number, name[:-1]) for name, number in expected.items() if number]
        said = say("checks.returns-expected-from-list", names=" and ".join(names))
        yield _setting("expected", {"providers": 0, "periods": 0}, expected, said)


def _counted(number: int, noun: str) -> str:
    return say("checks.counted", number=number, noun=noun, value="" if number == 1 else "s")


def _setting(kind: Any, was: Mapping[str, Any], now: Mapping[str, Any], said: str) -> Change:
    return Change(kind, "", "", was, now, said, "", "")
