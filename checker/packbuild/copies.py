"""The copies of YAML files as JSON that a process reads instead: see `checker.resources.parsed`."""

from __future__ import annotations

from pathlib import Path

from checker.language import catalogues
from checker.packs.files import parse_yaml
from checker.resources import standards_folder
from checker.resources.parsed import PARSED, parsed_line


def copies(root: Path) -> dict[Path, str]:
    """The copy for the tree `root` and that for the catalogues of sentences, path to text.

    Only the tree that ships with the checker has them: a stranger's packs are read as they are.
    Raises PackError for a file that is not YAML.
    """
    if root.resolve() != standards_folder():
        return {}
    return {folder / PARSED: _copy(folder) for folder in (root, catalogues())}


def _copy(folder: Path) -> str:
    paths = sorted(folder.rglob("*.yaml"), key=Path.as_posix)
    return "".join(parsed_line(path, folder, parse_yaml(path)) for path in paths)
