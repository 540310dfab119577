"""The annotated copy: findings where they were found, and the original to the last byte."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from laden import LADEN, finding, plain, report_on
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from read_files import (
    MACRO_TYPE,
    OLE,
    SHEET_TYPE,
    book,
    one,
    pack,
    pack_list,
    rework,
    to_strict,
    unpack,
)
from resaving import by_libreoffice
from sound import MAIN, boxes, faults, rels_name

from checker import check
from checker.editing.annotate import annotated
from checker.editing.original import stripped
from checker.editing.package import directory, rewritten
from checker.editing.refusals import suffix_of
from checker.errors import Uneditable, Unreadable
from checker.model.report import Report
from checker.packs import load_return
from checker.read import read
from checker.read.beside import ORIGINAL, OURS
from checker.render.words import tier_word
from checker.synth import parse_faults, write_sample

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.xlsx"))
# One fault of each kind that a note has to find its place for: in cells, blanks, headings, sheets.
PLANTED = (
    "duplicate-key,missing-value=3,not-in-list=3,not-a-date,out-of-range,too-long,unknown-column,"
    "repeated-column,identifier-in-cell,hidden-rows,merged-data-cells,values-under-merge,"
    "closed-before-start,support-offer-late,total-mismatch,unknown-sheet,tidied-value"
)
TEMPLATES = [
    ("ppr-1.0", "full"),
    ("ppr-1.0", "compact"),
    ("ppr-1.1", "full"),
    ("ppr-1.1", "compact"),
]
UGLY = ROOT / "samples" / "ugly.xlsx"
SOME = [
    pytest.param(path, id=path.stem, marks=() if path == UGLY else (pytest.mark.long,))
    for path in SAMPLES
]
CANARY = "Zqx Canary"


@cache
def reported(path: Path) -> Report:
    return check(path)


@cache
def of_sample(path: Path) -> bytes:
    return annotated(path.read_bytes(), reported(path))


def filled_in(folder: Path, name: str, layout: str) -> Path:
    out, spec = folder / f"{name}-{layout}.xlsx", load_return(name)
    shape = spec.layouts[layout]
    wanted = parse_faults(PLANTED, spec, shape)
    write_sample(spec, shape, cases=20, seed=4, faults=wanted, out=out)
    return out


# What every copy must be -------------------------------------------------------------------------


def links_of(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """Parts that one part leads to, by the last word of the relationship's type."""
    rels = parts.get(rels_name(name), b"")
    pairs = re.findall(rb'Type="[^"]*/(\w+)" Target="/?(?:\.\./|xl/)*([^"]*)"', rels)
    turned = re.findall(rb'Target="/?(?:\.\./|xl/)*([^"]*)" Type="[^"]*/(\w+)"', rels)
    both = [*pairs, *((kind, target) for target, kind in turned)]
    return {kind.decode(): f"xl/{target.decode()}" for kind, target in both}


def opened(data: bytes) -> openpyxl.Workbook:
    """The workbook as another reader sees it, which says what it is going to lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data))


def sound(original: bytes, report: Report) -> bytes:
    """The copy, after everything was proved of it that holds of every copy."""
    made = annotated(original, report)
    assert faults(made) == []
    assert stripped(made) == original
    before, after = unpack(original), unpack(made)
    changed = {name for name in before if before[name] != after[name]}
    sheets = {f.sheet for f in report.findings if f.cell}
    assert changed <= allowed(before, sheets), changed
    new = {re.sub(r"\d*\.", ".", name) for name in after.keys() - before.keys()}
    assert new <= {
        "xl/worksheets/sheet.xml", "xl/comments.xml", "xl/drawings/vmlDrawing.vml",
        "xl/worksheets/_rels/sheet.xml.rels", "xl/styles.xml", ORIGINAL,
    }  # fmt: skip
    entries = zip(directory(original).entries, directory(made).entries, strict=False)
    for old, fresh in entries:
        assert old.name == fresh.name
        if old.name not in changed:
            assert original[old.start : old.end] == made[fresh.start : fresh.end]
    for name in changed:
        if name.startswith("xl/worksheets/sheet"):
            assert same_but_for_marks(before[name], after[name])
    same_as_openpyxl_reads(original, made)
    return made


def allowed(parts: dict[str, bytes], sheets: set[str]) -> set[str]:
    """The parts that may change: the lists, the formats, and what sheets with findings need."""
    known = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    known.add("xl/styles.xml")
    for number, sheet in enumerate(opened(pack(parts)).worksheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        if sheet.title in sheets:
            links = links_of(parts, name)
            known |= {name, rels_name(name)}
            known |= {links.get(kind, "") for kind in ("comments", "vmlDrawing")}
    return known


def same_but_for_marks(old: bytes, new: bytes) -> bool:
    """Whether a sheet is what it was, but for formats of cells, blank cells and a drawing."""
    was, now = etree.fromstring(old), etree.fromstring(new)
    cells = {cell.get("r"): cell for cell in was.iter(f"{MAIN}c")}
    rows = {row.get("r"): row for row in was.iter(f"{MAIN}row")}
    for cell in list(now.iter(f"{MAIN}c")):
        if cell.get("r") in cells:
            cell.set("s", cells[cell.get("r")].get("s", "0"))
            cells[cell.get("r")].set("s", cell.get("s"))
        else:
            assert len(cell) == 0
            assert set(cell.attrib) == {"r", "s"}
            cell.getparent().remove(cell)
    for row in list(now.iter(f"{MAIN}row")):
        if row.get("r") not in rows:
            assert len(row) == 0
            row.getparent().remove(row)
        elif "spans" in rows[row.get("r")].attrib:
            row.set("spans", rows[row.get("r")].get("spans"))
    drawing = now.find(f"{MAIN}legacyDrawing")
    if drawing is not None and was.find(f"{MAIN}legacyDrawing") is None:
        now.remove(drawing)
    return etree.tostring(was, method="c14n2") == etree.tostring(now, method="c14n2")


def same_as_openpyxl_reads(original: bytes, made: bytes) -> None:
    """Values, number formats and earlier notes of every cell, in the eyes of another reader."""
    old, new = opened(original), opened(made)
    assert new.sheetnames[:-1] == old.sheetnames
    for sheet in old.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = new[sheet.title][cell.coordinate]
                assert other.value == cell.value
                if cell.has_style or cell.value is not None:
                    assert other.number_format == cell.number_format
                if cell.comment:
                    assert other.comment.text.startswith(cell.comment.text)
                    assert other.comment.author == cell.comment.author


def notes(made: bytes) -> dict[tuple[str, str], str]:
    """Words of every note of ours, by sheet and cell."""
    seen = opened(made)
    found = {}
    for sheet in seen.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment and "Found by the checker" in cell.comment.text:
                    found[sheet.title, cell.coordinate] = cell.comment.text
    return found


# Returns -----------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_copy():
    assert annotated(UGLY.read_bytes(), reported(UGLY)) == of_sample(UGLY)


@pytest.mark.parametrize("path", SOME)
def test_each_finding_of_a_sample_is_a_note_a_highlight_and_a_line(path):
    report = reported(path)
    complete(path.read_bytes(), report, sound(path.read_bytes(), report))


def shown(sheet: Worksheet, cell: str) -> str:
    """The cell that is seen in the place of that one, where merged cells cover it."""
    covering = (merged for merged in sheet.merged_cells.ranges if cell in merged)
    return next((merged.coord.partition(":")[0] for merged in covering), cell)


def complete(original: bytes, report: Report, made: bytes) -> None:
    """Every finding is told at its cell and in the list, and nothing else is."""
    old, seen, told = opened(original), opened(made), notes(made)
    places = {f.id: (f.sheet, shown(old[f.sheet], f.cell)) for f in report.findings if f.cell}
    assert set(told) == set(places.values())
    for one_of in report.findings:
        if one_of.cell:
            words = told[places[one_of.id]]
            assert one_of.fix in words
            assert f"Rule: {one_of.rule}" in words
            # No colour stands alone: the note says the same in a word.
            assert f"{tier_word(one_of.tier)}: {one_of.message}" in words
    for sheet, cell in told:
        assert seen[sheet][cell].fill.fgColor.rgb != old[sheet][cell].fill.fgColor.rgb
    rows = [[cell.value for cell in row] for row in seen.worksheets[-1].iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[0] == "Severity")
    listed = [(row[1] or "", row[2] or "", row[4], row[-1]) for row in rows[head + 1 :]]
    wanted = [(f.sheet, f.cell, f.message, f.rule) for f in report.findings]
    assert sorted(listed) == sorted(wanted)


@pytest.mark.parametrize(
    ("name", "layout"),
    [TEMPLATES[1], *(pytest.param(*one_of, marks=pytest.mark.long) for one_of in TEMPLATES)],
)
def test_a_template_that_was_filled_in_keeps_its_own_notes(name, layout, tmp_path):
    path = filled_in(tmp_path, name, layout)
    report = check(path)
    assert len(report.findings) > 20
    made = sound(path.read_bytes(), report)
    complete(path.read_bytes(), report, made)


# Checked again -----------------------------------------------------------------------------------


def told_of(report: Report, *without: str) -> list[tuple[str, ...]]:
    return [
        (f.rule, f.tier, f.message, f.sheet, f.cell, f.key)
        for f in report.findings
        if not f.message.startswith(without)
    ]


OURS_TOLD = ("It is an annotated copy", "This sheet lists the findings of an earlier check")


@pytest.mark.parametrize("path", SOME)
def test_the_copy_checked_again_is_the_same_return_and_says_what_it_is(path, tmp_path):
    out = tmp_path / path.name
    out.write_bytes(of_sample(path))
    report = check(out)
    assert told_of(report, *OURS_TOLD) == told_of(reported(path))
    [more] = [f for f in report.findings if f.message.startswith(OURS_TOLD)]
    assert (more.tier, more.rule) == ("NOTE", "more-than-cells")
    assert report.receipt.confirmed
    assert "annotations" in report.receipt.beside
    assert report.ready == reported(path).ready


@pytest.mark.parametrize("path", SOME)
def test_a_copy_that_was_mended_and_saved_is_checked_as_a_return(path, tmp_path):
    """A spreadsheet program writes everything anew, and leaves out what it does not know."""
    out = tmp_path / "mended.xlsx"
    seen = opened(of_sample(path))
    seen.save(out)
    report = check(out)
    assert told_of(report, *OURS_TOLD) == told_of(reported(path))
    [more] = [f for f in report.findings if f.message.startswith(OURS_TOLD)]
    assert (more.tier, more.sheet) == ("NOTE", "Findings")
    with pytest.raises(Uneditable, match="program has saved it since"):
        stripped(out.read_bytes())
    with pytest.raises(Uneditable, match="a sheet of findings from an earlier check"):
        annotated(out.read_bytes(), report)


def test_a_sheet_of_findings_of_their_own_is_still_told(tmp_path):
    made = openpyxl.load_workbook(UGLY)
    made.create_sheet("Findings")["A1"] = "Findings of our audit"
    out = tmp_path / "own.xlsx"
    made.save(out)
    assert [f.rule for f in check(out).findings if f.sheet == "Findings"] == ["unknown-sheet"]


# Workbooks laden with what libraries lose --------------------------------------------------------


@pytest.mark.parametrize("name", LADEN)
def test_what_libraries_lose_stays(name, tmp_path):
    original = LADEN[name]()
    parts = unpack(original)
    first = opened(original).sheetnames[0]
    places = ["A1", "B3", "D5", "Z99"]
    report = report_on(original, tmp_path, *(finding(first, cell) for cell in places))
    made = sound(original, report)
    assert set(notes(made)) == {(first, cell) for cell in places}
    for kind in ("charts/", "pivot", "threaded", "drawings/drawing", "chartsheets/", "sharedS"):
        for part in parts:
            assert kind not in part or unpack(made)[part] == parts[part]


@pytest.mark.parametrize("name", ["x14", "prefixed", "pivot"])
def test_findings_on_every_sheet_leave_drop_downs_and_sparklines(name, tmp_path):
    original = LADEN[name]()
    seen = opened(original)
    report = report_on(original, tmp_path, *(finding(s.title, "A2") for s in seen.worksheets))
    made = unpack(sound(original, report))["xl/worksheets/sheet1.xml"]
    old = unpack(original)["xl/worksheets/sheet1.xml"]
    assert made[made.find(b"<extLst") :] == old[old.find(b"<extLst") :]


def test_a_note_of_theirs_keeps_its_words_and_a_conversation_is_left_alone(tmp_path):
    original = LADEN["conversation"]()
    report = report_on(original, tmp_path, *(finding("Data", cell) for cell in ("A2", "B2", "B3")))
    made = sound(original, report)
    seen = opened(made)
    assert seen["Data"]["A2"].comment.text == "[Threaded comment]\n\nReply"
    assert seen["Data"]["B2"].comment.text.startswith("As agreed\n\nFound by the checker")
    assert seen["Data"]["B3"].comment.author == OURS
    assert seen["Data"]["A2"].fill.fgColor.rgb == "FFF8CBCB"
    lines = [row[0].value for row in seen["Findings"].iter_rows(max_row=8)]
    assert "Data: 1 cell has no note, since there is a conversation" in "\n".join(
        line for line in lines if line
    )
    [drawing] = [content for name, content in unpack(made).items() if name.endswith(".vml")]
    assert sorted(boxes(drawing)) == [(2, 1), (2, 2), (3, 2)]


def test_a_button_and_a_header_picture_keep_their_drawings(tmp_path):
    original = LADEN["xlsxwriter"]()
    made = sound(original, report_on(original, tmp_path, finding("Figures", "B5")))
    old, new = (
        {n: c for n, c in unpack(d).items() if n.endswith(".vml")} for d in (original, made)
    )
    [name] = old
    assert new.keys() == old.keys()
    end = old[name].rindex(b"</xml>")
    assert b'ObjectType="Button"' in new[name]
    assert len(new[name]) > end
    assert (5, 2) in boxes(new[name])


def test_notes_are_capped_and_the_rest_is_told(tmp_path):
    original = plain(one('<c r="A1"><v>1</v></c>'))
    every = [finding("A", f"A{row}") for row in range(1, 31)]
    report = report_on(original, tmp_path, *every)
    made = annotated(original, report, most=12)
    assert len(notes(made)) == 12
    seen = opened(made)
    words = [cell.value for row in seen["Findings"].iter_rows() for cell in row if cell.value]
    assert any("A: 18 cells have no note" in str(text) for text in words)
    assert "30 findings: Error 30." in words
    assert words.count("This is wrong.") == 30
    assert seen["A"]["A30"].fill.fgColor.rgb == "FFF8CBCB"


def test_what_lies_under_merged_cells_is_told_where_it_can_be_seen(tmp_path):
    merged = '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    original = plain({"A": f"<sheetData>{rows}</sheetData>{merged}"})
    report = report_on(original, tmp_path, finding("A", "B1"), finding("A", "A1"))
    [(place, words)] = notes(sound(original, report)).items()
    assert place == ("A", "A1")
    assert "This is about the cell B1, which the merged cells cover." in words


def test_many_findings_on_one_cell_make_one_note_that_a_screen_holds(tmp_path):
    original = plain(one('<c r="A1"><v>1</v></c>'))
    every = [finding("A", "A1", message=f"Fault {n}.", tier="NOTE") for n in range(30)]
    [words] = notes(sound(original, report_on(original, tmp_path, *every))).values()
    assert "There are 22 more findings on this cell: see the sheet Findings." in words


def test_what_is_explained_or_waived_is_coloured_as_a_note(tmp_path):
    original = plain(one('<c r="A1"><v>1</v></c>'))
    report = report_on(
        original, tmp_path,
        finding("A", "A1", tier="QUERY", explained=True), finding("A", "A2", waiver="W-1"),
    )  # fmt: skip
    made = sound(original, report)
    seen = opened(made)["A"]
    assert {seen[cell].fill.fgColor.rgb for cell in ("A1", "A2")} == {"FFD9EAF7"}
    assert "Query, explained: " in seen["A1"].comment.text
    assert "Error, waived: " in seen["A2"].comment.text


# Values stay home --------------------------------------------------------------------------------


def test_notes_and_list_tell_no_value_and_no_name_that_is_withheld(tmp_path):
    """What the copy adds says no more than the report does."""
    original = openpyxl.load_workbook(UGLY)
    original.create_sheet("NHS 999 000 0018")["A1"] = 1
    for row in original["Cases "].iter_rows(min_row=7):
        row[9].value = CANARY
    path = tmp_path / "canary.xlsx"
    original.save(path)
    report = check(path)
    assert [f for f in report.findings if "withheld" in f.sheet]
    old, new = unpack(path.read_bytes()), unpack(sound(path.read_bytes(), report))
    assert CANARY.encode() in b"".join(old.values())
    added = b"".join(new[name] for name in new if name not in old and name != ORIGINAL)
    assert b"Found by the checker" in added
    assert CANARY.encode() not in added
    assert b"999 000" not in added


# Hostile strings ---------------------------------------------------------------------------------

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "a\r\n@b", "]]>", "</t></is><f>1</f>",
    "<!--", "&amp;&lt;", "\"'><script>", "x:y\0z\x0b", "{0} %s {name}", "\ud800", "=HYPERLINK(1)",
)  # fmt: skip
# What a sheet can be called: Excel forbids : \\ / ? * [ ].
NAMES = ("=1+1", "+1", "@x", "O'Neil's", '&<>"', "]]>", "a\nb", "Findings", "findings (2)", "'")


def test_no_text_becomes_a_formula_or_markup(tmp_path):
    escaped = {
        name.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace("\n", "&#10;"): (
            f'<sheetData><row r="1"><c r="A1"><v>{n}</v></c></row></sheetData>'
        )
        for n, name in enumerate(NAMES)
    }
    original = plain(escaped)
    every = [
        finding(name, "A1", message=text, fix=text, key=text, rule=text, expected=text, found=text)
        for name in NAMES
        for text in HOSTILE
    ]
    every.append(finding("=not there", "A1"))
    made = annotated(original, report_on(original, tmp_path, *every))
    assert faults(made) == []
    assert stripped(made) == original
    parts = unpack(made)
    new = parts.keys() - unpack(original).keys()
    for name in new:
        if name.startswith("xl/worksheets/sheet"):
            tree = etree.fromstring(parts[name])
            assert tree.findall(f".//{MAIN}f") == []
            assert {cell.get("t") for cell in tree.iter(f"{MAIN}c") if len(cell)} == {"inlineStr"}
            for text in tree.iter(f"{MAIN}t"):
                assert not re.match(r"\s*[=+\-@]", text.text)
            locations = {link.get("location") for link in tree.iter(f"{MAIN}hyperlink")}
            assert "'O''Neil''s'!A1" in locations
    out = tmp_path / "copy.xlsx"
    out.write_bytes(made)
    assert [sheet.name for sheet in read(out).sheets] == [*NAMES, "Findings (3)"]


# Refusals ----------------------------------------------------------------------------------------

PLAIN = plain(one('<c r="A1"><v>1</v></c>'))


def with_part(name: str) -> bytes:
    return pack({**unpack(PLAIN), name: "<x/>"})


def swap(old: str, new: str) -> bytes:
    return rework(PLAIN, lambda _, content: content.replace(old.encode(), new.encode()))


REFUSED = {
    "csv": (b"a,b\r\n1,2\r\n", "only workbooks in the format .xlsx"),
    "xls": (OLE + b"\0" * 600, "only workbooks in the format .xlsx"),
    "ods": (
        pack_list([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
        "only workbooks in the format .xlsx",
    ),
    "signed": (with_part("_xmlsignatures/sig1.xml"), "carries a digital signature"),
    "shared": (with_part("xl/revisions/revisionHeaders.xml"), "keeps a history of their changes"),
    "strict": (to_strict(PLAIN), "strict variant"),
    "no r": (swap('<row r="1">', "<row>"), "a part of it is written"),
    "no sheetData": (swap("sheetData", "sheetDate"), "a part of it is written"),
    "odd zip": (b"PK\x03\x04".join([b"", PLAIN[4:]]) + b"more", "package is not laid out"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_edited_safely_is_refused_in_words(name, tmp_path):
    data, words = REFUSED[name]
    report = report_on(PLAIN, tmp_path, finding("A", "A1"))
    with pytest.raises(Uneditable, match=words) as refused:
        annotated(data, report)
    assert refused.value.fix


def test_a_copy_is_not_annotated_again():
    path = SAMPLES[0]
    with pytest.raises(Uneditable, match="it is an annotated copy itself"):
        annotated(of_sample(path), reported(path))


def test_locks_stay(tmp_path):
    made = openpyxl.Workbook()
    made.active["A1"], made.active.title = 1, "A"
    made.active.protection.enable()
    made.security.lockStructure = True
    out = io.BytesIO()
    made.save(out)
    copy = sound(out.getvalue(), report_on(out.getvalue(), tmp_path, finding("A", "A1")))
    assert b"<sheetProtection" in unpack(copy)["xl/worksheets/sheet1.xml"]
    assert b"<workbookProtection" in unpack(copy)["xl/workbook.xml"]


# The original back -------------------------------------------------------------------------------


def recipe(copy: bytes) -> tuple[dict[str, object], bytes]:
    line, _, kept = unpack(copy)[ORIGINAL].partition(b"\n")
    return json.loads(line), kept


def forged(made: bytes, **fields: object) -> bytes:
    """The copy with another line about its original."""
    line, kept = recipe(made)
    part = json.dumps({**line, **fields}).encode() + b"\n" + kept
    return rewritten(made, {ORIGINAL: part}, {})


@pytest.mark.parametrize(
    "fields",
    [
        {"original": "0" * 64},
        {"copy": "0" * 64},
        {"copy": None},
        {"format": 2},
        {"stretches": []},
        {"stretches": None},
        {"stretches": [[0, 0, 10**12]]},
        {"stretches": [[0, -1, 5]]},
        {"stretches": [[0, 5, -1]]},
        {"stretches": [[2, 0, 5]]},
        {"stretches": [[-1, 0, 5]]},
        {"stretches": [[0, 0, True]]},
        {"stretches": [[0, 0]]},
        {"stretches": [[0, 0, 30_000]] * 2_000},
        {"stretches": [[0, 0, 1]] * 100_001},
        {"stretches": "000"},
    ],
)
def test_forged_recipes_are_refused(fields):
    with pytest.raises(Uneditable, match="changed after the copy was made"):
        stripped(forged(of_sample(SAMPLES[-1]), **fields))


@pytest.mark.parametrize("noise", [b"", b"{", b"[" * 100_000, b"[]", b"null", b"\xff", b"{}\n"])
def test_a_recipe_that_is_none_is_refused(noise):
    with pytest.raises(Uneditable, match="changed after the copy was made"):
        stripped(rewritten(of_sample(SAMPLES[-1]), {ORIGINAL: noise}, {}))


def test_a_copy_that_was_changed_is_not_stripped():
    copy = of_sample(SAMPLES[-1])
    changed = rewritten(copy, {"xl/styles.xml": unpack(copy)["xl/styles.xml"] + b" "}, {})
    with pytest.raises(Uneditable, match="changed after the copy was made"):
        stripped(changed)


def test_a_bomb_in_the_place_of_the_original_is_refused():
    bomb = rewritten(of_sample(SAMPLES[-1]), {ORIGINAL: b"\0" * 150_000_000}, {})
    with pytest.raises(Unreadable):
        stripped(bomb)


@pytest.mark.parametrize("data", [PLAIN, b"", b"a,b\n", OLE])
def test_a_file_without_an_original_is_refused(data):
    with pytest.raises(Uneditable, match="does not hold an original"):
        stripped(data)


# The command -------------------------------------------------------------------------------------


def run(*words: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "checker", *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_annotate_and_strip_from_the_command_line(tmp_path):
    path, out, back = SAMPLES[0], tmp_path / "copy.xlsx", tmp_path / "back.xlsx"
    code, said = run("annotate", path, "--out", out)
    assert code == 1
    assert f"Wrote {out}" in said
    assert out.read_bytes() == of_sample(path)
    code, said = run("annotate", "--strip", out, "--out", back)
    assert (code, "the same byte for byte" in said) == (0, True)
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (path, back)]
    assert digests[0] == digests[1]
    code, said = run("annotate", "--strip", path, "--out", tmp_path / "none.xlsx")
    assert (code, "does not hold an original" in said) == (3, True)
    assert not (tmp_path / "none.xlsx").exists()


@pytest.fixture
def called(capsys, monkeypatch, tmp_path):
    """The command in this process, with a workbook of findings whether or not one is made yet."""
    import checker.cli
    from checker import render

    if "xlsx" not in render.FORMATS:
        stand_in = render.Writer("findings.xlsx", lambda _: b"findings")
        monkeypatch.setitem(render.FORMATS, "xlsx", stand_in)

    def call(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["checker", "annotate", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            checker.cli.main()
        seen = capsys.readouterr()
        return int(left.value.code), seen.out + seen.err

    return call


def test_nothing_is_ever_overwritten_unasked(called, tmp_path):
    path, out = tmp_path / "return.xlsx", tmp_path / "copy.xlsx"
    path.write_bytes((ROOT / "samples" / "clean.xlsx").read_bytes())
    out.write_bytes(b"mine")
    code, said = called(path, "--out", out)
    assert (code, out.read_bytes()) == (2, b"mine")
    assert "There is a file “copy.xlsx” already" in said
    for force in ((), ("--force",)):
        code, said = called(path, "--out", path, *force)
        assert (code, path.read_bytes()) == (2, (ROOT / "samples" / "clean.xlsx").read_bytes())
    code, said = called(path, "--out", out, "--force")
    assert (code, out.read_bytes()) == (0, of_sample(ROOT / "samples" / "clean.xlsx"))
    code, said = called(path, "--out", tmp_path / "copy.xlsm")
    assert (code, "Name the copy with the ending .xlsx" in said) == (2, True)


@pytest.mark.parametrize(("kind", "suffix"), [(SHEET_TYPE, ".xlsx"), (MACRO_TYPE, ".xlsm")])
def test_a_copy_is_named_as_its_format_asks(kind, suffix):
    assert suffix_of(book({"A": ""}, main_type=kind)) == suffix


def test_a_return_that_cannot_be_edited_gets_its_findings_alone(called, tmp_path):
    strict = tmp_path / "strict.xlsx"
    strict.write_bytes(to_strict((ROOT / "samples" / "breaches.xlsx").read_bytes()))
    code, said = called(strict, "--out", tmp_path / "out" / "copy.xlsx")
    assert code == 1
    assert "strict variant" in said
    assert (tmp_path / "out" / "findings.xlsx").is_file()
    assert not (tmp_path / "out" / "copy.xlsx").exists()
    code, said = called(strict, "--out", tmp_path / "out" / "copy.xlsx")
    assert (code, "There is a file “findings.xlsx” already" in said) == (2, True)


def test_a_file_that_cannot_be_read_gets_its_findings_alone(called, tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_bytes(PLAIN)
    code, said = called(path, "--out", tmp_path / "copy.xlsx")
    assert code == 3
    assert "not a perpetrator programme return" in said
    assert (tmp_path / "findings.xlsx").is_file()


# LibreOffice -------------------------------------------------------------------------------------


@pytest.mark.office
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_libreoffice_shows_every_note_and_keeps_every_value(path, tmp_path):
    out, report = tmp_path / "copy.xlsx", reported(path)
    out.write_bytes(of_sample(path))
    flat = by_libreoffice("fods")(out, tmp_path).read_text(encoding="utf-8")
    cells = {(f.sheet, f.cell) for f in report.findings if f.cell}
    assert flat.count("Found by the checker</") == len(cells)
    saved = check(by_libreoffice("xlsx")(out, tmp_path))
    assert told_of(saved, *OURS_TOLD) == told_of(reported(path))


@pytest.mark.office
@pytest.mark.parametrize("name", LADEN)
def test_libreoffice_opens_laden_workbooks_with_their_values(name, tmp_path):
    original = LADEN[name]()
    first = opened(original).sheetnames[0]
    report = report_on(original, tmp_path, finding(first, "B3"), finding(first, "Z99"))
    values = []
    for number, data in enumerate((original, sound(original, report))):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(data)
        values.append([sheet.rows for sheet in read(by_libreoffice("xlsx")(path, tmp_path)).sheets])
    assert values[1][:-1] == values[0]
