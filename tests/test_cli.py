"""The commands as people run them: words, files, exit codes; and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import SPEC
from read_files import ole

from checker import check
from checker.errors import PackError, UsageError
from checker.synth import FAULTS, parse_faults, write_sample


def run(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "checker", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert "nanobind" not in done.stderr
    return done


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("clean") / "clean.xlsx"
    write_sample(SPEC, SPEC.layouts["compact"], cases=60, seed=2, faults={}, out=out)
    return out


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("faulty") / "faulty.xlsx"
    shape = SPEC.layouts["compact"]
    faults = parse_faults("support-offer-late=3,same-worker-both-sides,not-a-date", SPEC, shape)
    write_sample(SPEC, shape, cases=60, seed=2, faults=faults, out=out)
    return out


def test_a_clean_return_ends_with_0(clean, tmp_path):
    done = run("check", clean, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("Ready to send.")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"report.html", "report.json", "findings.xlsx", "receipt.txt"}


def test_findings_end_with_1_and_name_the_cells(faulty, tmp_path):
    done = run("check", faulty, "--out", tmp_path / "out")
    assert done.returncode == 1
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    planted = json.loads(faulty.with_name("faulty.faults.json").read_text(encoding="utf-8"))
    found = [{key: f[key] for key in ("rule", "sheet", "cell")} for f in report["findings"]]
    known = [place for place in found if place["rule"] in FAULTS]
    assert sorted(map(str, known)) == sorted(map(str, planted))
    unmet = [v["clause"] for v in report["verdicts"] if v["verdict"] == "not met"]
    assert unmet == ["S1.2"]


def test_the_same_return_gives_the_same_bytes(faulty, tmp_path):
    for name in ("one", "two"):
        run("check", faulty, "--out", tmp_path / name)
    for file in ("report.json", "report.html", "findings.xlsx"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def _truncated(path: Path, clean: Path) -> None:
    path.write_bytes(clean.read_bytes()[:-4000])


def _encrypted(path: Path, clean: Path) -> None:
    path.write_bytes(ole("EncryptionInfo", "EncryptedPackage"))


def _empty(path: Path, clean: Path) -> None:
    path.write_bytes(b"")


def _letter(path: Path, clean: Path) -> None:
    path.write_bytes(b"%PDF-1.7 ...")


def _one_csv(path: Path, clean: Path) -> None:
    path.write_text("case_ref,sex\nC-1,F\n", encoding="utf-8")


def _another_kind(path: Path, clean: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Invoice", "Amount"])
    book.active.append(["A", 3])
    book.save(path)


def _last_year(path: Path, clean: Path) -> None:
    book = openpyxl.load_workbook(clean)
    cell = next(c for (c,) in book["Return"]["B1:B20"] if c.value == SPEC.version)
    cell.value = "0.9"
    book.save(path)


def _random_zip(path: Path, clean: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("photo.jpg", "hello")


STOPS = {
    "corrupt": _truncated,
    "encrypted": _encrypted,
    "empty-file": _empty,
    "not-a-workbook": _letter,
    "wrong-template": _another_kind,
    "template-version": _last_year,
}


@pytest.mark.parametrize(("code", "make"), STOPS.items(), ids=STOPS)
def test_a_file_that_cannot_be_read_is_a_clear_stop(clean, tmp_path, code, make):
    path = tmp_path / "return.xlsx"
    make(path, clean)
    done = run("check", path, "--out", tmp_path / "out")
    assert done.returncode == 3, done.stdout + done.stderr
    assert done.stderr == ""
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    stop = report["receipt"]["stop"]
    assert stop["code"] == code
    assert stop["message"] in done.stdout.replace("\n", " ").replace("  ", " ") or stop["message"]
    assert len(stop["fix"]) > 20
    assert [f["tier"] for f in report["findings"]] == ["STOP"]
    assert not report["ready"]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Not readable" in page


def test_one_csv_file_is_no_return_by_itself(clean, tmp_path):
    _one_csv(tmp_path / "cases.csv", clean)
    report = check(tmp_path / "cases.csv")
    assert report.receipt.stop.code == "wrong-template"
    assert run("inspect", tmp_path / "cases.csv").returncode == 0


def test_a_zip_of_something_else_is_no_workbook(clean, tmp_path):
    _random_zip(tmp_path / "return.xlsx", clean)
    assert run("check", tmp_path / "return.xlsx", cwd=tmp_path).returncode == 3


def test_a_stopped_return_passes_no_clause_of_a_standard_that_was_asked_for(tmp_path):
    _empty(tmp_path / "return.xlsx", tmp_path)
    report = check(tmp_path / "return.xlsx", standards=["gb-home-office-da"])
    assert report.verdicts
    assert {v.verdict for v in report.verdicts} <= {"cannot tell", "for an assessor"}


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nowhere.xlsx"),
        ("check", "."),
        ("inspect", "nowhere.xlsx"),
        ("batch", "nowhere", "--out", "o"),
        ("template", "--layout", "wide", "--out", "t.xlsx"),
        ("template", "--return", "ppr-9", "--out", "t.xlsx"),
        ("sample", "--faults", "suport-offer-late", "--out", "s.xlsx"),
        ("standards", "show", "gb-nowhere"),
        ("standards", "explain", "gb-home-office-da", "S9"),
        ("check",),
        ("frobnicate",),
    ],
)
def test_wrong_usage_ends_with_2_and_one_clear_sentence(tmp_path, words):
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.strip()) > 10


def test_an_unknown_standard_or_format_is_wrong_usage(clean, tmp_path):
    assert run("check", clean, "--standard", "gb-nowhere", cwd=tmp_path).returncode == 2
    assert run("check", clean, "--format", "pdf", cwd=tmp_path).returncode == 2
    assert run("check", clean, "--as-of", "soon", cwd=tmp_path).returncode == 2


def test_a_standard_can_be_named_instead_of_the_claims(clean):
    report = check(clean, standards=["gb-stalking@0.1-draft"])
    assert {v.standard for v in report.verdicts} == {"gb-stalking@0.1-draft"}
    with pytest.raises(UsageError):
        check(clean, standards=["gb-stalking", "gb-stalking@0.1-draft"])


def test_inspect_gives_the_receipt_of_any_workbook(clean, tmp_path):
    done = run("inspect", clean, "--format", "json")
    assert done.returncode == 0
    receipt = json.loads(done.stdout)
    assert set(receipt) >= {"file", "digest", "format", "stop", "sheets", "notes"}
    book = openpyxl.load_workbook(clean, read_only=False)
    for sheet in receipt["sheets"]:
        cells = sum(c.value is not None for row in book[sheet["name"]].iter_rows() for c in row)
        assert sheet["filled"] == cells, sheet["name"]
    _another_kind(tmp_path / "other.xlsx", clean)
    assert run("inspect", tmp_path / "other.xlsx").returncode == 0
    _letter(tmp_path / "letter.xlsx", clean)
    assert run("inspect", tmp_path / "letter.xlsx", "--format", "json").returncode == 3


def test_template_and_sample_write_what_they_say(tmp_path):
    assert run("template", "--layout", "full", "--out", tmp_path / "t.xlsx").returncode == 0
    done = run(
        "sample", "--layout", "compact", "--cases", 20, "--seed", 5, "--out", tmp_path / "s.xlsx"
    )
    assert done.returncode == 0
    assert json.loads((tmp_path / "s.faults.json").read_text(encoding="utf-8")) == []
    assert {p.name for p in tmp_path.iterdir()} == {"t.xlsx", "s.xlsx", "s.faults.json"}


def test_a_blank_template_is_not_ready_and_says_what_is_missing(tmp_path):
    run("template", "--layout", "compact", "--out", tmp_path / "t.xlsx")
    report = check(tmp_path / "t.xlsx")
    assert not report.ready
    assert report.receipt.stop is None
    assert {f.rule for f in report.findings} == {"missing-value"}


def test_a_pack_at_fault_ends_with_4(monkeypatch, clean):
    import checker.pipeline as pipeline

    def broken(_: str) -> None:
        raise PackError("rules/x.yaml: 'id' is missing.")

    monkeypatch.setattr(pipeline, "load_return", broken)
    with pytest.raises(PackError):
        check(clean)
    assert PackError.exit_code == 4


def test_our_own_fault_is_told_without_a_value(monkeypatch, clean, capsys):
    import checker.cli as cli
    import checker.pipeline.looking as looking

    def broken(*_: object, **__: object) -> None:
        raise ValueError("the secret value of a cell")

    monkeypatch.setattr(looking, "check_rows", broken)
    monkeypatch.setattr(sys, "argv", ["checker", "check", str(clean)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 4
    said = capsys.readouterr()
    assert "secret" not in said.out + said.err
    assert "ValueError" in said.err


def test_a_check_does_not_load_the_reference_engine(clean, tmp_path):
    code = (
        "import sys; from checker import check;"
        f" check({str(clean)!r});"
        " print(sorted({'great_expectations', 'pandas', 'pyarrow', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
