"""Waivers: what they cover and when they lapse, that nothing hides, and that no value is told."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from conftest import SPEC, live_rules
from given_files import PROFILE, threshold, write_yaml
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker import check
from checker.assess import exit_code
from checker.batch import run
from checker.cli import cli
from checker.errors import PackError, UsageError
from checker.expectations.links import linked_rows, path
from checker.model.profile import NOTHING_GIVEN, Waivers
from checker.packlint import lint
from checker.packs.waivers import read_waivers, refused, waiver_problems
from checker.packverify import example_tables
from checker.pipeline import check_file
from checker.pipeline.digests import agrees, contents, seal
from checker.pipeline.given import given
from checker.pipeline.waiving import Wanted, waive
from checker.render import FORMATS, summary, to_json, write
from checker.render.html import html_bytes
from checker.resources import standards_folder
from checker.synth import parse_faults, write_sample
from checker.template import places

ENGINES = ("polars", pytest.param("great-expectations", marks=pytest.mark.long))
LATE = "support-offer-late"
SAMPLES = Path(__file__).parent.parent / "samples"
SCHEMA = json.loads(
    (standards_folder() / "_schemas" / "report.schema.json").read_text(encoding="utf-8")
)
REASON, ROLE, END = "Agreed with the partner service.", "Head of commissioning", "2027-03-31"
HOME = ("gb-home-office-da",)
SHAPE = SPEC.layouts["full"]
EXPLAINED = SPEC.code_lists["expl"]


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """A return with two late offers, one figure that does not add up and an identifier."""
    out = tmp_path_factory.mktemp("late") / "late.xlsx"
    faults = parse_faults(f"{LATE}=2,total-mismatch,identifier-in-cell,orphan-row", SPEC, SHAPE)
    write_sample(SPEC, SHAPE, cases=40, seed=5, faults=faults, out=out)
    return out


@pytest.fixture(scope="module")
def plain(late):
    return check(late, standards=HOME)


def keys_of(report, rule=LATE):
    return [finding.key for finding in report.findings if finding.rule == rule]


MADE: dict[tuple[object, ...], bytes] = {}


def waived(path, folder, *wanted):
    """A waiver file for these (rule, key) pairs of the return; the same ones are made once."""
    file = folder / "waivers.yaml"
    if (path, wanted) not in MADE:
        for rule, key in wanted:
            now = given(None, file if file.exists() else None)
            asked = Wanted(rule, key, REASON, ROLE, END, "2026-07-01")
            waive(path, asked, file, standards=HOME, given=now)
        MADE[path, wanted] = file.read_bytes()
    file.write_bytes(MADE[path, wanted])
    return file


def edited(file, number=0, **changes):
    """The file with one entry's fields changed."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries[number] |= changes
    return write_yaml(file, entries)


def outcome(report, rule):
    return next(found for found in report.outcomes if found.rule == rule)


def verdict(report, clause):
    return next(found for found in report.verdicts if found.clause == clause)


def states(report):
    return [use.state for use in report.waivers.entries]


# What a waiver covers


@pytest.mark.parametrize("engine", ENGINES)
def test_a_waived_finding_stays_and_counts_no_more(engine, late, plain, tmp_path):
    first, second = keys_of(plain)
    file = waived(late, tmp_path, (LATE, first))
    report = check(late, standards=HOME, engine=engine, waivers=file)
    marks = {f.key: f.waiver for f in report.findings if f.rule == LATE}
    assert marks == {first: "W-1", second: ""}
    assert [f.id for f in report.findings] == [f.id for f in plain.findings]
    assert (outcome(report, LATE).failed, outcome(report, LATE).waived) == (1, 1)
    assert states(report) == ["in force"]
    assert report.headline != plain.headline


def test_a_rule_whose_failures_are_all_waived_passes_and_its_clause_says_so(late, plain, tmp_path):
    profile = write_yaml(tmp_path / "p.yaml", PROFILE | {"thresholds": [threshold(LATE, "breach")]})
    file = waived(late, tmp_path, *((LATE, key) for key in keys_of(plain)))
    assert verdict(check(late, standards=HOME, profile=profile), "S1.1").verdict == "not met"
    report = check(late, standards=HOME, profile=profile, waivers=file)
    found = outcome(report, LATE)
    assert (found.status, found.failed, found.waived) == ("passed", 0, 2)
    assert verdict(report, "S1.1").verdict != "not met"
    said = [reason for reason in verdict(report, "S1.1").reasons if "waiver" in reason]
    assert f"{LATE}: 1 row at fault is covered by waiver W-1 until {END}." in said
    assert f"{LATE}: 1 row at fault is covered by waiver W-2 until {END}." in said


