"""No machine claims more than it knows: what nobody published is never told as published.

Every pack, every output. Words are not hunted for: there is one place that puts an origin and a
grade into words (`checker.render.origins`), it is tried on everything that can be, and each output
must hold exactly what it gives, beside the clause or the limit that it is about.
"""

from __future__ import annotations

import html
import json
from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from conftest import SPEC, STANDARDS
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from checker.assess import breaks, verdicts
from checker.model.findings import Outcome, Status
from checker.model.receipt import Receipt
from checker.model.report import Report, ReturnFacts
from checker.model.specs import Clause, Threshold
from checker.packbuild import explain, generated, show
from checker.packbuild.words import (
    ORIGIN_COLUMNS,
    ORIGINS,
    clause_words,
    obligation_word,
    obligation_words,
    origin_word,
    origin_words,
    threshold_words,
)
from checker.packsite import write_site
from checker.render import summary, to_json
from checker.render.html import html_bytes
from checker.render.origins import OBLIGATIONS, binding, clause_origin, is_published, number_origin
from checker.resources import standards_folder

TREE = standards_folder()
ORIGIN_NAMES = tuple(ORIGINS)
GRADES = ("S", "S2", "H", "R", "P")
STATUSES = get_args(Status)
PACKS = (SPEC, *STANDARDS)
NAMES = [f"{pack.id}@{pack.edition}" for pack in STANDARDS]
CLAUSES = [(pack, clause) for pack in STANDARDS for clause in pack.clauses]


def seen_in_print(origin, grade):
    """What may be told as published, written down once more: the words must agree with this."""
    return origin in ("statute", "published") and grade in ("S", "S2")


# The one place -----------------------------------------------------------------------------------

EVERYTHING = list(product(OBLIGATIONS, ORIGIN_NAMES, GRADES))


def clause_like(obligation, origin, grade):
    return Clause("C1", "", "", obligation, "data", "", grade, origin)


def test_only_what_was_seen_in_print_counts_as_published():
    assert {(o, g) for o, g in product(ORIGIN_NAMES, GRADES) if is_published(o, g)} == {
        (o, g) for o, g in product(ORIGIN_NAMES, GRADES) if seen_in_print(o, g)
    }


SAYING = {
    "binding": lambda c: binding(c.obligation, c.origin, c.grade),
    "obligation_words": obligation_words,
    "obligation_word": obligation_word,
}


@pytest.mark.parametrize("say", SAYING.values(), ids=SAYING)
def test_an_obligation_is_told_as_the_standards_only_where_it_was_seen_in_print(say):
    """The words for law, must and should stand for nothing else."""
    told = {}
    for obligation, origin, grade in EVERYTHING:
        asks = obligation in ("law", "must", "should") and seen_in_print(origin, grade)
        told.setdefault(asks, set()).add(say(clause_like(obligation, origin, grade)))
    assert len(told[True]) == 3
    assert not told[True] & told[False]


TELLING = {
    "number_origin": number_origin,
    "clause_origin": clause_origin,
    "clause_words": lambda o, g: clause_words(clause_like("must", o, g)),
    "origin_word": origin_word,
    "origin_words": lambda o, g: origin_words(Threshold(o, g, "project", "")),
    "threshold_words": lambda o, g: threshold_words(Threshold(o, g, "project", "")),
}


@pytest.mark.parametrize("tell", TELLING.values(), ids=TELLING)
def test_an_origin_is_told_as_published_only_where_it_was_seen_in_print(tell):
    told = {}
    for origin, grade in product(ORIGIN_NAMES, GRADES):
        told.setdefault(seen_in_print(origin, grade), set()).add(tell(origin, grade))
    assert not told[True] & told[False]
    # Whoever wrote it is told apart too, so that no label stands for two origins.
    by_origin = [{tell(origin, g) for g in ("S", "S2")} for origin in ORIGIN_NAMES]
    assert sum(map(len, by_origin)) == len(set().union(*by_origin))


# Verdicts ----------------------------------------------------------------------------------------


def outcome_of(rule, status):
    looked = 10 if status in ("passed", "failed") else 0
    return Outcome(
        rule.id,
        rule.pack,
        status,
        checked=looked,
        failed=3 if status == "failed" else 0,
        in_scope=looked,
        why="" if looked else "It stopped.",
        ran=status != "broke",
    )


def may_make_a_breach(rule, clause):
    by_contract = rule.threshold.origin == "contract"
    seen = seen_in_print(rule.threshold.origin, rule.threshold.grade) and clause.grade in (
        "S",
        "S2",
    )
    return rule.weight == "breach" and (by_contract or seen)


