"""Values beside findings: on the user's own screen, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

CANARY = "Zqx ]0;titleweek\u202e"
SAMPLE = Path(__file__).parent.parent / "samples" / "breaches.xlsx"


def words(path: Path, out: Path) -> list[str]:
    asked = ["--show-values", "--no-fix-first", "--out", str(out)]
    return [sys.executable, "-m", "checker", "check", str(path), *asked]


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    book = openpyxl.load_workbook(SAMPLE)
    book["Victims"]["R14"] = CANARY
    book.save(tmp_path / "return.xlsx")
    return tmp_path / "return.xlsx"


def test_no_value_goes_into_a_pipe_or_a_report(spoilt: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(words(spoilt, out), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert "Values are shown on a screen only" in done.stdout
    assert "Zqx" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_screen_shows_what_stands_in_the_cells(spoilt: Path, tmp_path: Path) -> None:
    import pty

    mine, theirs = pty.openpty()
    out = tmp_path / "out"
    with subprocess.Popen(words(spoilt, out), stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(mine, 65536)
            except OSError:  # Linux ends a terminal that nobody writes to any more this way
                break
            if not part:
                break
            said += part
    os.close(mine)
    text = said.decode("utf-8")
    assert running.returncode == 1
    assert "Victims R14  “Zqx ]0;titleweek?”  (not-a-date)" in text
    assert "Zqx" not in "".join(p.read_text("utf-8") for p in out.iterdir() if p.suffix != ".xlsx")
