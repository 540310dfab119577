"""Write the generated files of packs, or say which are stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from checker.model.specs import ReturnSpec, Rule
from checker.packbuild.catalogue import catalogue
from checker.packbuild.contract import CONTRACT, SCHEMA, contract
from checker.packbuild.copies import copies
from checker.packbuild.folders import is_pack, is_return, pack_folders, spec_beside
from checker.packbuild.return_guide import return_guide
from checker.packbuild.standard_guide import standard_guide
from checker.packbuild.suites import suites
from checker.packs import read_standard
from checker.packs.files import read_json
from checker.packs.lineage import RETURN_FILE, lineage, read_merged
from checker.packs.returns import read_return
from checker.resources import templates_folder

GUIDE = "GUIDE.md"
CATALOGUE = "README.md"


def build(root: Path, check: bool = False) -> list[str]:
    """Generate suites, guides and the catalogue under `root`, a pack or a tree of packs.

    Returns the files that were stale, relative to `root`; with `check` nothing is written.
    Raises UsageError when `root` holds no pack and PackError when one cannot be read.
    """
    folders = pack_folders(root)
    stale = [path for folder in folders for path in _apply(folder, generated(folder), check)]
    if not is_pack(root):
        stale += _apply(root, {CATALOGUE: _catalogue(folders), **_contract(root)}, check)
        stale += _write(copies(root), check)
    return [_told(path, root) for path in stale]


def _told(path: Path, root: Path) -> str:
    near = path.is_relative_to(root)
    return path.relative_to(root if near else templates_folder().parent).as_posix()


def generated(folder: Path) -> dict[str, str]:
    """The generated files of one pack: relative name to text."""
    spec = spec_beside(folder)
    if is_return(folder):
        periods = read_merged(base / RETURN_FILE for base in lineage(folder)).get("periods", ())
        return {**_suite_files(spec.rules, spec.id, spec), GUIDE: return_guide(spec, periods)}
    standard = read_standard(folder)
    pack = f"{standard.id}@{standard.edition}"
    return {**_suite_files(standard.rules, pack, spec), GUIDE: standard_guide(standard)}


def _suite_files(rules: tuple[Rule, ...], pack: str, spec: ReturnSpec) -> dict[str, str]:
    built = suites(rules, spec, pack)
    return {
        f"expectations/{table}.json": json.dumps(suite, indent=1, ensure_ascii=False) + "\n"
        for table, suite in built.items()
    }


def _catalogue(folders: tuple[Path, ...]) -> str:
    returns = [read_return(folder) for folder in folders if is_return(folder)]
    standards = [read_standard(folder) for folder in folders if not is_return(folder)]
    return catalogue(returns, standards)


def _contract(root: Path) -> dict[str, str]:
    """The contract of report.json, where the tree holds its schema."""
    schema = root / SCHEMA
    return {CONTRACT: contract(read_json(schema))} if schema.is_file() else {}


def _apply(folder: Path, files: Mapping[str, str], check: bool) -> list[Path]:
    wanted = {folder / name: text for name, text in files.items()}
    left_over = [p for p in sorted(folder.glob("expectations/*.json")) if p not in wanted]
    stale = _write(wanted, check)
    if not check:
        for path in left_over:
            path.unlink()
    return stale + left_over


def _write(wanted: Mapping[Path, str], check: bool) -> list[Path]:
    stale = [path for path, text in wanted.items() if not _is_fresh(path, text)]
    for path in () if check else stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return stale


def _is_fresh(path: Path, text: str) -> bool:
    # Reading as text folds the line endings of a checkout on Windows.
    return path.is_file() and path.read_text(encoding="utf-8") == text
