"""Every page of the site, from what is known to HTML text."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from checker.language import LANGUAGES, say
from checker.render.html import fill
from checker.web import interface
from checker.web.records import Held, Output, Site, Told

Fault = tuple[str, str]
"""A field of the form, or "" for none, and what is wrong with what was entered there."""

TAKEN: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".zip", ".csv")
EARLIER: Final = ".json"
"""The endings that the form offers: of returns, and of an earlier report."""

_FIELDS: Final = ("return", "previous", "password", "language")
_OVER: Final = ("done", "failed")
_FIXES_FIRST: Final = '<section aria-labelledby="fix-first">'
_TIERS: Final = ("privacy", "error", "query", "note")
# In the order in which they are offered; the copy of a return has the ending of the return.
_OUTPUTS: Final = ("report.html", "findings.xlsx", "annotated", "receipt.txt", "report.json")


def start(
    site: Site, errors: Sequence[Fault] = (), since: Held | None = None, language: str = ""
) -> str:
    """The page to hand over returns on; `since` is the check that the new one is compared with.

    `language` is what was chosen for the report already, where that is known.
    """
    fields = {name: message for name, message in reversed(errors) if name in _FIELDS}
    language = language or (since.language if since else "")
    form = _form(fields, since, many=not since, language=language)
    return _page("start", site, errors=_listed(errors), form=form)


def checks(site: Site, held: Sequence[Held]) -> str:
    """The checks of one visitor, in the order given, each with where it stands."""
    items = [_item(site, one) for one in held]
    over = sum(one.state in _OVER for one in held)
    return _page("checks", site, items=items, over=over, all_over=all(map(_complete, held)))


def working(site: Site, held: Held, ahead: int) -> str:
    """The page of a check that is not over. `ahead` is how many returns are before it."""
    stage = held.state if held.state == "waiting" else held.stage or "checking"
    return _page("working", site, held=held, stage=stage, ahead=ahead)


def result(site: Site, held: Held, main: str) -> str:
    """The page of a check that is over: the report, and what can be done with it.

    `main` is what stands inside the <main> of our own report.html, or of its early form; it is put
    in as it is. It is empty for a check that failed.
    """
    fields: dict[str, str] = {}
    if held.state == "failed":
        form = _form(fields, None, many=False, language=held.language)
        return _page("failed", site, held=held, failed=held.failed, form=form)
    form = _form(fields, held, many=False, language=held.language)
    parts = _parted(main)
    return _page("result", site, form=form, parts=parts, **_handed_back(site, held))


def about(site: Site) -> str:
    """What happens to a file here, who sees it, what is logged, and who can use the page."""
    return _page("about", site)


def message(site: Site, title: str, lines: Sequence[str], back: str = "/") -> str:
    """A page that says one thing. `back` is where its link leads; without one it has no links.

    A page without links is for when nothing answers any more: the checker was stopped.
    """
    return _page("message", site, title=title, lines=lines, back=back)


def api(site: Site, document: Mapping[str, Any]) -> str:
    """A page to read of the OpenAPI document of the interface for programs."""
    return _page("api", site, **interface.view(document))


def size_words(size: int) -> str:
    """A number of bytes as people read it."""
    if size < 1000:
        return say("web.bytes", n=size)
    if size < 999_500:
        return say("web.kilobytes", size=round(size / 1000))
    return say("web.megabytes", size=f"{size / 1_000_000:.1f}".removesuffix(".0"))


def span_words(seconds: float) -> str:
    """A length of time as people read it, to the minute."""
    minutes = round(seconds / 60)
    if minutes and minutes % 60 == 0:
        return say("web.hours", n=minutes // 60)
    return say("web.minutes", n=minutes) if minutes else say("web.less-than-minute")


def _page(name: str, site: Site, **more: Any) -> str:
    view = {
        "site": site,
        "name": name,
        "errors": (),
        "form": None,
        "back": "/",
        "span": span_words(site.keep),
        "largest": size_words(site.largest),
    }
    return fill(f"{name}.html.j2", view | more, folder="web")


def _listed(errors: Sequence[Fault]) -> list[tuple[str, str]]:
    """Each message with the id of the field that it leads to."""
    return [(f"page-{name}" if name in _FIELDS else "", words) for name, words in errors]


def _form(
    faults: Mapping[str, str], since: Held | None, many: bool, language: str = ""
) -> dict[str, Any]:
    """What the form to hand over a return is made of."""
    return {
        "faults": faults,
        "since": since.id if since else "",
        "file": since.told.file if since and since.told else "",
        "many": many,
        "language": language,
        "taken": ",".join((*TAKEN, EARLIER) if many else TAKEN),
        "earlier": EARLIER,
        # What is not as usual there is seen.
        "open": any(name != "return" for name in faults) or language not in ("", LANGUAGES[0]),
    }


def _parted(main: str) -> tuple[str, str, str]:
    """The report up to the end of its headline, what to fix first, and the rest.

    What can be done with a report is offered after the first: the reader has its answer first, and
    does not have to go through all findings to find the files. What to fix first comes last of all
    and is put in then.
    """
    head, end, rest = main.partition("</section>")
    if not end:
        return "", "", main
    first = ""
    if rest.lstrip().startswith(_FIXES_FIRST):
        first, _, rest = rest.partition(end)
        first += end
    return head + end, first, rest


def _handed_back(site: Site, held: Held) -> dict[str, Any]:
    outputs = sorted(held.outputs.values(), key=_place)
    there = {_kind(output) for output in outputs}
    missing = [_title(kind) for kind in _OUTPUTS if kind not in there]
    return {
        "held": held,
        "told": held.told,
        "files": [_file(held, one) for one in outputs],
        "missing": [] if held.complete else missing,
        "kept": _kept(site, held),
    }


def _kind(output: Output) -> str:
    return "annotated" if output.name.startswith("annotated.") else output.name


def _place(output: Output) -> tuple[int, str]:
    kind = _kind(output)
    return (_OUTPUTS.index(kind) if kind in _OUTPUTS else len(_OUTPUTS), output.name)


def _title(kind: str) -> str:
    return say(_key(kind))


def _key(kind: str) -> str:
    return f"web.file-{kind.replace('.', '-')}"


def _file(held: Held, output: Output) -> dict[str, str]:
    """One file to download; of a kind that this page does not know, its name is all it says."""
    kind = _kind(output)
    known = kind in _OUTPUTS
    return {
        "address": f"/checks/{held.id}/files/{output.name}",
        "title": _title(kind) if known else output.name,
        "purpose": say(f"{_key(kind)}-for") if known else "",
        "name": output.name,
        "size": size_words(len(output.data)),
    }


def _item(site: Site, held: Held) -> dict[str, Any]:
    told = held.told
    status = told.state if told and held.state == "done" else held.state
    return {
        "held": held,
        "status": status,
        "tag": say(f"web.tag-{status}"),
        "facts": [fact for fact in (told.provider, told.period) if fact] if told else [],
        "words": _words(told) if told else "",
        "kept": _kept(site, held) if held.state in _OVER else "",
    }


def _words(told: Told) -> str:
    """What came of a check, in one line."""
    if told.state == "stop":
        return told.headline
    found = {tier.lower(): total for tier, total in told.counts.items()}
    counts = [say(f"web.count-{tier}", n=found[tier]) for tier in _TIERS if found.get(tier)]
    return " · ".join(counts)


def _complete(held: Held) -> bool:
    return held.state == "failed" or held.complete


def _kept(site: Site, held: Held) -> str:
    """When it was checked and how long it is kept: times of day at home, by the reader's own clock.

    A server may stand in another time zone than its readers, so it tells how long ago and how long.
    """
    done = held.until - site.keep
    if site.hosted:
        now = time.time()
        ago, span = span_words(max(0.0, now - done)), span_words(max(0.0, held.until - now))
        return say("web.kept-span", ago=ago, span=span)
    end = time.localtime(held.until)
    checked, clock = (time.strftime("%H:%M", at) for at in (time.localtime(done), end))
    if end[:3] == time.localtime()[:3]:
        return say("web.kept-today", checked=checked, time=clock)
    day = f"{end.tm_mday} {time.strftime('%B', end)}"
    return say("web.kept-day", checked=checked, time=clock, day=day)
