"""The earlier reports that came with a return: which one it is compared with, and why no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.errors import UsageError
from checker.language import say
from checker.model.report import Report
from checker.model.since import Previous
from checker.pipeline.beside import told_name
from checker.previous import other, read_previous
from checker.read import InMemory


@dataclass(frozen=True, slots=True)
class Earlier:
    """The reports that could be read, by the name that may be told of each, and why others not."""

    reports: tuple[tuple[str, Previous], ...]
    unread: tuple[str, ...]

    @property
    def several(self) -> tuple[Previous, ...] | None:
        """The reports as a check takes them."""
        return tuple(previous for _, previous in self.reports) or None


def read_earlier(files: Sequence[tuple[str, bytes]]) -> Earlier:
    """The earlier reports among `files`, (name, bytes). The same one twice counts once."""
    reports, unread = dict[str, tuple[str, Previous]](), []
    for name, data in files:
        shown = told_name(name)
        try:
            previous = read_previous(InMemory(shown, data))
        except UsageError as error:
            unread.append(str(error))
        else:
            # The last one counts, so that the order says which of two is the newer.
            reports.pop(previous.digest, None)
            reports[previous.digest] = shown, previous
    return Earlier(tuple(reports.values()), tuple(unread))


def not_compared(earlier: Earlier, report: Report) -> Iterator[str]:
    """A sentence for each earlier report that `report` was not compared with."""
    yield from earlier.unread
    used = report.since.digest if report.since else ""
    for name, previous in earlier.reports:
        if previous.digest != used:
            why = other(previous, report.facts) or ("older" if used else "unread")
            yield say(f"upload.earlier-{why}", file=name)