def test_a_return_is_ready_once_all_that_blocks_it_is_waived(tmp_path):
    source = tmp_path / "r.xlsx"
    faults = parse_faults("total-mismatch", SPEC, SHAPE)
    write_sample(SPEC, SHAPE, cases=30, seed=6, faults=faults, out=source)
    before = check(source, standards=HOME)
    blocking = [f for f in before.findings if f.tier == "ERROR"]
    assert not before.ready
    assert {f.rule for f in blocking} == {"total-mismatch"}
    asked = {(f.rule, f.key) for f in before.findings if f.tier in ("ERROR", "QUERY")}
    file = waived(source, tmp_path, *sorted(asked))
    report = check(source, standards=HOME, waivers=file)
    assert report.ready
    assert report.headline == "Ready to send."
    assert exit_code(report) == 0
    assert report.counts == before.counts


def test_a_waived_query_leaves_the_count_of_an_explanation_to_the_others(late, plain, tmp_path):
    """One row of the Explanations sheet that counts one covers the one that is left."""
    source = tmp_path / "explained.xlsx"
    book = openpyxl.load_workbook(late)
    place = places(SPEC, SHAPE)["explanations"]
    row = {"rule_id": LATE, "count_explained": 1, "reason_code": EXPLAINED.codes[0].code}
    row |= {"given_by_role": "Manager", "given_on": dt.date(2026, 9, 30), "sheet": "Victims"}
    row |= {"explanation": "Known, and looked at with the partner service."}
    for name, value in row.items():
        book[place.sheet][f"{place.columns[name]}{place.first_row}"] = value
    book.save(source)
    first, _ = keys_of(plain)
    assert not any(f.explained for f in check(source, standards=HOME).findings if f.rule == LATE)
    report = check(source, standards=HOME, waivers=waived(source, tmp_path, (LATE, first)))
    found = {f.key: (f.waiver, f.explained) for f in report.findings if f.rule == LATE}
    assert sorted(found.values()) == [("", True), ("W-1", False)]


# When it does not


def test_a_waiver_lapses_when_a_value_that_its_rule_reads_changes(late, plain, tmp_path):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    source = tmp_path / "changed.xlsx"
    finding = next(f for f in plain.findings if f.rule == LATE)
    book = openpyxl.load_workbook(late)
    cell = book[finding.sheet][finding.cell]
    # Later still, so that the rule finds the same row at fault.
    cell.value += dt.timedelta(days=1)
    book.save(source)
    report = check(source, standards=HOME, waivers=file)
    assert states(report) == ["lapsed"]
    assert [f.waiver for f in report.findings if f.rule == LATE] == ["", ""]
    assert "have changed" in report.waivers.entries[0].why


def test_sorting_the_rows_of_every_sheet_lapses_nothing(late, plain, tmp_path):
    wanted = [(LATE, keys_of(plain)[0]), ("total-mismatch", keys_of(plain, "total-mismatch")[0])]
    file = waived(late, tmp_path, *wanted)
    source = tmp_path / "sorted.xlsx"
    book = openpyxl.load_workbook(late)
    for place in places(SPEC, SHAPE).values():
        if place.cells:
            continue
        sheet, first = book[place.sheet], place.first_row
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
        rows = [row for row in rows if any(value is not None for value in row)]
        random.Random(1).shuffle(rows)
        for number, row in enumerate(rows, first):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
    book.save(source)
    report = check(source, standards=HOME, waivers=file)
    assert states(report) == ["in force", "in force"]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"from": "2026-10-01"}, "not yet in force"),
        ({"to": "2026-09-29"}, "expired"),
        ({"to": "2026-09-30"}, "in force"),
        ({"from": "2026-09-30"}, "in force"),
        ({"key": "V-NOBODY"}, "unused"),
    ],
)
def test_the_state_of_a_waiver(changes, state, late, plain, tmp_path):
    file = edited(waived(late, tmp_path, (LATE, keys_of(plain)[0])), **changes)
    report = check(late, standards=HOME, waivers=file)
    assert states(report) == [state]
    assert any(f.waiver for f in report.findings) == (state == "in force")


