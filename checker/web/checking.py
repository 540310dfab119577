"""One return that was handed over: checked, told and written, all of it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Final

from checker.assess import exit_code
from checker.editing.annotate import annotated
from checker.editing.refusals import suffix_of
from checker.errors import CheckerError, Uneditable, Unreadable
from checker.language import say, speaking
from checker.model.report import Report
from checker.model.specs import Standard
from checker.packlint.opening import folders_opened
from checker.pipeline import check_by_steps, stopped_report
from checker.pipeline.given import of_return
from checker.pipeline.lost import our_fault, stop_of
from checker.read import InMemory
from checker.render import FORMATS, RECEIPT, check_formats, made, receipt_bytes
from checker.render.html import html_bytes
from checker.web.earlier import not_compared, read_earlier
from checker.web.media import media_type
from checker.web.records import Early, Failed, News, Output, Setup, Stage, Told, Upload
from checker.workers import Lost

# What is looked at while the rest is still being made.
_FIRST: Final = ("html", "json")


def checked(setup: Setup, upload: Upload) -> Iterator[News]:
    """Check a return and tell what came of it."""
    return _told(upload.language, _checked(setup, upload))


def stopped(setup: Setup, upload: Upload, lost: Lost) -> Iterator[News]:
    """Tell of a return whose process was lost: the report of a STOP, or that the fault is ours."""
    return _told(upload.language, _stopped(setup, upload, lost))


def _told(language: str, news: Iterator[News]) -> Iterator[News]:
    yield Stage("checking")
    try:
        yield from _in_language(language, news)
    except CheckerError as error:
        yield Failed(str(error), error.exit_code)


def _in_language(language: str, news: Iterator[News]) -> Iterator[News]:
    """The same news, made in that language; whoever hears them speaks their own in between."""
    with suppress(StopIteration):
        while True:
            with speaking(language):
                told = next(news)
            yield told


def _checked(setup: Setup, upload: Upload) -> Iterator[News]:
    source, earlier = InMemory(upload.name, upload.data), read_earlier(upload.previous)
    steps = check_by_steps(
        source,
        _standards(setup.standards),
        return_id=setup.return_id,
        as_of=setup.as_of,
        given=of_return(setup.given, source, setup.limits),
        previous=earlier.several,
        limits=setup.limits,
        password=upload.password,
        fix_first=True,
    )
    for report in steps:
        notes = tuple(not_compared(earlier, report))
        if report.fix_first is not None and report.fix_first.awaited:
            if upload.at_once:
                yield _in_short(report, notes)
                yield Early(html_bytes(report))
        else:
            yield from _told_and_made(setup, upload, report, notes)


def _stopped(setup: Setup, upload: Upload, lost: Lost) -> Iterator[News]:
    stop = stop_of(lost, setup.bounds)
    if stop is None:
        yield Failed(our_fault(lost))
        return
    source = InMemory(upload.name, upload.data)
    report = stopped_report(
        source,
        stop,
        standards=_standards(setup.standards),
        return_id=setup.return_id,
        as_of=setup.as_of,
        given=of_return(setup.given, source, setup.limits),
    )
    notes = (say("upload.nothing-compared"),) if upload.previous else ()
    yield from _told_and_made(setup, upload, report, notes)


@cache
def _standards(named: tuple[str, ...]) -> tuple[str | Standard, ...]:
    """The standards to check against, as `checker check` takes them: ids, editions, folders."""
    return folders_opened(named) if named else ()


def _told_and_made(
    setup: Setup, upload: Upload, report: Report, notes: tuple[str, ...]
) -> Iterator[News]:
    wanted, told = check_formats(upload.formats), _in_short(report, notes)
    yield told
    digests: dict[str, str] = {}
    yield from _outputs(report, [name for name in _FIRST if name in wanted], digests)
    yield Stage("writing")
    later = [name for name in wanted if name not in _FIRST and FORMATS[name].file != RECEIPT]
    yield from _outputs(report, later, digests)
    copy = _copy(setup, upload, report)
    if isinstance(copy, Output):
        digests[copy.name] = sha256(copy.data).hexdigest()
        yield copy
    elif copy:
        yield replace(told, notes=(*notes, copy))
    if "receipt" in wanted:
        yield Output(RECEIPT, media_type(RECEIPT), receipt_bytes(report, digests))


def _in_short(report: Report, notes: tuple[str, ...]) -> Told:
    stop, facts = report.receipt.stop, report.facts
    return Told(
        file=report.receipt.file,
        state="stop" if stop else "ready" if report.ready else "not-ready",
        headline=report.headline,
        provider=facts.provider,
        period=facts.period,
        stop=stop.code if stop else "",
        exit_code=exit_code(report),
        counts=dict(report.counts),
        notes=notes,
    )


def _outputs(report: Report, formats: list[str], digests: dict[str, str]) -> Iterator[Output]:
    for each in formats:
        for name, data in made(report, (each,)).items():
            digests[name] = sha256(data).hexdigest()
            yield Output(name, media_type(name), data)


def _copy(setup: Setup, upload: Upload, report: Report) -> Output | str:
    """The return with its findings as notes, or why there is none; of a STOP that is told already.

    A copy of a return without a finding says so on its sheet of findings.
    """
    if report.receipt.stop is not None:
        return ""
    try:
        data = annotated(upload.data, report, setup.limits)
        name = f"annotated{suffix_of(upload.data)}"
    except (Uneditable, Unreadable) as reason:
        return say("annotate.no-copy", why=reason.message, fix=reason.fix)
    return Output(name, media_type(name), data)
