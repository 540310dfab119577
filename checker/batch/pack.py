"""The commissioner's pack: everything that is made of all entries together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker import __version__
from checker.batch.across import across, awaited
from checker.batch.counting import counting
from checker.batch.pages import write_pages
from checker.history import History, with_changes
from checker.model.batch import AcrossFinding, Entry, Together
from checker.model.profile import Given
from checker.model.specs import Rule, Standard
from checker.packs import load_return, load_standard
from checker.pipeline.facts import named_standards


def write_pack(
    entries: Sequence[Entry],
    out: Path,
    given: Given,
    standards: Sequence[str | Standard],
    history: History | None = None,
) -> tuple[Path, tuple[AcrossFinding, ...]]:
    """Write the pack into `out`; gives its first page and the findings across returns.

    `history` says what changed since earlier batches.
    """
    together = _together(entries, given, standards)
    if history is not None:
        together = with_changes(together, entries, counting(entries), history)
    return write_pages(entries, out, together), together.across


def _together(
    entries: Sequence[Entry], given: Given, standards: Sequence[str | Standard]
) -> Together:
    packs = named_standards(standards) if standards else _used(entries)
    spec = load_return(max((entry.facts.spec for entry in entries), default=""))
    rules: dict[str, Rule] = {rule.id: rule for pack in (spec, *packs) for rule in pack.rules}
    return Together(
        __version__,
        given,
        spec,
        tuple(packs),
        rules,
        across=across(entries, spec, given),
        awaited=awaited(entries, given.profile),
    )


def _used(entries: Sequence[Entry]) -> list[Standard]:
    """Every edition that any return was checked against, in order of id and edition."""
    named = sorted({(used.id, used.edition) for entry in entries for used in entry.standards})
    return [load_standard(*name) for name in named]
