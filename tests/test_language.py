"""Every sentence that people read is in the catalogue, and a gap in a language shows."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from checker import check
from checker.cli import cli
from checker.language import (
    ENGLISH,
    FALLBACK,
    LANGUAGES,
    entries,
    gaps_told,
    say,
    speaking,
    spoken,
    unmarked,
)
from checker.layout.codes import code_parser, entry_words
from checker.layout.tidying import KINDS, tidying_words
from checker.packs import load_return
from checker.privacy import identifier_words
from checker.render import FORMATS, summary, write
from checker.resources import templates_folder

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "checker").rglob("*.py"))
TEMPLATES = sorted(templates_folder().rglob("*.j2"))
ROOMS = sorted(path.stem for path in (templates_folder() / "language" / ENGLISH).glob("*.yaml"))
BREACHES = ROOT / "samples" / "breaches.xlsx"
_WORD = re.compile(r"[A-Za-z]{2,}")
_NAME = r"[a-z-]+\.[\w-]+"


def keys() -> set[str]:
    return {f"{room}.{name}" for room in ROOMS for name in entries(ENGLISH, room)}


def texts(language: str) -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for name, entry in entries(language, room).items():
            forms = {"": entry} if isinstance(entry, str) else entry
            yield from ((f"{room}.{name}", text) for text in forms.values())


def named_in_code() -> set[str]:
    """Every text in code and templates that is the key of a sentence, however it is used."""
    found: set[str] = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if re.fullmatch(_NAME, node.value) else set()
    for path in TEMPLATES:
        found |= set(re.findall(rf"""["']({_NAME})["']""", path.read_text("utf-8")))
    return found


def said_in_code() -> set[str]:
    """The keys that `say` is called with as they stand."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    for path in TEMPLATES:
        pattern = rf"""say\(\s*["']({_NAME})["']\s*[,)]"""
        found |= set(re.findall(pattern, path.read_text("utf-8")))
    return found


def begun_in_code() -> set[str]:
    """The beginnings of keys that are put together."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begin = str(node.values[0].value)
                found |= {begin} if re.match(r"[a-z-]+\.[a-z-]*\Z", begin) else set()
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        found |= set(re.findall(r"""say\(\s*["']([a-z-]+\.[\w-]*)["']\s*~""", text))
    return found


def test_what_is_said_is_in_the_english_catalogue():
    missing = said_in_code() - keys()
    assert not missing


def test_nothing_in_the_catalogue_is_said_by_nobody():
    begun = tuple(begun_in_code())
    unused = {key for key in keys() - named_in_code() if not key.startswith(begun)}
    assert not unused


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != ENGLISH])
def test_a_translation_fills_in_what_the_english_fills_in(language):
    english: dict[str, set[str]] = {}
    for key, text in texts(ENGLISH):
        english.setdefault(key, set()).update(names_in(text))
    for key, text in texts(language):
        assert names_in(text) <= english[key], key


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_several_forms_has_the_one_that_always_serves():
    for room in ROOMS:
        for name, entry in entries(ENGLISH, room).items():
            assert isinstance(entry, str) or "other" in entry, f"{room}.{name}"


def test_a_sentence_that_a_language_lacks_is_english_and_marked():
    assert say("assess.ready") == "Ready to send."
    with speaking("cy"):
        assert say("assess.ready") == f"{FALLBACK}Ready to send."
        assert say("assess.shown", n=2) == f"{FALLBACK}No breach in 2 rows checked."
    assert say("assess.ready") == "Ready to send."


def test_plural_forms_follow_the_number():
    assert say("assess.shown", n=1) == "No breach in 1 row checked."
    assert say("assess.shown", n=1200) == "No breach in 1,200 rows checked."


def test_a_text_with_braces_is_filled_in_as_it_is():
    assert "{x}" in say("stops.damaged", what="{x}")


# Rooms whose words reach the readers of a report. The commissioner's pack (render/pack), packs and
# their tools, the template, the synthetic data and the help of the commands are in English only.
COVERED = (
    *("advice", "audit", "editing", "expectations", "layout", "pipeline", "previous", "privacy"),
    *("proof", "read", "render", "rows", "assess.py"),
)
ENGLISH_ONLY = (
    "render/pack/",
    # What is wrong with a rule is told to whoever writes the pack.
    "expectations/compile.py",
    "expectations/conditions.py",
)
ALLOWED = {
    # Faults of our own code, which no file can bring about.
    "Two sheets share a name.",
    "A name is too long for a sheet, or has a sign that none can have.",
    "an element has no end",
    # Names of states and kinds, as code and files know them.
    "state not known",
    "true or false",
    "two-digit year",
    "the name of a thing",
    "expiring within 30 days",
    "claims of the return",
    # Stands for the name of a sheet, in whatever language its return is told of again.
    "Sheet {} (name withheld)",
    # Texts that are looked for in files, or written there for programs.
    "end of data",
    "Microsoft Office User",
    "Perpetrator programme checker",
    "perpetrator-programme-checker {}",
}
_MARKUP = re.compile(r"""[<\\|^]|\(\?|[a-z]="|#\ Waivers:""", re.VERBOSE)


def covered() -> Iterator[Path]:
    for path in CODE:
        name = path.relative_to(ROOT / "checker").as_posix()
        if name.split("/")[0] in COVERED and not name.startswith(ENGLISH_ONLY):
            yield path


def written_in(path: Path) -> Iterator[str]:
    """Every text that a module writes out, but for what documents it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            inner.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            inner |= {id(part) for part in ast.walk(node) if part is not node}
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield "".join(map(str, parts))


def is_sentence(text: str) -> bool:
    return len(_WORD.findall(text)) >= 3 and " " in text and not _MARKUP.search(text)


def words_of_types() -> set[str]:
    """The words that a Literal type lists: they are data, whatever they look like."""
    found: set[str] = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
                parts = (part for part in ast.walk(node.slice) if isinstance(part, ast.Constant))
                found |= {str(part.value) for part in parts}
    return found


def test_no_sentence_is_left_in_the_code_of_reports():
    kinds = {str(entry) for entry in entries(ENGLISH, "identifiers").values()}
    known = ALLOWED | words_of_types() | kinds
    left = {
        (path.name, text)
        for path in covered()
        for text in written_in(path)
        if is_sentence(text) and text not in known
    }
    assert not left


def test_what_is_allowed_to_stand_in_code_does_stand_there():
    assert {text for path in covered() for text in written_in(path)} >= ALLOWED


def test_no_words_stand_between_the_tags_of_the_templates_of_reports():
    report = templates_folder() / "report"
    # impact.html tells the writer of a pack what an edition changes, and stays in English.
    for path in (*report.glob("*.j2"), *(report / "sharing").glob("*.j2")):
        if path.name != "impact.html.j2":
            text = re.sub(r"(?s)<style>.*?</style>|\{[{%#].*?[}%#]\}", "", path.read_text("utf-8"))
            assert not _WORD.search(re.sub(r"<[^>]*>", "", text)), path.name


def test_every_kind_of_identifier_has_words():
    kinds = {str(entry): name for name, entry in entries(ENGLISH, "identifiers").items()}
    for path in (ROOT / "checker" / "privacy").glob("*.py"):
        for text in written_in(path):
            if re.match(r"an? [A-Za-z-]|initials", text) and not _MARKUP.search(text):
                assert text in kinds, text
    for words in kinds:
        assert identifier_words(words) == words


def test_every_kind_of_tidying_has_words():
    for kind in KINDS:
        assert tidying_words(kind, 1)
        assert tidying_words(kind, 2)


def test_a_missing_sentence_is_marked_once_however_it_is_put_together():
    with speaking("cy"):
        said = say("facts.first-places", n=2, shown=say("facts.none"))
        assert said == f"{FALLBACK}none and 2 more"
        assert say("facts.title", of=f"{FALLBACK}a file") == f"{FALLBACK}Check report: [en] a file"
        assert unmarked("sheets.cover") == "Cover"


def test_a_code_is_named_in_welsh_where_a_source_gives_its_label():
    lists = load_return("").code_lists
    yes, other = lists["yn"].codes[0], lists["close"].codes[0]
    assert (yes.label_cy, other.label_cy) == ("Ie", "")
    assert entry_words(yes) == f"{yes.code} – {yes.label}"
    with speaking("cy"):
        assert entry_words(yes) == f"{yes.code} – Ie"
        assert entry_words(other) == f"{other.code} ({FALLBACK}{other.label})"
    for codes in lists.values():
        for code in codes.codes:
            if code.label_cy:
                found = code_parser(codes)(f"{code.code} – {code.label_cy}")
                assert found.value == code.code


def gaps_in_welsh() -> str:
    assert not gaps_told()
    with speaking("cy"):
        return gaps_told()


# One check with every format, and all that is told of it.
@pytest.fixture(scope="module")
def welsh(tmp_path_factory):
    out = tmp_path_factory.mktemp("welsh")
    readers = ["--for", "provider,commissioner,public", "--no-fix-first"]
    command = ["check", str(BREACHES), "--language", "cy", *readers, "--out", str(out)]
    said = CliRunner().invoke(cli, [*command, "--format", ",".join(FORMATS)])
    assert said.exit_code == 1, said.output
    return out, said.output


def test_a_welsh_report_says_that_it_has_gaps_and_marks_them(welsh):
    out, said = welsh
    told = gaps_in_welsh()
    assert " ".join(said.split()).startswith(told)
    for page in (out / "report.html", *out.glob("*/report.html")):
        text = page.read_text("utf-8")
        assert '<html lang="cy">' in text
        assert told in text
        assert f'<span lang="en-GB">{FALLBACK}' in text
    data = json.loads((out / "report.json").read_text("utf-8"))
    assert data["language"] == "cy"
    assert data["headline"].startswith(FALLBACK)


def test_a_welsh_report_comes_in_every_format(welsh):
    out, _ = welsh
    assert {FORMATS[name].file for name in FORMATS} <= {path.name for path in out.iterdir()}
    book = openpyxl.load_workbook(out / "findings.xlsx", read_only=True)
    assert not any("[" in name for name in book.sheetnames)
    cover = book["Cover"]
    assert gaps_in_welsh() in {cell for row in cover.iter_rows(values_only=True) for cell in row}
    book.close()


def test_a_welsh_report_is_verified_in_its_language(welsh):
    out, _ = welsh
    said = CliRunner().invoke(cli, ["verify", str(out / "report.json"), str(BREACHES)])
    assert said.exit_code == 0, said.output


def test_the_language_of_a_report_decides_whatever_is_spoken_when_it_is_written(tmp_path):
    report = check(BREACHES, language="cy", fix_first=False)
    assert spoken() == ENGLISH
    # Rules are worded by their packs, which have no other language and need no mark.
    worded = {rule.id: rule.summary for rule in report.rules}
    for finding in report.findings:
        own = finding.message.endswith(worded[finding.rule])
        assert own or finding.message.startswith(FALLBACK), finding.rule
    write(report, tmp_path / "one", ["json", "csv"])
    with speaking("cy"):
        english = check(BREACHES, fix_first=False)
        write(report, tmp_path / "two", ["json", "csv"])
        write(english, tmp_path / "three", ["json", "csv"])
    for name in ("report.json", "findings.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        assert FALLBACK not in (tmp_path / "three" / name).read_text("utf-8")


def test_a_batch_writes_its_reports_in_welsh_and_its_pack_in_english(tmp_path):
    command = ["batch", str(BREACHES), "--jobs", "1", "--out", str(tmp_path / "out")]
    said = CliRunner().invoke(cli, [*command, "--format", "html,json", "--language", "cy"])
    assert said.exit_code == 1, said.output
    [made] = (tmp_path / "out").glob("*/report.json")
    assert json.loads(made.read_text("utf-8"))["language"] == "cy"
    assert gaps_in_welsh() in made.with_name("report.html").read_text("utf-8")
    assert '<html lang="en-GB">' in (tmp_path / "out" / "index.html").read_text("utf-8")
    # Another language is another result: nothing of the first run serves.
    again = CliRunner().invoke(cli, [*command, "--format", "html,json", "--resume"])
    assert again.exit_code == 1, again.output
    assert json.loads(made.read_text("utf-8"))["language"] == "en"


@pytest.mark.parametrize("command", ["annotate", "repair"])
def test_copies_are_told_of_in_welsh(command, tmp_path):
    copy = tmp_path / "copy.xlsx"
    asked = [command, str(BREACHES), "--language", "cy", "--out", str(copy)]
    said = CliRunner().invoke(cli, asked)
    assert said.exit_code == 1, said.output
    assert FALLBACK in said.output
    assert not any("[" in name for name in openpyxl.load_workbook(copy).sheetnames)


def test_why_a_file_cannot_be_read_is_said_once_in_any_language(tmp_path):
    path = tmp_path / "notes.xlsx"
    path.write_bytes(b"not a workbook")
    for language in LANGUAGES:
        report = check(path, language=language)
        message = report.receipt.stop.message.removeprefix(FALLBACK)
        assert " ".join(summary(report).split()).count(message) == 1
