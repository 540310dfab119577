"""The blank return: every sheet, heading and list of the layout, and nothing that would mislead."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from checker.packs import load_return
from checker.template import number_format, places, save, write
from checker.template.choices import limits, list_name
from checker.template.places import CODE_LISTS_SHEET, GUIDANCE_SHEET, sheet_columns
from checker.template.style import _COLOURS, put
from checker.template.words import entry, need, note

SPEC = load_return("ppr-1.0")
COLUMNS = [
    (layout, place, column)
    for layout in SPEC.layouts.values()
    for place in layout.sheets
    for column in sheet_columns(SPEC.tables[place.table], place)
]


@pytest.fixture(scope="module", params=sorted(SPEC.layouts))
def layout(request):
    return SPEC.layouts[request.param]


@pytest.fixture(scope="module")
def path(layout, tmp_path_factory):
    return write(SPEC, layout, tmp_path_factory.mktemp("template") / f"{layout.id}.xlsx")


@pytest.fixture(scope="module")
def book(path):
    return load_workbook(path)


def validation(sheet, reference):
    found = [v for v in sheet.data_validations.dataValidation if reference in v.sqref]
    assert len(found) <= 1, "two rules for one cell contradict each other"
    return found[0] if found else None


def first_cell(place, column):
    return place.cells.get(column.name) or f"{place.columns[column.name]}{place.first_row}"


def columns_of(layout):
    where = places(SPEC, layout)
    for at, place, column in COLUMNS:
        if at is layout:
            yield where[place.table], column


def test_sheets_stand_in_the_order_of_the_layout(book, layout):
    tables = [place.sheet for place in layout.sheets]
    assert book.sheetnames == [GUIDANCE_SHEET, *tables, CODE_LISTS_SHEET]
    assert set(layout.guidance_sheets) == {GUIDANCE_SHEET, CODE_LISTS_SHEET}


def test_every_heading_stands_once_where_places_says(book, layout):
    for place, column in columns_of(layout):
        sheet = book[place.sheet]
        if place.cells:
            row = sheet[place.cells[column.name]].row
            labels = [cell.value for cell in sheet["A"]]
            assert sheet.cell(row, 1).value == column.heading
        else:
            labels = [cell.value for cell in sheet[place.heading_row]]
            at = f"{place.columns[column.name]}{place.heading_row}"
            assert sheet[at].value == column.heading
        assert labels.count(column.heading) == 1


def test_no_heading_that_the_layout_lacks(book, layout):
    for place in places(SPEC, layout).values():
        if place.columns:
            row = [cell.value for cell in book[place.sheet][place.heading_row] if cell.value]
            assert len(row) == len(place.columns)


def test_return_names_its_template_and_nothing_else_is_filled(book, layout):
    place = places(SPEC, layout)["return"]
    sheet = book[place.sheet]
    filled = {name: sheet[cell].value for name, cell in place.cells.items() if sheet[cell].value}
    assert filled == {"template_id": layout.template_id, "template_version": SPEC.version}


def test_tables_are_blank_but_for_the_names_of_the_totals(book, layout):
    for place in places(SPEC, layout).values():
        rows = list(book[place.sheet].iter_rows(min_row=place.first_row, values_only=True))
        if place.table == "totals":
            assert [row[0] for row in rows] == [entry(c) for c in SPEC.code_lists["totm"].codes]
            assert not any(value for row in rows for value in row[1:])
        elif place.columns:
            assert not any(value for row in rows for value in row)


def test_drop_downs_offer_exactly_the_code_list(book, layout):
    for place, column in columns_of(layout):
        if column.type != "code":
            continue
        found = validation(book[place.sheet], first_cell(place, column))
        assert found is not None
        assert (found.type, found.formula1) == ("list", list_name(column.code_list))
        sheet, cells = next(iter(book.defined_names[found.formula1].destinations))
        offered = [row[0].value for row in book[sheet][cells.replace("$", "")]]
        assert offered == [entry(code) for code in SPEC.code_lists[column.code_list].codes]


def test_drop_downs_reach_the_last_row_a_person_can_write_in(book, layout):
    for place, column in columns_of(layout):
        if column.type == "code" and place.columns:
            letter = place.columns[column.name]
            assert validation(book[place.sheet], f"{letter}100000") is not None
            assert validation(book[place.sheet], f"{letter}{place.heading_row}") is None


def test_dates_and_numbers_have_limits_and_lists_a_prompt(book, layout):
    kinds = {"date": "date", "integer": "whole", "number": "decimal"}
    for place, column in columns_of(layout):
        found = validation(book[place.sheet], first_cell(place, column))
        if column.type in kinds:
            assert found.type == kinds[column.type]
            assert found.errorStyle in (None, "stop")
        if column.type == "list":
            assert found.type is None
            assert ";" in found.prompt


def test_words_of_a_validation_fit_what_spreadsheets_allow(book):
    for sheet in book.worksheets:
        for found in sheet.data_validations.dataValidation:
            assert len(found.promptTitle or "") <= 32
            assert len(found.errorTitle or "") <= 32
            assert len(found.prompt or "") <= 255
            assert len(found.error or "") <= 225


def test_every_heading_of_a_table_has_a_note_that_says_what_to_enter(book, layout):
    for place, column in columns_of(layout):
        if place.columns:
            at = f"{place.columns[column.name]}{place.heading_row}"
            words = book[place.sheet][at].comment.text
            assert column.description in words
            assert column.definition in words
            assert need(column) in words
            assert book[place.sheet][at].offset(row=-1).value == need(column)


def test_notes_of_the_totals_define_each_figure(book, layout):
    place = places(SPEC, layout)["totals"]
    words = book[place.sheet][f"{place.columns['measure']}{place.heading_row}"].comment.text
    assert all(code.note in words for code in SPEC.code_lists["totm"].codes)


def test_nothing_is_hidden_merged_protected_or_calculated(book):
    assert not book.vba_archive
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not sheet.protection.sheet
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type in ("f", "e")]
        assert not any(link.id or link.target for link in sheet._hyperlinks)


def test_package_holds_no_link_macro_or_picture(path):
    names = zipfile.ZipFile(path).namelist()
    assert not [n for n in names if re.search("externalLink|vbaProject|media|customXml", n)]


def test_links_of_the_guidance_lead_to_sheets_of_the_workbook(book):
    links = [cell.hyperlink.location for cell in book[GUIDANCE_SHEET]["A"] if cell.hyperlink]
    assert {link.rpartition("!")[0].strip("'") for link in links} == set(book.sheetnames[1:])


def test_guidance_holds_the_definitions_and_codes_for_what_is_missing(book):
    rows = {row[0]: row[1] for row in book[GUIDANCE_SHEET].iter_rows(values_only=True)}
    assert {definition.term for definition in SPEC.definitions} <= set(rows)
    assert {"NK", "NS", "NA", "PRIVACY", "ERROR", "QUERY", "Ready to send"} <= set(rows)
    assert "network" in rows["Checking"]


def test_code_lists_hold_every_code_of_the_lists_in_use(book, layout):
    used = {column.code_list for at, _, column in COLUMNS if at is layout and column.code_list}
    rows = list(book[CODE_LISTS_SHEET].iter_rows(min_row=5, values_only=True))
    assert len(rows) == sum(len(SPEC.code_lists[name].codes) for name in used)
    assert {list_name(name) for name in used} == set(book.defined_names)


def test_opens_on_the_guidance_with_headings_in_sight(book, layout):
    assert book.active.title == GUIDANCE_SHEET
    for place in places(SPEC, layout).values():
        assert book[place.sheet].freeze_panes in (f"A{place.first_row}", f"B{place.first_row}")
        assert book[place.sheet].page_setup.orientation == "landscape"


def test_formats_keep_references_as_text_and_dates_as_days(book, layout):
    for place, column in columns_of(layout):
        if place.columns:
            found = book[place.sheet].column_dimensions[place.columns[column.name]]
            assert found.number_format == number_format(column)
        else:
            cell = book[place.sheet][place.cells[column.name]]
            assert cell.number_format == number_format(column)


def test_properties_name_the_template_and_no_person(book, layout):
    assert layout.template_id in book.properties.title
    assert book.properties.creator == "Perpetrator programme checker"
    assert not book.properties.lastModifiedBy
    assert book.properties.created == book.properties.modified


def test_writing_twice_gives_the_same_bytes(path, layout, tmp_path):
    again = write(SPEC, layout, tmp_path / "again.xlsx")
    assert again.read_bytes() == path.read_bytes()


def test_another_process_gives_the_same_bytes(path, layout, tmp_path):
    out = tmp_path / "other.xlsx"
    code = (
        "import sys, pathlib; from checker.packs import load_return;"
        "from checker.template import write; spec = load_return('ppr-1.0');"
        "write(spec, spec.layouts[sys.argv[1]], pathlib.Path(sys.argv[2]))"
    )
    arguments = [sys.executable, "-X", "utf8", "-c", code, layout.id, str(out)]
    subprocess.run(arguments, check=True, env=_environment("7"))
    assert out.read_bytes() == path.read_bytes()


def _environment(seed):
    here = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": here}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(start, tmp_path):
    workbook = Workbook()
    cell = put(workbook.active, "A1", f"{start}1+1", "body")
    assert cell.quotePrefix
    saved = save(workbook, tmp_path / "text.xlsx")
    again = load_workbook(saved).active["A1"]
    assert (again.value, again.data_type) == (f"{start}1+1", "s")


def test_every_colour_pair_can_be_read():
    for ink, fill in _COLOURS.values():
        assert _contrast(ink, fill or "FFFFFF") >= 7


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stay_plain():
    unwanted = re.compile(r"\b(invalid|illegal|please|sorry)\b", re.IGNORECASE)
    for _, _, column in COLUMNS:
        found = limits(column)
        shown = [found.error, found.prompt] if found else []
        words = [note(column, SPEC.code_lists.get(column.code_list)), *shown]
        assert not [text for text in words if text and unwanted.search(text)]


def test_own_reader_finds_the_blank_return_whole(path, layout):
    from checker.layout import find_layout, find_tables
    from checker.privacy import scan
    from checker.read import read

    workbook = read(path)
    assert find_layout(workbook, SPEC).id == layout.id
    tables = find_tables(workbook, SPEC, layout)
    assert not tables.events
    assert not scan(workbook)
    for place in layout.sheets:
        assert set(tables.tables[place.table].present) == set(place.columns)


@pytest.mark.office
def test_libreoffice_keeps_the_drop_downs(path, layout, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True)
    book = load_workbook(io.BytesIO((tmp_path / path.name).read_bytes()))
    for place, column in columns_of(layout):
        if column.type == "code":
            found = validation(book[place.sheet], first_cell(place, column))
            assert (found.type, found.formula1) == ("list", list_name(column.code_list))
