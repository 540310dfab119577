"""receipt.txt: digests that anybody can compute again, and nothing of the return."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from test_render_examples import clean, messy, stopped

from checker.cli import cli
from checker.errors import UsageError
from checker.model.report import Report
from checker.render import write
from checker.render.receipt import receipt_text, time_told

SAMPLES = Path(__file__).parent.parent / "samples"
NOON = dt.datetime(2026, 11, 26, 12, 0, 0, tzinfo=dt.UTC)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def parsed(text: str) -> Mapping[str, list[str]]:
    """The lines as the receipt itself says that they are read."""
    found: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            label, _, value = line.partition(":")
            found.setdefault(label, []).append(value.strip())
    return found


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, words)])


def test_a_check_leaves_a_receipt_of_all_that_it_was_made_of(tmp_path):
    profile, waivers = SAMPLES / "example-profile.yaml", SAMPLES / "example-waivers.yaml"
    given_files = ["--profile", profile, "--waivers", waivers]
    run("check", SAMPLES / "breaches.xlsx", "--out", tmp_path, *given_files)
    found = parsed((tmp_path / "receipt.txt").read_text(encoding="utf-8"))
    assert found["Return SHA-256"] == [digest(SAMPLES / "breaches.xlsx")]
    assert found["File"] == [
        f"{name} SHA-256 {digest(tmp_path / name)}"
        for name in ("report.html", "report.json", "findings.xlsx")
    ]
    assert found["Profile"][0].endswith(f"SHA-256 {digest(profile)}")
    assert found["Waivers"] == [f"SHA-256 {digest(waivers)}"]
    assert [words.split()[0] for words in found["Standard"]] == [
        "gb-home-office-da@2023.02",
        "gb-stalking@0.1-draft",
    ]
    assert len(found["Verdicts"]) == 2
    assert found["Ready"] == ["no"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["Made"][0])
    assert int(found["Findings ERROR"][0]) > 0


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_no_name_and_no_finding_stands_in_it():
    report = messy()
    text = receipt_text(report, {}, NOON)
    assert report.facts.provider
    assert report.facts.provider not in text
    assert report.receipt.file not in text
    assert all(finding.message not in text for finding in report.findings)
    assert all(sheet.name not in text for sheet in report.receipt.sheets if len(sheet.name) > 6)


def test_it_is_written_last_and_alone_tells_the_time(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    files = write(clean(), tmp_path / "a", ["receipt", "json", "html"])
    assert [file.name for file in files] == ["report.json", "report.html", "receipt.txt"]
    again = write(clean(), tmp_path / "b", ["receipt", "json", "html"])
    assert [f.read_bytes() for f in files] == [f.read_bytes() for f in again]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000001")
    later = write(clean(), tmp_path / "c", ["receipt", "json", "html"])
    same = [a.read_bytes() == b.read_bytes() for a, b in zip(files, later, strict=True)]
    assert same == [True, True, False]


@pytest.mark.parametrize("words", ["soon", "-1", "1e9", "999999999999"])
def test_a_time_that_is_none_is_told(words, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", words)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        time_told()


def test_a_return_that_cannot_be_read_has_one_too():
    found = parsed(receipt_text(stopped(), {}, NOON))
    assert found["Not readable"] == [stopped().receipt.stop.code]
    assert found["Ready"] == ["no"]


@given(ANY_TEXT, ANY_TEXT)
def test_what_the_return_says_of_itself_stays_on_its_line(name, period):
    report: Report = clean()
    hostile = replace(report, facts=replace(report.facts, id=name, period=period))
    lines = [*parsed(receipt_text(hostile, {}, NOON)).items()]
    plain = [*parsed(receipt_text(report, {}, NOON)).items()]
    assert [label for label, _ in lines] == [label for label, _ in plain]
    assert [values for _, values in lines[3:]] == [values for _, values in plain[3:]]
