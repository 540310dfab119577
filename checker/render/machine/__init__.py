"""Reports for other programs: JUnit XML, SARIF and OSCAL. Each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.model.report import Report


def _junit(report: Report, path: Path) -> None:
    from checker.render.machine.junit import write_junit

    write_junit(report, path)


def _sarif(report: Report, path: Path) -> None:
    from checker.render.machine.sarif import write_sarif

    write_sarif(report, path)


def _oscal(report: Report, path: Path) -> None:
    from checker.render.machine.oscal_results import write_results

    write_results(report, path)


# Format -> the name of its file and what writes it.
MACHINE_FORMATS: Final[Mapping[str, tuple[str, Callable[[Report, Path], None]]]] = {
    "junit": ("junit.xml", _junit),
    "sarif": ("report.sarif", _sarif),
    "oscal": ("oscal-assessment-results.json", _oscal),
}
