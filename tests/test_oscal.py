"""OSCAL: valid by NIST's schemas, read by another program, and never better than the verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
import pytest
from click.testing import CliRunner
from conftest import STANDARDS
from hypothesis import example, given
from machine_files import ANY_TEXT, HOSTILE, checked, every_state, saying
from test_render_examples import EXAMPLES, clause, standard
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog

from checker.cli import cli
from checker.model.findings import Assessed
from checker.model.report import Report
from checker.render import write
from checker.render.machine.oscal import control_ids, moment, token
from checker.render.machine.oscal_catalog import catalog, write_catalogs
from checker.render.machine.oscal_results import results

SCHEMAS = Path(__file__).parent / "schemas"
# The data types of OSCAL 1.1 that trestle's models and JSON Schema libraries take lightly.
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"(?:19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
STRING = re.compile(r"\S(?:.*\S)?")
LINE = re.compile(r"[^\n]+")
SHAPES = {
    **dict.fromkeys(("id", "control-id", "target-id", "rel", "class", "state", "reason"), TOKEN),
    **dict.fromkeys(("uuid", "observation-uuid"), UUID),
    **dict.fromkeys(("last-modified", "start", "collected"), MOMENT),
    **dict.fromkeys(("value", "version", "oscal-version"), STRING),
    "title": LINE,
}
NAMES = [f"{pack.id}@{pack.edition}" for pack in STANDARDS]


@cache
def schema(name: str) -> Any:
    text = (SCHEMAS / f"oscal-{name}-1.2.3.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text), validate_formats=True)


def check(document: Any, name: str) -> None:
    """Hold a document to the schema, to the patterns, and its references to what they name."""
    faults = [(e.instance_path, e.message) for e in schema(name).iter_errors(document)]
    assert not faults
    pairs = [*entries(document)]
    for key, value in pairs:
        if key in SHAPES:
            assert SHAPES[key].fullmatch(value), (key, value)
    own = [value for key, value in pairs if key in ("uuid", "id")]
    assert len(own) == len(set(own))
    for key, value in pairs:
        if key == "href" and value.startswith("#"):
            assert value[1:] in own
        elif key == "href":
            assert urlsplit(value).scheme in ("http", "https")
        elif key == "observation-uuid":
            assert value in own


def entries(node: Any) -> Iterator[tuple[str, str]]:
    """Every text of a document with the name of its field."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str):
                yield key, value
            yield from entries(value)
    elif isinstance(node, list):
        for value in node:
            yield from entries(value)


def named(entry: Any) -> dict[str, str]:
    """The properties of an entry; where one comes more than once, the last."""
    return {prop["name"]: prop["value"] for prop in entry.get("props", ())}


@pytest.mark.parametrize("pack", STANDARDS, ids=NAMES)
def test_the_catalog_of_every_standard_is_valid_and_whole(pack, tmp_path):
    document = catalog(pack)
    check(document, "catalog")
    [group] = document["catalog"]["groups"]
    controls = group["controls"]
    assert [named(control)["label"] for control in controls] == [c.id for c in pack.clauses]
    for control, own in zip(controls, pack.clauses, strict=True):
        statement = next(part for part in control["parts"] if part["name"] == "statement")
        assert statement["prose"].split() == own.text.split()
        assert named(control)["obligation"] == own.obligation
    [path] = write_catalogs([pack], tmp_path)
    assert len(Catalog.oscal_read(path).groups[0].controls) == len(controls)


def test_the_command_writes_what_is_named_or_all(tmp_path):
    done = CliRunner().invoke(cli, ["standards", "oscal", NAMES[0], "--out", str(tmp_path / "a")])
    assert done.exit_code == 0, done.output
    assert len([*(tmp_path / "a").iterdir()]) == 1
    done = CliRunner().invoke(cli, ["standards", "oscal", "--out", str(tmp_path / "b")])
    assert done.output.count("Wrote") == len(NAMES) == len([*(tmp_path / "b").iterdir()])


@pytest.mark.parametrize("name", ["breaches", "clean", "ugly"])
def test_the_results_of_a_sample_are_valid_and_whole(name, tmp_path):
    report = checked(name)
    [path] = write(report, tmp_path, ["oscal"])
    document = json.loads(path.read_text(encoding="utf-8"))
    check(document, "assessment-results")
    assert AssessmentResults.oscal_read(path) is not None
    found = document["assessment-results"]["results"]
    findings = [finding for result in found for finding in result.get("findings", ())]
    assert len(found) == 1 + len(report.standards)
    assert len(findings) == len(report.verdicts)
    seen = [named(o)["rule"] for result in found for o in result.get("observations", ())]
    assert sorted(seen) == sorted(outcome.rule for outcome in report.outcomes)


