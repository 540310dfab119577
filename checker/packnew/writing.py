"""New standards, editions, clauses and rules on disk. Nothing that is there is written over."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from checker.errors import UsageError
from checker.model.specs import ReturnSpec, Standard
from checker.packbuild import build, is_return, pack_folders, spec_beside
from checker.packlint.opening import folder_named
from checker.packnew.editions import as_new_edition
from checker.packnew.scaffolds import (
    clause_text,
    clauses_text,
    rule_text,
    standard_text,
    with_modeline,
)
from checker.packs import read_standard
from checker.packs.files import read_yaml
from checker.packs.returns import read_return
from checker.resources import standards_folder

RETURNS = "returns"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EDITION = re.compile(r"[0-9A-Za-z]+([.-][0-9A-Za-z]+)*")
_CLAUSE = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, generated files last; `note` says what more there is to know."""

    pack: Path
    files: tuple[Path, ...]
    note: str = ""


def new_standard(name: str, base: str = "", into: Path | None = None) -> Made:
    """A new standard "ID@EDITION" below `into`, from the scaffold or as a copy of edition `base`.

    Raises UsageError for a name that cannot be used, a folder that is there already, or a `base`
    of another standard.
    """
    standard, _, edition = name.partition("@")
    _fits(_NAME, standard, "The id of a standard", "gb-example@2027.01")
    _fits(_EDITION, edition, "The edition of a standard", "gb-example@2027.01")
    if standard == RETURNS:
        raise UsageError("Return specifications stand under that name. Choose another id.")
    tree = into or _own_tree()
    folder = tree / standard / edition
    if folder.exists():
        raise UsageError(f"{standard}/{edition} is there already. Nothing was written.")
    texts = _copied(base, standard, edition) if base else _scaffolded(standard, edition)
    for file, text in texts.items():
        _write(folder / file, text)
    note = _schemas(tree)
    return _built(folder, [folder / file for file in texts], note)


def new_clause(pack: str, name: str) -> Made:
    """A new clause at the end of a standard's clauses.yaml.

    Raises UsageError for a name that cannot be used or that stands there, and PackError for a
    pack that cannot be read.
    """
    _fits(_CLAUSE, name, "The id of a clause", "S1.4")
    folder = _author_folder(pack)
    if is_return(folder):
        raise UsageError("A return specification has no clauses. Name a standard.")
    path = folder / "clauses.yaml"
    if name in [clause["id"] for clause in read_yaml(path) or ()]:
        raise UsageError(f"There is a clause {name} already. Nothing was written.")
    # Appended as text, so that the author's own comments stay.
    _write(path, path.read_text(encoding="utf-8").rstrip("\n") + "\n" + clause_text(name))
    return _built(folder, [path])


def new_rule(pack: str, name: str, table: str, clause: str = "") -> Made:
    """A new rule file, a draft; `clause` is for standards only.

    Raises UsageError for a name, table or clause that cannot be used, and PackError for a pack
    that cannot be read.
    """
    _fits(_NAME, name, "The id of a rule", "support-offer-late")
    folder = _author_folder(pack)
    spec = spec_beside(folder)
    _unused(name, folder)
    _known(table, list(spec.tables), f"There is no table {table} in {spec.id}.")
    owner = read_return(folder) if is_return(folder) else read_standard(folder)
    _check_clause(clause, owner)
    since = owner.version if isinstance(owner, ReturnSpec) else owner.edition
    path = folder / "rules" / f"{name}.yaml"
    _write(path, rule_text(name, spec.tables[table], clause, spec, since))
    return _built(folder, [path])


def _check_clause(clause: str, owner: ReturnSpec | Standard) -> None:
    if isinstance(owner, ReturnSpec):
        if clause:
            raise UsageError("A rule of a return has no clause. Leave --clause out.")
        return
    known = [entry.id for entry in owner.clauses]
    if not clause:
        raise UsageError(f"Name the clause of the rule with --clause: {', '.join(known)}.")
    _known(clause, known, f"There is no clause {clause} in {owner.id}@{owner.edition}.")


def _known(name: str, known: list[str], what: str) -> None:
    if name not in known:
        raise UsageError(f"{what} Known are: {', '.join(known)}.")


def _fits(pattern: re.Pattern[str], name: str, what: str, example: str) -> None:
    if not pattern.fullmatch(name):
        raise UsageError(f"{what} is written like that of {example}.")


def _unused(name: str, folder: Path) -> None:
    """Rule ids are told apart by themselves alone, in every pack that a return can meet."""
    series = "" if is_return(folder) else folder.resolve().parent.name
    for other in {*pack_folders(standards_folder()), folder}:
        same = other.resolve() == folder.resolve()
        edition = not is_return(other) and other.resolve().parent.name == series
        if (other / "rules" / f"{name}.yaml").exists() and (same or not edition):
            raise UsageError(f"There is a rule {name} in {_title(other)}. Choose another id.")


def _title(folder: Path) -> str:
    return folder.name if is_return(folder) else f"{folder.resolve().parent.name}@{folder.name}"


def _scaffolded(standard: str, edition: str) -> dict[str, str]:
    return {
        "standard.yaml": standard_text(standard, edition),
        "clauses.yaml": clauses_text("1"),
    }


def _copied(base: str, standard: str, edition: str) -> dict[str, str]:
    source = folder_named(base)
    if is_return(source) or read_standard(source).id != standard:
        raise UsageError(
            f"{base} is not an edition of {standard}. Rule ids belong to one standard, so only a "
            "new edition of the same standard can begin as a copy."
        )
    names = ["standard.yaml", "clauses.yaml"]
    names += sorted(f"rules/{path.name}" for path in source.glob("rules/*.yaml"))
    texts = {name: with_modeline(name, (source / name).read_text("utf-8")) for name in names}
    return {**texts, "standard.yaml": as_new_edition(texts["standard.yaml"], edition)}


def _own_tree() -> Path:
    tree = standards_folder()
    if tree.parent.name == "_data":
        raise UsageError("Say with --into where the new standard shall stand.")
    return tree


def _author_folder(pack: str) -> Path:
    folder = folder_named(pack)
    if standards_folder().parent.name == "_data" and not Path(pack).is_dir():
        raise UsageError(
            "The standards that came with the checker are not changed in place. Name the folder "
            "of your own copy."
        )
    return folder


def _schemas(tree: Path) -> str:
    """Editors find the schemas beside the standards; a tree of one's own needs a copy."""
    if (tree / "_schemas").exists():
        return ""
    shutil.copytree(standards_folder() / "_schemas", tree / "_schemas")
    return f"Copied the schemas, by which editors explain each field, to {tree / '_schemas'}"


def _built(folder: Path, files: list[Path], note: str = "") -> Made:
    """The generated files anew, where the pack can be read at all; lint says what is in the way."""
    try:
        files += [folder / name for name in build(folder)]
    except Exception:  # noqa: BLE001 - a pack in the making may hold anything
        note = "The generated files could not be written yet: run checker standards lint."
    return Made(folder, tuple(files), note)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
