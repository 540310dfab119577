"""What a process reads in place of YAML and of templates: the same, made ready.

See `checker.resources.parsed` and `checker.render.compiled`.
"""

from __future__ import annotations

from pathlib import Path

from checker.language import catalogues
from checker.packs.files import parse_yaml
from checker.resources import standards_folder
from checker.resources.parsed import PARSED, parsed_line


def copies(root: Path) -> dict[Path, str]:
    """What is made of the tree `root`, of the catalogues and of the page templates: path to text.

    Only the tree that ships with the checker has them: a stranger's packs are read as they are.
    Raises PackError for a file that is not YAML.
    """
    from checker.render.html import compiled_files

    if root.resolve() != standards_folder():
        return {}
    parsed = {folder / PARSED: _copy(folder) for folder in (root, catalogues())}
    return {**parsed, **compiled_files()}


def _copy(folder: Path) -> str:
    paths = sorted(folder.rglob("*.yaml"), key=Path.as_posix)
    return "".join(parsed_line(path, folder, parse_yaml(path)) for path in paths)
