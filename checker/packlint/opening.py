"""From what a person writes, an id or a folder, to a pack that may be used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.errors import PackError, UsageError
from checker.model.specs import ReturnSpec, Standard
from checker.packbuild.folders import is_pack, is_return, pack_folders
from checker.packlint import lint
from checker.packs import list_returns, list_standards, load_pack, read_standard
from checker.packs.returns import read_return
from checker.resources import standards_folder


def open_named(name: str) -> ReturnSpec | Standard:
    """The pack called "ID" or "ID@EDITION", or the one that stands in the folder `name`.

    A folder outside the standards that ship is linted first. Raises UsageError when there is no
    such pack, and PackError, with every problem on a line of its own, when the folder has any.
    """
    if not _is_folder(name):
        return load_pack(name)
    folder = Path(name).resolve()
    if not folder.is_relative_to(standards_folder().resolve()):
        _check(folder)
    return read_return(folder) if is_return(folder) else read_standard(folder)


def open_standard(name: str) -> Standard:
    """As `open_named`, for standards alone; raises UsageError for a return specification."""
    pack = open_named(name)
    if isinstance(pack, ReturnSpec):
        raise UsageError(f"{pack.id} is a return specification. Name a standard.")
    return pack


def folders_opened(names: Sequence[str]) -> tuple[str | Standard, ...]:
    """The names as they are, but for folders: those become the standards that stand in them.

    Raises UsageError and PackError as `open_named` does, for folders.
    """
    return tuple(open_standard(name) if _is_folder(name) else name for name in names)


def folder_named(name: str) -> Path:
    """The folder of the pack "ID", "ID@EDITION" or of that folder itself, faulty or not.

    Raises UsageError when there is no such pack.
    """
    if _is_folder(name):
        return Path(name)
    pack = load_pack(name)
    if isinstance(pack, ReturnSpec):
        return standards_folder() / "returns" / pack.id
    return standards_folder() / pack.id / pack.edition


def _is_folder(name: str) -> bool:
    """What ships goes first, so that a folder that happens to stand here hides no standard."""
    standard, _, edition = name.partition("@")
    shipped = {standard for standard, _ in list_standards()}
    if name in list_returns() or (standard in shipped and not edition):
        return False
    if Path(name).is_dir():
        if not is_pack(Path(name)):
            raise UsageError(f"The folder {Path(name).name} holds no pack.")
        return True
    if "/" in name or "\\" in name:
        raise UsageError(f"There is no folder {Path(name).name} there.")
    return False


def _check(folder: Path) -> None:
    from checker.packlint.across import shared_rule_ids

    # A return meets such a pack beside those that ship, and rules are told apart by id alone.
    shipped = pack_folders(standards_folder())
    problems = [*lint(folder), *shared_rule_ids((*shipped, folder))]
    if problems:
        many = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        first = f"The pack in {folder.name} has {many} and was not used:"
        raise PackError("\n".join([first, *(f"  {problem}" for problem in problems)]))
