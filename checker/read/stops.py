"""The words of every STOP of the reading stage: what happened, and what to do.

No message holds a cell's value or a folder of the machine.
"""

from __future__ import annotations

from math import ceil

from checker.errors import Unreadable
from checker.read.limits import Limits

RESAVE = (
    "Open the file in Excel or LibreOffice, check that the data is complete, save a copy as "
    "“Excel workbook (.xlsx)” and send the copy."
)
_ASK_AGAIN = (
    "Get the file again from the place where it was made. If that copy also does not open in "
    "Excel, fill in a new template."
)
_SMALLER = (
    "Check that this is the right file. Remove sheets, pictures and copied data that are not "
    "part of the return, then save a copy."
)
_CLEAR_AREA = (
    "Press Ctrl+End on that sheet to go to its last cell. Delete the rows and columns after the "
    "end of your data (delete them, do not only clear them), then save a copy."
)

# kind as sniffed -> (code, message, fix)
_REFUSED: dict[str, tuple[str, str, str]] = {
    "empty": ("empty-file", "The file is empty: it holds no bytes at all.", _ASK_AGAIN),
    "encrypted": (
        "encrypted",
        "The file is protected with a password, so nothing in it can be read.",
        "Open it in Excel with the password, choose File > Info > Protect Workbook > Encrypt "
        "with Password, delete the password, and save a copy. Send the copy by a secure route. Or "
        "write the password into a file, as its first line, and name that file with "
        "--password-file.",
    ),
    "locked-zip": (
        "encrypted",
        "The zip archive is protected with a password, so nothing in it can be read.",
        "Take the workbook out of the archive with the password and send it by itself, by a "
        "secure route.",
    ),
    "old-xls": (
        "old-format",
        "The file is in an Excel format from before 1997, whatever its name says.",
        RESAVE,
    ),
    "encrypted-ods": (
        "encrypted",
        "The file is protected with a password, so nothing in it can be read.",
        "Open it in LibreOffice with the password, choose File > Save As, take away the tick at "
        "“Save with password”, and save a copy. (--password-file opens workbooks of Excel only.)",
    ),
    "odt": (
        "not-a-workbook",
        "The file is an OpenDocument text, drawing or presentation, not a spreadsheet.",
        "Send the workbook that was filled in. Data in a document belongs in the template.",
    ),
    "docx": (
        "not-a-workbook",
        "The file is a Word document, not a workbook.",
        "Send the workbook that was filled in. If the data is in the document, enter it in the "
        "template.",
    ),
    "pptx": (
        "not-a-workbook",
        "The file is a presentation, not a workbook.",
        "Send the workbook that was filled in.",
    ),
    "numbers": (
        "not-a-workbook",
        "The file is an Apple Numbers or Pages document.",
        "In Numbers choose File > Export To > Excel, and send the exported file.",
    ),
    "zip": (
        "not-a-workbook",
        "The file is a zip archive that holds no workbook of its own.",
        "If the workbook is inside the archive, take it out and send it by itself. A return sent "
        "as CSV files is read from an archive that holds the CSV files and nothing else.",
    ),
    "html": (
        "not-a-workbook",
        "The file is a web page (HTML) with the name of a workbook. Some systems export "
        "“Excel” files this way.",
        RESAVE,
    ),
    "xml": ("not-a-workbook", "The file is plain XML, not a workbook.", RESAVE),
    "pdf": (
        "not-a-workbook",
        "The file is a PDF, not a workbook.",
        "Send the workbook that the PDF was printed from.",
    ),
    "unknown": (
        "not-a-workbook",
        "The file is not a workbook, and its kind is not known.",
        _ASK_AGAIN,
    ),
}


def refused(kind: str) -> Unreadable:
    """The STOP for a file of a kind that is not read."""
    return Unreadable(*_REFUSED.get(kind, _REFUSED["unknown"]))


def wrong_password() -> Unreadable:
    """A password was given and does not open the file."""
    return Unreadable(
        "encrypted",
        "The file is protected with a password, and the password given does not open it.",
        "Check the password file: its first line is the whole password, with capitals and spaces "
        "as they are typed in Excel. Ask the sender if it still does not open.",
    )


def unknown_protection() -> Unreadable:
    """The file is protected in a way that is not read, with or without a password."""
    return Unreadable(
        "encrypted",
        "The file is protected in a way that this program cannot open, also with the password.",
        "Open it in Excel, choose File > Info > Protect Workbook, take away the protection, and "
        "save a copy. Send the copy by a secure route.",
    )


def corrupt(what: str, fix: str = RESAVE) -> Unreadable:
    """The file is damaged; `what` says where, in words."""
    return Unreadable("corrupt", f"The file is damaged: {what}.", fix)


def cut_short() -> Unreadable:
    """The zip package has no table of contents or breaks off."""
    return corrupt("it ends too early or was changed on its way", _ASK_AGAIN)


