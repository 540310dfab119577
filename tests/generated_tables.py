"""Tables and arguments without end, for holding the compiler beside Great Expectations.

A family's own module (generated_*.py) says, in CASES, what arguments each of its types can get.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import generated_patterns
import polars as pl
from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]

# Great Expectations sees a column of whole numbers with blanks as floats: exact up to here.
EXACT = 2**53
SMALL = [0, 1, 2, 3, -1, 5, 7, 10]
LARGE = [EXACT, -EXACT, EXACT - 1, 10**15]
HUGE = [2**62, -(2**62), 2**63 - 1, -(2**63), EXACT + 1]
SHARES = [0.0, -0.0, 0.5, 0.1, 0.2, 0.3, 1.0, 2.0, -1.5, 1e308, -1e308, 5e-324, 1e-9, 3.0]
TEXTS = [
    "", " ", "a", "A", "b", "B", "ab", "aB", "a b", " a", "a ", "é", "É", "e\u0301", "ß", "SS",
    "İ", "ı", "ﬁ", "a\n", "\n", "\t", "1", "1.0", "-1", "01", "1e3", "true", "null", "NaN", "None",
    "2026-11-26", "2026-02-30", "26/11/2026", "12:30", "{}", "[1]", '{"a": 1}', "日本", "🙂",
    "x" * 40,
]  # fmt: skip
CODES = ["A", "B", "C", "a", "NK", ""]
DAYS = [dt.date(1000, 1, 1), dt.date(1999, 12, 31), dt.date(2024, 2, 29), dt.date(9999, 12, 31)]
WRITINGS = [
    "2026-11-26", "2026-11-26T12:30:00", "2026-11-26 12:30:00", "2026-11-26T12:30:00+01:00",
    "0000-01-01", "0001-01-01", "2026-1-5", "2026-13-01", "26/11/2026", "11/26/2026", "26 Nov 2026",
    "12:30", "12:30 PM", "24:00", "2026", "20261126", "Thursday", "tomorrow", "9" * 20, "1e5",
    "10 EST5", "\u0661\u0662", "2026-11-2\u0666", "2026-11-26\n", " 2026-11-26", "2024-02-29",
    "2023-02-29", "23:59:60", "2026-11-26 23:59:60", "31 Apr 2026", "01/01/0999", "1:2:3",
    "{}", "[1]", '{"a": 1}', '{"a": "b"}', "1", "1.0", "-0", "01", "true", "null", "NaN", '"a"',
    "[1,]", "[" * 2000, " 1 ", "\ufeff1", "9" * 5000, '{"a":1,"a":"b"}', "nan", "", "'a'",
]  # fmt: skip
MOMENTS = [dt.datetime(2024, 2, 29, 23, 59, 59), dt.datetime(2024, 3, 1), dt.datetime(1970, 1, 1)]

# A name that must be quoted wherever names are put together.
WRITTEN = 'as "written" it\'s'
SCHEMA: dict[str, Any] = {
    "whole": pl.Int64,
    "other": pl.Int64,
    "huge": pl.Int64,
    "share": pl.Float64,
    "rate": pl.Float64,
    "text": pl.String,
    "more": pl.String,
    "code": pl.String,
    "truth": pl.Boolean,
    "day": pl.Date,
    "moment": pl.Datetime("us"),
    # Names that a query has to put between marks.
    "class": pl.Int64,
    "an 'odd' \"name\" #1": pl.String,
    WRITTEN: pl.String,
}
WHOLE, FLOATS, STRINGS = ("whole", "other"), ("share", "rate"), ("text", "more", "code")
NUMBERS = (*WHOLE, *FLOATS)
_WHOLES = st.sampled_from(SMALL) | st.sampled_from(SMALL + LARGE)
_FLOATS = st.sampled_from(SHARES) | st.sampled_from([*SHARES, float("nan"), float("inf")])
_POOLS: dict[str, st.SearchStrategy[Any]] = {
    "whole": _WHOLES,
    "other": _WHOLES,
    "huge": st.sampled_from(SMALL + LARGE + HUGE),
    "share": _FLOATS,
    "rate": _FLOATS,
    "text": st.sampled_from(TEXTS) | st.text(max_size=6),
    "more": st.sampled_from(TEXTS),
    "code": st.sampled_from(CODES),
    "truth": st.booleans(),
    "day": st.sampled_from(DAYS) | st.dates(dt.date(1000, 1, 1)),
    "moment": st.sampled_from(MOMENTS),
    "class": _WHOLES,
    "an 'odd' \"name\" #1": st.sampled_from(CODES),
    WRITTEN: st.sampled_from(WRITINGS) | generated_patterns.texts,
}
# No column of a table is all blank, some blank or without blanks by chance alone.
_BLANKS = st.sampled_from(["none", "some", "some", "all"])


@st.composite
def tables(draw: Draw) -> pl.DataFrame:
    """A table of no rows, one row, or a few; `huge` never has blanks beside its huge numbers."""
    height = draw(st.sampled_from([0, 1, 2, 3, 4, 5, 7, 10, 11]))
    columns = {name: _column(draw, name, height) for name in SCHEMA}
    return pl.DataFrame(columns, schema=SCHEMA)


def _column(draw: Draw, name: str, height: int) -> list[Any]:
    blanks = "none" if name == "huge" else draw(_BLANKS)
    pool = _POOLS[name]
    if blanks == "all":
        return [None] * height
    if blanks == "some":
        pool = st.none() | pool
    return draw(st.lists(pool, min_size=height, max_size=height))


def columns(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names or tuple(SCHEMA))


def mostlies(height: int) -> st.SearchStrategy[float]:
    """Every share that a table of this many rows can have, a hair beside it, and the defaults."""
    shares = [part / whole for whole in range(1, height + 1) for part in range(whole + 1)]
    near = [share + step for share in shares for step in (-1e-12, 1e-12) if 0 <= share + step <= 1]
    return st.sampled_from([1, 0, 0.5, 0.95, *shares, *near])


def compared(draw: Draw, name: str) -> Any:
    """Something to hold a column's values against, of its own kind, as JSON has it."""
    value = draw(_POOLS[name])
    if isinstance(value, float) and value != value:
        return 0.5
    return value.isoformat() if isinstance(value, dt.date) else value


