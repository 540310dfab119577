"""Workbooks with a password: opened with --password-file, and the password is told to nobody."""

from __future__ import annotations

import io
import json
import logging
import re
import struct
import tempfile
from pathlib import Path

import pytest
from binary_files import cell12, data12, label, ole_file, row12, xls, xlsb
from locking import agile, standard, xls_locked
from read_files import book, one, pack, save
from test_cli import run

from checker import check
from checker.errors import UsageError
from checker.read import Limits, inspect, read

SAMPLES = Path(__file__).parent.parent / "samples"
SECRET = "Grün 7 pass"
PLAIN = book(one('<c r="A1"><v>2.5</v></c>'))
WAYS = {"agile": agile, "standard": standard}


@pytest.mark.parametrize("way", WAYS)
def test_a_package_is_opened_and_read_like_any_other(tmp_path: Path, way: str) -> None:
    path = save(tmp_path, WAYS[way](PLAIN, SECRET))
    workbook = read(path, password=SECRET)
    assert workbook.sheets[0].rows == [[2.5]]
    assert (workbook.receipt.format, workbook.receipt.confirmed) == ("xlsx", True)
    assert any("opened with the one given" in note for note in workbook.receipt.notes)
    assert workbook.receipt.digest != read(save(tmp_path, PLAIN, "b.xlsx")).receipt.digest


def test_a_binary_workbook_in_a_package_is_opened(tmp_path: Path) -> None:
    inside = xlsb({"A": data12(row12(0), cell12(5, 0, struct.pack("<d", 2.5)))})
    receipt = inspect(save(tmp_path, agile(inside, SECRET)), password=SECRET)
    assert (receipt.format, receipt.stop, receipt.sheets[0].filled) == ("xlsb", None, 1)


@pytest.mark.parametrize("way", ["rc4", "cryptoapi", "xor"])
def test_an_old_workbook_is_opened_in_memory(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, xls_locked(way, SECRET), "a.xls")
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    workbook = read(path, password=SECRET)
    assert [sheet.rows for sheet in workbook.sheets] == [[["in the cell"], [2.5]], []]
    assert (workbook.receipt.format, workbook.receipt.confirmed) == ("xls", True)


@pytest.mark.parametrize("way", ["rc4", "cryptoapi", "xor"])
def test_old_workbooks_are_locked_here_as_another_program_expects(way: str) -> None:
    from msoffcrypto.format.xls97 import Xls97File

    office = Xls97File(io.BytesIO(xls_locked(way, SECRET)))
    office.load_key(SECRET)
    made = io.BytesIO()
    office.decrypt(made)
    assert b"in the cell" in made.getvalue()


LOCKED = {
    "agile": lambda word: agile(PLAIN, word),
    "standard": lambda word: standard(PLAIN, word),
    "rc4": lambda word: xls_locked("rc4", word),
    "cryptoapi": lambda word: xls_locked("cryptoapi", word),
    "xor": lambda word: xls_locked("xor", word),
}


@pytest.mark.parametrize("way", LOCKED)
def test_without_the_password_it_says_what_to_do(tmp_path: Path, way: str) -> None:
    stop = inspect(save(tmp_path, LOCKED[way](SECRET))).stop
    assert stop is not None
    assert stop.code == "encrypted"
    assert "--password-file" in stop.fix
    assert "delete the password" in stop.fix


@pytest.mark.parametrize("wrong", ["other", "Grün 7 pas", "x" * 300])
@pytest.mark.parametrize("way", LOCKED)
def test_a_wrong_password_has_its_own_words(tmp_path: Path, way: str, wrong: str) -> None:
    stop = inspect(save(tmp_path, LOCKED[way](SECRET)), password=wrong).stop
    assert stop is not None
    assert stop.code == "encrypted"
    assert "the password given does not open it" in stop.message


@pytest.mark.parametrize("password", ["", "another one"])
@pytest.mark.parametrize("way", LOCKED)
def test_what_excel_opens_without_asking_is_opened(tmp_path: Path, way: str, password: str) -> None:
    receipt = inspect(save(tmp_path, LOCKED[way]("VelvetSweatshop")), password=password)
    assert receipt.stop is None
    assert any("without asking" in note for note in receipt.notes)


def test_a_password_for_a_file_that_has_none_changes_nothing(tmp_path: Path) -> None:
    for content in (PLAIN, xls({"A": label(0, 0, "a")})):
        path = save(tmp_path, content)
        assert inspect(path, password=SECRET) == inspect(path)


def test_the_word_inside_a_package_is_still_a_word_document(tmp_path: Path) -> None:
    inside = book(
        one(""),
        main_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    )
    stop = inspect(save(tmp_path, agile(inside, SECRET)), password=SECRET).stop
    assert stop is not None
    assert "Word" in stop.message


