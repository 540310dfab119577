"""Generated suites, guides and catalogue, and the words of `explain` and `show`."""

from __future__ import annotations

import copy
import json
import re
import shutil
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.errors import PackError, UsageError
from checker.model.specs import Check, ReturnSpec, Rule, Standard, Threshold
from checker.packbuild import build, expand, explain, generated, pack_folders, show
from checker.packbuild.suites import gx_condition, suites
from checker.packs import list_standards, load_return, load_standard
from checker.resources import standards_folder

TREE = standards_folder()
PACKS = [path.relative_to(TREE).as_posix() for path in pack_folders(TREE)]
EDITIONS = [f"{name}@{edition}" for name, edition in list_standards()]


@pytest.fixture(scope="module")
def spec() -> ReturnSpec:
    return load_return()


@pytest.fixture(params=EDITIONS)
def standard(request: pytest.FixtureRequest) -> Standard:
    return load_standard(*request.param.split("@"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copied = tmp_path / "standards"
    shutil.copytree(TREE, copied)
    return copied


def rule(**changes: object) -> Rule:
    """A live expectation rule of the return, with `changes`."""
    plain = Rule(
        id="made-up",
        pack="ppr-1.0",
        table="cases",
        tier="ERROR",
        summary="The row is at fault.",
        why="It matters.",
        fix="Correct it.",
        check=Check("expectation", type="expect_x", kwargs={"column": "age"}),
        threshold=Threshold("project", "P", "project", ""),
        reads=("cases.case_ref",),
        at="case_ref",
        since="1.0",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def repeated(each: str, column: str, kind: str = "expect_x") -> Rule:
    check = Check("expectation", type=kind, kwargs={"column": column}, each=each)
    return rule(table="*", check=check, at="$column", reads=("$table.$column",))


# Generated files ---------------------------------------------------------------------------------


def test_generated_files_are_fresh() -> None:
    assert build(TREE, check=True) == [], "run `checker standards build`"


def test_check_writes_nothing_and_build_mends(tree: Path) -> None:
    guide = tree / PACKS[0] / "GUIDE.md"
    guide.write_text("changed by hand", encoding="utf-8")
    stale = [f"{PACKS[0]}/GUIDE.md"]
    assert build(tree, check=True) == stale
    assert guide.read_text(encoding="utf-8") == "changed by hand"
    assert build(tree) == stale
    assert build(tree, check=True) == []


def test_missing_and_left_over_suites_are_stale(tree: Path) -> None:
    pack = tree / PACKS[0]
    (pack / "expectations" / "cases.json").unlink()
    (pack / "expectations" / "gone.json").write_text("{}", encoding="utf-8")
    assert build(pack) == ["expectations/cases.json", "expectations/gone.json"]
    assert not (pack / "expectations" / "gone.json").exists()


def test_catalogue_is_built_with_the_whole_tree(tree: Path) -> None:
    (tree / "README.md").unlink()
    assert build(tree) == ["README.md"]


def test_line_endings_of_a_windows_checkout_are_fresh(tree: Path) -> None:
    guide = tree / PACKS[0] / "GUIDE.md"
    guide.write_bytes(guide.read_bytes().replace(b"\n", b"\r\n"))
    assert build(tree, check=True) == []


def test_folder_without_packs_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no pack"):
        build(tmp_path, check=True)


def test_half_a_standard_is_not_passed_over(tree: Path) -> None:
    (tree / PACKS[-1] / "standard.yaml").unlink()
    with pytest.raises(PackError, match=r"standard\.yaml"):
        build(tree, check=True)


@pytest.mark.parametrize("pack", PACKS)
def test_generated_files_are_the_same_each_time_and_say_so(pack: str) -> None:
    files = generated(TREE / pack)
    assert files == generated(TREE / pack)
    for name, text in files.items():
        assert "checker standards build" in text, name
        assert text.endswith("\n"), name
        assert not text.endswith("\n\n"), name


# Suites ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (
            [{"column": "a", "operator": "==", "value": "Y"}],
            {"type": "comparison", "column": {"name": "a"}, "operator": "==", "parameter": "Y"},
        ),
        (
            [{"column": "a", "operator": "not_in", "value": ["X", "Z"]}],
            {
                "type": "comparison",
                "column": {"name": "a"},
                "operator": "NOT_IN",
                "parameter": ["X", "Z"],
            },
        ),
        (
            [{"column": "a", "operator": "not_null"}],
            {"type": "nullity", "column": {"name": "a"}, "is_null": False},
        ),
        (
            [{"column": "a", "operator": "is_null"}, {"column": "b", "operator": ">", "value": 1}],
            {
                "type": "and",
                "conditions": [
                    {"type": "nullity", "column": {"name": "a"}, "is_null": True},
                    {
                        "type": "comparison",
                        "column": {"name": "b"},
                        "operator": ">",
                        "parameter": 1,
                    },
                ],
            },
        ),
    ],
)
def test_conditions_become_structured(conditions: list[Any], expected: dict[str, Any]) -> None:
    assert gx_condition(conditions) == expected


