"""Changes that a provider is asked about: findings of the batch, in counts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from checker.history.comparing import since
from checker.history.opening import History
from checker.model.batch import AcrossFinding, Entry, Since, Together

VANISHED: Final = "vanished-open-cases"
FACTS: Final = "facts-changed"
_FIX: Final = {
    VANISHED: (
        "Ask the provider where these cases are: an open case stays in each return until the one"
        " for the period in which it was closed. Either they belong in this return, or the"
        " reference of the case was changed, or it was sent by mistake before."
    ),
    FACTS: (
        "Ask the provider which of the two is right. If the earlier return was, this one needs to"
        " be sent again; otherwise the correction may change figures that were published."
    ),
}


def with_changes(together: Together, entries: Iterable[Entry], history: History | None) -> Together:
    """What holds for the batch, with what changed; as it is where no history is given."""
    if history is None:
        return together
    changes = since(entries, history)
    asked = changes_to_ask_about(changes)
    history.asked = len(asked)
    return replace(together, since=changes, across=(*together.across, *asked))


def changes_to_ask_about(changes: Mapping[str, tuple[Since, ...]]) -> tuple[AcrossFinding, ...]:
    """Open cases that are gone, and facts that differ from the period before.

    A fact that differs from an earlier submission for the same period is no question: to correct it
    is what one is sent again for.
    """
    return tuple(
        AcrossFinding(rule, "QUERY", words, _FIX[rule], (name,))
        for rule, say in _SAID.items()
        for name, compared in changes.items()
        if (words := next(filter(None, map(say, reversed(compared))), ""))
    )


def _vanished(since: Since) -> str:
    if not since.vanished:
        return ""
    number, be, are = (
        ("One case that", "was", "is")
        if since.vanished == 1
        else (f"{since.vanished} cases that", "were", "are")
    )
    return f"{number} {be} open in {_earlier(since)} {are} not in this return."


def _facts(since: Since) -> str:
    if since.against == "submission" or not since.facts:
        return ""
    told = ", ".join(f"{field} in {number}" for field, number in since.facts.items())
    return f"Cases say something else than in {_earlier(since)}: {told}."


_SAID: Final[Mapping[str, Callable[[Since], str]]] = {VANISHED: _vanished, FACTS: _facts}


def _earlier(since: Since) -> str:
    if since.against == "submission":
        number = "" if since.submission is None else f" {since.submission}"
        return f"the submission{number} before it"
    return f"the return for {since.period}"
