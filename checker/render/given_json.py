"""The commissioner's part of report.json: profile, changes and waivers."""

from __future__ import annotations

from checker.model.audit import AttestedUse
from checker.model.findings import Assessed
from checker.model.profile import Change, Profile, WaiversUsed, WaiverUse
from checker.model.report import Report

Json = dict[str, object]


def given_json(report: Report) -> Json:
    """The keys `profile`, `changes`, `waivers` and `attested`; null where nothing was given."""
    profile, waivers = report.profile, report.waivers
    return {
        "profile": None if profile is None else _profile(profile, report.profile_why),
        "changes": [_change(change) for change in report.changes],
        "waivers": None if waivers is None else _waivers(waivers),
        "attested": [_worksheet(use) for use in report.attested] or None,
    }


def assessed_json(found: Assessed) -> Json:
    """What an assessor found on one clause; counts of cases, never their keys."""
    return {
        "verdict": found.verdict,
        "role": found.role,
        "on": found.on,
        "worksheet": found.worksheet,
        "conforming": found.conforming,
        "failing": found.failing,
        "unshown": found.unshown,
        "outside": found.outside,
        "drawn": found.drawn,
        "population": found.population,
        "confidence": found.confidence,
        "least": found.least,
    }


def _worksheet(use: AttestedUse) -> Json:
    return {
        "file": use.file,
        "digest": use.digest,
        "clauses": list(use.clauses),
        "why": use.why,
    }


def _profile(profile: Profile, why: str) -> Json:
    return {
        "id": profile.id,
        "title": profile.title,
        "commissioner": profile.commissioner,
        "version": profile.version,
        "digest": profile.digest,
        "valid_from": profile.valid_from,
        "valid_to": profile.valid_to,
        "applied": not why,
        "why": why,
    }


def _change(change: Change) -> Json:
    return {
        "kind": change.kind,
        "rule": change.rule,
        "standard": change.pack,
        "was": dict(change.was),
        "now": dict(change.now),
        "said": change.said,
        "contract": change.contract,
        "because": change.because,
    }


def _waivers(used: WaiversUsed) -> Json:
    return {
        "file": used.file,
        "digest": used.digest,
        "others": used.others,
        "entries": [_entry(use) for use in used.entries],
    }


def _entry(use: WaiverUse) -> Json:
    waiver = use.waiver
    return {
        "id": waiver.id,
        "state": use.state,
        "rule": waiver.rule,
        "table": waiver.table,
        "key": waiver.key,
        "from": waiver.start,
        "to": waiver.end,
        "approver": waiver.approver,
        "reason": waiver.reason,
        "covers": use.covers,
        "expires_soon": use.expires_soon,
        "why": use.why,
    }
