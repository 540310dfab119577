"""A pack's files as plain data, each with its kind; those that cannot be read become lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from checker.errors import PackError
from checker.packbuild import is_return
from checker.packs.guarded import read_guarded
from checker.packs.lineage import lineage, merged

_LAID_OVER = ("return", "table", "codelist", "layout", "across")
# A pack is whole without these.
_MAY_LACK = ("GUIDE.md", "across.yaml")

_RETURN_KINDS = {
    "return.yaml": "return",
    "tables/*.schema.json": "table",
    "codelists/*.json": "codelist",
    "layouts/*.yaml": "layout",
    "measures/*.sql": "measure",
    "rules/*.yaml": "rule",
    "across.yaml": "across",
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


def read_documents(folder: Path) -> tuple[Documents, list[str]]:
    """The readable files of a pack, and a line for each that cannot be read or is no pack file.

    A return that extends another is seen as the whole that it makes with it.
    """
    files, problems = _own(folder)
    names = {file.name for file in files} | {line.split(":")[0] for line in problems}
    kinds = _kinds(folder)
    problems += [f"{name}: is missing." for name in kinds if "*" not in name and _must(name, names)]
    if not problems and is_return(folder):
        try:
            for base in reversed(lineage(folder)[:-1]):
                earlier, unreadable = _own(base)
                files = _laid_over(earlier, files)
                problems += unreadable
        except PackError as error:
            problems.append(str(error))
    return Documents(folder, tuple(files)), problems


def kind_of(folder: Path, name: str) -> str:
    """The kind of the pack's file of that name; empty for a file that no pack holds."""
    return _kind(name, _kinds(folder))


def _kinds(folder: Path) -> dict[str, str]:
    return _RETURN_KINDS if is_return(folder) else _STANDARD_KINDS


def _own(folder: Path) -> tuple[list[Document], list[str]]:
    files, problems = [], []
    for path in sorted(p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()):
        name = path.relative_to(folder).as_posix()
        kind = kind_of(folder, name)
        found, data = _read(path, kind)
        problems += [f"{name}: {problem}" for problem in found]
        if not found and kind != "generated":
            files.append(Document(name, kind, data))
    return files, problems


def _laid_over(lower: list[Document], upper: list[Document]) -> list[Document]:
    """The files of an earlier edition with a later one's over them, as the loader lays them."""
    later = {file.name: file for file in upper if file.kind != "measure"}
    whole = [
        replace(file, data=merged([file.data, later[file.name].data]))
        if file.kind in _LAID_OVER and file.name in later
        else later.get(file.name, file)
        for file in lower
    ]
    earlier = {file.name for file in lower}
    return whole + [f for f in upper if f.kind == "measure" or f.name not in earlier]


def _must(name: str, names: set[str]) -> bool:
    return name not in _MAY_LACK and name not in names


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
    return read_guarded(path)
