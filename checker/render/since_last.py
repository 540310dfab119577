"""What changed since the previous report, as the page and the terminal say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checker.language import say
from checker.model.report import Report
from checker.model.since import Gone, Moved, Since
from checker.render.by_rule import pack_names
from checker.render.groups import cut_words
from checker.render.words import number, tier_word, verdict_word

GONE_SHOWN: Final = 100
OPEN_UP_TO: Final = 10


@dataclass(frozen=True, slots=True)
class GoneLine:
    tier: str
    tier_word: str
    rule: str
    place: str
    case: str
    message: str


@dataclass(frozen=True, slots=True)
class GoneList:
    """Findings of the previous report that are not in this one; `size` counts all of them."""

    id: str
    title: str
    intro: str
    size: str
    lines: tuple[GoneLine, ...]
    cut: str
    opened: bool


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A clause with another verdict; verdicts are (css name, word)."""

    standard: str
    clause: str
    was: tuple[str, str]
    now: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The section of the page; `counts` are (css name, word, number, what it means)."""

    against: str
    unlike: tuple[str, ...]
    counts: tuple[tuple[str, str, str, str], ...]
    moved: tuple[MovedLine, ...]
    gone: tuple[GoneList, ...]


def _counted(since: Since) -> tuple[tuple[str, int], ...]:
    return (
        ("new", since.new),
        ("fixed", len(since.fixed)),
        ("still-there", since.still),
        ("came-back", since.back),
        ("not-checked", len(since.unchecked)),
    )


def since_words(since: Since) -> str:
    """All of it in one line: "3 new, 12 fixed, 4 still there"; what is nought is left out."""
    parts = [say(f"page.n-{name}", n=total) for name, total in _counted(since) if total]
    moved = [say("page.n-moved", n=len(since.moved))] if since.moved else []
    return ", ".join([*parts, *moved]) or say("page.nothing-changed")


def _gone_line(gone: Gone) -> GoneLine:
    return GoneLine(gone.tier, tier_word(gone.tier), gone.rule, gone.place, gone.case, gone.message)


def _gone(name: str, found: Sequence[Gone]) -> GoneList:
    shown = found[:GONE_SHOWN]
    return GoneList(
        id=f"since-{name}",
        title=say(f"page.since-{name}"),
        intro=say(f"page.since-{name}-intro"),
        size=say("page.findings", n=len(found)),
        lines=tuple(map(_gone_line, shown)),
        cut=cut_words(len(shown), len(found), "gone"),
        opened=len(shown) <= OPEN_UP_TO,
    )


def _verdict(word: str) -> tuple[str, str]:
    return (word.replace(" ", "-"), verdict_word(word))


def _moved(moved: Moved, report: Report) -> MovedLine:
    titles = [
        one.title for one in report.standards if moved.standard in pack_names(one.id, one.edition)
    ]
    title = titles[0] if titles else moved.standard
    return MovedLine(title, moved.clause, _verdict(moved.was), _verdict(moved.now))


def since_last(report: Report) -> SinceLast | None:
    """What the page says of the previous report; None where none was given."""
    since = report.since
    if since is None:
        return None
    lists = (("fixed", since.fixed), ("not-checked", since.unchecked))
    return SinceLast(
        against=say("page.since-against", day=since.as_of, digest=since.return_digest[:16]),
        unlike=since.unlike,
        counts=tuple(
            (name, say(f"page.since-{name}"), number(total), say(f"page.since-{name}-means"))
            for name, total in _counted(since)
        ),
        moved=tuple(_moved(moved, report) for moved in since.moved),
        gone=tuple(_gone(name, found) for name, found in lists if found),
    )