def hold_to_the_truth(standard, statuses):
    """A clause is not met exactly where a failed breach had the right to say so, and says why."""
    live = [rule for rule in standard.rules if rule.status == "live"]
    outcomes = {
        rule.id: outcome_of(rule, status) for rule, status in zip(live, statuses, strict=True)
    }
    for clause, verdict in zip(standard.clauses, verdicts(standard, outcomes), strict=True):
        mine = [rule for rule in live if clause.id in rule.clauses]
        failed = [rule for rule in mine if outcomes[rule.id].status == "failed"]
        to_blame = [rule.id for rule in failed if may_make_a_breach(rule, clause)]
        if verdict.verdict == "not met":
            assert to_blame
            assert [reason.partition(":")[0] for reason in verdict.reasons] == to_blame
        elif clause.judge != "assessor":
            assert not to_blame
        # What failed without that right is told beside the verdict, and nowhere else.
        if verdict.verdict != "not applicable":
            assert [said.partition(":")[0] for said in verdict.concerns] == [
                rule.id for rule in failed if rule.id not in to_blame
            ]


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
@given(data=st.data())
def test_no_outcomes_whatever_make_an_unpublished_clause_not_met(standard, data):
    live = [rule for rule in standard.rules if rule.status == "live"]
    statuses = data.draw(
        st.lists(st.sampled_from(STATUSES), min_size=len(live), max_size=len(live))
    )
    hold_to_the_truth(standard, statuses)


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
def test_when_every_rule_fails_only_breaches_that_were_published_count(standard):
    hold_to_the_truth(standard, ["failed"] * sum(r.status == "live" for r in standard.rules))


@given(
    origins=st.lists(st.sampled_from(ORIGIN_NAMES), min_size=1, max_size=6),
    grades=st.lists(st.sampled_from(GRADES), min_size=6, max_size=6),
    own=st.sampled_from(GRADES),
    data=st.data(),
)
def test_a_pack_that_claims_more_than_it_may_still_makes_no_clause_not_met(
    origins, grades, own, data
):
    """Packs that lint would refuse, every rule a breach: the verdict itself holds them back."""
    pattern = next(p for p in STANDARDS if any(r.status == "live" for r in p.rules))
    example = next(rule for rule in pattern.rules if rule.status == "live")
    rules = tuple(
        replace(
            example,
            id=f"r{n}",
            weight="breach",
            clauses=("C1",),
            threshold=Threshold(origin, grades[n], "project", ""),
        )
        for n, origin in enumerate(origins)
    )
    clause = replace(clause_like("must", "published", own), judge="data")
    statuses = data.draw(
        st.lists(st.sampled_from(STATUSES), min_size=len(rules), max_size=len(rules))
    )
    hold_to_the_truth(replace(pattern, clauses=(clause,), rules=rules), statuses)


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
def test_every_breach_of_a_pack_has_the_right_to_be_one(standard):
    """So that no rule of a pack that ships is held back in silence."""
    for clause in standard.clauses:
        for rule in standard.rules:
            if clause.id in rule.clauses and rule.weight == "breach":
                assert breaks(rule, clause), (clause.id, rule.id)


# Outputs -----------------------------------------------------------------------------------------


def everything_failed(standard):
    """A report in which every rule of a standard has failed: the worst that can be printed."""
    live = [rule for rule in standard.rules if rule.status == "live"]
    outcomes = {rule.id: outcome_of(rule, "failed") for rule in live}
    return Report(
        tool_version="0",
        facts=ReturnFacts("R-1", "A provider", "a quarter", "full", "0" * 64),
        as_of="2026-09-30",
        engine="polars",
        headline="Not ready.",
        ready=False,
        counts={},
        receipt=Receipt("return.xlsx", "0" * 64, "xlsx", None, (), ()),
        standards=(standard,),
        rules=tuple(live),
        findings=(),
        outcomes=tuple(outcomes.values()),
        verdicts=verdicts(standard, outcomes),
        rows={},
    )


