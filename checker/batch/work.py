"""One return of a batch, in a process of its own: checked, written, and told as an entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from errno import EFBIG
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypedDict

from checker import __version__
from checker.assess import exit_code
from checker.batch.lines import to_line
from checker.batch.spreading import BOUNDS
from checker.errors import CheckerError
from checker.figures import figures, marks
from checker.language import ENGLISH, speaking
from checker.layout import ReturnTables
from checker.model.batch import Entry, Explained, Found, Used
from checker.model.figures import Figures
from checker.model.findings import Finding
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.specs import Standard
from checker.packs import list_returns, list_standards
from checker.pipeline import Checked, check_tables, stopped_report
from checker.pipeline.beside import told_name
from checker.pipeline.explained import reasons_given
from checker.pipeline.facts import named_standards
from checker.pipeline.given import of_return
from checker.pipeline.lost import our_fault, stop_of
from checker.previous.identity import is_counted
from checker.read import Limits, digest_of
from checker.render import files, waiver_states, write
from checker.workers import Bounds, Lost

LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Job:
    """One return of the batch, or without `path` and `name` what all of them have in common.

    `name` is its folder below the output folder, `as_of` an ISO day or empty.
    """

    path: str
    name: str
    out: str
    standards: Sequence[str | Standard] = ()
    return_id: str = ""
    engine: str = "polars"
    as_of: str = ""
    formats: Sequence[str] = ("html", "json")
    audiences: Sequence[str] = ("provider",)
    language: str = ENGLISH
    options: str = ""
    given: Given = NOTHING_GIVEN
    limits: Limits = LIMITS
    bounds: Bounds = BOUNDS
    password: str = field(default="", repr=False)


class Settings(TypedDict, total=False):
    """What may be said of how each return of a batch is checked: the fields of `Job`."""

    standards: Sequence[str | Standard]
    return_id: str
    engine: str
    as_of: str
    formats: Sequence[str]
    audiences: Sequence[str]
    language: str
    given: Given
    limits: Limits
    bounds: Bounds
    password: str


class Task(NamedTuple):
    """What tells one return of a batch from the others; the rest goes once to each worker."""

    path: str
    name: str


def options_digest(job: Job) -> str:
    """A digest of everything but the return that decides what becomes of it.

    What is known counts too: a return names its standards, and the newest edition is taken. The
    password is left out: a digest of one could be guessed at, and what it decides shows. The
    bounds are left out: what they stop is tried again in any case.
    """
    packs = named_standards(job.standards) if job.standards else ()
    given = job.given
    said = {
        "tool": __version__,
        "standards": [f"{pack.id}@{pack.edition} {pack.digest}" for pack in packs],
        "return": job.return_id,
        "known": [*list_returns(), *list_standards()],
        "engine": job.engine,
        "as_of": job.as_of,
        "formats": job.formats,
        "audiences": job.audiences,
        "language": job.language,
        "profile": given.profile.digest if given.profile else "",
        "waivers": given.waivers.digest if given.waivers else "",
        "worksheets": [sheet.digest for sheet in given.attested],
        "limits": asdict(job.limits),
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def check_one(plain: Job, task: Task) -> str:
    """Check one return and write its reports; gives its entry as a line of results.jsonl."""
    with speaking(plain.language):
        return _checked(job_of(plain, task))


def _checked(job: Job) -> str:
    try:
        [checked] = check_tables(
            Path(job.path),
            (job.standards,),
            return_id=job.return_id,
            engine=job.engine,  # type: ignore[arg-type]
            as_of=job.as_of,
            given=of_return(job.given, Path(job.path), job.limits),
            limits=job.limits,
            password=job.password,
        )
    except CheckerError as error:
        return to_line(_unchecked(job, str(error), error.exit_code))
    return to_line(_written(job, checked))


def without_report(plain: Job, task: Task, lost: Lost) -> str:
    """The line of a return whose process gave none, and its report where the file is to blame."""
    with speaking(plain.language):
        return _lost(job_of(plain, task), lost)


def _lost(job: Job, lost: Lost) -> str:
    stop = stop_of(lost, job.bounds)
    if stop is None:
        _take_back(job)
        return to_line(_unchecked(job, our_fault(lost), 4))
    try:
        report = stopped_report(
            Path(job.path),
            stop,
            standards=job.standards,
            return_id=job.return_id,
            engine=job.engine,  # type: ignore[arg-type]
            as_of=job.as_of,
            given=job.given,
        )
    except CheckerError as error:
        return to_line(_unchecked(job, str(error), error.exit_code))
    return to_line(_written(job, Checked(report)))


def job_of(plain: Job, task: Task) -> Job:
    """The job of one return, like `plain` in all else."""
    return replace(plain, path=task.path, name=task.name)


def told_file(path: Path) -> str:
    """The name of the file at `path` as its entry has it."""
    return told_name(path.name or path.resolve().name)


def _written(job: Job, checked: Checked) -> Entry:
    """The entry of a return, once its reports are written."""
    try:
        folder = Path(job.out) / job.name
        written = write(checked.report, folder, job.formats, job.audiences)
    except OSError as error:
        if error.errno == EFBIG:  # the bound on what one return may write, which is told as such
            raise
        _take_back(job)
        return _unchecked(job, f"Its report could not be written: {error.strerror}.", 2)
    reports = {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in written
    }
    return replace(_entry(job, checked), reports=reports)


def _take_back(job: Job) -> None:
    """Half a report must not stand where a whole one is looked for."""
    folder = Path(job.out) / job.name
    names = files(job.formats, job.audiences)
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()
    # The folders within it first; one may hold something else, or was never made.
    for made in sorted({(folder / name).parent for name in names} | {folder}, reverse=True):
        with suppress(OSError):
            made.rmdir()


def _entry(job: Job, checked: Checked) -> Entry:
    report, stop = checked.report, checked.report.receipt.stop
    profile = job.given.profile
    keys = profile is not None and profile.case_keys
    tables, unusable = checked.tables, checked.unusable
    return Entry(
        name=job.name,
        file=report.receipt.file,
        digest=report.receipt.digest,
        options=job.options,
        exit_code=exit_code(report),
        headline=report.headline,
        ready=None if stop else report.ready,
        stop=stop,
        facts=report.facts,
        as_of=report.as_of,
        formats=tuple(job.formats),
        standards=tuple(Used(s.id, s.edition, s.digest) for s in report.standards),
        unknown_claims=report.unknown_claims,
        counts=report.counts,
        rows=report.rows,
        profile_why=report.profile_why,
        waivers=waiver_states(report.waivers),
        verdicts=report.verdicts,
        outcomes=report.outcomes,
        figures=figures(tables, unusable) if tables else Figures(),
        findings=tuple(_found(finding, keys, tables) for finding in report.findings),
        explanations=_explanations(checked),
        marks=marks(tables, unusable) if tables else (),
    )


def _found(finding: Finding, keys: bool, tables: ReturnTables | None) -> Found:
    return Found(
        identity=finding.id,
        rule=finding.rule,
        tier=finding.tier,
        sheet=finding.sheet,
        cell=finding.cell,
        table=finding.table,
        field=finding.field,
        key=finding.key if keys else "",
        case=finding.case if keys else "",
        clauses=finding.clauses,
        explained=finding.explained,
        waiver=finding.waiver,
        placed=tables is not None and is_counted(finding, tables.spec),
    )


def _explanations(checked: Checked) -> tuple[Explained, ...]:
    if checked.tables is None:
        return ()
    given = reasons_given(checked.tables, checked.unusable, {r.id for r in checked.report.rules})
    return tuple(Explained(*words, number) for words, number in given.items())


def _unchecked(job: Job, why: str, code: int) -> Entry:
    path = Path(job.path)
    return Entry(
        name=job.name,
        file=told_file(path),
        digest=_digest(path, job.limits),
        options=job.options,
        exit_code=code,
        headline=f"Not checked: {why}",
        failed=why,
    )


def _digest(path: Path, limits: Limits) -> str:
    try:
        return digest_of(path, limits)
    except (CheckerError, OSError):
        return ""
