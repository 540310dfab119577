"""Profiles and waivers for the tests, and the waiver file that ships with the samples."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from checker.model.findings import Finding
from checker.pipeline import check_file
from checker.pipeline.digests import seal
from checker.pipeline.waived import provider_of, what_it_reads
from checker.pipeline.waiving import ground_of

PROFILE: dict[str, Any] = {
    "id": "example-county",
    "title": "Example County",
    "commissioner": "Example County (made up)",
    "version": "1.0",
}

_WAIVERS = """\
# yaml-language-server: $schema=../standards/_schemas/waivers.schema.json
#
# An example of a waiver file: dated exceptions that a commissioner gave, each from one rule for one
# record. `checker waive` writes such entries; comments and order stay as they are.
#
#   checker check samples/breaches.xlsx --waivers samples/example-waivers.yaml
#   checker standards lint samples/example-waivers.yaml
#
# A finding that a waiver covers stays in the report, marked, and no longer holds the return back.
# What may identify a person is never waived, nor a rule that others rest on, nor a share: to change
# a share's target, adopt another one in a profile. Everything here is made up.

# In force: it covers one finding.
# `id` names the waiver on every report. Never used again for another one.
- id: W-2026-01
  # The rule from which the record is excepted.
  rule: support-offer-late
  # The provider's reference, as on the Return sheet. Reports for other providers only count it.
  provider: {provider}
  # The table that holds the record, and the record's own made-up reference. On the Return and
  # Declaration sheets, which hold one record each, the key is empty: "".
  table: {late_table}
  key: {late_key}
  # Shows whether anything that the rule reads of the record has changed, and not what it is: a
  # salted, slow digest over those cells, in this row and in the rows linked to it.
  value_digest: {late}
  # Why, without anything that identifies a person.
  reason: Support was offered by the partner service before the referral reached this one.
  # The role that allowed it, not a person's name.
  approver: Head of commissioning
  # Its first and last day. The day of a check is the last day of the return's period.
  from: "2026-07-01"
  to: "2027-03-31"

# In force, and it ends within 30 days of the check's day.
- id: W-2026-02
  rule: total-mismatch
  provider: {provider}
  table: {total_table}
  key: {total_key}
  value_digest: {total}
  reason: The figure is right; two cases of an earlier provider are counted elsewhere.
  approver: Contract manager
  from: "2026-07-01"
  to: "2026-10-20"

# Lapsed: a value has changed since it was given, so the finding stands again.
- id: W-2026-03
  rule: support-offer-late
  provider: {provider}
  table: {other_table}
  key: {other_key}
  value_digest: {changed}
  reason: The date was agreed with the partner service and will be looked at again.
  approver: Head of commissioning
  from: "2026-07-01"
  to: "2027-03-31"

# Unused: the rule finds nothing at this record, so the entry can be taken out.
- id: W-2026-04
  rule: dvpo-over-28-days
  provider: {provider}
  table: orders
  key: OR-EXAMPLE
  value_digest: {changed}
  reason: The order was extended by the court and the return has one row for both.
  approver: Contract manager
  from: "2026-07-01"
  to: "2026-12-31"

# Expired: its last day has passed.
- id: W-2026-05
  rule: support-offer-late
  provider: {provider}
  table: {third_table}
  key: {third_key}
  value_digest: {third}
  reason: The partner service had no worker in post during the spring.
  approver: Head of commissioning
  from: "2026-01-01"
  to: "2026-06-30"

# Not yet in force: it begins after the period of this return.
- id: W-2026-06
  rule: wait-over-half-year
  provider: {provider}
  table: cases
  key: C-EXAMPLE
  value_digest: {changed}
  reason: The case waits for a court, and everybody involved knows.
  approver: Contract manager
  from: "2026-10-01"
  to: "2026-12-31"

# For another provider: the report of this return says only that there is such a one.
- id: W-2026-07
  rule: support-offer-late
  provider: PROV-SOMEONE-ELSE
  table: victims
  key: V-EXAMPLE
  value_digest: {changed}
  reason: Agreed with another provider, whose returns are checked with the same file.
  approver: Head of commissioning
  from: "2026-07-01"
  to: "2027-03-31"
"""


def write_yaml(path: Path, data: Any) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8", newline="\n")
    return path


def threshold(rule: str, weight: str | None = "concern", **kwargs: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {"rule": rule, "contract": "clause 4.2"}
    entry |= {"because": "Our contract says so."}
    entry |= {"weight": weight} if weight else {}
    return entry | ({"kwargs": kwargs} if kwargs else {})


def example_waivers(workbook: Path) -> str:
    """The text of samples/example-waivers.yaml: the same again for the same workbook."""
    report = check_file(workbook)
    ground = ground_of(workbook, report)

    def sealed(finding: Finding, name: str) -> str:
        return seal(what_it_reads(finding, ground), _salt(name))

    found = [f for f in report.findings if f.rule == "support-offer-late"]
    named = dict(zip(("late", "other", "third"), found, strict=False))
    named["total"] = next(f for f in report.findings if f.rule == "total-mismatch")
    places = {f"{name}_table": f.table for name, f in named.items()}
    keys = {f"{name}_key": f.key for name, f in named.items()}
    digests = {name: sealed(f, name) for name, f in named.items()}
    digests["changed"] = seal(b"what stood there before", _salt("changed"))
    return _WAIVERS.format(**places, **keys, **digests, provider=provider_of(ground))


def _salt(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:16]
