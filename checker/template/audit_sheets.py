"""The worksheet of an audit: what was drawn, from what, and room for what an assessor finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.model.audit import (
    AS_NEEDED,
    ASSESSORS_WORDS,
    CLAUSE_HEADINGS,
    CLAUSES,
    CONFIDENCE,
    COVER,
    EVIDENCE,
    EVIDENCE_LENGTH,
    FORM,
    HEADING_ROW,
    JUDGEMENTS,
    MARGIN,
    RETURN,
    SEED,
    SIZE,
    VERSION,
    Audit,
    Sample,
    sheet_of,
)
from checker.model.specs import Clause
from checker.read.beside import OURS
from checker.template.page import set_paper, set_widths
from checker.template.places import letter
from checker.template.saving import save
from checker.template.style import TITLE_POINTS, Look, fit_row, put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_HOW = (
    "This worksheet is for the assessor alone. It holds the references of cases, so keep it like"
    " a case file and do not pass it on.",
    f"Open the file of each case on the sheets after “{CLAUSES}” once, and choose for each clause"
    " in its row whether what you see there conforms. Choose “cannot be shown” where the file does"
    " not tell: it counts as not conforming. Under “Where you saw it” write a reference that the"
    " provider understands, such as a page. Write nothing that identifies a person.",
    f"Then choose your verdict for each clause on the sheet “{CLAUSES}”, with your role and the"
    " day. Write your role, not your name. Leave the verdict blank for a clause that you did not"
    " judge.",
    "Give the filled-in worksheet to the checker with --attest. It draws the sample again and takes"
    " your verdicts only if these are its cases and the return is unchanged.",
    "The sample is drawn by chance, by programme and by whether a case is closed. What it shows of"
    " the other cases is said in the report. It never shows more than was looked at.",
)
_COVER = {"A": 44.0, "B": 90.0}
_CLAUSES = dict(zip("ABCDEFGH", (24.0, 10.0, 26.0, 46.0, 13.0, 16.0, 22.0, 12.0), strict=True))


def write_audit(audit: Audit, out: Path) -> Path:
    """Write the worksheet to `out`; the same audit gives the same bytes.

    Raises OSError when `out` cannot be written.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _add_cover(workbook, audit)
    _add_clauses(workbook, audit)
    for sample in audit.samples:
        clauses = [c for name, c in audit.clauses if name == sample.standard and _in_files(c)]
        if clauses and sample.cases:
            _add_cases(workbook, sample, clauses)
    workbook.active = 0
    workbook.properties.title = "Worksheet for an assessor"
    workbook.properties.creator = OURS
    workbook.properties.language = "en-GB"
    return save(workbook, out)


def _in_files(clause: Clause) -> bool:
    return clause.sample == "cases"


def _add_cover(workbook: Workbook, audit: Audit) -> None:
    sheet = _sheet(workbook, COVER, "Worksheet for an assessor", "Begin here.")
    _headings(sheet, ("Item", "Value"), _COVER)
    for row, (label, text) in enumerate(_facts(audit), start=HEADING_ROW + 1):
        put(sheet, f"A{row}", label, "label")
        put(sheet, f"B{row}", text, "boxed")
        fit_row(sheet, row, _COVER, {"A": label, "B": text})
    set_paper(sheet, sum(_COVER.values()))


def _facts(audit: Audit) -> list[tuple[str, str]]:
    wanted = audit.wanted
    size = AS_NEEDED if wanted.size is None else str(wanted.size)
    return [
        *((f"How to fill it in, {number}", text) for number, text in enumerate(_HOW, start=1)),
        (FORM, VERSION),
        (RETURN, audit.return_digest),
        ("Provider", audit.provider or "not known"),
        ("Period", audit.period or "not known"),
        (SEED, str(wanted.seed)),
        (CONFIDENCE, f"{wanted.confidence:g}"),
        (MARGIN, f"{wanted.margin:g}"),
        (SIZE, size),
        *((sample.standard, sample.digest) for sample in audit.samples),
        *(line for sample in audit.samples for line in _drawn(sample)),
    ]