@pytest.mark.parametrize(("days", "soon"), [(30, True), (31, False), (0, True)])
def test_a_waiver_that_ends_within_30_days_is_said_to(days, soon, late, plain, tmp_path):
    end = dt.date(2026, 9, 30) + dt.timedelta(days=days)
    file = edited(waived(late, tmp_path, (LATE, keys_of(plain)[0])), to=str(end))
    report = check(late, standards=HOME, waivers=file)
    assert [use.expires_soon for use in report.waivers.entries] == [soon]
    for text in outputs(report):
        assert ("Ends within 30 days" in text) == soon


def test_another_providers_waivers_are_counted_and_not_told(late, plain, tmp_path):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    edited(file, provider="PROV-SOMEONE", id="W-SECRET", reason="A reason of theirs alone.")
    report = check(late, standards=HOME, waivers=file)
    assert (report.waivers.others, report.waivers.entries) == (1, ())
    assert not any(finding.waiver for finding in report.findings)
    for text in (*outputs(report), json.dumps(to_json(report))):
        assert "W-SECRET" not in text
        assert "theirs alone" not in text
    assert "1 waiver of the file is for other providers." in outputs(report)[0]


def test_a_second_waiver_for_the_same_finding_is_of_no_use(late, plain, tmp_path):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    write_yaml(file, [*entries, entries[0] | {"id": "W-2"}])
    report = check(late, standards=HOME, waivers=file)
    assert states(report) == ["in force", "unused"]
    assert report.waivers.entries[1].why == "Another waiver covers this already."


def test_a_waiver_of_a_rule_that_was_not_run_is_unused(late, plain, tmp_path):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    off = {"rules_off": [{"rule": LATE, "because": "We do not use it."}]}
    profile = write_yaml(tmp_path / "p.yaml", PROFILE | off)
    assert states(check(late, standards=HOME, profile=profile, waivers=file)) == ["unused"]
    other = check(late, standards=["gb-stalking"], waivers=file)
    assert other.waivers.entries[0].why == "Its rule was not part of this check."


def test_the_slow_digest_is_made_only_where_everything_else_agrees(
    late, plain, tmp_path, monkeypatch
):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    entry = yaml.safe_load(file.read_text(encoding="utf-8"))[0]
    others = [
        entry | {"id": "A", "provider": "PROV-OTHER"},
        entry | {"id": "B", "key": "V-NOBODY"},
        entry | {"id": "C", "rule": "no-victim-support", "table": "programmes"},
        entry | {"id": "D", "to": "2026-08-01"},
    ]
    write_yaml(file, others)
    made = []
    monkeypatch.setattr("hashlib.scrypt", lambda *a, **k: made.append(1))
    check(late, standards=HOME, waivers=file)
    assert made == []


# What may never be waived


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("identifier-in-cell", "can never be waived"),
        ("hidden-sheet", "can never be waived"),
        ("orphan-row", "others rest on it"),
        ("duplicate-key", "others rest on it"),
        ("missing-value", "others rest on it"),
        ("period-back-to-front", "others rest on it"),
        ("assessment-slow", "adopt another target instead"),
        ("no-such-rule", "there is no rule no-such-rule"),
    ],
)
def test_some_rules_are_never_waived(rule, words, late, plain, tmp_path):
    file = edited(waived(late, tmp_path, (LATE, keys_of(plain)[0])), rule=rule)
    assert any(words in problem for problem in waiver_problems(file))
    with pytest.raises(PackError, match=words):
        read_waivers(file)
    with pytest.raises(UsageError):
        waive(late, Wanted(rule, "V-1", REASON, ROLE, END), file, standards=HOME)


def test_every_rule_that_can_be_waived_is_about_one_record():
    kinds = ("expectation", "schema", "structure", "privacy")
    for rule, _ in (pair for kind in kinds for pair in live_rules(kind)):
        mostly = (rule.check.kwargs or {}).get("mostly", 1.0)
        alone = rule.check.kind == "expectation" and mostly == 1 and rule.tier != "PRIVACY"
        assert alone or refused(rule), rule.id


