"""No output of a check carries a cell's value, but for codes, period, organisation and keys."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from conftest import SPEC
from outside import BY_HAND, by_hand
from sparing import some

from checker.render import AUDIENCES, FORMATS
from checker.resources import standards_folder
from checker.synth import parse_faults, write_sample
from checker.template import places

CANARY = "Zqx Canary"
# Every output there is, for every reader.
EVERYTHING = ("--format", ",".join(FORMATS), "--for", ",".join(AUDIENCES))
# In a batch the organisation and its programmes are named: it is the first thing people ask.
NAMED_IN_A_BATCH = "programme_name"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}")


def _run(*words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "checker", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def _outputs(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    names = "\n".join(str(path.relative_to(folder)) for path in files)
    return names + "".join(map(_text, files))


def _text(path: Path) -> str:
    """All that a file tells, whatever it is packed in."""
    if path.suffix in (".xlsx", ".ods"):
        with zipfile.ZipFile(path) as package:
            return "".join(package.read(name).decode("utf-8") for name in package.namelist())
    if path.suffix == ".parquet":
        return json.dumps(pl.read_parquet(path).to_dicts(), default=str, ensure_ascii=False)
    return path.read_text(encoding="utf-8")


def _plant_canaries(path: Path, layout: str, *spared: str) -> tuple[int, str]:
    """A name-like text in every column of every sheet, one row each, and around the tables.

    Gives their number, and the one that a batch may tell. Fields of the Return sheet that are
    `spared` stay as they are.
    """
    book = openpyxl.load_workbook(path)
    count, told = 0, ""
    book.worksheets[0].HeaderFooter.oddHeader.left.text = f"{CANARY} header"
    for place in places(SPEC, SPEC.layouts[layout]).values():
        if place.sheet not in book.sheetnames:
            continue
        sheet = book[place.sheet]
        spots = [
            f"{column}{place.first_row + n}" for n, column in enumerate(place.columns.values())
        ]
        # The organisation is named on the report, so its name is the one text that may come out.
        kept = ("template_id", "template_version", "standards_claimed", "provider_name", *spared)
        spots += [cell for field, cell in place.cells.items() if field not in kept]
        spots += ["AZ1", "BA3", "BB6"]
        for spot in spots:
            count += 1
            sheet[spot] = f"{CANARY} {count}"
            if spot.rstrip("0123456789") == place.columns.get(NAMED_IN_A_BATCH):
                told = sheet[spot].value
        sheet["BC4"] = f"{CANARY} heading"
        sheet["BC5"].comment = openpyxl.comments.Comment(f"{CANARY} note", f"{CANARY} author")
    book.create_sheet("Old").append([f"{CANARY} old", "1 Zqx Lane"])
    book["Old"].sheet_state = "hidden"
    book.properties.creator = f"{CANARY} person"
    book.save(path)
    _plant_around(path)
    return count, told


def _plant_around(path: Path) -> None:
    """A canary, with the number of a person, at every place outside the cells of one sheet."""
    content = path.read_bytes()
    for name in BY_HAND:
        content = by_hand(name, f"{CANARY} 999 000 0018", content, "Victims").content
    path.write_bytes(content)


@pytest.mark.parametrize("layout", ["full", "compact"])
def test_no_planted_text_comes_out_anywhere(tmp_path, layout):
    source = tmp_path / "return.xlsx"
    shape = SPEC.layouts[layout]
    write_sample(
        SPEC, shape, cases=200, seed=3, faults=parse_faults("all", SPEC, shape), out=source
    )
    count, told = _plant_canaries(source, layout)
    assert count > 100
    said = _run("check", source, *EVERYTHING, "--out", tmp_path / "out")
    said += _outputs(tmp_path / "out")
    batch = _run("batch", source, *EVERYTHING, "--out", tmp_path / "batch")
    said += _without(batch + _outputs(tmp_path / "batch"), told)
    assert "identifier-outside-cells" in said
    assert "zqx" not in said.casefold()
    assert "999 000 0018" not in said


def _without(said: str, told: str) -> str:
    """The whole text and no more: "Zqx Canary 1" is not "Zqx Canary 12"."""
    return re.sub(rf"{told}(?!\d)", "", said)


@pytest.mark.parametrize("layout", some(["full", "compact"], 2))
def test_a_batch_tells_the_names_of_programmes_and_no_other_text(tmp_path, layout):
    """The return says whose it is and for when, so that it is counted in foi.csv."""
    source = tmp_path / "return.xlsx"
    write_sample(SPEC, SPEC.layouts[layout], cases=60, seed=3, faults={}, out=source)
    whose = ("period_start", "period_end", "provider_id", "submission_number")
    _, told = _plant_canaries(source, layout, *whose)
    said = _run("batch", source, "--out", tmp_path / "batch") + _outputs(tmp_path / "batch")
    assert f",{told}," in (tmp_path / "batch" / "foi.csv").read_text(encoding="utf-8")
    assert "zqx" not in _without(said, told).casefold()
    assert "999 000 0018" not in said


def test_a_name_of_a_programme_that_looks_like_an_identifier_is_not_told(tmp_path):
    source = tmp_path / "return.xlsx"
    write_sample(SPEC, SPEC.layouts["compact"], cases=30, seed=3, faults={}, out=source)
    book = openpyxl.load_workbook(source)
    place = places(SPEC, SPEC.layouts["compact"])["programmes"]
    spot = f"{place.columns[NAMED_IN_A_BATCH]}{place.first_row}"
    book[place.sheet][spot] = "Course of 999 000 0018"
    book.save(source)
    said = _run("batch", source, "--out", tmp_path / "batch") + _outputs(tmp_path / "batch")
    assert "Name withheld" in said
    assert "999 000 0018" not in said


def test_no_date_of_a_case_comes_out(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790726400")  # the period's last day
    source = tmp_path / "return.xlsx"
    shape = SPEC.layouts["full"]
    write_sample(
        SPEC, shape, cases=200, seed=3, faults=parse_faults("all", SPEC, shape), out=source
    )
    said = _run("check", source, *EVERYTHING, "--out", tmp_path / "out")
    said += _outputs(tmp_path / "out")
    # Both copies hold what the return holds; what is said while they are made does not.
    said += _run("annotate", source, "--out", tmp_path / "annotated.xlsx")
    said += _run("repair", source, "--out", tmp_path / "repaired.xlsx")
    ours = [p for p in standards_folder().rglob("*") if p.suffix in (".yaml", ".json")]
    words = " ".join(" ".join(p.read_text(encoding="utf-8").split()) for p in ours)
    printed = set(_DATE.findall(words))
    printed |= {"2026-07-01", "2026-09-30", "31/07/2026", "1 July 2026", "30 September 2026"}
    assert set(_DATE.findall(said)) <= printed


@pytest.mark.long
def test_the_reference_engine_says_nothing_of_its_own(tmp_path):
    source = tmp_path / "return.xlsx"
    shape = SPEC.layouts["compact"]
    write_sample(
        SPEC, shape, cases=200, seed=3, faults=parse_faults("all", SPEC, shape), out=source
    )
    _plant_canaries(source, "compact")
    said = _run("check", source, "--engine", "great-expectations", "--out", tmp_path / "out")
    assert "zqx" not in said.casefold()
    assert "nanobind" not in said
    assert "zqx" not in _outputs(tmp_path / "out").casefold()


def test_a_reference_that_is_an_identifier_is_never_printed(tmp_path):
    """It is in a key column, on a row with another fault: the row is then named by its cell."""
    source = tmp_path / "return.xlsx"
    shape = SPEC.layouts["compact"]
    faults = parse_faults("support-offer-late", SPEC, shape)
    write_sample(SPEC, shape, cases=30, seed=4, faults=faults, out=source)
    book = openpyxl.load_workbook(source)
    at = places(SPEC, shape)
    # Reserved ranges only: an NHS number that is never issued, a postcode of no place.
    for table in ("cases", "victims"):
        sheet, column = book[at[table].sheet], at[table].columns["case_ref"]
        sheet[f"{column}{at[table].first_row}"] = "999-123-4500"
        book[at[table].sheet][f"{at[table].columns['sex']}{at[table].first_row}"] = "unclear"
    book["Return"][at["return"].cells["provider_name"]] = "Example House ZZ1 1AA"
    book["Return"][at["return"].cells["return_id"]] = "999-123-4500"
    book.save(source)
    said = _run("check", source, *EVERYTHING, "--out", tmp_path / "out")
    said += _outputs(tmp_path / "out")
    assert "identifier-in-cell" in said
    assert "999-123-4500" not in said
    assert "ZZ1 1AA" not in said
