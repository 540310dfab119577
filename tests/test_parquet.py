"""verdicts.parquet and findings.parquet: every row, in order, in typed columns."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from pack_entries import EDITION, STANDARD, entry, facts, found, unread

from checker.batch import parquet
from checker.batch.parquet import OF_FINDINGS, OF_VERDICTS, RETURN, write_parquet


def test_every_verdict_is_a_row_with_whose_it_is(tmp_path):
    verdicts, _ = write_parquet([entry(2), unread(3), entry(1)], tmp_path)
    frame = pl.read_parquet(verdicts)
    assert frame.columns == [*RETURN, *OF_VERDICTS]
    assert frame["entry"].unique(maintain_order=True).to_list() == ["r2", "r1"]
    assert frame.height == 2 * len(STANDARD.clauses)
    first = frame.row(0, named=True)
    assert (first["standard"], first["clause"]) == (EDITION, STANDARD.clauses[0].id)
    assert (first["period_start"], first["submission"]) == (date(2026, 7, 1), 1)
    assert (first["reasons"], first["concerns"]) == (["A reason."], [])


def test_every_finding_is_a_row_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_CHUNK", 4)
    mine = (*found("missing-value", "ERROR", 7), *found("start-slow", "NOTE", 3))
    _, findings = write_parquet([entry(1, findings=mine), entry(2, findings=mine)], tmp_path)
    frame = pl.read_parquet(findings)
    assert frame.columns == [*RETURN, *OF_FINDINGS]
    assert frame["id"].to_list() == [each.identity for each in mine] * 2
    first = frame.row(0, named=True)
    assert (first["tier"], first["cell"], first["clauses"]) == ("ERROR", "B0", ["S1"])
    assert (first["key"], first["case"], first["waiver"]) == (None, None, None)
    assert first["explained"] is False


@pytest.mark.parametrize("entries", [[], [unread(1)]])
def test_a_batch_without_rows_still_has_every_column_in_its_type(entries, tmp_path):
    empty = [pl.read_parquet(path) for path in write_parquet(entries, tmp_path)]
    one = entry(1, findings=found("start-slow", "NOTE", 1))
    full = [pl.read_parquet(path) for path in write_parquet([one], tmp_path)]
    assert [frame.height for frame in empty] == [0, 0]
    assert [frame.schema for frame in empty] == [frame.schema for frame in full]


def test_what_is_not_known_is_null(tmp_path):
    bare = entry(1, facts=facts(1, provider="", start="soon", end="", submission=None))
    frame = pl.read_parquet(write_parquet([bare], tmp_path)[0])
    names = ("provider", "period_start", "period_end", "submission")
    assert frame.select(names).row(0) == (None, None, None, None)


def test_the_same_entries_give_the_same_bytes_and_leave_nothing_beside(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_CHUNK", 3)
    many = [entry(n, findings=found("start-slow", "NOTE", n)) for n in range(20)]
    told = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        told.append([path.read_bytes() for path in write_parquet(many, tmp_path / name)])
    assert told[0] == told[1]
    assert {path.name for path in (tmp_path / "one").iterdir()} == {
        "findings.parquet",
        "verdicts.parquet",
    }


def test_a_name_that_is_no_utf_8_is_written(tmp_path):
    frame = pl.read_parquet(write_parquet([entry(1, name="\udcff")], tmp_path)[0])
    assert frame["entry"][0] == "?"
