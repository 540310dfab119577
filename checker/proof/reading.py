"""A report.json that somebody handed over: read with bounds and held to its schema."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from checker import __version__
from checker.errors import UsageError
from checker.language import say
from checker.resources import standards_folder

MOST_BYTES: Final = 512_000_000
# Names that this checker writes itself; a report that was tampered with may hold any others.
_NAME: Final = re.compile(r"[A-Za-z0-9_@.-]{1,60}")


@dataclass(frozen=True, slots=True)
class Handed:
    """A report.json as it lies there: its bytes, and what they say."""

    name: str
    content: bytes
    data: dict[str, Any]


def read_report(path: Path) -> Handed:
    """The report at `path`; nothing in it is believed, it only fits the schema.

    Raises UsageError for a file that is not there, is too large, or is no report of this checker.
    """
    content = _content(path)
    try:
        data = json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UsageError(say("proof.no-json", name=path.name)) from None
    place = _misfit(data)
    if place is not None:
        raise UsageError(_unfit(path.name, data, place))
    return Handed(path.name, content, data)


def pointer(steps: Any) -> str:
    """A JSON pointer (RFC 6901) to a place; names that no report has stand as "…"."""
    told = "".join(f"/{step if _NAME.fullmatch(str(step)) else '…'}" for step in steps)
    return told or say("proof.whole-file")


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(say("proof.no-report", name=path.name))
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        limit = f"{MOST_BYTES // 1_000_000:,}"
        raise UsageError(say("proof.too-large", name=path.name, limit=limit))
    return content


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _misfit(data: Any) -> str | None:
    """Where the data do not fit the schema of report.json, None where they do."""
    import jsonschema_rs

    file = standards_folder() / "_schemas" / "report.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    # Their messages quote what is there; the place alone is told.
    errors = jsonschema_rs.validator_for(schema).iter_errors(data)
    return next((pointer(error.instance_path) for error in errors), None)


def _unfit(name: str, data: Any, place: str) -> str:
    tool = data.get("tool") if isinstance(data, dict) else None
    version = tool.get("version") if isinstance(tool, dict) else None
    told = isinstance(version, str) and _NAME.fullmatch(version) and version != __version__
    if told:
        return say("proof.no-fit-version", name=name, old=version, new=__version__)
    return say("proof.no-fit", name=name, place=place)
