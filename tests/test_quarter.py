"""A synthetic quarter on disk, through the whole batch."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from conftest import SPEC

from checker.batch import run
from checker.batch.work import Job, Task, check_one
from checker.cli import cli
from checker.errors import UsageError
from checker.model.profile import Given
from checker.packlint import lint
from checker.packs.profiles import read_profile
from checker.synth.quarter import FAULTS, FAULTS_FILE, PROFILE_FILE, write_quarter

CASES = 20
# The profile also asks the provider about these, and the one is no quarter either.
ASKED = {
    "period-not-a-quarter": "periods-overlap",
    "period-not-expected": "period-not-among-expected",
    "provider-not-expected": "provider-not-among-expected",
}


def written(out, layout, faults=(), **options):
    return write_quarter(SPEC, SPEC.layouts[layout], out, cases=CASES, faults=faults, **options)


@pytest.mark.parametrize(
    ("layout", "faults"),
    [
        ("compact", FAULTS),
        pytest.param("compact", (), marks=pytest.mark.long),
        pytest.param("full", FAULTS, marks=pytest.mark.long),
        pytest.param("full", (), marks=pytest.mark.long),
    ],
    ids=["compact", "compact-clean", "full", "full-clean"],
)
def test_the_batch_finds_what_was_planted_and_nothing_else(layout, faults, tmp_path):
    planted = written(tmp_path / "in", layout, faults)
    assert json.loads((tmp_path / "in" / FAULTS_FILE).read_text(encoding="utf-8")) == planted
    profile = read_profile(tmp_path / "in" / PROFILE_FILE)
    result = run([tmp_path / "in"], tmp_path / "out", formats=["json"], given=Given(profile))
    names = {entry.name: entry.file for entry in result.entries}
    found = [(one.rule, [names[name] for name in one.entries]) for one in result.across]
    wanted = [(one["rule"], one["files"]) for one in planted]
    assert sorted(found) == sorted(wanted)
    assert result.exit_code == (1 if faults else 0)
    assert (f"{len(planted)} findings across returns." in result.words) == bool(faults)
    files = {
        rule: {file for one, named in wanted if one == rule for file in named} for rule in FAULTS
    }
    for entry in result.entries:
        for finding in entry.findings:
            assert entry.file in files[ASKED[finding.rule]], finding.rule


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    for name in "ab":
        written(tmp_path / name, "compact", ["same-case-in-two-returns"], seed=5)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab"
    )
    assert first == second
    assert len(first) == 6 + 2


def test_a_later_quarter_follows_and_each_return_is_clean(tmp_path):
    written(tmp_path, "compact", providers=2, periods=2)
    files = sorted(tmp_path.glob("*.xlsx"))
    assert len(files) == 4
    plain = Job("", "", str(tmp_path / "out"), formats=("json",))
    line = check_one(plain, Task(str(files[-1]), "last"))
    assert json.loads(line)["ready"] is True
    assert lint(tmp_path / PROFILE_FILE) == []


def test_faults_need_providers_to_lie_between(tmp_path):
    with pytest.raises(UsageError, match="need 6 providers or more"):
        written(tmp_path, "compact", FAULTS, providers=5)
    with pytest.raises(UsageError, match="ask for more cases"):
        write_quarter(
            SPEC, SPEC.layouts["compact"], tmp_path, cases=1, faults=["same-case-in-two-returns"]
        )
    assert not list(tmp_path.iterdir())


def command(*words):
    return CliRunner().invoke(cli, ["sample", "--layout", "compact", "--cases", "3", *words])


def test_the_command_writes_a_quarter_into_a_new_folder(tmp_path):
    out = str(tmp_path / "quarter")
    done = command("--providers", "2", "--out", out)
    assert done.exit_code == 0, done.output
    assert "with a profile and quarter.faults.json (0 faults)" in done.output
    assert len(list((tmp_path / "quarter").glob("*.xlsx"))) == 2
    again = command("--providers", "2", "--out", out)
    assert "there already" in str(again.exception)
    assert command("--providers", "2", "--out", out, "--force").exit_code == 0
    one = command("--out", out)
    assert "is a folder" in str(one.exception), "one return does not go where a folder is"


def test_a_fault_that_cannot_lie_between_returns_is_refused_with_those_that_can(tmp_path):
    out = str(tmp_path / "quarter")
    done = command("--providers", "6", "--faults", "missing-value", "--out", out)
    assert isinstance(done.exception, UsageError)
    assert "same-file-twice" in str(done.exception)
    assert not (tmp_path / "quarter").exists()
