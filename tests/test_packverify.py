"""`checker standards verify`: that it counts what it ran, and that each of its parts can say no."""

from __future__ import annotations

import shutil
from dataclasses import replace

import polars as pl
import pytest
from click.testing import CliRunner
from conftest import SPEC, STANDARDS
from planting import swap

import checker.expectations.results as reference
from checker.cli import cli
from checker.errors import PackError
from checker.expectations import SUPPORTED, Result
from checker.model.specs import Check, Rule, Threshold
from checker.packbuild import expand, pack_folders
from checker.packverify import Tally, example_tables, measured
from checker.packverify.agreement import agreement_stages
from checker.packverify.bench import Bench, Subject, benches
from checker.packverify.bounds import column_bounds
from checker.packverify.bundles import bundles
from checker.packverify.edges import around, edge_rows
from checker.packverify.examples import example_stages, schema_example
from checker.packverify.survival import survival_stages
from checker.packverify.tally import total
from checker.resources import standards_folder
from checker.suites import known
from checker.suites.kinds.scope import Rows

TREE = standards_folder()
SMALL, RETURNS = "gb-stalking/0.1-draft", ("returns/ppr-1.0", "returns/ppr-1.1")
COLUMN, PAIR = "expect_column_values_to_", "expect_column_pair_values_"
EITHER = "either_value_is_missing"


def rule(kind, kwargs, row_condition=None, table="cases", examples=None, **more):
    return Rule(
        id="planted",
        pack="test@1",
        table=table,
        tier="QUERY",
        summary="It was planted.",
        why="",
        fix="",
        check=Check("expectation", type=kind, kwargs=kwargs, row_condition=row_condition),
        threshold=Threshold("project", "P", "project", ""),
        reads=(f"{table}.case_ref",),
        at="case_ref",
        examples=examples,
        **more,
    )


def bench(one):
    return Bench(SPEC, (Subject(one.pack, one, tuple(expand(one, SPEC))),))


def agreed(one, pool=None):
    return total(stage() for stage in agreement_stages(bench(one), pool or {}))


# The whole ---------------------------------------------------------------------------------------


def test_a_pack_outside_the_house_is_verified(tmp_path):
    for name in (SMALL, *RETURNS):
        shutil.copytree(TREE / name, tmp_path / name)
    told = CliRunner().invoke(cli, ["standards", "verify", str(tmp_path / SMALL)])
    assert told.exit_code == 0, told.output
    [pack] = [p for p in STANDARDS if f"{p.id}/{p.edition}" == SMALL]
    live = sum(entry.status == "live" for entry in pack.rules)
    examples = sum(len(side) for r in pack.rules for side in (r.examples or {}).values())
    counts = [int(line.split()[0].replace(",", "")) for line in told.output.splitlines()]
    assert len(counts) == 9
    assert counts[:3] == [1, live, examples]
    assert counts[3] == 5 * live
    assert all(counts[3:8])
    assert counts[8] == 0


def test_nothing_is_verified_before_lint_is_content(tmp_path):
    for name in (SMALL, *RETURNS):
        shutil.copytree(TREE / name, tmp_path / name)
    swap("standard.yaml", "title:", "tittle:")(tmp_path / SMALL)
    told = CliRunner().invoke(cli, ["standards", "verify", str(tmp_path / SMALL)])
    assert told.exit_code == 4
    assert "standard.yaml: the file lacks title" in told.output
    assert told.output.splitlines()[-1].startswith("Nothing was verified.")


def test_every_return_and_every_rule_has_its_place():
    folders = pack_folders(TREE)
    found = benches(folders)
    assert {one.spec.id for one in found} == {"ppr-1.0", "ppr-1.1"}
    named = [subject.name for one in found for subject in one.subjects]
    live = [f"{r.pack} {r.id}" for p in (SPEC, *STANDARDS) for r in p.rules if r.status == "live"]
    assert set(live) <= set(named)
    assert len(named) == len(set(named))


def test_tallies_add_up_and_tell_each_disagreement_once():
    one = Tally(rules=1, examples=2, disagreements=("a", "b"))
    whole = total([one, one, Tally(packs=1)])
    assert (whole.packs, whole.rules, whole.examples) == (1, 2, 4)
    assert whole.disagreements == ("a", "b")
    assert whole.lines()[0].split() == ["1", "pack"]
    assert whole.lines()[-3:] == ["2 disagreements", "a", "b"]


# Examples ----------------------------------------------------------------------------------------

AGE = {"column": "days_referral_to_start", "max_value": 10}


