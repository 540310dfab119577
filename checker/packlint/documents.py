"""A pack's files as plain data, read with guards that the ordinary loader does not need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from checker.packbuild import is_return

LARGEST_FILE = 1_000_000
DEEPEST = 20

_RETURN_KINDS = {
    "return.yaml": "return",
    "tables/*.schema.json": "table",
    "codelists/*.json": "codelist",
    "layouts/*.yaml": "layout",
    "measures/*.sql": "measure",
    "rules/*.yaml": "rule",
    "expectations/*.json": "generated",
    "GUIDE.md": "generated",
}
_STANDARD_KINDS = {
    "standard.yaml": "standard",
    "clauses.yaml": "clauses",
    "rules/*.yaml": "rule",
    "expectations/*.json": "generated",
    "GUIDE.md": "generated",
}


@dataclass(frozen=True)
class Document:
    """One file: its name in the pack, its kind (the name of its schema) and what it holds."""

    name: str
    kind: str
    data: Any

    @property
    def stem(self) -> str:
        """The file name without its endings."""
        return Path(self.name).name.split(".")[0]


@dataclass(frozen=True)
class Documents:
    """The files of one pack that could be read; generated files are left out."""

    folder: Path
    files: tuple[Document, ...] = ()

    def of(self, kind: str) -> tuple[Document, ...]:
        """The files of one kind, in order of name."""
        return tuple(file for file in self.files if file.kind == kind)


@dataclass
class _YamlMarks:
    """What the events of a YAML file show and its data no longer does."""

    problems: list[str] = field(default_factory=list)
    # One entry an open node: the keys seen, or None in a list; and whether a key comes next.
    open: list[tuple[set[str] | None, bool]] = field(default_factory=list)


def read_documents(folder: Path) -> tuple[Documents, list[str]]:
    """The readable files of a pack, and a line for each that cannot be read or is no pack file."""
    kinds = _RETURN_KINDS if is_return(folder) else _STANDARD_KINDS
    files, problems = [], []
    for path in sorted(p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()):
        name = path.relative_to(folder).as_posix()
        kind = _kind(name, kinds)
        found, data = _read(path, kind)
        problems += [f"{name}: {problem}" for problem in found]
        if not found and kind != "generated":
            files.append(Document(name, kind, data))
    names = {file.name for file in files} | {line.split(":")[0] for line in problems}
    problems += [f"{name}: is missing." for name in kinds if "*" not in name and _must(name, names)]
    return Documents(folder, tuple(files)), problems


def _must(name: str, names: set[str]) -> bool:
    return name != "GUIDE.md" and name not in names


def _kind(name: str, kinds: dict[str, str]) -> str:
    for pattern, kind in kinds.items():
        if fnmatchcase(name, pattern) and name.count("/") == pattern.count("/"):
            return kind
    return ""


def _read(path: Path, kind: str) -> tuple[list[str], Any]:
    if path.is_symlink():
        return ["is a link to another place. Put the file itself here."], None
    if not kind:
        return ["is not a kind of file that a pack holds. Take it out of the folder."], None
    if path.stat().st_size > LARGEST_FILE:
        return [f"is larger than {LARGEST_FILE:,} bytes. Make it smaller."], None
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ["cannot be read as UTF-8 text. Save it as UTF-8."], None
    return _parse(text, path.suffix)


def _parse(text: str, suffix: str) -> tuple[list[str], Any]:
    if suffix == ".yaml":
        return _parse_yaml(text)
    if suffix == ".json":
        return _parse_json(text)
    return [], text


def _parse_json(text: str) -> tuple[list[str], Any]:
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        twice.extend(name for name in set(names) if names.count(name) > 1)
        return dict(items)

    try:
        data = json.loads(text, object_pairs_hook=pairs)
    except RecursionError:
        return ["is nested too deeply. Write it flatter."], None
    except ValueError as error:
        return [f"is not JSON: {error}."], None
    return [_twice(name) for name in sorted(twice)], data


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
    except (yaml.YAMLError, ValueError) as error:
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
