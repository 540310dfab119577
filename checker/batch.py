"""Many returns: a folder each and one summary page. One bad file never ends the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from checker.assess import exit_code
from checker.errors import CheckerError, UsageError
from checker.model.profile import NOTHING_GIVEN, Given
from checker.model.report import Report
from checker.model.specs import Standard
from checker.packs import load_return
from checker.pipeline.facts import named_standards
from checker.read.csv_files import SUFFIXES as CSV
from checker.read.folder import is_csv_return
from checker.render import BatchRow, batch_page, check_formats, waiver_states, write

Task = TypeVar("Task")
Made = TypeVar("Made")

# What people send as a return, readable or not: a file passed over would look like one not sent.
SUFFIXES = frozenset(
    (
        *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv", ".zip"),
        *(".numbers", ".docx", ".doc", ".pdf"),
    )
)


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
) -> Batch:
    """Check every return under `paths`; write one folder each and `index.html` under `out`.

    The exit code is the worst of the returns'. Raises UsageError when `paths` hold no workbook.
    """
    check_formats(formats)
    named_standards(standards)
    load_return(return_id)
    files = workbooks(paths, out)
    work = [
        Job(str(path), name, str(out), tuple(standards), return_id, engine, tuple(formats), given)
        for path, name in zip(files, _names(files), strict=True)
    ]
    lines = spread(work, check_one, _lost, jobs)
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
    """A folder name for each return: its stem, numbered where two share one."""
    taken: set[str] = set()
    names = []
    for path in files:
        # Windows drops dots and spaces at the end of a folder's name.
        stem = (path.name if path.is_dir() else path.stem).rstrip(". ") or "return"
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
    lost: Callable[[Task, str, int], Made],
    jobs: int | None,
) -> list[Made]:
    """What `one` makes of each task, in processes of their own; results stand in order of tasks.

    `one` is a function of a module. A task that ends its process is tried once more alone, and
    then becomes what `lost(task, why, exit code)` says: it never ends the others.
    """
    # Each process has the machine's threads to itself otherwise, and they fight over the cores.
    os.environ["POLARS_MAX_THREADS"] = "1"
    made: dict[int, Made] = {}
    broken: list[int] = []
    with _pool(min(jobs or os.cpu_count() or 1, len(work))) as pool:
        futures = {pool.submit(one, task): number for number, task in enumerate(work)}
        for future in _progress(futures):
            number = futures[future]
            try:
                made[number] = future.result()
            except BrokenProcessPool:
                broken.append(number)
    for number in broken:
        made[number] = _alone(work[number], one, lost)
    return [made[number] for number in range(len(work))]


def _pool(size: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(size, mp_context=get_context("spawn"))


def _alone(task: Task, one: Callable[[Task], Made], lost: Callable[[Task, str, int], Made]) -> Made:
    """A task that was at work when a process died: again, with nobody else to take along."""
    try:
        with _pool(1) as pool:
            return pool.submit(one, task).result()
    except BrokenProcessPool:
        return lost(task, "Reading this file ended its process. Send it to us if you can.", 4)


def _progress(futures: dict[Future[Made], int]) -> Iterator[Future[Made]]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    done = as_completed(futures)
    if not console.is_terminal:
        return done
    return iter(track(done, "Checking", total=len(futures), console=console))


def check_one(job: Job) -> Line:
    """Check one return of a batch; every fault of the file or of ours is a line, not an end."""
    from checker.pipeline import check_file

    try:
        report = check_file(
            Path(job.path),
            standards=job.standards,
            return_id=job.return_id,
            engine=job.engine,  # type: ignore[arg-type]
            given=job.given,
        )
        write(report, Path(job.out) / job.name, job.formats)
    except CheckerError as error:
        return _lost(job, str(error), error.exit_code)
    except Exception as error:  # noqa: BLE001 - one return's fault must not end the others
        return _lost(job, f"The checker itself failed ({type(error).__name__}).", 4)
    return Line(_row(job, report), exit_code(report))


def _row(job: Job, report: Report) -> BatchRow:
    stop = report.receipt.stop
    return BatchRow(
        file=Path(job.path).name,
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


def _lost(job: Job, why: str, code: int) -> Line:
    row = BatchRow(Path(job.path).name, "", "", f"Not checked: {why}", None, {}, stop=why)
    return Line(row, code)


def _words(rows: Sequence[BatchRow]) -> str:
    ready = sum(row.ready is True for row in rows)
    unread = sum(row.ready is None for row in rows)
    return (
        f"{len(rows)} return{'' if len(rows) == 1 else 's'}: {ready} ready,"
        f" {len(rows) - ready - unread} not ready, {unread} could not be read or checked."
    )
