"""What editors need to complete and explain while an author types."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.packbuild import is_return, pack_folders
from checker.packlint import lint
from checker.packlint.documents import read_documents
from checker.packs.shapes import validator
from checker.resources import standards_folder, templates_folder

TREE = standards_folder()
SCHEMAS = sorted((TREE / "_schemas").glob("*.schema.json"))
PACKS = pack_folders(TREE)
YAML = sorted(path for path in TREE.rglob("*.yaml"))
SAMPLES = sorted((TREE.parent / "samples").glob("*.yaml"))
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _named(path: Path) -> str:
    return path.relative_to(TREE.parent).as_posix()


# Modelines --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*YAML, *SAMPLES], ids=_named)
def test_the_first_line_names_a_schema_that_is_there(path):
    found = MODELINE.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert found, "the file does not begin with a modeline"
    assert (path.parent / found[1]).resolve() in [schema.resolve() for schema in SCHEMAS]


@pytest.mark.parametrize("folder", PACKS, ids=_named)
def test_each_file_is_what_the_schema_that_it_names_asks_for(folder):
    """A file of a return that extends another is looked at as the whole that both make."""
    documents, problems = read_documents(folder)
    assert problems == []
    for document in documents.files:
        path = folder / document.name
        if path.suffix == ".yaml" and path.is_file():
            line = path.read_text(encoding="utf-8").splitlines()[0]
            schema = (path.parent / line.partition("$schema=")[2]).resolve()
            assert schema.is_relative_to(TREE.resolve())
            errors = _validator(schema).iter_errors(document.data)
            assert [f"{path.name}: {error.message}" for error in errors] == []


def _validator(path: Path) -> Draft202012Validator:
    return validator(path.name.removesuffix(".schema.json"))


@pytest.mark.parametrize("folder", [f for f in PACKS if is_return(f)], ids=_named)
def test_tables_and_code_lists_name_their_dialect(folder):
    """They are JSON Schemas themselves: "$schema" says which, and cannot name ours instead."""
    documents, _ = read_documents(folder)
    both = (*documents.of("table"), *documents.of("codelist"))
    assert both
    assert {document.data["$schema"] for document in both} == {DIALECT}


def test_scaffolds_carry_their_modeline():
    for path in sorted((templates_folder() / "new").glob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        # A clause is written into a file that has its modeline already.
        whole = path.name != "clause.yaml"
        assert (first == "# yaml-language-server: $$schema=$schema") == whole


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "gb-stalking" / "0.1-draft"
    shutil.copytree(TREE / "gb-stalking" / "0.1-draft", folder)
    return folder


RULE = "rules/spo-term-short.yaml"
WANTED = "# yaml-language-server: $schema=../../../_schemas/rule.schema.json"


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("", "names no schema to editors"),
        ("# A rule.\n", "names no schema to editors"),
        (f"{WANTED.replace('rule', 'clauses')}\n", "names another schema to editors"),
        (f"{WANTED.replace('../../../', '../../')}\n", "names another schema to editors"),
    ],
)
def test_lint_says_when_a_file_names_no_schema_or_another_one(first, words, pack):
    path = pack / RULE
    _, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(first + rest, encoding="utf-8", newline="\n")
    assert f"{RULE}: {words}. Let its first line be: {WANTED}" in lint(pack)


def test_a_checkout_on_windows_is_as_good(pack):
    path = pack / RULE
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert [line for line in lint(pack) if "schema to editors" in line] == []


# Descriptions -----------------------------------------------------------------------------------

# Under these a schema narrows or joins what is described elsewhere.
_NARROWING = ("if", "then", "else", "not")


def _undescribed(node: Any, where: str, root: Any) -> Iterator[str]:
    """Every property, at any level, that tells an author nothing."""
    if isinstance(node, list):
        for number, child in enumerate(node):
            yield from _undescribed(child, f"{where}/{number}", root)
    if not isinstance(node, dict):
        return
    for name, field in node.get("properties", {}).items():
        if field is not False and not _description(field, root):
            yield f"{where}/{name}"
    for name, child in node.items():
        if name == "properties":
            for field, below in child.items():
                yield from _undescribed(below, f"{where}/{field}", root)
        elif name not in _NARROWING:
            yield from _undescribed(child, f"{where}/{name}", root)


def _description(field: Any, root: Any) -> str:
    """A field's own words, or those of the definition that it refers to."""
    if not isinstance(field, dict):
        return ""
    reference = field.get("$ref", "")
    shared = root.get("$defs", {}).get(reference.removeprefix("#/$defs/"), {})
    return str(field.get("description") or shared.get("description", ""))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_property_at_every_level_is_described(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema["description"]
    assert list(_undescribed(schema, "", schema)) == []


def test_the_search_for_properties_without_words_finds_them():
    hidden = {"anyOf": [{"items": {"properties": {"deep": {"type": "string"}}}}]}
    schema = {"properties": {"top": hidden, "told": {"description": "Words."}}}
    assert list(_undescribed(schema, "", schema)) == ["/top", "/top/anyOf/0/items/deep"]


@pytest.mark.parametrize("kind", ["return", "table", "codelist", "layout", "rule", "standard"])
def test_there_is_a_schema_for_each_kind_of_file(kind):
    assert (TREE / "_schemas" / f"{kind}.schema.json") in SCHEMAS
