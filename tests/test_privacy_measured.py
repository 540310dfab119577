"""How many identifiers are missed and how many are seen where none is, on a labelled set."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest
from conftest import SPEC
from labelled import PARTS, labelled
from labelled_score import ALL, recalls, scores, told_of

from checker.privacy import identifier_kind, scan
from checker.read import read
from checker.resources import standards_folder
from checker.synth import write_sample

EVERY = labelled()


HELD_OUT = [one for one in EVERY if one.part == "held out"]


@pytest.fixture(scope="module")
def told():
    return told_of(HELD_OUT)


def test_the_set_is_large_and_the_same_each_time_and_no_text_stands_in_both_parts():
    assert labelled() == EVERY
    assert labelled(seed=1) != EVERY
    assert len(EVERY) > 2_500
    assert sum(not one.kind for one in EVERY) > 1_000
    assert min(Counter(one.part for one in EVERY).values()) > 2_000
    assert {one.part for one in EVERY} == set(PARTS)
    assert len({(one.text, one.heading) for one in EVERY}) == len(EVERY)


def test_few_identifiers_are_missed_in_texts_that_no_rule_was_written_for(told):
    assert scores(HELD_OUT, told)[ALL].recall >= 0.98


def test_few_texts_with_none_are_told_as_one(told):
    assert scores(HELD_OUT, told)[ALL].precision >= 0.99


def test_no_kind_is_much_worse_than_the_others(told):
    found = scores(HELD_OUT, told)
    assert {kind: score for kind, score in found.items() if score.recall < 0.95} == {}
    assert {kind: score for kind, score in found.items() if score.precision < 0.95} == {}
    assert {group: part for group, part in recalls(HELD_OUT, told).items() if part < 0.85} == {}


def test_nothing_that_the_standards_themselves_say_is_told():
    """Guidance, headings, code lists and rules: what any workbook made from the template holds."""
    texts = [
        line.strip(" -\"'>|")
        for path in sorted((standards_folder() / "returns").rglob("*"))
        if path.suffix in (".md", ".json", ".yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    told = {text: kind for text in set(texts) if (kind := identifier_kind(text, pages=False))}
    assert told == {}


@pytest.mark.parametrize("layout", SPEC.layouts.values(), ids=lambda layout: layout.id)
@pytest.mark.parametrize("seed", [1, 7, 2_026])
def test_a_sound_return_of_any_seed_gives_no_alarm_but_its_mailbox(tmp_path, layout, seed):
    out = tmp_path / "return.xlsx"
    write_sample(SPEC, layout, cases=200, seed=seed, faults={}, out=out)
    assert {(s.sheet, s.kind) for s in scan(read(out))} <= {("Return", "an e-mail address")}


def test_the_lists_of_words_are_part_of_the_package():
    words = files("checker.privacy") / "words"
    assert {path.name for path in words.iterdir()} >= {"given.txt", "surnames.txt", "stops.txt"}