def _drawn(sample: Sample) -> list[tuple[str, str]]:
    whole = sum(sample.strata.values())
    said = f"{len(sample.cases)} of {whole} cases were drawn."
    if sample.left_out:
        said += (
            f" {sample.left_out} more could not be drawn: their reference or type is blank, in"
            " error, or used twice."
        )
    lines = [(f"Cases for {sample.standard}", said)]
    for name, held in sample.strata.items():
        taken = sum(case.stratum == name for case in sample.cases)
        lines.append((f"Stratum {name}", f"{taken} of {held} cases"))
    return lines


def _add_clauses(workbook: Workbook, audit: Audit) -> None:
    sheet = _sheet(workbook, CLAUSES, "Clauses that a person judges", "Fill in the last three.")
    _headings(sheet, CLAUSE_HEADINGS, _CLAUSES)
    for row, (standard, clause) in enumerate(audit.clauses, start=HEADING_ROW + 1):
        looked = "each case drawn" if _in_files(clause) else "the provider as a whole"
        texts = dict(
            zip("ABCDE", (standard, clause.id, clause.title, clause.evidence, looked), strict=True)
        )
        for column, text in texts.items():
            put(sheet, f"{column}{row}", text, "boxed")
        for column in "FGH":
            put(sheet, f"{column}{row}", "", "entry")
        sheet[f"H{row}"].number_format = "yyyy-mm-dd"
        fit_row(sheet, row, _CLAUSES, texts)
    last = HEADING_ROW + max(1, len(audit.clauses))
    _validate(sheet, _choice(ASSESSORS_WORDS), f"F{HEADING_ROW + 1}:F{last}")
    set_paper(sheet, sum(_CLAUSES.values()), f"{HEADING_ROW}:{HEADING_ROW}")


def _add_cases(workbook: Workbook, sample: Sample, clauses: Sequence[Clause]) -> None:
    title = f"Cases drawn for {sample.standard}"
    sheet = _sheet(workbook, sheet_of(sample.standard), title, "One row for each case.")
    headings = ("No", "Case", "Drawn from", *(f"{c.id}: {c.title}" for c in clauses), EVIDENCE)
    names = [letter(number) for number in range(1, len(headings) + 1)]
    widths = dict(zip(names, (6.0, 18.0, 26.0, *(20.0 for _ in clauses), 32.0), strict=True))
    _headings(sheet, headings, widths)
    for number, case in enumerate(sample.cases, start=1):
        row = HEADING_ROW + number
        for name, text in zip(names, (str(number), case.key, case.stratum), strict=False):
            put(sheet, f"{name}{row}", text, "boxed")
        for name in names[3:]:
            put(sheet, f"{name}{row}", "", "entry")
    last = HEADING_ROW + len(sample.cases)
    _validate(sheet, _choice(JUDGEMENTS), f"{names[3]}{HEADING_ROW + 1}:{names[-2]}{last}")
    _validate(sheet, _short_text(), f"{names[-1]}{HEADING_ROW + 1}:{names[-1]}{last}")
    set_paper(sheet, sum(widths.values()), f"{HEADING_ROW}:{HEADING_ROW}", "A:B")


def _sheet(workbook: Workbook, name: str, title: str, said: str) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(name)
    put(sheet, "A1", title, "title")
    put(sheet, "A2", f"This sheet holds one table. {said}", "purpose")
    sheet.row_dimensions[1].height = TITLE_POINTS
    return sheet


def _headings(sheet: Worksheet, headings: Sequence[str], widths: dict[str, float]) -> None:
    look: Look = "required"
    for name, heading in zip(widths, headings, strict=True):
        put(sheet, f"{name}{HEADING_ROW}", heading, look)
    fit_row(sheet, HEADING_ROW, widths, dict(zip(widths, headings, strict=True)))
    set_widths(sheet, widths)


def _choice(words: Sequence[str]) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="list",
        formula1=f'"{",".join(words)}"',
        allow_blank=True,
        showErrorMessage=True,
        error="Choose one of the words in the list.",
    )


def _short_text() -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(EVIDENCE_LENGTH),
        allow_blank=True,
        showErrorMessage=True,
        error=f"At most {EVIDENCE_LENGTH} characters, and nothing that identifies a person.",
    )


def _validate(sheet: Worksheet, validation: DataValidation, cells: str) -> None:
    validation.add(cells)
    sheet.add_data_validation(validation)
