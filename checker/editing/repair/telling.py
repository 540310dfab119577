"""A repair in a few lines for the terminal: counts by kind, and no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from checker.editing.repair.changes import HEADING, SHEET_NAME, Plan
from checker.editing.repair.listing import kind_words
from checker.editing.repair.repairing import Repaired
from checker.language import say
from checker.layout.tidying import KINDS
from checker.model.report import Report
from checker.model.specs import TIERS

_WIDTH = 96


def told(done: Repaired, out: Path) -> str:
    """The summary that `checker repair` prints."""
    lines = [*_changes(done, out), *_left(done.plan), "", *_standing("before", done.before)]
    if done.after is not None:
        lines += [*_standing("after", done.after), ""]
        lines += _block(say("repair.next" if _remains(done.after) else "repair.next-none"))
    return "\n".join(lines)


def _changes(done: Repaired, out: Path) -> Iterator[str]:
    stop = done.before.receipt.stop
    if stop is not None:
        yield from _block(say("repair.not-read"))
        yield from _block(f"{stop.message} {stop.fix}")
        return
    if done.after is None:
        yield from _block(say("repair.nothing"))
        return
    changes = done.plan.changes
    yield from _block(say("repair.changed", n=len(changes), file=out.name))
    counts = Counter(kind for change in changes for kind in dict.fromkeys(change.kinds))
    order = [SHEET_NAME, HEADING, *KINDS]
    for kind in sorted(counts, key=lambda kind: (-counts[kind], order.index(kind))):
        yield f"  {counts[kind]:>7,}  {kind_words(kind, counts[kind] > 1)}"
    yield from _block(say("repair.listed"))


def _left(plan: Plan) -> Iterator[str]:
    if not plan.left:
        return
    yield ""
    yield say("repair.left", n=len(plan.left))
    counts = Counter(left.why for left in plan.left)
    for why, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        first, *more = wrap(say(f"repair.left-{why}"), _WIDTH - 11)
        yield f"  {count:>7,}  {first}"
        yield from (f"{'':11}{line}" for line in more)


def _standing(when: str, report: Report) -> Iterator[str]:
    yield from _block(say(f"repair.{when}", headline=report.headline))
    counts = "   ".join(f"{tier} {report.counts.get(tier, 0):,}" for tier in TIERS)
    yield f"  {counts}"


def _remains(report: Report) -> bool:
    return not report.ready


def _block(text: str) -> list[str]:
    return wrap(text, _WIDTH)