FAULTY = {
    "two of one id": ([{}, {}], "W-1 is the id of two waivers"),
    "an end before the beginning": ([{"to": "2026-01-01"}], "W-1: ends before it begins"),
    "no such table": (
        [{"table": "victim"}],
        "W-1: there is no table victim. Did you mean victims?",
    ),
    "another table": ([{"table": "cases"}], "W-1: this rule looks at victims, not at cases"),
    "no key": ([{"key": ""}], "W-1: lacks its record's key"),
    "a value for a digest": ([{"value_digest": "2026-01-01"}], "does not have the form asked for"),
    "an open end": ([{"to": None}], "to is nothing, but must be text"),
    "no reason": ([{"reason": "ok"}], "minLength is 10"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_waiver_file_is_refused_with_the_place(name, late, plain, tmp_path):
    changes, words = FAULTY[name]
    entry = {
        "id": "W-1",
        "rule": LATE,
        "provider": "PROV-1",
        "table": "victims",
        "key": "V-1",
        "value_digest": f"scrypt:{'0' * 32}:{'0' * 64}",
        "reason": REASON,
        "approver": ROLE,
        "from": "2026-07-01",
        "to": END,
    }
    file = write_yaml(tmp_path / "waivers.yaml", [entry | change for change in changes])
    with pytest.raises(PackError) as refusal:
        read_waivers(file)
    assert str(refusal.value).startswith("waivers.yaml: ")
    assert words in str(refusal.value)
    assert any(words in line for line in lint(file))


def test_a_file_of_comments_alone_holds_no_waiver(tmp_path):
    file = tmp_path / "waivers.yaml"
    file.write_text("# none yet\n", encoding="utf-8")
    assert read_waivers(file).entries == ()
    assert lint(file) == []


def test_words_with_an_identifier_are_refused_unrepeated(late, plain, tmp_path):
    file = edited(waived(late, tmp_path, (LATE, keys_of(plain)[0])), reason="Lives at ZZ1 1AA now")
    with pytest.raises(PackError, match="reason looks like it holds a postcode") as refusal:
        given(None, file)
    assert "ZZ1" not in str(refusal.value) + "".join(lint(file))
    assert lint(file)


# Making one


def command(*words):
    return CliRunner().invoke(cli, ["waive", *map(str, words)], prog_name="checker")


def asked(late, key, file, **changes):
    options = {"rule": LATE, "key": key, "reason": REASON, "approver": ROLE, "to": END} | changes
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return command(late, "--standard", HOME[0], *words, "--waivers", file)


def test_the_command_writes_an_entry_that_the_next_check_finds(late, plain, tmp_path):
    file = tmp_path / "new" / "waivers.yaml"
    done = asked(late, keys_of(plain)[0], file)
    assert done.exit_code == 0, done.output
    assert "Wrote the waiver W-1" in done.output
    [waiver] = read_waivers(file).entries
    assert (waiver.start, waiver.end) == ("2026-09-30", END)
    assert states(check(late, standards=HOME, waivers=file)) == ["in force"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("indent", ["", "  "])
def test_what_stands_in_the_file_stays_as_it_is(newline, indent, late, plain, tmp_path):
    first, second = keys_of(plain)
    file = waived(late, tmp_path, (LATE, first))
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [indent + line for line in lines if not line.startswith("#")]
    old = newline.join(["# ours: keep", *lines, f"{indent}# the last word"]).encode()
    file.write_bytes(old)
    assert asked(late, second, file).exit_code == 0
    assert file.read_bytes().startswith(old)
    assert (b"\r\n" in file.read_bytes()) == (newline == "\r\n")
    assert [waiver.id for waiver in read_waivers(file).entries] == ["W-1", "W-2"]


REFUSED = {
    "no such finding": ({"key": "V-NOBODY"}, "so there is nothing to waive"),
    "no such rule": ({"rule": "support-offer-lat"}, "Did you mean support-offer-late?"),
    "an end in the past": ({"end": "2026-09-01"}, "before it begins on 2026-09-30"),
    "an identifier": ({"reason": "Ring 020 7946 0018 to hear why"}, "holds a telephone number"),
    "an identifier of theirs": ({"approver": "someone@example.org"}, "holds an e-mail address"),
    "hardly a reason": ({"reason": "ok"}, "minLength is 10"),
    "a crooked id": ({"id": "W 1"}, "does not have the form asked for"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_command_refuses_and_writes_nothing(name, late, plain, tmp_path):
    changes, words = REFUSED[name]
    file = tmp_path / "waivers.yaml"
    own = {"rule": LATE, "key": keys_of(plain)[0], "reason": REASON, "approver": ROLE, "end": END}
    wanted = Wanted(**(own | changes))
    with pytest.raises(UsageError) as refusal:
        waive(late, wanted, file, standards=HOME)
    assert words in str(refusal.value)
    assert "7946" not in str(refusal.value)
    assert not file.exists()


def test_a_finding_that_is_waived_already_is_not_waived_again(late, plain, tmp_path):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    again = Wanted(LATE, keys_of(plain)[0], REASON, ROLE, END)
    now = given(None, file)
    with pytest.raises(UsageError, match="The waiver W-1 covers this already"):
        waive(late, again, file, standards=HOME, given=now)
    assert len(read_waivers(file).entries) == 1


def test_a_file_that_cannot_be_added_to_is_left_alone(late, plain, tmp_path):
    file = tmp_path / "waivers.yaml"
    file.write_text("[]\n", encoding="utf-8", newline="\n")
    wanted = Wanted(LATE, keys_of(plain)[0], REASON, ROLE, END)
    with pytest.raises(UsageError, match="nothing could be added to it"):
        waive(late, wanted, file, standards=HOME)
    assert file.read_text(encoding="utf-8") == "[]\n"


def test_a_return_that_cannot_be_read_has_nothing_to_waive(tmp_path):
    source = tmp_path / "return.xlsx"
    source.write_bytes(b"this is no workbook")
    with pytest.raises(UsageError):
        waive(source, Wanted(LATE, "V-1", REASON, ROLE, END), tmp_path / "w.yaml")


def test_two_waivers_for_one_thing_share_no_salt(late, plain, tmp_path):
    digests = []
    for name in ("a", "b"):
        file = tmp_path / name / "waivers.yaml"
        waive(late, Wanted(LATE, keys_of(plain)[0], REASON, ROLE, END), file, standards=HOME)
        digests.append(read_waivers(file).entries[0].value_digest)
    assert digests[0] != digests[1]
    assert digests[0].split(":")[1] != digests[1].split(":")[1]


# The digest


WAIVABLE = [
    (rule, pack)
    for rule, pack in live_rules("expectation")
    if not refused(rule) and not rule.check.each and rule.examples and rule.examples["fails"]
]


def read_cells(tables, rule, row):
    """Every (table, column, row) that the rule reads for one row, linked rows included."""
    frames = {name: data.frame for name, data in tables.tables.items()}
    for read in rule.reads:
        name, _, column = read.partition(".")
        for number in linked_rows(tables.spec, frames, rule.table, row, name)["_row"].to_list():
            yield name, column, number


def with_frame(tables, name, frame):
    data = replace(tables.tables[name], frame=frame)
    return replace(tables, tables={**tables.tables, name: data})


def with_other_value(tables, name, column, row):
    import polars as pl

    frame = tables.tables[name].frame
    kind = frame.schema[column]
    if kind == pl.Date:
        shift = pl.coalesce(pl.col(column), pl.lit(dt.date(2026, 1, 1))).dt.offset_by("1d")
    elif kind == pl.String:
        shift = pl.coalesce(pl.col(column), pl.lit("")) + "X"
    else:
        shift = pl.coalesce(pl.col(column), pl.lit(0)) + 1
    changed = pl.when(pl.col("_row") == row).then(shift.cast(kind)).otherwise(pl.col(column))
    return with_frame(tables, name, frame.with_columns(changed.alias(column)))


@settings(max_examples=150)
@drawn(data=st.data())
def test_changing_any_value_that_the_rule_reads_lapses_and_sorting_does_not(data):
    """Over the failing examples of every rule that can be waived, on both sides of the seal."""
    rule, _ = data.draw(st.sampled_from(WAIVABLE))
    tables = example_tables(SPEC, data.draw(st.sampled_from(example_rows(rule))))
    height = tables.tables[rule.table].frame.height
    row = data.draw(st.integers(0, height - 1))
    before = contents(tables, rule.table, row, rule.reads)
    sorted_again = shuffled(tables, data.draw(st.randoms()))
    assert contents(sorted_again, rule.table, row, rule.reads) == before
    cells = list(read_cells(tables, rule, row))
    name, column, number = data.draw(st.sampled_from(cells))
    changed = with_other_value(tables, name, column, number)
    assert contents(changed, rule.table, row, rule.reads) != before


def example_rows(rule):
    """The failing examples, without what stands in no table of the return."""
    kept = [
        {name: rows for name, rows in example.items() if name in SPEC.tables}
        for example in rule.examples["fails"]
    ]
    return [example for example in kept if example.get(rule.table)]


def shuffled(tables, chance):
    """The rows of every table in another order, each still under its own number."""
    for name, data in tables.tables.items():
        order = list(range(data.frame.height))
        chance.shuffle(order)
        tables = with_frame(tables, name, data.frame[order])
    return tables


def test_a_digest_agrees_with_its_own_content_alone():
    digest = seal(b"one")
    assert agrees(b"one", digest)
    assert not agrees(b"two", digest)
    assert re.fullmatch(r"scrypt:[0-9a-f]{32}:[0-9a-f]{64}", digest)


def test_a_value_of_another_record_does_not_lapse_the_waiver():
    rows = {
        "cases": [{"case_ref": "C-1", "start_date": "2026-08-01"}, {"case_ref": "C-2"}],
        "victims": [{"victim_ref": "V-1", "case_ref": "C-1"}],
    }
    reads = ["victims.iss_offer_date", "cases.start_date"]
    before = contents(example_tables(SPEC, rows), "victims", 0, reads)
    rows["cases"][1]["start_date"] = "2026-09-01"
    assert contents(example_tables(SPEC, rows), "victims", 0, reads) == before
    assert path(SPEC, "victims", "cases")


# What every report shows, and what none does


def outputs(report):
    page = html_bytes(report).decode("utf-8")
    return [" ".join(summary(report).split()), " ".join(page.replace("&#39;", "'").split())]


def test_terminal_page_and_json_show_every_waiver(late, plain, tmp_path):
    file = waived(late, tmp_path, *((LATE, key) for key in keys_of(plain)))
    edited(file, 1, value_digest=f"scrypt:{'0' * 32}:{'0' * 64}")
    report = check(late, standards=HOME, waivers=file)
    mark = f"Waiver W-1, allowed by: {ROLE}, until {END}."
    for text in outputs(report):
        assert mark in text
        assert "Lapsed" in text
        assert "have changed, so the finding stands again" in text
    page = outputs(report)[1]
    assert "Covered by a waiver" in page
    assert REASON in page
    assert report.waivers.digest in page
    data = to_json(report)
    Draft202012Validator(SCHEMA).validate(data)
    assert [entry["state"] for entry in data["waivers"]["entries"]] == ["in force", "lapsed"]
    assert [f["waiver"] for f in data["findings"] if f["rule"] == LATE] == ["W-1", ""]
    assert next(o for o in data["outcomes"] if o["rule"] == LATE)["waived"] == 1


def test_the_batch_page_counts_the_waivers_of_every_return(late, plain, tmp_path):
    file = waived(late, tmp_path, *((LATE, key) for key in keys_of(plain)))
    edited(file, 1, value_digest=f"scrypt:{'0' * 32}:{'0' * 64}")
    edited(file, 0, to="2026-10-15")
    result = run([late], tmp_path / "out", jobs=1, standards=HOME, given=given(None, file))
    page = " ".join(result.page.read_text(encoding="utf-8").split())
    words = "1 in force, 1 lapsed, 1 expiring within 30 days"
    assert f"waivers.yaml holds 2 waivers. Over all returns: {words}." in page
    assert f"<td>{words}</td>" in page


def test_the_same_files_give_the_same_bytes(late, plain, tmp_path):
    file = waived(late, tmp_path, (LATE, keys_of(plain)[0]))
    formats = [name for name in FORMATS if name != "receipt"]  # which tells the time
    one, other = (
        write(check(late, standards=HOME, waivers=file), tmp_path / name, formats)
        for name in ("one", "other")
    )
    assert [made.read_bytes() for made in one] == [made.read_bytes() for made in other]


def test_no_value_of_the_record_stands_in_file_report_or_message(late, plain, tmp_path):
    """A canary in a column that the rule reads, in the row itself and in the row linked to it."""
    import polars as pl

    from checker.layout import find_layout, find_tables
    from checker.read import read

    file = waived(late, tmp_path, *((LATE, key) for key in keys_of(plain)))
    workbook = read(late)
    tables = find_tables(workbook, SPEC, find_layout(workbook, SPEC, any_version=True))
    rows = tables.tables["victims"].frame.filter(pl.col("victim_ref").is_in(keys_of(plain)))
    days = {str(day) for day in rows["iss_offer_date"].to_list()}
    cases = tables.tables["cases"].frame.filter(
        pl.col("case_ref").is_in(rows["case_ref"].to_list())
    )
    days |= {str(day) for day in cases["start_date"].to_list()} - {"None"}
    assert len(days) > 2
    report = check(late, standards=HOME, waivers=file)
    edited(file, 0, value_digest=f"scrypt:{'0' * 32}:{'0' * 64}")
    lapsed = check(late, standards=HOME, waivers=file)
    said = [file.read_text(encoding="utf-8"), *outputs(report), *outputs(lapsed)]
    said += [json.dumps(to_json(report)), json.dumps(to_json(lapsed))]
    for text in said:
        assert not [day for day in days if day in text]


# The example that ships


@pytest.fixture(scope="module")
def shown():
    return check(
        SAMPLES / "breaches.xlsx",
        profile=SAMPLES / "example-profile.yaml",
        waivers=SAMPLES / "example-waivers.yaml",
    )


@pytest.mark.parametrize("name", ["example-profile", "example-waivers"])
def test_the_examples_lint_and_their_modeline_leads_to_the_schema(name):
    path = SAMPLES / f"{name}.yaml"
    assert lint(path) == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    target = first.removeprefix("# yaml-language-server: $schema=")
    kind = name.removeprefix("example-")
    assert (SAMPLES / target).resolve() == (
        standards_folder().resolve() / "_schemas" / f"{kind}.schema.json"
    )


@pytest.mark.parametrize("name", ["profile", "waivers"])
def test_the_examples_hold_every_field_there_is(name):
    schema = json.loads(
        (standards_folder() / "_schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    held = yaml.safe_load((SAMPLES / f"example-{name}.yaml").read_text(encoding="utf-8"))
    fields = schema["properties"] if name == "profile" else schema["$defs"]["waiver"]["properties"]
    assert set(fields) == set(held if name == "profile" else held[0])


def test_the_examples_show_every_effect(shown):
    assert {change.kind for change in shown.changes} == {
        "threshold",
        "rule-off",
        "minimum-rows",
        "dash-high",
        "expected",
    }
    assert set(states(shown)) == {"in force", "unused", "lapsed", "expired", "not yet in force"}
    assert shown.waivers.others == 1
    assert any(use.expires_soon for use in shown.waivers.entries)
    assert [f for f in shown.findings if f.rule == "provider-not-expected"]
    assert verdict(shown, "S1.1").verdict == "not met"
    assert outcome(shown, "cobi-session-long").why.startswith("Switched off by the profile")
    for text in outputs(shown):
        for words in ("W-2026-01", "Lapsed", "Unused", "Expired", "Ends within 30 days"):
            assert words in text


def test_no_waivers_given_is_not_an_empty_file(late, tmp_path):
    file = tmp_path / "waivers.yaml"
    file.write_text("# none yet\n", encoding="utf-8")
    assert check(late).waivers is None
    report = check_file(late, given=replace(NOTHING_GIVEN, waivers=read_waivers(file)))
    assert report.waivers.entries == ()
    assert read_waivers(file) == Waivers("waivers.yaml", report.waivers.digest, ())
    assert "No waiver of waivers.yaml is for this provider." in outputs(report)[1]