def test_keys_are_repeated_over_every_table_with_one(spec: ReturnSpec) -> None:
    entries = expand(repeated("key", "$column"), spec)
    keys = {table.name: table.key[0] for table in spec.tables.values() if table.key}
    assert {e["meta"]["table"]: e["kwargs"]["column"] for e in entries} == keys
    assert all(entry["meta"]["at"] == entry["kwargs"]["column"] for entry in entries)


def test_a_part_of_a_key_need_not_be_unique(spec: ReturnSpec) -> None:
    cases = replace(spec.tables["cases"], key=("case_ref", "person_ref"))
    two = replace(spec, tables={"cases": cases})
    assert expand(repeated("key", "$column", "expect_column_values_to_be_unique"), two) == []
    assert len(expand(repeated("key", "$column", "expect_x"), two)) == 2


def test_foreign_keys_are_repeated(spec: ReturnSpec) -> None:
    check = Check("expectation", type="x", kwargs={"column": "$column_found"}, each="foreign_key")
    reads = ("$table.$column", "$parent.$parent_column")
    entries = expand(rule(table="*", check=check, at="$column", reads=reads), spec)
    assert len(entries) == len(spec.foreign_keys)
    for entry, key in zip(entries, spec.foreign_keys, strict=True):
        assert entry["kwargs"] == {"column": f"{key.column}_found"}
        assert entry["meta"]["reads"] == [
            f"{key.table}.{key.column}",
            f"{key.parent}.{key.parent_column}",
        ]


def test_dates_that_may_follow_the_period_are_left_out_only_there(spec: ReturnSpec) -> None:
    past = expand(repeated("date_column", "$column_days_past_period"), spec)
    early = expand(repeated("date_column", "$column_days_before_2000"), spec)
    dates = [c for table in spec.tables.values() for c in table.columns if c.type == "date"]
    assert len(early) == len(dates)
    assert len(past) == len([column for column in dates if not column.may_follow_period])
    assert len(past) < len(early)


@pytest.mark.parametrize("status", ["draft", "deprecated"])
def test_resting_rules_are_in_no_suite(spec: ReturnSpec, status: str) -> None:
    assert suites([rule(status=status)], spec, "p") == {}
    assert list(suites([rule()], spec, "p")) == ["cases"]


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({"tier": "ERROR"}, "critical"),
        ({"tier": "QUERY"}, "warning"),
        ({"tier": "NOTE"}, "info"),
        ({"tier": "QUERY", "weight": "breach", "clauses": ("S1",)}, "critical"),
    ],
)
def test_severity(spec: ReturnSpec, changes: dict[str, Any], severity: str) -> None:
    assert expand(rule(**changes), spec)[0]["severity"] == severity


def test_every_suite_loads_in_great_expectations() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations as gx
        from great_expectations.expectations.row_conditions import Condition

        for path in sorted(TREE.glob("*/*/expectations/*.json")):
            suite = json.loads(path.read_text(encoding="utf-8"))
            loaded = gx.ExpectationSuite(**copy.deepcopy(suite))
            # Great Expectations logs and drops what it does not know: count, and compare.
            assert len(loaded.expectations) == len(suite["expectations"]), path.name
            for entry, read in zip(suite["expectations"], loaded.expectations, strict=True):
                assert read.expectation_type == entry["type"]
                assert read.meta == entry["meta"]
                condition = getattr(read, "row_condition", None)
                assert ("row_condition" in entry["kwargs"]) == isinstance(condition, Condition)


@pytest.mark.parametrize("pack", PACKS)
def test_every_live_expectation_rule_is_in_a_suite(pack: str) -> None:
    folder = TREE / pack
    name, edition = folder.parent.name, folder.name
    rules = load_return(edition).rules if name == "returns" else load_standard(name, edition).rules
    wanted = {r.id for r in rules if r.check.kind == "expectation" and r.status == "live"}
    found = {
        entry["meta"]["rule"]
        for path in folder.glob("expectations/*.json")
        for entry in json.loads(path.read_text(encoding="utf-8"))["expectations"]
    }
    assert found == wanted


