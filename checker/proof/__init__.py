"""What was checked with what, and checking once more that a report is what it says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.language import say
from checker.model.report import Report
from checker.proof.again import Means, check_again, name_withheld, under_old_names
from checker.proof.comparing import made_otherwise, told_places
from checker.proof.reading import Handed, read_report
from checker.read import digest_of
from checker.render.json_report import json_bytes

__all__ = ["Means", "Verified", "verify"]

IDENTICAL: Final = 0
DIFFERENT: Final = 1
NOT_COMPARED: Final = 3

# Stops that hang on the machine and its load, and those that a limit or a password decides.
_CUT_SHORT: Final = frozenset(("reader-died", "too-much-memory", "took-too-long"))
_BY_MEANS: Final = frozenset(("encrypted", "too-large", "too-many-cells"))


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying a report: `lines` for people, and the exit code that says the same.

    0 identical, 1 different, 3 not compared because of how the return can be read.
    """

    exit_code: int
    lines: tuple[str, ...]


def verify(report: Path, path: Path, means: Means) -> Verified:
    """Check the return at `path` again as the report.json at `report` says, and compare the two.

    Names of files may be others now, all else must be the same to the byte. No line holds anything
    of either report but places in it. Raises UsageError for a report that is none, for a return
    that is not there, and for a standard that this checker does not have.
    """
    handed = read_report(report)
    if digest_of(path, means.limits) != handed.data["receipt"]["digest"]:
        return Verified(DIFFERENT, (say("proof.different"), say("proof.other-return")))
    stop = handed.data["receipt"]["stop"]
    if stop and stop["code"] in _CUT_SHORT:
        return Verified(NOT_COMPARED, (say("proof.cut-short", code=stop["code"]),))
    made = check_again(path, handed.data, means)
    if made.receipt.stop and not stop:
        told = say("proof.not-readable-now", said=made.receipt.stop.message)
        return Verified(NOT_COMPARED, (told, say("proof.same-means")))
    if stop and stop["code"] in _BY_MEANS and not made.receipt.stop:
        return Verified(NOT_COMPARED, (say("proof.readable-now"), say("proof.same-means")))
    return _compared(handed, made, path.name or path.resolve().name)


def _compared(handed: Handed, made: Report, name: str) -> Verified:
    old = handed.data
    withheld = name_withheld(old)
    renamed = not withheld and old["receipt"]["file"] != name
    told = (say("proof.renamed"),) if renamed else ()
    content = json_bytes(under_old_names(made, old))
    if content == handed.content:
        return Verified(IDENTICAL, (say("proof.identical"), *told))
    told = (say("proof.name-withheld"),) if withheld else told
    new = json.loads(content)
    lines = [*made_otherwise(old, new), *told_places(old, new)] or [say("proof.written-otherwise")]
    return Verified(DIFFERENT, (say("proof.different"), *told, *lines))
