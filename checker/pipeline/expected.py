"""Whether the return is one that the commissioner expects: its provider and its period."""

from __future__ import annotations

from dataclasses import dataclass

from checker.language import say
from checker.layout.tables import Event, ReturnTables, SetAside
from checker.layout.values import normal
from checker.model.findings import Outcome, Status
from checker.model.profile import Profile
from checker.model.specs import Rule

PERIOD, PROVIDER = "period-not-expected", "provider-not-expected"
_FIELDS = {PERIOD: ("period_start", "period_end"), PROVIDER: ("provider_id",)}
_LISTED = {PERIOD: "periods", PROVIDER: "providers"}


@dataclass(frozen=True, slots=True)
class Expected:
    """The events that the profile gave rise to, and the outcome of each rule by its id."""

    events: tuple[Event, ...]
    outcomes: dict[str, Outcome]


def expected(tables: ReturnTables, bad: SetAside, profile: Profile | None, why: str) -> Expected:
    """Lay the return beside what the profile expects; `why` says why a profile does not count."""
    rules = {rule.id: rule for rule in tables.spec.rules if rule.id in _FIELDS}
    events: list[Event] = []
    outcomes = {}
    for name, rule in rules.items():
        silent = _silent(name, tables, bad, profile, why)
        if silent or profile is None:
            outcomes[name] = Outcome(name, rule.pack, "not run", why=silent, ran=False)
            continue
        at_fault = not _is_expected(name, tables, profile)
        events += [_event(name, tables)] if at_fault else []
        outcomes[name] = _outcome(rule, at_fault)
    return Expected(tuple(events), outcomes)


def _silent(
    name: str, tables: ReturnTables, bad: SetAside, profile: Profile | None, why: str
) -> str:
    if profile is None:
        return why or say("checks.no-profile-was-given-so")
    if not getattr(profile, _LISTED[name]):
        return say("checks.profile-lists-no-expected", title=profile.title, listed=_LISTED[name])
    unusable = bad.get("return", {})
    if any(unusable.get(field) or not _value(tables, field) for field in _FIELDS[name]):
        return say("checks.return-sheet-does-say-form")
    return ""


def _value(tables: ReturnTables, field: str) -> str:
    value = tables.value("return", field)
    return "" if value is None else str(value)


def _is_expected(name: str, tables: ReturnTables, profile: Profile) -> bool:
    found = [_value(tables, field) for field in _FIELDS[name]]
    if name == PERIOD:
        return found in [[period.start, period.end] for period in profile.periods]
    return normal(found[0]) in {normal(provider.id) for provider in profile.providers}


def _event(name: str, tables: ReturnTables) -> Event:
    data, field = tables.tables["return"], _FIELDS[name][-1]
    detail = {
        PERIOD: say("checks.two-days-period-those-period"),
        PROVIDER: say("checks.reference-provider-profile-lists"),
    }[name]
    return Event(name, detail, data.sheet, data.cell(0, field), "return", field)


def _outcome(rule: Rule, at_fault: bool) -> Outcome:
    status: Status = "failed" if at_fault else "passed"
    return Outcome(rule.id, rule.pack, status, checked=1, failed=int(at_fault), in_scope=1)
