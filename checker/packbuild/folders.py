"""Where packs are: one folder, or a whole tree like `standards/`."""

from __future__ import annotations

from pathlib import Path

from checker.errors import UsageError
from checker.model.specs import ReturnSpec
from checker.packs import load_return
from checker.packs.lineage import RETURN_FILE
from checker.packs.returns import read_return

STANDARD_FILE = "standard.yaml"


def is_return(folder: Path) -> bool:
    """Whether `folder` holds a return specification, complete or not."""
    return (folder / RETURN_FILE).is_file() or (folder / "tables").is_dir()


def is_pack(folder: Path) -> bool:
    """Whether `folder` itself is a pack. A pack without its main file is one too: a faulty one."""
    has_rules = (folder / "rules").is_dir() or (folder / "clauses.yaml").is_file()
    return is_return(folder) or (folder / STANDARD_FILE).is_file() or has_rules


def pack_folders(root: Path) -> tuple[Path, ...]:
    """`root` itself when it is a pack, or the packs below it, return specifications first.

    Raises UsageError when there is no pack.
    """
    if is_pack(root):
        return (root,)
    found = [folder for folder in sorted(root.glob("*/*")) if is_pack(folder)]
    if not found:
        raise UsageError(
            f"{root.name} holds no pack: neither {RETURN_FILE} nor {STANDARD_FILE} was found in it."
        )
    return tuple(sorted(found, key=lambda folder: not is_return(folder)))


def spec_beside(folder: Path) -> ReturnSpec:
    """The return specification that a pack's rules speak of.

    That is the pack itself, the newest one in the same tree, or the one that ships with the
    checker. Raises PackError when it is at fault.
    """
    if is_return(folder):
        return read_return(folder)
    tree = folder.resolve().parent.parent
    beside = sorted(path.parent for path in tree.glob(f"returns/*/{RETURN_FILE}"))
    return read_return(beside[-1]) if beside else load_return()
