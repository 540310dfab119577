"""checker verify: a report is what checking the return again gives, or it is said where not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from checker.cli import cli
from checker.proof.comparing import places

SAMPLES = Path(__file__).parent.parent / "samples"
RETURN = SAMPLES / "breaches.xlsx"
PROFILE = ("--profile", SAMPLES / "example-profile.yaml")
WAIVERS = ("--waivers", SAMPLES / "example-waivers.yaml")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, words)])


def verify(*words: str | Path) -> tuple[int, str]:
    done = run("verify", *words)
    error = getattr(done.exception, "exit_code", None)
    return (done.exit_code, done.output) if error is None else (error, str(done.exception))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plain")
    run("check", RETURN, "--out", out, "--format", "json")
    return out / "report.json"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report made with everything that may be given."""
    out = tmp_path_factory.mktemp("full")
    named = ("--standard", "gb-home-office-da@2023.02", "--return", "ppr-1.1")
    run("check", RETURN, "--out", out, "--format", "json", *PROFILE, *WAIVERS, *named)
    return out / "report.json"


def changed(report: Path, tmp_path: Path, change: Any) -> Path:
    """A copy of the report with one thing changed by somebody."""
    data = json.loads(report.read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_a_report_is_what_checking_again_gives(plain):
    code, said = verify(plain, RETURN)
    assert (code, said.splitlines()[0][:9]) == (0, "Identical")


def test_settings_that_the_report_names_are_taken_from_it(full):
    code, said = verify(full, RETURN, *PROFILE, *WAIVERS)
    assert (code, said.splitlines()[0][:9]) == (0, "Identical")


@pytest.mark.parametrize("day", ["2026-09-30", "2026-08-01"])
def test_the_day_that_was_asked_for_is_taken_from_it(day, tmp_path):
    run("check", RETURN, "--out", tmp_path, "--format", "json", "--as-of", day)
    assert verify(tmp_path / "report.json", RETURN)[0] == 0


def test_a_return_under_another_name_is_told_and_still_the_same(plain, tmp_path):
    # "Ren" is a given name: the name of a file is looked through like all else.
    path = shutil.copy(RETURN, tmp_path / "ren.xlsx")
    code, said = verify(plain, path)
    assert code == 0
    assert "another name" in said


def test_other_names_of_what_was_given_make_no_difference(full, tmp_path):
    waivers = shutil.copy(WAIVERS[1], tmp_path / "other.yaml")
    assert verify(full, RETURN, *PROFILE, "--waivers", waivers)[0] == 0


def test_another_return_is_told_as_such(plain):
    code, said = verify(plain, SAMPLES / "clean.xlsx")
    assert code == 1
    assert "Another file" in said


def test_what_was_not_given_is_named_with_its_option(full):
    code, said = verify(full, RETURN)
    assert code == 1
    assert "--profile" in said
    assert "--waivers" in said


def test_what_the_report_was_made_without_is_named(plain):
    code, said = verify(plain, RETURN, *PROFILE)
    assert code == 1
    assert "Profile: the report was made without" in said


def test_another_profile_is_told_by_its_digest(full, tmp_path):
    text = PROFILE[1].read_text(encoding="utf-8")
    other = tmp_path / "profile.yaml"
    other.write_text(f"{text}\n# one more line\n", encoding="utf-8")
    code, said = verify(full, RETURN, "--profile", other, *WAIVERS)
    assert code == 1
    assert "Profile: the report was made with another one" in said


def test_a_verdict_that_was_changed_is_found_and_its_place_told(plain, tmp_path):
    def better(data: Any) -> None:
        data["ready"] = True
        data["verdicts"][0]["verdict"] = "met"
        data["findings"][2]["message"] = "Zqx Canary"

    code, said = verify(changed(plain, tmp_path, better), RETURN)
    assert code == 1
    told = [line.strip() for line in said.splitlines() if line.startswith("  ")]
    assert told == ["/ready", "/findings/2/message", "/verdicts/0/verdict"]
    assert "Zqx" not in said


def test_a_finding_that_was_taken_out_is_found(plain, tmp_path):
    code, said = verify(changed(plain, tmp_path, lambda data: data["findings"].pop()), RETURN)
    assert code == 1
    assert "/findings/" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["tool"].update(version="9.9.9"), "version 9.9.9"),
        (lambda data: data["standards"][0].update(digest="0" * 64), "gb-home-office-da@2023.02"),
        (lambda data: data["return"].update(spec_digest="0" * 64), "ppr-1.1"),
    ],
)
def test_other_packs_and_another_checker_are_told(change, said, plain, tmp_path):
    code, told = verify(changed(plain, tmp_path, change), RETURN)
    assert code == 1
    assert said in told


