"""Text of a return never becomes a formula or markup in any output, wherever it stood."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest
from hostile import MARK, NAMES, TEXTS, fault_of, faults_below

from checker.packs import load_return
from checker.render import AUDIENCES, FORMATS
from checker.synth import write_sample
from checker.template import places

SPEC = load_return("")
SHAPE = SPEC.layouts["compact"]
# Without these the file is no return, and nothing would be read.
KEPT = ("template_id", "template_version", "standards_claimed", "period_start", "period_end")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return with such a text in every column, on many rows, and as the name of a sheet."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "return.xlsx"
    write_sample(SPEC, SHAPE, cases=20, seed=5, faults={}, out=path)
    book = openpyxl.load_workbook(path)
    for place in places(SPEC, SHAPE).values():
        if place.sheet not in book.sheetnames:
            continue
        sheet = book[place.sheet]
        texts = cycle(TEXTS)
        spots = [cell for field, cell in place.cells.items() if field not in KEPT]
        for column in place.columns.values():
            spots += [f"{column}{place.first_row + row}" for row in range(len(TEXTS))]
        for spot, text in zip(spots, texts, strict=False):
            put(sheet[spot], text)
    # Something to repair, so that there is a list of changes.
    victims = places(SPEC, SHAPE)["victims"]
    book[victims.sheet][f"{victims.columns['sex']}{victims.first_row + len(TEXTS)}"] = " f "
    for text in NAMES:
        if len(text) <= 31:
            put(book.create_sheet(text)["A1"], text)
    named = folder / f"{NAMES[0]} & <b>.xlsx"
    book.save(path)
    shutil.move(path, named)
    return named


def put(cell: openpyxl.cell.Cell, text: str) -> None:
    """Text as text: openpyxl would take it for a formula."""
    cell.value = text
    cell.data_type = "s"


def run(*words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "checker", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def everything(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("everything")
    formats, readers = ",".join(FORMATS), ",".join(AUDIENCES)
    run("check", hostile, "--format", formats, "--for", readers, "--out", out / "check")
    run("batch", hostile, "--format", formats, "--for", readers, "--out", out / "batch")
    run("annotate", hostile, "--out", out / "annotated.xlsx")
    run("repair", hostile, "--out", out / "repaired.xlsx")
    return out


def test_nothing_in_any_output_would_run(everything: Path):
    assert (everything / "annotated.xlsx").exists()
    assert (everything / "repaired.xlsx").exists()
    assert list(faults_below(everything)) == []
    # The texts came through, so that there was something to run.
    page = (everything / "check" / "report.html").read_text(encoding="utf-8")
    assert MARK in page


def test_a_careless_output_would_be_seen(tmp_path: Path):
    """What the look-through finds, or it could not fail."""
    book = openpyxl.Workbook()
    book.active["A1"] = TEXTS[0]
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_text(f"x,{TEXTS[0]}\n", encoding="utf-8")
    (tmp_path / "a.html").write_text(f"<p>{TEXTS[11]}</p>", encoding="utf-8")
    (tmp_path / "b.html").write_text(f'<a href="{TEXTS[15]}">x</a>', encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"{TEXTS[0]}\n", encoding="utf-8")
    (tmp_path / "a.xml").write_text(f"<x><{MARK}/></x>", encoding="utf-8")
    assert all(fault_of(path) for path in tmp_path.iterdir())
