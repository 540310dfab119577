"""Whether two reports are of one provider and one kind of return, and in what they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from checker.errors import UsageError
from checker.language import say
from checker.layout.values import normal
from checker.model.report import Report, ReturnFacts
from checker.model.since import Previous

_VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,30}")
_PERIOD: Final = re.compile(r"\d{4}-\d{2}-\d{2} to \d{4}-\d{2}-\d{2}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def other(previous: Previous, facts: ReturnFacts) -> Literal["return", "provider", ""]:
    """Whether the previous report is of another kind of return, or of another provider.

    Where either of them could not be read, it is neither: `unlike` says so.
    """
    if _family(previous.spec) != _family(facts.spec) and not previous.stopped:
        return "return"
    return "provider" if same_provider(previous, facts) is False else ""


def refuse_other(previous: Previous, facts: ReturnFacts) -> None:
    """Raise UsageError where the previous report is of another provider or kind of return."""
    if found := other(previous, facts):
        raise UsageError(say(f"answers.previous-other-{found}"))


def newest(several: Iterable[Previous], facts: ReturnFacts) -> Previous | None:
    """Of several previous reports the one to compare with; None where none is to be.

    It is the one held to the latest day of those that are of this provider and kind of return, and
    of several on that day the last: a report does not tell when it was made.
    """
    fitting = [previous for previous in several if not other(previous, facts)]
    return max(reversed(fitting), key=_day, default=None)


def _day(previous: Previous) -> str:
    return previous.as_of if _DAY.fullmatch(previous.as_of) else ""


def same_provider(previous: Previous, facts: ReturnFacts) -> bool | None:
    """Whether both are of one provider: by reference, else by name; None where nothing says."""
    pairs = ((previous.provider_id, facts.provider_id), (previous.provider, facts.provider))
    for then, now in pairs:
        if normal(then) and normal(now):
            return normal(then) == normal(now)
    return None


def _family(spec: str) -> str:
    """The return without its version: "ppr" of "ppr-1.0"."""
    return spec.rpartition("-")[0] or spec


def unlike(previous: Previous, report: Report) -> Iterator[str]:
    """In words, in what the two were not checked alike."""
    facts = report.facts
    if previous.stopped:
        yield say("answers.unlike-stopped")
    elif same_provider(previous, facts) is None:
        yield say("answers.unlike-provider-unknown")
    if previous.tool_version != report.tool_version:
        yield say("answers.unlike-tool", was=_told(previous.tool_version), now=report.tool_version)
    yield from _of_return(previous, report)
    yield from _standards(previous, report)
    if previous.profile != (report.profile.digest if report.profile else ""):
        yield say("answers.unlike-profile")
    if previous.waivers != (report.waivers.digest if report.waivers else ""):
        yield say("answers.unlike-waivers")


def _of_return(previous: Previous, report: Report) -> Iterator[str]:
    facts = report.facts
    if previous.stopped or report.receipt.stop is not None:
        return
    if previous.spec != facts.spec:
        yield say("answers.unlike-version")
    elif previous.spec_digest != facts.spec_digest:
        yield say("answers.unlike-spec")
    if previous.layout != facts.layout:
        yield say("answers.unlike-layout")
    if previous.period != facts.period:
        was = previous.period if _PERIOD.fullmatch(previous.period) else say("answers.not-known")
        yield say("answers.unlike-period", was=was, now=facts.period or say("answers.not-known"))
    elif previous.as_of != report.as_of:
        was = previous.as_of if _DAY.fullmatch(previous.as_of) else say("answers.not-known")
        yield say("answers.unlike-day", was=was, now=report.as_of or say("answers.not-known"))


def _standards(previous: Previous, report: Report) -> Iterator[str]:
    """Standards checked now; those checked only then show in what could not be checked again."""
    now = {standard.id: standard for standard in report.standards}
    for name, standard in now.items():
        edition, digest = previous.standards.get(name, ("", ""))
        if not edition:
            yield say("answers.unlike-standard-new", name=standard.title)
        elif edition != standard.edition:
            was, title = _told(edition), standard.title
            yield say("answers.unlike-edition", name=title, was=was, now=standard.edition)
        elif digest != standard.digest:
            yield say("answers.unlike-standard-changed", name=standard.title)
    left = len(previous.standards.keys() - now.keys())
    if left:
        yield say("answers.unlike-standard-left", n=left)


def _told(text: str) -> str:
    """A version as it is, where it has the form of one."""
    return text if _VERSION.fullmatch(text) else say("answers.not-known")
