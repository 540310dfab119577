"""A sample of cases for what only a person can judge, and what that person found."""

from __future__ import annotations

from collections.abc import Sequence

from checker.audit.population import sample
from checker.audit.reading import read_attested
from checker.audit.standing import standing
from checker.errors import UsageError
from checker.language import say
from checker.layout.tables import ReturnTables, SetAside
from checker.model.audit import Audit, Wanted
from checker.model.report import ReturnFacts
from checker.model.specs import Clause, Standard

__all__ = ["draw", "read_attested", "standing"]


def draw(
    tables: ReturnTables,
    unusable: SetAside,
    facts: ReturnFacts,
    packs: Sequence[Standard],
    clauses: Sequence[str],
    wanted: Wanted,
) -> Audit:
    """The samples of one return for every clause that a person judges, or those named in `clauses`.

    A name is "CLAUSE", or "STANDARD/CLAUSE" where two standards share one. Raises UsageError for a
    name that no clause for an assessor has, and where nothing is left to judge.
    """
    every = [(f"{p.id}@{p.edition}", c) for p in packs for c in p.clauses if c.judge != "data"]
    chosen = tuple(pair for pair in every if not clauses or _is_named(pair, clauses))
    unknown = [name for name in clauses if not any(_is_named(pair, (name,)) for pair in every)]
    if unknown:
        known = ", ".join(clause.id for _, clause in every)
        raise UsageError(say("audit.no-such-clause", unknown=", ".join(unknown), known=known))
    if not chosen:
        raise UsageError(say("audit.no-clause"))
    used = {name for name, _ in chosen}
    samples = tuple(
        sample(tables, unusable, pack, wanted)
        for pack in packs
        if f"{pack.id}@{pack.edition}" in used
    )
    return Audit(facts.digest, facts.provider, facts.period, wanted, samples, chosen)


def _is_named(pair: tuple[str, Clause], names: Sequence[str]) -> bool:
    standard, clause = pair
    bare = standard.partition("@")[0]
    forms = {clause.id, f"{standard}/{clause.id}", f"{bare}/{clause.id}"}
    return any(name in forms for name in names)
