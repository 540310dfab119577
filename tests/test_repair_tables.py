"""The promise of a repair, on tables without end: what the checker reads stays the same."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any

import xlsxwriter
from conftest import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st
from messy import cells_of
from read_files import unpack
from sound import faults

from checker.editing.refusals import draft_of
from checker.editing.repair.changes import Plan
from checker.editing.repair.planning import Ground, planned
from checker.editing.repair.trying import same, tried
from checker.editing.repair.writing import repaired
from checker.layout import origin_of
from checker.model.specs import Column
from checker.pipeline.opening import LIMITS, Opened, open_return

FIELDS = {
    "cases": (
        *("case_ref", "programme_ref", "referral_date", "sex", "age_band", "other_needs"),
        *("lad_code", "planned_sessions_case", "closed_date", "practitioner_notes_flag"),
    ),
    "victims": ["victim_ref", "case_ref", "victim_type", "iss_offer_date", "iss_contact_attempts"],
    "programmes": ["programme_ref", "programme_name", "start_date", "planned_hours"],
}
COLUMNS = {
    table: [column for column in SPEC.tables[table].columns if column.name in names]
    for table, names in FIELDS.items()
}
DAYS = st.dates(dt.date(1989, 12, 1), dt.date(2091, 1, 1))
FORMS = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%A %d %b %Y", "%Y%m%d"]
KEYS = st.sampled_from(["C-1", "c-2", "007", "7", "0012", "12.0", "1E+05", "TOTAL", "P\u20131"])
TEXTS = st.text(st.sampled_from("ab =+-@'.\t\n\u00a0\u200b\u200d\uff21\u00e9_x0041_1"), max_size=12)


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


MESSES = st.sampled_from(
    [
        str,
        str.lower,
        str.upper,
        wide,
        lambda text: f" {text}",
        lambda text: f"{text}\u00a0 ",
        lambda text: f"\u200b{text}",
        lambda text: f"'{text}",
        lambda text: f"{text}.",
        lambda text: text.replace("-", "\u2013"),
        lambda text: f"{text}\n",
    ]
)


@st.composite
def messed(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    text = draw(texts)
    for mess in draw(st.lists(MESSES, max_size=2)):
        text = mess(text)
    return text


def days() -> st.SearchStrategy[Any]:
    written = st.builds(lambda day, form: day.strftime(form), DAYS, st.sampled_from(FORMS))
    timed = st.builds(lambda day, form: f"{day:{form}} 09:30", DAYS, st.sampled_from(FORMS))
    serials = st.integers(32_000, 70_000) | st.floats(32_000, 70_000)
    texts = messed(written) | messed(timed) | st.integers(32_000, 70_000).map(str)
    return texts | DAYS | serials | st.integers(20_200_101, 20_291_231)


def numbers() -> st.SearchStrategy[Any]:
    texts = st.integers(-5, 9_999).map(str) | st.integers(1_000, 99_999).map("{:,}".format)
    return st.integers(0, 2_000) | st.floats(0, 90) | messed(texts) | st.just("80%")


def codes(column: Column) -> st.SearchStrategy[Any]:
    known = SPEC.code_lists[column.code_list].codes
    spellings = [
        text
        for code in known
        for text in (code.code, code.label, *code.aliases, f"{code.code} \u2013 {code.label}")
    ]
    one = messed(st.sampled_from(spellings))
    if column.type == "list":
        return st.builds(lambda parts, by: by.join(parts), st.lists(one, max_size=3), PARTED)
    return one | st.booleans() | st.integers(0, 5)


PARTED = st.sampled_from(["; ", ";", ", ", "\n"])


def cells(column: Column) -> st.SearchStrategy[Any]:
    kinds = {"date": days, "integer": numbers, "number": numbers}
    if column.type in kinds:
        return st.none() | kinds[column.type]()
    if column.code_list:
        return st.none() | codes(column)
    plain = messed(KEYS) | st.integers(1, 2_000) if column.type == "key" else TEXTS
    return st.none() | plain


def tables() -> st.SearchStrategy[dict[str, list[tuple[Any, ...]]]]:
    return st.fixed_dictionaries(
        {
            table: st.lists(st.tuples(*map(cells, columns)), min_size=1, max_size=4)
            for table, columns in COLUMNS.items()
        }
    )


def heading(column: Column, alias: bool) -> str:
    return column.aliases[0] if alias and column.aliases else column.heading


def book(rows: dict[str, list[tuple[Any, ...]]], alias: bool, from_1904: bool) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "date_1904": from_1904, "strings_to_formulas": False}
    with xlsxwriter.Workbook(made, options) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        front = workbook.add_worksheet("Return")
        for number, (label, value) in enumerate(
            [("Template ID", "ppr-full"), ("Template version", SPEC.version)]
        ):
            front.write_string(number, 0, label)
            front.write_string(number, 1, value)
        layout = {place.table: place for place in SPEC.layouts["full"].sheets}
        for table, lines in rows.items():
            place = layout[table]
            sheet = workbook.add_worksheet(place.aliases[0] if alias else place.sheet)
            for at, column in enumerate(COLUMNS[table]):
                sheet.write_string(0, at, heading(column, alias))
            for number, line in enumerate(lines, 1):
                for at, value in enumerate(line):
                    put(sheet, number, at, value, day)
    return made.getvalue()


def put(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def opened(content: bytes) -> Opened:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        path.write_bytes(content)
        return open_return(path, "", LIMITS, "")


def mended(content: bytes) -> tuple[Opened, Plan, bytes]:
    """The return without any guard but the trial: nothing is kept back for what rules say."""
    found = opened(content)
    draft = draft_of(content)
    plan = planned(Ground(found.workbook, found.tables, draft, {}))
    plan = tried(found.workbook, found.tables, plan)
    made = repaired(draft, plan, origin_of(found.workbook).epoch_1904) if plan.changes else content
    return found, plan, made


@given(tables(), st.booleans(), st.booleans())
@settings(max_examples=40)
def test_what_is_read_stays_the_same_and_a_second_repair_finds_nothing(rows, alias, from_1904):
    content = book(rows, alias, from_1904)
    before, plan, made = mended(content)
    after, again, _ = mended(made)
    for name, data in before.tables.tables.items():
        other = after.tables.tables[name]
        assert data.frame.equals(other.frame, null_equal=True)
        assert same(data, other)
    assert again.changes == ()
    assert faults(made) == []
    assert_listed(content, made, plan)


def assert_listed(content: bytes, made: bytes, plan: Plan) -> None:
    """Every cell of the plan differs in the file, and no other does."""
    old, new = unpack(content), unpack(made)
    changed = set()
    for number in range(4):
        name = f"xl/worksheets/sheet{number + 1}.xml"
        cells, others = cells_of(old[name]), cells_of(new[name])
        changed |= {(number, cell) for cell in cells if cells[cell] != others[cell]}
    assert changed == {(change.place, change.cell) for change in plan.changes if change.cell}


def test_a_text_with_formats_of_its_own_and_digits_that_are_not_shown_stay():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        front = workbook.add_worksheet("Return")
        for number, line in enumerate(
            [("Template ID", "PPR-FULL"), ("Template version", SPEC.version)]
        ):
            front.write_row(number, 0, line)
        sheet = workbook.add_worksheet("Programmes")
        sheet.write_row(0, 0, ["Programme reference", "Programme name"])
        sheet.write_number(1, 0, 12, workbook.add_format({"num_format": "00000"}))
        bold = workbook.add_format({"bold": True})
        sheet.write_rich_string(1, 1, " part of this ", bold, "stands out ")
        sheet.write_row(2, 0, [13, " all of this "])
    _, plan, copy = mended(made.getvalue())
    assert [(left.cell, left.why) for left in plan.left] == [("A2", "shown"), ("B2", "rich")]
    assert [(change.cell, change.now) for change in plan.changes if change.place] == [
        ("A3", "13"),
        ("B3", "all of this"),
    ]
    assert b"<r>" in unpack(copy)["xl/sharedStrings.xml"]
