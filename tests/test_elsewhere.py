"""Standards of other countries: each judged by its own clauses, side by side, never merged."""

from __future__ import annotations

import random

import pytest
from conftest import SPEC, STANDARDS
from sparing import some

from checker.packs import load_return
from checker.pipeline import check_file
from checker.synth import parse_faults, plant, tables, write_sample
from checker.synth.faults_elsewhere import ELSEWHERE_FAULTS
from checker.synth.workbook import fill
from checker.template import save

HOME = ("HO-DA-2023",)
FAR = (
    "WG-VAWDASV-2018",
    "AU-NOSPI-2015",
    "AU-VIC-MBC-2018",
    "GB-SCT-CALEDONIAN",
    "US-CA-PC-1203-097",
    "US-CO-DVOMB",
)
FULL = SPEC.layouts["full"]
PACKS = {code: pack for pack in STANDARDS for code in pack.claim_codes}
FAR_RULES = [rule for code in FAR for rule in PACKS[code].rules if rule.status == "live"]
# Both engines are held to every rule's examples elsewhere: here a workbook of each pack will do.
FIRST = [
    next(rule for rule in FAR_RULES if rule.pack == pack) for pack in {r.pack for r in FAR_RULES}
]
PUBLISHED = ("statute", "published")


def _name(code):
    return f"{PACKS[code].id}@{PACKS[code].edition}"


def _written(out, *, faults=(), claims=(*HOME, *FAR), change=None):
    """A return that claims all these standards, with faults of standards of other countries."""
    rows = tables(SPEC, FULL, cases=60, seed=5)
    if faults:
        plant(rows, SPEC, FULL, dict.fromkeys(faults, 1), 5)
    if change is not None:
        change(rows)
    rows["return"][0]["standards_claimed"] = "; ".join(claims)
    save(fill(SPEC, FULL, rows, random.Random(1)).workbook, out)
    return out


def _words(report):
    return {(v.standard, v.clause): v.verdict for v in report.verdicts}


def _without_orders_to_attend(rows):
    for order in rows["orders"]:
        order["programme_required"] = "N"


@pytest.mark.parametrize("code", FAR)
def test_every_pack_says_what_was_not_read_and_under_what_terms(code):
    pack = PACKS[code]
    assert "not read" in pack.status_note or "No text of any standard was read" in pack.status_note
    assert pack.licence
    assert pack.not_covered
    assert pack.not_carried


@pytest.mark.parametrize("code", FAR)
def test_nothing_unread_is_told_as_an_obligation_or_tested(code):
    pack = PACKS[code]
    unread = {clause.id: clause for clause in pack.clauses if clause.grade not in ("S", "S2")}
    for clause in unread.values():
        assert clause.origin == "project", clause.id
        assert clause.obligation in ("project", "scope"), clause.id
        assert clause.judge == "assessor", clause.id
    for rule in pack.rules:
        assert not unread.keys() & set(rule.clauses), rule.id
        assert rule.weight != "breach" or rule.threshold.origin in PUBLISHED, rule.id


def test_packs_of_which_only_headings_were_read_test_nothing(tmp_path):
    report = check_file(_written(tmp_path / "r.xlsx", claims=("WG-VAWDASV-2018", "AU-NOSPI-2015")))
    assert [s.id for s in report.standards] == ["gb-wls-vawdasv", "au-nospi"]
    assert not any(standard.rules for standard in report.standards)
    assert set(_words(report).values()) == {"for an assessor"}


@pytest.mark.parametrize("rule", some(FAR_RULES, 3), ids=[rule.id for rule in FAR_RULES])
def test_a_planted_fault_is_found_in_a_workbook_and_weighs_what_its_rule_says(tmp_path, rule):
    out = tmp_path / "return.xlsx"
    faults = parse_faults(rule.id, SPEC, FULL)
    planted = write_sample(SPEC, FULL, cases=60, seed=5, faults=faults, out=out)
    report = check_file(out)
    assert [(f.rule, f.sheet, f.cell) for f in report.findings] == [
        (p["rule"], p["sheet"], p["cell"]) for p in planted
    ]
    assert [p["rule"] for p in planted] == [rule.id]
    found = {v.clause: v for v in report.verdicts}
    for clause in rule.clauses:
        assert (found[clause].verdict == "not met") == (rule.weight == "breach")
        assert any(rule.id in c for c in found[clause].concerns) == (rule.weight == "concern")
    if rule in FIRST:
        reference = check_file(out, engine="great-expectations")
        assert (reference.findings, reference.verdicts) == (report.findings, report.verdicts)


