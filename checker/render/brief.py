"""What the terminal says of causes, the previous report and the answers: a line for each."""

from __future__ import annotations

from textwrap import wrap
from typing import Final

from checker.language import say
from checker.model.causes import Cause
from checker.model.report import Report
from checker.render.answered import IDLE, by_state, contradictions, state_word
from checker.render.since_last import since_words
from checker.render.words import number

WIDTH: Final = 96
CAUSES_SHOWN: Final = 3
CLAUSES_NAMED: Final = 6


def plain(text: str) -> str:
    """The text on one line, with every character that could steer a terminal replaced by "?"."""
    flat = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "?" for letter in flat)


def block(text: str, indent: str = "") -> list[str]:
    """The text in lines that fit the terminal."""
    return wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent)


def _cause(cause: Cause) -> list[str]:
    effect = say("page.summary-clears", n=cause.clears)
    adds = f", {say('page.adds', n=cause.adds)}" if cause.adds else ""
    repair = f" {say('page.summary-repair')}" if cause.safe else ""
    return block(f"{cause.said} {effect[:1].upper()}{effect[1:]}{adds}{repair}.", "  ")


def _causes(report: Report) -> list[str]:
    """The first causes; the report has them all."""
    causes = report.fix_first.causes[:CAUSES_SHOWN] if report.fix_first else ()
    if not causes:
        return []
    return ["", say("page.summary-first"), *(line for cause in causes for line in _cause(cause))]


def _since(report: Report) -> list[str]:
    since = report.since
    if since is None:
        return []
    return block(say("page.summary-since", day=since.as_of, said=since_words(since)))


def _contradicted(report: Report) -> list[str]:
    found = contradictions(report)
    if not found:
        return []
    named = [f"{one.standard.partition('@')[0]} {one.clause}" for one in found[:CLAUSES_NAMED]]
    more = len(found) - CLAUSES_NAMED
    said = ", ".join(named) + (f" {say('page.and-more', n=more)}" if more > 0 else "")
    return block(say("page.summary-contradicts", n=len(found), clauses=said))


def _idle(report: Report) -> list[str]:
    states = {state: total for state, total in by_state(report).items() if state in IDLE}
    if not states:
        return []
    words = [f"{number(total)} {state_word(state).lower()}" for state, total in states.items()]
    said = say("page.summary-idle", n=sum(states.values()), states=", ".join(words))
    return block(said)


def answers(report: Report) -> list[str]:
    """Since last time, contradictions and explanations that do nothing, then the first causes."""
    lines = [*_since(report), *_contradicted(report), *_idle(report)]
    return [*([""] if lines else []), *lines, *_causes(report)]
