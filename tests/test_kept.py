"""What a process keeps between returns: it saves time, and no report shows that it is there."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from conftest import SPEC

from checker.errors import PackError
from checker.expectations import evaluate
from checker.measures import database
from checker.measures.database import connect, single_select
from checker.packs import kept, list_returns, load_return, load_standard, returns, standards
from checker.pipeline import check_file
from checker.privacy import cells, harmless, scan_texts
from checker.read import Text
from checker.render import FORMATS, write
from checker.resources import standards_folder
from checker.synth import parse_faults, write_sample

SAMPLES = Path(__file__).parent.parent / "samples"
STANDARD = "gb-stalking"
NAMES = pl.DataFrame({"_row": [0, 1, 2], "name": ["a", "b", "a"]})


def reports(path: Path) -> dict[str, bytes]:
    report = check_file(path)
    with TemporaryDirectory() as out:
        # The receipt tells the time.
        formats = [name for name in FORMATS if name != "receipt"]
        return {file.name: file.read_bytes() for file in write(report, Path(out), formats)}


@pytest.fixture
def packs(tmp_path, monkeypatch):
    """A copy of the shipped packs that may be changed, an hour old."""
    folder = tmp_path / "standards"
    shutil.copytree(standards_folder(), folder)
    for module in (returns, standards):
        monkeypatch.setattr(module, "standards_folder", lambda: folder)
    # No program can set the time of a change back, so the clock is set forward instead.
    monkeypatch.setattr(kept, "time", _Later)
    return folder


class _Later:
    @staticmethod
    def time_ns() -> int:
        return time.time_ns() + 3_600_000_000_000


def test_a_pack_is_read_once_while_nothing_of_it_changes(packs):
    assert load_standard(STANDARD) is load_standard(STANDARD)
    assert load_return() is load_return()


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_a_changed_rule_is_seen_by_the_next_that_asks(packs):
    before = load_standard(STANDARD)
    rule = before.rules[0]
    path = packs / STANDARD / before.edition / "rules" / f"{rule.id}.yaml"
    # As long as before, and as old: only the time at which the disk wrote it tells.
    times = path.stat().st_mtime_ns
    _replace(path, f"summary: {rule.summary[0]}", f"summary: {rule.summary[0].swapcase()}")
    os.utime(path, ns=(times, times))
    after = load_standard(STANDARD)
    assert after.rules[0].summary != rule.summary
    assert after.digest != before.digest


def test_a_file_that_comes_or_goes_is_seen(packs):
    before = load_standard(STANDARD)
    path = packs / STANDARD / before.edition / "rules" / f"{before.rules[0].id}.yaml"
    away = path.rename(packs / path.name)
    assert len(load_standard(STANDARD).rules) == len(before.rules) - 1
    away.rename(path)
    assert load_standard(STANDARD) == before


def test_a_change_in_what_a_return_extends_is_seen(packs):
    before = load_return()
    [base] = [name for name in list_returns() if name != before.id]
    path = next((packs / "returns" / base / "codelists").glob("*.json"))
    _replace(path, "\n", "\n ")
    assert load_return().digest != before.digest


def test_a_pack_that_was_written_a_moment_ago_is_read_again(packs, monkeypatch):
    monkeypatch.setattr(kept, "time", time)
    before = load_standard(STANDARD)
    again = load_standard(STANDARD)
    assert again == before
    assert again is not before


def test_a_pack_at_fault_is_told_of_each_time_and_never_kept(packs):
    path = packs / STANDARD / load_standard(STANDARD).edition / "clauses.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("- [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError, match=r"clauses\.yaml"):
            load_standard(STANDARD)
    path.write_text(text, encoding="utf-8", newline="\n")
    assert load_standard(STANDARD).clauses


def test_a_report_does_not_depend_on_what_was_checked_before(tmp_path):
    paths = [SAMPLES / "breaches.xlsx", SAMPLES / "ugly.xlsx", tmp_path / "compact.xlsx"]
    shape = SPEC.layouts["compact"]
    faults = parse_faults("all", SPEC, shape)
    write_sample(SPEC, shape, cases=200, seed=6, faults=faults, out=paths[2])
    there = [reports(path) for path in paths]
    assert [reports(path) for path in reversed(paths)] == there[::-1]
    assert reports(paths[0]) == there[0]


def test_a_text_that_was_nothing_in_one_place_is_looked_at_anew_in_another():
    words = "https://example.org/sarah"
    kinds = [len(scan_texts([Text(place, words)])) for place in ("hyperlink", "comment") * 2]
    assert kinds == [0, 1, 0, 1]


def test_what_looks_like_an_identifier_is_kept_by_nobody():
    words = "Write to ada.lovelace@example.org"
    assert scan_texts([Text("comment", words)])
    assert cells._look(words).kind
    assert words not in cells._harmless
    assert all(words not in texts for texts in cells_and_places())


def cells_and_places() -> list[dict[str, object]]:
    from checker.privacy import beside

    return [cells._harmless, *beside._harmless.values()]  # type: ignore[list-item]


def test_texts_are_kept_up_to_a_number_and_a_length(monkeypatch):
    monkeypatch.setattr(harmless, "_MOST", 3)
    known: dict[str, int] = {}
    sizes = []
    for number in range(8):
        assert harmless.keep(known, f"text {number}", number) == number
        sizes.append(len(known))
    assert max(sizes) == 3
    assert known
    assert harmless.keep(known, "x" * (harmless._SHORT + 1), 9) == 9
    assert 9 not in known.values()


@pytest.fixture(autouse=True)
def fresh_connection():
    """One that other tests of this process used may be due to be renewed."""
    database._idle.clear()


def _ask(sql: str) -> pl.DataFrame:
    with connect({"names": NAMES}, {"names": ("name",)}) as query:
        return query(sql, "measures/x.sql")


def test_a_connection_comes_back_without_the_rows_that_it_held():
    assert _ask("SELECT _row FROM one_names ORDER BY _row").rows() == [(0,), (1,)]
    [(_, idle, _)] = database._idle
    for kind in ("duckdb_tables()", "duckdb_views() WHERE NOT internal"):
        assert idle.execute(f"SELECT count(*) FROM {kind}").fetchall() == [(0,)]
    with pytest.raises(PackError), connect({"others": NAMES}, {}) as query:
        query("SELECT _row FROM names", "measures/x.sql")


def test_a_connection_opened_ahead_is_the_one_that_is_used():
    database.ahead(["SELECT _row FROM names", "this is no SQL"])
    assert _ask("SELECT _row FROM names").height == 3
    [(_, first, left)] = database._idle
    assert left == database._USES - 1
    database.ahead([])
    assert not database._opening, "one that is idle is enough"
    assert database._idle[0][1] is first


def test_to_parse_a_select_opens_no_second_connection():
    _ask("SELECT _row FROM names")
    [(_, before, _)] = database._idle
    database._parsed.cache_clear()
    single_select("SELECT 1 AS a", "measures/x.sql")
    assert [connection for _, connection, _ in database._idle] == [before]


def test_nothing_can_fail_where_a_connection_is_opened_ahead(monkeypatch, capfd):
    monkeypatch.setattr(database, "_opened", lambda: 1 / 0)
    database.ahead(["SELECT 1"])
    with pytest.raises(ZeroDivisionError):
        _ask("SELECT _row FROM names")
    assert capfd.readouterr().err == ""


def test_a_connection_in_which_something_failed_is_not_used_again():
    _ask("SELECT _row FROM names")
    [(_, before, _)] = database._idle
    with pytest.raises(PackError):
        _ask("SELECT _row, error('x') AS x FROM names")
    assert database._idle == []
    assert _ask("SELECT _row FROM names").height == 3
    assert database._idle[0][1] is not before


def test_a_connection_is_renewed_after_some_uses(monkeypatch):
    monkeypatch.setattr(database, "_USES", 2)
    database._idle.clear()
    idle = []
    for _ in range(4):
        _ask("SELECT _row FROM names")
        idle.append(len(database._idle))
    assert idle == [1, 0, 1, 0]


def test_two_that_ask_at_once_do_not_see_each_other():
    with connect({"names": NAMES}, {}) as one, connect({"names": NAMES.head(1)}, {}) as other:
        assert one("SELECT _row FROM names", "x").height == 3
        assert other("SELECT _row FROM names", "x").height == 1
    assert len(database._idle) == 1


def test_a_table_that_no_select_names_is_left_out_and_one_that_may_be_meant_is_not():
    frames = {"names": NAMES, "others": NAMES}
    with connect(frames, {"names": ("name",)}, ["SELECT _row FROM Names"]) as query:
        found = query("SELECT table_name AS x FROM duckdb_tables()", "x")
    assert found["x"].to_list() == ["names"]
    put_together = ["SELECT _row FROM query_table('ot' || 'hers')"]
    with connect(frames, {"names": ("name",)}, put_together) as query:
        assert query(put_together[0], "x").height == 3


def test_an_expectation_that_was_changed_is_built_anew():
    frame = pl.DataFrame({"_row": [0, 1, 2], "n": [1, 5, 9]})
    kwargs = {"column": "n", "max_value": 5}
    expectation = {"type": "expect_column_values_to_be_between", "kwargs": kwargs}
    assert evaluate(frame, [expectation], "polars")[0].failed == (2,)
    kwargs["max_value"] = 2
    assert evaluate(frame, [expectation], "polars")[0].failed == (1, 2)