def day(number, ref="CASE-1"):
    return {"case_ref": ref, "referral_date": "2026-07-01", "start_date": f"2026-07-{number:02}"}


def examined(passes, fails, kwargs=AGE, **more):
    one = rule(f"{COLUMN}be_between", kwargs, examples={"passes": passes, "fails": fails}, **more)
    return total(stage() for stage in example_stages(bench(one), {}))


def test_examples_that_keep_their_word_agree():
    tally = examined([{"cases": [day(11)]}], [{"cases": [day(12)]}])
    assert tally.disagreements == ()
    assert tally.examples == 2
    assert tally.shuffled_runs


def test_a_passing_example_with_a_fault_is_named():
    [line] = examined([{"cases": [day(11)]}, {"cases": [day(12)]}], []).disagreements
    assert line.startswith("test@1 planted, example 2 of passes: the rule finds fault with it.")


def test_a_failing_example_without_a_fault_is_named():
    [line] = examined([{"cases": [day(11)]}], [{"cases": [day(11)]}]).disagreements
    assert line.startswith("test@1 planted, example 1 of fails: the rule finds no fault with it.")


def test_passing_examples_that_nothing_looks_at_are_named():
    [line] = examined([{"cases": [{"case_ref": "CASE-1"}]}], [{"cases": [day(12)]}]).disagreements
    assert "no example that passes has a row that the rule looks at" in line


@pytest.mark.parametrize(("failing", "agrees"), [(1, True), (2, False)])
def test_an_example_of_a_share_is_held_to_the_share(failing, agrees):
    rows = [day(12 if n < failing else 11, f"CASE-{n}") for n in range(5)]
    kwargs = {**AGE, "mostly": 0.8}
    tally = examined([{"cases": rows}], [{"cases": [day(12)]}], kwargs)
    assert (tally.disagreements == ()) == agrees


def test_examples_share_a_return_with_keys_of_their_own():
    passes = [{"cases": [day(11)]} for _ in range(5)]
    one = rule(f"{COLUMN}be_between", AGE, examples={"passes": passes, "fails": []})
    [bundle] = bundles(bench(one))
    refs = [row["case_ref"] for row in bundle.rows["cases"]]
    assert len(refs) == len(set(refs)) == 5


def test_a_rule_that_looks_at_the_whole_return_stands_alone():
    passes = [{"cases": [day(11)]} for _ in range(2)]
    one = rule(f"{COLUMN}be_between", AGE, examples={"passes": passes, "fails": []})
    apart = replace(one, reads=("cases.case_ref", "totals.measure"))
    assert len(bundles(bench(apart))) == 2


def test_a_measure_that_depends_on_the_order_is_named(monkeypatch):
    def numbered(spec, rows):
        frames = measured(spec, rows)
        place = pl.int_range(pl.len(), dtype=pl.Int64).alias("place")
        return {**frames, "cases": frames["cases"].with_columns(place)}

    monkeypatch.setattr("checker.packverify.orders.measured", numbered)
    monkeypatch.setattr("checker.packverify.examples.measured", numbered)
    rows = [day(11, "CASE-1"), day(11, "CASE-2")]
    kwargs = {"column": "place", "max_value": 0}
    tally = examined([{"cases": rows[:1]}], [{"cases": rows}], kwargs)
    assert any("when the rows stand in another order" in line for line in tally.disagreements)


def test_an_unknown_column_of_an_example_is_an_error():
    with pytest.raises(PackError, match="cases has no column colour"):
        example_tables(SPEC, {"cases": [{"colour": "red"}]})


def test_the_libraries_must_find_the_same_cells(monkeypatch):
    import checker.packverify.examples as looking

    subject = next(
        Subject(r.pack, r, ()) for r in SPEC.rules if r.check.keyword == "range" and r.examples
    )
    example = next(looking.examples_of([subject]))
    assert schema_example(example, SPEC) == []
    monkeypatch.setattr(looking, "reference_faults", lambda tables: {("cases", 0, "x"): "range"})
    [line] = schema_example(example, SPEC)
    assert "jsonschema-rs and jsonschema find different cells" in line


# Three answers -----------------------------------------------------------------------------------