# What a row condition can hold a column against, whatever the column holds.
OPERANDS = [
    0, 1, -1, 2.5, True, False, EXACT + 1, float(EXACT), 2**63, -(10**20), 1e308, -0.0, "", "a",
    "1", "True", "a`b", "it's", '"', "@a", "#", "\\", "2024-02-29",
]  # fmt: skip


def conditions(draw: Draw) -> dict[str, Any]:
    """A structured row condition: a comparison, blanks, or several of them, two deep."""
    whole = draw(st.sampled_from(["one", "one", "one", "and", "or"]))
    if whole == "one":
        return _simple(draw)
    parts = [_simple(draw) for _ in range(draw(st.integers(1, 3)))]
    if draw(st.integers(0, 3)) == 0:
        parts.append({"type": "and", "conditions": [_simple(draw), _simple(draw)]})
    return {"type": whole, "conditions": parts}


_OPERATORS = ["==", "!=", "<", "<=", ">", ">="]


def _simple(draw: Draw) -> dict[str, Any]:
    # Now and then a column that the table does not have, or has in other letters only.
    name = draw(columns() if draw(st.integers(0, 19)) else st.sampled_from(["absent", "Code"]))
    about = {"column": {"name": name}}
    if draw(st.integers(0, 3)) == 0:
        return {"type": "nullity", **about, "is_null": draw(st.booleans())}
    operator = draw(st.sampled_from([*_OPERATORS, "IN", "NOT_IN"]))
    value = _operand(draw, name)
    if operator in ("IN", "NOT_IN"):
        value = _operands(draw, name, value)
    return {"type": "comparison", **about, "operator": operator, "parameter": value}


def _operand(draw: Draw, name: str) -> Any:
    own = name in SCHEMA and draw(st.integers(0, 5))
    value = compared(draw, name) if own else draw(st.sampled_from(OPERANDS))
    if value == EXACT + 1 and name in ("whole", "other", "class"):
        # Where the column has blanks, pandas rounds it to its neighbour: a difference by intent.
        return EXACT - 1
    # So is a backslash at the end.
    return value + "." if isinstance(value, str) and value.endswith("\\") else value


def _operands(draw: Draw, name: str, first: Any) -> list[Any]:
    """Several of the kind of the first; Great Expectations takes no others, nor truth values."""
    several = [first, *(_operand(draw, name) for _ in range(draw(st.integers(0, 3))))]
    kinds = (str,) if isinstance(first, str) else (int, float)
    return [one for one in several if type(one) in kinds]


def shared(draw: Draw, frame: pl.DataFrame, *, mostly: bool = True) -> dict[str, Any]:
    """What every expectation can take beside its own arguments: none, one or both."""
    taken: dict[str, Any] = {}
    if mostly and draw(st.booleans()):
        taken["mostly"] = draw(mostlies(frame.height))
    if draw(st.integers(0, 2)) == 0:
        taken["row_condition"] = conditions(draw)
    return taken
