"""Waiver files: a YAML list of dated exceptions to `Waivers`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.model.profile import Waiver, Waivers
from checker.model.specs import Rule, Standard, Table
from checker.packs.given import read_given, refuse, text_digest
from checker.packs.guarded import twice
from checker.packs.holders import Known, holders, known_rules, no_such_rule
from checker.packs.returns import load_return
from checker.packs.rules import is_ground, target

Entry = Mapping[str, Any]


def read_waivers(path: Path, standards: Sequence[Standard] = ()) -> Waivers:
    """Read one waiver file, held to its schema and to the rules of the shipped packs.

    `standards` are those that it may speak of beside these. Raises UsageError when there is no
    such file, and PackError that names every fault and place.
    """
    refuse(path, waiver_problems(path, standards))
    raw, _ = read_given(path, "waivers", empty=[])
    return Waivers(path.name, text_digest(path), tuple(_waiver(entry) for entry in raw))


def waiver_problems(path: Path, standards: Sequence[Standard] = ()) -> list[str]:
    """Every fault of a waiver file: "place: what is wrong and what to do", without its name."""
    raw, problems = read_given(path, "waivers", empty=[])
    if problems:
        return problems
    known = known_rules(standards)
    tables = load_return().tables
    found = list(_ids(raw))
    for entry in raw:
        found += [f"{entry['id']}: {line}" for line in _entry(entry, known, tables)]
    return found


def refused(rule: Rule) -> str:
    """Why this rule cannot be waived; empty when it can."""
    if rule.tier in ("STOP", "PRIVACY"):
        return "what may identify a person, or cannot be read, can never be waived."
    if is_ground(rule):
        return "this rule cannot be waived: others rest on it, or it is about the file itself."
    if target(rule) < 1:
        return "this rule is about a share, not about one record: adopt another target instead."
    return ""


def _ids(raw: Sequence[Entry]) -> Iterator[str]:
    ids = [entry["id"] for entry in raw]
    for name in sorted(twice(ids)):
        yield f"{name} is the id of two waivers. Give each its own."


def _entry(entry: Entry, known: Known, tables: Mapping[str, Table]) -> Iterator[str]:
    if entry["to"] < entry["from"]:
        yield "ends before it begins. Correct from or to."
    if entry["rule"] not in known:
        yield no_such_rule(entry["rule"], known)
    else:
        rules = [holder.rule for holder in holders(entry["rule"], known)]
        yield from dict.fromkeys(why for why in map(refused, rules) if why)
        yield from _wrong_table(entry["table"], rules)
    yield from _place(entry, tables)


def _wrong_table(table: str, rules: Sequence[Rule]) -> Iterator[str]:
    asked = sorted({rule.table for rule in rules})
    if table not in asked and "*" not in asked:
        yield f"this rule looks at {', '.join(asked)}, not at {table}. Correct table."


def _place(entry: Entry, tables: Mapping[str, Table]) -> Iterator[str]:
    table = tables.get(entry["table"])
    if table is None:
        near = difflib.get_close_matches(entry["table"], tables, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(tables)}."
        yield f"there is no table {entry['table']}. {hint}"
    elif (table.shape == "record") == bool(entry["key"]):
        said = "names a key, but its sheet has none" if entry["key"] else "lacks its record's key"
        yield f"{said}. Correct key."


def _waiver(entry: Entry) -> Waiver:
    return Waiver(
        id=entry["id"],
        rule=entry["rule"],
        provider=entry["provider"],
        table=entry["table"],
        key=entry["key"],
        value_digest=entry["value_digest"],
        reason=entry["reason"].strip(),
        approver=entry["approver"].strip(),
        start=entry["from"],
        end=entry["to"],
    )
