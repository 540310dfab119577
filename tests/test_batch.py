"""Many returns: nothing lost on the way, whatever one of them does."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import SPEC

import checker.batch as batch
from checker.errors import UsageError
from checker.synth import parse_faults, write_sample


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
    assert [(row.file, row.ready) for row in result.rows] == [
        ("a.xlsx", True),
        ("broken.xlsx", None),
        ("a.xlsx", False),
    ]
    assert result.exit_code == 3
    assert {p.name for p in out.iterdir()} == {"index.html", "a", "a-2", "broken"}
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
    assert len(batch.run([tmp_path], tmp_path / "out", jobs=1).rows) == 1


def _die(job):
    if "broken" in job.path:
        os._exit(9)
    return batch.check_one(job)


def test_a_return_that_kills_its_process_is_a_line_and_the_others_are_checked(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(batch, "check_one", _die)
    result = batch.run([folder], tmp_path / "out", jobs=2)
    assert [(row.file, row.ready) for row in result.rows] == [
        ("a.xlsx", True),
        ("broken.xlsx", None),
        ("a.xlsx", False),
    ]
    assert result.exit_code == 4


def test_nothing_to_check_is_said(tmp_path):
    with pytest.raises(UsageError, match="No workbook"):
        batch.run([tmp_path], tmp_path / "out")


def test_no_two_returns_share_a_folder(tmp_path):
    for name in ("one/a.xlsx", "two/a.xlsx", "two/a-2.xlsx", "three/A.xlsx", "three/a..xlsx"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"")
    result = batch.run([tmp_path / "in"], tmp_path / "out", jobs=1)
    folders = [row.href.partition("/")[0].casefold() for row in result.rows]
    assert len(set(folders)) == len(folders) == 5
    assert not [name for name in folders if name.endswith((".", " "))]


def test_what_people_send_instead_of_a_workbook_has_its_line_too(tmp_path):
    for name in ("old.xls", "data.csv", "open.ods", "letter.pdf"):
        (tmp_path / name).write_text("something", encoding="utf-8")
    result = batch.run([tmp_path], tmp_path / "out", jobs=1)
    assert [row.file for row in result.rows] == ["data.csv", "letter.pdf", "old.xls", "open.ods"]
    assert all(row.ready is None and row.stop for row in result.rows)


def test_an_unknown_standard_or_format_ends_the_run_before_it_begins(folder, tmp_path):
    with pytest.raises(UsageError, match="gb-nowhere"):
        batch.run([folder], tmp_path / "out", standards=["gb-nowhere"])
    with pytest.raises(UsageError, match="pdf"):
        batch.run([folder], tmp_path / "out", formats=["pdf"])
    assert not (tmp_path / "out").exists()