KINDS = [
    (f"{COLUMN}not_be_null", {"column": "start_date"}),
    (f"{COLUMN}be_null", {"column": "start_date"}),
    (f"{COLUMN}be_unique", {"column": "case_ref"}),
    (f"{COLUMN}be_unique", {"column": "start_date"}),
    (f"{COLUMN}be_between", {"column": "days_referral_to_start", "min_value": 2, "max_value": 4.5}),
    (
        f"{COLUMN}be_between",
        {"column": "children_linked_count", "min_value": 0, "strict_min": True, "max_value": 9},
    ),
    (
        f"{COLUMN}be_between",
        {"column": "days_referral_to_start", "max_value": 7, "strict_max": True},
    ),
    (f"{COLUMN}be_in_set", {"column": "sex", "value_set": ["M", "F"]}),
    (f"{COLUMN}be_in_set", {"column": "children_linked_count", "value_set": [1, 3]}),
    (f"{COLUMN}not_be_in_set", {"column": "sex", "value_set": ["NK"]}),
    (f"{COLUMN}match_regex", {"column": "case_ref", "regex": "^[A-Z]{2,4}-[0-9]{3}$"}),
    (f"{COLUMN}not_match_regex", {"column": "case_ref", "regex": "^(CASE|TEST)-"}),
    (
        "expect_column_value_lengths_to_be_between",
        {"column": "case_ref", "min_value": 2, "max_value": 5},
    ),
    (
        f"{PAIR}to_be_equal",
        {"column_A": "case_ref", "column_B": "person_ref", "ignore_row_if": EITHER},
    ),
    (
        f"{PAIR}a_to_be_greater_than_b",
        {"column_A": "closed_date", "column_B": "start_date", "ignore_row_if": EITHER},
    ),
    (
        f"{PAIR}a_to_be_greater_than_b",
        {
            "column_A": "days_referral_to_start",
            "column_B": "children_linked_count",
            "ignore_row_if": EITHER,
            "or_equal": True,
        },
    ),
]
CONDITIONS = [
    None,
    [{"column": "sex", "operator": "==", "value": "M"}],
    [{"column": "sex", "operator": "!=", "value": "M"}],
    [
        {"column": "sex", "operator": "not_in", "value": ["M", "NK"]},
        {"column": "age_band", "operator": "not_null"},
    ],
    [
        {"column": "children_linked_count", "operator": ">", "value": 1},
        {"column": "children_linked_count", "operator": "<=", "value": 4},
        {"column": "closed_date", "operator": "is_null"},
    ],
]


def test_every_expectation_of_the_closed_list_is_tried():
    assert {kind for kind, _ in KINDS} == set(SUPPORTED)


@pytest.mark.parametrize("row_condition", CONDITIONS, ids=range(len(CONDITIONS)))
def test_three_answers_agree_on_every_expectation_of_the_closed_list(row_condition):
    subjects = []
    for number, (kind, kwargs) in enumerate(KINDS):
        one = replace(rule(kind, kwargs, row_condition), id=f"r{number}")
        subjects.append(Subject(one.pack, one, tuple(expand(one, SPEC))))
    tally = total(stage() for stage in agreement_stages(Bench(SPEC, tuple(subjects)), {}))
    # One condition lets no case that is closed in, so a pair with the day of closing is blank.
    expected = [line for line in tally.disagreements if "no generated row is at fault" not in line]
    assert expected == []
    assert tally.boundary_rows > 8 * len(KINDS)


STRICT = (f"{COLUMN}be_between", {"column": "days_referral_to_start", "max_value": 7})


def flipped(kwargs, scope):
    """A compiler that takes the bound itself for a fault."""
    column = pl.col(kwargs["column"])
    return Rows(column.is_null(), column >= kwargs["max_value"], (kwargs["column"],))


def test_a_compiler_that_is_off_by_one_is_found(monkeypatch):
    monkeypatch.setitem(known.KINDS, STRICT[0], known.KINDS[STRICT[0]]._replace(build=flipped))
    lines = agreed(rule(*STRICT)).disagreements
    assert any(
        "days_referral_to_start 7)" in line
        and "JSON Schema passes it, polars fails it, great-expectations passes it" in line
        for line in lines
    )


def test_a_reference_that_is_off_by_one_is_found(monkeypatch):
    honest = reference._reference

    def lying(answer, broke, rows):
        result = honest(answer, broke, rows)
        return Result(result.in_scope, result.missing, result.failed[1:])

    monkeypatch.setattr(reference, "_reference", lying)
    lines = agreed(rule(*STRICT)).disagreements
    assert any("polars fails it, great-expectations passes it" in line for line in lines)


def test_a_condition_that_lets_in_other_rows_is_found(monkeypatch):
    honest = reference._reference

    def lying(answer, broke, rows):
        result = honest(answer, broke, rows)
        return Result(result.in_scope - 1, result.missing, result.failed)

    monkeypatch.setattr(reference, "_reference", lying)
    lines = agreed(rule(*STRICT)).disagreements
    assert any("the row condition lets in different rows" in line for line in lines)


