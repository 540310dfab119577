"""Which packs hold a rule: what a commissioner's file may speak of."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.model.specs import Rule, Standard
from checker.packs.files import fields_of, read_yaml
from checker.packs.rules import read_rule
from checker.resources import standards_folder


@dataclass(frozen=True, slots=True)
class Holder:
    """A rule in one pack; `judges` says for each of its clauses who judges it."""

    rule: Rule
    of_return: bool
    judges: tuple[str, ...]


Known = Mapping[str, Sequence[Path | Holder]]


def known_rules(standards: Iterable[Standard] = ()) -> Known:
    """Every rule id of the shipped packs and of `standards`, with what holds it.

    A shipped rule is known by its file until `holders` reads it: a profile names few of them.
    """
    found: dict[str, list[Path | Holder]] = {}
    for path in sorted(standards_folder().glob("*/*/rules/*.yaml")):
        found.setdefault(path.stem, []).append(path)
    for standard in standards:
        judges = {clause.id: clause.judge for clause in standard.clauses}
        for rule in standard.rules:
            mine = tuple(judges[name] for name in rule.clauses)
            found.setdefault(rule.id, []).append(Holder(rule, False, mine))
    return found


def holders(name: str, known: Known) -> tuple[Holder, ...]:
    """Every holder of one rule; raises PackError when its file is at fault."""
    return tuple(h if isinstance(h, Holder) else _holder(h) for h in known[name])


def _holder(path: Path) -> Holder:
    folder = path.parent.parent
    of_return = folder.parent.name == "returns"
    pack = folder.name if of_return else f"{folder.parent.name}@{folder.name}"
    rule = read_rule(path, pack)
    judges = {} if of_return else _judges(folder)
    return Holder(rule, of_return, tuple(judges[name] for name in rule.clauses))


def _judges(folder: Path) -> Mapping[str, str]:
    with fields_of("clauses.yaml"):
        return {clause["id"]: clause["judge"] for clause in read_yaml(folder / "clauses.yaml")}


def no_such_rule(name: str, known: Iterable[str]) -> str:
    """Words for a rule that no known pack holds, with the nearest that one does."""
    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else "`checker standards show` lists the rules."
    return f"there is no rule {name}. {hint}"
