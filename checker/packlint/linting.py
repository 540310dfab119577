"""The checks in their order, over one pack or a tree of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from checker.errors import CheckerError
from checker.packbuild import is_return, pack_folders
from checker.packlint.accounts import account_problems
from checker.packlint.across import shared_rule_ids
from checker.packlint.clauses import clause_problems
from checker.packlint.documents import Documents, read_documents
from checker.packlint.examples import example_problems
from checker.packlint.expectations import expectation_problems
from checker.packlint.given import file_problems
from checker.packlint.layouts import layout_problems
from checker.packlint.lists import code_list_problems
from checker.packlint.measures import sql_problems
from checker.packlint.modelines import modeline_problems
from checker.packlint.names import name_problems
from checker.packlint.pack import Pack, open_pack
from checker.packlint.rules import rule_problems
from checker.packlint.shapes import shape_problems
from checker.packlint.stale import stale_files
from checker.packlint.tables import table_problems
from checker.packlint.unfinished import unfinished_problems
from checker.packs.lineage import lineage

Subject = TypeVar("Subject")

ON_FILES: tuple[Callable[[Documents], Iterator[str]], ...] = (
    name_problems,
    table_problems,
    code_list_problems,
    layout_problems,
    sql_problems,
)
ON_PACKS: tuple[Callable[[Pack], Iterator[str]], ...] = (
    rule_problems,
    clause_problems,
    expectation_problems,
    example_problems,
    account_problems,
    unfinished_problems,
    modeline_problems,
    stale_files,
)
_LATER = "The checks that build on this have not run; put it right and lint again."


def problems(folder: Path) -> list[str]:
    """What `checker.packlint.lint` gives."""
    if folder.is_file():
        return file_problems(folder)
    folders = pack_folders(folder)
    told: dict[Path | None, list[str]] = {one: _pack(one) for one in folders}
    found = [
        f"{_place(one, folder)}{line}"
        for one in folders
        for line in told[one]
        if line not in told.get(_base(one), ())
    ]
    return found + list(shared_rule_ids(folders))


def _base(folder: Path) -> Path | None:
    """The return that this one extends: what is wrong with that one is said once, there."""
    try:
        return lineage(folder)[-2] if is_return(folder) else None
    except (CheckerError, IndexError):
        return None


def _place(pack: Path, root: Path) -> str:
    return "" if pack == root else f"{pack.relative_to(root).as_posix()}/"


def _pack(folder: Path) -> list[str]:
    documents, found = read_documents(folder)
    found += shape_problems(documents)
    if found:
        return [*found, _unfinished(folder)]
    found = _run(ON_FILES, documents)
    if found:
        return [*found, _unfinished(folder)]
    try:
        pack = open_pack(folder)
    except CheckerError as error:
        return [_unopened(folder, str(error)), _unfinished(folder)]
    return _run(ON_PACKS, pack)


def _run(checks: Sequence[Callable[[Subject], Iterator[str]]], subject: Subject) -> list[str]:
    found = [line for check in checks for line in check(subject)]
    # Repeated rules meet the same fault in many tables.
    return list(dict.fromkeys(found))


def _main_file(folder: Path) -> str:
    return "return.yaml" if is_return(folder) else "standard.yaml"


def _unopened(folder: Path, told: str) -> str:
    """Why a pack could not be opened, under the name of the file that is to blame."""
    file, _, rest = told.partition(" ")
    if file.startswith("measures/"):
        return f"{file.rstrip(':')}: {rest} Check the columns, tables and functions that it names."
    return f"{_main_file(folder)}: {told}"


def _unfinished(folder: Path) -> str:
    return f"{_main_file(folder)}: {_LATER}"