def unsafe_xml(what: str) -> Unreadable:
    """The XML holds something that no spreadsheet program writes."""
    return Unreadable(
        "unsafe-xml",
        f"The file was refused for safety: {what}. Spreadsheet programs do not write this.",
        "Find out where the file comes from before opening it. " + RESAVE,
    )


# The settings that bound what a reader makes of the sheets, not the file itself.
_OF_CELLS = frozenset({"rows", "columns", "cells", "area"})


def over(setting: str, found: str, most: int, code: str = "") -> Unreadable:
    """The file is over the limit of this name in Limits.

    `found` is a sentence without its end that tells the amount, such as "This workbook inflates
    to 3.1 GB"; `most` is what the limit allows. `code` stands in for the one that the setting has.
    """
    limit = amount(most) if setting.endswith("_bytes") else f"{most:,}"
    code = code or ("too-many-cells" if setting in _OF_CELLS else "too-large")
    fix = _CLEAR_AREA if code == "too-many-cells" else _SMALLER
    return Unreadable(code, f"{found}; the limit is {limit} (setting {setting}).", fix)


def too_far(reaches: str, row: int, column: int, limits: Limits) -> Unreadable:
    """A sheet has more rows or columns than are read; `reaches` names it and its last cell."""
    if row > limits.rows:
        return over("rows", f"{reaches}, over {row:,} rows", limits.rows)
    return over("columns", f"{reaches}, over {column:,} columns", limits.columns)


def endless_tag(most: int) -> Unreadable:
    """A tag or comment is longer than `most` bytes."""
    limit = f"the limit is {amount(most)} (setting token_bytes)"
    return unsafe_xml(f"its XML has a tag or comment without end; {limit}")


def more_than(setting: str, most: int, what: str, who: str = "This workbook has") -> Unreadable:
    """As `over`, where counting ended one past the limit; `what` is counted, in the plural."""
    return over(setting, f"{who} at least {most + 1:,} {what}", most)


def many_records(limits_cells: int, most: int) -> Unreadable:
    """A binary workbook has more records than its cells and rows could need."""
    return over("cells", f"This workbook has at least {most + 1:,} records", limits_cells)


def many_cells(found: int, most: int) -> Unreadable:
    """All sheets together have too many cells; as far as they were counted."""
    kinds = "blank ones with a format included"
    return over("cells", f"This workbook has at least {found:,} cells, {kinds}", most)


def too_long_for_xls() -> Unreadable:
    """The text of a cell goes on in a second record, which value readers of .xls cut off."""
    return Unreadable(
        "too-large",
        "A cell holds a text of over 4,000 characters, which is not read from the old Excel format "
        "(.xls).",
        RESAVE,
    )


def long_texts(most: int) -> Unreadable:
    """Long texts that many cells share come to more than `most` characters."""
    return more_than("text", most, "characters of long texts, counted in each cell")


def amount(size: int) -> str:
    """A number of bytes as people say it, such as "3.1 GB"; rounded up, since it tells excess."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            parts = 10 if size < 10 * unit else 1
            return f"{ceil(parts * size / unit) / parts:,g} {name}"
    return f"{size:,} bytes"


def no_sheets() -> Unreadable:
    """The workbook lists no sheet that could hold cells."""
    return Unreadable(
        "no-sheets",
        "The workbook has no sheet with cells.",
        "Send the workbook that was filled in, with all the sheets of the template.",
    )


def readings_disagree(sheet: str, counted: int, read: int) -> Unreadable:
    """The two readings of a sheet differ; both numbers are cells with a value."""
    return Unreadable(
        "readings-disagree",
        f"Sheet “{sheet}” was read in two ways and the results differ: {counted} cells with a "
        f"value were counted in the file, {read} were read from it"
        + (", at other places." if counted == read else "."),
        "Nothing was checked, because values may be missing. " + RESAVE,
    )


def values_disagree(sheet: str) -> Unreadable:
    """The two readings of a sheet show another number or day at the same place."""
    return Unreadable(
        "readings-disagree",
        f"Sheet “{sheet}” was read in two ways and the results differ: a cell has one number or "
        "day in the first, and another in the second.",
        "Nothing was checked, because values may be wrong. " + RESAVE,
    )


def not_text(file: str, what: str) -> Unreadable:
    """A CSV file that is not text throughout, or not in an encoding that is known."""
    return Unreadable(
        "corrupt",
        f"“{file}” cannot be read as a CSV file: {what}.",
        "Export it again and choose “CSV UTF-8” as its format, or send the return as “Excel "
        "workbook (.xlsx)”.",
    )


def two_files(sheet: str) -> Unreadable:
    """Two CSV files that give the same sheet."""
    return Unreadable(
        "corrupt",
        f"Two of the CSV files give the same sheet, “{sheet}”. Which of them counts is not known.",
        "Keep the one that is right, take the other away, and send the files again.",
    )
