"""`checker expect`: anybody's suite over anybody's table, as a command and as a function."""

from __future__ import annotations

import json
import sys

import openpyxl
import polars as pl
import pytest

from checker import expect
from checker.cli import main
from checker.errors import PackError
from checker.suites import ENGINES
from checker.suites.known import REFUSED
from checker.suites.shape import RESULT_FORMATS

CANARY = "QZX-CANARY"
ROWS = {
    "id": ["a1", "a2", "a2", CANARY, None],
    "count": [3, -1, 7, 12, None],
    "share": [0.5, 1.5, None, 0.25, 1.0],
    "day": ["2026-01-05", "2025-12-31", "2026-02-01", None, "2026-03-01"],
}
WHEN = {
    "type": "comparison",
    "column": {"name": "count"},
    "operator": ">",
    "parameter": 0,
}
SUITE = {
    "name": "anybody's",
    "expectations": [
        {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "id"}},
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "share", "max_value": 1, "row_condition": WHEN},
        },
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "count", "min_value": 0, "mostly": 0.75},
            "meta": {"mine": [1]},
            "severity": "info",
        },
        {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "count", "max_value": 5}},
        {"type": "expect_table_row_count_to_equal", "kwargs": {"value": 5}},
        {
            "type": "expect_column_values_to_be_in_set",
            "kwargs": {"column": "day", "value_set": ["2026-01-05", "2026-02-01", "2026-03-01"]},
        },
        {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "nowhere"}},
    ],
}
MET = [False, True, True, False, True, False, False]
PLACES = [[1, 2], [], [1], None, None, [1], None]


def frame():
    return pl.DataFrame(ROWS).with_columns(pl.col("day").str.to_date())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lazy", [False, True])
def test_the_answers_worked_out_by_hand(engine, lazy):
    table = frame().lazy() if lazy else frame()
    result = expect(SUITE, table, engine=engine)
    assert [one["success"] for one in result["results"]] == MET
    places = [one["result"].get("unexpected_index_list") for one in result["results"]]
    assert places == PLACES
    assert result["statistics"]["successful_expectations"] == 3
    assert [one["expectation_config"]["type"] for one in result["results"]] == [
        one["type"] for one in SUITE["expectations"]
    ]
    last = result["results"][-1]["exception_info"]
    assert last["raised_exception"]
    assert last["exception_traceback"] is None


@pytest.mark.parametrize("result_format", RESULT_FORMATS)
def test_each_result_format_has_the_keys_that_great_expectations_gives(result_format):
    mine, theirs = (
        expect(SUITE, frame(), engine=engine, result_format=result_format) for engine in ENGINES
    )
    for one, other in zip(mine["results"], theirs["results"], strict=True):
        assert one.keys() == other.keys()
        assert (
            list(one["result"]) == list(other["result"])
            or one["result"].keys() == other["result"].keys()
        )
        assert one["expectation_config"] == other["expectation_config"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("suite", "said"),
    [
        *(
            ({"expectations": [{"type": kind, "kwargs": {}}]}, f"{kind} is refused")
            for kind in REFUSED
        ),
        ({"expectations": [{"type": "expect_the_best", "kwargs": {}}]}, "not known"),
        ({"expectations": [{"kwargs": {}}]}, "a type and kwargs"),
        ({"expectations": {}}, "a list named expectations"),
        ([], "a list named expectations"),
        (
            {
                "expectations": [
                    {
                        "type": "expect_column_values_to_be_null",
                        "kwargs": {"column": "id", "weight": 2},
                    }
                ]
            },
            "does not take weight",
        ),
        (
            {
                "expectations": [
                    {
                        "type": "expect_column_values_to_be_null",
                        "kwargs": {"column": "id", "row_condition": '@pd.io.common.os.system("x")'},
                    }
                ]
            },
            "must be structured",
        ),
    ],
)
def test_what_the_compiler_does_not_know_is_refused_on_both_engines(engine, suite, said):
    with pytest.raises(PackError, match=said):
        expect(suite, frame(), engine=engine)


