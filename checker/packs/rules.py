"""Rule files: one YAML file to one `Rule`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.errors import PackError
from checker.model.specs import Check, Rule, Threshold
from checker.packs.files import fields_of, read_yaml

PLAIN_KINDS = ("schema", "structure", "privacy")


def read_rules(folder: Path, pack: str) -> tuple[Rule, ...]:
    """Every rule of a pack's `rules` folder, in order of id. `pack` is "id@edition"."""
    return tuple(read_rule(path, pack) for path in sorted(folder.glob("*.yaml")))


def read_rule(path: Path, pack: str) -> Rule:
    """One rule file; raises PackError naming the file and the missing field."""
    raw = read_yaml(path)
    if not isinstance(raw, dict):
        raise PackError(f"{path.name} must hold a mapping.")
    with fields_of(path.name):
        rule = _rule(raw, pack)
    if rule.id != path.stem:
        raise PackError(f"{path.name} holds rule {rule.id}: file name and id must agree.")
    return rule


def bears_others(rule: Rule) -> bool:
    """Keys, and the return's own period: where they are wrong, what rests on them is not judged."""
    on_return = rule.table == "return" and rule.tier == "ERROR"
    return on_return or rule.check.each in ("key", "foreign_key")


def is_ground(rule: Rule) -> bool:
    """True for a rule that always stands: others rest on it, or it is about the file itself."""
    return rule.check.kind != "expectation" or bears_others(rule)


def target(rule: Rule) -> float:
    """The share of rows that must pass, from above 0 to 1; below 1 the rule is an indicator."""
    return float((rule.check.kwargs or {}).get("mostly", 1.0))


def _rule(raw: Mapping[str, Any], pack: str) -> Rule:
    return Rule(
        id=raw["id"],
        pack=pack,
        table=raw["table"],
        tier=raw["tier"],
        summary=raw["summary"].strip(),
        why=raw["why"].strip(),
        fix=raw["fix"].strip(),
        check=_check(raw),
        threshold=_threshold(raw["threshold"]),
        clauses=tuple(raw.get("clauses", ())),
        weight=raw.get("weight"),
        reads=tuple(raw.get("reads", ())),
        at=raw.get("at", ""),
        limits=raw.get("limits", "").strip(),
        examples=raw.get("examples"),
        status=raw.get("status", "live"),
        since=str(raw.get("since", "")),
    )


def _check(raw: Mapping[str, Any]) -> Check:
    for kind in PLAIN_KINDS:
        if kind in raw:
            return Check(kind=kind, keyword=raw[kind])  # type: ignore[arg-type]
    expectation = raw["expectation"]
    return Check(
        kind="expectation",
        type=expectation["type"],
        kwargs=expectation["kwargs"],
        row_condition=expectation.get("row_condition"),
        each=raw.get("each", expectation.get("each", "")),
    )


def _threshold(raw: Mapping[str, Any]) -> Threshold:
    return Threshold(
        origin=raw["origin"],
        grade=str(raw["grade"]),
        source=raw["source"],
        note=raw.get("note", "").strip(),
    )
