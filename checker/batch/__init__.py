"""Many returns: a folder each, and the commissioner's pack. One bad file never ends the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Unpack

from checker.batch.across import across_words, exit_code_of
from checker.batch.earlier import FILES, RESULTS, UNFINISHED, Earlier, clear, look
from checker.batch.files import folder_names, workbooks
from checker.batch.foi import Earlier as Published
from checker.batch.foi import read_earlier
from checker.batch.journal import Journal
from checker.batch.lines import Lines
from checker.batch.pack import Pack, write_pack
from checker.batch.placing import packed
from checker.batch.resuming import holds_still
from checker.batch.spreading import BOUNDS, as_they_end, spread
from checker.batch.work import (
    LIMITS,
    Job,
    Settings,
    Task,
    check_one,
    job_of,
    options_digest,
    without_report,
)
from checker.errors import Interrupted
from checker.history import History, opened
from checker.model.audit import Attested
from checker.model.batch import AcrossFinding, Entry, GivenAway
from checker.packs import load_return
from checker.pipeline.facts import named_standards
from checker.render import check_audiences, check_formats, files
from checker.suites import check_engine

__all__ = ["BOUNDS", "LIMITS", "Batch", "run", "spread", "workbooks"]

_THEN = "The same command with --resume goes on from there."


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch; `entries` are read from results.jsonl as they are asked for."""

    words: str
    page: Path
    exit_code: int
    entries: Sequence[Entry]
    across: tuple[AcrossFinding, ...] = ()
    given_away: tuple[GivenAway, ...] = ()


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int | None = None,
    resume: bool = False,
    history: Path | None = None,
    published: Sequence[Path] = (),
    tell: Callable[[str], object] = lambda words: None,
    **settings: Unpack[Settings],
) -> Batch:
    """Check every return under `paths`; write one folder each and the pack under `out`.

    Each is checked as `settings` say: read under `limits` in a process under `bounds`; one that
    takes more is a STOP, and the others go on. `resume` takes over what an earlier run finished in
    `out`, as far as nothing changed; what else an earlier run wrote there is removed. `history` is
    a file of what earlier batches found: the pack says what changed since, and then this batch is
    recorded in it.
    `published` are foi.csv files that went out before. `tell` is given lines for the user. The exit
    code is the worst of the returns', and at least 1 where something across them must be cleared
    up. Raises UsageError when `paths` hold no workbook, `history` or `published` cannot be used or
    another run is at work in `out`, Interrupted when the user stopped it: what was done by then
    stays.
    """
    plain = _plain(out, settings)
    before = tuple(read_earlier(path) for path in published)
    found = workbooks(paths, out)
    tasks = [Task(str(path), name) for path, name in zip(found, folder_names(found), strict=True)]
    journal = Journal(out)
    try:
        with opened(history, plain.given.profile) if history else nullcontext() as past:
            earlier = _begun(journal, plain, tasks, resume)
            _tell_of(earlier, tasks, resume, tell)
            return _run(journal, plain, tasks, jobs, past, before)
    except KeyboardInterrupt:
        raise Interrupted(len(journal), len(tasks), _THEN) from None


def _plain(out: Path, settings: Settings) -> Job:
    """What all returns have in common; raises UsageError for what does not exist."""
    asked = Job("", "", str(out), **settings)
    files(asked.formats, asked.audiences)
    check_engine(asked.engine)
    named_standards(asked.standards)
    load_return(asked.return_id)
    formats, readers = check_formats(asked.formats), check_audiences(asked.audiences)
    plain = replace(asked, standards=tuple(asked.standards), formats=formats, audiences=readers)
    return replace(plain, options=options_digest(plain))


def _begun(journal: Journal, plain: Job, tasks: Sequence[Task], resume: bool) -> Earlier:
    """Take over what still holds, and take away all else that earlier runs left."""
    out = Path(plain.out)
    out.mkdir(parents=True, exist_ok=True)
    still = holds_still([job_of(plain, task) for task in tasks]) if resume else _never
    earlier = look(out, still)
    kept = set(_reports(earlier.kept, plain))
    clear(out, earlier.files - kept - {RESULTS, UNFINISHED, FILES})
    planned = set(_reports((task.name for task in tasks), plain))
    # What the user had there before is named only once it is written over.
    journal.begin(earlier, [file for file in planned - kept if not (out / file).exists()])
    for name in (RESULTS, FILES):
        (out / name).unlink(missing_ok=True)
    return earlier


def _never(entry: Entry) -> bool:
    return False


def _reports(names: Iterable[str], plain: Job) -> Iterable[str]:
    made = files(plain.formats, plain.audiences)
    return (f"{name}/{file}" for name in names for file in made)


def _tell_of(
    earlier: Earlier, tasks: Sequence[Task], resume: bool, tell: Callable[[str], object]
) -> None:
    if resume:
        tell(f"{len(earlier.kept):,} of {_returns(len(tasks))} were done before and are kept.")
    elif earlier.names:
        tell("An earlier run wrote there: its results are replaced. (--resume would keep them.)")
    gone = len(earlier.names - {task.name for task in tasks})
    if gone:
        tell(f"Removed what an earlier run wrote about {_returns(gone)} not among these.")


def _returns(number: int) -> str:
    return "1 return" if number == 1 else f"{number:,} returns"


def _run(
    journal: Journal,
    plain: Job,
    tasks: Sequence[Task],
    jobs: int | None,
    past: History | None,
    before: Sequence[Published],
) -> Batch:
    done = len(journal)
    todo = [task for task in tasks if task.name not in journal]
    one, lost = partial(check_one, plain), partial(without_report, plain)
    with (
        journal,
        closing(as_they_end(todo, one, lost, jobs, plain.bounds, done)) as lines,
    ):
        for number, line in lines:
            journal.add(todo[number].name, line)
        entries = journal.settle([task.name for task in tasks])
        pack = packed(
            entries,
            Path(plain.out),
            lambda out: write_pack(entries, out, plain.given, plain.standards, past, before),
        )
        if past:
            # Last of all: a run that ends before it has not happened, one after it is complete.
            past.keep()
        journal.close()
    batch = _batch(entries, pack, plain.given.attested)
    return replace(batch, words=f"{batch.words} {past.words}") if past else batch


def _unused(entries: Sequence[Entry], attested: Sequence[Attested]) -> str:
    """A sentence for each worksheet of an assessor that belongs to none of the returns."""
    digests = {entry.digest for entry in entries} if attested else set()
    return " ".join(
        f"The worksheet {sheet.file} is for none of these returns, or its return was changed."
        for sheet in attested
        if sheet.return_digest not in digests
    )


def _batch(entries: Lines, pack: Pack, attested: Sequence[Attested]) -> Batch:
    ended = Counter((entry.ready, entry.exit_code) for entry in entries)
    ready, unready, unread = (
        sum(number for (state, _), number in ended.items() if state is wanted)
        for wanted in (True, False, None)
    )
    words = (
        f"{_returns(len(entries))}: {ready:,} ready,"
        f" {unready:,} not ready, {unread:,} could not be read or checked."
    )
    said = " ".join(filter(None, (words, across_words(pack.across), _unused(entries, attested))))
    worst = max(exit_code_of(pack.across), *(code for _, code in ended))
    return Batch(said, pack.page, worst, entries, pack.across, pack.given_away)