def test_limits_hold_for_what_is_inside(tmp_path: Path) -> None:
    bomb = pack({"[Content_Types].xml": TYPES, "big.bin": b"\0" * 9_000_000})
    path = save(tmp_path, agile(bomb, SECRET))
    stop = inspect(path, Limits(ratio_from=1_000), password=SECRET).stop
    assert stop is not None
    assert stop.code in ("too-large", "not-a-workbook")


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
INFO = (
    '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption">'
    '<keyEncryptors><p:encryptedKey xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/'
    'password" spinCount="%s"/></keyEncryptors></encryption>'
)


@pytest.mark.parametrize(
    ("info", "code"),
    [
        (INFO % "9999999", "encrypted"),
        (INFO % "-1", "encrypted"),
        (INFO % "100", "encrypted"),
        ('<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>', "unsafe-xml"),
        ("<a>" * 500, "unsafe-xml"),
        ("<a", "corrupt"),
        ("", "corrupt"),
        (INFO % "1" + " " * 70_000, "encrypted"),
    ],
)
@pytest.mark.parametrize("password", ["", SECRET])
def test_hostile_descriptions_of_a_lock_stop(
    tmp_path: Path, info: str, code: str, password: str
) -> None:
    streams = {"EncryptionInfo": b"\4\0\4\0\x40\0\0\0" + info.encode(), "EncryptedPackage": b"x"}
    stop = inspect(save(tmp_path, ole_file(streams)), password=password).stop
    assert stop is not None
    assert stop.code == code


@pytest.mark.parametrize("name", ["EncryptionInfo", "EncryptedPackage"])
def test_half_a_lock_stops(tmp_path: Path, name: str) -> None:
    stop = inspect(save(tmp_path, ole_file({name: b"\3\0\2\0"})), password=SECRET).stop
    assert stop is not None
    assert stop.code == "encrypted"


def test_damage_behind_the_lock_is_not_a_wrong_password(tmp_path: Path) -> None:
    content = bytearray(agile(PLAIN, SECRET))
    # The package is the largest stream; its first 16 bytes are the head of the zip.
    import olefile

    container = olefile.OleFileIO(io.BytesIO(bytes(content)))
    package = container.openstream("EncryptedPackage").read()
    at = bytes(content).index(package[:64])
    content[at + 8 : at + len(package) // 2] = bytes(len(package) // 2 - 8)
    stop = inspect(save(tmp_path, bytes(content)), password=SECRET).stop
    assert stop is not None
    assert stop.code == "corrupt"


@pytest.mark.parametrize("way", LOCKED)
@pytest.mark.parametrize("given", [SECRET, "wrong " + SECRET])
def test_the_password_is_told_to_nobody(
    tmp_path: Path, way: str, given: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = save(tmp_path, LOCKED[way](SECRET))
    receipt = inspect(path, password=given)
    told = f"{receipt!r} {caplog.text}"
    if receipt.stop is None:
        told += repr(read(path, password=given))
    else:
        with pytest.raises(Exception, match=re.escape(receipt.stop.message)) as caught:
            read(path, password=given)
        told += repr(caught.value) + str(caught.value.__cause__) + str(caught.value.__context__)
    assert SECRET not in told


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clean") / "clean.xlsx"
    path.write_bytes((SAMPLES / "clean.xlsx").read_bytes())
    return path


def test_the_command_opens_with_the_first_line_of_a_file(clean: Path, tmp_path: Path) -> None:
    path = save(tmp_path, agile(clean.read_bytes(), SECRET))
    words = tmp_path / "words.txt"
    words.write_bytes(b"\xef\xbb\xbf" + f"{SECRET}\r\nnot this".encode())
    done = run("check", path, "--password-file", words, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    report = (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert json.loads(report)["receipt"]["format"] == "xlsx"
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert SECRET not in report + page + done.stdout + done.stderr
    done = run("inspect", path, "--password-file", words)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run("inspect", path)
    assert (done.returncode, "--password-file" in done.stdout) == (3, True)


@pytest.mark.parametrize("content", [None, b"", b"\nsecond", b"\xff\xfe\x00"])
def test_a_password_file_without_a_password_is_wrong_usage(
    tmp_path: Path, content: bytes | None
) -> None:
    from checker.cli.passwords import password_in

    words = tmp_path / "words.txt"
    if content is not None:
        words.write_bytes(content)
    with pytest.raises(UsageError, match=r"words\.txt"):
        password_in(words)


def test_no_option_takes_a_password_itself(clean: Path, tmp_path: Path) -> None:
    done = run("inspect", clean, "--password", SECRET)
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr


def test_a_program_can_give_a_password_and_limits(tmp_path: Path) -> None:
    path = save(tmp_path, agile((SAMPLES / "clean.xlsx").read_bytes(), SECRET))
    assert check(path).receipt.stop is not None
    assert check(path, password=SECRET).ready
    small = check(path, password=SECRET, limits=Limits(cells=5)).receipt.stop
    assert small is not None
    assert "setting cells" in small.message