def test_the_same_content_with_other_line_ends_is_told_as_that(plain, tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(plain.read_bytes().replace(b"\n", b"\r\n"))
    code, said = verify(path, RETURN)
    assert code == 1
    assert "written otherwise" in said


def test_names_that_no_report_has_are_not_repeated(plain, tmp_path):
    hostile = "\x1b[31m Zqx"
    code, said = verify(changed(plain, tmp_path, lambda data: data.update({hostile: 1})), RETURN)
    assert code == 1
    assert "/…" in said
    assert "Zqx" not in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', b"PK\x03\x04"],
    ids=["empty", "object", "list", "null", "bytes", "deep", "no number", "workbook"],
)
def test_what_is_no_report_is_told_plainly(content, tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(content)
    code, said = verify(path, RETURN)
    assert code == 2
    assert said.startswith("report.json")


def test_a_report_that_does_not_fit_says_where(plain, tmp_path):
    path = changed(plain, tmp_path, lambda data: data.update(ready="Zqx"))
    code, said = verify(path, RETURN)
    assert code == 2
    assert "/ready" in said
    assert "Zqx" not in said


def test_a_report_of_another_version_that_does_not_fit_names_both(plain, tmp_path):
    def older(data: Any) -> None:
        data["tool"]["version"] = "0.0.7"
        del data["counts"]

    code, said = verify(changed(plain, tmp_path, older), RETURN)
    assert code == 2
    assert "0.0.7" in said


def test_too_large_a_report_is_not_read(plain, monkeypatch):
    monkeypatch.setattr("checker.proof.reading.MOST_BYTES", 1_000)
    assert verify(plain, RETURN)[0] == 2


@pytest.mark.parametrize("missing", [0, 1])
def test_files_that_are_not_there_are_told(missing, plain, tmp_path):
    words = [plain, RETURN]
    words[missing] = tmp_path / "gone"
    code, said = verify(*words)
    assert code == 2
    assert "gone" in said


def test_a_report_on_a_file_that_cannot_be_read_is_verified_too(tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(RETURN.read_bytes()[:5000])
    run("check", path, "--out", tmp_path / "out", "--format", "json")
    assert verify(tmp_path / "out" / "report.json", path)[0] == 0


def test_a_return_that_can_only_be_read_under_other_limits_is_not_compared(plain):
    code, said = verify(plain, RETURN, "--limit", "cells=10")
    assert code == 3
    assert "--limit" in said


def test_what_only_a_machine_and_its_load_ended_is_not_compared(tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(RETURN.read_bytes()[:5000])
    run("check", path, "--out", tmp_path / "out", "--format", "json")

    def ended(data: Any) -> None:
        data["receipt"]["stop"]["code"] = "took-too-long"

    code, said = verify(changed(tmp_path / "out" / "report.json", tmp_path, ended), path)
    assert code == 3
    assert "took-too-long" in said


def test_a_report_of_a_batch_is_verified_like_one_of_a_check(tmp_path):
    run("batch", RETURN, "--out", tmp_path, "--jobs", "1", "--format", "json,receipt")
    report = tmp_path / "breaches" / "report.json"
    assert (report.parent / "receipt.txt").is_file()
    assert verify(report, RETURN)[0] == 0


@given(JSON, JSON)
def test_places_are_told_where_there_is_a_difference_and_only_there(old, new):
    assert [*places(old, old)] == []
    alike = json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True)
    assert bool([*places(old, new)]) is not alike
