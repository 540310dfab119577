"""What to fix first, what changed since last time, and what became of explanations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from checker.language import say, unmarked
from checker.model.causes import Cause
from checker.model.report import Report
from checker.model.sheets import Cell, Heading, SheetOfTable
from checker.model.since import Since
from checker.render.findings.columns import NOTHING, since_word
from checker.render.findings.listing import SINCE
from checker.render.places import place
from checker.render.words import number, tier_word, verdict_word


def fix_first_sheet(report: Report) -> SheetOfTable:
    """A row for each cause that was tried, the one that clears most first."""
    tried = report.fix_first
    causes = tried.causes if tried else ()
    return SheetOfTable(
        name=unmarked("findings.sheet-first"),
        title=say("findings.title-first"),
        notes=(say("findings.about-first"), *_untried(report)),
        headings=(
            Heading(say("findings.column-rank"), "count", 7),
            Heading(say("findings.column-do"), width=62),
            Heading(say("findings.column-where"), width=18),
            Heading(say("findings.column-clears"), "count", 11),
            Heading(say("findings.column-adds"), "count", 11),
            Heading(say("findings.column-repair"), width=17),
            Heading(say("findings.column-cleared"), width=44),
        ),
        rows=[_cause(rank, cause) for rank, cause in enumerate(causes, start=1)],
        empty=" ".join((say("findings.no-cause"), *_untried(report))),
    )


def _untried(report: Report) -> Iterator[str]:
    tried = report.fix_first
    if tried and tried.untried:
        yield f"{say('findings.untried', n=tried.untried)} {tried.why_untried}".strip()


def _cause(rank: int, cause: Cause) -> tuple[Cell, ...]:
    cleared = ", ".join(f"{rule} ({number(count)})" for rule, count in cause.by_rule)
    return (
        rank,
        cause.said,
        " ".join(filter(None, (cause.sheet, cause.cell))) or say("findings.file"),
        cause.clears,
        cause.adds,
        say("findings.yes" if cause.safe else "findings.no"),
        cleared or NOTHING,
    )


def since_sheets(report: Report) -> Iterator[SheetOfTable]:
    """What changed since the previous report, where one was given."""
    since = report.since
    if since is None:
        return
    rows = list(islice(_changes(report, since), SINCE))
    total = since.new + since.back + len(since.fixed) + len(since.unchecked) + len(since.moved)
    cut: dict[str, Any] = {"shown": number(len(rows)), "total": number(total)}
    yield SheetOfTable(
        name=unmarked("findings.sheet-since"),
        title=say("findings.title-since"),
        notes=(
            *_told(since),
            *((say("findings.cut-since", **cut),) if len(rows) < total else ()),
        ),
        headings=(
            Heading(say("findings.column-happened"), width=24),
            Heading(say("findings.column-severity"), width=11),
            Heading(say("findings.column-rule"), width=38),
            Heading(say("findings.column-where"), width=24),
            Heading(say("findings.column-record"), width=18),
            Heading(say("findings.column-said"), width=80),
        ),
        rows=rows,
        empty=" ".join((say("findings.nothing-changed"), *_told(since))),
        working=True,
    )


def _told(since: Since) -> Iterator[str]:
    """Against which report, with the numbers, and in what the two were not checked alike."""
    counts: dict[str, Any] = {
        "new": number(since.new),
        "still": number(since.still),
        "back": number(since.back),
        "fixed": number(len(since.fixed)),
        "unchecked": number(len(since.unchecked)),
    }
    yield say("findings.about-since", as_of=since.as_of or NOTHING, digest=since.digest[:16])
    yield say("findings.counts-since", **counts)
    yield from since.unlike


def _changes(report: Report, since: Since) -> Iterator[tuple[Cell, ...]]:
    for standing in ("new", "came back"):
        for found in report.findings:
            if found.since == standing:
                record = found.case or found.key or NOTHING
                yield (
                    *(since_word(found), tier_word(found.tier), found.rule, place(found)),
                    *(record, found.message),
                )
    for word, gone in (("fixed", since.fixed), ("unchecked", since.unchecked)):
        for each in gone:
            yield (
                *(say(f"findings.since-{word}"), tier_word(each.tier), each.rule),
                *(each.place or say("findings.file"), each.case or NOTHING, each.message),
            )
    for move in since.moved:
        words: dict[str, Any] = {"was": verdict_word(move.was), "now": verdict_word(move.now)}
        yield (
            *(say("findings.since-moved"), NOTHING, NOTHING, f"{move.standard} {move.clause}"),
            *(NOTHING, say("findings.moved", **words)),
        )


def explanations_sheet(report: Report) -> SheetOfTable:
    """A row for each explanation, with what became of it; its text stays in the return."""
    return SheetOfTable(
        name=unmarked("findings.sheet-explanations"),
        title=say("findings.title-explanations"),
        notes=(say("findings.about-explanations"),),
        headings=(
            Heading(say("findings.column-explained-at"), width=24),
            Heading(say("findings.column-rule"), width=38),
            Heading(say("findings.column-key"), width=18),
            Heading(say("findings.column-reason"), width=14),
            Heading(say("findings.column-became"), width=20),
            Heading(say("findings.column-covers"), "count", 12),
            Heading(say("findings.column-counted"), "count", 12),
            Heading(say("findings.column-more"), width=70),
        ),
        rows=[
            (
                " ".join(filter(None, (use.sheet, use.cell))) or say("findings.carried"),
                use.rule or NOTHING,
                use.key or NOTHING,
                use.reason or NOTHING,
                say(f"findings.explanation-{use.state.replace(' ', '-')}"),
                use.covers,
                NOTHING if use.counted is None else use.counted,
                use.why or NOTHING,
            )
            for use in report.explanations
        ],
        empty=say("findings.unread" if report.receipt.stop else "findings.no-explanation"),
        working=True,
    )
