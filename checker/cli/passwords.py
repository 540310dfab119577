"""--password-file: a password is read from a file, so that no list of processes shows it."""

from __future__ import annotations

from pathlib import Path

import click

from checker.errors import UsageError

_LONGEST = 4096

PASSWORD_FILE = click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file whose first line is the password that opens what is protected.",
)


def password_in(path: Path | None) -> str:
    """The first line of the file, without its line end; nothing without a file.

    Raises UsageError when there is no such file, or no password in it.
    """
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8-sig")
    except OSError:
        raise UsageError(f"The password file “{path.name}” could not be opened.") from None
    except UnicodeDecodeError:
        raise UsageError(f"The password file “{path.name}” is not text in UTF-8.") from None
    password = text.split("\n", 1)[0].removesuffix("\r")
    if not password:
        raise UsageError(f"The first line of the password file “{path.name}” is empty.")
    return password
