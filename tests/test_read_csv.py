"""A return sent as CSV files: encodings, separators, folders, zips, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import book, one, pack, pack_list, save
from resaving import csv_texts
from test_read_stops import stop_of

from checker import batch, check
from checker.errors import UsageError
from checker.pipeline.opening import receipt_of
from checker.read import Limits, inspect, read
from checker.read.csv.second import again, trimmed

SAMPLE = Path(__file__).parent.parent / "samples" / "clean.xlsx"
Rows = list[list[object]]


def rows_of(folder: Path, data: bytes, name: str = "Cases.csv") -> Rows:
    """The rows of the one sheet, which two readings agree on."""
    found = read(save(folder, data, name))
    assert (found.receipt.format, found.receipt.confirmed) == ("csv", True)
    return found.sheets[0].rows


def how(folder: Path, data: bytes) -> str:
    """What the receipt says was decided."""
    notes = inspect(save(folder, data, "Cases.csv")).notes
    return next(note for note in notes if note.startswith("Read as"))


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings_are_told_and_read(tmp_path: Path, codec: str, said: str) -> None:
    data = "ref,name\r\nC-1,Zoë – “ok” €5\r\n".encode(codec)
    assert rows_of(tmp_path, data) == [["ref", "name"], ["C-1", "Zoë – “ok” €5"]]
    assert how(tmp_path, data) == (
        f"Read as {said}, with commas between the cells: “Cases” (2 rows)."
    )


def test_utf16_in_either_order(tmp_path: Path) -> None:
    for bom, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert rows_of(tmp_path, bom + "é\tb".encode(codec)) == [["é", "b"]]


@pytest.mark.parametrize(
    ("sign", "said"),
    [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")],
)
def test_separators_are_told_and_read(tmp_path: Path, sign: str, said: str) -> None:
    lines = [["ref", "note"], ["C-1", "one, two"], ["C-2", "a; b"], ["C-3", "x|y"]]
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows(lines)
    data = text.getvalue().encode()
    assert rows_of(tmp_path, data) == lines
    assert said in how(tmp_path, data)


def test_the_first_line_may_name_the_separator(tmp_path: Path) -> None:
    for first in ("sep=;", "SEP=;", '"sep=;"'):
        data = f"{first}\r\na,b,c;d\r\ne,f,g;h\r\n".encode()
        assert rows_of(tmp_path, data) == [["a,b,c", "d"], ["e,f,g", "h"]]
    assert rows_of(tmp_path, b"sep=^\na^b") == [["a", "b"]]


def test_one_cell_to_a_row_is_said(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"a\n\nb") == [["a"], [], ["b"]]
    assert "one cell to a row: “Cases” (3 rows)." in how(tmp_path, b"a\n\nb")


def test_values_stay_texts(tmp_path: Path) -> None:
    data = b"00123,1.0,2026-01-31,1e5,TRUE,=1+1, x ,\r\n"
    assert rows_of(tmp_path, data) == [
        ["00123", "1.0", "2026-01-31", "1e5", "TRUE", "=1+1", " x ", None]
    ]


def test_a_sign_that_begins_a_page_may_begin_a_cell(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"<18,>65\n3,4\n") == [["<18", ">65"], ["3", "4"]]


def test_quotes_line_breaks_and_ragged_rows_are_kept(tmp_path: Path) -> None:
    data = b'a,"b ""q"" c","two\r\nlines, and more"\n\nd\re,f,g,h\r\n,,\r\n'
    assert rows_of(tmp_path, data) == [
        ["a", 'b "q" c', "two\r\nlines, and more"],
        [],
        ["d"],
        ["e", "f", "g", "h"],
    ]
    sheet = inspect(save(tmp_path, data, "Cases.csv")).sheets[0]
    assert (sheet.filled, sheet.last_row, sheet.last_column) == (8, 4, 4)


def test_error_values_are_counted_and_read_as_blank(tmp_path: Path) -> None:
    data = b"a,#REF!,#N/A,Err:502,#####,#,#1,#REF! here,#SPILL!\n"
    assert rows_of(tmp_path, data) == [["a", None, None, None, None, "#", "#1", "#REF! here", None]]
    sheet = inspect(save(tmp_path, data, "Cases.csv")).sheets[0]
    assert (sheet.filled, sheet.errors) == (9, 5)
    assert sheet.error_cells == ("B1", "C1", "D1", "E1", "I1")


def test_what_the_format_cannot_tell_is_said(tmp_path: Path) -> None:
    notes = inspect(save(tmp_path, b"a,b", "Cases.csv")).notes
    assert any("formula" in note and "cannot be told" in note for note in notes)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbfa,\xff\xfe", "UTF-8"),
        (b"\xff\xfea\x00,", "UTF-16"),
        (b"\xff\xfe\x00\xd8a\x00", "UTF-16"),
        (b"a,\x81\x8d", "Windows"),
        (b"a,b\n" * 2000 + b"a\x00b", "zero bytes"),
        (b"\xff\xfe" + "a,b\0".encode("utf-16-le"), "zero bytes"),
        (b'a,"b\nc,d\n', "quotation marks"),
        (b'a,b\nc,"d" e\n', "quotation marks"),
        (b'x,y\n"' + b"a" * 200_000 + b'",b', "characters"),
    ],
)
def test_what_is_no_csv_file_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    stop = stop_of(save(tmp_path, data, "Cases.csv"))
    assert stop.code == "corrupt"
    assert words in stop.message


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(rows=1), b"a,b\nc,d"),
        (Limits(columns=1), b"a,b\nc,d"),
        (Limits(cells=3), b"a,b\nc,d"),
        (Limits(cells=100), b"," * 1000),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, data: bytes) -> None:
    assert stop_of(save(tmp_path, data, "Cases.csv"), limits).code == "too-many-cells"


def test_a_separator_is_found_in_a_large_file_too(tmp_path: Path) -> None:
    data = b"ref;note\r\n" + b'C-1;"one, two\r\nthree"\r\n' * 60_000
    rows = rows_of(tmp_path, data)
    assert len(rows) == 60_001
    assert rows[-1] == ["C-1", "one, two\r\nthree"]


def test_thirty_million_empty_cells_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path, b"," * 29_999_999, "Cases.csv")
    assert stop_of(path).code == "too-many-cells"


@pytest.mark.parametrize("seed", range(60))
def test_damaged_files_stop_or_agree_and_nothing_else_escapes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray('ref;"note, and\r\nmore";x\r\nC-1;é;"a ""b"""\r\n'.encode() * 20)
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.choice(b';,"\r\n\t\x00\xff\xc3a')
    receipt = inspect(save(tmp_path, bytes(data), "Cases.csv"))
    assert receipt.confirmed is (receipt.stop is None)


