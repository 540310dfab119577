"""Other readings of a workbook, to hold against the receipt: filled cells per sheet.

    python witnesses.py FILE FORMAT

None of it shares code with the checker. A witness that fails says nothing, by its own words.
"""

from __future__ import annotations

import io
import json
import posixpath
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

SPACE = " \t\r\n"


def local(node: object) -> str:
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def by_openpyxl(path: Path) -> dict[str, int]:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return {
        sheet.title: sum(
            v not in (None, "") for row in sheet.iter_rows(values_only=True) for v in row
        )
        for sheet in book.worksheets
    }


def by_lxml(path: Path) -> dict[str, int]:
    """Cells of the package's own XML that hold a value, a formula or a text."""
    from lxml import etree

    # To recover means to leave out what is damaged: a reading of such a part differs all the more.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    with zipfile.ZipFile(path) as package:
        names = {name.lower(): name for name in package.namelist()}

        def tree(name: str) -> object:
            return etree.fromstring(package.read(names[name.lower()]), parser)

        def links(source: str) -> dict[str, tuple[str, str]]:
            folder, name = posixpath.split(source)
            return {
                node.get("Id"): (
                    node.get("Type", "").rpartition("/")[2],
                    posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip(
                        "/"
                    ),
                )
                for node in tree(posixpath.join(folder, "_rels", f"{name}.rels"))
                if local(node) == "Relationship"
            }

        main = next(target for kind, target in links("").values() if kind == "officeDocument")
        targets = links(main)
        shared = next((t for kind, t in targets.values() if kind == "sharedStrings"), None)
        texts = [has_text(item) for item in items(tree(shared))] if shared else []
        return {
            node.get("name"): sum(filled(c, texts) for c in cells(tree(target)))
            for node in tree(main).iter()
            if local(node) == "sheet"
            for kind, target in [
                targets[next(v for k, v in node.attrib.items() if k.endswith(("}id", ":id")))]
            ]
            if kind == "worksheet"
        }


def items(tree: object) -> list[object]:
    return [node for node in tree if local(node) == "si"]


def cells(tree: object) -> list[object]:
    return [node for node in tree.iter() if local(node) == "c"]


def has_text(item: object) -> bool:
    """Whether a text has characters; space counts where it is said to be kept."""
    kept = "{http://www.w3.org/XML/1998/namespace}space"
    return any(
        (node.text or "") if node.get(kept) == "preserve" else (node.text or "").strip(SPACE)
        for node in item.iter()
        if local(node) == "t" and not any(local(up) == "rPh" for up in node.iterancestors())
    )


def filled(cell: object, texts: list[bool]) -> bool:
    inner = {local(node): node for node in cell}
    value = inner["v"].text if "v" in inner else None
    if "f" in inner:
        return True
    if "is" in inner and has_text(inner["is"]):
        return True
    return bool(value) and (cell.get("t") != "s" or texts[int(value)])


def by_xlrd(path: Path) -> dict[str, int]:
    import xlrd

    book = xlrd.open_workbook(path, logfile=io.StringIO())
    return {
        sheet.name: sum(
            kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and sheet.cell_value(r, c) != ""
            for r in range(sheet.nrows)
            for c, kind in enumerate(sheet.row_types(r))
        )
        for sheet in book.sheets()
    }


def by_ods(path: Path) -> dict[str, int]:
    """Cells of content.xml with a value or a text, repeats counted."""
    from lxml import etree

    with zipfile.ZipFile(path) as package:
        tree = etree.fromstring(
            package.read("content.xml"), etree.XMLParser(huge_tree=True, recover=True)
        )

    def times(node: object, what: str) -> int:
        return int(next((v for k, v in node.attrib.items() if k.endswith(what)), 1))

    def full(cell: object) -> bool:
        kinds = ("}value", "}date-value", "}time-value", "}boolean-value", "}formula")
        value = any(key.endswith(kinds) for key in cell.attrib)
        return value or any("".join(p.itertext()) for p in cell if local(p) == "p")

    found = {}
    for table in (
        n for n in tree.iter() if local(n) == "table" and "spreadsheet" in local(n.getparent())
    ):
        name = next(v for k, v in table.attrib.items() if k.endswith("}name"))
        found[name] = sum(
            times(row, "number-rows-repeated") * times(cell, "number-columns-repeated")
            for row in table.iter()
            if local(row) == "table-row"
            for cell in row
            if local(cell) in ("table-cell", "covered-table-cell") and full(cell)
        )
    return found


WITNESSES: dict[str, dict[str, Callable[[Path], dict[str, int]]]] = {
    "xlsx": {"lxml": by_lxml, "openpyxl": by_openpyxl},
    "xls": {"xlrd": by_xlrd},
    "ods": {"lxml": by_ods},
}


def testimony(path: Path, kind: str) -> dict[str, dict[str, int] | str]:
    """What each witness counts, or why it counts nothing."""
    said: dict[str, dict[str, int] | str] = {}
    for name, count in WITNESSES.get(kind, {}).items():
        try:
            said[name] = count(path)
        except Exception as failure:  # noqa: BLE001
            said[name] = f"{type(failure).__name__}"
    return said


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    print(json.dumps(testimony(Path(sys.argv[1]), sys.argv[2])))
