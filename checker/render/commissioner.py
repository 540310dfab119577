"""What the commissioner set for this check, and what it changed: the profile and the waivers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.audit import AttestedUse
from checker.model.profile import Change, Profile, WaiversUsed, WaiverUse
from checker.model.report import Report
from checker.render.by_rule import rules_by_id
from checker.render.origins import number_origin
from checker.render.words import number

Pairs = tuple[tuple[str, str], ...]

STATES: Final = ("in force", "lapsed", "unused", "expired", "not yet in force")
EXPIRING: Final = "expiring within 30 days"


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """One threshold adopted by contract; `before` says whose it was, `effect` what follows."""

    rule: str
    summary: str
    said: str
    before: str
    effect: str
    contract: str
    because: str


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """One waiver; `state` is a css name, `note` says what to know about it."""

    id: str
    rule: str
    record: str
    state: str
    state_word: str
    days: str
    approver: str
    reason: str
    covers: str
    note: str


@dataclass(frozen=True, slots=True)
class Commissioner:
    """The section of the page; `why` is set where the profile did not count."""

    title: str
    profile: Pairs
    why: str
    thresholds: tuple[ThresholdLine, ...]
    off: tuple[tuple[str, str, str], ...]
    settings: tuple[str, ...]
    notes: tuple[str, ...]
    waiver_file: str
    waivers: tuple[WaiverLine, ...]
    others: str
    worksheets: tuple[str, ...] = ()


def commissioner(report: Report) -> Commissioner | None:
    """What the page says of profile, waivers and worksheets; None where none was given."""
    if report.profile is None and report.waivers is None and not report.attested:
        return None
    used, rules = report.waivers, rules_by_id(report)
    summaries = {name: rule.summary for name, rule in rules.items()}
    return Commissioner(
        title=say("commissioner.title"),
        profile=profile_facts(report.profile) if report.profile else (),
        why=_why(report),
        thresholds=tuple(
            _threshold(c, summaries.get(c.rule, ""))
            for c in report.changes
            if c.kind == "threshold"
        ),
        off=tuple(
            (c.rule, summaries.get(c.rule, ""), c.because)
            for c in report.changes
            if c.kind == "rule-off"
        ),
        settings=tuple(c.said for c in report.changes if not c.rule),
        notes=_notes(report),
        waiver_file=used.file if used else "",
        waivers=tuple(_waiver(use) for use in used.entries) if used else (),
        others=other_waivers(used),
        worksheets=tuple(_worksheet(use) for use in report.attested),
    )


def _worksheet(use: AttestedUse) -> str:
    """What became of an assessor's worksheet, in a sentence or two."""
    clauses = ", ".join(use.clauses)
    short = "commissioner.rest-does-not-count" if clauses else "commissioner.does-not-count"
    parts = (
        say("commissioner.stands-on", clauses=clauses) if clauses else "",
        say(short, why=use.why) if use.why else "",
    )
    return say("commissioner.worksheet", file=use.file, said=" ".join(filter(None, parts)))


def profile_facts(profile: Profile) -> Pairs:
    """What names a profile, and when it counts."""
    pairs = (
        (say("commissioner.profile"), _named(profile)),
        (say("commissioner.commissioner"), profile.commissioner),
        (say("commissioner.counts-from"), profile.valid_from),
        (say("commissioner.counts-until"), profile.valid_to),
    )
    return tuple((label, value) for label, value in pairs if value)


def _named(profile: Profile) -> str:
    title, version = profile.title, profile.version
    return say("commissioner.profile-named", title=title, id=profile.id, version=version)


def _why(report: Report) -> str:
    if not report.profile_why:
        return ""
    return say("commissioner.not-applied", why=report.profile_why)


