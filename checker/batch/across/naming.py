"""Who sends: providers that go by two names or two references, and a reference of two providers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.batch.across.laid import Laid, Sent, Told, by_number, file_words, listed
from checker.layout.values import normal


def names(laid: Laid) -> Iterator[Told]:
    """A provider's reference with two names, and a name with two references."""
    named = [one for one in laid.sent if one.was_read and one.provider and one.provider_name]
    for many in _with_two(named, lambda one: one.provider, lambda one: normal(one.provider_name)):
        said = listed(f"“{name}”" for name in _firsts(many, lambda one: one.provider_name))
        detail = f"The reference {many[0].provider_id} stands with the names {said}."
        yield Told("provider-named-twice", detail, by_number(many))
    for many in _with_two(named, lambda one: normal(one.provider_name), lambda one: one.provider):
        said = listed(_firsts(many, lambda one: one.provider_id))
        detail = f"The name “{many[0].provider_name}” stands with the references {said}."
        yield Told("provider-named-twice", detail, by_number(many))


def return_references(laid: Laid) -> Iterator[Told]:
    """The reference of one return with two providers."""
    named = [one for one in laid.sent if one.was_read and one.provider and one.return_id]
    for many in _with_two(named, lambda one: one.return_id, lambda one: one.provider):
        detail = f"{listed(map(file_words, many))}."
        yield Told("return-reference-twice", detail, by_number(many))


Part = Callable[[Sent], str]


def _with_two(many: list[Sent], same: Part, other: Part) -> Iterator[list[Sent]]:
    """The returns that agree in one thing and not in the other, in order of the batch."""
    found: dict[str, list[Sent]] = {}
    for one in many:
        found.setdefault(same(one), []).append(one)
    for group in found.values():
        if len({other(one) for one in group}) > 1:
            yield group


def _firsts(many: list[Sent], part: Part) -> list[str]:
    """How each is written first, for those that are the same by letters and digits."""
    found: dict[str, str] = {}
    for one in many:
        found.setdefault(normal(part(one)), part(one))
    return list(found.values())
