"""The first page of the commissioner's pack."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from checker.model.batch import GivenAway, Together
from checker.render.commissioner import EXPIRING, profile_facts, states_words
from checker.render.commissioner import STATES as WAIVER_STATES
from checker.render.facts import Pairs
from checker.render.html import fill, source
from checker.render.pack.briefs import Brief, Gathered
from checker.render.pack.days import period_words
from checker.render.pack.heat import KEYS, Heat, Key, heats
from checker.render.pack.indicators import Indicator, indicators
from checker.render.pack.mistakes import Mistakes, SilentRules, shared_mistakes, silent_rules
from checker.render.pack.providers import Provider, newest_period
from checker.render.pack.returns import (
    MOST_LINES,
    STATES,
    AcrossGroup,
    AwaitedLine,
    Link,
    ReturnLine,
    across_groups,
    awaited_lines,
    href,
    page_of,
    return_lines,
)
from checker.render.words import TIERS, count, number, tier_word, two_axes

_NAMED: Final = 3
_SCRIPT: Final = "pack/sort.js"


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that asks for the commissioner; `target` is the part of the page that says more."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class ProviderLine:
    page: Link
    id: str
    letter: str
    returns: str


@dataclass(frozen=True, slots=True)
class Index:
    """What pack/index.html.j2 reads."""

    title: str
    period: str
    headline: str
    state: str
    calls: tuple[Call, ...]
    given_away: tuple[GivenAway, ...]
    given_away_cut: str
    tiers: tuple[str, ...]
    tally: tuple[tuple[str, str, str], ...]
    lines: tuple[ReturnLine, ...]
    cut: str
    many: bool
    awaited: tuple[AwaitedLine, ...]
    across: tuple[AcrossGroup, ...]
    keys: tuple[Key, ...]
    heats: tuple[Heat, ...]
    mistakes: Mistakes
    indicators: tuple[Indicator, ...]
    stopped: tuple[SilentRules, ...]
    vain: tuple[SilentRules, ...]
    broke: Pairs
    claims: Pairs
    unread: str
    providers: tuple[ProviderLine, ...]
    profile: Pairs
    waivers: str
    two_axes: str
    version: str
    script: str
    script_digest: str


def index_page(gathered: Gathered, found: Sequence[Provider], together: Together) -> str:
    """The first page as HTML; `found` are the providers of the gathered returns, in order."""
    briefs, given = gathered.briefs, together.given
    period = newest_period(found, together)
    lines, cut = return_lines(found)
    stopped, vain = silent_rules(gathered, together)
    calls = tuple(_calls(found, briefs, together))
    script = _script()
    page = Index(
        title=f"Commissioner’s pack: {count(len(briefs), 'return')}",
        period=period_words(*period),
        headline=_headline(calls, briefs),
        state="not-ready" if calls else "ready",
        calls=calls,
        given_away=together.given_away[:MOST_LINES],
        given_away_cut=_more(len(together.given_away) - MOST_LINES),
        tiers=tuple(tier_word(tier) for tier in TIERS),
        tally=_tally(briefs),
        lines=lines,
        cut=cut,
        many=len(briefs) > 1,
        awaited=awaited_lines(found, briefs),
        across=across_groups(together.across, briefs),
        keys=KEYS,
        heats=heats(found, together, period),
        mistakes=shared_mistakes([b for p in found for b in p.standing], together),
        indicators=indicators(found, together, period),
        stopped=stopped,
        vain=vain,
        broke=tuple((rule, count(total, "return")) for rule, total in gathered.broke.most_common()),
        claims=tuple((code, count(n, "return")) for code, n in sorted(gathered.claims.items())),
        unread=_unread(briefs),
        providers=tuple(_provider_line(provider) for provider in found),
        profile=profile_facts(given.profile) if given.profile else (),
        waivers=_waivers(gathered.waivers, together),
        two_axes=two_axes(),
        version=together.tool_version,
        script=script,
        script_digest=_digest(script),
    )
    return fill("pack/index.html.j2", page)


@cache
def _script() -> str:
    return source(_SCRIPT)


def _digest(script: str) -> str:
    """The name under which the page's policy lets this script run, and no other."""
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _headline(calls: Sequence[Call], briefs: Sequence[Brief]) -> str:
    if calls:
        things = count(len(calls), "thing")
        return f"{things} {'needs' if len(calls) == 1 else 'need'} your attention"
    return "Nothing in what was checked asks for you" if briefs else "No return was found"