def folder_of(root: Path, files: dict[str, bytes]) -> Path:
    folder = root / "return"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(data)
    return folder


FILES = {"Cases.csv": b"a,b\n1,2\n", "Victims.TSV": b"a\tb\n", "Notes.txt": b"x;y\n"}


def test_a_folder_gives_a_sheet_for_each_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {**FILES, "Empty.csv": b""})
    found = read(folder)
    assert (found.receipt.file, found.receipt.format) == ("return", "csv-folder")
    assert {sheet.name: sheet.rows for sheet in found.sheets} == {
        "Cases": [["a", "b"], ["1", "2"]],
        "Empty": [],
        "Notes": [["x", "y"]],
        "Victims": [["a", "b"]],
    }
    assert [sheet.name for sheet in found.sheets] == sorted(s.name for s in found.sheets)
    assert found.receipt.confirmed
    notes = found.receipt.notes
    assert "Read as UTF-8, with commas between the cells: “Cases” (2 rows)." in notes
    assert "Read as UTF-8, with tabs between the cells: “Victims” (1 row)." in notes


def test_the_digest_of_a_folder_is_that_of_its_files(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, FILES)
    lines = "".join(
        f"{hashlib.sha256(FILES[name]).hexdigest()}  {name}\n" for name in sorted(FILES)
    )
    before = inspect(folder).digest
    assert before == hashlib.sha256(lines.encode()).hexdigest()
    (folder / "readme.md").write_text("not read", encoding="utf-8")
    assert inspect(folder).digest == before
    (folder / "Cases.csv").write_bytes(b"a,b\n1,3\n")
    assert inspect(folder).digest != before


def test_other_things_in_a_folder_are_counted_and_not_read(tmp_path: Path) -> None:
    others = {"photo.jpg": b"x", "more/Cases.csv": b"a,b", ".~lock.Cases.csv": b"x"}
    found = read(folder_of(tmp_path, {**FILES, **others}))
    assert len(found.sheets) == 3
    assert any("3 other things" in note for note in found.receipt.notes)
    assert not any("photo" in note for note in found.receipt.notes)


