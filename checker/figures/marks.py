"""Marks: by them a case or a person is known again in another return, without a value of them.

A digest of a key that can be guessed can be guessed too: anyone who holds the marks can try every
short reference. They tell records apart and hide them from a glance, no more, so they stay in the
commissioner's own folder and go into nothing that is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from checker.figures.cells import UNUSABLE, usable
from checker.layout.tables import ReturnTables, SetAside
from checker.model.figures import Mark, RecordKind

_KEYS: Final[Mapping[RecordKind, str]] = {"case": "case_ref", "person": "person_ref"}
_FACTS: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    "case": ("referral_date", "sex", "ethnicity", "case_type", "referral_source"),
    "person": ("sex", "ethnicity"),
}


def marks(tables: ReturnTables, unusable: SetAside) -> tuple[Mark, ...]:
    """One for each case and one for each person, in the order of their first rows.

    Rows that share a reference are one record; a fact on which they differ is none of its facts.
    A record whose reference is unusable has no mark.
    """
    if not tables.tables["cases"].frame.height:
        return ()
    wanted = dict.fromkeys(("case_status", *_KEYS.values(), *_FACTS["case"]))
    cells = {name: usable(tables, unusable, "cases", name) for name in wanted}
    return (*_marks("case", cells), *_marks("person", cells))


def _marks(kind: RecordKind, cells: Mapping[str, Sequence[Any]]) -> Iterator[Mark]:
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(cells[_KEYS[kind]]):
        if isinstance(key, str):
            rows.setdefault(key, []).append(row)
    status = cells["case_status"]
    for key, of_key in rows.items():
        facts = {name: fact for name in _FACTS[kind] if (fact := _fact(cells[name], of_key))}
        is_open = kind == "case" and any(_is_open(status[row]) for row in of_key)
        yield Mark(
            kind,
            _digest(kind, key),
            # Compared only with the same fact of the same record, so a short one will do.
            {name: _digest(kind, key, name, fact)[:8] for name, fact in facts.items()},
            is_open,
        )


def _fact(cells: Sequence[Any], rows: Sequence[int]) -> str:
    """What the rows say with one voice; empty where they say nothing or differ."""
    said = {str(cells[row]) for row in rows if cells[row] not in (None, UNUSABLE)}
    return said.pop() if len(said) == 1 else ""


def _is_open(status: Any) -> bool:
    """As the headline figure OPEN-AT-END has it."""
    return isinstance(status, str) and status != "CLOSED"


def _digest(*words: str) -> str:
    """32 hexadecimal digits; the first word keeps digests of one kind apart from another's.

    References are in capitals and tidied when they get here: the layout read them so.
    """
    text = "\0".join(("perpetrator-programme-checker mark", *words))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
