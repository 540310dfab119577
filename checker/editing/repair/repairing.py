"""From a return to its repaired copy: checked, planned, tried, written, and checked again."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.editing.refusals import draft_of
from checker.editing.repair.changes import NOTHING, Plan
from checker.editing.repair.planning import Ground, guarded_cells, planned
from checker.editing.repair.trying import same, tried
from checker.editing.repair.writing import repaired
from checker.errors import CheckerError, Uneditable, UsageError
from checker.language import say
from checker.layout import ReturnTables, origin_of
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.receipt import Receipt
from checker.model.report import Report
from checker.model.specs import Standard
from checker.pipeline import Checked, check_tables
from checker.pipeline.opening import LIMITS
from checker.read import Limits

_EDITED: Final = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done: the reports before and after, and the plan that was carried out.

    `after` is None where nothing was written: the return cannot be read, or nothing is to change.
    """

    before: Report
    plan: Plan = NOTHING
    after: Report | None = None


def repair(
    path: Path,
    out: Path,
    *,
    standards: Sequence[str | Standard] = (),
    return_id: str = "",
    as_of: str = "",
    given: Given = NOTHING_GIVEN,
    limits: Limits = LIMITS,
) -> Repaired:
    """Write the repaired copy of the return at `path` to `out`, whose folder is there already.

    `out` is not written where there is nothing to change, nor where the return cannot be read. The
    other arguments are those of `check_file`. Raises Uneditable for a file that cannot be changed
    safely, UsageError for an `out` that is the return itself or has another suffix.
    """
    look_at(path, out)

    def check(file: Path) -> Checked:
        return check_tables(
            file, (standards,), return_id=return_id, as_of=as_of, given=given, limits=limits
        )[0]

    before = check(path)
    if before.tables is None or before.workbook is None:
        _refuse_locked(before.report.receipt)
        return Repaired(before.report)
    data = _data(path, before.report.receipt)
    draft = draft_of(data, limits)
    tables, workbook = before.tables, before.workbook
    guarded = guarded_cells(tables, before.unusable, before.report.findings)
    plan = planned(Ground(workbook, tables, draft, guarded))
    plan = tried(workbook, tables, plan)
    if not plan.changes:
        return Repaired(before.report, plan)
    made = repaired(draft, plan, origin_of(workbook).epoch_1904)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        copy = Path(folder) / out.name
        copy.write_bytes(made)
        after = check(copy)
        _agree(tables, after)
        copy.replace(out)
    return Repaired(before.report, plan, after.report)


def look_at(path: Path, out: Path) -> None:
    """Raise UsageError for an `out` that is the return itself, or has another suffix."""
    if path.exists() and out.exists() and path.samefile(out):
        raise UsageError(say("repair.same-file"))
    if path.suffix.lower() in _EDITED and out.suffix.lower() != path.suffix.lower():
        raise UsageError(say("repair.other-suffix", suffix=path.suffix))


def _data(path: Path, receipt: Receipt) -> bytes:
    """The bytes that were read. Raises Uneditable for a format that is not edited."""
    kind = receipt.format
    if kind != "xlsx":
        words = "csv" if kind.startswith("csv") else "format"
        raise Uneditable(
            say(f"repair.no-{words}", format=f".{kind}"), say(f"repair.no-{words}-fix")
        )
    if "annotations" in receipt.beside:
        raise Uneditable(say("repair.no-annotated"), say("repair.no-annotated-fix"))
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        raise _locked()
    if hashlib.sha256(data).hexdigest() != receipt.digest:
        raise UsageError(say("repair.moved"))
    return data


def _refuse_locked(receipt: Receipt) -> None:
    if receipt.stop is not None and receipt.stop.code == "encrypted":
        raise _locked()


def _locked() -> Uneditable:
    return Uneditable(say("repair.no-password"), say("repair.no-password-fix"))


def _agree(tables: ReturnTables, after: Checked) -> None:
    """The promise of a repair, looked at in the file itself. Raises CheckerError."""
    stop = after.report.receipt.stop
    if stop is not None:
        raise Uneditable(say("repair.unreadable", why=stop.message), say("repair.unreadable-fix"))
    found = after.tables
    agreed = found and all(same(d, found.tables[name]) for name, d in tables.tables.items())
    if not agreed:
        raise CheckerError(say("repair.read-otherwise"))