def test_links_are_not_followed_out_of_a_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, FILES)
    (tmp_path / "secret.csv").write_bytes(b"secret,1\n")
    try:
        (folder / "Linked.csv").symlink_to(tmp_path / "secret.csv")
        (folder / "Inside.csv").symlink_to(folder / "Cases.csv")
    except OSError:
        pytest.skip("this machine makes no links")
    found = read(folder)
    assert [s.name for s in found.sheets] == ["Cases", "Inside", "Notes", "Victims"]
    assert any("1 other thing" in note for note in found.receipt.notes)


def test_a_folder_without_csv_files_is_no_return(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(UsageError, match="folder of CSV files"):
        inspect(tmp_path)


@pytest.mark.parametrize(
    "limits", [Limits(sheets=2), Limits(file_bytes=6), Limits(inflated_bytes=10)]
)
def test_limits_of_a_folder(tmp_path: Path, limits: Limits) -> None:
    folder = folder_of(tmp_path, FILES)
    whole = inspect(folder)
    assert whole.stop is None
    assert stop_of(folder, limits).code == "too-large"
    assert inspect(folder, limits).digest == whole.digest


@pytest.mark.parametrize("name", ["CASES.tsv", "cases.txt"])
def test_two_files_for_one_sheet_are_a_stop(tmp_path: Path, name: str) -> None:
    stop = stop_of(folder_of(tmp_path, {**FILES, name: b"a,b"}))
    assert stop.code == "corrupt"
    assert "same sheet" in stop.message


def test_a_file_that_is_no_text_stops_the_folder_and_is_named(tmp_path: Path) -> None:
    files = {"Cases.csv": book(one("")), "Victims.csv": b"a,b"}
    stop = stop_of(folder_of(tmp_path, files))
    assert stop.code == "corrupt"
    assert "“Cases”" in stop.message
    page = {"Cases.csv": b"<html><table></table></html>"}
    (tmp_path / "page").mkdir()
    assert "HTML" in stop_of(folder_of(tmp_path / "page", page)).message


def test_a_name_that_is_an_identifier_is_not_printed_by_a_stop(tmp_path: Path) -> None:
    name = "jo@example.org notes"
    receipt = receipt_of(folder_of(tmp_path, {f"{name}.csv": b"\x00", "Cases.csv": b"a,b"}))
    assert receipt.stop is not None
    assert "jo@example" not in repr(receipt)


@pytest.mark.parametrize("top", ["", "Return 2026/"])
def test_a_zip_gives_the_same_sheets_as_its_folder(tmp_path: Path, top: str) -> None:
    mac = {"__MACOSX/._Cases.csv": b"\0x", f"{top}.DS_Store": b"\0"}
    packed = pack({**{f"{top}{name}": data for name, data in FILES.items()}, **mac})
    found = read(save(tmp_path, packed, "return.zip"))
    assert (found.receipt.format, found.receipt.confirmed) == ("csv-zip", True)
    assert found.sheets == read(folder_of(tmp_path, FILES)).sheets


@pytest.mark.parametrize(
    "parts",
    [
        {"Cases.csv": b"a,b", "return.xlsx": b"PK"},
        {"a/Cases.csv": b"a,b", "b/Victims.csv": b"a,b"},
        {"a/b/Cases.csv": b"a,b"},
        {"__MACOSX/Cases.csv": b"a,b"},
    ],
)
def test_a_zip_of_anything_else_is_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    assert stop_of(save(tmp_path, pack(parts), "return.zip")).code == "not-a-workbook"


def test_a_zip_that_is_unsafe_is_refused(tmp_path: Path) -> None:
    for name in ("../Cases.csv", "/Cases.csv", "c:Cases.csv"):
        packed = pack({"Victims.csv": b"a,b", name: b"a,b"})
        assert stop_of(save(tmp_path, packed, "return.zip")).code == "corrupt"
    bomb = pack({"Cases.csv": b"a,b\n" * 3_000_000})
    assert stop_of(save(tmp_path, bomb, "return.zip")).code == "too-large"
    twice = pack_list([("Cases.csv", b"a,b"), ("cases.CSV", b"a,b")])
    assert stop_of(save(tmp_path, twice, "return.zip")).code == "corrupt"
    many = pack({f"{n}.csv": b"a,b" for n in range(101)})
    assert stop_of(save(tmp_path, many, "return.zip")).code == "too-large"


def sent(root: Path, name: str) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    for file, text in csv_texts(read(SAMPLE)).items():
        (folder / file).write_text(text, encoding="utf-8", newline="")
    return folder


def test_a_folder_of_a_batch_is_one_return(tmp_path: Path) -> None:
    sent(tmp_path, "in/north v1.2")
    (tmp_path / "in" / "loose").mkdir()
    (tmp_path / "in" / "loose" / "Cases.csv").write_bytes(b"a,b\n")
    (tmp_path / "in" / "north v1.2" / "letter.pdf").write_bytes(b"%PDF-")
    (tmp_path / "in" / "old.zip").write_bytes(pack(FILES))
    found = batch.workbooks([tmp_path / "in"])
    assert [path.relative_to(tmp_path / "in").as_posix() for path in found] == [
        "loose/Cases.csv",
        "north v1.2",
        "north v1.2/letter.pdf",
        "old.zip",
    ]
    result = batch.run([tmp_path / "in" / "north v1.2"], tmp_path / "out", jobs=1)
    assert [(row.file, row.ready) for row in result.entries] == [
        ("north v1.2", True),
        ("letter.pdf", None),
    ]
    assert (tmp_path / "out" / "north v1.2" / "report.html").is_file()


def test_a_folder_is_checked_like_a_workbook(tmp_path: Path) -> None:
    report = check(sent(tmp_path, "north"))
    assert report.receipt.stop is None
    assert report.receipt.file == "north"
    assert report.facts.provider
    assert not [f for f in report.findings if f.tier in ("ERROR", "PRIVACY")]


SIGNS = ",;\t|"
CODECS = ["utf-8", "utf-8-sig", "utf-16"]
# A carriage return alone would be read as Excel reads it: as the end of a line.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"),
    max_size=8,
).filter(lambda text: not text.startswith(("#", "Err:")) and "\ufeff" not in text)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), max_size=8)
)


