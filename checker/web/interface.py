"""The OpenAPI document of the interface, taken apart for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from checker.language import say

_METHODS: Final = ("get", "post", "put", "patch", "delete")


def view(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of the interface shows: its calls, and the shapes of what they answer."""
    info = document.get("info", {})
    shapes = document.get("components", {}).get("schemas", {})
    return {
        "title": info.get("title", ""),
        "lead": info.get("description", ""),
        "calls": [_call(number, *call) for number, call in enumerate(_calls(document), 1)],
        "shapes": [_shape(name, schema) for name, schema in shapes.items()],
    }


def _calls(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, found in document.get("paths", {}).items():
        shared = found.get("parameters", [])
        for method in _METHODS:
            if method in found:
                call = found[method]
                yield path, method, {**call, "parameters": [*shared, *call.get("parameters", [])]}


def _call(number: int, path: str, method: str, call: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"page-call-{number}",
        "path": path,
        "method": method.upper(),
        "summary": call.get("summary", ""),
        "words": call.get("description", ""),
        "takes": [_parameter(one) for one in call["parameters"]],
        "bodies": list(_bodies(call.get("requestBody", {}))),
        "answers": [_answer(code, one) for code, one in call.get("responses", {}).items()],
    }


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter.get("name", _last(parameter)),
        "where": parameter.get("in", ""),
        "needed": parameter.get("required", False),
        "kind": _kind(parameter.get("schema", {})),
        "words": parameter.get("description", ""),
    }


def _bodies(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for media_type, found in body.get("content", {}).items():
        schema = found.get("schema", {})
        yield {
            "type": media_type,
            "words": schema.get("description", "") or body.get("description", ""),
            "kind": _kind(schema),
            "fields": _fields(schema),
        }


def _answer(code: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    content = answer.get("content", {})
    kinds = dict.fromkeys(_kind(one.get("schema", {})) for one in content.values())
    return {
        "code": code,
        "words": answer.get("description", _last(answer)),
        "types": list(content),
        "kinds": [kind for kind in kinds if kind],
    }


def _shape(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "words": schema.get("description", ""), "fields": _fields(schema)}


def _fields(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    needed: Sequence[str] = schema.get("required", ())
    return [
        {
            "name": name,
            "needed": name in needed,
            "kind": _kind(found),
            "words": found.get("description", ""),
        }
        for name, found in schema.get("properties", {}).items()
    ]


def _kind(schema: Mapping[str, Any]) -> str:
    """What a value may be, in one line."""
    if "$ref" in schema:
        return _last(schema)
    if "enum" in schema:
        return say("web.api-one-of", values=", ".join(str(value) for value in schema["enum"]))
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(filter(None, map(_kind, schema[several])))
    kind = schema.get("type", "")
    words = " | ".join(kind) if isinstance(kind, list) else str(kind)
    note = _kind(schema["items"]) if "items" in schema else str(schema.get("format", ""))
    return f"{words} ({note})" if note else words


def _last(pointed: Mapping[str, Any]) -> str:
    return str(pointed.get("$ref", "")).rpartition("/")[2]
