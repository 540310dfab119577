"""Candidate checks: each accounted for once, by something that exists."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import STOP_CODES
from checker.model.specs import ReturnSpec, Standard
from checker.packlint.pack import Pack
from checker.packs.guarded import twice
from checker.resources import standards_folder

_STOP = "stop:"


def account_problems(pack: Pack) -> Iterator[str]:
    """A line for each candidate check told twice, or carried by something that does not exist."""
    told = pack.standard or pack.spec
    file = "standard.yaml" if pack.standard else "return.yaml"
    checks = [*(c.check for c in told.carried), *(n.check for n in told.not_carried)]
    for number in twice(check.partition(".")[0] for check in checks):
        yield f"{file}: check {number} is accounted for twice. Keep one account."
    known = _known(told, pack)
    for entry in told.carried:
        for name in entry.by:
            if name not in known:
                yield (
                    f"{file}: check {entry.check.partition('.')[0]} is carried by {name}, which is "
                    "no rule, clause or reason to stop. Correct the name."
                )


def _known(told: ReturnSpec | Standard, pack: Pack) -> set[str]:
    clauses = {clause.id for clause in told.clauses} if isinstance(told, Standard) else set()
    # Another standard, of the same tree or one that ships, may carry a check for this one.
    trees = (pack.folder.resolve().parent.parent, standards_folder())
    beside = {path.stem for tree in trees for path in tree.glob("*/*/rules/*.yaml")}
    rules = {rule.id for rule in (*told.rules, *pack.spec.rules)} | beside
    return clauses | rules | {f"{_STOP}{code}" for code in STOP_CODES}
