"""What an earlier run found out and what still holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from checker.batch.work import Job
from checker.errors import CheckerError
from checker.model.batch import Entry, Used
from checker.packs import load_return, load_standard
from checker.pipeline.facts import named_standards
from checker.read import digest_of
from checker.render import FORMATS


def holds_still(work: Sequence[Job]) -> Callable[[Entry], bool]:
    """Tells whether an entry of an earlier run is what its return would give again.

    It is where the return, the options, the specification and the standards have the digests that
    they had, and its reports are there. One that could not be read is always tried again: a busy
    machine may have been to blame.
    """
    jobs = {job.name: job for job in work}

    def still(entry: Entry) -> bool:
        job = jobs.get(entry.name)
        return (
            job is not None
            and entry.ready is not None
            and entry.options == job.options
            and _is_there(entry, job)
            and _spec_digest(entry.facts.spec) == entry.facts.spec_digest
            and all(_is_same(used, job) for used in entry.standards)
            and digest_of(Path(job.path), job.limits) == entry.digest
        )

    return still


def _is_there(entry: Entry, job: Job) -> bool:
    folder = Path(job.out) / job.name
    return all((folder / FORMATS[name].file).is_file() for name in job.formats)


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
