"""The findings to be worked through: as a workbook (.xlsx, .ods), and as a table of text (.csv)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.report import Report


__all__ = ["write_csv", "write_workbook"]


def write_workbook(report: Report, path: Path) -> None:
    """Write the findings to `path`, as .ods or .xlsx by its name.

    The same report gives the same bytes. Raises OSError when `path` cannot be written.
    """
    from checker.render.findings.book import findings_book
    from checker.render.workbook import write_tables

    write_tables(findings_book(report), path)


def write_csv(report: Report, path: Path) -> None:
    """Write every finding to `path` as a line of CSV (RFC 4180). Raises OSError as above."""
    from checker.render.findings.flat import write

    write(report, path)
