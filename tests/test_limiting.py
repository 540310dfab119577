"""Limits as settings on the command line."""

from __future__ import annotations

from dataclasses import fields

import pytest
from click.testing import CliRunner
from read_files import book, one, save

from checker.cli import cli
from checker.cli.limiting import limits_and_bounds, limits_of
from checker.errors import UsageError
from checker.read import Limits
from checker.workers import Bounds


@pytest.mark.parametrize(
    ("words", "bytes_"),
    [
        ("512MB", 512_000_000),
        ("3GB", 3_000_000_000),
        ("1.5 gb", 1_500_000_000),
        ("64kB", 64_000),
        ("5000", 5_000),
    ],
)
def test_sizes_as_people_write_them(words, bytes_):
    assert limits_of([f"inflated_bytes={words}"]) == Limits(inflated_bytes=bytes_)


@pytest.mark.parametrize(
    "setting", ["cells", "cells=", "cells=many", "cells=0", "cells=-5", "cells=5TB", "cells=nan"]
)
def test_what_is_no_amount_is_told(setting):
    with pytest.raises(UsageError, match="The limit cells takes a number such as 5000"):
        limits_of([setting])


def test_a_wrong_name_is_answered_with_all_the_right_ones():
    with pytest.raises(UsageError) as caught:
        limits_and_bounds(["cell=5"])
    told = str(caught.value)
    assert told.startswith("There is no limit “cell”.")
    for name in (*(field.name for field in fields(Limits)), "seconds", "memory", "output"):
        assert f"\n  {name} " in told


def test_the_limits_on_processes_belong_to_a_batch():
    given = ["memory=3GB", "seconds=90", "output=1MB", "cells=7", "cells=8"]
    bounds = Bounds(seconds=90, memory_bytes=3_000_000_000, output_bytes=1_000_000)
    assert limits_and_bounds(given) == (Limits(cells=8), bounds)
    assert limits_and_bounds([]) == (Limits(), Bounds())
    with pytest.raises(UsageError, match="no limit “memory”"):
        limits_of(["memory=3GB"])


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_commands_read_under_the_limits_given(command, tmp_path, monkeypatch):
    path = save(tmp_path, book(one('<c r="A1"><v>1</v></c>')))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, [command, str(path), "--limit", "inflated_bytes=1kB"])
    assert done.exit_code == 3
    flat = " ".join(done.output.split())
    assert "the limit is 1 kB (setting inflated_bytes)." in flat


def test_a_batch_reads_under_the_limits_given(tmp_path):
    save(tmp_path, book(one('<c r="A1"><v>1</v></c>')))
    out = tmp_path / "out"
    words = ["batch", str(tmp_path), "--out", str(out), "--limit", "inflated_bytes=1kB"]
    assert CliRunner().invoke(cli, words).exit_code == 3
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "the limit is 1 kB (setting inflated_bytes)." in page


@pytest.mark.parametrize("command", ["check", "inspect", "batch"])
def test_every_limit_is_listed_with_its_default(command):
    words = [command, "here", "--limit", "help"] + (["--out", "there"] * (command == "batch"))
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0
    assert "inflated_bytes   128 MB" in done.output
    assert ("memory           1 GB" in done.output) == (command == "batch")
