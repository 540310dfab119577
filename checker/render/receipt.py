"""receipt.txt: what was checked with what, as digests. It proves a check and holds no content.

Lines are "Label: value" and a label may come more than once; lines that begin with # are for
people, and blank lines part the groups. It is the one file that tells the time.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from checker.errors import UsageError
from checker.language import say, speaking
from checker.model.report import Report
from checker.model.specs import TIERS
from checker.render.words import VERDICTS

# What is no letter, sign or plain space could begin another line or another column.
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_EPOCH: Final = re.compile(r"[0-9]{1,11}")

Lines = Iterator[tuple[str, str]]


def receipt_text(report: Report, digests: Mapping[str, str], made: dt.datetime) -> str:
    """The text of receipt.txt for a report and the files that were made of it.

    `digests` are theirs by the name of the file, `made` is the time that it tells, in UTC.
    """
    groups = (_return(report), _checker(report, made), _packs(report), _given(report))
    results = (_results(report), _files(digests))
    parts = ["\n".join(_comments())]
    parts += ["\n".join(map(_line, lines)) for group in (*groups, *results) if (lines := [*group])]
    return "\n\n".join(parts) + "\n"


def receipt_bytes(report: Report, digests: Mapping[str, str]) -> bytes:
    """The bytes of receipt.txt; `digests` are the SHA-256 of each file made before, by its name."""
    with speaking(report.language):
        text = receipt_text(report, digests, time_told())
    return text.encode("utf-8", "backslashreplace")


def time_told() -> dt.datetime:
    """The time now in UTC, or the one that SOURCE_DATE_EPOCH sets, in seconds since 1970.

    Raises UsageError where that is set and is no such number. See
    https://reproducible-builds.org/specs/source-date-epoch/.
    """
    words = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not words:
        return dt.datetime.now(dt.UTC)
    if not _EPOCH.fullmatch(words):
        raise UsageError(say("proof.epoch"))
    return dt.datetime.fromtimestamp(int(words), dt.UTC)


def plain(text: str) -> str:
    """The text on one line, with what cannot be seen written as \\u and four digits."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _comments() -> list[str]:
    keys = ("title", "form", "verify", "digest", "pack-digest")
    return [f"# {say(f'proof.receipt-{key}')}" for key in keys]


def _line(pair: tuple[str, str]) -> str:
    label, value = pair
    return f"{label}: {plain(value)}".rstrip()


def _return(report: Report) -> Lines:
    facts = report.facts
    yield "Return", facts.id
    yield "Provider reference", facts.provider_id
    yield "Period", facts.period
    yield "Return SHA-256", report.receipt.digest


def _checker(report: Report, made: dt.datetime) -> Lines:
    yield "Made", f"{made:%Y-%m-%dT%H:%M:%SZ}"
    yield "Checker version", report.tool_version
    yield "Engine", report.engine
    yield "Language", report.language
    yield "As of", report.as_of


def _packs(report: Report) -> Lines:
    yield "Return specification", f"{report.facts.spec} SHA-256 {report.facts.spec_digest}"
    yield "Standards from", "request" if report.asked.standards else "claims of the return"
    for pack in report.standards:
        yield "Standard", f"{pack.id}@{pack.edition} SHA-256 {pack.digest}"


def _given(report: Report) -> Lines:
    profile, waivers = report.profile, report.waivers
    if profile:
        yield "Profile", f"{profile.id} version {profile.version} SHA-256 {profile.digest}"
    if waivers:
        yield "Waivers", f"SHA-256 {waivers.digest}"
    for use in report.attested:
        yield "Worksheet", f"SHA-256 {use.digest}"
    if report.since:
        yield "Previous report", f"SHA-256 {report.since.digest}"


def _results(report: Report) -> Lines:
    yield "Ready", "yes" if report.ready else "no"
    if report.receipt.stop:
        yield "Not readable", report.receipt.stop.code
    for tier in TIERS:
        yield f"Findings {tier}", str(report.counts.get(tier, 0))
    found = Counter((verdict.standard, verdict.verdict) for verdict in report.verdicts)
    for pack in report.standards:
        name = f"{pack.id}@{pack.edition}"
        told = ", ".join(f"{word} {found[name, word]}" for word in VERDICTS)
        yield "Verdicts", f"{name} {told}"


def _files(digests: Mapping[str, str]) -> Lines:
    for name, digest in digests.items():
        yield "File", f"{name} SHA-256 {digest}"