def packed(rows: Sequence[Sequence[str]], sign: str, quoting: int, first: str = "") -> str:
    text = io.StringIO()
    text.write(first)
    csv.writer(text, delimiter=sign, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def same(data: bytes, rows: Sequence[Sequence[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if data.strip():
            found = [[*row] for row in rows_of(Path(folder), data)]
            assert trimmed(found) == trimmed([[v or None for v in row] for row in rows])


@settings(max_examples=150)
@given(TABLES, st.sampled_from(SIGNS), st.sampled_from(CODECS))
def test_what_is_written_in_quotes_comes_back_equal(
    rows: list[list[str]], sign: str, codec: str
) -> None:
    same(packed(rows, sign, csv.QUOTE_ALL).encode(codec), rows)


@settings(max_examples=150)
@given(TABLES, st.sampled_from(SIGNS), st.sampled_from(CODECS))
def test_what_names_its_separator_comes_back_equal(
    rows: list[list[str]], sign: str, codec: str
) -> None:
    same(packed(rows, sign, csv.QUOTE_MINIMAL, f"sep={sign}\r\n").encode(codec), rows)


PLAIN = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc"], exclude_characters=SIGNS + "<%P#E"),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150)
@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(PLAIN, min_size=n, max_size=n), min_size=1, max_size=8)
    ),
    st.sampled_from(SIGNS),
    st.sampled_from([*CODECS, "cp1252"]),
)
def test_what_uses_one_separator_comes_back_equal(
    rows: list[list[str]], sign: str, codec: str
) -> None:
    data = packed(rows, sign, csv.QUOTE_MINIMAL).encode(codec)
    # Some texts of Windows are UTF-8 by chance, and no reader can know.
    if codec != "cp1252" or not _is_utf8(data) or data.isascii():
        same(data, rows)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@settings(max_examples=300)
@given(st.text(alphabet='ab,;"\r\n', max_size=25), st.sampled_from(",;"))
def test_the_second_reading_agrees_wherever_the_first_finds_no_fault(text: str, sign: str) -> None:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
    except csv.Error:
        return
    assert again(text, sign) == trimmed([[v or None for v in row] for row in rows])
