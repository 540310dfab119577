"""The letter to one provider, in plain words: its own figures only, and no place in a sheet.

A letter leaves the commissioner's hands and stands for itself. It links to nothing, names no other
provider and no case, and says where a mistake is by sheet and number alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.model.batch import Awaited, Entry, Together
from checker.model.specs import Clause, Standard
from checker.render.html import fill
from checker.render.origins import ASKING
from checker.render.pack.days import day, period_words
from checker.render.pack.detail import (
    Changed,
    OwnClause,
    OwnMistake,
    OwnStandard,
    changes,
    own_mistakes,
    own_standards,
)
from checker.render.pack.providers import Provider, period_of
from checker.render.words import count, number

_CORRECTIONS: Final = 3
_UNMET: Final = 8
_ASSESSED: Final = 12
_RULES: Final = 6
_YOURS: Final = "your commissioner"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the data shows of one standard. `met` and `open` are sentences, empty where none is."""

    title: str
    warning: str
    said: str
    unmet: tuple[OwnClause, ...]
    more_unmet: str
    concerns: str
    open: str
    assessor: tuple[str, ...]
    more_assessor: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What pack/letter.html.j2 reads."""

    title: str
    recipient: str
    reference: str
    sender: str
    received: tuple[str, ...]
    usable: str
    corrections: tuple[OwnMistake, ...]
    more: str
    shown: tuple[Shown, ...]
    changed: tuple[Changed, ...]
    most_rules: int
    steps: tuple[str, ...]
    ask: str
    version: str


def letter_page(provider: Provider, entry: Entry | None, together: Together) -> str:
    """The letter as HTML. `entry` is that of the provider's newest return that counts."""
    profile = together.given.profile
    sender = profile.commissioner if profile else ""
    mistakes = [m for m in own_mistakes(entry, together) if _is_to_do(m)] if entry else []
    read = entry is not None and entry.ready is not None
    page = Letter(
        title=_title(provider),
        recipient=provider.name if provider.id else "Whoever sent this file",
        reference=provider.id,
        sender=sender or "Your commissioner",
        received=tuple(_received(provider, entry)),
        usable=_usable(entry),
        corrections=tuple(mistakes[:_CORRECTIONS]) if read else (),
        more=_more(mistakes[_CORRECTIONS:]) if read else "",
        shown=tuple(_shown(entry, together)) if entry and read else (),
        changed=changes(together.since.get(entry.name, ()), together) if entry and read else (),
        most_rules=_RULES,
        steps=tuple(_steps(provider, entry)),
        ask=sender or _YOURS,
        version=together.tool_version,
    )
    return fill("pack/letter.html.j2", page)


def _is_to_do(mistake: OwnMistake) -> bool:
    return bool(mistake.total) and mistake.tier != "NOTE"


def _title(provider: Provider) -> str:
    latest, away = provider.latest, provider.owed
    if away and (latest is None or latest.end < away[-1].end):
        return f"Your return for {period_words(away[-1].start, away[-1].end)} has not arrived"
    period = period_of(latest) if latest else ""
    return f"Your return for {period}" if period else "The return that you sent"


def _received(provider: Provider, entry: Entry | None) -> Iterator[str]:
    """What came, when, and what did not."""
    yield from map(_away, provider.owed)
    if entry is None:
        return
    facts, latest = entry.facts, provider.latest
    said = f"We received the file {entry.file}"
    if provider.owed and latest and period_of(latest):
        said += f" for {period_of(latest)}"
    if facts.submission and facts.submission > 1:
        said += f", submission {facts.submission}"
    if facts.prepared_on:
        said += f", which you prepared on {day(facts.prepared_on)}"
    yield f"{said}."
    if facts.nil:
        yield "It says that there is nothing to report for this period."
    earlier = [b for b in provider.briefs if (b.start, b.end) == (facts.start, facts.end)]
    if facts.end and len(earlier) > 1:
        yield "We hold more than one file from you for this period. This letter is about this one."
    for one in provider.awaited:
        if one.entry == entry.name and one.state == "late":
            days = f"{count(one.days_late, 'day')} late" if one.days_late else "late"
            yield f"It came {days}{f': it was due on {day(one.due)}' if one.due else ''}."


