"""Profiles: one YAML file of a commissioner's settings to a `Profile`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from checker.model.profile import (
    Adopted,
    AreaTotal,
    ExpectedPeriod,
    ExpectedProvider,
    Profile,
    RuleOff,
    SmallNumbers,
)
from checker.model.specs import Standard
from checker.packs.areas import area_problems
from checker.packs.given import read_given, refuse, text_digest
from checker.packs.guarded import twice
from checker.packs.holders import Holder, Known, holders, known_rules, no_such_rule
from checker.packs.rules import is_ground

ADOPTABLE = ("min_value", "max_value", "mostly", "value_set")
_RESTS = "others rest on it, or it is about the file itself"


def read_profile(path: Path, standards: Sequence[Standard] = ()) -> Profile:
    """Read one profile, held to its schema and to the rules of the shipped packs.

    `standards` are those that it may speak of beside these. Raises UsageError when there is no
    such file, and PackError that names every fault and place.
    """
    refuse(path, profile_problems(path, standards))
    raw, _ = read_given(path, "profile")
    return _profile(raw, text_digest(path))


def profile_problems(path: Path, standards: Sequence[Standard] = ()) -> list[str]:
    """Every fault of a profile: "place: what is wrong and what to do", without the file's name."""
    raw, problems = read_given(path, "profile")
    if problems:
        return problems
    known = known_rules(standards)
    found = [*_days(raw), *_rules_twice(raw), *_expected(raw.get("expected", {}))]
    found += area_problems(raw)
    for entry in raw.get("thresholds", ()):
        found += [f"thresholds > {entry['rule']}: {line}" for line in _threshold(entry, known)]
    for entry in raw.get("rules_off", ()):
        found += [f"rules_off > {entry['rule']}: {line}" for line in _rule_off(entry, known)]
    return found


def _days(raw: Mapping[str, Any]) -> Iterator[str]:
    if raw.get("valid_to", "9999") < raw.get("valid_from", ""):
        yield "valid_to lies before valid_from. Correct one of them."


def _expected(raw: Mapping[str, Any]) -> Iterator[str]:
    for period in raw.get("periods", ()):
        if period["end"] < period["start"]:
            yield f"expected > periods: the period from {period['start']} ends before it starts."
        elif period.get("due", "9999") <= period["end"]:
            yield (
                f"expected > periods: the return for the period from {period['start']} is due"
                " before the period has ended. Correct due."
            )
    days = [f"{period['start']} to {period['end']}" for period in raw.get("periods", ())]
    for name in sorted(twice(days)):
        yield f"expected > periods: the period {name} stands twice. Keep one."
    ids = [provider["id"] for provider in raw.get("providers", ())]
    for name in sorted(twice(ids)):
        yield f"expected > providers: {name} stands twice. Keep one."


def _rules_twice(raw: Mapping[str, Any]) -> Iterator[str]:
    entries = (*raw.get("thresholds", ()), *raw.get("rules_off", ()))
    names = [entry["rule"] for entry in entries]
    for name in sorted(twice(names)):
        yield f"{name} is named twice. Adopt its threshold or switch it off, once."


def _threshold(entry: Mapping[str, Any], known: Known) -> Iterator[str]:
    if entry["rule"] not in known:
        yield no_such_rule(entry["rule"], known)
        return
    found = holders(entry["rule"], known)
    if any(is_ground(holder.rule) for holder in found):
        yield f"this rule has no limit to adopt: {_RESTS}. Take it out."
        return
    yield from dict.fromkeys(line for holder in found for line in _adoption(entry, holder))


def _adoption(entry: Mapping[str, Any], holder: Holder) -> Iterator[str]:
    if holder.rule.status != "live":
        yield f"this rule is {holder.rule.status} and is not run. Take it out."
    if holder.of_return and "weight" in entry:
        yield "a rule of the return speaks to no clause. Take out weight."
    if not holder.of_return and "weight" not in entry:
        yield "lacks weight. Say breach, or concern."
    if holder.judges and set(holder.judges) == {"assessor"}:
        yield "only an assessor judges the clauses of this rule, so no limit decides. Take it out."
    yield from _kwargs(entry.get("kwargs", {}), holder)


def _kwargs(wanted: Mapping[str, Any], holder: Holder) -> Iterator[str]:
    own = holder.rule.check.kwargs or {}
    has = [name for name in ADOPTABLE if name in own]
    for name in wanted:
        if name not in own:
            said = f"It has {', '.join(has)}." if has else "It has none: leave out kwargs."
            yield f"the rule's expectation has no {name} to change. {said}"
        elif name == "value_set":
            yield from _values(wanted[name], own[name])
        elif not isfinite(wanted[name]):
            yield f"{name} must be a number that can be reached."
    both = {name: wanted.get(name, own[name]) for name in has}
    if {"min_value", "max_value"} <= both.keys() and both["min_value"] > both["max_value"]:
        yield "min_value is above max_value, so nothing could pass. Correct one of them."


def _values(wanted: Sequence[Any], own: Sequence[Any]) -> Iterator[str]:
    kinds = {isinstance(value, str) for value in own}
    if {isinstance(value, str) for value in wanted} - kinds:
        said = "text in quotes" if kinds == {True} else "numbers"
        yield f"value_set must hold {said}, like the rule's own."


def _rule_off(entry: Mapping[str, Any], known: Known) -> Iterator[str]:
    if entry["rule"] not in known:
        yield no_such_rule(entry["rule"], known)
        return
    found = [holder.rule for holder in holders(entry["rule"], known)]
    if any(is_ground(rule) for rule in found):
        yield f"this rule cannot be switched off: {_RESTS}. Take it out."
    elif all(rule.status != "live" for rule in found):
        yield f"this rule is {found[0].status} and is not run anyway. Take it out."


def _profile(raw: Mapping[str, Any], digest: str) -> Profile:
    expected = raw.get("expected", {})
    return Profile(
        id=raw["id"],
        title=raw["title"].strip(),
        commissioner=raw["commissioner"].strip(),
        version=raw["version"],
        digest=digest,
        valid_from=raw.get("valid_from", ""),
        valid_to=raw.get("valid_to", ""),
        thresholds=tuple(_adopted(entry) for entry in raw.get("thresholds", ())),
        rules_off=tuple(
            RuleOff(entry["rule"], entry["because"].strip()) for entry in raw.get("rules_off", ())
        ),
        minimum_rows=raw.get("minimum_rows"),
        small_numbers=SmallNumbers(**raw.get("small_numbers", {})),
        dash_high=raw.get("dash_high"),
        retention_months=raw.get("retention_months"),
        providers=tuple(ExpectedProvider(**entry) for entry in expected.get("providers", ())),
        periods=tuple(ExpectedPeriod(**entry) for entry in expected.get("periods", ())),
        area_totals=tuple(_area_total(entry) for entry in raw.get("area_totals", ())),
        case_keys=raw.get("case_keys", False),
    )


def _area_total(entry: Mapping[str, Any]) -> AreaTotal:
    return AreaTotal(**{**entry, "source": entry["source"].strip()})


def _adopted(entry: Mapping[str, Any]) -> Adopted:
    return Adopted(
        rule=entry["rule"],
        kwargs=dict(entry.get("kwargs", {})),
        weight=entry.get("weight"),
        contract=entry["contract"].strip(),
        because=entry["because"].strip(),
    )
