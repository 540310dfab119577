"""The errors this package raises.

    CheckerError
    ├── UsageError      the caller asked for something that does not exist (exit code 2)
    ├── Unreadable      the file cannot be read as a return: a STOP (exit code 3)
    ├── Uneditable      the workbook can be read, but no copy of it can safely be changed (3)
    ├── PackError       a standard, return specification or profile is at fault (exit code 4)
    └── Interrupted     the user stopped a long run (exit code 130)

No message may hold a cell's value: messages reach terminals, logs and reports.
"""

from __future__ import annotations

# Every reason why a file cannot be read as a return; reports and packs name them.
STOP_CODES = (
    "corrupt",
    "empty-file",
    "encrypted",
    "no-sheets",
    "not-a-workbook",
    "old-format",
    "reader-died",
    "readings-disagree",
    "template-version",
    "too-large",
    "too-many-cells",
    "too-much-memory",
    "took-too-long",
    "unsafe-xml",
    "wrong-template",
)


class CheckerError(Exception):
    """Base of every error the package raises on purpose."""

    exit_code = 4


class UsageError(CheckerError):
    exit_code = 2


class Unreadable(CheckerError):
    """The file cannot be read as a return: what happened (`message`) and what to do (`fix`).

    `code` is one of STOP_CODES.
    """

    exit_code = 3

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix


class Uneditable(CheckerError):
    """The package cannot be changed safely: why (`message`) and what to do (`fix`)."""

    exit_code = 3

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


class PackError(CheckerError):
    exit_code = 4


class Interrupted(CheckerError):
    """The user stopped a long run (Ctrl-C) when `done` of `total` pieces of work were done.

    `then` says how to go on.
    """

    exit_code = 130  # as shells tell it

    def __init__(self, done: int, total: int, then: str = "") -> None:
        said = f"Stopped: {done:,} of {total:,} were done. What they wrote stays. {then}"
        super().__init__(said.rstrip())
        self.done = done
