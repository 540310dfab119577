"""What an earlier run left in the folder of a batch: taken over, or taken away, nothing else."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tracemalloc

import psutil
import pytest
from batches import UNFINISHED, tree
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st
from test_batch import small_returns

from checker import batch
from checker.batch.earlier import PACKING, Earlier, look
from checker.batch.journal import Journal
from checker.batch.lines import from_line, to_line
from checker.errors import UsageError
from checker.model.batch import Entry
from checker.synth import write_sample


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Returns are checked in this process, which saves the seconds in which others start."""

    def one_by_one(todo, one, *_):
        for number, task in enumerate(todo):
            yield number, one(task)

    monkeypatch.setattr(batch, "as_they_end", one_by_one)


@pytest.fixture
def source(tmp_path):
    return small_returns(tmp_path / "in", 5, good=0)


def run(source, out, resume=False, **more):
    """A run; gives what the user was told."""
    told = []
    batch.run([source], out, jobs=1, resume=resume, tell=told.append, **more)
    return told


def unfinished(out):
    """Make of a finished run one that was killed in the making of its pack."""
    lines = (out / "results.jsonl").read_bytes()
    (out / UNFINISHED).write_bytes(lines)
    reports = {f"{json.loads(line)['name']}/" for line in lines.splitlines()}
    # The pack's files take their places only after the list of them has.
    for listed in (out / "files.jsonl").read_bytes().splitlines():
        file = json.loads(listed)["file"]
        if f"{file.partition('/')[0]}/" not in reports:
            (out / file).unlink()
    (out / "files.jsonl").unlink()
    (out / PACKING).mkdir()
    (out / PACKING / "half").write_bytes(b"half")


def test_fewer_returns_give_the_folder_that_they_give_alone(source, tmp_path):
    out, fewer, alone = tmp_path / "out", tmp_path / "fewer", tmp_path / "alone"
    shutil.copytree(source, fewer)
    (fewer / "r0001.xlsx").unlink()
    run(fewer, alone)
    for resume, broken in ((False, False), (True, False), (False, True), (True, True)):
        run(source, out)
        if broken:
            unfinished(out)
        told = run(fewer, out, resume)
        assert "Removed what an earlier run wrote about 1 return not among these." in told
        assert ("4 of 4 returns were done before and are kept." in told) == resume
        assert tree(out) == tree(alone)


def test_what_a_killed_run_had_begun_to_write_goes_too(source, tmp_path):
    """The report of a return is there, its line is not, and the return is gone."""
    out, alone = tmp_path / "out", tmp_path / "alone"
    run(source, out)
    files = [f"{folder.name}/report.html" for folder in out.iterdir() if folder.is_dir()]
    unfinished(out)
    head = json.dumps({"planned": files}).encode()
    (out / UNFINISHED).write_bytes(head + b'\n{"name":"r0000","file":"r0')
    (source / "r0000.xlsx").unlink()
    (out / "r0000" / "report.json").unlink()
    run(source, out, resume=True)
    run(source, alone)
    assert tree(out) == tree(alone)


def test_nothing_of_the_users_is_removed(source, tmp_path):
    out = tmp_path / "out"
    run(source, out)
    notes = [out / "notes.txt", out / "r0001" / "notes.txt", out / "mine" / "report.html"]
    for path in notes:
        path.parent.mkdir(exist_ok=True)
        path.write_text("of the user", encoding="utf-8")
    (source / "r0001.xlsx").unlink()
    run(source, out)
    assert all(path.read_text(encoding="utf-8") == "of the user" for path in notes)
    assert not (out / "r0001" / "report.html").exists()


