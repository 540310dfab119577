"""What a difference is, and how two things of a kind are held side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

Kind = Literal["added", "removed", "changed", "words only"]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that differs. `said` is the whole of it in words.

    `wording` marks what is only said to people: no check depends on it. Where `long` is set the
    texts before and after are worth reading beside one another.
    """

    field: str
    before: str
    after: str
    said: str
    wording: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs: a clause, a rule, a column …; `title` says what it is about."""

    part: str
    name: str
    kind: Kind
    title: str = ""
    details: tuple[Detail, ...] = ()


def compared(
    part: str,
    before: Mapping[str, Thing],
    after: Mapping[str, Thing],
    title: Callable[[Thing], str],
    details: Callable[[Thing, Thing], Sequence[Detail]],
) -> Iterator[Difference]:
    """What was removed, added and changed between two sets of named things."""
    for name, thing in before.items():
        if name not in after:
            yield Difference(part, name, "removed", title(thing))
    for name, thing in after.items():
        if name not in before:
            yield Difference(part, name, "added", title(thing))
        else:
            yield from _changed(part, name, title(thing), details(before[name], thing))


def _changed(part: str, name: str, title: str, found: Sequence[Detail]) -> Iterator[Difference]:
    if found:
        kind: Kind = "words only" if all(detail.wording for detail in found) else "changed"
        yield Difference(part, name, kind, title, tuple(found))


def own(part: str, name: str, found: Sequence[Detail]) -> Iterator[Difference]:
    """The difference of a pack itself, when there is one."""
    return _changed(part, name, "", found)


def facts(before: Any, after: Any, labels: Mapping[str, str]) -> Iterator[Detail]:
    """A detail for each attribute of `labels` that differs; labels say them to people."""
    for field, label in labels.items():
        yield from fact(field, label, getattr(before, field), getattr(after, field))


def fact(field: str, label: str, old: Any, new: Any) -> Iterator[Detail]:
    """A detail when two values differ: lists by what came and went, others by both values."""
    if old == new:
        return
    if isinstance(old, tuple) and isinstance(new, tuple):
        yield Detail(field, _plain(old), _plain(new), f"{label}: {came_and_went(old, new)}")
    else:
        yield Detail(field, _plain(old), _plain(new), f"{label} {arrow(old, new)}".strip())


def wording(before: Any, after: Any, labels: Mapping[str, str]) -> Iterator[Detail]:
    """A detail for each text that reads differently, spaces aside."""
    for field, label in labels.items():
        old, new = (" ".join(getattr(thing, field).split()) for thing in (before, after))
        if old != new:
            yield Detail(field, old, new, label, wording=True)


def reworded(field: str, label: str, old: str, new: str) -> Iterator[Detail]:
    """A detail for a text that people go by, which is then shown in both forms."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if old != new:
        yield Detail(field, old, new, f"{label} reworded", wording=True, long=True)


def sentences(field: str, label: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Detail]:
    """A detail for each sentence that a list gained or lost; their order says nothing."""
    for item in old:
        if item not in new:
            yield Detail(field, item, "", f"{label}: no longer “{item}”", wording=True)
    for item in new:
        if item not in old:
            yield Detail(field, "", item, f"{label}: also “{item}”", wording=True)


def arrow(old: Any, new: Any) -> str:
    """One value and the other."""
    return f"{_plain(old)} → {_plain(new)}"


def came_and_went(old: Sequence[Any], new: Sequence[Any]) -> str:
    """What the new list has besides, and what it no longer has."""
    came = [str(item) for item in new if item not in old]
    went = [str(item) for item in old if item not in new]
    if not came and not went:
        return "in another order"
    also = [f"also {', '.join(came)}"] if came else []
    gone = [f"no longer {', '.join(went)}"] if went else []
    return "; ".join([*also, *gone])


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return "none" if value is None or value == "" else str(value)
