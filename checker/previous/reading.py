"""An earlier report.json, read as a stranger's file: held to its schema, and to its own forms.

Whoever hands the file over may have written it themselves. So nothing of it is taken as text: ids,
rules and cells must have their forms, and words are made anew from the rules by who compares.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from checker.errors import STOP_CODES, UsageError
from checker.language import say
from checker.model.findings import Finding
from checker.model.since import Accepted, Previous
from checker.read import InMemory, Source
from checker.resources import standards_folder

# Bytes: some 150,000 findings. They take 1.1 GB of memory while they are read.
LARGEST_REPORT: Final = 100_000_000
# Lists and mappings, which take twenty times their text in memory where they are empty. A finding
# of ours has three.
_MOST_BRACKETS: Final = 2_000_000

_IDENTITY: Final = re.compile(r"[0-9a-f]{16}")
_RULE: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")
_CELL: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_STANDS: Final = ("in force", "carried forward")

Data = Mapping[str, Any]


def read_previous(source: Source) -> Previous:
    """The previous report in a file, a report.json of any version since the first.

    Raises UsageError for a file that is not there, too large, or no such report; its message holds
    nothing of what the file says.
    """
    raw, name = _bytes(source), source.name
    data = _data(raw, name)
    _hold(data, name)
    findings = {finding.id: finding for finding in _findings(data)}
    since = data.get("since") or {}
    cleared = tuple(since.get("cleared", ()))
    if not all(map(_is_identity, (*findings, *cleared))):
        raise UsageError(say("answers.previous-other-hand", file=name))
    if not all(_RULE.fullmatch(finding.rule) for finding in findings.values()):
        raise UsageError(say("answers.previous-other-hand", file=name))
    about, used = data["return"], data["standards"]
    return Previous(
        digest=hashlib.sha256(raw).hexdigest(),
        tool_version=data["tool"]["version"],
        provider=about["provider"],
        provider_id=about.get("provider_id", ""),
        period=about["period"],
        layout=about["layout"],
        return_digest=about["digest"],
        as_of=data["as_of"],
        spec=about["spec"],
        spec_digest=about["spec_digest"],
        standards={each["id"]: (each["edition"], each["digest"]) for each in used},
        profile=(data.get("profile") or {}).get("digest", ""),
        waivers=(data.get("waivers") or {}).get("digest", ""),
        stopped=data["receipt"]["stop"] is not None,
        findings=findings,
        cleared=cleared,
        verdicts={(each["standard"], each["clause"]): each["verdict"] for each in data["verdicts"]},
        accepted=tuple(_accepted(data, Counter(f.rule for f in findings.values() if f.explained))),
    )


def _bytes(source: Source) -> bytes:
    raw = source.data if isinstance(source, InMemory) else _read(source)
    if len(raw) > LARGEST_REPORT or raw.count(b"{") + raw.count(b"[") > _MOST_BRACKETS:
        limit = LARGEST_REPORT // 1_000_000
        raise UsageError(say("answers.previous-too-large", file=source.name, limit=limit))
    return raw


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(say("answers.previous-missing", file=path.name))
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_REPORT + 1)
    except OSError as error:
        raise UsageError(say("answers.previous-closed", file=path.name)) from error


def _data(raw: bytes, name: str) -> Any:
    """Plain data; whatever is wrong with the text is told without a word of it."""
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        # Not chained: the message of the parser may quote what it stumbled over.
        raise UsageError(say("answers.previous-not-json", file=name)) from None


def _no_number(word: str) -> None:
    raise ValueError(word)


def _hold(data: Any, name: str) -> None:
    """Refuse data that does not fit the published schema, naming the field of the schema."""
    if not isinstance(data, dict) or "schema_version" not in data:
        raise UsageError(say("answers.previous-no-report", file=name))
    try:
        error = next(iter(_validator().iter_errors(data)), None)
    except ValueError:  # what the validator says of data nested too deeply
        raise UsageError(say("answers.previous-not-json", file=name)) from None
    if error is not None:
        field = next(iter(error.instance_path), "")
        where = field if field in _schema()["properties"] else ""
        key = "answers.previous-misfit-in" if where else "answers.previous-misfit"
        raise UsageError(say(key, file=name, field=where))


@cache
def _schema() -> Any:
    path = standards_folder() / "_schemas" / "report.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema())


def _is_identity(text: Any) -> bool:
    return text in STOP_CODES or _IDENTITY.fullmatch(text) is not None


def _findings(data: Data) -> Iterator[Finding]:
    """What stood in the report, and what it could not look at again and so still stands."""
    for gone in (data.get("since") or {}).get("unchecked", ()):
        sheet, _, cell = gone["place"].rpartition(" ")
        place = (sheet, cell) if _CELL.fullmatch(cell) else (gone["place"], "")
        known = {name: gone.get(name, "") for name in ("table", "key", "field")}
        yield _finding({**gone, **known, "sheet": place[0], "cell": place[1]})
    yield from map(_finding, data["findings"])


def _finding(raw: Data) -> Finding:
    """A finding without its words."""
    return Finding(
        id=raw["id"],
        rule=raw["rule"],
        tier=raw["tier"],
        message="",
        fix="",
        sheet=raw["sheet"],
        cell=raw["cell"] if _CELL.fullmatch(raw["cell"]) else "",
        table=raw["table"],
        key=raw["key"],
        field=raw["field"],
        case=raw["case"],
        explained=raw.get("explained", False),
    )


def _accepted(data: Data, explained: Mapping[str, int]) -> Iterator[Accepted]:
    """The explanations that stood, none of them for more findings than the report shows."""
    for use in data.get("explanations", ()):
        count = min(int(use["covers"]), explained.get(use["rule"], 0))
        if use["state"] in _STANDS and count:
            yield Accepted(use["rule"], use["key"], use["reason"], count)