def _calls(
    found: Sequence[Provider], briefs: Sequence[Brief], together: Together
) -> Iterator[Call]:
    """What needs the commissioner today, most pressing first."""
    failed = sum(brief.failed for brief in briefs)
    unread = [brief.file for brief in briefs if brief.ready is None and not brief.failed]
    private = sum(bool(brief.counts[TIERS.index("PRIVACY")]) for brief in briefs)
    if private:
        verb = "holds" if private == 1 else "hold"
        yield Call(
            f"{count(private, 'return')} {verb} what may identify a person, or hidden data. Do not"
            " pass the files on.",
            "returns",
        )
    if unread:
        words = f"{count(len(unread), 'file')} could not be read{_names(unread)}."
        yield Call(words, "returns")
    if failed:
        words = f"{count(failed, 'file')} could not be checked: a fault of a standard or of ours."
        yield Call(words, "returns")
    if told := len(together.given_away):
        numbers = count(told, "number")
        yield Call(f"foi.csv gives away {numbers} beside a file published earlier.", "foi")
    yield from _awaited_calls(found)
    across: Counter[str] = Counter(one.tier for one in together.across if one.tier != "NOTE")
    if across:
        tiers = ", ".join(f"{number(across[tier])} {tier}" for tier in TIERS if across[tier])
        yield Call(f"{count(across.total(), 'finding')} across returns: {tiers}.", "across")
    yield from _practice_calls(found)


def _awaited_calls(found: Sequence[Provider]) -> Iterator[Call]:
    missing = [provider.label for provider in found for _ in provider.owed]
    late = [p.label for p in found for one in p.awaited if one.state == "late"]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        said = f"{count(len(missing), 'expected return')} {verb} not here{_names(missing)}."
        yield Call(said, "awaited")
    if late:
        yield Call(f"{count(len(late), 'return')} came late{_names(late)}.", "awaited")


def _more(left: int) -> str:
    return f"The batch command tells {number(left)} more." if left > 0 else ""


def _names(names: Sequence[str]) -> str:
    """The names after a colon where they are few enough to be read in passing."""
    return f": {', '.join(names)}" if len(names) <= _NAMED else ""


def _practice_calls(found: Sequence[Provider]) -> Iterator[Call]:
    latest = [provider.latest for provider in found if provider.latest]
    unmet = [brief.has_verdict("not met") for brief in latest]
    if total := sum(unmet):
        where = [p.label for p in found if p.latest and p.latest.has_verdict("not met")]
        at = count(len(where), "provider")
        yield Call(f"{count(total, 'clause')} not met, at {at}{_names(where)}.", "heat")
    unready = sum(brief.ready is False for provider in found for brief in provider.standing)
    if unready:
        verb = "is" if unready == 1 else "are"
        overtaken = any(len(p.standing) < len(p.briefs) for p in found)
        but = "; what is overtaken is not counted" if overtaken else ""
        yield Call(f"{count(unready, 'return')} {verb} not ready{but}.", "returns")


def _tally(briefs: Sequence[Brief]) -> tuple[tuple[str, str, str], ...]:
    readies = [brief.ready for brief in briefs]
    failed = sum(brief.failed for brief in briefs)
    numbers = {**Counter(readies), None: readies.count(None) - failed}
    states = [(*words, number(numbers.get(ready, 0))) for ready, words in STATES.items()]
    failures = [("stop", "Could not be checked", number(failed))] if failed else []
    return (*failures, *states)


def _unread(briefs: Sequence[Brief]) -> str:
    total = sum(brief.ready is None for brief in briefs)
    if not total:
        return ""
    files = count(total, "file")
    return f"Nothing of {files} was checked: {'it' if total == 1 else 'they'} could not be read."


def _provider_line(provider: Provider) -> ProviderLine:
    return ProviderLine(
        page=page_of(provider),
        id=provider.id,
        letter=href(f"letters/{provider.page}.html"),
        returns=count(len(provider.briefs), "return"),
    )


def _waivers(total: Counter[str], together: Together) -> str:
    """The waivers of all returns in one line; empty where no waiver file was given."""
    waivers = together.given.waivers
    if waivers is None:
        return ""
    ordered = {name: total[name] for name in (*WAIVER_STATES, EXPIRING) if total[name]}
    held = count(len(waivers.entries), "waiver")
    said = states_words(ordered) or "none is for a provider of these returns"
    return f"{waivers.file} holds {held}. Over all returns: {said}."
