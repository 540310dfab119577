"""Many returns: nothing lost on the way, whatever one of them does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import SPEC
from read_files import book, data

import checker.batch as batch
from checker.batch import spreading
from checker.batch.files import OWN
from checker.errors import Interrupted, UsageError
from checker.read import Limits
from checker.synth import parse_faults, write_sample
from checker.workers import Bounds


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("returns")
    shape = SPEC.layouts["compact"]
    (root / "north").mkdir()
    write_sample(SPEC, shape, cases=30, seed=1, faults={}, out=root / "a.xlsx")
    faults = parse_faults("orphan-row,support-offer-late", SPEC, shape)
    write_sample(SPEC, shape, cases=60, seed=2, faults=faults, out=root / "north" / "a.xlsx")
    (root / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    (root / "~$a.xlsx").write_bytes(b"lock")
    (root / "notes.txt").write_text("not a return", encoding="utf-8")
    return root


def test_every_workbook_has_its_line_and_its_folder(folder, tmp_path):
    out = tmp_path / "out"
    result = batch.run([folder], out, jobs=2)
    assert [(entry.file, entry.ready) for entry in result.entries] == [
        ("a.xlsx", True),
        ("broken.xlsx", None),
        ("a.xlsx", False),
    ]
    assert result.exit_code == 3
    own = {"index.html", "results.jsonl", "files.jsonl"}
    assert {p.name for p in out.iterdir()} - OWN == {"a", "a-2", "broken"}
    assert own <= {p.name for p in out.iterdir()}
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "broken.xlsx" in page
    report = json.loads((out / "a-2" / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["ERROR"] == 1


def test_the_number_of_jobs_changes_no_byte(folder, tmp_path):
    pages = []
    for jobs in (1, 3):
        out = tmp_path / str(jobs)
        batch.run([folder], out, jobs=jobs)
        pages.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert pages[0] == pages[1]


def test_what_an_earlier_run_wrote_is_not_read_again(folder, tmp_path):
    shape = SPEC.layouts["compact"]
    write_sample(SPEC, shape, cases=5, seed=1, faults={}, out=tmp_path / "r.xlsx")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "copy.xlsx").write_bytes((tmp_path / "r.xlsx").read_bytes())
    assert len(batch.run([tmp_path], tmp_path / "out", jobs=1).entries) == 1


def _fail(plain, task):
    raise ValueError("a value of the return")


def test_a_fault_of_our_own_code_is_told_as_one_and_quotes_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "check_one", _fail)
    result = batch.run([folder / "a.xlsx"], tmp_path / "out", jobs=1)
    assert [entry.failed for entry in result.entries] == ["The checker itself failed (ValueError)."]
    assert result.exit_code == 4
    assert "a value" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


# With limits so wide, the value reader makes room for every cell up to the last one.
WIDE = Limits(area=10**12, rows=2_000_000, columns=20_000)
BOUNDS = Bounds(memory_bytes=400_000_000)


@pytest.fixture(scope="module")
def hostile(folder, tmp_path_factory) -> Path:
    """A good return between two tiny files: one aborts the value reader, one makes it swell."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "good.xlsx").write_bytes((folder / "a.xlsx").read_bytes())
    for name, column, row in (("aborts", "XFD", 1_048_576), ("swells", "AAA", 20_000)):
        rows = "".join(
            f'<row r="{at}"><c r="{cell}{at}"><v>1</v></c></row>'
            for cell, at in (("A", 1), (column, row))
        )
        (root / f"{name}.xlsx").write_bytes(book({"A": data(rows)}))
    return root


