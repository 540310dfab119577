"""Many returns: a folder each and one summary page. One bad file never ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

from checker.assess import exit_code
from checker.errors import CheckerError, Interrupted, UsageError
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.report import Report
from checker.model.specs import Standard
from checker.packs import load_return
from checker.pipeline.beside import told_name
from checker.pipeline.facts import named_standards
from checker.pipeline.lost import our_fault, stop_of
from checker.read import Limits
from checker.read.csv.files import SUFFIXES as CSV
from checker.read.csv.folder import is_csv_return
from checker.render import BatchRow, batch_page, check_formats, waiver_states, write
from checker.workers import Bounds, Lost, each

Task = TypeVar("Task")
Made = TypeVar("Made")

# What people send as a return, readable or not: a file passed over would look like one not sent.
SUFFIXES = frozenset(
    (
        *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv", ".zip"),
        *(".numbers", ".docx", ".doc", ".pdf"),
    )
)
LIMITS = Limits()
BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Job:
    """One return of the batch; `name` is its folder below the output folder."""

    path: str
    name: str
    out: str
    standards: tuple[str | Standard, ...]
    return_id: str
    engine: str
    formats: tuple[str, ...]
    given: Given = NOTHING_GIVEN
    limits: Limits = LIMITS
    bounds: Bounds = BOUNDS
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one return: its row on the summary page and its exit code."""

    row: BatchRow
    exit_code: int


@dataclass(frozen=True, slots=True)
class Batch:
    words: str
    page: Path
    exit_code: int
    rows: tuple[BatchRow, ...]


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
) -> Batch:
    """Check every return under `paths`; write one folder each and `index.html` under `out`.

    Each is read under `limits` in a process under `bounds`; one that takes more is a STOP, and the
    others go on. `password` opens those that are protected. The exit code is the worst of the
    returns'. Raises UsageError when `paths` hold no workbook, Interrupted when the user stopped it:
    reports written by then stay.
    """
    check_formats(formats)
    named_standards(standards)
    load_return(return_id)
    files = workbooks(paths, out)
    work = [
        Job(
            str(path),
            name,
            str(out),
            tuple(standards),
            return_id,
            engine,
            tuple(formats),
            given,
            limits,
            bounds,
            password,
        )
        for path, name in zip(files, _names(files), strict=True)
    ]
    lines = spread(work, check_one, without_report, jobs, bounds)
    rows = tuple(line.row for line in lines)
    page = out / "index.html"
    out.mkdir(parents=True, exist_ok=True)
    page.write_text(batch_page(rows, given), encoding="utf-8", newline="\n")
    return Batch(_words(rows), page, max(line.exit_code for line in lines), rows)


def workbooks(paths: Iterable[Path], out: Path | None = None) -> list[Path]:
    """The files of `paths` and those below its folders that are sent as returns, in order.

    A folder of CSV files with one named Return among them is one return; other CSV files are a line
    each. What lies under `out` is left out. Raises UsageError when there are none, or no such path.
    """
    files = sorted(set(_workbooks(paths, out)))
    if not files:
        raise UsageError("No workbook was found there.")
    return files


def _workbooks(paths: Iterable[Path], out: Path | None) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _below(path, out)
        elif path.exists():
            yield path
        else:
            raise UsageError(f"There is no file or folder {path.name} there.")


def _below(folder: Path, out: Path | None) -> Iterator[Path]:
    every = [folder, *folder.rglob("*")]
    returns = {path for path in every if is_csv_return(path)}
    for path in every:
        suffix = path.suffix.lower()
        is_sheet = suffix in CSV and path.parent in returns
        # "~$" files are Excel's locks; what an earlier run wrote is no return.
        if path.name.startswith("~$") or out in (path, *path.parents):
            continue
        if path in returns or (suffix in SUFFIXES and not is_sheet):
            yield path


def _names(files: Sequence[Path]) -> list[str]:
    """A folder name for each return: its stem, numbered where two share one.

    A name that looks like an identifier is not passed on to the folders and links of the output.
    """
    taken: set[str] = set()
    names = []
    for path in files:
        # Windows drops dots and spaces at the end of a folder's name.
        known = told_name(path.name) == path.name
        stem = (path.name if path.is_dir() else path.stem).rstrip(". ") if known else ""
        stem = stem or "return"
        name = next(n for n in _numbered(stem) if n.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def spread(
    work: Sequence[Task],
    one: Callable[[Task], Made],
    lost: Callable[[Task, Lost], Made],
    jobs: int | None,
    bounds: Bounds = BOUNDS,
) -> list[Made]:
    """What `one` makes of each task, in processes of their own; results stand in order of tasks.

    `one` is a function of a module. A task of which nothing came becomes what `lost(task, why)`
    says, and never ends the others. Raises Interrupted when the user stopped the work.
    """
    made: dict[int, Made] = {}
    try:
        with closing(each(one, work, bounds, jobs)) as outcomes:
            for number, outcome in _progress(outcomes, len(work)):
                if isinstance(outcome, Lost):
                    outcome = lost(work[number], outcome)
                made[number] = outcome
    except KeyboardInterrupt:
        raise Interrupted(len(made), len(work)) from None
    return [made[number] for number in range(len(work))]


def _progress(done: Iterator[Made], total: int) -> Iterator[Made]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        return done
    return iter(track(done, "Checking", total=total, console=console))


def check_one(job: Job) -> Line:
    """Check one return of a batch; every fault of the file is a line, not an end."""
    from checker.pipeline import check_file

    try:
        report = check_file(
            Path(job.path),
            standards=job.standards,
            return_id=job.return_id,
            engine=job.engine,  # type: ignore[arg-type]
            given=job.given,
            limits=job.limits,
            password=job.password,
        )
    except CheckerError as error:
        return _unchecked(job, str(error), error.exit_code)
    return _written(job, report)


def without_report(job: Job, lost: Lost) -> Line:
    """The line of a return whose process gave none, and its report where the file is to blame."""
    from checker.pipeline import stopped_report

    stop = stop_of(lost, job.bounds)
    if stop is None:
        return _unchecked(job, our_fault(lost), 4)
    try:
        report = stopped_report(
            Path(job.path),
            stop,
            standards=job.standards,
            return_id=job.return_id,
            engine=job.engine,  # type: ignore[arg-type]
            given=job.given,
        )
    except CheckerError as error:
        return _unchecked(job, str(error), error.exit_code)
    return _written(job, report)


def _written(job: Job, report: Report) -> Line:
    write(report, Path(job.out) / job.name, job.formats)
    return Line(_row(job, report), exit_code(report))


def _row(job: Job, report: Report) -> BatchRow:
    stop = report.receipt.stop
    return BatchRow(
        file=report.receipt.file,
        provider=report.facts.provider,
        period=report.facts.period,
        headline=report.headline,
        ready=None if stop else report.ready,
        counts=report.counts,
        href=f"{job.name}/report.html" if "html" in job.formats else "",
        stop=stop.message if stop else "",
        profile_why=report.profile_why,
        waivers=waiver_states(report.waivers),
    )


def _unchecked(job: Job, why: str, code: int) -> Line:
    row = BatchRow(
        told_name(Path(job.path).name), "", "", f"Not checked: {why}", None, {}, stop=why
    )
    return Line(row, code)


def _words(rows: Sequence[BatchRow]) -> str:
    ready = sum(row.ready is True for row in rows)
    unread = sum(row.ready is None for row in rows)
    return (
        f"{len(rows)} return{'' if len(rows) == 1 else 's'}: {ready} ready,"
        f" {len(rows) - ready - unread} not ready, {unread} could not be read or checked."
    )
