"""What an earlier run found out and what still holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from checker.batch.work import Job, told_file
from checker.errors import CheckerError
from checker.model.batch import Entry, Used
from checker.packs import load_return, load_standard
from checker.pipeline.facts import named_standards
from checker.read import digest_of
from checker.render import files

# A busy machine may have been to blame, or a bound or a password that are others now.
_AGAIN = frozenset({"encrypted", "reader-died", "too-large", "too-much-memory", "took-too-long"})


def holds_still(work: Sequence[Job]) -> Callable[[Entry], bool]:
    """Tells whether an entry of an earlier run is what its return would give again.

    It is where the return, the options, the specification and the standards have the digests that
    they had, and its reports are there as they were written. One that could not be checked, or not
    be read for a reason that lies not in the file alone, is always tried again.
    """
    jobs = {job.name: job for job in work}

    def still(entry: Entry) -> bool:
        job = jobs.get(entry.name)
        return (
            job is not None
            and not entry.failed
            and (entry.stop is None or entry.stop.code not in _AGAIN)
            and entry.options == job.options
            and entry.file == told_file(Path(job.path))
            and _spec_digest(entry.facts.spec) == entry.facts.spec_digest
            and all(_is_same(used, job) for used in entry.standards)
            and _are_there(entry, job)
            and _digest(job) == entry.digest
        )

    return still


def _are_there(entry: Entry, job: Job) -> bool:
    folder = Path(job.out) / job.name
    names = files(job.formats, job.audiences).keys()
    return names == entry.reports.keys() and all(
        _digest_at(folder / name) == entry.reports[name] for name in names
    )


def _digest_at(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _digest(job: Job) -> str:
    try:
        return digest_of(Path(job.path), job.limits)
    except CheckerError:
        return ""


@cache
def _spec_digest(name: str) -> str:
    try:
        return load_return(name).digest
    except CheckerError:
        return ""


def _is_same(used: Used, job: Job) -> bool:
    if job.standards:
        packs = named_standards(job.standards)
        return any((used.id, used.digest) == (pack.id, pack.digest) for pack in packs)
    return _standard_digest(used.id, used.edition) == used.digest


@cache
def _standard_digest(name: str, edition: str) -> str:
    try:
        return load_standard(name, edition).digest
    except CheckerError:
        return ""
