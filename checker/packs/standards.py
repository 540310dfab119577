"""Standards: `standards/<id>/<edition>/` to a `Standard`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.model.specs import Clause, Rule, Standard
from checker.packs.accounts import read_carried, read_not_carried
from checker.packs.files import digest, fields_of, read_yaml
from checker.packs.kept import kept
from checker.packs.returns import read_suites
from checker.packs.rules import read_rules
from checker.resources import standards_folder


def list_standards() -> tuple[tuple[str, str], ...]:
    """(id, edition) of every standard that ships with the checker, oldest edition first."""
    found = standards_folder().glob("*/*/standard.yaml")
    return tuple(sorted((p.parent.parent.name, p.parent.name) for p in found))


def load_standard(standard_id: str, edition: str | None = None) -> Standard:
    """Read one standard; without an edition, its latest that is no draft, else its latest.

    Raises UsageError when unknown.
    """
    editions = [e for s, e in list_standards() if s == standard_id]
    if not editions or (edition is not None and edition not in editions):
        known = ", ".join(f"{s}@{e}" for s, e in list_standards())
        wanted = standard_id if edition is None else f"{standard_id}@{edition}"
        raise UsageError(f"There is no standard {wanted}. Known: {known}.")
    wanted = edition or _current(standard_id, editions)
    return _shipped(standards_folder() / standard_id / wanted)


def about_standard(standard_id: str, edition: str) -> Mapping[str, Any]:
    """What the main file of one that ships says: all but its clauses and rules."""
    found: Mapping[str, Any] = _about(standards_folder() / standard_id / edition / "standard.yaml")
    return found


def _current(standard_id: str, editions: Sequence[str]) -> str:
    """A draft of the next edition takes nobody's place until it is published."""
    if len(editions) == 1:
        return editions[0]
    settled = [e for e in editions if about_standard(standard_id, e)["status"] != "draft"]
    return (settled or editions)[-1]


def read_standard(folder: Path) -> Standard:
    """Read the standard in `folder`; raises PackError naming what is missing."""
    raw = read_yaml(folder / "standard.yaml")
    with fields_of("clauses.yaml"):
        clauses = tuple(_clause(clause) for clause in read_yaml(folder / "clauses.yaml"))
    with fields_of("standard.yaml"):
        return _standard(raw, clauses, folder)


_shipped = kept(read_standard)
_about = kept(read_yaml)


def claims() -> dict[str, tuple[str, str]]:
    """The code a return writes in `standards_claimed`, to the (id, edition) it stands for."""
    found = {}
    for standard_id, edition in list_standards():
        for code in about_standard(standard_id, edition).get("claim_codes", ()):
            found[code] = (standard_id, edition)
    return found


def _standard(raw: Mapping[str, Any], clauses: tuple[Clause, ...], folder: Path) -> Standard:
    source = raw["source"]
    return Standard(
        id=raw["id"],
        edition=str(raw["edition"]),
        title=raw["title"],
        publisher=raw["publisher"],
        jurisdiction=tuple(raw["jurisdiction"]),
        status=raw["status"],
        status_note=raw.get("status_note", "").strip(),
        claim_codes=tuple(raw["claim_codes"]),
        source_title=source["title"],
        source_url=source["url"],
        source_date=str(source.get("date", "")),
        licence=raw["licence"],
        summary=raw["summary"].strip(),
        digest=digest(folder),
        clauses=clauses,
        rules=tuple(
            _within(rule, raw.get("scope", {}))
            for rule in read_rules(folder / "rules", f"{raw['id']}@{raw['edition']}")
        ),
        suites=read_suites(folder),
        not_covered=tuple(raw.get("not_covered", ())),
        case_types=tuple(raw.get("case_types", ())),
        carried=read_carried(raw),
        not_carried=read_not_carried(raw),
    )


def _within(rule: Rule, scope: Mapping[str, Any]) -> Rule:
    """The rule, asked only of the rows that the standard speaks of at all."""
    if rule.check.kind != "expectation" or rule.table not in scope:
        return rule
    conditions = [*(rule.check.row_condition or ()), *scope[rule.table]]
    return replace(rule, check=replace(rule.check, row_condition=conditions))


def _clause(raw: Mapping[str, Any]) -> Clause:
    return Clause(
        id=raw["id"],
        title=raw["title"],
        text=raw["text"].strip(),
        obligation=raw["obligation"],
        judge=raw["judge"],
        source=raw["source"],
        grade=str(raw["grade"]),
        origin=raw["origin"],
        source_date=str(raw.get("source_date", "")),
        applies_when=raw.get("applies_when", "").strip(),
        evidence=raw.get("evidence", "").strip(),
        sample=raw.get("sample", "provider"),
    )
