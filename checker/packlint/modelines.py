"""The first line of a YAML file, by which editors find the schema that explains it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.packlint.documents import kind_of
from checker.packlint.pack import Pack

MARK = "# yaml-language-server: $schema="


def schema_path(name: str, kind: str) -> str:
    """Where the schema of a pack's file stands, seen from that file; `name` is within the pack.

    Packs stand two folders below `_schemas`: standards/<id>/<edition>/ and standards/returns/<id>/.
    """
    return f"{'../' * (2 + name.count('/'))}_schemas/{kind}.schema.json"


def modeline_problems(pack: Pack) -> Iterator[str]:
    """A line for each YAML file of the pack that names no schema to editors, or another one."""
    for path in sorted(pack.folder.rglob("*.yaml")):
        name = path.relative_to(pack.folder).as_posix()
        kind = kind_of(pack.folder, name)
        wanted = MARK + schema_path(name, kind)
        with path.open(encoding="utf-8") as lines:
            first = lines.readline().rstrip()
        if kind and first != wanted:
            wrong = "names another schema" if first.startswith(MARK) else "names no schema"
            yield f"{name}: {wrong} to editors. Let its first line be: {wanted}"