@pytest.mark.parametrize("name", ["breaches", "clean", "ugly"])
def test_controls_of_results_are_those_of_the_catalogs(name):
    report = checked(name)
    _, *found = results(report)["assessment-results"]["results"]
    for result, pack in zip(found, report.standards, strict=True):
        [group] = catalog(pack)["catalog"]["groups"]
        [chosen] = result["reviewed-controls"]["control-selections"]
        ids = [control["id"] for control in group["controls"]]
        assert [control["control-id"] for control in chosen["include-controls"]] == ids
        statements = {part["id"] for control in group["controls"] for part in control["parts"]}
        assert {f["target"]["target-id"] for f in result["findings"]} <= statements


@pytest.mark.parametrize("name", EXAMPLES)
def test_results_of_every_kind_of_report_are_valid(name):
    check(results(EXAMPLES[name]()), "assessment-results")


def verdicts(report: Report) -> dict[str, tuple[str, str]]:
    found = results(report)["assessment-results"]["results"]
    return {
        named(finding)["verdict"]: (
            finding["target"]["status"]["state"],
            finding["target"]["status"]["reason"],
        )
        for result in found
        for finding in result.get("findings", ())
    }


def with_standard(report: Report) -> Report:
    pack = standard("gb-x", edition="1", clauses=tuple(clause(f"C{n}") for n in range(5)))
    return replace(report, standards=(pack,))


def test_only_what_is_met_is_satisfied_and_only_what_is_not_met_has_failed():
    assert verdicts(with_standard(every_state())) == {
        "met": ("satisfied", "pass"),
        "not met": ("not-satisfied", "fail"),
        "cannot tell": ("not-satisfied", "other"),
        "for an assessor": ("not-satisfied", "other"),
        "not applicable": ("not-satisfied", "other"),
    }


def test_what_an_assessor_found_is_an_observation_that_was_examined():
    report = with_standard(every_state())
    found = Assessed("met", "Lead assessor", "2026-10-02", "5" * 64)
    first, *others = report.verdicts
    report = replace(report, verdicts=(replace(first, assessed=found), *others))
    document = results(report)
    check(document, "assessment-results")
    _, result = document["assessment-results"]["results"]
    [looked] = [o for o in result["observations"] if o["methods"] == ["EXAMINE"]]
    assert looked["collected"] == "2026-10-02T00:00:00Z"
    [finding] = [f for f in result["findings"] if "related-observations" in f]
    assert finding["related-observations"] == [{"observation-uuid": looked["uuid"]}]


def test_another_return_or_pack_gives_other_names(tmp_path):
    report = checked("breaches")
    own = [value for key, value in entries(results(report)) if key == "uuid"]
    again = [value for key, value in entries(results(report)) if key == "uuid"]
    other = replace(report, receipt=replace(report.receipt, digest="0" * 64))
    theirs = [value for key, value in entries(results(other)) if key == "uuid"]
    assert own == again
    catalogs = {
        named(r).get("standard")
        for r in results(report)["assessment-results"]["back-matter"]["resources"]
    }
    assert len(set(own) & set(theirs)) == len(catalogs - {None})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("S1.1", "s1.1"),
        ("SPA-1.N", "spa-1.n"),
        ("1a", "_1a"),
        ("a b", "a-b"),
        ("", "_"),
        ("é", "-"),
    ],
)
def test_ids_of_clauses_become_tokens(text, said):
    assert token(text) == (said if said != "-" else "_-")
    assert TOKEN.fullmatch(token(text))


def test_clauses_that_differ_in_case_alone_keep_controls_of_their_own():
    pack = standard("x", clauses=(clause("T"), clause("t"), clause("t-2")))
    assert control_ids(pack) == {"T": "t", "t": "t-2", "t-2": "t-2-2"}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-09-30", "2026-09-30T00:00:00Z"),
        ("2018", "2018-01-01T00:00:00Z"),
        ("2016-11", "2016-11-01T00:00:00Z"),
        ("", "1970-01-01T00:00:00Z"),
        ("1066-10-14", "1970-01-01T00:00:00Z"),
        ("9999-12-31", "1970-01-01T00:00:00Z"),
    ],
)
def test_days_become_moments_that_the_format_has(day, said):
    assert moment(day) == said


def hostile_words(test: Any) -> Any:
    for text in HOSTILE:
        test = example(text)(test)
    return test


@hostile_words
@given(ANY_TEXT)
def test_no_word_of_a_return_breaks_the_results(text):
    document = results(saying(text))
    check(document, "assessment-results")
    json.dumps(document, ensure_ascii=False).encode("utf-8")
