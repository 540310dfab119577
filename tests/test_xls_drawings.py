"""Drawings in old Excel workbooks: their texts are found, and nothing else is taken for a text."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest
from binary_files import DATES, bof, label, rec, text8, xls
from hypothesis import example, given, settings
from hypothesis import strategies as st
from read_files import save
from resaving import by_libreoffice
from xls_drawings import (
    BOX,
    LIST,
    ON_NOTE,
    an_object,
    atom,
    box,
    container,
    drawing,
    identity,
    shape,
    stored,
    table,
    words,
)

from checker.privacy import scan_texts
from checker.read import Limits, Text, Workbook, read
from checker.read.runs import Net
from checker.read.xls.drawing import cast_drawing

NHS = "999 000 0018"
CELL = label(0, 0, "a")
PICTURE = b"\x89PNG _@name_here_ 999 000 0018 " * 3


def book_of(records: bytes, book: bytes = b"", **how: object) -> Workbook:
    content = xls({"Cases": CELL + records}, book=DATES + book, **how)
    with tempfile.TemporaryDirectory() as folder:
        return read(save(Path(folder), content, "a.xls"))


def drawn(*shapes: bytes) -> bytes:
    return rec(0xEC, drawing(*shapes))


def said(book: Workbook) -> list[tuple[str, str]]:
    return [(text.place, text.words) for text in book.texts]


def is_read(book: Workbook) -> bool:
    return "unread-parts" not in book.receipt.beside


def cast(data: bytes) -> tuple[list[Text], bool]:
    """The texts of a drawing, and whether all of it could be followed."""
    kept: list[Text] = []
    net = Net(Limits(), kept)
    cast_drawing(data, net)
    return kept, not net.unread


def list_of(line: str) -> bytes:
    """The last part of a list: it does not tell its size."""
    return struct.pack("<HHHHHHH", 0x13, 0x1FEE, 0, 1, 0, 2, 0) + text8(line)


LINK = bytes(range(128, 160)) + words(f"mailto:{NHS}@example.org")
CHART = bof(0x20) + rec(0xEC, drawing(shape())) + an_object(BOX, 3) + box(f"NHS {NHS}") + rec(0x0A)
TWO_SHAPES = drawing(shape(), shape(table({896: words(f"NHS {NHS}")})))
FIRST_SHAPE = len(drawing(shape()))
PLACES = {
    "a box": drawn(shape()) + an_object(BOX, 1) + rec(0xEC, atom(0xF00D)) + box(f"NHS {NHS}"),
    "a wide box": drawn(shape()) + an_object(BOX, 1) + box(f"Ŵyn {NHS}", wide=True),
    "a box in two records": an_object(BOX, 1) + box(f"NHS {NHS}", cut=9),
    "a box without its object": box(f"NHS {NHS}"),
    "two boxes of one number": an_object(ON_NOTE, 1) + box(f"NHS {NHS}") + box("another"),
    "a comment without a cell": an_object(ON_NOTE, 1) + box(f"NHS {NHS}"),
    "a name": drawn(shape(table({4: 90, 896: words(f"NHS {NHS}")}))),
    "a description": drawn(shape(table({896: words("Box 1"), 897: words(f"NHS {NHS}")}))),
    "a tip": drawn(shape(table({909: words(f"NHS {NHS}")}, 0xF122))),
    "WordArt": drawn(shape(table({192: words(f"NHS {NHS}"), 197: words("Arial Black")}))),
    "who is to sign": drawn(shape(table({1923: words(f"NHS {NHS}")}, 0xF121))),
    "the file of a picture": drawn(shape(table({260: 1, 261: words(f"C:\\{NHS}.png")}))),
    "a link": drawn(shape(table({898: LINK}))),
    "a shape in a group": drawn(container(0xF003, shape(table({896: words(f"NHS {NHS}")})))),
    "behind an array": drawn(
        shape(table({325: struct.pack("<HHH", 2, 2, 4) + bytes(8), 897: words(f"NHS {NHS}")}))
    ),
    "a list": an_object(LIST, 1, list_of(f"NHS {NHS}")),
    "a list that goes on": an_object(LIST, 1, list_of("one")) + rec(0x3C, text8(f"NHS {NHS}")),
    "behind a list": rec(0xEC, TWO_SHAPES[:FIRST_SHAPE])
    + an_object(LIST, 1, list_of("one"))
    + rec(0x3C, TWO_SHAPES[FIRST_SHAPE:]),
    "a picture of a header": rec(
        0x866, bytes(14) + drawing(shape(table({896: words(f"NHS {NHS}")})))
    ),
    "a chart": CHART,
}


@pytest.mark.parametrize("place", PLACES)
def test_what_a_person_can_read_in_a_drawing_is_looked_at(place: str) -> None:
    book = book_of(PLACES[place])
    assert [sighting.kind for sighting in scan_texts(book.texts)] == ["an NHS number"]
    assert is_read(book)


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=16, max_size=16))
@example(b"a1 @ann_example ")
@example(" @annex ".encode("utf-16-le"))
def test_the_identity_of_a_comment_is_no_text(made: bytes) -> None:
    note = rec(0x1C, struct.pack("<HHHH", 3, 1, 0, 7) + text8("Author") + b"\0")
    book = book_of(drawn(shape()) + an_object(ON_NOTE, 7, identity(made)) + box("Words") + note)
    assert said(book) == [("comment", "Words"), ("author", "Author")]
    assert is_read(book)


WORDLESS = st.sampled_from([0xF008, 0xF009, 0xF00A, 0xF00F, 0xF010, 0xF012, 0xF01E, 0xF11D, 0xF118])
FISHY = st.binary(max_size=60) | st.just(" @ann_example ".encode("utf-16-le")) | st.just(PICTURE)


@given(st.lists(st.tuples(WORDLESS, FISHY), max_size=6), FISHY)
def test_no_text_comes_out_of_what_holds_none(atoms: list[tuple[int, bytes]], value: bytes) -> None:
    array = struct.pack("<HHH", 1, 1, len(value)) + value
    held = [atom(kind, content) for kind, content in atoms]
    held.append(table({260: value, 325: array, 190: 0x00400040}))
    assert cast(drawing(*held)) == ([], True)


@settings(max_examples=300)
@given(st.binary(max_size=300))
@example(" @ann_example ".encode("utf-16-le") * 9)
def test_bytes_that_are_no_drawing_are_told_and_not_guessed_at(data: bytes) -> None:
    found, followed = cast(data)
    begins = len(data) >= 8 and 0xF000 <= int.from_bytes(data[2:4], "little") <= 0xF122
    if not begins:
        assert not found
        assert followed == (not data)


BROKEN = {
    "a drawing cut short": rec(
        0xEC, drawing(shape(table({896: words("Kept name")})), shape())[:-9]
    ),
    "properties cut short": drawn(
        shape(table({896: words("Kept name")}), atom(0xF122, b"\x80\xc3\xff\0\0\0", 0x13))
    ),
    "more properties than bytes": drawn(
        shape(table({896: words("Kept name")}), atom(0xF122, bytes(6), 0x23))
    ),
    "bytes behind the properties": drawn(
        shape(table({896: words("Kept name")}), atom(0xF122, bytes(9), 0x13))
    ),
    "a package in a property": drawn(shape(table({896: words("Kept name"), 937: b"PK\3\4"}))),
    "a box in the drawing": drawn(
        shape(table({896: words("Kept name")}), atom(0xF00D, words("Hidden")))
    ),
    "a record of another kind": drawn(shape(table({896: words("Kept name")}), atom(0x0BAD))),
    "a box that tells nothing": an_object(BOX, 1) + box("Kept name") + rec(0x1B6, bytes(4)),
    "an unknown part": an_object(BOX, 1, struct.pack("<HH", 0x77, 4) + b"word") + box("Kept name"),
    "an object cut short": an_object(BOX, 1, struct.pack("<HH", 0x0D, 99)) + box("Kept name"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_drawing_that_cannot_be_followed_is_told(what: str) -> None:
    book = book_of(BROKEN[what])
    assert not is_read(book)
    assert [words.removesuffix(" gone") for place, words in said(book)] == ["Kept name"]


def test_a_box_with_less_than_it_tells_is_told_and_kept() -> None:
    short = rec(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, 30, 16, 0)) + rec(0x3C, b"\0Half")
    book = book_of(an_object(BOX, 1) + short)
    assert said(book) == [("text-box", "Half")]
    assert not is_read(book)


@pytest.mark.parametrize("cut", range(1, 90, 7))
def test_a_drawing_goes_on_in_the_next_records(cut: int) -> None:
    whole = drawing(shape(table({896: words("Name"), 897: words(f"NHS {NHS}")})))
    head, rest = whole[:cut], rec(0x3C, whole[cut:])
    between = (rec(0xEC, head), rec(0xEC, head) + an_object(BOX, 1))
    for before in (*between, rec(0xEC, head) + an_object(BOX, 1) + box("In the box")):
        book = book_of(before + rest)
        assert ("text-box", f"NHS {NHS}") in said(book)
        assert is_read(book)


def test_an_array_may_leave_its_head_uncounted() -> None:
    array = struct.pack("<HHH", 2, 2, 0xFFF0) + bytes(range(8))
    entries = struct.pack("<HIHI", 0x8145, 8, 0x8381, len(words("Behind it")))
    data = drawing(shape(atom(0xF00B, entries + array + words("Behind it"), 0x23)))
    found, followed = cast(data)
    assert [text.words for text in found] == ["Behind it"]
    assert followed


def test_pictures_are_no_texts_but_their_names_are() -> None:
    half = len(PICTURE) // 2
    kept = stored("Ann Example.png", PICTURE)
    pictures = rec(0xEB, kept[:half]) + rec(0x3C, kept[half:])
    heads = rec(0x866, bytes(14) + kept)
    book = book_of(rec(0xE9, PICTURE) + rec(0x7F, PICTURE) + rec(0x3C, PICTURE) + heads, pictures)
    assert said(book) == [("text-box", "Ann Example.png")] * 2
    assert [text.sheet for text in book.texts] == ["", "Cases"]
    assert "drawings" in book.receipt.beside
    assert is_read(book)


def test_a_chart_sheet_has_drawings_too() -> None:
    made = identity(b"a1 @ann_example ")
    content = bof(0x20) + drawn(shape(table({896: words("Title 1")}))) + an_object(BOX, 1, made)
    sheets = {"Chart": content + box("In the chart") + rec(0x0A), "Cases": CELL}
    with tempfile.TemporaryDirectory() as folder:
        book = read(save(Path(folder), xls(sheets, kinds={"Chart": 2}), "a.xls"))
    assert said(book) == [("text-box", "In the chart"), ("text-box", "Title 1")]


SHAPES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="Cases"><table:shapes>
<draw:frame draw:name="Named 999 000 0018" svg:x="2cm" svg:y="2cm" svg:width="4cm"
 svg:height="2cm"><draw:text-box><text:p>Boxed 999 000 0018</text:p></draw:text-box></draw:frame>
<draw:g draw:name="Grouped 999 000 0018"><draw:ellipse svg:x="9cm" svg:y="6cm" svg:width="2cm"
 svg:height="2cm"><text:p>Round 999 000 0018</text:p></draw:ellipse><draw:line svg:x1="9cm"
 svg:y1="9cm" svg:x2="11cm" svg:y2="10cm"/></draw:g>
<draw:custom-shape draw:name="Art" svg:x="2cm" svg:y="10cm" svg:width="6cm" svg:height="2cm">
<text:p>Bent 999 000 0018</text:p><draw:enhanced-geometry svg:viewBox="0 0 21600 21600"
 draw:type="fontwork-plain-text" draw:text-path="true" draw:modifiers="10800"
 draw:enhanced-path="M 0 0 L 21600 0 N M 0 21600 L 21600 21600 N"/></draw:custom-shape>
</table:shapes><table:table-row><table:table-cell office:value-type="string"><office:annotation>
<text:p>Noted 999 000 0018</text:p></office:annotation><text:p>head</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>"""


@pytest.mark.office
def test_what_libreoffice_draws_is_looked_at(tmp_path: Path) -> None:
    source = tmp_path / "shapes.fods"
    source.write_text(SHAPES, encoding="utf-8")
    book = read(by_libreoffice("xls")(source, tmp_path))
    planted = {text.words.removesuffix(f" {NHS}") for text in book.texts if NHS in text.words}
    assert planted == {"Named", "Boxed", "Grouped", "Round", "Bent", "Noted"}
    assert {sighting.kind for sighting in scan_texts(book.texts)} == {"an NHS number"}
    assert is_read(book)
