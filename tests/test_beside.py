"""What a file carries outside its cells: looked through, told by its place, and never printed."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from outside import BY_HAND, MAKERS, SHEET, Package, Planted, blank, by_hand, saved
from read_files import MACRO_TYPE, MAIN, book, data, one, save

from checker import check
from checker.errors import STOP_CODES
from checker.language import entries
from checker.pipeline.beside import outside_cells
from checker.read import Limits, Text, inspect, read
from checker.read.beside import THINGS, beside_words, place_words
from checker.read.ooxml.kinds import KINDS, UNKNOWN
from checker.read.ooxml.textwalk import TextWalk, walk
from checker.read.texts import Texts
from checker.render import FORMATS, write
from checker.synth import write_sample

# A number of the range that is never given to a person, with the right check digit.
NHS = "999 000 0018"
HARMLESS = "all as agreed"


def sightings(planted: Planted, folder: Path) -> list[tuple[str, str, str]]:
    _, seen = outside_cells(read(save(folder, planted.content)))
    return [(sighting.place, sighting.sheet, sighting.cell) for sighting in seen]


@pytest.mark.parametrize("name", MAKERS)
def test_an_identifier_is_seen_wherever_it_stands(name: str, tmp_path: Path) -> None:
    planted = MAKERS[name](name, NHS)
    assert (planted.place, planted.sheet, planted.cell) in sightings(planted, tmp_path)


@pytest.mark.parametrize("name", MAKERS)
def test_a_harmless_text_there_is_no_cause_for_a_finding(name: str, tmp_path: Path) -> None:
    assert sightings(MAKERS[name](name, HARMLESS), tmp_path) == []


def test_every_place_is_planted_in_or_comes_from_names() -> None:
    planted = {MAKERS[name](name, HARMLESS).place for name in MAKERS}
    assert planted | {"sheet-name", "file-name"} == set(entries("en", "places"))


def test_every_word_of_a_kind_has_its_sentence() -> None:
    assert {kind.thing for kind in KINDS.values() if kind.thing} <= set(THINGS)
    assert {kind.place for kind in KINDS.values()} <= set(entries("en", "places"))


@cache
def small_return() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        write_sample(SPEC, SPEC.layouts["compact"], cases=3, seed=1, faults={}, out=path)
        return path.read_bytes()


def full_of(words: str) -> tuple[bytes, set[tuple[str, str, str]]]:
    """A return with the same words at every place that is planted by hand, and those places."""
    content, places = small_return(), set()
    for name in BY_HAND:
        planted = by_hand(name, words, content, "Cases")
        content = planted.content
        places.add((place_words(planted.place), planted.sheet, planted.cell))
    return content, places


def test_each_place_is_a_finding_that_names_it_and_not_the_value(tmp_path: Path) -> None:
    content, places = full_of(NHS)
    report = check(save(tmp_path, content))
    found = [f for f in report.findings if f.rule == "identifier-outside-cells"]
    assert {(f.message.partition(" looks like")[0], f.sheet, f.cell) for f in found} == places
    assert {f.tier for f in found} == {"PRIVACY"}
    assert report.findings[0].tier == "PRIVACY"
    assert not report.ready
    for file in write(report, tmp_path / "out", tuple(FORMATS)):
        assert NHS.encode() not in file.read_bytes()
    assert NHS not in repr(report)


def test_harmless_texts_at_all_places_of_a_return_are_no_such_finding(tmp_path: Path) -> None:
    report = check(save(tmp_path, full_of(HARMLESS)[0]))
    assert [f for f in report.findings if f.rule == "identifier-outside-cells"] == []
    told = {f.message for f in report.findings if f.rule in ("more-than-cells", "hidden-content")}
    for thing in ("comments", "external-cache", "pivot-cache", "history", "damaged-parts"):
        assert beside_words(thing) in told


def test_names_of_the_file_and_of_sheets_are_withheld(tmp_path: Path) -> None:
    made = blank()
    made["First"].title = NHS
    workbook, seen = outside_cells(read(save(tmp_path, saved(made), f"{NHS}.xlsx")))
    assert {sighting.place for sighting in seen} >= {"file-name", "sheet-name"}
    assert NHS not in repr(workbook.receipt)
    assert NHS not in repr(seen)


# What is told of the file as a whole


def test_comments_of_the_template_are_not_told_and_one_of_a_person_is(tmp_path: Path) -> None:
    path = save(tmp_path, small_return())
    assert read(path).receipt.beside == ()
    assert any(text.place == "comment" for text in read(path).texts)
    made = openpyxl.load_workbook(path)
    made["Cases"]["B5"].comment = Comment("Late", "A colleague")
    made.save(path)
    assert "comments" in read(path).receipt.beside


def test_a_person_can_write_under_the_name_of_the_template_and_is_still_seen(
    tmp_path: Path,
) -> None:
    path = save(tmp_path, small_return())
    made = openpyxl.load_workbook(path)
    heading = next(c for row in made["Cases"].rows for c in row if c.comment)
    heading.comment = Comment(f"Ring {NHS}", heading.comment.author)
    made.save(path)
    _, seen = outside_cells(read(path))
    assert [(s.place, s.sheet, s.cell) for s in seen] == [("comment", "Cases", heading.coordinate)]


@pytest.mark.parametrize(
    ("name", "content", "thing"),
    [
        ("xl/vbaProject.bin", b"x", "macros"),
        ("xl/embeddings/book.xlsx", b"PK", "embedded-files"),
        ("xl/media/image1.png", b"\x89PNG", "pictures"),
        ("docProps/thumbnail.jpeg", b"\xff\xd8", "pictures"),
        ("xl/model/item.data", b"\1\2", "data-model"),
        ("xl/novelty/new.bin", b"\1\2\3", "unread-parts"),
        ("customXml/item1.xml", b"<a>" + b"QUJD" * 100 + b"</a>", "unread-parts"),
        ("xl/novelty/new.xml", b"<a><b", "damaged-parts"),
        ("_xmlsignatures/sig1.xml", b"<a/>", "signature"),
    ],
)
def test_what_cannot_be_looked_through_is_told(
    name: str, content: bytes, thing: str, tmp_path: Path
) -> None:
    plain = book(one('<c r="A1"><v>1</v></c>'))
    assert inspect(save(tmp_path, plain)).beside == ()
    with_it = book(one('<c r="A1"><v>1</v></c>'), extra={name: content})
    receipt = inspect(save(tmp_path, with_it))
    assert receipt.stop is None
    assert thing in receipt.beside
    assert beside_words(thing) in receipt.notes


def test_a_link_to_what_a_cell_says_is_left_to_the_cell(tmp_path: Path) -> None:
    made = blank()
    sheet = made[SHEET]
    sheet["A5"], sheet["A6"] = "team@example.org", "the team"
    sheet["A5"].hyperlink = "mailto:Team@example.org"
    sheet["A6"].hyperlink = "mailto:team@example.org"
    sheet["A5"].value, sheet["A6"].value = "team@example.org", "the team"
    planted = Planted(saved(made), "hyperlink", SHEET, "A6")
    assert sightings(planted, tmp_path) == [("hyperlink", SHEET, "A6")]


def test_what_the_program_itself_writes_is_no_finding(tmp_path: Path) -> None:
    """Names of fonts and of built-in styles, and the page that copies of comments lead to."""
    package = Package(saved(blank()), SHEET)
    styles = (
        '<fonts><font><name val="Jane Example"/></font></fonts><cellStyles>'
        '<cellStyle name="Jane Example" builtinId="3"/></cellStyles>'
    )
    package.insert("xl/styles.xml", styles, "</styleSheet>")
    copied = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment. "
        "Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    {}"
    )
    part = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{0}}</author></authors><commentList>'
        f'<comment ref="C9" authorId="0"><text><t>{copied}</t></text></comment></commentList>'
        "</comments>"
    )
    for words, places in (("as agreed", []), (NHS, [("comment", SHEET, "C9")])):
        changed = Package(package.content(), SHEET)
        changed.add(changed.sheet, "comments", "xl/c9.xml", part.replace("{}", words))
        assert sightings(Planted(changed.content(), "comment"), tmp_path) == places


def test_remarks_of_the_package_are_looked_through(tmp_path: Path) -> None:
    out = io.BytesIO(saved(blank()))
    with zipfile.ZipFile(out, "a") as package:
        package.comment = f"for {NHS}".encode()
    assert sightings(Planted(out.getvalue(), "other"), tmp_path) == [("other", "", "")]


@given(
    words=st.text(st.characters(codec="utf-8", categories=("L", "Nd", "P", "Zs")), max_size=20),
    path=st.lists(st.sampled_from(("a", "p", "text", "t", "si", "sqref", "v")), min_size=1),
    attribute=st.booleans(),
)
def test_words_in_a_part_that_nobody_knows_are_gathered_however_they_stand(
    words: str, path: list[str], attribute: bool
) -> None:
    said = f"{words} {NHS}"
    inner = f"<x k={quoteattr(said)}/>" if attribute else escape(said)
    for element in path:
        inner = f"<{element}>{inner}</{element}>"
    kept: list[Text] = []
    found = TextWalk(UNKNOWN, "", Texts(Limits(), kept), Limits())
    walk(f"<root>{inner}</root>".encode(), found)
    assert [text.words for text in kept] == [said.strip()]


@settings(max_examples=60)
@given(
    name=st.sampled_from(sorted(BY_HAND)),
    cut=st.integers(0, 400),
    junk=st.binary(max_size=6),
)
def test_a_part_that_is_broken_anywhere_is_told_or_stops_the_reading(
    name: str, cut: int, junk: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    package = Package(saved(blank()), SHEET)
    before = set(package.parts)
    BY_HAND[name][0](package, NHS)
    for part in set(package.parts) - before:
        content = package.parts[part]
        package.parts[part] = content[:cut] + junk + content[cut + len(junk) :]
    receipt = inspect(save(tmp_path_factory.mktemp("broken"), package.content()))
    assert NHS not in repr(receipt)
    assert receipt.stop is None or receipt.stop.code in STOP_CODES


def test_many_rows_of_a_hidden_copy_make_one_sighting(tmp_path: Path) -> None:
    package = Package(saved(blank()), SHEET)
    rows = "".join(f'<r><s v="case {n} {NHS}"/></r>' for n in range(300))
    package.add("xl/workbook.xml", "pivotCacheRecords", "xl/p.xml", f"<x>{rows}</x>")
    planted = Planted(package.content(), "pivot-cache")
    assert sightings(planted, tmp_path) == [("pivot-cache", "", "")]


@pytest.mark.parametrize(
    "limits",
    [Limits(texts=50), Limits(text_characters=400), Limits(elements=90)],
    ids=["texts", "characters", "elements"],
)
def test_more_texts_than_the_limit_stop_the_reading(limits: Limits, tmp_path: Path) -> None:
    rows = "".join(f"<m>words {n}</m>" for n in range(100))
    path = save(tmp_path, book({"A": data("")}, extra={"xl/n.xml": f"<n>{rows}</n>"}))
    assert inspect(path).stop is None
    stop = inspect(path, limits).stop
    assert stop is not None
    assert stop.code == "too-large"
    assert "outside" in stop.message or "beside" in stop.message


def test_strings_that_cells_use_are_not_gathered_again(tmp_path: Path) -> None:
    words = "<si><t>a b 1</t></si><si><t>c d 2</t></si><si><t>e f 3</t></si>"
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>'
    path = save(tmp_path, book({"A": data(cells)}, strings=words))
    assert [text.words for text in read(path).texts if text.place == "other"] == ["c d 2"]


def test_a_macro_workbook_is_read_and_its_macros_are_told(tmp_path: Path) -> None:
    content = book(
        one('<c r="A1"><v>1</v></c>'), main_type=MACRO_TYPE, extra={"xl/vbaProject.bin": b"x"}
    )
    workbook = read(save(tmp_path, content, "r.xlsm"))
    assert workbook.receipt.beside == ("macros",)
    assert workbook.sheets[0].rows == [[1.0]]


@pytest.mark.parametrize(("by_a_person", "told"), [(False, 0), (True, 1)])
def test_notes_of_the_template_that_lost_their_author_are_no_news(
    tmp_path: Path, by_a_person: bool, told: int
) -> None:
    """LibreOffice drops the name of who wrote a comment."""
    made = openpyxl.load_workbook(Path(__file__).parent.parent / "samples" / "clean.xlsx")
    for sheet in made:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None:
                    cell.comment.author = ""
    if by_a_person:
        made["Cases"]["A9"].comment = Comment("Ask about this one again", "")
    made.save(tmp_path / "return.xlsx")
    found = [f.message for f in check(tmp_path / "return.xlsx").findings]
    assert sum("carry comments" in message for message in found) == told
