"""The shipped packs are clean, and every kind of fault planted in a copy is told in plain words."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from planting import (
    Fault,
    append,
    both,
    drop,
    edit,
    extend,
    put,
    remove,
    rename,
    swap,
    write,
)

import checker.measures
from checker.errors import UsageError
from checker.packbuild import build
from checker.packlint import lint
from checker.packlint.patterns import pattern_problem
from checker.packlint.regex import texts_around
from checker.packs import load_return
from checker.packs.shapes import validator
from checker.resources import standards_folder

TREE = standards_folder()
STANDARD = "gb-home-office-da/2023.02"
RETURN, LATER = "returns/ppr-1.0", "returns/ppr-1.1"
LATE = "rules/support-offer-late.yaml"
WEEKS = "rules/planned-weeks-short.yaml"
EARLY = "rules/completed-early.yaml"
DUPLICATE = "rules/duplicate-key.yaml"


@pytest.fixture(scope="session")
def measured() -> dict[str, tuple[str, ...]]:
    return checker.measures.measure_columns(load_return())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copied = tmp_path / "standards"
    for name in (STANDARD, RETURN, LATER):
        shutil.copytree(TREE / name, copied / name)
    return copied


def threshold(**facts: str) -> Fault:
    return edit(LATE, lambda rule: rule["threshold"].update(facts))


# Shipped packs -----------------------------------------------------------------------------------


def test_shipped_packs_are_clean() -> None:
    assert lint(TREE) == []


def test_a_copy_on_its_own_is_clean(tree: Path) -> None:
    assert lint(tree / STANDARD) == []
    assert lint(tree / RETURN) == []


def test_the_schemas_describe_every_field() -> None:
    for path in sorted((TREE / "_schemas").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        validator(path.name.removesuffix(".schema.json")).check_schema(schema)
        assert list(_undescribed(schema, path.name)) == []


def _undescribed(node: Any, where: str) -> list[str]:
    """Fields without a description in the properties of a schema."""
    found = []
    if isinstance(node, dict):
        for name, field in node.get("properties", {}).items():
            plain = isinstance(field, dict) and "description" not in field and "type" in field
            # The branches of a condition narrow fields that are described elsewhere.
            if plain and not {"then", "else"} & set(where.split("/")):
                found.append(f"{where}/{name}")
        for name, child in node.items():
            found += _undescribed(child, f"{where}/{name}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            found += _undescribed(child, f"{where}/{number}")
    return found


def test_faults_list_has_a_schema() -> None:
    fault = {"rule": "missing-value", "sheet": "Cases", "cell": "F12"}
    assert validator("faults").is_valid([fault, {**fault, "cell": ""}])
    assert not validator("faults").is_valid([{**fault, "cell": "12F"}])
    assert not validator("faults").is_valid([{**fault, "value": "x"}])


def test_folder_without_a_pack_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no pack"):
        lint(tmp_path)


# Faults of a standard ----------------------------------------------------------------------------

CLAUSES = "clauses.yaml"
IN_A_STANDARD: dict[str, tuple[Fault, str, str]] = {
    # shape
    "field missing": (drop(LATE, "fix"), LATE, "lacks fix"),
    "field unknown": (put(LATE, "sumary", value="x"), LATE, "Did you mean summary?"),
    "wrong kind": (put(LATE, "reads", value="victims.case_ref"), LATE, "must be a list"),
    "unquoted version": (put(LATE, "since", value=1.0), LATE, "Put it in quotes"),
    "unquoted date": (swap(LATE, '"2026-04-15"', "2026-04-15"), LATE, "is a date, but must be"),
    "tier misspelt": (put(LATE, "tier", value="QUERRY"), LATE, "Did you mean QUERY?"),
    "two kinds of check": (put(LATE, "schema", value="required"), LATE, "exactly one of"),
    "weight alone": (drop(LATE, "clauses"), LATE, "go together"),
    "string condition": (
        put(LATE, "expectation", "row_condition", value='case_is_da == "Y"'),
        LATE,
        "must be a list",
    ),
    "value for a null test": (
        append(
            LATE,
            "expectation",
            "row_condition",
            value={"column": "case_ref", "operator": "is_null", "value": "x"},
        ),
        LATE,
        "must not stand here",
    ),
    "list operator with one value": (
        append(
            LATE,
            "expectation",
            "row_condition",
            value={"column": "case_ref", "operator": "in", "value": "x"},
        ),
        LATE,
        "must be a list",
    ),
    "date as a bound": (
        put(LATE, "expectation", "kwargs", "max_value", value="2026-01-01"),
        LATE,
        "must be a number",
    ),
    "clause without a judge": (drop(CLAUSES, 0, "judge"), CLAUSES, "SC.1 lacks judge"),
    "source without an address": (
        put(CLAUSES, 0, "source", value="a book"),
        CLAUSES,
        "form asked for",
    ),
    "not UTF-8": (
        lambda folder: (folder / LATE).write_bytes(b"id: \xff\xfe"),
        LATE,
        "Save it as UTF-8",
    ),
    "not YAML": (write(LATE, "id: [unclosed"), LATE, "is not YAML"),
    "an empty file": (write(LATE, ""), LATE, "is nothing, but must be a mapping"),
    "a Python object": (
        extend(LATE, "\nnote: !!python/object/apply:os.system [echo]\n"),
        LATE,
        "uses a tag",
    ),
    "aliases": (extend(LATE, "\na: &x [1]\nb: [*x, *x]\n"), LATE, "anchor or an alias"),
    "a key twice": (extend(LATE, '\nstatus: "draft"\n'), LATE, "holds status twice"),
    "nested without end": (write(LATE, "[" * 5000 + "]" * 5000), LATE, "nested too deeply"),
    "a file too large": (write(LATE, "#" * 1_000_001), LATE, "larger than"),
    "a Python file": (write("rules/run.py", "print()"), "rules/run.py", "not a kind of file"),
    "main file missing": (remove("standard.yaml"), "standard.yaml", "is missing"),
    "clauses missing": (remove(CLAUSES), CLAUSES, "is missing"),
    # names
    "id is not the file name": (rename(LATE, "rules/late.yaml"), "rules/late.yaml", "Make the two"),
    "clause twice": (edit(CLAUSES, lambda c: [*c, dict(c[0])]), CLAUSES, "SC.1 stands twice"),
    "edition is not the folder": (
        put("standard.yaml", "edition", value="2024.01"),
        "standard.yaml",
        "the folder is named 2023.02",
    ),
    # clauses
    "rule without its clause": (put(LATE, "clauses", value=["S9.9"]), LATE, "no clause S9.9"),
    "clause without a live rule": (
        both(put(WEEKS, "status", value="draft"), put(EARLY, "status", value="deprecated")),
        CLAUSES,
        "T3 is judged by data, but no live rule names it",
    ),
    "clause for assessors with a breach": (
        edit(CLAUSES, lambda c: [dict(e, judge="assessor", evidence="Ask.") for e in c]),
        CLAUSES,
        "is a breach. Change either",
    ),
    "no evidence for assessors": (drop(CLAUSES, 0, "evidence"), CLAUSES, "lacks evidence"),
    "claim of an unknown code": (
        put("standard.yaml", "claim_codes", value=["HO-DA-1999"]),
        "standard.yaml",
        "HO-DA-1999 is not in the code list",
    ),
    # what a rule says of itself
    "breach by a project threshold": (
        put(LATE, "weight", value="breach"),
        LATE,
        "is a breach, but its limit comes from project",
    ),
    "recalled but told as published": (
        threshold(origin="published", grade="R", source="https://example.org/"),
        LATE,
        "nobody has seen it written",
    ),
    "published without a source": (
        threshold(origin="published", grade="S2"),
        LATE,
        "cites no source",
    ),
    "a shortened address": (
        threshold(origin="published", grade="S2", source="https://example.org/a..."),
        LATE,
        "cut short",
    ),
    "tier of bad data": (put(LATE, "tier", value="ERROR"), LATE, "QUERY or NOTE"),
    "no clauses": (
        both(drop(LATE, "clauses"), drop(LATE, "weight")),
        LATE,
        "names its clauses and its weight",
    ),
    "unkind words": (put(LATE, "fix", value="Please correct it."), LATE, 'fix says "please"'),
    "two sentences": (
        put(LATE, "summary", value="It was late. It was very late."),
        LATE,
        "one sentence",
    ),
    # expectations
    "unknown table": (put(LATE, "table", value="victim"), LATE, "no table victim"),
    "unknown expectation": (
        put(LATE, "expectation", "type", value="expect_column_values_to_be_betwen"),
        LATE,
        "Did you mean expect_column_values_to_be_between?",
    ),
    "argument of another expectation": (
        put(LATE, "expectation", "kwargs", "regex", value="a"),
        LATE,
        "has no argument regex",
    ),
    "argument missing": (drop(LATE, "expectation", "kwargs", "column"), LATE, "needs the argument"),
    "no bounds": (drop(LATE, "expectation", "kwargs", "max_value"), LATE, "needs min_value"),
    "a bound that is no number": (
        put(LATE, "expectation", "kwargs", "max_value", value=float("nan")),
        LATE,
        "max_value is no finite number",
    ),
    "half-blank pairs": (
        put(
            LATE,
            "expectation",
            value={
                "type": "expect_column_pair_values_to_be_equal",
                "kwargs": {"column_A": "victim_ref", "column_B": "case_ref"},
            },
        ),
        LATE,
        "needs ignore_row_if",
    ),
    "unknown measure": (
        put(LATE, "expectation", "kwargs", "column", value="days_start_to_ofer"),
        LATE,
        "Did you mean days_start_to_offer?",
    ),
    "unknown column in a condition": (
        put(LATE, "expectation", "row_condition", 0, "column", value="case_is_dax"),
        LATE,
        "looks at case_is_dax",
    ),
    "finding at a measure": (put(LATE, "at", value="days_start_to_offer"), LATE, "places its find"),
    "reads an unknown column": (append(LATE, "reads", value="cases.start"), LATE, "reads cases.st"),
    "looks at what it does not read": (
        append(
            LATE,
            "expectation",
            "row_condition",
            value={"column": "victim_type", "operator": "not_null"},
        ),
        LATE,
        "looks at victims.victim_type but does not list it",
    ),
    "unknown code": (
        both(
            append(LATE, "reads", value="victims.sex"),
            append(
                LATE,
                "expectation",
                "row_condition",
                value={"column": "sex", "operator": "in", "value": ["M", "MALE"]},
            ),
        ),
        LATE,
        "with MALE, which is not in the code list",
    ),
    "each without every table": (put(LATE, "each", value="key"), LATE, "go together"),
    "look-behind": (
        put(
            LATE,
            "expectation",
            value={
                "type": "expect_column_values_to_match_regex",
                "kwargs": {"column": "victim_ref", "regex": "(?<!V)IC"},
            },
        ),
        LATE,
        "look-around",
    ),
    # examples
    "no examples": (drop(LATE, "examples"), LATE, "no example that passes"),
    "no failing example": (put(LATE, "examples", "fails", value=[]), LATE, "no example that fails"),
    "example without the rule's table": (
        put(LATE, "examples", "fails", value=[{"cases": [{"case_ref": "CASE-1"}]}]),
        LATE,
        "has no row in victims",
    ),
    "example with an unknown column": (
        put(LATE, "examples", "fails", 0, "victims", 0, "offer", value="x"),
        LATE,
        "fills victims.offer",
    ),
    "example with an unknown code": (
        put(LATE, "examples", "fails", 0, "cases", 0, "case_type", value="DA"),
        LATE,
        "a value that the column does not take",
    ),
    # generated files
    "guide changed by hand": (write("GUIDE.md", "mine"), "GUIDE.md", "checker standards build"),
    "suite left over": (
        write("expectations/gone.json", "{}"),
        "expectations/gone.json",
        "checker standards build",
    ),
}


@pytest.mark.parametrize("name", IN_A_STANDARD)
def test_fault_of_a_standard_is_told(
    name: str, tree: Path, measured: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker.measures, "measure_columns", lambda spec: measured)
    plant, file, words = IN_A_STANDARD[name]
    plant(tree / STANDARD)
    assert_told(lint(tree / STANDARD), file, words)


# Faults of a return ------------------------------------------------------------------------------

CASES = "tables/cases.schema.json"
ELIG = "codelists/elig.json"
FULL = "layouts/full.yaml"
TOTALS_SQL = "measures/totals.sql"


def branch(**test: Any) -> dict[str, Any]:
    then = test.pop("then", {"required": ["end_date"]})
    return {"title": "because it was planted", "if": test, "then": then}


IN_A_RETURN: dict[str, tuple[Fault, str, str]] = {
    "rule with a clause": (
        both(put(DUPLICATE, "clauses", value=["S1"]), put(DUPLICATE, "weight", value="concern")),
        DUPLICATE,
        "neither clauses nor weight",
    ),
    "table without a file": (remove(CASES), "return.yaml", "has no file tables/cases"),
    "file without a table": (
        drop("return.yaml", "tables", "totals"),
        "tables/totals",
        "has no tab",
    ),
    "key that may be blank": (
        edit(CASES, lambda s: s["required"].remove("case_ref")),
        "return.yaml",
        "the key case_ref of cases",
    ),
    "reference to no key": (
        put("return.yaml", "foreign_keys", 0, "parent_column", value="programme_name"),
        "return.yaml",
        "not the key of that table",
    ),
    "reference from no column": (
        put("return.yaml", "foreign_keys", 0, "column", value="programme"),
        "return.yaml",
        "workforce.programme is not a column",
    ),
    "required but no column": (append(CASES, "required", value="colour"), CASES, "requires colour"),
    "unknown code list": (
        put(CASES, "properties", "sex", "$ref", value="../codelists/sexes.json"),
        CASES,
        "does not exist",
    ),
    "code list elsewhere": (
        put(CASES, "properties", "sex", "$ref", value="https://example.org/sex.json"),
        CASES,
        "form asked for",
    ),
    "column without a description": (
        drop(CASES, "properties", "sex", "description"),
        CASES,
        "lacks description",
    ),
    "condition met by a blank": (
        append(
            CASES,
            "allOf",
            value=branch(
                properties={"sex": {"const": "M"}},
                required=["case_ref"],
                then={"required": ["age_band"]},
            ),
        ),
        CASES,
        "tests sex without requiring it",
    ),
    "condition on no column": (
        append(CASES, "allOf", value=branch(required=["case_ref"])),
        CASES,
        "names end_date, which is not a column",
    ),
    "pattern with a back-reference": (
        put(CASES, "properties", "case_ref", "pattern", value=r"^(A)\1$"),
        CASES,
        "back-reference",
    ),
    "pattern that does not compile": (
        put(CASES, "properties", "case_ref", "pattern", value="["),
        CASES,
        "does not compile",
    ),
    "heading of two columns": (
        put(CASES, "properties", "sex", "x-aliases", value=["CASE_reference"]),
        CASES,
        'the heading "case reference" could mean two columns',
    ),
    "enum without its code": (edit(ELIG, lambda c: c["enum"].pop() and None), ELIG, "enum and cod"),
    "code twice": (
        edit(ELIG, lambda c: c["codes"].append(c["codes"][0])),
        ELIG,
        "ACC stands twice",
    ),
    "alias of two codes": (
        append(ELIG, "codes", 1, "aliases", value="accepted"),
        ELIG,
        "could mean ACC or DEC",
    ),
    "code that ends before it begins": (
        edit(ELIG, lambda c: c["codes"][0].update(valid_from="2026-02-01", valid_to="2026-01-01")),
        ELIG,
        "ends before it begins",
    ),
    "code from no day": (put(ELIG, "codes", 0, "valid_from", value="2026-02-31"), ELIG, "not fit"),
    "list under another name": (put(ELIG, "list_id", value="eligible"), ELIG, "Make the two agree"),
    "JSON key twice": (write(ELIG, '{"a": 1, "a": 2}'), ELIG, "holds a twice"),
    "not JSON": (write(ELIG, "{"), ELIG, "is not JSON"),
    "layout of no table": (put(FULL, "sheets", 0, "table", value="returns"), FULL, "table returns"),
    "layout without a key": (
        put(FULL, "sheets", 3, "without", value=["case_ref"]),
        FULL,
        "the key of cases",
    ),
    "optional sheet that others rest on": (
        put(FULL, "sheets", 1, "optional", value=True),
        FULL,
        "others rest on programmes",
    ),
    "layout without no column": (
        put(FULL, "sheets", 3, "without", value=["colour"]),
        FULL,
        "leaves out colour",
    ),
    "sheet name of two sheets": (
        put(FULL, "sheets", 3, "aliases", value=["victims"]),
        FULL,
        'the sheet name "victims" could mean two sheets',
    ),
    "sheet name that Excel refuses": (
        put(FULL, "sheets", 3, "sheet", value="Cases/2026"),
        FULL,
        "form asked for",
    ),
    "two layouts of one template": (
        put(FULL, "template_id", value="PPR-COMPACT"),
        "layouts",
        "template_id of two layouts",
    ),
    "two statements": (extend(TOTALS_SQL, "; DROP TABLE cases"), TOTALS_SQL, "exactly one SELECT"),
    "no SELECT": (write(TOTALS_SQL, "COPY cases TO 'x.csv'"), TOTALS_SQL, "exactly one SELECT"),
    "DESCRIBE": (write(TOTALS_SQL, "DESCRIBE cases"), TOTALS_SQL, "holds DESCRIBE"),
    "not SQL": (write(TOTALS_SQL, "SELEKT 1"), TOTALS_SQL, "is not SQL"),
    "a file from SQL": (
        write(TOTALS_SQL, "SELECT * FROM read_csv('https://example.org/a.csv')"),
        TOTALS_SQL,
        "calls read_csv as a table",
    ),
    "a file as a table": (write(TOTALS_SQL, "SELECT * FROM 'a.csv'"), TOTALS_SQL, "reads a.csv"),
    "a table changed on the way": (
        write(TOTALS_SQL, "WITH x AS (INSERT INTO totals VALUES (1) RETURNING *) SELECT * FROM x"),
        TOTALS_SQL,
        "changes a table",
    ),
    "a query that calls itself": (
        write(TOTALS_SQL, "WITH RECURSIVE n AS (SELECT 1 AS i UNION SELECT i FROM n) FROM n"),
        TOTALS_SQL,
        "calls itself",
    ),
    "rows out of nothing": (
        write(TOTALS_SQL, "SELECT _row, unnest(range(1000000000000)) AS n FROM totals"),
        TOTALS_SQL,
        "calls range, which makes rows without end",
    ),
    "the clock": (
        write(TOTALS_SQL, "SELECT _row, CURRENT_DATE AS day FROM totals"),
        TOTALS_SQL,
        "calls current_date, which gives another answer another time",
    ),
    "chance": (
        write(TOTALS_SQL, "SELECT _row, random() AS n FROM totals"),
        TOTALS_SQL,
        "calls random",
    ),
    "a table of the database": (
        write(TOTALS_SQL, "WITH mine AS (SELECT 1) SELECT * FROM mine, duckdb_settings()"),
        TOTALS_SQL,
        "calls duckdb_settings",
    ),
    "measure of no column": (
        write(TOTALS_SQL, "SELECT _row, colour FROM totals"),
        TOTALS_SQL,
        "could not be run",
    ),
    "measure without its rows": (
        write(TOTALS_SQL, "SELECT 1 AS _row"),
        TOTALS_SQL,
        "exactly one row for each row",
    ),
    "a bound of a column that is no number": (
        swap(CASES, '"maximum": 500', '"maximum": NaN'),
        CASES,
        "NaN is no number",
    ),
    "measures of no table": (
        write("measures/other.sql", "SELECT 1 AS _row"),
        "measures/other.sql",
        "there is no table other",
    ),
    "each over columns it lacks": (
        put(DUPLICATE, "expectation", "kwargs", "column", value="$columns"),
        DUPLICATE,
        "looks at",
    ),
}


@pytest.mark.parametrize("name", IN_A_RETURN)
def test_fault_of_a_return_is_told(name: str, tree: Path) -> None:
    plant, file, words = IN_A_RETURN[name]
    plant(tree / RETURN)
    assert_told(lint(tree / RETURN), file, words)


def assert_told(problems: list[str], file: str, words: str) -> None:
    """One of the problems is of this file and says this; and each has the form "file: words"."""
    assert problems
    assert all(": " in line and "\n" not in line for line in problems)
    assert any(line.startswith(file) and words in line for line in problems), problems


# Between packs -----------------------------------------------------------------------------------


def test_faults_of_a_tree_name_the_pack(tree: Path) -> None:
    (tree / STANDARD / "GUIDE.md").unlink()
    lines = [line for line in lint(tree) if "GUIDE.md" in line]
    assert lines
    assert lines[0].startswith(f"{STANDARD}/GUIDE.md: ")


def test_a_rule_id_belongs_to_one_pack(tree: Path) -> None:
    rename(LATE, "rules/duplicate-key.yaml")(tree / STANDARD)
    put("rules/duplicate-key.yaml", "id", value="duplicate-key")(tree / STANDARD)
    build(tree)
    assert lint(tree) == [
        "rules/duplicate-key.yaml: stands in gb-home-office-da and ppr-1.0. Rename one of them."
    ]


def test_a_link_is_not_followed(tree: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("id: x", encoding="utf-8")
    try:
        (tree / STANDARD / "rules" / "linked.yaml").symlink_to(outside)
    except OSError:
        pytest.skip("links cannot be made here")
    assert_told(lint(tree / STANDARD), "rules/linked.yaml", "link to another place")


def test_an_unfinished_lint_says_so(tree: Path) -> None:
    drop(LATE, "fix")(tree / STANDARD)
    assert "have not run" in lint(tree / STANDARD)[-1]


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z0-9][A-Z0-9-]{1,31}$",
        r"^\d+$",
        "a|b",
        "(?i)x",
        r"^\w+@\w+\.\w+$",
        "^(PPR|SPR)-[0-9]{4}$",
        "(?:ab){3}-?(?P<year>[0-9]{4})?",
        r"^[^,]*,[^,]*$",
    ],
)
def test_plain_patterns_are_fine(pattern: str) -> None:
    assert pattern_problem(pattern) == ""


@pytest.mark.parametrize("pattern", ["(?=a)", "(?!a)", "(?<=a)b", r"(a)\1", "(?P<n>a)(?P=n)"])
def test_patterns_that_need_backtracking_are_refused(pattern: str) -> None:
    assert "for ever" in pattern_problem(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a*)*b", "(?:a|a)*b", "(a?a?){30}", r"(\d+-?)+x", "(([a-z])+.)+", "(x+x+)+y"],
)
def test_patterns_that_repeat_a_repetition_are_refused(pattern: str) -> None:
    assert "Repeat one character or class at a time" in pattern_problem(pattern)


@pytest.mark.parametrize("pattern", [r"\d+\d+x", ".*.*=", "a*b?a*c", "[a-z]+[a-z0-9]*!"])
def test_patterns_with_two_repetitions_side_by_side_are_refused(pattern: str) -> None:
    assert "side by side" in pattern_problem(pattern)


def test_patterns_with_many_wide_repetitions_are_refused() -> None:
    assert "more than 2 repetitions of nearly any character" in pattern_problem(".*a.*b.*c")


@pytest.mark.parametrize(
    ("pattern", "taken", "refused"),
    [
        ("^[EWSN][0-9]{8}$", "E11111111", "E1111111"),
        ("^PPR-(FULL|COMPACT)$", "PPR-COMPACT", None),
        ("^[A-Z0-9][A-Z0-9-]{1,31}$", "A" * 32, "A" * 33),
        (r"^(https?://\S+|project)$", "https://A", "http://"),
    ],
)
def test_a_pattern_taken_apart_gives_texts_on_both_of_its_sides(
    pattern: str, taken: str, refused: str | None
) -> None:
    texts = texts_around(pattern)
    assert taken in texts
    assert re.search(pattern, taken)
    assert refused is None or (refused in texts and not re.search(pattern, refused))
