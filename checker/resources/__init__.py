"""Where `standards/` and `templates/` are: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def standards_folder() -> Path:
    """Folder holding `returns/`, `_schemas/` and one folder per standard."""
    return _root() / "standards"


@cache
def templates_folder() -> Path:
    """Folder holding the Jinja templates of the reports."""
    return _root() / "templates"


def _root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent
