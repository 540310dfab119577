"""Returns that extend returns: a later edition adds, and the earlier one reads as it always did."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import SPEC, STANDARDS

from checker.errors import PackError
from checker.measures import measure_columns
from checker.packs import load_return
from checker.packs.files import as_counted
from checker.packs.lineage import in_place, lineage, merged
from checker.packs.returns import read_return
from checker.resources import standards_folder
from checker.suites.conditions import columns_of

EARLIER = load_return("ppr-1.0")
CHECKS = {"gb-home-office-da": range(1, 101), "gb-stalking": range(101, 121)}


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    shutil.copytree(standards_folder() / "returns", tmp_path / "returns")
    return tmp_path / "returns"


def _say(folder: Path, extends: str) -> None:
    main = folder / "return.yaml"
    text = re.sub(r"^extends: .*\n", "", main.read_text(encoding="utf-8"), flags=re.MULTILINE)
    main.write_text(f"extends: {extends}\n{text}", encoding="utf-8")


def test_a_later_edition_holds_all_of_the_earlier_one():
    for name, table in EARLIER.tables.items():
        later = [column.name for column in SPEC.tables[name].columns]
        assert later[: len(table.columns)] == [column.name for column in table.columns]
    for name, entry in EARLIER.code_lists.items():
        assert entry.codes == SPEC.code_lists[name].codes[: len(entry.codes)]
    assert {rule.id for rule in EARLIER.rules} <= {rule.id for rule in SPEC.rules}
    assert {rule.pack for rule in SPEC.rules} == {SPEC.id}


def test_measures_of_both_editions_are_there():
    earlier, later = measure_columns(EARLIER), measure_columns(SPEC)
    for table, columns in earlier.items():
        assert set(columns) <= set(later[table]), table


def test_a_new_sheet_comes_where_it_says():
    sheets = [sheet.table for sheet in SPEC.layouts["full"].sheets]
    tables = list(SPEC.tables)
    assert sheets == tables
    assert tables[-1] == "declaration"


def test_in_place_moves_only_what_asks_to_be():
    entries = {"a": {}, "b": {}, "c": {"after": "a"}, "d": {"after": "c"}, "e": {"after": "gone"}}
    assert list(in_place(entries)) == ["a", "c", "d", "b", "e"]


def test_mappings_merge_lists_grow_and_values_replace():
    lower = {"keep": 1, "change": 1, "list": [1], "deep": {"a": 1, "b": [1]}}
    upper = {"change": 2, "list": [2], "deep": {"b": [2], "c": 3}, "new": 4}
    assert merged([lower, upper]) == {
        "keep": 1,
        "change": 2,
        "list": [1, 2],
        "deep": {"a": 1, "b": [1, 2], "c": 3},
        "new": 4,
    }


def test_versions_count_as_people_do():
    assert sorted(["ppr-1.10", "ppr-1.9", "ppr-1.2"], key=as_counted) == [
        "ppr-1.2",
        "ppr-1.9",
        "ppr-1.10",
    ]


def test_the_digest_covers_what_is_extended(returns: Path):
    before = read_return(returns / "ppr-1.1").digest
    earlier = returns / "ppr-1.0" / "return.yaml"
    earlier.write_text(earlier.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    assert read_return(returns / "ppr-1.1").digest != before


@pytest.mark.parametrize("base", ["ppr-1.1", "ppr-0.9", "../ppr-1.0", "..", "[a]"])
def test_a_base_that_cannot_be_is_refused(returns: Path, base: str):
    _say(returns / "ppr-1.1", base)
    with pytest.raises(PackError, match="extends"):
        lineage(returns / "ppr-1.1")


def test_a_ring_of_returns_is_refused(returns: Path):
    _say(returns / "ppr-1.0", "ppr-1.1")
    with pytest.raises(PackError, match="again"):
        lineage(returns / "ppr-1.1")


def test_every_rule_of_a_standard_is_answered_on_an_earlier_return_or_says_why_not():
    """A rule that reads nothing new must find its measures in the earlier edition too."""
    columns = measure_columns(EARLIER)
    for pack in STANDARDS:
        for table, suite in pack.suites.items():
            for expectation in suite["expectations"]:
                if _asked(expectation["meta"]["reads"]):
                    real = {column.name for column in EARLIER.tables[table].columns}
                    kwargs = expectation["kwargs"]
                    looked = columns_of(kwargs.get("row_condition"))
                    looked |= {kwargs[n] for n in ("column", "column_A", "column_B") if n in kwargs}
                    unknown = looked - real - set(columns[table])
                    assert not unknown, (expectation["meta"]["rule"], unknown)


def _asked(reads: list[str]) -> bool:
    split = (read.split(".") for read in reads)
    return all(
        table in EARLIER.tables and column in {c.name for c in EARLIER.tables[table].columns}
        for table, column in split
    )


@pytest.mark.parametrize("name", CHECKS)
def test_every_candidate_check_is_accounted_for_once(name: str):
    pack = next(standard for standard in STANDARDS if standard.id == name)
    told = [entry.check for entry in (*pack.carried, *pack.not_carried)]
    assert sorted(int(check.split(".")[0]) for check in told) == list(CHECKS[name])


def test_every_check_of_the_return_is_accounted_for_once():
    told = [entry.check.split(".")[0] for entry in (*SPEC.carried, *SPEC.not_carried)]
    assert len(told) == len(set(told))
    assert {name.split("-")[0] for name in told} == {
        "FILE", "STRU", "TYPE", "KEY", "DATE", "SCOPE", "REF", "ISS", "RISK", "ATT", "ORD",
        "INFO", "OUT", "TOT", "PREV", "COMP", "PRIV", "ACCR", "DECL",
    }  # fmt: skip
