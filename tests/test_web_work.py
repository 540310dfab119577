"""The process that checks one return for a page: what it tells, in what order, and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.language import spoken
from checker.pipeline import check_file
from checker.read import InMemory, Limits, digest_of, inspect
from checker.render import FORMATS, made
from checker.web.media import media_type
from checker.web.records import Early, Failed, Output, Setup, Stage, Told, Upload
from checker.web.work import LostUpload, answer, prepare
from checker.workers import Bounds, Lost

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SETUP = Setup()
REPORTS = ("html", "json")
STOPPED = b"PK\3\4 this is no workbook"


@pytest.fixture(autouse=True)
def the_same_time(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.xlsx").read_bytes()


def news(upload: Upload | LostUpload, setup: Setup = SETUP) -> list:
    return list(answer(setup, upload))


def outputs(told: list) -> dict[str, bytes]:
    return {each.name: each.data for each in told if isinstance(each, Output)}


def last_told(told: list) -> Told:
    return [each for each in told if isinstance(each, Told)][-1]


@pytest.fixture(scope="module")
def breaches() -> list:
    return news(Upload("breaches.xlsx", sample("breaches")))


def edited(report: bytes, **changes: str) -> bytes:
    """A report.json that says something else of its return, or of its day."""
    data = json.loads(report)
    for name, value in changes.items():
        (data if name == "as_of" else data["return"])[name] = value
    return json.dumps(data).encode()


def protected(data: bytes, password: str) -> bytes:
    into = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(data)).encrypt(password, into)
    return into.getvalue()


# What is told, and in what order ----------------------------------------------------------------


def test_the_news_come_in_their_order_and_the_report_before_the_rest(breaches):
    said = [each.name if isinstance(each, (Output, Stage)) else "told" for each in breaches]
    first = ["checking", "told", "report.html", "report.json"]
    assert said == [*first, "writing", "findings.xlsx", "annotated.xlsx", "receipt.txt"]
    told = last_told(breaches)
    assert (told.file, told.state, told.stop, told.exit_code) == (
        *("breaches.xlsx", "not-ready", ""),
        1,
    )
    assert told.provider
    assert told.counts["ERROR"]
    assert told.notes == ()


def test_who_waits_is_shown_the_report_before_repairs_are_tried():
    ugly = Upload("ugly.xlsx", sample("ugly"))
    said, shown = news(ugly), news(replace(ugly, at_once=True))
    told = last_told(shown)
    [early] = [each for each in shown if isinstance(each, Early)]
    assert said == [shown[0], *shown[3:]]
    assert shown[:4] == [Stage("checking"), told, early, told]
    assert b"being tried now" in early.data
    assert b"being tried now" not in outputs(said)["report.html"]


def test_where_there_is_nothing_to_try_the_report_itself_is_what_is_shown(breaches):
    shown = news(Upload("breaches.xlsx", sample("breaches"), at_once=True))
    assert [type(each) for each in shown] == [type(each) for each in breaches]


def test_the_reports_are_those_of_the_command_line_to_the_byte(breaches, tmp_path):
    CliRunner().invoke(cli, ["check", str(SAMPLES / "breaches.xlsx"), "--out", str(tmp_path)])
    for file in ("report.html", "report.json", "findings.xlsx"):
        assert outputs(breaches)[file] == (tmp_path / file).read_bytes()
    copy = tmp_path / "copy.xlsx"
    CliRunner().invoke(cli, ["annotate", str(SAMPLES / "ugly.xlsx"), "--out", str(copy)])
    own = outputs(news(Upload("ugly.xlsx", sample("ugly"))))
    assert own["annotated.xlsx"] == copy.read_bytes()


def test_a_setup_says_what_the_options_of_check_say(tmp_path):
    path = str(SAMPLES / "ugly.xlsx")
    words = ["--standard", "gb-stalking", "--as-of", "2026-09-01", "--language", "cy"]
    CliRunner().invoke(cli, ["check", path, "--out", str(tmp_path), *words])
    setup = Setup(standards=("gb-stalking",), as_of="2026-09-01")
    own = outputs(news(Upload("ugly.xlsx", sample("ugly"), language="cy"), setup))
    for file in ("report.html", "report.json", "findings.xlsx"):
        assert own[file] == (tmp_path / file).read_bytes()
    assert spoken() == "en"


def test_the_receipt_names_every_download_and_the_report_can_be_verified(breaches, tmp_path):
    own = outputs(breaches)
    for name, data in own.items():
        (tmp_path / name).write_bytes(data)
    receipt = own.pop("receipt.txt").decode()
    named = [line for line in receipt.splitlines() if line.startswith("File: ")]
    assert named == [
        f"File: {name} SHA-256 {hashlib.sha256(data).hexdigest()}" for name, data in own.items()
    ]
    words = ["verify", str(tmp_path / "report.json"), str(SAMPLES / "breaches.xlsx")]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output


def test_every_format_can_be_had_and_has_its_media_type():
    said = news(Upload("clean.xlsx", sample("clean"), formats=tuple(reversed(FORMATS))))
    assert set(outputs(said)) == {each.file for each in FORMATS.values()} | {"annotated.xlsx"}
    assert {each.name: each.media_type for each in said if isinstance(each, Output)} == {
        name: media_type(name) for name in outputs(said)
    }
    names = [each.name for each in said if isinstance(each, Output)]
    assert (set(names[:2]), names[-1]) == ({"report.html", "report.json"}, "receipt.txt")


def test_the_language_is_spoken_only_while_the_work_is_done():
    said = answer(SETUP, Upload("stop.xlsx", STOPPED, language="cy"))
    assert {spoken() for _ in said} == {"en"}


# Files that cannot be read, and people in them --------------------------------------------------


def test_a_file_that_is_no_workbook_gets_the_report_of_a_stop():
    said = news(Upload("Return.xlsx", STOPPED))
    told = last_told(said)
    assert (told.state, bool(told.stop), told.exit_code, told.notes) == ("stop", True, 3, ())
    assert set(outputs(said)) == {"report.html", "report.json", "findings.xlsx", "receipt.txt"}


def test_a_name_that_looks_like_an_identifier_is_told_nowhere():
    said = news(Upload("jane.bloggs@example.org.xlsx", sample("clean")))
    told = last_told(said)
    assert (told.file, told.counts["PRIVACY"] > 0) == ("(name withheld).xlsx", True)
    assert not any(b"jane.bloggs" in data for data in outputs(said).values())


def test_a_password_opens_a_file_and_no_copy_of_it_is_made():
    data = protected(sample("ugly"), "Sesame 1")
    for password in ("", "Sesame 2"):
        said = news(Upload("clean.xlsx", data, password=password))
        assert last_told(said).stop == "encrypted"
    upload = Upload("clean.xlsx", data, password="Sesame 1")
    said = news(upload)
    first, again = [each for each in said if isinstance(each, Told)]
    assert (first.state, first.notes, again.state) == ("not-ready", (), "not-ready")
    assert "protected with a password" in again.notes[0]
    assert "annotated.xlsx" not in outputs(said)
    assert not any(b"Sesame" in output for output in outputs(said).values())
    assert "Sesame" not in repr(upload) + repr(said)


# Earlier reports --------------------------------------------------------------------------------


def test_the_earlier_report_of_this_provider_is_used_and_the_others_are_told_of(breaches, tmp_path):
    own = outputs(breaches)["report.json"]
    old = edited(own, as_of="2020-01-31")
    other = edited(own, provider="Another", provider_id="PR-OTHER")
    previous = (
        *(("other.json", other), ("mine.json", own), ("old.json", old)),
        *(("noise.json", b"{]"), ("jane.bloggs@example.org.json", b"{}"), ("again.json", own)),
    )
    said = news(Upload("breaches.xlsx", sample("breaches"), previous=previous))
    notes = last_told(said).notes
    assert len(notes) == 4
    assert [("noise.json" in note, "not JSON" in note) for note in notes[:1]] == [(True, True)]
    assert "(name withheld).json is not a report" in notes[1]
    assert "other.json is about another provider" in notes[2]
    assert "old.json was not compared with" in notes[3]
    path = tmp_path / "mine.json"
    path.write_bytes(own)
    words = ["check", str(SAMPLES / "breaches.xlsx"), "--previous", str(path)]
    CliRunner().invoke(cli, [*words, "--out", str(tmp_path)])
    assert outputs(said)["report.json"] == (tmp_path / "report.json").read_bytes()
    assert outputs(said)["report.json"] != own


def test_of_two_earlier_reports_of_one_day_the_last_is_used(breaches):
    first = edited(outputs(breaches)["report.json"], provider_id="PROV-7T6T6R")
    second = edited(first, layout="compact")
    used = []
    for previous in ((first, second), (second, first)):
        files = tuple((f"{at}.json", data) for at, data in enumerate(previous))
        said = news(Upload("ugly.xlsx", sample("ugly"), previous=files))
        assert "0.json was not compared with" in last_told(said).notes[0]
        digest = hashlib.sha256(previous[1]).hexdigest()
        used.append(f"Previous report: SHA-256 {digest}".encode() in outputs(said)["receipt.txt"])
    assert used == [True, True]


def test_where_no_earlier_report_fits_the_check_is_as_without_one(breaches):
    own = outputs(breaches)["report.json"]
    previous = (
        ("other.json", edited(own, provider="Another", provider_id="PR-OTHER")),
        ("kind.json", edited(own, spec="other-1.0")),
    )
    upload = Upload("breaches.xlsx", sample("breaches"), previous=previous, formats=REPORTS)
    said = news(upload)
    assert [note.split(" is about ")[1][:12] for note in last_told(said).notes] == [
        *("another prov", "another kind"),
    ]
    assert outputs(said)["report.json"] == own


# Wrong use, and processes that were lost --------------------------------------------------------


def test_wrong_use_is_told_and_nothing_more():
    said = news(Upload("clean.xlsx", sample("clean")), Setup(standards=("no-such-standard",)))
    assert [type(each) for each in said] == [Stage, Failed]
    assert said[1].exit_code == 2
    assert "no-such-standard" in said[1].why


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("died", "reader-died"),
        ("took too long", "took-too-long"),
        ("too much memory", "too-much-memory"),
        ("too much output", "too-large"),
    ],
)
def test_a_return_whose_process_was_lost_gets_the_report_of_a_stop(why, code):
    upload = Upload("clean.xlsx", sample("clean"), previous=(("old.json", b"{}"),))
    said = news(LostUpload(upload, Lost(why)), Setup(bounds=Bounds(seconds=7)))
    told = last_told(said)
    assert (told.state, told.stop, told.exit_code) == ("stop", code, 3)
    assert told.notes == ("Nothing was checked, so nothing was compared with an earlier report.",)
    assert set(outputs(said)) == {"report.html", "report.json", "findings.xlsx", "receipt.txt"}
    assert hashlib.sha256(upload.data).hexdigest().encode() in outputs(said)["receipt.txt"]
    assert ("7 seconds" in told.headline) is (why == "took too long")


def test_a_fault_of_ours_is_told_without_a_word_of_the_return():
    said = news(LostUpload(Upload("clean.xlsx", sample("clean")), Lost("failed", "KeyError")))
    assert [type(each) for each in said] == [Stage, Failed]
    assert said[1].exit_code == 4
    assert "KeyError" in said[1].why


def test_an_unforeseen_error_goes_to_the_caller(monkeypatch):
    def broken(*_, **__):
        raise KeyError("a value")

    monkeypatch.setattr("checker.web.checking.check_by_steps", broken)
    with pytest.raises(KeyError):
        news(Upload("clean.xlsx", sample("clean")))


# Nothing on the disk, nothing heavy in the server -----------------------------------------------

_WATCHED = """
import sys, traceback
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import watched
sys.dont_write_bytecode = True
from checker.web.records import Setup, Upload
from checker.web.work import answer, prepare
light = sorted({"polars", "duckdb", "openpyxl", "checker.pipeline"} & set(sys.modules))
prepare(Setup())
tasks = [
    Upload(Path(name).name, Path(name).read_bytes(), password="Sesame 1")
    for name in sys.argv[2:]
]
sys.addaudithook(watched.hook)
made = [len(list(answer(Setup(), task))) for task in tasks]
seen = watched.seen
print([light, made, seen["changed"], seen["reached"], seen["started"]])
print(len(seen["read"]))
"""


def test_nothing_is_written_reached_or_started_and_the_server_loads_nothing_heavy(tmp_path):
    locked, table = tmp_path / "locked.xlsx", tmp_path / "tables.zip"
    locked.write_bytes(protected(sample("ugly"), "Sesame 1"))
    with zipfile.ZipFile(table, "w") as package:
        package.writestr("Cases.csv", "Case reference\nC-1\n")
    stop = tmp_path / "stop.xlsx"
    stop.write_bytes(STOPPED)
    files = [SAMPLES / "breaches.xlsx", locked, table, stop]
    words = [sys.executable, "-c", _WATCHED, str(ROOT / "tests"), *map(str, files)]
    done = subprocess.run(words, capture_output=True, check=False, cwd=ROOT, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "[[], [8, 8, 7, 7], [], [], []]"


def test_a_warmed_process_answers_as_any_other(breaches):
    import gc

    before = gc.get_threshold()
    try:
        prepare(Setup(return_id="no-such-return"))
        prepare(SETUP)
        said = outputs(news(Upload("breaches.xlsx", sample("breaches"), formats=REPORTS)))
        assert said == {name: outputs(breaches)[name] for name in said}
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


# A file in memory is a file ---------------------------------------------------------------------


def _as_csv(folder: Path) -> Path:
    path = folder / "return.zip"
    workbook = openpyxl.load_workbook(SAMPLES / "clean.xlsx", read_only=True)
    with zipfile.ZipFile(path, "w") as package:
        for sheet in workbook.worksheets:
            rows = ["" if c is None else str(c) for row in sheet.values for c in row[:3]]
            package.writestr(f"{sheet.title}.csv", "\n".join(rows))
    return path


@pytest.mark.parametrize("kind", ["ugly", "stop", "password", "csv", "name", "large", "empty"])
def test_a_file_in_memory_is_reported_as_the_same_file_by_its_path(kind, tmp_path):
    path, password, limits = tmp_path / "a.xlsx", "", Limits()
    if kind == "csv":
        path = _as_csv(tmp_path)
    elif kind == "password":
        path.write_bytes(protected(sample("ugly"), "Sesame 1"))
        password = "Sesame 1"
    else:
        path = tmp_path / "jane.bloggs@example.org.xlsx" if kind == "name" else path
        content = {"stop": STOPPED, "empty": b""}.get(kind, sample("ugly"))
        path.write_bytes(content)
        limits = Limits(file_bytes=30_000) if kind == "large" else limits
    handed = InMemory(path.name, path.read_bytes())
    assert inspect(handed, limits, password) == inspect(path, limits, password)
    assert digest_of(handed, limits) == digest_of(path, limits)
    one, two = (check_file(each, limits=limits, password=password) for each in (handed, path))
    formats = tuple(FORMATS) if kind in ("stop", "ugly") else REPORTS
    assert made(one, formats) == made(two, formats)
    assert "ugly" not in repr(handed)
    assert "PK" not in repr(handed)
