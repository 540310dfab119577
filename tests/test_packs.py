"""Packs: a faulty file is named and never ends in a traceback; the digest names the content."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields, is_dataclass

import pytest
import yaml
from conftest import SPEC, STANDARDS
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import PackError, UsageError
from checker.packs import (
    list_returns,
    list_standards,
    load_pack,
    load_return,
    load_standard,
    read_standard,
)
from checker.packs.files import digest, read_json, read_yaml
from checker.packs.returns import find_layout, read_return
from checker.packs.rules import read_rule
from checker.packs.standards import claims
from checker.resources import standards_folder

RETURN = standards_folder() / "returns" / "ppr-1.0"
STANDARD = standards_folder() / "gb-home-office-da" / "2023.02"
RULE = "support-offer-late.yaml"


@pytest.fixture
def spec_folder(tmp_path):
    return shutil.copytree(RETURN, tmp_path / "ppr-1.0")


@pytest.fixture
def standard_folder(tmp_path):
    return shutil.copytree(STANDARD, tmp_path / "test" / "1.0")


# Files that are not what they should be.

NOT_YAML = {
    "an open bracket": "a: [1, 2",
    "a tab": "a:\n\t- b",
    "two colons": "a: b: c",
    "a Python object": "!!python/object/apply:os.system ['true']",
    "an unknown tag": "!thing {a: 1}",
    "a day that does not exist": "a: 2026-02-30",
    "a month that does not exist": "since: 2026-13-01",
    "an alias to nothing": "a: *nowhere",
    "two documents": "a: 1\n---\nb: 2",
    "nesting without end": "[" * 5000,
    "a number too long": "a: " + "9" * 5000,
    "a key that cannot be one": "{[1]: 2}",
}
NOT_JSON = {
    "an open bracket": "[1, 2",
    "nothing": "",
    "a trailing comma": "[1,]",
    "nesting without end": "[" * 200_000,
    "a number too long": "9" * 5000,
    "two values": "{} {}",
}


def _refused(read, path):
    with pytest.raises(PackError) as refused:
        read(path)
    assert path.name in str(refused.value)
    assert str(path.parent) not in str(refused.value)


@pytest.mark.parametrize("text", NOT_YAML.values(), ids=NOT_YAML)
def test_a_file_that_is_not_yaml_is_named(tmp_path, text):
    path = tmp_path / "some-rule.yaml"
    path.write_text(text, encoding="utf-8")
    _refused(read_yaml, path)


@pytest.mark.parametrize("text", NOT_JSON.values(), ids=NOT_JSON)
def test_a_file_that_is_not_json_is_named(tmp_path, text):
    path = tmp_path / "some-list.json"
    path.write_text(text, encoding="utf-8")
    _refused(read_json, path)


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path, read):
    path = tmp_path / "odd.yaml"
    _refused(read, path)
    path.write_bytes(b"\xff\xfe\x00a")
    _refused(read, path)
    path.unlink()
    path.mkdir()
    _refused(read, path)


@settings(deadline=None, max_examples=60)
@given(text=st.text() | st.text("[]{}:,-&*!|>'\"%@#? \n\t019ae.", max_size=40))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "any.yaml"
    path.write_text(text, encoding="utf-8")
    for read in (read_yaml, read_json):
        assert "any.yaml" in (_words(lambda: read(path)) or "any.yaml")  # noqa: B023


def _words(read):
    """Why a pack was refused; empty when it was read. Anything but a PackError gets through."""
    try:
        read()
    except PackError as refused:
        return str(refused)
    return ""


SHAPES = [None, [], {}, "text", 17, True, [None], {"a": None}, ["text"], [[1]]]


def _nodes(tree, path=()):
    """The places in a document: a few of each list, every key of a mapping."""
    yield path
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _nodes(value, (*path, key))
    elif isinstance(tree, list) and tree:
        yield from _nodes(tree[0], (*path, 0))


def _spoilt(tree, path, shape):
    """The document with another shape at one place; a shape of `...` takes the place out."""
    if not path:
        return None if shape is ... else shape
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    if len(path) == 1 and shape is ...:
        del copy[path[0]]
    else:
        copy[path[0]] = _spoilt(tree[path[0]], path[1:], shape)
    return copy


def _spoil(folder, name, read, limit=None):
    """Spoil each place of a file in turn: it is read all the same, or refused by name."""
    path = folder / name
    as_json = path.suffix == ".json"
    text = path.read_text(encoding="utf-8")
    tree = json.loads(text) if as_json else yaml.safe_load(text)
    refused = 0
    places = [place for place in _nodes(tree) if len(place) < 5]
    for number, place in enumerate(places[:limit]):
        for shape in (..., SHAPES[4], SHAPES[number % 10], SHAPES[number * 3 % 10]):
            spoilt = _spoilt(tree, place, shape)
            dumped = json.dumps(spoilt) if as_json else yaml.safe_dump(spoilt)
            path.write_text(dumped, encoding="utf-8")
            words = _words(read)
            refused += bool(words)
            # A file that points into the spoilt one may be the one that is named.
            assert not words or re.match(r"[\w.-]+\.(yaml|json)", words), (place, shape)
    path.write_text(text, encoding="utf-8")
    return refused


def _bare(folder):
    """Without rules and suites, which have tests of their own: reading stays quick."""
    for name in ("rules", "expectations"):
        shutil.rmtree(folder / name)
    return folder


def test_a_rule_of_any_shape_is_read_or_refused_by_name(standard_folder):
    path = standard_folder / "rules" / RULE
    assert _spoil(standard_folder / "rules", RULE, lambda: read_rule(path, "p")) > 20


@pytest.mark.parametrize("name", ["standard.yaml", "clauses.yaml"])
def test_a_standard_of_any_shape_is_read_or_refused_by_name(standard_folder, name):
    _bare(standard_folder)
    assert _spoil(standard_folder, name, lambda: read_standard(standard_folder)) > 10


@pytest.mark.parametrize(
    "name",
    ["codelists/sex.json", "layouts/compact.yaml", "tables/totals.schema.json", "return.yaml"],
)
def test_a_return_of_any_shape_is_read_or_refused_by_name(spec_folder, name):
    """One table and its lists are enough, and quick."""
    _bare(spec_folder)
    raw = yaml.safe_load((spec_folder / "return.yaml").read_text(encoding="utf-8"))
    raw["tables"] = {table: raw["tables"][table] for table in ("return", "totals", "cases")}
    raw["foreign_keys"], raw["definitions"] = raw["foreign_keys"][:1], raw["definitions"][:1]
    (spec_folder / "return.yaml").write_text(yaml.safe_dump(raw), encoding="utf-8")
    layout = yaml.safe_load((spec_folder / "layouts/compact.yaml").read_text(encoding="utf-8"))
    layout["sheets"] = [s for s in layout["sheets"] if s["table"] in raw["tables"]]
    (spec_folder / "layouts/compact.yaml").write_text(yaml.safe_dump(layout), encoding="utf-8")
    (spec_folder / "layouts/full.yaml").unlink()
    read_return(spec_folder)
    assert _spoil(spec_folder, name, lambda: read_return(spec_folder), limit=25) > 5


def test_a_measure_that_is_no_text_is_a_pack_error(spec_folder):
    (spec_folder / "measures" / "cases.sql").write_bytes(b"\xff\xfe")
    with pytest.raises(PackError):
        read_return(spec_folder)


@pytest.mark.parametrize("name", ["codelists/sex.json", "tables/cases.schema.json"])
def test_a_file_of_the_return_that_is_missing_is_named(spec_folder, name):
    (spec_folder / name).unlink()
    with pytest.raises(PackError, match=r"schema\.json|return\.yaml"):
        read_return(spec_folder)


def test_a_rule_under_another_name_is_refused(standard_folder):
    path = standard_folder / "rules" / RULE
    other = path.rename(path.with_name("other.yaml"))
    with pytest.raises(PackError, match=r"other\.yaml holds rule support-offer-late"):
        read_rule(other, "p")


def test_a_pack_that_would_run_code_is_refused(standard_folder, tmp_path):
    mark = tmp_path / "ran"
    (standard_folder / "rules" / RULE).write_text(
        f"!!python/object/apply:pathlib.Path.touch [!!python/object/new:pathlib.Path [{mark}]]",
        encoding="utf-8",
    )
    with pytest.raises(PackError, match=RULE):
        read_standard(standard_folder)
    assert not mark.exists()


# What is asked for by name.


def test_what_ships_is_listed_and_loaded():
    assert list_returns() == ("ppr-1.0", "ppr-1.1")
    assert {(s.id, s.edition) for s in STANDARDS} == set(list_standards())
    assert load_pack("ppr-1.1") == load_return() == SPEC
    for standard in STANDARDS:
        assert load_pack(f"{standard.id}@{standard.edition}") == standard
        assert load_pack(standard.id).id == standard.id
        for code in standard.claim_codes:
            assert claims()[code] == (standard.id, standard.edition)


@pytest.mark.parametrize(
    "name", ["nowhere", "gb-home-office-da@1999", "../gb-stalking", "", "@", "."]
)
def test_an_unknown_name_is_a_wrong_usage_that_says_what_is_known(name):
    with pytest.raises(UsageError, match="gb-home-office-da@"):
        load_pack(name)


def test_an_unknown_return_layout_or_standard():
    with pytest.raises(UsageError, match=r"ppr-1\.0"):
        load_return("ppr-0.1")
    with pytest.raises(UsageError, match="compact"):
        find_layout(SPEC, "medium")
    with pytest.raises(UsageError):
        load_standard("gb-stalking", "9")


def test_specifications_are_frozen():
    for thing in (SPEC, SPEC.tables["cases"], SPEC.rules[0], STANDARDS[0], STANDARDS[0].clauses[0]):
        assert is_dataclass(thing)
        with pytest.raises(AttributeError):
            setattr(thing, fields(thing)[0].name, "other")


# The digest.


def test_the_digest_is_that_of_the_folder(spec_folder):
    assert digest(spec_folder) == digest(RETURN) == load_return("ppr-1.0").digest
    assert digest(RETURN, RETURN.parent / "ppr-1.1") == SPEC.digest
    assert len(SPEC.digest) == 64
    assert len({SPEC.digest, *(s.digest for s in STANDARDS)}) == 1 + len(STANDARDS)


def test_line_endings_and_guides_do_not_change_it(standard_folder):
    before = digest(standard_folder)
    for path in standard_folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (standard_folder / "GUIDE.md").write_text("other", encoding="utf-8")
    assert digest(standard_folder) == before


def _edit(folder):
    path = folder / "rules" / RULE
    path.write_bytes(path.read_bytes().replace(b"max_value: 0", b"max_value: 1"))


def _add(folder):
    (folder / "rules" / "new.yaml").write_bytes(b"")


def _remove(folder):
    (folder / "rules" / RULE).unlink()


def _rename(folder):
    (folder / "rules" / RULE).rename(folder / "rules" / "other.yaml")


def _space(folder):
    path = folder / "clauses.yaml"
    path.write_bytes(path.read_bytes() + b" ")


def _swap(folder):
    one, two = sorted((folder / "rules").iterdir())[:2]
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


@pytest.mark.parametrize("change", [_edit, _add, _remove, _rename, _space, _swap])
def test_any_change_of_content_or_name_changes_it(standard_folder, change):
    before = digest(standard_folder)
    change(standard_folder)
    assert digest(standard_folder) != before


def test_bytes_cannot_move_from_one_file_to_the_next(tmp_path):
    for number, (one, two) in enumerate([(b"ab", b"c"), (b"a", b"bc"), (b"abc", b"")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a").write_bytes(one)
        (folder / "b").write_bytes(two)
    assert len({digest(tmp_path / str(number)) for number in range(3)}) == 3