@pytest.mark.parametrize(
    "line", ['"file": "{}"', '"planned": ["{}"]', '"name": "{}", "reports": 1']
)
def test_no_list_reaches_beyond_the_folder(line, source, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept.txt").write_text("kept", encoding="utf-8")
    (out / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    absolute = (tmp_path / "kept.txt").as_posix()
    places = [
        "../kept.txt",
        "r0000/../../kept.txt",
        absolute,
        "link/kept.txt",
        "..\\\\kept.txt",
        "",
    ]
    lines = "".join(f"{{{line.format(place)}}}\n" for place in places)
    for name in ("files.jsonl", UNFINISHED):
        (out / name).write_text(lines + "[]\nnull\n7\n{}\n", encoding="utf-8")
    run(source, out)
    assert (tmp_path / "kept.txt").exists()
    assert (tmp_path / "elsewhere" / "kept.txt").exists()


def test_what_changed_is_checked_again(source, tmp_path):
    out = tmp_path / "out"
    everything = "5 of 5 returns were done before and are kept."
    run(source, out)
    assert run(source, out, resume=True) == [everything]
    (source / "r0002.xlsx").write_bytes(b"another")
    (out / "r0003" / "report.html").write_bytes(b"cut")
    (out / "r0004" / "report.json").unlink()
    assert run(source, out, resume=True) == ["2 of 5 returns were done before and are kept."]
    alone = tmp_path / "alone"
    run(source, alone)
    assert tree(out) == tree(alone)
    for more in ({"formats": ["json"]}, {"as_of": "2026-06-30"}, {"return_id": SPEC.id}):
        assert run(source, out, resume=True, **more)[0].startswith("0 of 5")
        alone = tmp_path / next(iter(more))
        run(source, alone, **more)
        assert tree(out) == tree(alone)


def test_a_name_that_another_file_has_now_is_not_taken_for_the_same(tmp_path):
    """Two files share stem and bytes; then only the second is left, and gets the first's folder."""
    for suffix in ("xls", "xlsx"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"r.{suffix}").write_bytes(b"no workbook")
    out, alone = tmp_path / "out", tmp_path / "alone"
    run(tmp_path / "in", out)
    (tmp_path / "in" / "r.xls").unlink()
    run(tmp_path / "in", out, resume=True)
    run(tmp_path / "in", alone)
    assert tree(out) == tree(alone)


def test_what_may_read_another_time_is_tried_again(source, tmp_path):
    """A locked file, or one that took too long on a busy machine, is no lasting verdict."""
    out = tmp_path / "out"
    run(source, out)
    text = (out / "results.jsonl").read_text(encoding="utf-8")
    corrupt = '"stop":{"code":"corrupt"'
    other = text.replace(corrupt, '"stop":{"code":"took-too-long"')
    (out / "results.jsonl").write_text(other, encoding="utf-8")
    kept = 5 - text.count(corrupt)
    assert 0 < kept < 5
    [told] = run(source, out, resume=True)
    assert told.startswith(f"{kept} of 5")
    assert (out / "results.jsonl").read_text(encoding="utf-8") == text


def test_a_run_says_that_it_replaces_what_was_there(source, tmp_path):
    run(source, tmp_path / "out")
    [told] = run(source, tmp_path / "out")
    assert told.startswith("An earlier run wrote there: its results are replaced.")


def test_two_runs_at_once_in_one_folder_are_refused(source, tmp_path):
    out = tmp_path / "out"
    run(source, out)
    other = psutil.Process(os.getppid())
    head = {"process": {"pid": other.pid, "since": other.create_time()}, "planned": []}
    (out / UNFINISHED).write_text(json.dumps(head) + "\n", encoding="utf-8")
    before = tree(out)
    with pytest.raises(UsageError, match="Another run is at work in out"):
        run(source, out)
    assert tree(out) == before
    head["process"]["since"] -= 1  # a number that the system gave again
    (out / UNFINISHED).write_text(json.dumps(head) + "\n", encoding="utf-8")
    run(source, out)
    assert not (out / UNFINISHED).exists()


def test_no_run_reads_what_an_earlier_one_wrote(tmp_path, monkeypatch):
    shape = SPEC.layouts["compact"]
    write_sample(SPEC, shape, cases=5, seed=1, faults={}, out=tmp_path / "r.xlsx")
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "pack.xlsx").write_bytes(b"of an earlier run")
    (tmp_path / "first" / "late.xlsx").write_bytes(b"put there by the user")
    listed = json.dumps({"file": "pack.xlsx", "sha256": ""}) + "\n"
    (tmp_path / "first" / "files.jsonl").write_text(listed, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "second"
    out.mkdir()
    (out / "foi.csv").write_bytes(b"a,b\n")
    for given_out in (out, out.relative_to(tmp_path)):
        found = batch.workbooks([tmp_path, tmp_path / "first" / ".." / "first"], given_out)
        assert [path.name for path in found] == ["late.xlsx", "r.xlsx"]


def test_a_folder_that_cannot_be_opened_is_not_passed_over(tmp_path, monkeypatch):
    """As root the tests may open anything, so the system's answer is put in its mouth."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "r.xlsx").write_bytes(b"")
    scandir = os.scandir

    def refusing(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(UsageError, match="folder closed could not be opened: Permission denied"):
        batch.workbooks([tmp_path])


def test_a_report_that_cannot_be_written_is_told_of_that_return_alone(source, tmp_path):
    (tmp_path / "out" / "r0001" / "report.json").mkdir(parents=True)
    run(source, tmp_path / "out")
    lines = (tmp_path / "out" / "results.jsonl").read_bytes().splitlines()
    told = [json.loads(line).get("failed", "") for line in lines]
    assert [bool(words) for words in told] == [False, True, False, False, False]
    assert told[1].startswith("Its report could not be written: ")
    assert not (tmp_path / "out" / "r0001" / "report.html").exists()


def test_the_memory_of_a_run_does_not_grow_with_what_it_found(tmp_path):
    """Thirty megabytes of lines go through, and two are held at most at a time."""
    line = to_line(Entry("x", "x.xlsx", "", "", 0, "a" * 100_000))
    names = [f"r{number}" for number in range(300)]
    tracemalloc.start()
    try:
        for turn in range(2):
            earlier = look(tmp_path, lambda entry: True)
            assert len(earlier.kept) == 300 * turn
            with Journal(tmp_path).begin(earlier, []) as journal:
                for name in names:
                    if name not in journal:
                        journal.add(name, line.replace('"x"', f'"{name}"', 1))
                entries = journal.settle(names)
                assert [entry.name for entry in entries] == names
                assert (entries[-1].name, entries[1:3][0].name) == ("r299", "r1")
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=50)
@given(st.from_type(Entry))
def test_an_entry_is_the_same_after_its_line(entry):
    line = to_line(entry)
    assert "\n" not in line
    assert from_line(line) == entry


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["name", "stop", "facts", "file"]), inner)
        ),
    )
)
def test_another_line_is_no_entry_and_no_fault_of_ours(made):
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_line(json.dumps(made))


def test_an_empty_folder_has_nothing_of_an_earlier_run(tmp_path):
    assert look(tmp_path / "nowhere", lambda entry: True) == Earlier(frozenset(), frozenset(), {})
