"""Is a workbook's package sound? What Excel would offer to repair, as far as a script can tell."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from checker.editing.sheets import ORDER
from checker.read.places import place_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "[Content_Types].xml"
_STYLED = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


def faults(data: bytes) -> list[str]:
    """Everything about the package that is not as ECMA-376 asks."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    found = [
        f"{name} is there twice" for name, n in Counter(map(str.lower, names)).items() if n > 1
    ]
    trees = {name: etree.fromstring(parts[name]) for name in parts if _is_xml(name)}
    links = {name: dict(_links(name, trees)) for name in trees if not name.endswith(".rels")}
    return [
        *found,
        *_types(trees[TYPES], names),
        *_dangling(trees, links, parts),
        *_workbook(trees, links),
        *_styles(trees),
    ]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def rels_name(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _links(name: str, trees: Mapping[str, etree._Element]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Id -> last word of the type, and the part, or nothing for what lies outside."""
    tree = trees.get(rels_name(name))
    seen = set()
    for link in tree if tree is not None else ():
        assert link.get("Id") not in seen, f"{name} has two relationships {link.get('Id')}"
        seen.add(link.get("Id"))
        target = posixpath.join("/", posixpath.dirname(name), link.get("Target"))
        inside = link.get("TargetMode") != "External"
        kind = link.get("Type").rpartition("/")[2]
        yield link.get("Id"), (kind, posixpath.normpath(target).lstrip("/") if inside else "")


def _types(tree: etree._Element, names: list[str]) -> Iterator[str]:
    defaults = [e.get("Extension").lower() for e in tree if e.tag.endswith("Default")]
    overrides = [e.get("PartName").lstrip("/") for e in tree if e.tag.endswith("Override")]
    for name, count in Counter(overrides).items():
        if count > 1 or name not in names:
            yield f"the list of types names {name} {count} times"
    for name in names:
        known = name in overrides or name.rpartition(".")[2].lower() in defaults
        if not known and name != TYPES:
            yield f"{name} has no type"


def _dangling(
    trees: Mapping[str, etree._Element],
    links: Mapping[str, Mapping[str, tuple[str, str]]],
    parts: Mapping[str, bytes],
) -> Iterator[str]:
    for name, tree in trees.items():
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if key.startswith(OFFICE) and value and value not in links[name]:
                    yield f"{name}: {element.tag} names {value}, which leads nowhere"
    for name, known in links.items():
        for _, target in known.values():
            if target and target not in parts:
                yield f"{name} leads to {target}, which is not there"
    for name, data in parts.items():
        if name.endswith(".vml"):
            ids = re.findall(rb'<(?:\w+:)?shape\b[^>]*\bid="([^"]*)"', data)
            yield from (f"{name}: {i!r} is there twice" for i, n in Counter(ids).items() if n > 1)


def _workbook(
    trees: Mapping[str, etree._Element], links: Mapping[str, Mapping[str, tuple[str, str]]]
) -> Iterator[str]:
    listed = trees["xl/workbook.xml"].find(f"{MAIN}sheets")
    assert listed is not None
    for key in ("name", "sheetId"):
        values = [sheet.get(key).casefold() for sheet in listed]
        if len(set(values)) != len(values):
            yield f"two sheets have the same {key}"
    for sheet in listed:
        if not 0 < len(sheet.get("name")) <= 31:
            yield "a sheet has a name of no length, or too long"
        kind, part = links["xl/workbook.xml"][sheet.get(f"{OFFICE}id")]
        if kind == "worksheet":
            names = {other.get("name") for other in listed}
            yield from (f"{part}: {f}" for f in _sheet(part, trees, links[part], names))


def _sheet(
    part: str,
    trees: Mapping[str, etree._Element],
    links: Mapping[str, tuple[str, str]],
    names: set[str],
) -> Iterator[str]:
    tree = trees[part]
    ranks = [ORDER.index(e.tag.removeprefix(MAIN)) for e in tree if e.tag.startswith(MAIN)]
    if ranks != sorted(ranks):
        yield "its elements are out of order"
    formats = len(trees["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    at = (0, 0)
    for row in tree.find(f"{MAIN}sheetData"):
        if row.get("spans"):
            low, high = map(int, row.get("spans").split(":"))
            columns = [place_of(cell.get("r"))[1] for cell in row]
            if columns and not low <= columns[0] <= columns[-1] <= high:
                yield f"row {row.get('r')} spans less than its cells"
        for cell in row:
            place = place_of(cell.get("r"))
            if place <= at or place[0] != int(row.get("r")):
                yield f"{cell.get('r')} is out of order"
            at = place
            if int(cell.get("s", "0")) >= formats:
                yield f"{cell.get('r')} has a format that is not there"
    for link in tree.iter(f"{MAIN}hyperlink"):
        where = link.get("location", "")
        if where.startswith("'") and where[1:].rpartition("'!")[0].replace("''", "'") not in names:
            yield f"a link leads to {where}"
    yield from _notes(tree, trees, links)


def _notes(
    tree: etree._Element,
    trees: Mapping[str, etree._Element],
    links: Mapping[str, tuple[str, str]],
) -> Iterator[str]:
    kinds = Counter(kind for kind, _ in links.values())
    if kinds["comments"] > 1:
        yield "it has two parts of comments"
    target = next((part for kind, part in links.values() if kind == "comments"), "")
    if not target:
        return
    authors = len(trees[target].find(f"{MAIN}authors"))
    cells = []
    for comment in trees[target].iter(f"{MAIN}comment"):
        cells.append(comment.get("ref"))
        if int(comment.get("authorId")) >= authors:
            yield "a comment has an author who is not there"
    if len(set(cells)) != len(cells):
        yield "a cell has two comments"
    if len(tree.findall(f"{MAIN}legacyDrawing")) != 1:
        yield "comments without one drawing"


def boxes(data: bytes) -> list[tuple[int, int]]:
    """Row and column of the cell of each box of a drawing, counted from 1."""
    rows = re.findall(rb"<(?:\w+:)?Row>(\d+)<", data)
    columns = re.findall(rb"<(?:\w+:)?Column>(\d+)<", data)
    return [(int(r) + 1, int(c) + 1) for r, c in zip(rows, columns, strict=True)]


def _styles(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    tree = trees["xl/styles.xml"]
    for listed in tree:
        if listed.get("count") and int(listed.get("count")) != len(listed):
            yield f"{listed.tag} says {listed.get('count')} and holds {len(listed)}"
    for xf in tree.find(f"{MAIN}cellXfs"):
        for key, name in _STYLED.items():
            listed = tree.find(f"{MAIN}{name}")
            if int(xf.get(key, "0")) >= max(1, 0 if listed is None else len(listed)):
                yield f"a format has a {key} that is not there"
