"""The synthetic returns themselves: their rows, their totals, what was planted in them."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from conftest import SPEC

from checker.errors import UsageError
from checker.model.specs import Layout, ReturnSpec, Table
from checker.packs import list_returns, load_return
from checker.pipeline import check_file
from checker.privacy import identifier_kind
from checker.synth import FAULTS, parse_faults, plant, tables, write_sample
from checker.synth.faults_cells import nhs_number
from checker.synth.ground import Ground, new_reference
from checker.synth.plan import make_plan, quarter_end, reference, shares
from checker.synth.totals import computed

pytestmark = pytest.mark.usefixtures("settled_rules")
FULL, COMPACT = SPEC.layouts["full"], SPEC.layouts["compact"]
FIRST = load_return("ppr-1.0")
SIZES = (1, 2, 9, 60, 200)
layouts = pytest.mark.parametrize("layout", [FULL, COMPACT], ids=lambda layout: layout.id)
shapes = pytest.mark.parametrize(
    ("spec", "layout"),
    [
        pytest.param(spec, layout, id=f"{spec.id}-{layout.id}")
        for spec in map(load_return, list_returns())
        for layout in spec.layouts.values()
    ],
)


def _instance(row: dict, table: Table) -> dict:
    """A row as the reader would hand it to its schema."""
    lists = {c.name for c in table.columns if c.type == "list"}
    found = {}
    for name, value in row.items():
        if isinstance(value, dt.date):
            found[name] = value.isoformat()
        elif value is not None:
            found[name] = str(value).split("; ") if name in lists else value
    return found


@shapes
@pytest.mark.parametrize("cases", SIZES)
def test_clean_rows_are_what_their_columns_say(
    spec: ReturnSpec, layout: Layout, cases: int
) -> None:
    rows = tables(spec, layout, cases=cases, seed=3)
    for place in layout.sheets:
        # What a layout does not ask for cannot be missing from it.
        table = spec.tables[place.table]
        schema = copy.deepcopy(dict(table.schema))
        for branch in schema.get("allOf", ()):
            wanted = branch["then"].get("required", [])
            branch["then"]["required"] = [name for name in wanted if name in place.columns]
        checks = jsonschema.FormatChecker()
        validator = jsonschema.Draft202012Validator(schema, format_checker=checks)
        for row in rows[place.table][:40]:
            assert tuple(row) == place.columns
            assert [e.json_path for e in validator.iter_errors(_instance(row, table))] == []


@shapes
@pytest.mark.parametrize("cases", SIZES)
def test_keys_are_unique_and_lead_somewhere(spec: ReturnSpec, layout: Layout, cases: int) -> None:
    rows = tables(spec, layout, cases=cases, seed=4)
    assert len(rows["cases"]) == cases
    for name, table in spec.tables.items():
        for key in table.key if name in rows else ():
            values = [row[key] for row in rows[name]]
            assert len(set(values)) == len(values)
    for key in spec.foreign_keys:
        if key.table in rows and key.parent in rows:
            known = {row[key.parent_column] for row in rows[key.parent]}
            assert {row[key.column] for row in rows[key.table]} - {None} <= known


@layouts
def test_the_totals_are_those_of_the_rows(layout: Layout) -> None:
    rows = tables(SPEC, layout, cases=200, seed=5)
    start, end = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
    declared = {row["measure"]: row for row in rows["totals"]}
    referred = [c for c in rows["cases"] if start <= c["referral_date"] <= end]
    assert declared["REFERRALS"]["period_value"] == len(referred)
    assert declared["REFERRALS"]["male_value"] == sum(c["sex"] == "M" for c in referred)
    still_open = sum(c["case_status"] != "CLOSED" for c in rows["cases"])
    assert declared["OPEN-AT-END"]["period_value"] == still_open
    assert declared["VICTIMS-LINKED"]["period_value"] == len(rows["victims"])
    agencies = declared["AGENCY-REFERRALS"]["period_value"]
    assert agencies + declared["SELF-REFERRALS"]["period_value"] == len(referred)
    assert [row["measure"] for row in rows["totals"]] == [
        code.code for code in SPEC.code_lists["totm"].codes
    ]
    assert all(row["ytd_value"] >= row["period_value"] for row in rows["totals"])


def test_the_return_looks_like_the_published_figures() -> None:
    rows = tables(SPEC, FULL, cases=1000, seed=6)
    cases = rows["cases"]
    part = Counter(c["closure_reason"] for c in cases)
    assert 0.12 < part["COMPLETED"] / 1000 < 0.22
    assert part["DROPOUT"] + part["NONSTART"] > part["COMPLETED"]
    assert 0.95 < len(rows["victims"]) / 1000 < 1.15
    assert 1.36 < sum(c["children_linked_count"] for c in cases) / 1000 < 2.04
    assert 0.18 < sum(c["referral_source"] == "SELF" for c in cases) / 1000 < 0.32
    assert 3000 < sum(map(len, tables(SPEC, FULL, cases=200, seed=6).values())) < 5000


def test_both_layouts_of_one_seed_hold_the_same_cases() -> None:
    full = tables(SPEC, FULL, cases=30, seed=8)["cases"]
    compact = tables(SPEC, COMPACT, cases=30, seed=8)["cases"]
    assert [c["case_ref"] for c in full] == [c["case_ref"] for c in compact]
    assert all("sessions_offered" not in c for c in full)
    assert all((c["sessions_offered"] is None) == (c["start_date"] is None) for c in compact)


def test_every_column_of_the_newest_return_is_filled_somewhere() -> None:
    rows = tables(SPEC, FULL, cases=200, seed=9)
    first = {s.table: s.columns for s in FIRST.layouts["full"].sheets}
    for place in FULL.sheets:
        for name in set(place.columns) - set(first.get(place.table, ())):
            assert any(row[name] is not None for row in rows[place.table]), name


def test_what_a_return_asks_further_leaves_the_older_columns_as_they_were() -> None:
    layout = FIRST.layouts["full"]
    # Under one name they are drawn from the same chances.
    newest = tables(replace(SPEC, id=FIRST.id), FULL, cases=60, seed=4)
    first = tables(FIRST, layout, cases=60, seed=4)
    for name in ("programmes", "workforce", "cases", "sessions", "outcomes"):
        older = [{column: row[column] for column in first[name][0]} for row in newest[name]]
        assert older == first[name]


def test_references_are_random_and_look_like_no_identifier() -> None:
    rows = tables(SPEC, FULL, cases=200, seed=9)
    texts = {v for table in rows.values() for row in table for v in row.values()}
    found = {text for text in texts if isinstance(text, str) and identifier_kind(text)}
    assert found == {"returns@example.org"}
    other = tables(SPEC, FULL, cases=200, seed=10)
    refs, others = ({c["case_ref"] for c in r["cases"]} for r in (rows, other))
    assert len(refs & others) < 3


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    faults = parse_faults("support-offer-late=2,blank-rows-skipped,hidden-sheet", SPEC, FULL)
    names = ("one.xlsx", "two.xlsx")
    first, second = (
        write_sample(SPEC, FULL, cases=40, seed=1, faults=faults, out=tmp_path / name)
        for name in names
    )
    assert first == second
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert json.loads((tmp_path / "one.faults.json").read_text(encoding="utf-8")) == first


def test_a_planted_fault_stands_where_the_list_says(tmp_path: Path) -> None:
    out = tmp_path / "return.xlsx"
    faults = parse_faults("not-in-list=2,error-value,blank-rows-skipped", SPEC, FULL)
    placed = write_sample(SPEC, FULL, cases=60, seed=2, faults=faults, out=out)
    book = openpyxl.load_workbook(out)
    assert Counter(p["rule"] for p in placed) == {**faults}
    values = {(p["rule"], book[p["sheet"]][p["cell"]].value) for p in placed if p["cell"]}
    assert values == {("not-in-list", "ZZ-UNLISTED"), ("error-value", "#N/A")}
    cases = book[FULL.sheets[3].sheet]
    blanks = [r for r in range(5, cases.max_row) if cases.cell(row=r, column=1).value is None]
    assert len(blanks) == 2


@shapes
@pytest.mark.parametrize("seed", range(8))
def test_one_of_each_fault_fits_into_a_return_of_200_cases(
    spec: ReturnSpec, layout: Layout, seed: int
) -> None:
    rows = tables(spec, layout, cases=200, seed=seed)
    faults = parse_faults("all", spec, layout)
    planted = plant(rows, spec, layout, faults, seed)
    assert {p.rule for p in planted} == set(faults)
    for fault in planted:
        if fault.row is not None:
            assert fault.field in rows[fault.table][fault.row]
    places = Counter((p.table, p.row, p.field) for p in planted if p.row is not None)
    shared = {place for place, count in places.items() if count > 1}
    # Only a slow COBI case of domestic abuse may be slow by both rules of that cell.
    assert {name for _, _, name in shared} <= {"assessment_completed_date", "case_ref"}


def test_planting_counts_the_totals_anew() -> None:
    rows = tables(SPEC, FULL, cases=150, seed=3)
    faults = parse_faults("wait-over-half-year=3,closed-before-start=2", SPEC, FULL)
    plant(rows, SPEC, FULL, faults, 3)
    fresh = computed(rows, [str(row["measure"]) for row in rows["totals"]])
    assert {row["measure"]: row["period_value"] for row in rows["totals"]} == {
        name: counts[0] for name, counts in fresh.items()
    }


@pytest.mark.parametrize("start", [dt.date(2026, 4, 1), dt.date(2026, 10, 1), dt.date(2027, 1, 1)])
def test_another_quarter_is_as_clean(start: dt.date, tmp_path: Path) -> None:
    out = tmp_path / "return.xlsx"
    write_sample(SPEC, FULL, cases=60, seed=5, faults={}, out=out, period_start=start)
    report = check_file(out)
    assert report.findings == ()
    assert report.facts.period == f"{start} to {quarter_end(start)}"


@pytest.mark.parametrize("start", [dt.date(2026, 8, 1), dt.date(2026, 7, 2), dt.date(2025, 7, 1)])
def test_a_period_that_is_no_quarter_is_refused(start: dt.date) -> None:
    with pytest.raises(UsageError, match="begins with a quarter"):
        tables(SPEC, FULL, cases=5, seed=1, period_start=start)


@pytest.mark.parametrize("cases", [0, -1, 5001])
def test_a_number_of_cases_out_of_range_is_refused(cases: int) -> None:
    with pytest.raises(UsageError, match="1 to 5000 cases"):
        tables(SPEC, FULL, cases=cases, seed=1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", {}),
        ("  ", {}),
        ("support-offer-late=3, duplicate-key=2", {"support-offer-late": 3, "duplicate-key": 2}),
        ("too-long", {"too-long": 1}),
    ],
)
def test_faults_are_read_from_text(text: str, wanted: dict[str, int]) -> None:
    assert parse_faults(text, SPEC, FULL) == wanted


def test_all_is_one_of_each_kind_that_the_layout_of_the_return_can_hold() -> None:
    full, compact = parse_faults("all", SPEC, FULL), parse_faults("all", SPEC, COMPACT)
    first = parse_faults("all", FIRST, FIRST.layouts["full"])
    assert set(full.values()) == {1}
    # It reads a column that the first return has not, it a code that is not in a list there.
    assert {"abuse-type-missing", "custody-contact-acted-late"} <= set(full) - set(first)
    assert "start-slow" in first
    assert "spo-term-short" in full
    assert "spo-term-short" not in compact
    assert "attended-more-than-offered" in compact
    assert "attended-more-than-offered" not in full
    assert not {rule for rule in full if FAULTS[rule].alone or FAULTS[rule].profile}


@pytest.mark.parametrize(
    ("text", "spec", "layout", "words"),
    [
        ("suport-offer-late", SPEC, "full", "Did you mean support-offer-late"),
        ("support-offer-late=0", SPEC, "full", "whole number from 1"),
        ("support-offer-late=x", SPEC, "full", "whole number from 1"),
        ("spo-term-short", SPEC, "compact", "compact layout of ppr-1.1 cannot hold"),
        ("attended-more-than-offered", SPEC, "full", "full layout of ppr-1.1 cannot hold"),
        ("abuse-type-missing", FIRST, "full", "full layout of ppr-1.0 cannot hold"),
        ("custody-contact-acted-late", FIRST, "full", "full layout of ppr-1.0 cannot hold"),
        ("empty-return-not-nil,too-long", SPEC, "full", "plant it alone"),
        ("orphan-row,case-without-victim", SPEC, "compact", "beside"),
    ],
)
def test_faults_that_cannot_be_planted_are_refused(
    text: str, spec: ReturnSpec, layout: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        parse_faults(text, spec, spec.layouts[layout])


@pytest.mark.parametrize("rule", ["spo-term-short", "completed-early", "cobi-assessment-slow"])
def test_a_return_too_small_for_a_fault_says_so(rule: str) -> None:
    rows = tables(SPEC, FULL, cases=1, seed=1)
    with pytest.raises(UsageError, match="more cases"):
        plant(rows, SPEC, FULL, {rule: 1}, 1)


def test_parts_are_shared_out_evenly() -> None:
    names = shares({"A": 3.0, "B": 1.0}, 8)
    assert Counter(names) == {"A": 6, "B": 2}
    assert Counter(names[:4]) == {"A": 3, "B": 1}


def test_a_reference_is_never_given_twice() -> None:
    plan = make_plan(SPEC, 1, 1)
    # One pair has 128 forms: all of them are found before one comes again.
    assert len({reference(plan, "X", 1) for _ in range(100)}) == 100


def test_the_planted_health_number_is_one_by_its_check_digit() -> None:
    plan = make_plan(SPEC, 1, 2)
    ground = Ground(SPEC, FULL, {}, plan.rng)
    for _ in range(20):
        number = nhs_number(ground)
        assert number.startswith("999 ")
        assert identifier_kind(number) == "an NHS number"


def test_the_reference_of_a_row_that_a_fault_adds_looks_like_no_identifier() -> None:
    plan = make_plan(SPEC, 1, 2)
    ground = Ground(SPEC, FULL, {}, plan.rng)
    names = {new_reference(ground, "A") for _ in range(500)}
    assert len(names) == 500
    assert not [name for name in names if identifier_kind(name)]
