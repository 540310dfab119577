"""In what two reports differ: what they were made with first, and then the places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from checker.language import say
from checker.proof.reading import pointer

PLACES_TOLD: Final = 10
PLACES_COUNTED: Final = 10_000

# What the commissioner or the provider handed over: its field, its name, the option that names it.
_HANDED: Final = (
    ("profile", "what-profile", "--profile"),
    ("waivers", "what-waivers", "--waivers"),
    ("since", "what-previous", "--previous"),
)
# Places that the sentences of `made_otherwise` speak of.
_SAID: Final = frozenset(("tool", "profile", "waivers", "attested", "standards"))

Report = dict[str, Any]
Place = tuple[str | int, ...]


def made_otherwise(old: Report, new: Report) -> Iterator[str]:
    """A sentence for each thing with which the two reports were not made alike."""
    if old["tool"]["version"] != new["tool"]["version"]:
        versions = {"old": old["tool"]["version"], "new": new["tool"]["version"]}
        yield say("proof.other-tool", **versions)
    if old["return"].get("spec_digest") != new["return"].get("spec_digest"):
        yield say("proof.other-spec", name=new["return"].get("spec", ""))
    yield from _packs(old, new)
    for field, what, option in _HANDED:
        yield from _handed(old.get(field), new.get(field), say(f"proof.{what}"), option)
    yield from _worksheets(old, new)


def places(old: Any, new: Any, at: Place = ()) -> Iterator[Place]:
    """Where two pieces of JSON differ, in the order of the first, as deep as can be told."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            if key not in old or key not in new:
                yield (*at, key)
            else:
                yield from places(old[key], new[key], (*at, key))
    elif isinstance(old, list) and isinstance(new, list):
        for number, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from places(one, other, (*at, number))
        if len(old) != len(new):
            yield (*at, min(len(old), len(new)))
    elif type(old) is not type(new) or old != new:
        yield at


def told_places(old: Report, new: Report) -> list[str]:
    """The places as lines; those that a sentence about what was used has told are left out."""
    found = (place for place in places(old, new) if place[0] not in _SAID)
    first = [*islice(found, PLACES_COUNTED)]
    if not first:
        return []
    cut = len(first) == PLACES_COUNTED
    lead = say("proof.places-cut" if cut else "proof.places", n=len(first))
    return [lead, *(f"  {pointer(place)}" for place in first[:PLACES_TOLD])]


def _packs(old: Report, new: Report) -> Iterator[str]:
    was, now = _digests(old), _digests(new)
    if was.keys() != now.keys():
        yield say("proof.standards-differ")
    for name, digest in was.items():
        if digest != now.get(name, digest):
            yield say("proof.other-standard", name=name)


def _digests(report: Report) -> dict[str, str]:
    return {f"{pack['id']}@{pack['edition']}": pack["digest"] for pack in report["standards"]}


def _handed(old: Report | None, new: Report | None, what: str, option: str) -> Iterator[str]:
    if old and not new:
        yield say("proof.not-given", what=what, option=option)
    elif new and not old:
        yield say("proof.not-in-report", what=what)
    elif old and new and old.get("digest") != new.get("digest"):
        yield say("proof.other-given", what=what)


def _worksheets(old: Report, new: Report) -> Iterator[str]:
    was, now = ({use["digest"] for use in one.get("attested") or ()} for one in (old, new))
    what = say("proof.what-worksheet")
    if was - now:
        yield say("proof.not-given", what=what, option="--attest")
    if now - was:
        yield say("proof.not-in-report", what=what)
