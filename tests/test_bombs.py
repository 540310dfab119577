"""Files made to exhaust, mislead or escape: each ends soon, in little room, in plain words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bombs import EITHER, READ, REFUSED, SECRET
from read_files import save

HERE = Path(__file__).parent
MEGABYTES = 300
# Processor time, which does not grow with what else the machine does; doubled, because a shared
# processor is a slower one.
SECONDS = 2.0 * 2


def ends(folder: Path, content: bytes) -> dict[str, object]:
    """How the inspection of this file ended, in a process of its own."""
    path = save(folder, content)
    words = [sys.executable, str(HERE / "measured.py"), str(path)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = json.loads(done.stdout)
    assert found["megabytes"] < MEGABYTES, found
    assert found["seconds"] < SECONDS, found
    assert SECRET not in found["message"]
    assert len(found["message"]) < 1_000
    return found


@pytest.mark.parametrize(("build", "code"), REFUSED.values(), ids=REFUSED)
def test_a_bomb_is_refused_at_once(tmp_path: Path, build: Callable[[], bytes], code: str) -> None:
    assert ends(tmp_path, build())["code"] == code


@pytest.mark.parametrize(("build", "filled"), READ.values(), ids=READ)
def test_what_only_looks_like_a_bomb_is_read(
    tmp_path: Path, build: Callable[[], bytes], filled: int
) -> None:
    found = ends(tmp_path, build())
    assert (found["code"], found["confirmed"], found["filled"]) == ("read", True, {"A": filled})


@pytest.mark.parametrize("build", EITHER.values(), ids=EITHER)
def test_it_ends_soon_in_one_way_or_the_other(tmp_path: Path, build: Callable[[], bytes]) -> None:
    ends(tmp_path, build())


ESCAPES = [name for name in REFUSED if name.startswith(("a name", "an entity that"))]


@pytest.mark.parametrize("name", [*ESCAPES, "a link of the file system", "a bomb within a file"])
def test_nothing_is_written_reached_or_opened_for_it(tmp_path: Path, name: str) -> None:
    bombs = {**REFUSED, **READ}
    build = next(build for key, (build, _) in bombs.items() if key.startswith(name))
    inside = tmp_path / "inside"
    inside.mkdir()
    path, log = save(inside, build()), tmp_path / "log.json"
    words = [sys.executable, str(HERE / "watched.py"), str(log), "inspect", str(path)]
    root = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        words, capture_output=True, check=False, cwd=inside, env={**os.environ, "PYTHONPATH": root}
    )
    assert done.returncode in (0, 3), done.stderr.decode()
    assert SECRET.encode() not in done.stdout + done.stderr
    seen = json.loads(log.read_text(encoding="utf-8"))
    assert {"changed": seen["changed"], "reached": seen["reached"], "started": seen["started"]} == {
        "changed": [], "reached": [], "started": [],
    }  # fmt: skip
    assert str(path.resolve()) in seen["read"]
    assert str(HERE / "bombs.py") not in seen["read"]
    assert sorted(inside.iterdir()) == [path]
