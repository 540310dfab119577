"""The commissioner's pack: everything that is made of all entries together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker import __version__
from checker.batch.across import both
from checker.batch.counting import counting
from checker.batch.foi import Earlier, write_foi
from checker.batch.pages import write_pages
from checker.batch.parquet import write_parquet
from checker.batch.sheets import write_sheets
from checker.history import History, with_changes
from checker.model.batch import AcrossFinding, Entry, GivenAway, Together
from checker.model.profile import Given
from checker.model.specs import Rule, Standard
from checker.packs import load_return, load_standard
from checker.pipeline.facts import named_standards


@dataclass(frozen=True, slots=True)
class Pack:
    """Its first page, and what is told of all returns together.

    `given_away` is what its figures give away beside those published earlier.
    """

    page: Path
    across: tuple[AcrossFinding, ...]
    given_away: tuple[GivenAway, ...]


def write_pack(
    entries: Sequence[Entry],
    out: Path,
    given: Given,
    standards: Sequence[str | Standard],
    history: History | None = None,
    published: Sequence[Earlier] = (),
) -> Pack:
    """Write the pack into `out`.

    `history` says what changed since earlier batches, `published` are figures that went out before.
    """
    together = _together(entries, given, standards)
    if history is not None:
        together = with_changes(together, entries, counting(entries), history)
    foi = write_foi(entries, out, together, published)
    together = replace(together, given_away=foi.given_away)
    write_sheets(entries, out, together, foi.told)
    write_parquet(entries, out)
    page = write_pages(entries, out, together)
    return Pack(page, together.across, together.given_away)


def _together(
    entries: Sequence[Entry], given: Given, standards: Sequence[str | Standard]
) -> Together:
    specs, used = _checked_with(entries)
    packs = named_standards(standards) if standards else [load_standard(*name) for name in used]
    spec = load_return(max(specs, default=""))
    rules: dict[str, Rule] = {rule.id: rule for pack in (spec, *packs) for rule in pack.rules}
    across, awaited = both(entries, spec, given)
    return Together(__version__, given, spec, tuple(packs), rules, across=across, awaited=awaited)


def _checked_with(entries: Sequence[Entry]) -> tuple[set[str], list[tuple[str, str]]]:
    """The specifications of the returns, and every edition that any was checked against.

    The editions stand in order of id and edition. The entries are read once, which is not cheap.
    """
    specs: set[str] = set()
    used: set[tuple[str, str]] = set()
    for entry in entries:
        specs.add(entry.facts.spec)
        used |= {(standard.id, standard.edition) for standard in entry.standards}
    return specs, sorted(used)
