"""Rows are checked by jsonschema-rs; here the reference library says the same, or the public suite.

The suite's files come with `make test`. What both libraries are asked: is it valid, and where not.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from checker import check
from checker.render import to_json
from checker.resources import standards_folder

ROOT = Path(__file__).parent.parent
SUITE = ROOT / ".venv" / "json-schema-suite"
# Files of the suite that are about a keyword under another name.
FILES = {
    "if": "if-then-else",
    "then": "if-then-else",
    "else": "if-then-else",
    "$ref": "ref",
    "$defs": "defs",
    "format": "optional.format.date",
    "regex": "optional.non-bmp-regex",
}
# They say something about a schema and demand nothing of an instance.
SILENT = {"$schema", "$id", "title", "description", "$comment"}


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and all the schemas in it; the data of enum and const is none."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key, value in schema.items():
        if key in ("properties", "$defs", "dependentSchemas", "patternProperties"):
            parts = list(value.values())
        elif key in ("enum", "const", "default", "examples", "dependentRequired"):
            parts = []
        else:
            parts = value if isinstance(value, list) else [value]
        for part in parts:
            yield from subschemas(part)


SCHEMAS = sorted(standards_folder().rglob("*.schema.json"))


@cache
def loaded(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def keywords() -> list[str]:
    used = {key for path in SCHEMAS for schema in subschemas(loaded(path)) for key in schema}
    return sorted(key for key in used - SILENT if not key.startswith("x-"))


def test_only_the_format_date_is_used():
    formats = {s["format"] for path in SCHEMAS for s in subschemas(loaded(path)) if "format" in s}
    assert formats == {"date"}, "Add the suite's file of the new format to FILES."


@pytest.mark.parametrize("keyword", [*keywords(), "regex"])
def test_both_libraries_pass_the_public_suite(keyword):
    if not SUITE.is_dir():
        pytest.skip("make test fetches the JSON Schema test suite")
    path = SUITE / f"{FILES.get(keyword, keyword)}.json"
    tried = 0
    for group in json.loads(path.read_text(encoding="utf-8")):
        if "http://localhost" in json.dumps(group["schema"]):
            continue  # needs a server; no schema of ours reaches out
        fast = jsonschema_rs.Draft202012Validator(group["schema"], validate_formats=True)
        slow = Draft202012Validator(group["schema"], format_checker=FormatChecker())
        for case in group["tests"]:
            said = (fast.is_valid(case["data"]), slow.is_valid(case["data"]))
            assert said == (case["valid"],) * 2, (group["description"], case["description"])
            tried += 1
    assert tried


# Every schema we ship, on what we ship.

KINDS = {
    "return": "returns/*/return.yaml",
    "standard": "*/*/standard.yaml",
    "clauses": "*/*/clauses.yaml",
    "rule": "**/rules/*.yaml",
    "codelist": "returns/*/codelists/*.json",
    "layout": "returns/*/layouts/*.yaml",
    "table": "returns/*/tables/*.schema.json",
    "profile": "../samples/*-profile.yaml",
    "waivers": "../samples/*-waivers.yaml",
}


@cache
def held(kind: str) -> list[Any]:
    """The documents of one kind; days of YAML are dates to Python, in JSON they are texts."""
    if kind == "report":
        return [to_json(check(ROOT / "samples" / "breaches.xlsx"))]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    paths = sorted(standards_folder().glob(KINDS[kind]))
    documents = [yaml.load(path.read_text(encoding="utf-8"), loader) for path in paths]
    return [json.loads(json.dumps(document, default=str)) for document in documents]


@cache
def validators(kind: str) -> tuple[Any, Any]:
    schema = loaded(standards_folder() / "_schemas" / f"{kind}.schema.json")
    fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return fast, Draft202012Validator(schema, format_checker=FormatChecker())


def places(errors: Any, path: str) -> set[tuple[Any, ...]]:
    return {tuple(getattr(error, path)) for error in errors}


def agree(kind: str, data: Any) -> bool:
    fast, slow = validators(kind)
    quick = places(fast.iter_errors(data), "instance_path")
    assert quick == places(slow.iter_errors(data), "absolute_path")
    return not quick


@pytest.mark.parametrize("kind", [*KINDS, "report"])
def test_both_libraries_say_the_same_of_every_file_we_ship(kind):
    # What extends another return holds only what it adds, so not every file is whole by itself.
    said = [agree(kind, data) for data in held(kind)]
    assert any(said)


def spots(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to each value within a document."""
    parts = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in parts:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from spots(value, (*path, key))


OTHERS = st.sampled_from(
    [None, True, -1, 0, 3.5, 10**20, "", "x", "2026-02-30", [], {}, [{}], "é\n"]
)


@pytest.mark.parametrize("kind", [*KINDS, "report"])
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_both_libraries_say_the_same_of_every_file_spoilt(kind, data):
    document = copy.deepcopy(data.draw(st.sampled_from(held(kind))))
    for _ in range(data.draw(st.integers(1, 4))):
        paths = list(spots(document))
        if not paths:
            break
        *way, last = data.draw(st.sampled_from(paths))
        owner = document
        for step in way:
            owner = owner[step]
        if data.draw(st.booleans()):
            del owner[last]
        else:
            owner[last] = data.draw(OTHERS)
    agree(kind, document)
