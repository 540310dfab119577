"""What is handed out: the wheel, and the folder for people without Python."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from hashlib import sha256
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType
from urllib.request import Request, urlopen

import pytest

import checker.__main__ as entry
from checker import __version__, packbuild, render
from checker.cli import commands, main
from checker.errors import UsageError
from checker.packverify import verify

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
MODULES = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checker").rglob("*.py")}


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dist", ROOT / ".ci" / "dist.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DIST = _loaded()


def kept(folder: Path) -> set[str]:
    """The files below a folder of the checkout that are no cache, by their path in the checkout."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(ROOT).as_posix() for p in found if "__pycache__" not in p.parts}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return DIST.wheel(tmp_path_factory.mktemp("wheel"))


# The wheel


def test_the_wheel_holds_the_package_the_standards_and_the_templates_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    data = kept(ROOT / "standards") | kept(ROOT / "templates")
    own = kept(ROOT / "checker") | {f"checker/_data/{name}" for name in data}
    about = {name for name in names if ".dist-info/" in name}
    assert names - about == own
    assert {name.partition(".dist-info/")[2] for name in about} == {
        *("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }


def test_the_wheel_says_what_it_is_and_needs(wheel):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as package:
        [name] = [name for name in package.namelist() if name.endswith("/METADATA")]
        said = BytesParser().parsebytes(package.read(name))
    assert (said["Name"], said["Version"]) == (project["name"], __version__)
    assert said["Requires-Python"] == project["requires-python"]
    assert set(said.get_all("Requires-Dist")) == set(project["dependencies"])
    assert said["License-Expression"] == "MIT"
    assert "## Install" in said.get_payload()


def test_the_same_source_gives_the_same_wheel(wheel, tmp_path):
    assert DIST.wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_works_on_its_own(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", str(SAMPLES / "clean.xlsx")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "clean-report" / "report.html").is_file()


# What is named in a table and loaded when it is asked for


@pytest.mark.parametrize("room", [render, packbuild], ids=lambda room: room.__name__)
def test_what_a_room_offers_is_where_its_table_says(room):
    for name, module in room._PLACES.items():
        assert hasattr(import_module(f"{room.__name__}.{module}"), name)


def test_every_reader_is_where_it_is_said_to_be():
    tree = ast.parse((ROOT / "checker/read/reading.py").read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    named = [
        [word.value for word in call.args]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "_in"
    ]
    assert len(named) == len(import_module("checker.read.reading").READERS)
    for module, name in named:
        assert hasattr(import_module(f"checker.read.{module}"), name)


# The folder for people without Python


def libraries() -> set[str]:
    """The modules of others, outermost name only, that the package imports anywhere."""
    found: set[str] = set()
    for name in MODULES:
        text = (ROOT / name).read_text(encoding="utf-8")
        found.update(re.findall(r"^\s*(?:from|import) (\w+)(?=[. ]|$)", text, re.MULTILINE))
    return found & set(packages_distributions())


def test_the_folder_keeps_every_library_that_the_checker_imports():
    assert {"polars", "dateutil", "jinja2"} <= libraries()
    # These two make the reference engine, which is left out.
    assert libraries() & set(DIST._foreign()) == {"great_expectations", "pandas"}


def test_the_folder_leaves_out_what_only_developers_have():
    assert {"great_expectations", "pandas", "pytest", "hypothesis", "mypy", "playwright"} <= set(
        DIST._foreign()
    )


def test_a_zip_tells_what_runs_and_what_is_a_link_and_nothing_of_when(tmp_path):
    folder = tmp_path / "checker"
    (folder / "_internal").mkdir(parents=True)
    for name, rights in (
        ("checker", 0o755),
        ("_internal/b.so", 0o755),
        ("READ-ME-FIRST.txt", 0o600),
    ):
        (folder / name).write_text(name, encoding="utf-8")
        (folder / name).chmod(rights)
    (folder / "_internal" / "a.so").symlink_to("b.so")
    wheel = tmp_path / "perpetrator_programme_checker-1.2-py3-none-any.whl"
    target = DIST.packed(folder, wheel)
    assert target.name.startswith("checker-1.2-")
    with zipfile.ZipFile(target) as package:
        said = {i.filename: (i.external_attr >> 16, i.date_time) for i in package.infolist()}
        assert package.read("checker/_internal/a.so") == b"b.so"
    assert said == {
        "checker/READ-ME-FIRST.txt": (0o100644, DIST.MOMENT),
        "checker/_internal/a.so": (0o120777, DIST.MOMENT),
        "checker/_internal/b.so": (0o100644, DIST.MOMENT),
        "checker/checker": (0o100755, DIST.MOMENT),
    }
    once = target.read_bytes()
    os.utime(folder / "checker", (1, 1))
    assert DIST.packed(folder, wheel).read_bytes() == once


@pytest.mark.parametrize(
    ("words", "then"),
    [([], ["serve"]), (["check", "return.xlsx"], ["check", "return.xlsx"])],
)
def test_opened_with_the_mouse_it_shows_the_page(words, then, monkeypatch):
    monkeypatch.setitem(commands.PLACES, "serve", "serving:serve_command")
    monkeypatch.setattr(sys, "argv", ["checker", *words])
    assert entry._begin_frozen() == (not words)
    assert sys.argv == ["checker", *then]


@pytest.mark.parametrize(("asked", "held"), [("--version", False), ("nonsense", True)])
def test_the_window_of_what_failed_stays_until_its_words_were_read(asked, held):
    code = (
        "import sys; from checker.__main__ import _hold; from checker.cli import process;"
        f" sys.argv = ['checker', {asked!r}]; process(_hold)"
    )
    words = [sys.executable, "-c", code]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(words, text=True, **pipes) as one:
        if held:
            assert one.stdout.read(11) == "Press Enter"
            assert one.poll() is None
        one.communicate("\n")
    assert one.returncode == (2 if held else 0)


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_a_browser_that_it_starts_finds_its_own_libraries(before, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["checker", "--version"])
    monkeypatch.setenv("LD_LIBRARY_PATH", "/checker/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    entry._begin_frozen()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


@pytest.fixture
def without_reference(monkeypatch):
    monkeypatch.setitem(sys.modules, "great_expectations", None)
    return "does not have Great Expectations, the reference engine"


@pytest.mark.parametrize("words", [["check"], ["batch"]], ids=str)
def test_a_copy_without_the_reference_engine_says_so(
    words, without_reference, tmp_path, capsys, monkeypatch
):
    out = tmp_path / "out"
    words = [*words, str(SAMPLES / "clean.xlsx"), "--engine", "great-expectations"]
    monkeypatch.setattr(sys, "argv", ["checker", *words, "--out", str(out)])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    assert end.value.code == 2
    assert without_reference in said.err
    assert said.err.count("\n") == 1
    assert not out.exists()


def test_no_suite_and_no_proof_does_without_the_reference_engine(without_reference, tmp_path):
    import polars as pl

    from checker import expect

    suite = {"name": "s", "expectations": []}
    with pytest.raises(UsageError, match=without_reference):
        expect(suite, pl.DataFrame({"a": [1]}), engine="great-expectations")
    with pytest.raises(UsageError, match=without_reference):
        verify(ROOT / "standards")
    assert expect(suite, pl.DataFrame({"a": [1]}))["success"]


# The same, made and run: it takes a minute to build.


def contents(folder: Path) -> dict[str, str]:
    """The digest of each file."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}


def state(folder: Path) -> set[tuple[str, int, int]]:
    """What changes when anything is written there."""
    found = ((path, path.lstat()) for path in [folder, *folder.rglob("*")])
    return {(path.as_posix(), seen.st_size, seen.st_mtime_ns) for path, seen in found}


@pytest.fixture(scope="module")
def folder(wheel, tmp_path_factory) -> Path:
    """The folder where a user may have put it: nobody may write there, and no Python is near."""
    made = DIST.frozen(wheel, tmp_path_factory.mktemp("work"))
    # Not below a folder with a name of pytest's: this is what is shown as the program's place.
    put = tmp_path_factory.mktemp("put") / "Fy ffeiliau â bwlch" / "checker"
    shutil.copytree(made, put, symlinks=True)
    for path in [put, *put.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    yield put
    for path in [put, *put.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)


# Nothing of this shell but what Windows itself cannot do without.
BARE = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}


def with_python(words: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    # A developer has lxml, with which openpyxl writes the same in other words; users do not.
    own = {**os.environ, "PYTHONPATH": str(ROOT), "OPENPYXL_LXML": "False"}
    return ran([sys.executable, "-m", "checker", *words], cwd, own)


def without_python(folder: Path, words: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return ran([str(folder / "checker"), *words], cwd, BARE)


def ran(words: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    cwd.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        words, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


SAID_AND_WRITTEN = [
    *(f"check {SAMPLES / name}.xlsx --out out" for name in ("clean", "breaches", "ugly")),
    f"check {SAMPLES / 'breaches.xlsx'} --format html,json,xlsx,ods,csv,junit,sarif --out out",
    f"check {SAMPLES / 'breaches.xlsx'} --language cy --fix-first --format html,json --out out",
    f"annotate {SAMPLES / 'breaches.xlsx'} --out annotated.xlsx",
    "template --layout full --out full.xlsx",
    "template --layout compact --out compact.xlsx",
    f"batch {SAMPLES} --jobs 2 --out out",
    "standards list",
    "--help",
    "--version",
]


@pytest.mark.long
@pytest.mark.parametrize("words", SAID_AND_WRITTEN, ids=lambda words: words.replace(str(ROOT), ""))
def test_the_folder_says_and_writes_what_the_checker_does(words, folder, tmp_path):
    before = state(folder)
    here = without_python(folder, words.split(), tmp_path / "here")
    there = with_python(words.split(), tmp_path / "there")
    assert here.returncode == there.returncode, here.stderr
    assert (here.stdout, here.stderr) == (there.stdout, there.stderr)
    mine, theirs = contents(tmp_path / "here"), contents(tmp_path / "there")
    # It says when it was made, and that is another second.
    assert mine.keys() == theirs.keys()
    assert {name for name in mine if mine[name] != theirs[name]} <= {"out/receipt.txt"}
    assert state(folder) == before


@pytest.mark.long
def test_the_folder_has_every_module_and_how_to_start_it(folder, wheel):
    from PyInstaller.archive.readers import CArchiveReader

    program = next(path for path in folder.iterdir() if path.stem == "checker")
    packed = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    own = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in MODULES}
    beside = {path.name.partition(".")[0] for path in (folder / "_internal").iterdir()}
    outermost = {name.partition(".")[0] for name in packed} | beside
    assert own <= set(packed)
    assert libraries() - outermost == {"great_expectations", "pandas"}
    assert "Nothing leaves this computer" in (folder / DIST.READ_ME).read_text(encoding="utf-8")
    data = contents(folder / "_internal" / "checker" / "_data")
    with zipfile.ZipFile(wheel) as package:
        for name in package.namelist():
            if name.startswith("checker/_data/"):
                digest = sha256(package.read(name)).hexdigest()
                assert data[name.removeprefix("checker/_data/")] == digest
    assert {path.name for path in (folder / "licences").iterdir()} >= {"polars", "python", "scipy"}


@pytest.mark.long
def test_the_folder_says_that_it_lacks_the_reference_engine(folder, tmp_path):
    words = ["check", str(SAMPLES / "clean.xlsx"), "--engine", "great-expectations"]
    done = without_python(folder, words, tmp_path)
    assert done.returncode == 2
    assert "does not have Great Expectations, the reference engine" in done.stderr


@pytest.mark.long
def test_two_builds_of_the_folder_are_the_same(folder, wheel, tmp_path):
    assert contents(DIST.frozen(wheel, tmp_path)) == contents(folder)


@pytest.mark.long
@pytest.mark.skipif("serve" not in commands.PLACES, reason="there is no page yet")
def test_the_folder_opened_with_the_mouse_serves_the_page_and_checks_on_it(folder, tmp_path):
    before = state(folder)
    with_python(["check", str(SAMPLES / "breaches.xlsx"), "--out", "out"], tmp_path)
    with opened_with_the_mouse(folder, tmp_path) as address:
        with urlopen(address) as page:
            assert "Nothing leaves" in page.read().decode()
        place = handed_in(address, SAMPLES / "breaches.xlsx")
        for _ in range(10):
            with urlopen(f"{address}{place}?wait=30") as answer:
                if json.load(answer)["complete"]:
                    break
        for name in ("report.html", "report.json", "findings.xlsx"):
            with urlopen(f"{address}{place}/{name}") as answer:
                assert answer.read() == (tmp_path / "out" / name).read_bytes()
    assert state(folder) == before


@contextmanager
def opened_with_the_mouse(folder: Path, cwd: Path) -> Iterator[str]:
    """The address of the page that the program shows when it is started without a word."""
    program = subprocess.Popen(
        [str(folder / "checker")], cwd=cwd, env=BARE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", program.stdout.readline())
        assert found is not None
        yield found[0]
    finally:
        program.terminate()
        program.communicate()


def handed_in(address: str, path: Path) -> str:
    """Where the check of a return is, once it was handed in through the interface."""
    head = f'--b\r\nContent-Disposition: form-data; name="return"; filename="{path.name}"\r\n\r\n'
    body = head.encode() + path.read_bytes() + b"\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    with urlopen(Request(f"{address}/api/checks", body, kind)) as answer:
        return str(answer.headers["Location"])