def test_every_live_rule_of_these_packs_has_its_fault():
    assert set(ELSEWHERE_FAULTS) == {rule.id for rule in FAR_RULES}


@pytest.mark.parametrize(
    "faults",
    [
        (),
        ("california-weeks-short",),
        ("colorado-contact-rare-level-c",),
        ("caledonian-no-womens-service",),
    ],
    ids=["clean", "short", "rare", "no service"],
)
def test_each_standard_is_judged_as_if_it_stood_alone(tmp_path, faults):
    out = _written(tmp_path / "return.xlsx", faults=faults)
    together = check_file(out)
    assert [s.id for s in together.standards] == [PACKS[code].id for code in (*HOME, *FAR)]
    for code in (*HOME, *FAR):
        alone = check_file(out, standards=[_name(code)])
        assert alone.verdicts == tuple(v for v in together.verdicts if v.standard == _name(code))
        own = {rule.id for rule in (*SPEC.rules, *PACKS[code].rules)}
        assert [f.rule for f in alone.findings] == [
            f.rule for f in together.findings if f.rule in own
        ]


def test_one_programme_of_26_weeks_is_long_enough_for_two_and_too_short_for_two(tmp_path):
    """22, 20, 104 and 52 weeks, and no length at all: four numbers, four answers, no average."""
    words = _words(check_file(_written(tmp_path / "r.xlsx", faults=["california-weeks-short"])))
    assert words[_name("HO-DA-2023"), "T3"] == "met"
    assert words[_name("AU-VIC-MBC-2018"), "WEEKS"] == "met"
    assert words[_name("GB-SCT-CALEDONIAN"), "TWO-YEARS"] == "not met"
    assert words[_name("US-CA-PC-1203-097"), "WEEKS"] == "not met"
    colorado = {word for (name, _), word in words.items() if name == _name("US-CO-DVOMB")}
    assert "not met" not in colorado


def test_colorado_reads_no_length_and_the_home_office_no_court():
    lengths = {
        "programmes.planned_weeks",
        "programmes.planned_sessions",
        "cases.planned_sessions_case",
    }
    assert not any(lengths & set(rule.reads) for rule in PACKS["US-CO-DVOMB"].rules)
    weeks = next(r for r in PACKS["HO-DA-2023"].rules if r.id == "planned-weeks-short")
    assert not any(name.startswith("orders.") for name in weeks.reads)


def test_who_comes_without_an_order_is_outside_the_standards_of_courts(tmp_path):
    out = _written(tmp_path / "return.xlsx", change=_without_orders_to_attend)
    report = check_file(out)
    courts = [_name(code) for code in ("GB-SCT-CALEDONIAN", "US-CA-PC-1203-097", "US-CO-DVOMB")]
    for verdict in report.verdicts:
        if verdict.standard in courts:
            assert verdict.verdict in ("not applicable", "for an assessor")
    words = _words(report)
    assert words[_name("US-CA-PC-1203-097"), "WEEKS"] == "not applicable"
    assert words[_name("AU-VIC-MBC-2018"), "WEEKS"] == "met"


def _level(letter):
    def change(rows):
        last = rows["orders"][-1]["case_ref"]
        next(c for c in rows["cases"] if c["case_ref"] == last)["intensity_level"] = letter

    return change


@pytest.mark.parametrize(("letter", "rare"), [("A", False), ("B", True), ("C", True)])
def test_the_same_sessions_are_enough_for_one_level_and_too_few_for_another(tmp_path, letter, rare):
    """A session each week, whatever the level; only the level is changed."""
    out = _written(
        tmp_path / "return.xlsx",
        faults=["colorado-contact-rare-level-c"],
        claims=["US-CO-DVOMB"],
        change=_level(letter),
    )
    found = {finding.rule for finding in check_file(out).findings}
    assert found == ({f"colorado-contact-rare-level-{letter.lower()}"} if rare else set())


def test_a_return_of_the_earlier_edition_leaves_levels_open(tmp_path):
    """It has no column for a level: what rests on one is open, not passed and not out of scope."""
    earlier = load_return("ppr-1.0")
    out = tmp_path / "return.xlsx"
    write_sample(earlier, earlier.layouts["full"], cases=60, seed=5, faults={}, out=out)
    report = check_file(out, standards=[_name("US-CO-DVOMB")])
    leveled = {clause for rule in PACKS["US-CO-DVOMB"].rules for clause in rule.clauses}
    for verdict in report.verdicts:
        expected = "cannot tell" if verdict.clause in leveled else "for an assessor"
        assert verdict.verdict == expected, verdict.clause