def test_a_file_that_kills_its_process_is_a_stop_and_the_others_are_checked(hostile, tmp_path):
    codes = {}
    files = []
    for jobs in (1, 3):
        out = tmp_path / str(jobs)
        result = batch.run([hostile], out, jobs=jobs, limits=WIDE, bounds=BOUNDS)
        assert result.exit_code == 3
        assert {entry.file: entry.ready for entry in result.entries} == {
            "aborts.xlsx": None,
            "good.xlsx": True,
            "swells.xlsx": None,
        }
        files.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert files[0] == files[1]
    page = (out / "index.html").read_text(encoding="utf-8")
    for entry in result.entries:
        report = json.loads((out / entry.name / "report.json").read_text(encoding="utf-8"))
        codes[entry.file] = (report["receipt"]["stop"] or {}).get("code")
        assert entry.stop is None or entry.stop.message in page
    assert codes == {
        "aborts.xlsx": "reader-died",
        "good.xlsx": None,
        "swells.xlsx": "too-much-memory",
    }


def test_a_file_that_takes_too_long_is_a_stop_that_names_the_limit(hostile, tmp_path):
    bounds = Bounds(seconds=0.05)  # no check is that quick: the engines alone take longer to load
    [entry] = batch.run([hostile / "good.xlsx"], tmp_path / "out", bounds=bounds).entries
    assert entry.stop.message == (
        "Checking this file took more than 0.05 seconds, which is the limit (setting seconds)."
        " Nothing was checked."
    )
    assert (tmp_path / "out" / "good" / "report.html").is_file()


def test_a_report_beyond_its_limit_is_a_stop_too(hostile, tmp_path):
    bounds = Bounds(output_bytes=20_000)
    result = batch.run([hostile / "good.xlsx"], tmp_path / "out", bounds=bounds, formats=["json"])
    assert "(setting output)" in result.entries[0].stop.message
    report = json.loads((tmp_path / "out" / "good" / "report.json").read_text(encoding="utf-8"))
    assert report["receipt"]["stop"]["code"] == "too-large"


def test_stopping_a_batch_says_how_far_it_came_and_how_to_go_on(hostile, tmp_path, monkeypatch):
    def stopped(*_):
        yield 0, "a line"
        raise KeyboardInterrupt

    monkeypatch.setattr(spreading, "each", stopped)
    words = "1 of 3 were done. What they wrote stays. The same command with --resume goes on"
    with pytest.raises(Interrupted, match=words) as caught:
        batch.run([hostile], tmp_path / "out")
    assert caught.value.exit_code == 130
    assert b"a line" in (tmp_path / "out" / "results.unfinished.jsonl").read_bytes()


def test_nothing_to_check_is_said(tmp_path):
    with pytest.raises(UsageError, match="No workbook"):
        batch.run([tmp_path], tmp_path / "out")


def test_no_two_returns_share_a_folder(tmp_path):
    for name in (
        *("one/a.xlsx", "two/a.xlsx", "two/a-2.xlsx", "three/A.xlsx", "three/a..xlsx"),
        *("index.html.xlsx", "Pack.xlsx.xlsx", "results.jsonl.xlsx", f"{'long' * 55}.xlsx"),
    ):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"")
    result = batch.run([tmp_path / "in"], tmp_path / "out", jobs=1)
    folders = [entry.name.casefold() for entry in result.entries]
    assert len(set(folders)) == len(folders) == 9
    assert not [name for name in folders if name.endswith((".", " ")) or len(name) > 70]
    assert {p.name for p in (tmp_path / "out").iterdir() if p.is_file()} <= OWN


def test_what_people_send_instead_of_a_workbook_has_its_line_too(tmp_path):
    for name in ("old.xls", "data.csv", "open.ods", "letter.pdf"):
        (tmp_path / name).write_text("something", encoding="utf-8")
    result = batch.run([tmp_path], tmp_path / "out", jobs=1)
    files = [entry.file for entry in result.entries]
    assert files == ["data.csv", "letter.pdf", "old.xls", "open.ods"]
    assert all(entry.ready is None and entry.stop for entry in result.entries)


def test_an_unknown_standard_or_format_ends_the_run_before_it_begins(folder, tmp_path):
    with pytest.raises(UsageError, match="gb-nowhere"):
        batch.run([folder], tmp_path / "out", standards=["gb-nowhere"])
    with pytest.raises(UsageError, match="pdf"):
        batch.run([folder], tmp_path / "out", formats=["pdf"])
    assert not (tmp_path / "out").exists()
