"""The words of every STOP of the reading stage: what happened, and what to do.

No message holds a cell's value or a folder of the machine.
"""

from __future__ import annotations

from math import ceil

from checker.errors import Unreadable
from checker.language import say
from checker.read.limits import Limits

# kind as sniffed -> (code, key of what to do); what happened is the entry of the kind
_REFUSED: dict[str, tuple[str, str]] = {
    "empty": ("empty-file", "stops.ask-again"),
    "encrypted": ("encrypted", "stops.encrypted-fix"),
    "locked-zip": ("encrypted", "stops.locked-zip-fix"),
    "old-xls": ("old-format", "stops.resave"),
    "encrypted-ods": ("encrypted", "stops.encrypted-ods-fix"),
    "odt": ("not-a-workbook", "stops.odt-fix"),
    "docx": ("not-a-workbook", "stops.docx-fix"),
    "pptx": ("not-a-workbook", "stops.pptx-fix"),
    "numbers": ("not-a-workbook", "stops.numbers-fix"),
    "zip": ("not-a-workbook", "stops.zip-fix"),
    "html": ("not-a-workbook", "stops.resave"),
    "xml": ("not-a-workbook", "stops.resave"),
    "pdf": ("not-a-workbook", "stops.pdf-fix"),
    "unknown": ("not-a-workbook", "stops.ask-again"),
}


def refused(kind: str) -> Unreadable:
    """The STOP for a file of a kind that is not read."""
    known = kind if kind in _REFUSED else "unknown"
    code, fix = _REFUSED[known]
    return Unreadable(code, say(f"stops.{known}"), say(fix))


def wrong_password() -> Unreadable:
    """A password was given and does not open the file."""
    return Unreadable(
        "encrypted",
        say("stops.file-protected-password-password-given"),
        say("stops.check-password-file-first-line"),
    )


def unknown_protection() -> Unreadable:
    """The file is protected in a way that is not read, with or without a password."""
    return Unreadable(
        "encrypted",
        say("stops.file-protected-way-program-cannot"),
        say("stops.open-excel-choose-file-info"),
    )


def resave() -> str:
    """What to do with most files that cannot be read: save them anew."""
    return say("stops.resave")


def corrupt(what: str, fix: str = "") -> Unreadable:
    """The file is damaged; `what` says where, in words."""
    return Unreadable("corrupt", say("stops.damaged", what=what), fix or resave())


def cut_short() -> Unreadable:
    """The zip package has no table of contents or breaks off."""
    return corrupt(say("stops.ends-too-early-was-changed"), say("stops.ask-again"))


def unsafe_xml(what: str) -> Unreadable:
    """The XML holds something that no spreadsheet program writes."""
    return Unreadable(
        "unsafe-xml",
        say("stops.file-was-refused-for-safety", what=what),
        say("stops.find-out-where-file-comes") + resave(),
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
    fix = say("stops.clear-area") if code == "too-many-cells" else say("stops.smaller")
    return Unreadable(
        code, say("stops.limit-setting", found=found, limit=limit, setting=setting), fix
    )


def too_far(reaches: str, row: int, column: int, limits: Limits) -> Unreadable:
    """A sheet has more rows or columns than are read; `reaches` names it and its last cell."""
    if row > limits.rows:
        return over("rows", say("stops.over-rows", reaches=reaches, row=row), limits.rows)
    return over(
        "columns", say("stops.over-columns", reaches=reaches, column=column), limits.columns
    )


def endless_tag(most: int) -> Unreadable:
    """A tag or comment is longer than `most` bytes."""
    limit = say("stops.limit-setting-token-bytes", most=amount(most))
    return unsafe_xml(say("stops.xml-tag-comment-without-end", limit=limit))


def more_than(setting: str, most: int, what: str, who: str = "") -> Unreadable:
    """As `over`, where counting ended one past the limit; `what` is counted, in the plural."""
    return over(
        setting,
        say("stops.least", value=who or say("stops.this-workbook-has"), most=most + 1, what=what),
        most,
    )


def many_records(limits_cells: int, most: int) -> Unreadable:
    """A binary workbook has more records than its cells and rows could need."""
    return over("cells", say("stops.workbook-least-records", most=most + 1), limits_cells)


def many_cells(found: int, most: int) -> Unreadable:
    """All sheets together have too many cells; as far as they were counted."""
    kinds = say("stops.blank-ones-format-included")
    return over("cells", say("stops.workbook-least-cells", found=found, kinds=kinds), most)


def too_long_for_xls() -> Unreadable:
    """The text of a cell goes on in a second record, which value readers of .xls cut off."""
    return Unreadable(
        "too-large",
        say("stops.cell-holds-text-over-characters"),
        resave(),
    )


def long_texts(most: int) -> Unreadable:
    """Long texts that many cells share come to more than `most` characters."""
    return more_than("text", most, say("stops.characters-long-texts-counted-each"))


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
        say("stops.workbook-no-sheet-cells"),
        say("stops.send-workbook-was-filled-all"),
    )


def readings_disagree(sheet: str, counted: int, read: int) -> Unreadable:
    """The two readings of a sheet differ; both numbers are cells with a value."""
    return Unreadable(
        "readings-disagree",
        say("stops.sheet-was-read-two-ways-2", sheet=sheet, counted=counted, read=read)
        + (say("stops.other-places") if counted == read else "."),
        say("stops.nothing-was-checked-because-values") + resave(),
    )


def values_disagree(sheet: str) -> Unreadable:
    """The two readings of a sheet show another number or day at the same place."""
    return Unreadable(
        "readings-disagree",
        say("stops.sheet-was-read-two-ways", sheet=sheet),
        say("stops.nothing-was-checked-because-values-2") + resave(),
    )


def not_text(file: str, what: str) -> Unreadable:
    """A CSV file that is not text throughout, or not in an encoding that is known."""
    return Unreadable(
        "corrupt",
        say("stops.cannot-read-csv-file", file=file, what=what),
        say("stops.export-again-choose-csv-utf"),
    )


def two_files(sheet: str) -> Unreadable:
    """Two CSV files that give the same sheet."""
    return Unreadable(
        "corrupt",
        say("stops.two-csv-files-give-same", sheet=sheet),
        say("stops.keep-one-right-take-other"),
    )