def test_a_condition_that_nothing_meets_is_found():
    never = [
        {"column": "sex", "operator": "==", "value": "M"},
        {"column": "sex", "operator": "==", "value": "F"},
    ]
    [line] = agreed(rule(*STRICT, never)).disagreements
    assert "nothing can meet its row condition" in line


@pytest.mark.parametrize(
    ("kwargs", "side"),
    [
        ({"column": "days_referral_to_start", "min_value": 9, "max_value": 1}, "right"),
        ({"column": "days_referral_to_start", "min_value": -(2.0**70)}, "at fault"),
    ],
)
def test_a_bound_that_cannot_be_crossed_is_found(kwargs, side):
    lines = agreed(rule(f"{COLUMN}be_between", kwargs)).disagreements
    assert any(f"no generated row is {side}" in line for line in lines)


def test_an_expectation_that_breaks_is_found():
    lines = agreed(rule(f"{COLUMN}be_between", {"column": "sex", "max_value": 3})).disagreements
    assert any("stopped with" in line for line in lines)


def test_rows_stand_on_and_beside_a_bound_inside_and_outside_the_condition():
    one = rule(*STRICT, [{"column": "sex", "operator": "==", "value": "M"}])
    types = bench(one).columns["cases"]
    rows = edge_rows(expand(one, SPEC)[0], types, ())
    within = [row["days_referral_to_start"] for row in rows if row["sex"] == "M"]
    assert {6, 7, 8, None} <= set(within)
    outside = [row for row in rows if row["sex"] != "M"]
    assert None in [row["sex"] for row in outside]
    # Out of scope, a row that would be at fault inside it: or the condition was not tried.
    assert all(row["days_referral_to_start"] == 8 for row in outside)


@pytest.mark.parametrize(
    ("value", "kind", "near"),
    [
        (3, pl.Int64(), {2, 3, 4}),
        (2.5, pl.Int64(), {1, 2, 3, 4}),
        (0, pl.Float64(), {-1.0, -5e-324, 0.0, 5e-324, 1.0}),
    ],
)
def test_the_neighbours_of_a_bound(value, kind, near):
    assert set(around(value, kind)) == near


# Columns' bounds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 0, "maximum": 9},
        {"type": "number", "exclusiveMinimum": 0.5},
        {"type": "string", "maxLength": 4},
        {"type": "string", "enum": ["A", "B-C"]},
        {"type": "string", "pattern": "^[A-Z]{2,3}$"},
        {"type": "string", "format": "date"},
        {"type": "array", "uniqueItems": True, "items": {"type": "string", "enum": ["A", "B"]}},
    ],
    ids=str,
)
def test_both_libraries_agree_on_each_side_of_a_columns_bounds(schema):
    tally = column_bounds("t.c", schema)
    assert tally.bound_values > 3
    assert tally.disagreements == ()


def test_libraries_that_differ_are_named():
    # Python's engine lets a $ stand before a last line break; no other does.
    [line] = column_bounds("t.c", {"enum": ["A", "A\n"], "pattern": "^A$"}).disagreements
    assert line.endswith("jsonschema-rs refuses it and jsonschema takes it.")


def test_a_bound_that_no_value_can_try_is_named():
    [line] = column_bounds("t.c", {"type": "number", "minimum": 5, "maximum": 1}).disagreements
    assert line == "t.c: no generated value tries its bounds from both sides."


# Survival ----------------------------------------------------------------------------------------


def test_a_rule_that_breaks_on_a_blank_table_is_named():
    one = rule(f"{COLUMN}be_between", {"column": "sex", "min_value": 4, "max_value": 3})
    tally = total(stage() for stage in survival_stages(bench(one)))
    assert any("planted broke" in line for line in tally.disagreements)
    assert any("on a blank cases" in line for line in tally.disagreements)


@pytest.mark.parametrize("name", [pytest.param("ppr-1.0", marks=pytest.mark.long), "ppr-1.1"])
def test_no_rule_of_a_return_disagrees_anywhere(name):
    """All packs of one return at once, shuffled too: what `standards verify` runs."""
    [found] = [one for one in benches(pack_folders(TREE)) if one.spec.id == name]
    pool = {}
    tally = total(
        stage()
        for stages in (example_stages(found, pool), agreement_stages(found, pool))
        for stage in stages
    )
    assert tally.disagreements == ()
    assert tally.shuffled_runs > len(found.judged())
