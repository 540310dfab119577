"""Files from strangers as plain data, read with guards that the ordinary loader does not need."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LARGEST_FILE = 1_000_000
DEEPEST = 20


@dataclass
class _YamlMarks:
    """What the events of a YAML file show and its data no longer does."""

    problems: list[str] = field(default_factory=list)
    # One entry an open node: the keys seen, or None in a list; and whether a key comes next.
    open: list[tuple[set[str] | None, bool]] = field(default_factory=list)


def read_guarded(path: Path) -> tuple[list[str], Any]:
    """What a YAML, JSON or text file holds, and a line for each reason why it is not taken.

    Refused are files that are too large, nested too deeply, or hold anchors, tags or a key twice.
    """
    if path.stat().st_size > LARGEST_FILE:
        return [f"is larger than {LARGEST_FILE:,} bytes. Make it smaller."], None
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ["cannot be read as UTF-8 text. Save it as UTF-8."], None
    return parse_guarded(text, path.suffix)


def parse_guarded(text: str, suffix: str) -> tuple[list[str], Any]:
    """Like `read_guarded`, for the text of a file whose name ends in `suffix`."""
    if suffix == ".yaml":
        return _parse_yaml(text)
    if suffix == ".json":
        return _parse_json(text)
    return [], text


def _parse_json(text: str) -> tuple[list[str], Any]:
    again: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        again.extend(twice(names))
        return dict(items)

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_number)
    except RecursionError:
        return ["is nested too deeply. Write it flatter."], None
    except ValueError as error:
        return [f"is not JSON: {error}."], None
    return [_twice(name) for name in sorted(again)], data


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _parse_yaml(text: str) -> tuple[list[str], Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    marks = _YamlMarks()
    try:
        for event in yaml.parse(text, Loader=loader):
            _mark(event, marks)
            if len(marks.open) > DEEPEST:
                return ["is nested too deeply. Write it flatter."], None
        if marks.problems:
            return list(dict.fromkeys(marks.problems)), None
        return [], yaml.load(text, Loader=loader)  # noqa: S506 - one of the safe loaders
    except ValueError as error:
        return [f"holds a number or a day that does not exist ({error}). Correct it."], None
    except yaml.YAMLError as error:
        return [f"is not YAML: {' '.join(str(error).split())}."], None


def _mark(event: Any, marks: _YamlMarks) -> None:
    import yaml

    if isinstance(event, yaml.NodeEvent):
        marks.problems.extend(_oddities(event))
        _count_key(event, marks)
    if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        mapping = isinstance(event, yaml.MappingStartEvent)
        marks.open.append((set() if mapping else None, mapping))
    elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        marks.open.pop()


def _oddities(event: Any) -> Iterator[str]:
    # An alias can stand for a thousand copies of a thousand copies.
    if event.anchor is not None:
        yield "uses an anchor or an alias (& or *). Write the text out."
    if getattr(event, "tag", None) not in (None, "!"):
        yield "uses a tag (!). Write plain values only."


def _count_key(event: Any, marks: _YamlMarks) -> None:
    if not marks.open or marks.open[-1][0] is None:
        return
    seen, is_key = marks.open[-1]
    if is_key and seen is not None:
        name = getattr(event, "value", "")
        if name in seen:
            marks.problems.append(_twice(name))
        seen.add(name)
    marks.open[-1] = (seen, not is_key)


def _twice(name: str) -> str:
    return f"holds {name} twice in one place, and only the last would count. Keep one."


def twice(names: Iterable[str]) -> list[str]:
    """The names that occur more than once, in order."""
    return [name for name, count in Counter(names).items() if count > 1]
