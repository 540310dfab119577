"""Expectations: types and arguments from the closed list, columns and codes that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

from checker.model.specs import Column, Rule
from checker.packbuild import expand
from checker.packlint.pack import Pack, columns_of, file_of
from checker.packlint.patterns import pattern_problem

COLUMN_ARGUMENTS = ("column", "column_A", "column_B")
NEEDED = (*COLUMN_ARGUMENTS, "value_set", "regex")


def expectation_problems(pack: Pack) -> Iterator[str]:
    """A line for each expectation that could not run as it is written."""
    for rule in pack.rules:
        if rule.check.kind == "expectation":
            yield from (f"{file_of(rule)}: {line}" for line in _rule(rule, pack))


def _rule(rule: Rule, pack: Pack) -> Iterator[str]:
    arguments = _supported(rule.check.type)
    if arguments is None:
        yield _unknown_type(rule.check.type)
        return
    kwargs = rule.check.kwargs or {}
    yield from _arguments(rule.check.type, kwargs, arguments)
    if "regex" in kwargs:
        problem = pattern_problem(kwargs["regex"])
        if problem:
            yield problem
    places = expand(rule, pack.spec)
    if not places:
        yield "is repeated over nothing: the return has no such place. Take the rule out."
    for entry in places:
        yield from _place(entry, rule, pack)


def _supported(kind: str) -> frozenset[str] | None:
    from checker.expectations import SUPPORTED

    found = SUPPORTED.get(kind)
    return None if found is None else frozenset(found)


def _unknown_type(kind: str) -> str:
    from checker.expectations import SUPPORTED

    near = difflib.get_close_matches(kind, SUPPORTED, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(sorted(SUPPORTED))}."
    return f"the checker cannot run {kind}. {hint}"


def _arguments(kind: str, kwargs: Mapping[str, Any], known: frozenset[str]) -> Iterator[str]:
    for name in sorted(set(kwargs) - known):
        yield f"{kind} has no argument {name}. Known are: {', '.join(sorted(known))}."
    for name in NEEDED:
        if name in known and name not in kwargs:
            yield f"{kind} needs the argument {name}. Add it."
    for name, value in kwargs.items():
        if isinstance(value, float) and not isfinite(value):
            yield f"{kind}: {name} is no finite number, so nothing could miss it. Write a number."
    bounds = {"min_value", "max_value"}
    if bounds <= known and not bounds & set(kwargs):
        yield f"{kind} needs min_value, max_value or both. Add one."
    # Great Expectations counts a half-blank pair as wrong unless told otherwise.
    if "column_A" in known and kwargs.get("ignore_row_if") != "either_value_is_missing":
        yield f"{kind} needs ignore_row_if: either_value_is_missing. Add it."


def _place(entry: Mapping[str, Any], rule: Rule, pack: Pack) -> Iterator[str]:
    table, at = entry["meta"]["table"], entry["meta"]["at"]
    if table not in pack.spec.tables:
        return
    real = columns_of(pack.spec, table)
    known = {*real, *pack.measures.get(table, ())}
    looked_at = list(_looked_at(entry["kwargs"]))
    for name in looked_at:
        if name not in known:
            yield _no_column(f"looks at {name}", table, name, known)
    if at not in real:
        yield _no_column(f"places its finding at {at}", table, at, real)
    yield from _reads(entry, [f"{table}.{name}" for name in looked_at if name in real], pack)
    yield from _codes(rule, table, pack)


def _looked_at(kwargs: Mapping[str, Any]) -> Iterator[str]:
    yield from (kwargs[name] for name in COLUMN_ARGUMENTS if name in kwargs)
    for part in _conditions(kwargs.get("row_condition")):
        yield part["column"]["name"]


def _conditions(condition: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    if condition is None:
        return []
    return condition["conditions"] if condition["type"] == "and" else [condition]


def _no_column(action: str, table: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f" Did you mean {near[0]}?" if near else " Name a column that exists."
    return f"{action}, which {table} does not have.{hint}"


def _reads(entry: Mapping[str, Any], real: list[str], pack: Pack) -> Iterator[str]:
    reads = entry["meta"]["reads"]
    for place in reads:
        table, column = place.split(".")
        if column not in columns_of(pack.spec, table):
            yield _no_column(f"reads {place}", table, column, columns_of(pack.spec, table))
    for place in real:
        if place not in reads:
            yield f"looks at {place} but does not list it under reads. Add it there."


def _codes(rule: Rule, table: str, pack: Pack) -> Iterator[str]:
    columns = {column.name: column for column in pack.spec.tables[table].columns}
    kwargs = rule.check.kwargs or {}
    used = [(kwargs.get("column"), kwargs.get("value_set"))]
    used += [(part["column"], part.get("value")) for part in rule.check.row_condition or ()]
    for name, values in used:
        column = columns.get(name or "")
        if column is not None and values is not None:
            yield from _unknown_codes(column, values, pack)


def _unknown_codes(column: Column, values: Any, pack: Pack) -> Iterator[str]:
    if column.type != "code":
        return
    known = [code.code for code in pack.spec.code_lists[column.code_list].codes]
    for value in values if isinstance(values, list) else [values]:
        if value not in known:
            yield (
                f"compares {column.name} with {value}, which is not in the code list "
                f"{column.code_list}. Known are: {', '.join(known)}."
            )
