"""The template as people use it: filled in by LibreOffice itself, then checked.

A macro types into the blank template as a person would (days as day/month/year, codes chosen from
the drop-down of the very cell) and saves it. The macro is put into a profile of its own, so that
LibreOffice Calc is all this needs: no bridge to Python, no port, nothing of the user's settings.
"""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from checker.packs import load_return
from checker.read import inspect
from checker.synth import tables
from checker.template import places, write

SPEC = load_return()
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
GIVEN = ("template_id", "template_version")  # filled in by the template, so nobody types them
SECONDS = 300

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]

# British typing in an office of any language: 31/03/2026 is the last day of March.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
</oor:items>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Typing"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">{code}</script:module>
"""
# Each line of the work: sheet, cell, "type" or "choose", text; parted by tabs. A fault is written
# down and not shown, since nobody would close the window.
MACRO = """
Sub FillIn(blank As String, work As String, out As String, told As String)
    On Error Goto Failed
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    book = StarDesktop.loadComponentFromURL(blank, "_blank", 0, hidden())
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    stream = createUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream(files.openFileRead(work))
    stream.setEncoding("UTF-8")
    Do While Not stream.isEOF()
        task = stream.readLine()
        If task <> "" Then
            parts = Split(task, Chr(9))
            cell = book.Sheets.getByName(parts(0)).getCellRangeByName(parts(1))
            entry = parts(3)
            If parts(2) = "choose" Then entry = Offered(book, cell, entry)
            If entry = "" Then Goto Failed
            cell.FormulaLocal = entry
        End If
    Loop
    stream.closeInput()
    task = ""
    Dim kind(0) As New com.sun.star.beans.PropertyValue
    kind(0).Name = "FilterName"
    kind(0).Value = "Calc MS Excel 2007 XML"
    book.storeToURL(out, kind())
    book.close(True)
    Tell(told, "saved")
    Exit Sub
Failed:
    Tell(told, Error$ & " at: " & task)
End Sub

' The entry of the cell's own drop-down that starts with this code; "" where none does.
Function Offered(book, cell, code As String) As String
    offers = book.NamedRanges.getByName(cell.Validation.getFormula1()).ReferredCells.DataArray
    For number = 0 To UBound(offers)
        If Left(offers(number)(0), Len(code) + 3) = code & " – " Then
            Offered = offers(number)(0)
            Exit Function
        End If
    Next
End Function

Sub Tell(told As String, words As String)
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    stream = createUnoService("com.sun.star.io.TextOutputStream")
    stream.setOutputStream(files.openFileWrite(told))
    stream.setEncoding("UTF-8")
    stream.writeString(words)
    stream.closeOutput()
End Sub
"""


@pytest.fixture(params=sorted(SPEC.layouts))
def layout(request):
    return SPEC.layouts[request.param]


@pytest.fixture
def blank(layout, tmp_path):
    return write(SPEC, layout, tmp_path / "blank.xlsx")


def fill_in(folder, blank, work):
    """The template with the work typed into it, as LibreOffice saves it."""
    plan, out, told = folder / "work.txt", folder / "filled.xlsx", folder / "told.txt"
    _put(plan, "\n".join("\t".join(line) for line in work))
    _write_profile(folder)
    urls = ",".join(f'"{path.as_uri()}"' for path in (blank, plan, out, told))
    _office(folder, f"macro:///Standard.Typing.FillIn({urls})")
    assert told.read_text(encoding="utf-8") == "saved"
    return out


def convert(folder, path):
    """The workbook as LibreOffice saves it when nothing was changed."""
    (folder / "again").mkdir()
    _office(folder, "--convert-to", "xlsx", "--outdir", str(folder / "again"), str(path))
    return folder / "again" / path.name


def _office(folder, *arguments):
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, own, "--headless", "--norestore", *arguments],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )


def _write_profile(folder):
    """A profile that holds the macro; the first start fills its library with one of its own."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    _put(user / "registrymodifications.xcu", SETTINGS)
    _office(folder, "--terminate_after_init")
    _put(user / "basic" / "Standard" / "script.xlb", LIBRARY)
    _put(user / "basic" / "Standard" / "Typing.xba", MODULE.format(code=escape(MACRO)))


def _put(path, text):
    path.write_text(text, encoding="utf-8", newline="\n")


def typed(layout, rows):
    """What a person types or chooses, cell by cell, to enter these rows."""
    for name, place in places(SPEC, layout).items():
        columns = {column.name: column for column in SPEC.tables[name].columns}
        for number, row in enumerate(rows[name], start=place.first_row):
            for field, value in row.items():
                if value is None or field in GIVEN:
                    continue
                cell = place.cells.get(field) or f"{place.columns[field]}{number}"
                way = "choose" if columns[field].type == "code" else "type"
                yield place.sheet, cell, way, _text(value)


def _text(value):
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def check(path, out):
    """Exit code and report of `checker check`, run as people run it."""
    here = str(Path(__file__).resolve().parent.parent)
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "checker", "check", str(path), "--out", str(out)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": here},
        timeout=SECONDS,
    )
    assert not ran.stderr
    return ran.returncode, json.loads((out / "report.json").read_text(encoding="utf-8"))


def places_found(report):
    return [(f["rule"], f["sheet"], f["cell"], f["message"]) for f in report["findings"]]


def test_a_return_typed_in_libreoffice_is_clean(layout, blank, tmp_path):
    rows = tables(SPEC, layout, cases=40, seed=29)
    path = fill_in(tmp_path, blank, typed(layout, rows))
    code, report = check(path, tmp_path / "report")
    assert places_found(report) == []
    assert report["ready"]
    assert [v["clause"] for v in report["verdicts"] if v["verdict"] == "not met"] == []
    assert not report["unknown_claims"]
    assert code == 0


def test_what_was_typed_is_what_was_read(layout, blank, tmp_path):
    from checker.layout import find_tables
    from checker.read import read

    rows = tables(SPEC, layout, cases=15, seed=31)
    found = find_tables(read(fill_in(tmp_path, blank, typed(layout, rows))), SPEC, layout)
    for place in layout.sheets:
        frame = found.tables[place.table].frame.select(place.columns)
        assert frame.to_dicts() == rows[place.table]


def test_saving_the_blank_template_in_libreoffice_changes_no_finding(blank, tmp_path):
    code, before = check(blank, tmp_path / "before")
    code_again, after = check(convert(tmp_path, blank), tmp_path / "after")
    assert places_found(after) == places_found(before)
    assert code_again == code


def test_saving_the_blank_template_in_libreoffice_loses_no_cell(blank, tmp_path):
    def filled(path):
        return {sheet.name: sheet.filled for sheet in inspect(path).sheets}

    assert filled(convert(tmp_path, blank)) == filled(blank)
