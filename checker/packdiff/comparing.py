"""Two packs side by side."""

from __future__ import annotations

from dataclasses import dataclass

from checker.errors import UsageError
from checker.model.specs import ReturnSpec, Standard
from checker.packdiff.changes import Difference
from checker.packdiff.returns import return_differences
from checker.packdiff.standards import standard_differences
from checker.packlint.opening import open_named


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the packs called `before` and `after`, with the digests of both."""

    before: str
    after: str
    digests: tuple[str, str]
    differences: tuple[Difference, ...]


def compare(before: str, after: str) -> Comparison:
    """What changed from one pack to another, each an id, "ID@EDITION" or a folder.

    Raises UsageError for a pack that does not exist or a standard beside a return, and PackError
    for a faulty one.
    """
    old, new = open_named(before), open_named(after)
    return Comparison(
        named(old, before),
        named(new, after),
        (old.digest, new.digest),
        tuple(_differences(old, new)),
    )


def named(pack: ReturnSpec | Standard, given: str) -> str:
    """The pack's name, with what was typed where that is a folder: both may hold one edition."""
    name = f"{pack.id}@{pack.edition}" if isinstance(pack, Standard) else pack.id
    return name if given in (name, pack.id) else f"{name} in {given}"


def _differences(old: ReturnSpec | Standard, new: ReturnSpec | Standard) -> list[Difference]:
    if isinstance(old, Standard) and isinstance(new, Standard):
        return standard_differences(old, new)
    if isinstance(old, ReturnSpec) and isinstance(new, ReturnSpec):
        return return_differences(old, new)
    raise UsageError(
        "A standard and a return specification cannot be compared. Name two of a kind."
    )