# Guides ------------------------------------------------------------------------------------------


def test_guide_names_every_clause_and_rule(standard: Standard) -> None:
    guide = generated(TREE / standard.id / standard.edition)["GUIDE.md"]
    for clause in standard.clauses:
        assert f"### {clause.id} {clause.title}" in guide
    for entry in standard.rules:
        assert f"#### {entry.id}" in guide
        assert " ".join(entry.summary.split()) in guide
    for left_out in standard.not_carried:
        assert left_out.because in guide


def test_guide_of_a_draft_says_so_before_anything_else(standard: Standard) -> None:
    guide = generated(TREE / standard.id / standard.edition)["GUIDE.md"]
    head = guide.split("## ")[0]
    assert ("> **Draft.**" in head) == (standard.status == "draft")


def test_guide_of_the_return_names_everything(spec: ReturnSpec) -> None:
    guide = generated(TREE / "returns" / spec.id)["GUIDE.md"]
    columns = [column for table in spec.tables.values() for column in table.columns]
    names = [f"`{column.name}`" for column in columns]
    names += [f"### {entry.id}\n" for entry in spec.rules]
    names += [f"### {entry}\n" for entry in spec.code_lists]
    names += [f"| {entry.term} |" for entry in spec.definitions]
    assert [name for name in names if name not in guide] == []


def test_catalogue_names_every_pack(spec: ReturnSpec, standard: Standard) -> None:
    page = (TREE / "README.md").read_text(encoding="utf-8")
    assert f"(returns/{spec.id}/GUIDE.md)" in page
    assert f"({standard.id}/{standard.edition}/GUIDE.md)" in page
    assert standard.publisher in page


# Explain and show --------------------------------------------------------------------------------

RULE_HEADINGS = (
    "What it finds",
    "Why it matters",
    "What to do",
    "Where the limit comes from",
    "What it reads",
    "Limits",
    "Since",
)


def test_every_rule_and_clause_can_be_explained(standard: Standard) -> None:
    for entry in standard.rules:
        lines = explain(standard, entry.id).splitlines()
        assert [line for line in lines if line in RULE_HEADINGS] == list(RULE_HEADINGS)
    for clause in standard.clauses:
        text = explain(standard, clause.id.lower())
        assert text.startswith(f"{clause.id} {clause.title}")
        assert "What it asks" in text
        assert all(r.id in text for r in standard.rules if clause.id in r.clauses)


def test_rules_of_the_return_can_be_explained(spec: ReturnSpec) -> None:
    for entry in spec.rules:
        assert "What to do" in explain(spec, entry.id)


def test_a_draft_is_told_with_every_rule_and_clause(standard: Standard) -> None:
    drafted = replace(standard, status="draft", status_note="Draft. Nobody has to meet it.")
    for entry in (*standard.rules[:1], standard.clauses[0]):
        told = explain(drafted, entry.id)
        assert told.endswith("This standard is a draft\n  Nobody has to meet it.")


def test_a_project_threshold_is_never_told_as_the_standards(standard: Standard) -> None:
    for entry in standard.rules:
        told = explain(standard, entry.id)
        assert ("project threshold" in told) == (entry.threshold.origin == "project"), entry.id


def test_unknown_name_gets_the_nearest(standard: Standard) -> None:
    first = [*standard.rules, *standard.clauses][0].id
    with pytest.raises(UsageError, match=f"Did you mean .*{re.escape(first)}"):
        explain(standard, f"{first}x")
    with pytest.raises(UsageError, match="checker standards show"):
        explain(standard, "%%%%")


def test_show_names_clauses_tables_and_live_rules(spec: ReturnSpec, standard: Standard) -> None:
    told = show(standard)
    assert all(clause.title in told for clause in standard.clauses)
    assert all(entry.id in told for entry in standard.rules if entry.status == "live")
    told = show(spec)
    assert all(name in told for name in spec.tables)


def test_resting_rule_says_so(standard: Standard) -> None:
    if not standard.rules:
        pytest.skip("it leaves everything to assessors")
    resting = replace(standard.rules[0], status="deprecated")
    changed = replace(standard, rules=(resting, *standard.rules[1:]))
    assert "This rule is deprecated and is not run." in explain(changed, resting.id)
    live = [line for line in show(changed).splitlines() if line.endswith(resting.summary)]
    assert live == []
