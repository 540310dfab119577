"""Many returns: a folder each, and the commissioner's pack. One bad file never ends the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.batch.files import folder_names, workbooks
from checker.batch.foi import read_earlier
from checker.batch.journal import Journal, earlier_lines
from checker.batch.pack import write_pack
from checker.batch.resuming import holds_still
from checker.batch.spreading import BOUNDS, as_they_end, spread
from checker.batch.work import LIMITS, Job, check_one, options_digest, without_report
from checker.model.batch import Entry, GivenAway
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.specs import Standard
from checker.packs import load_return
from checker.pipeline.facts import named_standards
from checker.read import Limits
from checker.render import check_formats
from checker.workers import Bounds

__all__ = ["BOUNDS", "LIMITS", "Batch", "run", "spread", "workbooks"]


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch; `entries` are read from results.jsonl as they are asked for."""

    words: str
    page: Path
    exit_code: int
    entries: Sequence[Entry]
    given_away: tuple[GivenAway, ...] = ()


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int | None = None,
    standards: Sequence[str | Standard] = (),
    return_id: str = "",
    engine: str = "polars",
    formats: Sequence[str] = ("html", "json"),
    given: Given = NOTHING_GIVEN,
    limits: Limits = LIMITS,
    bounds: Bounds = BOUNDS,
    password: str = "",
    resume: bool = False,
    earlier: Sequence[Path] = (),
) -> Batch:
    """Check every return under `paths`; write one folder each and the pack under `out`.

    Each is read under `limits` in a process under `bounds`; one that takes more is a STOP, and the
    others go on. `password` opens those that are protected. `resume` takes over what an earlier run
    finished in `out`, as far as nothing changed. `earlier` are foi.csv files that went out before.
    The exit code is the worst of the returns'. Raises UsageError when `paths` hold no workbook or
    an earlier file is none, Interrupted when the user stopped it: reports written by then stay.
    """
    wanted = check_formats(formats)
    named_standards(standards)
    load_return(return_id)
    before = [read_earlier(path) for path in earlier]
    plain = Job("", "", str(out), tuple(standards), return_id, engine, wanted, "", given)
    plain = replace(plain, limits=limits, bounds=bounds, password=password)
    work = _work(workbooks(paths, out), plain)
    out.mkdir(parents=True, exist_ok=True)
    kept = earlier_lines(out, holds_still(work)) if resume else {}
    todo = [job for job in work if job.name not in kept]
    with Journal(out, kept) as journal:
        for number, line in as_they_end(todo, check_one, without_report, jobs, bounds):
            journal.add(todo[number].name, line)
        entries = journal.settle([job.name for job in work])
        pack = write_pack(entries, out, given, tuple(standards), before)
        journal.close()
    code = max(entry.exit_code for entry in entries)
    return Batch(_words(entries), pack.page, code, entries, pack.given_away)


def _work(files: Sequence[Path], plain: Job) -> list[Job]:
    """A job for each file, like `plain` but for what tells them apart."""
    plain = replace(plain, options=options_digest(plain))
    return [
        replace(plain, path=str(path), name=name)
        for path, name in zip(files, folder_names(files), strict=True)
    ]


def _words(entries: Sequence[Entry]) -> str:
    readies = [entry.ready for entry in entries]
    ready, unread = readies.count(True), readies.count(None)
    return (
        f"{len(readies)} return{'' if len(readies) == 1 else 's'}: {ready} ready,"
        f" {len(readies) - ready - unread} not ready, {unread} could not be read or checked."
    )
