"""What others than the provider may read: no place, no reference, no small number."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from browsing import NARROW_FIRST, open_everything, violations
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st
from playwright.sync_api import Page
from test_render_examples import EXAMPLES, messy

from checker import check
from checker.batch import run
from checker.errors import UsageError
from checker.model.findings import Outcome
from checker.model.profile import Profile, SmallNumbers
from checker.model.report import Report
from checker.render import AUDIENCES, FORMATS, files, write
from checker.render.sharing.commissioner import by_rule
from checker.render.sharing.numbers import ROUNDED_TO, shown
from checker.resources import standards_folder

SAMPLES = Path(__file__).parent.parent / "samples"
SHARED = ("commissioner", "public")


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    real = {name: check(SAMPLES / f"{name}.xlsx") for name in ("clean", "breaches", "ugly")}
    return real | {name: make() for name, make in EXAMPLES.items()}


def texts(report: Report, folder: Path) -> dict[str, str]:
    made = write(report, folder, ("html", "json"), AUDIENCES)
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in made}


def keyed(report: Report, allowed: bool) -> Report:
    profile = Profile("p", "Profile", "Commissioner", "1", "0" * 64, case_keys=allowed)
    return replace(report, profile=profile)


def test_each_reader_has_files_of_their_own_and_the_provider_the_whole(reports, tmp_path):
    made = texts(reports["breaches"], tmp_path)
    assert set(made) == {
        f"{folder}report.{form}"
        for folder in ("", "commissioner/", "public/")
        for form in ("html", "json")
    }
    assert set(files(FORMATS)) == {writer.file for writer in FORMATS.values()}


@pytest.mark.parametrize("name", ["clean", "breaches", "ugly", *EXAMPLES])
def test_no_place_and_no_reference_is_in_what_others_read(reports, name, tmp_path):
    report = reports[name]
    made = texts(report, tmp_path)
    keys = {text for f in report.findings for text in (f.key, f.case) if text}
    cells = {f.cell for f in report.findings if f.cell}
    for reader in SHARED:
        page = made[f"{reader}/report.html"] + made[f"{reader}/report.json"]
        shown = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
        words = {word.strip(".") for word in re.findall(r"[\w$.-]+", shown)}
        # A clause such as S1 is called as a cell could be.
        clauses = {verdict.clause for verdict in report.verdicts}
        assert not {cell for cell in cells if cell in words} - clauses
        assert not keys & words


def test_references_stand_in_the_commissioners_report_only_if_the_profile_lets_them(
    reports, tmp_path
):
    report = reports["breaches"]
    cases = {finding.case for finding in report.findings} - {""}
    assert cases
    for allowed in (False, True):
        made = texts(keyed(report, allowed), tmp_path / str(allowed))
        assert all((case in made["commissioner/report.html"]) is allowed for case in cases)
        assert all((case in made["commissioner/report.json"]) is allowed for case in cases)
        assert not any(
            case in made[f"public/report.{f}"]
            for case in cases
            for f in FORMATS
            if f in ("html", "json")
        )
    # A profile that does not count lets nothing.
    out_of_force = replace(keyed(report, True), profile_why="It had ended.")
    assert not any(
        case in texts(out_of_force, tmp_path)["commissioner/report.html"] for case in cases
    )


def test_the_commissioners_counts_are_those_of_the_findings(reports):
    for report in reports.values():
        counted = by_rule(report)
        assert sum(rule.found for rule in counted) == len(report.findings)
        assert all(rule.found == rule.open + rule.explained + rule.waived for rule in counted)


@pytest.mark.parametrize("reader", SHARED)
@pytest.mark.parametrize("name", ["clean", "breaches", "ugly", *EXAMPLES])
def test_the_data_hold_to_their_published_schema(reports, reader, name, tmp_path):
    path = standards_folder() / "_schemas" / f"{reader}-report.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    made = json.loads(texts(reports[name], tmp_path)[f"{reader}/report.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(made, schema, jsonschema.Draft202012Validator)
    # "In the order of the contract."
    assert list(made) == list(schema["properties"])


@hypothesis_given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 12))
def test_nobody_can_tell_a_small_number_from_what_is_shown(checked, failed, smallest):
    """The attack: every pair of numbers that would have been shown just so."""
    failed = min(failed, checked)
    told = shown(outcome(checked, failed), smallest)
    possible = [
        (c, f) for c in range(80) for f in range(c + 1) if shown(outcome(c, f), smallest) == told
    ]
    for number in (lambda c, f: f, lambda c, f: c - f, lambda c, f: c):
        found = {number(c, f) for c, f in possible}
        assert not found <= set(range(1, smallest))


def outcome(checked: int, failed: int) -> Outcome:
    status = "failed" if failed else "passed"
    return Outcome("r", "p", status, checked=checked, failed=failed, in_scope=checked)


def test_numbers_are_withheld_by_the_profiles_own_limit_and_rounded(reports, tmp_path):
    for least in (1, 5, 10, 50):
        profile = replace(
            keyed(reports["breaches"], False).profile, small_numbers=SmallNumbers(public=least)
        )
        report = replace(reports["breaches"], profile=profile)
        made = json.loads(texts(report, tmp_path / str(least))["public/report.json"])
        numbers = [
            rule[name]
            for standard in made["standards"]
            for clause in standard["clauses"]
            for rule in clause["rules"]
            for name in ("checked", "failed")
            if rule[name] is not None
        ]
        assert made["withheld_below"] == least
        assert numbers
        assert all(number % ROUNDED_TO == 0 for number in numbers)


def test_a_verdict_on_few_rows_is_withheld_from_the_public(reports, tmp_path):
    report = reports["breaches"]
    few = {o.rule for o in report.outcomes if 0 < o.checked < 10}
    assert few
    made = json.loads(texts(report, tmp_path)["public/report.json"])
    for standard in made["standards"]:
        for clause in standard["clauses"]:
            if few & {rule["rule"] for rule in clause["rules"]}:
                assert clause["verdict"] not in ("met", "not met")


def test_an_unread_return_is_no_pass_for_anybody(tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"not a workbook")
    made = texts(check(broken, standards=["gb-home-office-da"]), tmp_path / "out")
    assert json.loads(made["public/report.json"])["read"] is False
    assert json.loads(made["public/report.json"])["standards"] == []
    assert "could not be read" in made["public/report.html"]
    assert json.loads(made["commissioner/report.json"])["ready"] is False


@pytest.mark.parametrize("width", NARROW_FIRST)
@pytest.mark.parametrize("reader", SHARED)
def test_the_pages_can_be_read_by_everybody(reports, reader, width, tmp_path, view: Page):
    for name in ("breaches", "messy"):
        write(keyed(reports[name], True), tmp_path / name, ("html",), (reader,))
        view.set_viewport_size({"width": width, "height": 900})
        view.goto((tmp_path / name / reader / "report.html").as_uri())
        open_everything(view)
        assert violations(view) == []
        assert view.evaluate("document.documentElement.scrollWidth") <= width


def test_text_of_a_file_never_becomes_markup(tmp_path):
    hostile = "<script>alert(1)</script>&\"'"
    report = messy()
    report = replace(report, facts=replace(report.facts, provider=hostile, area=hostile))
    for name, text in texts(report, tmp_path).items():
        if name.endswith("html"):
            assert "<script>alert" not in text


def test_a_reader_or_format_that_does_not_exist_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(UsageError, match="no reader neighbour"):
        write(messy(), tmp_path / "out", ("html",), ("neighbour",))
    own = next(name for name in FORMATS if name not in ("html", "json")) if len(FORMATS) > 2 else ""
    if own:
        with pytest.raises(UsageError, match="For public the formats are: html, json"):
            write(messy(), tmp_path / "out", (own,), ("public",))
    assert not (tmp_path / "out").exists()


def test_a_batch_writes_for_each_reader_and_takes_it_up_again(tmp_path):
    def again(**more: object) -> dict[str, bytes]:
        run([SAMPLES / "clean.xlsx"], tmp_path / "out", jobs=1, audiences=AUDIENCES, **more)
        folder = tmp_path / "out"
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.html")}

    first = again()
    assert {
        "clean/report.html",
        "clean/commissioner/report.html",
        "clean/public/report.html",
    } <= set(first)
    (tmp_path / "out" / "clean" / "public" / "report.html").unlink()
    assert again(resume=True) == first
    run([SAMPLES / "clean.xlsx"], tmp_path / "out", jobs=1)
    assert not (tmp_path / "out" / "clean" / "public").exists()
