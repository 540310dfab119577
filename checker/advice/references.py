"""References that lead nowhere, and the existing one that each may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from checker.advice.around import Around
from checker.advice.likeness import LONGEST
from checker.advice.practice import listed
from checker.language import say
from checker.model.findings import Suggestion
from checker.model.specs import ForeignKey

# References of more rows than this are compared by their form alone, not letter by letter.
_MOST_ROWS = 50_000
# A shorter reference is one step away from too many others.
_SHORTEST = 4
_ALIKE = str.maketrans("OIL", "011")


class Near(NamedTuple):
    """The row of the parent whose reference is meant, and how the two differ."""

    row: int
    how: str


def form(reference: str) -> str:
    """A reference without what is easily mistyped: zeros in front, marks, O for 0, I for 1."""
    plain = "".join(filter(str.isalnum, reference.upper())).translate(_ALIKE)
    out, digits = "", ""
    for letter in plain:
        if letter.isdecimal():
            digits += letter
            continue
        out, digits = out + digits.lstrip("0") + letter, ""
    return out + digits.lstrip("0")


@dataclass(frozen=True, slots=True)
class Parents:
    """The references of a parent's rows by form, and by what is left with one letter gone."""

    by_form: Mapping[str, tuple[str, ...]]
    by_rest: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]


def parents(around: Around, link: ForeignKey) -> Parents:
    """The references that a foreign key may lead to, indexed once for the whole column."""
    rows: dict[str, int] = {}
    for row, key in enumerate(around.values(link.parent, link.parent_column)):
        if key is not None:
            rows.setdefault(key, row)
    forms: dict[str, list[str]] = {}
    rests: dict[str, list[str]] = {}
    for key in rows:
        forms.setdefault(form(key), []).append(key)
        if len(rows) <= _MOST_ROWS:
            for rest in _rests(key):
                rests.setdefault(rest, []).append(key)
    return Parents(
        {name: tuple(found) for name, found in forms.items()},
        {name: tuple(found) for name, found in rests.items()},
        rows,
    )


def _rests(key: str) -> set[str]:
    """The reference itself and with each one of its letters left out."""
    return {key, *(key[:n] + key[n + 1 :] for n in range(len(key)))}


def near(known: Parents, reference: str) -> Near | None:
    """The one existing reference that differs in its form only, or by one step; else None."""
    if len(reference) > LONGEST:
        return None
    same = known.by_form.get(form(reference), ())
    if len(same) == 1:
        return Near(known.rows[same[0]], _difference(reference, same[0]))
    if same or len(reference) < _SHORTEST:
        return None
    found = {key for rest in _rests(reference) for key in known.by_rest.get(rest, ())}
    close = [key for key in found if _one_step(reference, key)]
    return Near(known.rows[close[0]], _step(reference, close[0])) if len(close) == 1 else None


def _difference(one: str, other: str) -> str:
    if one.replace("0", "") == other.replace("0", ""):
        return "zeros"
    if _letters(one) == _letters(other):
        return "marks"
    return "letters" if len(_letters(one)) == len(_letters(other)) else "form"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _one_step(one: str, other: str) -> bool:
    """One letter more, less or another, or two neighbours swapped; never more than that."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    apart = [n for n in range(len(one)) if one[n] != other[n]]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and (one[first], one[second]) == (other[second], other[first])
    return len(apart) == 1


def _step(one: str, other: str) -> str:
    if len(one) != len(other):
        return "missing" if len(one) < len(other) else "extra"
    return "swapped" if sorted(one) == sorted(other) else "one"


def reference_suggestion(around: Around, link: ForeignKey, found: Near) -> Suggestion:
    """Where the reference stands that may be meant, and how it differs; not the reference."""
    place = around.place(link.parent, found.row, link.parent_column)
    return Suggestion("reference", say(f"advice.reference-{found.how}", place=place), place=place)


def twin_suggestion(around: Around, table: str, row: int, field: str) -> tuple[Suggestion, ...]:
    """Where else the same reference stands."""
    rows = [r for r in around.rows_with(table, field, around.value(table, row, field)) if r != row]
    places = [around.place(table, other, field) for other in rows[:3]]
    if not places:
        return ()
    told = listed(places)
    if len(rows) > len(places):
        text = say("advice.twins-more", n=len(rows) - len(places), places=told)
    else:
        text = say("advice.twins", places=told)
    return (Suggestion("other place", text, place=places[0]),)
