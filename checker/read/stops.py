"""The words of every STOP of the reading stage: what happened, and what to do.

No message holds a cell's value or a folder of the machine.
"""

from __future__ import annotations

from math import ceil

from checker.errors import Unreadable

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
        "with Password, delete the password, and save a copy. Send the copy by a secure route.",
    ),
    "xls": (
        "old-format",
        "The file is in the old Excel format (.xls), whatever its name says.",
        RESAVE,
    ),
    "xlsb": ("not-a-workbook", "The file is a binary Excel workbook (.xlsb).", RESAVE),
    "ods": ("not-a-workbook", "The file is an OpenDocument spreadsheet (.ods).", RESAVE),
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
        "If the workbook is inside the archive, take it out and send it by itself.",
    ),
    "html": (
        "not-a-workbook",
        "The file is a web page (HTML) with the name of a workbook. Some systems export "
        "“Excel” files this way.",
        RESAVE,
    ),
    "xml": ("not-a-workbook", "The file is plain XML, not a workbook.", RESAVE),
    "text": (
        "not-a-workbook",
        "The file is plain text (such as CSV), not a workbook.",
        "Open it in Excel, copy the data into the template, and save it as “Excel workbook "
        "(.xlsx)”. Renaming the file is not enough.",
    ),
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


def too_large(what: str) -> Unreadable:
    """The file is over one of the limits on size; `what` names the limit."""
    return Unreadable("too-large", f"The file is too large to read: {what}.", _SMALLER)


def too_many_cells(what: str) -> Unreadable:
    """A sheet, or the whole workbook, is over one of the limits on cells."""
    return Unreadable("too-many-cells", f"The workbook is too large to read: {what}.", _CLEAR_AREA)


# The settings that bound what a reader makes of the sheets, not the file itself.
_OF_CELLS = frozenset({"rows", "columns", "cells", "area"})


def over(setting: str, found: str, most: int) -> Unreadable:
    """The file is over the limit of this name in Limits.

    `found` is a sentence without its end that tells the amount, such as "This workbook inflates
    to 3.1 GB"; `most` is what the limit allows.
    """
    limit = amount(most) if setting.endswith("_bytes") else f"{most:,}"
    code, fix = "too-large", _SMALLER
    if setting in _OF_CELLS:
        code, fix = "too-many-cells", _CLEAR_AREA
    return Unreadable(code, f"{found}; the limit is {limit} (setting {setting}).", fix)


def many_cells(found: int, most: int) -> Unreadable:
    """All sheets together have too many cells; as far as they were counted."""
    kinds = "blank ones with a format included"
    return over("cells", f"This workbook has at least {found:,} cells, {kinds}", most)


def amount(size: int) -> str:
    """A number of bytes as people say it, such as "3.1 GB"; rounded up, since it tells excess."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            parts = 10 if size < 10 * unit else 1
            return f"{ceil(parts * size / unit) / parts:,g} {name}"
    return f"{size:,} bytes"


_ALONE = (
    "Send this file by itself to whoever runs the checker. If it opens in Excel and looks right, "
    "the limit can be set higher."
)


def took_too_long(seconds: float) -> Unreadable:
    """The process at work on the file was ended after so many seconds."""
    return Unreadable(
        "took-too-long",
        f"Checking this file took over {seconds:g} seconds; the limit is {seconds:g} (setting "
        "seconds). Nothing was checked.",
        f"{_SMALLER} {_ALONE}",
    )


def too_much_memory(most: int) -> Unreadable:
    """The process at work on the file took more than `most` bytes of memory."""
    return Unreadable(
        "too-much-memory",
        f"Checking this file took over {amount(most)} of memory; the limit is {amount(most)} "
        "(setting memory). Nothing was checked.",
        f"{_SMALLER} {_ALONE}",
    )


def too_much_output(most: int) -> Unreadable:
    """A report of the file would be larger than `most` bytes."""
    return Unreadable(
        "too-large",
        f"A report on this file would take over {amount(most)}; the limit is {amount(most)} "
        "(setting output). Nothing was reported.",
        f"{_SMALLER} {_ALONE}",
    )


def reader_died() -> Unreadable:
    """The process at work on the file ended without a word."""
    return Unreadable(
        "reader-died",
        "The process that read this file ended before it was done. That happens when a file is "
        "damaged in a way that nobody foresaw. Nothing was checked.",
        RESAVE,
    )


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
