"""Checking a return once more in the way that a report says it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checker.language import speaking
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.report import Report
from checker.model.since import Previous
from checker.model.specs import Standard
from checker.pipeline import check_file
from checker.pipeline.beside import WITHHELD
from checker.pipeline.opening import LIMITS
from checker.read import Limits


@dataclass(frozen=True, slots=True)
class Means:
    """What a report can only name and whoever verifies it must hand over.

    `standards` are those that were read from folders. A report names the others.
    """

    standards: tuple[Standard, ...] = ()
    given: Given = NOTHING_GIVEN
    previous: Previous | None = None
    limits: Limits = LIMITS
    password: str = ""


def check_again(path: Path, data: dict[str, Any], means: Means) -> Report:
    """The report of the return at `path`, made with the settings that the report `data` names.

    Raises UsageError where it names a standard or specification that this checker does not have.
    """
    asked = data.get("asked", {})
    with speaking(data.get("language", "en")):
        return check_file(
            path,
            standards=_standards(data, means.standards) if asked.get("standards") else (),
            return_id=asked.get("return", ""),
            engine=data["engine"],
            as_of=data["as_of"],
            given=means.given,
            limits=means.limits,
            password=means.password,
            previous=means.previous,
            fix_first=data.get("fix_first") is not None,
            name="" if name_withheld(data) else data["receipt"]["file"],
        )


def name_withheld(data: dict[str, Any]) -> bool:
    """Whether the report leaves out what its return was called, for looking like an identifier."""
    return str(data["receipt"]["file"]).startswith(WITHHELD)


def under_old_names(report: Report, data: dict[str, Any]) -> Report:
    """The report with the names that what was given had then: what is in it counts."""
    waivers, old = report.waivers, data.get("waivers") or {}
    names = {use["digest"]: use["file"] for use in data.get("attested") or ()}
    if waivers and waivers.digest == old.get("digest"):
        waivers = replace(waivers, file=old["file"])
    attested = tuple(replace(use, file=names.get(use.digest, use.file)) for use in report.attested)
    return replace(report, waivers=waivers, attested=attested)


def _standards(data: dict[str, Any], folders: Sequence[Standard]) -> list[str | Standard]:
    """The standards that the report names, in its order; from a folder where one was given."""
    own = {f"{pack.id}@{pack.edition}": pack for pack in folders}
    names = (f"{pack['id']}@{pack['edition']}" for pack in data["standards"])
    return [own.get(name, name) for name in names]
