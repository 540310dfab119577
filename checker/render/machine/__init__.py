"""Reports for other programs: JUnit XML, SARIF and OSCAL. Each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.model.report import Report


def _junit(report: Report) -> bytes:
    from checker.render.machine.junit import junit_bytes

    return junit_bytes(report)


def _sarif(report: Report) -> bytes:
    from checker.render.machine.sarif import sarif_bytes

    return sarif_bytes(report)


def _oscal(report: Report) -> bytes:
    from checker.render.machine.oscal_results import results_bytes

    return results_bytes(report)


# Format -> the name of its file and what makes it.
MACHINE_FORMATS: Final[Mapping[str, tuple[str, Callable[[Report], bytes]]]] = {
    "junit": ("junit.xml", _junit),
    "sarif": ("report.sarif", _sarif),
    "oscal": ("oscal-assessment-results.json", _oscal),
}