def _threshold(change: Change, summary: str) -> ThresholdLine:
    was, now = change.was, change.now
    origin = number_origin(str(was["origin"]), str(was["grade"]))
    effects = []
    if was["weight"] != now["weight"]:
        effects.append(say("commissioner.other-weight", now=_weight(now), before=_weight(was)))
    if was["tier"] != now["tier"]:
        tiers = str(now["tier"]).lower(), str(was["tier"]).lower()
        effects.append(say("commissioner.other-tier", now=tiers[0], before=tiers[1]))
    if now["weight"] == "breach":
        effects.append(say("commissioner.failure-counts"))
    return ThresholdLine(
        rule=change.rule,
        summary=summary,
        said=change.said,
        before=f"{origin[:1].upper()}{origin[1:]}.",
        effect=say("commissioner.now", effects="; ".join(effects)) if effects else "",
        contract=change.contract,
        because=change.because,
    )


def _weight(rule: Mapping[str, object]) -> str:
    return say(f"commissioner.weight-{str(rule['weight']).lower()}")


def _notes(report: Report) -> tuple[str, ...]:
    profile = report.profile
    if profile is None:
        return ()
    notes = []
    named = len(profile.thresholds) + len(profile.rules_off)
    elsewhere = named - sum(bool(change.rule) for change in report.changes)
    if elsewhere and not report.profile_why:
        notes.append(say("commissioner.settings-elsewhere", n=elsewhere))
    return (*notes, say("commissioner.later")) if _has_later(profile) else tuple(notes)


def _has_later(profile: Profile) -> bool:
    """Whether it holds anything that only a batch uses."""
    small = profile.small_numbers
    others = (small.public, small.restricted, profile.retention_months, profile.area_totals)
    dues = [period.due for period in profile.periods]
    return any((*others, profile.case_keys, *dues))


def waiver_words(use: WaiverUse) -> str:
    """The mark beside a finding that a waiver covers: its id, the approver's role and its end."""
    waiver = use.waiver
    return say("commissioner.waiver", id=waiver.id, by=waiver.approver, until=waiver.end)


def waiver_marks(report: Report) -> Mapping[str, str]:
    """The marks by waiver id."""
    uses = report.waivers.entries if report.waivers else ()
    return {use.waiver.id: waiver_words(use) for use in uses}


def _waiver(use: WaiverUse) -> WaiverLine:
    waiver = use.waiver
    soon = say("commissioner.ends-soon-on", day=waiver.end) if use.expires_soon else ""
    return WaiverLine(
        id=waiver.id,
        rule=waiver.rule,
        record=": ".join(part for part in (waiver.table, waiver.key) if part),
        state=use.state.replace(" ", "-"),
        state_word=waiver_state(use.state),
        days=say("commissioner.days", first=waiver.start, last=waiver.end),
        approver=waiver.approver,
        reason=waiver.reason,
        covers=number(use.covers),
        note=" ".join(part for part in (use.why, soon) if part),
    )


def other_waivers(used: WaiversUsed | None) -> str:
    """One line for the waivers of other providers, which are nobody else's business."""
    if used is None or not used.others:
        return ""
    return say("commissioner.other-providers", n=used.others)


def waiver_states(used: WaiversUsed | None) -> Mapping[str, int]:
    """Waivers of one return by state, with those that end within 30 days counted beside."""
    entries: Sequence[WaiverUse] = used.entries if used else ()
    found: Counter[str] = Counter(use.state for use in entries)
    counts = {state: found[state] for state in STATES if found[state]}
    soon = sum(use.expires_soon for use in entries)
    return counts | ({EXPIRING: soon} if soon else {})


def state_within(state: str) -> str:
    """What became of a waiver, as words within a sentence."""
    return say(f"commissioner.within-{state.replace(' ', '-')}")


def waiver_state(state: str) -> str:
    """What became of a waiver, as a label."""
    return say(f"commissioner.state-{state.replace(' ', '-')}")


def states_words(states: Mapping[str, int]) -> str:
    """Waivers by state in words: "1 in force, 2 lapsed"; empty where there are none."""
    return ", ".join(
        say("commissioner.in-state", total=total, state=state_within(state))
        for state, total in states.items()
    )


def changed(report: Report) -> Mapping[str, str]:
    """What the profile changed about each rule's limit, in words for beside the rule."""
    return {
        change.rule: f"{change.said} {change.contract}."
        for change in report.changes
        if change.kind == "threshold"
    }
