"""The bounds of a return's columns: both JSON Schema libraries on each side of each of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from checker.packlint.regex import texts_around
from checker.packverify.bench import Bench
from checker.packverify.edges import texts_like
from checker.packverify.tally import Tally

Schema = dict[str, Any]

_DAYS = ("2024-02-29", "2026-02-28", "2026-02-29", "2026-04-31", "2026-13-01", "01/07/2026", "x")
_LONGEST = 5000


def bound_stages(bench: Bench) -> Iterator[Callable[[], Tally]]:
    """One piece of work: every column of every table."""
    yield partial(_columns, bench)


def _columns(bench: Bench) -> Tally:
    whole = Tally()
    for name, table in bench.spec.tables.items():
        for column, schema in table.schema["properties"].items():
            whole += column_bounds(f"{bench.spec.id} {name}.{column}", schema)
    return whole


def column_bounds(name: str, schema: Schema) -> Tally:
    """Values around the bounds of one column's schema, held against both libraries."""
    import jsonschema_rs
    from jsonschema import Draft202012Validator, FormatChecker

    fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    slow = Draft202012Validator(schema, format_checker=FormatChecker())
    values = list(edge_values(schema))
    answers = [(fast.is_valid(value), slow.is_valid(value)) for value in values]
    lines = [
        f"{name}: on the generated value {_shown(value)} jsonschema-rs {_said(quick)} and "
        f"jsonschema {_said(reference)}."
        for value, (quick, reference) in zip(values, answers, strict=True)
        if quick != reference
    ]
    if values and len({quick for quick, _ in answers}) < 2:
        lines.append(f"{name}: no generated value tries its bounds from both sides.")
    return Tally(bound_values=len(values), disagreements=tuple(lines))


def edge_values(schema: Schema) -> Iterator[Any]:
    """Values on and beside each bound that a column's schema sets; none where it sets none."""
    if "items" in schema:
        entries = list(edge_values(schema["items"]))
        yield from ([entry] for entry in entries)
        yield from ([], entries[:2], entries[:1] * 2, "x")
    for keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        if keyword in schema:
            yield from _numbers(schema[keyword])
    for keyword in ("minLength", "maxLength"):
        if keyword in schema:
            yield from _texts_of((schema[keyword],))
    if "enum" in schema:
        yield from texts_like((str(schema["enum"][0]), str(schema["enum"][-1])))
    if "pattern" in schema:
        yield from texts_like(texts_around(schema["pattern"]))
    if schema.get("format") == "date":
        yield from _DAYS


def _numbers(bound: float) -> list[Any]:
    near = [math.nextafter(bound, -math.inf), math.nextafter(bound, math.inf)]
    return [bound, float(bound), bound - 1, bound + 1, bound + 0.5, bound - 0.5, *near, "x"]


def _texts_of(lengths: tuple[int, ...]) -> list[str]:
    """Texts as long as each length, and one shorter and longer, of one to four bytes a letter."""
    around = {n for length in lengths for n in (length - 1, length, length + 1)}
    fitting = [n for n in sorted(around) if 0 <= n <= _LONGEST]
    return [letter * n for n in fitting for letter in ("A", "a", "1", "é", "😀")]


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:20]}… ({len(text)} characters)"


def _said(is_valid: bool) -> str:
    return "takes it" if is_valid else "refuses it"