def _away(one: Awaited) -> str:
    period = period_words(one.start, one.end)
    due = f" It was due on {day(one.due)}." if one.due else ""
    return f"We have no return from you for {period}.{due}"


def _usable(entry: Entry | None) -> str:
    if entry is None:
        return ""
    if entry.failed:
        return "We could not check it. That is a fault on our side and not of your file."
    if entry.stop:
        return f"No: it could not be read. {entry.stop.message}"
    if entry.ready:
        return "Yes. Nothing that was checked in the data holds it back."
    return f"Not yet. {entry.headline.removeprefix('Not ready: ').capitalize()}"


def _more(left: Sequence[OwnMistake]) -> str:
    if not left:
        return ""
    places = count(sum(mistake.total for mistake in left), "place")
    kinds = "1 more kind of mistake is" if len(left) == 1 else f"{len(left)} more kinds are"
    return f"{kinds} in {places}. The full report of your return lists every place."


def _shown(entry: Entry, together: Together) -> Iterator[Shown]:
    packs = {f"{pack.id}, edition {pack.edition}": pack for pack in together.standards}
    for standard in own_standards(entry, together):
        yield _of_standard(standard, packs[standard.name])


def _of_standard(standard: OwnStandard, pack: Standard) -> Shown:
    unmet, unknown = standard.of("Not met"), standard.of("Cannot tell")
    concerned = [clause for clause in standard.clauses if clause.concerns]
    asking = {clause.id for clause in pack.clauses if _asks(clause)}
    assessed = [clause for clause in standard.of("For an assessor") if clause.id in asking]
    return Shown(
        title=standard.title,
        warning=standard.warning,
        said=_counts(standard),
        unmet=unmet[:_UNMET],
        more_unmet=_left(len(unmet) - _UNMET, "clause"),
        concerns=_named("The data gives cause for a question about", concerned),
        open=_named("The data is missing, in error or too little to tell about", unknown),
        assessor=tuple(_clause_name(clause) for clause in assessed[:_ASSESSED]),
        more_assessor=_left(len(assessed) - _ASSESSED, "clause"),
    )


def _asks(clause: Clause) -> bool:
    return clause.obligation in ASKING


def _counts(standard: OwnStandard) -> str:
    said = [f"{total} {word.lower()}" for _, word, total in standard.tally if total != "0"]
    clauses = count(len(standard.clauses), "clause")
    return f"Of {clauses}: {', '.join(said)}."


def _named(lead: str, clauses: Sequence[OwnClause]) -> str:
    if not clauses:
        return ""
    shown = "; ".join(_clause_name(clause) for clause in clauses[:_UNMET])
    left = len(clauses) - _UNMET
    return f"{lead}: {shown}{f'; and {number(left)} more' if left > 0 else ''}."


def _clause_name(clause: OwnClause) -> str:
    return f"{clause.id} {clause.title}".strip()


def _left(left: int, noun: str) -> str:
    return f"{count(left, noun)} more: the full report lists every one." if left > 0 else ""


def _steps(provider: Provider, entry: Entry | None) -> Iterator[str]:
    """What to do next; days are named only where a profile sets them."""
    if provider.owed:
        periods = ", and for ".join(period_words(one.start, one.end) for one in provider.owed)
        yield f"Send your return for {periods}. If nothing happened then, send a nil return."
        yield "If you sent it already, tell us: we may not have been able to open it."
    if entry is not None:
        yield from _steps_for(provider, entry)


def _steps_for(provider: Provider, entry: Entry) -> Iterator[str]:
    if entry.failed:
        yield "You need do nothing. We will come back to you."
        return
    if entry.stop:
        yield entry.stop.fix
        yield f"Check the file with the checker, then send it again.{_by(provider, entry)}"
    elif not entry.ready:
        yield (
            "Correct what stands above. For what is right as it stands, give the reason on the"
            " Explanations sheet."
        )
        yield "Check the file again with the checker: it shows each place."
        yield f"Send it as a new submission of the same return.{_by(provider, entry)}"
    else:
        yield "The data needs no correction. Keep a copy of the file and of its report."
        yield "Have at hand what an assessor will look at."


def _by(provider: Provider, entry: Entry) -> str:
    for one in provider.awaited:
        if one.entry == entry.name and one.due and one.state != "late":
            return f" Returns for this period are due on {day(one.due)}."
    return ""
