"""One return as other programs would have saved it: the same cells in another hand or format."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from read_files import save, to_strict

from checker.read import Sheet, Workbook, read

OFFICE_SECONDS = 180


def _cells(book: Workbook) -> Mapping[str, list[list[object]]]:
    """Values by sheet, error values put back where the reader found them."""
    errors = {sheet.name: set(sheet.error_cells) for sheet in book.receipt.sheets}
    assert not any(errors.values()), "the samples hold no error values"
    return {sheet.name: sheet.rows for sheet in book.sheets}


def by_openpyxl(source: Path, folder: Path) -> Path:
    """Opened and saved again: what most scripts do."""
    import openpyxl

    out = folder / "openpyxl.xlsx"
    openpyxl.load_workbook(source).save(out)
    return out


def by_xlsxwriter(source: Path, folder: Path) -> Path:
    """Values alone, written by another library."""
    return _write(read(source), folder / "xlsxwriter.xlsx", lambda rows: rows)


def reordered(source: Path, folder: Path) -> Path:
    """Every table with its columns from last to first, as an export of another system has them."""
    return _write(read(source), folder / "reordered.xlsx", _mirrored)


def _mirrored(rows: list[list[object]]) -> list[list[object]]:
    # Sheets of labels beside values have two columns: there the order is the meaning.
    width = max(map(len, rows), default=0)
    return (
        rows if width < 4 else [[*reversed([*row, *[None] * (width - len(row))])] for row in rows]
    )


def _write(
    book: Workbook, out: Path, change: Callable[[list[list[object]]], list[list[object]]]
) -> Path:
    import xlsxwriter

    made = xlsxwriter.Workbook(
        str(out), {"strings_to_numbers": False, "strings_to_formulas": False}
    )
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    states = {sheet.name: sheet.state for sheet in book.sheets}
    for name, rows in _cells(book).items():
        page = made.add_worksheet(name)
        if states[name] != "visible":
            page.hide()
        for number, row in enumerate(change(rows)):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
    made.close()
    return out


def as_strict(source: Path, folder: Path) -> Path:
    """The Strict variant of Open XML, which some readers show as no sheets at all."""
    return save(folder, to_strict(source.read_bytes()), "strict.xlsx")


def csv_texts(book: Workbook) -> dict[str, str]:
    """Each sheet as CSV by the name of its file: dates in ISO form, numbers as they are."""
    return {f"{sheet.name}.csv": _csv(sheet) for sheet in book.sheets}


def _csv(sheet: Sheet) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [[_plain(value) for value in row] for row in sheet.rows]
    )
    return text.getvalue()


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_csv_folder(source: Path, folder: Path) -> Path:
    """A folder with a file for each sheet."""
    out = folder / "csv"
    out.mkdir()
    for name, text in csv_texts(read(source)).items():
        (out / name).write_text(text, encoding="utf-8", newline="")
    return out


def as_csv_zip(source: Path, folder: Path) -> Path:
    """The same in a zip, in the encoding and with the separator of a European Excel."""
    out = folder / "csv.zip"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in csv_texts(read(source)).items():
            rows = csv.reader(io.StringIO(text, newline=""))
            again = io.StringIO()
            csv.writer(again, delimiter=";").writerows(rows)
            package.writestr(name, again.getvalue().encode("utf-16"))
    return out


def by_libreoffice(kind: str) -> Callable[[Path, Path], Path]:
    """Opened in LibreOffice and saved as another kind of file."""

    def convert(source: Path, folder: Path) -> Path:
        out = folder / "office"
        own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        office = shutil.which("soffice")
        assert office is not None
        command = [office, own, "--headless", "--norestore", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(out), str(source)],
            check=True,
            capture_output=True,
            timeout=OFFICE_SECONDS,
        )
        return out / f"{source.stem}.{kind}"

    return convert


WAYS: Mapping[str, Callable[[Path, Path], Path]] = {
    "openpyxl": by_openpyxl,
    "xlsxwriter": by_xlsxwriter,
    "reordered": reordered,
    "strict": as_strict,
    "csv-folder": as_csv_folder,
    "csv-zip": as_csv_zip,
}
OFFICE_WAYS: Mapping[str, Callable[[Path, Path], Path]] = {
    f"libreoffice-{kind}": by_libreoffice(kind) for kind in ("xlsx", "ods", "xls")
}
