"""Cells that stand as they should, read for a whole column at once.

What is read here the column's parser would read no otherwise, and would tell nothing of. All else
is left to it: a value that is not settled here is not wrong for that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection

from checker.layout.codes import offered
from checker.layout.numbers import LARGEST
from checker.layout.texts import tidy_keys
from checker.layout.values import is_blank
from checker.model.specs import CodeList, Column

Settled = tuple[dict[object, object], dict[object, object]]
"""What each settled value is read as, for the typed table and for JSON Schema: often one dict."""

Settle = Callable[[Collection[object]], Settled]
"""From the distinct values of a column, none of them None, to those that are settled."""


_CUT = re.compile(r"[;\n]").search


def settling(column: Column, codes: CodeList | None) -> Settle:
    """What settles the values of a column, by its type; `codes` as for its parser."""
    if column.type == "code" and codes is not None:
        return _codes(codes)
    if column.type == "list":
        return nothing_settled if codes is None else _lists(codes)
    ways: dict[str, Settle] = {
        "date": _days,
        "integer": _whole_numbers,
        "number": _numbers,
        "key": _keys,
    }
    return ways.get(column.type, _texts)


def nothing_settled(_: Collection[object]) -> Settled:
    """Each value is for the parser."""
    return {}, {}


def _alike(found: dict[object, object]) -> Settled:
    return found, found


def _codes(codes: CodeList) -> Settle:
    spellings: dict[object, str] = {t: c for t, c in offered(codes).items() if not is_blank(t)}

    def settled(values: Collection[object]) -> Settled:
        return _alike({text: spellings[text] for text in values if text in spellings})

    return settled


def _lists(codes: CodeList) -> Settle:
    """Entries as the template offers them, parted as it asks for."""
    # An entry that holds what parts entries would be cut in two.
    whole = {t: c for t, c in offered(codes).items() if t == t.strip(" ;\n") and c and not _CUT(t)}

    def settled(values: Collection[object]) -> Settled:
        read: dict[object, object] = {}
        written: dict[object, object] = {}
        for text in values:
            found = [whole.get(part) for part in text.split("; ")] if type(text) is str else [None]
            if None not in found:
                read[text], written[text] = "; ".join(filter(None, found)), found
        return read, written

    return settled


def _days(values: Collection[object]) -> Settled:
    days = [day for day in values if type(day) is dt.date]
    return dict(zip(days, days, strict=True)), {day: day.isoformat() for day in days}


def _numbers(values: Collection[object]) -> Settled:
    return _alike({n: n for n in values if type(n) is float and abs(n) <= LARGEST})


def _whole_numbers(values: Collection[object]) -> Settled:
    return _alike(
        {
            number: int(number)
            for number in values
            if type(number) is float and number.is_integer() and abs(number) <= LARGEST
        }
    )


def _keys(values: Collection[object]) -> Settled:
    keys = tidy_keys(values)
    return _alike(dict(zip(keys, keys, strict=True)))


def _texts(values: Collection[object]) -> Settled:
    return _alike(
        {
            text: text
            for text in values
            if type(text) is str and text and text.isascii() and " ".join(text.split()) == text
        }
    )
