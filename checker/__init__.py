"""Check returns of perpetrator programmes against published standards.

from checker import check
report = check("return.xlsx")
report.ready, report.headline
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from checker.suites import expect

if TYPE_CHECKING:
    from checker.model.report import Report
    from checker.read import Limits

__all__ = ["__version__", "check", "expect"]
__version__ = "0.1.0"


def check(
    path: str | Path,
    *,
    standards: Sequence[str] = (),
    engine: Literal["polars", "great-expectations"] = "polars",
    as_of: str = "",
    profile: str | Path | None = None,
    waivers: str | Path | None = None,
    previous: str | Path | None = None,
    limits: Limits | None = None,
    password: str = "",
    fix_first: bool = False,
    language: Literal["en", "cy"] = "en",
) -> Report:
    """Check the return at `path` and give the report; nothing is written and nothing is sent.

    `standards` are names such as "gb-home-office-da" or "gb-home-office-da@2023.02"; without any,
    the standards that the return claims. `as_of` is an ISO day, by default the period's last.
    `profile` and `waivers` are files that a commissioner gave: settings, and dated exceptions.
    `previous` is the report.json of an earlier return of this provider: the report then says what
    is new, still there, came back and is gone, and explanations that stood there stand again.
    `limits` (`checker.read.Limits`) bound what is read; `password` opens a protected workbook.
    `fix_first` also tries which causes to put right first, at about the cost of a check for each.
    `language` is what the report is written in; what has no Welsh yet is in English, and marked.
    A file that cannot be read as a return gives a report whose `receipt.stop` says why.

    Raises `checker.errors.UsageError` when a file or a standard does not exist or `previous` is no
    report, or one of another provider or kind of return, and
    `checker.errors.PackError` when a standard, return specification, profile or waiver file is at
    fault.
    """
    from checker.language import speaking
    from checker.pipeline import check_file
    from checker.pipeline.given import given as read_given
    from checker.pipeline.opening import LIMITS
    from checker.previous import read_previous

    with speaking(language):
        given = read_given(Path(profile) if profile else None, Path(waivers) if waivers else None)
        return check_file(
            Path(path),
            standards=standards,
            engine=engine,
            as_of=as_of,
            given=given,
            previous=read_previous(Path(previous)) if previous else None,
            limits=limits or LIMITS,
            password=password,
            fix_first=fix_first,
        )
