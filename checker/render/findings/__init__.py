"""The findings to be worked through: as a workbook (.xlsx, .ods), and as a table of text (.csv)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.report import Report
    from checker.render.workbook import Kind


__all__ = ["csv_bytes", "workbook_bytes"]


def workbook_bytes(report: Report, kind: Kind) -> bytes:
    """The bytes of findings.xlsx or findings.ods; the same report gives the same."""
    from checker.render.findings.book import findings_book
    from checker.render.workbook import tables_bytes

    return tables_bytes(findings_book(report), kind)


def csv_bytes(report: Report) -> bytes:
    """The bytes of findings.csv: every finding as a line of CSV (RFC 4180)."""
    from checker.render.findings.flat import flat_bytes

    return flat_bytes(report)
