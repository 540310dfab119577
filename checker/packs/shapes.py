"""A file against the schema of its kind, with messages that quote the schema's own words."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.resources import standards_folder

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def misfits(kind: str, data: Any) -> Iterator[str]:
    """A line for each place where the data of a file does not fit the schema of its kind."""
    errors = validator(kind).iter_errors(data)
    yield from dict.fromkeys(line for error in errors for line in _lines(error, data))


@cache
def validator(kind: str) -> Draft202012Validator:
    """The validator of one kind of file, formats checked."""
    from jsonschema import Draft202012Validator, FormatChecker

    path = standards_folder() / "_schemas" / f"{kind}.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


# Errors are typed Any: jsonschema leaves their parts unset until they are raised.
def _lines(error: Any, whole: Any) -> Iterator[str]:
    where = _where(error.absolute_path, whole)
    keyword = str(error.validator)
    if keyword == "required":
        yield from _missing(error, where)
    elif keyword == "additionalProperties" and isinstance(error.instance, Mapping):
        yield from _unknown(error, where)
    elif keyword == "dependentRequired":
        yield from _partners(error, where)
    else:
        yield f"{where} {_fault(error, keyword)}{_meaning(error.schema)}"


def _where(path: Iterable[str | int], whole: Any) -> str:
    data, steps = whole, []
    for step in path:
        data = data[step]
        named = data.get("id") or data.get("code") if isinstance(data, Mapping) else None
        steps.append(str(named or f"entry {step + 1}") if isinstance(step, int) else step)
    return " > ".join(steps) or "the file"


def _missing(error: Any, where: str) -> Iterator[str]:
    for name in error.validator_value:
        if name not in error.instance:
            about = error.schema.get("properties", {}).get(name, {})
            yield f"{where} lacks {name}. Add it.{_meaning(about)}"


def _unknown(error: Any, where: str) -> Iterator[str]:
    known = list(error.schema.get("properties", {}))
    for name in error.instance:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}."
            yield f"{where} holds {name}, which has no meaning here. {hint}"


def _partners(error: Any, where: str) -> Iterator[str]:
    for name, partners in error.validator_value.items():
        for partner in partners:
            if name in error.instance and partner not in error.instance:
                yield f"{where} holds {name} but lacks {partner}. They go together."


def _fault(error: Any, keyword: str) -> str:
    value, wanted = error.instance, error.validator_value
    if keyword == "type":
        return _wrong_kind(value, wanted)
    if keyword == "enum":
        near = difflib.get_close_matches(str(value), map(str, wanted), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"is {value!r}, but must be one of {', '.join(map(str, wanted))}.{hint}"
    if keyword == "oneOf":
        names = [name for branch in wanted for name in branch.get("required", ())]
        return f"must hold exactly one of {', '.join(names)}."
    if keyword in ("pattern", "format", "const"):
        return f"is {value!r}, which does not have the form asked for ({keyword} {wanted})."
    if keyword in ("None", "propertyNames"):
        return "must not stand here. Take it out."
    return f"does not fit: {keyword} is {wanted}." if _is_plain(wanted) else "does not fit."


def _is_plain(wanted: Any) -> bool:
    return isinstance(wanted, (bool, int, float, str))


def _wrong_kind(value: Any, wanted: str | list[str]) -> str:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    asked = " or ".join(_KINDS[kind] for kind in kinds)
    quoting = " Put it in quotes." if "string" in kinds and _needs_quotes(value) else ""
    return f"is {_found(value)}, but must be {asked}.{quoting}"


def _needs_quotes(value: Any) -> bool:
    return isinstance(value, (bool, int, float, dt.date))


def _found(value: Any) -> str:
    if isinstance(value, dt.date):
        return "a date"
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "nothing" if value is None else "a mapping")


def _meaning(schema: Any) -> str:
    about = schema.get("description", "") if isinstance(schema, Mapping) else ""
    return f" It is meant for: {about}" if about else ""
