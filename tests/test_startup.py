"""What a process pays before and after its work: nothing for what the command does not use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cli.commands import PLACES, Commands
from checker.language import catalogues
from checker.packs.files import parse_yaml, read_yaml
from checker.render import compiled
from checker.render.html import compiled_folder
from checker.resources import parsed, standards_folder, templates_folder

ROOT = Path(__file__).parent.parent
CLEAN = ROOT / "samples" / "clean.xlsx"

# What a check needs, and what it leaves to other commands.
WORK = {"polars", "duckdb", "jinja2", "jsonschema_rs", "python_calamine", "holidays"}
OTHERS = {
    *("great_expectations", "pandas", "pyarrow", "numpy", "scipy", "openpyxl", "jsonschema"),
    *("yaml", "rich", "psutil", "multiprocessing", "olefile", "msoffcrypto"),
}
_LISTED = """
import json, sys
sys.argv = ["checker", *sys.argv[1:]]
from checker.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*words: str | Path) -> set[str]:
    """The modules in memory at the end of a command."""
    done = subprocess.run(
        [sys.executable, "-c", _LISTED, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(json.loads(done.stderr))


@pytest.mark.parametrize(
    "words",
    ["--help", "--version", "standards list", "standards show gb-stalking", "standards --help"],
)
def test_what_only_looks_up_loads_nothing_heavy(words):
    assert not loaded(*words.split()) & (WORK | OTHERS)


def test_a_command_loads_no_other_and_its_help_nothing_heavy():
    seen = loaded("check", "--help")
    assert not seen & (WORK | OTHERS)
    assert "checker.cli.returns" in seen
    assert not seen & {f"checker.cli.{name}" for name in ("batching", "auditing", "standards")}
    assert not {name for name in seen if name.startswith("checker.model")}


def test_inspect_loads_what_reads_and_not_what_judges():
    assert not loaded("inspect", CLEAN) & ((WORK | OTHERS) - {"python_calamine"})


def test_a_check_loads_what_it_needs_and_no_more(tmp_path):
    seen = loaded("check", CLEAN, "--format", "html,json", "--out", tmp_path)
    assert seen >= {"polars", "duckdb", "jinja2"}
    assert not seen & OTHERS


def test_who_asks_for_no_page_does_not_pay_for_pages(tmp_path):
    seen = loaded("check", CLEAN, "--format", "json", "--out", tmp_path)
    assert "jinja2" not in seen
    assert "checker.render.page" not in seen


def test_every_command_is_where_it_is_said_to_be():
    commands = Commands()
    assert set(commands) == set(PLACES)
    assert {name: commands[name].name for name in commands} == {name: name for name in PLACES}
    assert commands.get("frobnicate") is None


# The end of a process ---------------------------------------------------------------------------


def test_a_process_runs_what_is_registered_for_its_end_and_gives_its_exit_code(tmp_path):
    code = (
        "import atexit, sys; from checker.cli import process;"
        " atexit.register(print, 'the end');"
        f" sys.argv = ['checker', 'inspect', {str(tmp_path / 'none.xlsx')!r}]; process()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "the end\n")
    assert "none.xlsx" in done.stderr


def test_a_reader_that_goes_away_ends_a_process_without_a_traceback():
    words = [sys.executable, "-m", "checker", "standards", "list"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as one:
        one.stdout.close()
        assert b"Traceback" not in one.stderr.read()


# YAML that was parsed before --------------------------------------------------------------------


ROOTS = [standards_folder(), catalogues()]
SHIPPED = [(path, root) for root in ROOTS for path in sorted(root.rglob("*.yaml"))]


def test_the_copies_hold_what_the_files_hold():
    assert len(SHIPPED) > 200
    for path, root in SHIPPED:
        assert parsed.parsed(path, root) == parse_yaml(path), path.name


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(data=_VALUES, content=st.binary(max_size=20))
def test_a_line_gives_back_just_what_it_was_made_of_or_is_not_made(tmp_path_factory, data, content):
    root = tmp_path_factory.mktemp("tree")
    path = root / "some.yaml"
    path.write_bytes(content)
    line = parsed.parsed_line(path, root, data)
    (root / parsed.PARSED).write_text(line, encoding="utf-8", newline="\n")
    try:
        found = parsed.parsed(path, root)
    except LookupError:
        assert line == ""
    else:
        assert repr(found) == repr(data)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A tree of one file with its copy, which says that it holds 1, and the file's path."""
    path = tmp_path / "some.yaml"
    path.write_text("# a number\n2\n", encoding="utf-8", newline="\n")
    line = parsed.parsed_line(path, tmp_path, 1)
    (tmp_path / parsed.PARSED).write_text(line, encoding="utf-8", newline="\n")
    monkeypatch.setattr("checker.packs.files.standards_folder", lambda: tmp_path)
    return path


def test_a_file_is_read_from_its_copy(tree):
    assert read_yaml(tree) == 1


def test_a_changed_file_is_read_itself(tree):
    tree.write_text("# a number\n3\n", encoding="utf-8", newline="\n")
    assert read_yaml(tree) == 3


def test_other_line_endings_are_no_change(tree):
    tree.write_bytes(tree.read_bytes().replace(b"\n", b"\r\n"))
    assert read_yaml(tree) == 1


@pytest.mark.parametrize("spoilt", ["", "some.yaml", "\t\t", "some.yaml\t{digest}\t[1", "\ufffd"])
def test_a_spoilt_copy_is_never_believed(tree, spoilt):
    copy = tree.with_name(parsed.PARSED)
    digest = copy.read_text(encoding="utf-8").split("\t")[1]
    copy.write_text(spoilt.format(digest=digest), encoding="utf-8")
    assert read_yaml(tree) == 2


# Pages that were compiled before ----------------------------------------------------------------


@pytest.fixture
def pages(tmp_path):
    """Copies of the templates and of what was compiled of them."""
    shutil.copytree(templates_folder() / "report", tmp_path / "report")
    shutil.copytree(compiled_folder(), tmp_path / "compiled")
    return tmp_path


def _filled(pages: Path, name: str = "report.css") -> tuple[str, str]:
    """A template filled in, and the file that its code came from."""
    from jinja2 import Environment

    loader = compiled.PageLoader(pages / "report", pages / "compiled")
    template = Environment(loader=loader, autoescape=True).get_template(name)
    return template.render(), Path(template.root_render_func.__code__.co_filename).name


def test_the_folder_holds_what_is_listed_and_nothing_else():
    index = json.loads((compiled_folder() / compiled.INDEX).read_text(encoding="utf-8"))
    files = {compiled._file(name) for name in index["pages"]} | {compiled.INDEX}
    assert {path.name for path in compiled_folder().iterdir()} - {"__pycache__"} == files
    assert "report.html.j2" in index["pages"]


def test_a_template_comes_as_it_was_compiled(pages):
    assert _filled(pages)[1] == "report.css.py"


def test_a_changed_template_is_compiled_itself(pages):
    path = pages / "report" / "report.css"
    path.write_text("p { color: {{ 1 + 1 }} }", encoding="utf-8")
    assert _filled(pages) == ("p { color: 2 }", "report.css")


@pytest.mark.parametrize("index", ['{"jinja2": "0.1", "pages": {}}', "[]", "{", ""])
def test_what_another_jinja_made_or_nobody_knows_is_not_used(pages, index):
    path = pages / "compiled" / compiled.INDEX
    old = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(index.replace("{}", json.dumps(old["pages"])), encoding="utf-8")
    assert _filled(pages)[1] == "report.css"


@pytest.mark.parametrize("text", [None, "def (", "\0"])
def test_code_that_is_gone_or_spoilt_is_made_anew(pages, text):
    path = pages / "compiled" / "report.css.py"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    assert _filled(pages)[1] == "report.css"