# The command.


@pytest.fixture
def files(tmp_path):
    (tmp_path / "suite.json").write_text(json.dumps(SUITE), encoding="utf-8")
    frame().write_csv(tmp_path / "table.csv")
    frame().write_csv(tmp_path / "table.tsv", separator="\t")
    frame().write_parquet(tmp_path / "table.parquet")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(ROWS))
    for row in frame().iter_rows():
        sheet.append(row)
    book.save(tmp_path / "table.xlsx")
    return tmp_path


@pytest.fixture
def run(monkeypatch, capsys):
    """The command as a user runs it: its exit code, and what it printed on both streams."""

    def ran(*words):
        monkeypatch.setattr(sys, "argv", ["checker", "expect", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return ran


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet", "xlsx"])
def test_every_kind_of_table_gives_the_same_answers(files, run, ending):
    code, out, err = run(files / "suite.json", files / f"table.{ending}", "--format", "json")
    assert (code, err) == (1, "")
    assert json.loads(out)["results"] == json.loads(json.dumps(expect(SUITE, frame())["results"]))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_text_form_tells_places_and_never_a_value(files, run, engine):
    code, out, err = run(files / "suite.json", files / "table.xlsx", "--engine", engine)
    assert (code, err) == (1, "")
    assert "3 of 7 expectations are met." in out
    assert "expect_column_values_to_be_unique (id): 2 of 4 rows" in out
    assert "rows (from 0) 1, 2" in out
    for value in (CANARY, "a2", "2025-12-31", "12"):
        assert value not in out
    asked = run(files / "suite.json", files / "table.xlsx", "--engine", engine, "--format", "json")
    assert "a2" in asked[1]


def test_a_suite_that_is_met_ends_with_zero(files, run):
    suite = {"expectations": [SUITE["expectations"][4]]}
    (files / "suite.json").write_text(json.dumps(suite), encoding="utf-8")
    assert run(files / "suite.json", files / "table.csv")[0] == 0


def broken(path, content):
    path.write_bytes(content)
    return path


def test_what_cannot_be_read_is_told_without_its_content(files, run):
    whole = (files / "table.parquet").read_bytes()
    suite = files / "suite.json"
    bad = [
        ((suite, broken(files / "b.parquet", whole[:-9])), 3),
        ((suite, broken(files / "b.csv", f"{CANARY},b\n1\n2,3,4\n".encode())), 3),
        ((suite, broken(files / "c.csv", CANARY.encode("utf-16"))), 3),
        ((suite, broken(files / "b.xlsx", b"PK\x03\x04" + CANARY.encode())), 3),
        ((suite, files / "none.csv"), 2),
        ((files / "none.json", files / "table.csv"), 2),
        ((files / "table.csv", files / "table.csv"), 4),
        ((suite, files / "table.csv", "--sheet", "Sheet"), 2),
        ((suite, files / "table.xlsx", "--sheet", "Other"), 2),
    ]
    for words, expected in bad:
        code, out, err = run(*words)
        assert code == expected, err
        assert not out
        assert CANARY not in err
        assert "Traceback" not in err


def test_what_a_sheet_holds_beyond_plain_values_is_said(files, run):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["id", "mixed", "sum"], ["a", 1, "=A1"], ["b", "two", "=1+1"], ["c", "#N/A", 3]):
        sheet.append(row)
    sheet["B4"].data_type = "e"
    book.save(files / "odd.xlsx")
    _, _, err = run(files / "suite.json", files / "odd.xlsx")
    assert "2 cells hold a formula without a stored value" in err
    assert "1 cells hold an error value" in err
    assert "column mixed holds more than one kind of value" in err
    book.create_sheet("Second")
    book.save(files / "odd.xlsx")
    code, _, err = run(files / "suite.json", files / "odd.xlsx")
    assert code == 2
    assert "2 visible sheets" in err
    assert run(files / "suite.json", files / "odd.xlsx", "--sheet", "Sheet")[0] == 1
