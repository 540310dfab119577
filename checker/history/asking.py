"""Changes that a provider is asked about: findings of the batch, in counts alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from checker.history.comparing import since
from checker.history.opening import History
from checker.model.batch import AcrossFinding, Entry, Since, Together
from checker.model.specs import TIERS, AcrossRule, ReturnSpec


def with_changes(
    together: Together, entries: Iterable[Entry], counting: Collection[str], history: History
) -> Together:
    """What holds for the batch, with what changed since earlier ones and what is asked about it.

    `counting` are the names of the entries that count; as `since` has it otherwise.
    """
    changes = since(entries, counting, history)
    found = (*together.across, *asked_about(changes, together.spec))
    return replace(together, since=changes, across=tuple(sorted(found, key=_place)))


def asked_about(
    changes: Mapping[str, tuple[Since, ...]], spec: ReturnSpec | None
) -> Iterator[AcrossFinding]:
    """Open cases that are gone, and facts that differ from the period before.

    The words are the return's own (across.yaml); what it has no words for is not asked. A fact that
    differs from an earlier submission for the same period is no question: to correct it is what one
    is sent again for.
    """
    if spec is None:
        return
    headings = {column.name: column.heading for column in spec.tables["cases"].columns}
    for rule in spec.across:
        say = _SAID.get(rule.id)
        for name, compared in changes.items() if say else ():
            details = [detail for one in compared if say and (detail := say(one, headings))]
            if details:
                yield _finding(rule, name, " ".join(details))


def _finding(rule: AcrossRule, name: str, details: str) -> AcrossFinding:
    return AcrossFinding(rule.id, rule.tier, f"{rule.summary} {details}", rule.fix, (name,))


def _vanished(since: Since, _: Mapping[str, str]) -> str:
    if not since.vanished:
        return ""
    return f"{_cases(since.vanished)} of {_earlier(since)}."


def _facts(since: Since, headings: Mapping[str, str]) -> str:
    if since.against == "submission" or not since.facts:
        return ""
    told = ", ".join(
        f"{headings.get(field, field)} of {_cases(number)}" for field, number in since.facts.items()
    )
    return f"Against {_earlier(since)}: {told}."


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number:,} cases"


_SAID: Final[Mapping[str, Callable[[Since, Mapping[str, str]], str]]] = {
    "vanished-open-cases": _vanished,
    "facts-changed": _facts,
}


def _earlier(since: Since) -> str:
    if since.against == "period":
        return f"the return for {since.period}"
    number = "" if since.submission is None else f" {since.submission}"
    return f"submission{number} for the same period"


def _place(finding: AcrossFinding) -> tuple[int, str, tuple[str, ...], str]:
    return TIERS.index(finding.tier), finding.rule, finding.entries, finding.message