def spoken(node):
    return " ".join("".join(node.itertext()).split())


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
def test_html_labels_every_clause_and_every_limit(standard):
    report = everything_failed(standard)
    page = etree.HTML(html_bytes(report).decode("utf-8"))
    rows = page.xpath("//table[@class='clauses']/tbody/tr")
    rules = {rule.id: rule for rule in report.rules}
    assert len(rows) == len(standard.clauses)
    for row, clause, verdict in zip(rows, standard.clauses, report.verdicts, strict=True):
        label = spoken(row.xpath("./th/p[@class='small']")[0])
        binds = binding(clause.obligation, clause.origin, clause.grade)
        origin = clause_origin(clause.origin, clause.grade)
        assert label.removesuffix(f" Source of clause {clause.id}") == (
            f"{binds}. This clause is {origin}."
        )
        assert spoken(row.xpath("./td[1]")[0]).lower() == verdict.verdict
        blocks = row.xpath(".//div[@class='rule']")
        mine = [rule for rule in standard.rules if clause.id in rule.clauses]
        assert len(blocks) == len([rule for rule in mine if rule.status == "live"])
        for block in blocks:
            limit = rules[spoken(block.xpath(".//code")[0])].threshold
            words = f"Where its limit comes from: {number_origin(limit.origin, limit.grade)}."
            assert any(spoken(p).startswith(words) for p in block.xpath("./p[@class='small']"))


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
def test_json_labels_every_verdict(standard):
    report = everything_failed(standard)
    told = json.loads(json.dumps(to_json(report)))["verdicts"]
    for verdict, clause in zip(told, standard.clauses, strict=True):
        assert (verdict["origin"], verdict["grade"]) == (clause.origin, clause.grade)
        mine = [r for r in report.rules if clause.id in r.clauses and may_make_a_breach(r, clause)]
        assert (verdict["verdict"] == "not met") == bool(mine and clause.judge != "assessor")


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
def test_the_terminal_counts_verdicts_and_quotes_no_clause(standard):
    """What is not said cannot be said wrongly: the summary has counts and no limit."""
    report = everything_failed(standard)
    told = " ".join(summary(report).split())
    counts = [verdict.verdict for verdict in report.verdicts]
    assert (f"{counts.count('not met')} not met" in told) == ("not met" in counts)
    for clause in standard.clauses:
        assert clause.text not in told
        assert binding(clause.obligation, clause.origin, clause.grade) not in told


def section(text, heading):
    """The part of a page under a heading, up to the next one of the same or a higher kind."""
    after = text.split(f"\n{heading}\n", 1)[1]
    marks = ["\n" + "#" * n + " " for n in range(1, heading.count("#", 0, 5) + 1)]
    return min((after.split(mark, 1)[0] for mark in marks), key=len)


@pytest.mark.parametrize("standard", STANDARDS, ids=NAMES)
def test_the_guide_labels_every_clause_and_every_limit(standard):
    guide = generated(TREE / standard.id / standard.edition)["GUIDE.md"]
    for clause in standard.clauses:
        part = section(guide, f"### {clause.id} {clause.title}").split("\n#### ")[0]
        assert f"\n- Obligation: {obligation_words(clause)}\n" in part
        assert f"\n- Origin: {clause_words(clause)}\n" in part
        assert f"| {clause.id} | {clause.title} | {obligation_word(clause)} |" in guide
    for rule in standard.rules:
        if rule.status == "live":
            words = " ".join(threshold_words(rule.threshold).split())
            assert f"limit comes from: {words}" in section(guide, f"#### {rule.id}")


@pytest.mark.parametrize("pack", PACKS, ids=[SPEC.id, *NAMES])
def test_explain_labels_every_clause_and_every_limit(pack):
    for rule in pack.rules:
        told = " ".join(explain(pack, rule.id).split())
        words = " ".join(threshold_words(rule.threshold).split())
        assert f"Where the limit comes from {words}" in told, rule.id
    for clause in getattr(pack, "clauses", ()):
        told = " ".join(explain(pack, clause.id).split())
        assert f"How binding it is {obligation_words(clause)} Where it comes from" in told
        assert f"Where it comes from {clause_words(clause)}. Source:" in told


@pytest.mark.parametrize("pack", PACKS, ids=[SPEC.id, *NAMES])
def test_show_labels_every_clause_and_every_limit(pack):
    lines = show(pack).splitlines()
    for rule in (rule for rule in pack.rules if rule.status == "live"):
        limit = f"limit: {origin_word(rule.threshold.origin, rule.threshold.grade)}): "
        assert any(f" {rule.id} (" in line and limit in line for line in lines), rule.id
    for clause in getattr(pack, "clauses", ()):
        words = f"({obligation_word(clause)}; origin: {origin_word(clause.origin, clause.grade)};"
        assert any(line.strip().startswith(clause.id) and words in line for line in lines)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    write_site(TREE, folder)
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def titled_page(site, *parts):
    """The page at the address that ends in these parts."""
    [text] = [t for path, t in site.items() if path.as_posix().endswith("/".join(parts))]
    return " ".join(text.split())


def test_the_site_labels_every_clause_and_every_limit(site):
    from checker.packsite import addresses

    for standard in STANDARDS:
        for clause in standard.clauses:
            page = titled_page(site, addresses.clause_page(standard, clause))
            for words in (obligation_words(clause), f"<dd>{clause_words(clause)}."):
                assert words in html.unescape(page), (clause.id, words)
        for rule in standard.rules:
            page = titled_page(site, addresses.rule_page(standard, rule))
            assert f"<dd>{origin_words(rule.threshold)} " in html.unescape(page), rule.id


@pytest.mark.parametrize("word", ORIGIN_COLUMNS.values())
def test_no_two_origins_share_a_word(word):
    assert list(ORIGIN_COLUMNS.values()).count(word) == 1
