"""Texts that a careless program would run, and how each kind of output is looked through."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from lxml import etree, html

MARK = "zqx"
TEXTS = (
    f"={MARK}()",
    f'=HYPERLINK("https://example.org/{MARK}","{MARK}")',
    f"=cmd|' /C {MARK}'!A0",
    f"+{MARK}+1",
    f"-{MARK}+1",
    f"@SUM({MARK})",
    f"\t={MARK}",
    f"\n={MARK}",
    f"\r\n+{MARK}",
    f"{MARK}\n=1+1",
    f"＝{MARK}()",
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"]]><{MARK}/>",
    f"{{{{ {MARK} }}}}",
    f"javascript:{MARK}()",
)
"""Each holds MARK, so that a test can tell that it came through."""
NAMES = tuple(text for text in TEXTS if not re.search(r"[\\/\r\n\t*?:\[\]]", text))
"""Those that may be the name of a sheet or of a file."""
_BEGIN = re.compile(r"\A[\t\r\n\0]|\A\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def fault_of(path: Path) -> str:
    """What of this output a program would run; empty where nothing would be."""
    look = _LOOKS.get(path.suffix)
    return f"{path.name} is of no kind that is looked through" if look is None else look(path)


def _html(path: Path) -> str:
    page = html.document_fromstring(path.read_bytes())
    for element in page.iter(etree.Element):
        # The index of a batch has a script of its own.
        ours = element.tag == "script" and MARK not in (element.text or "")
        if element.tag in ("script", "img", "iframe", "object", MARK) and not ours:
            return f"{path.name} has the element {element.tag}"
        for name, value in element.attrib.items():
            if name.startswith("on"):
                return f"{path.name} has the attribute {name}"
            if name in ("href", "src") and not re.match(r"#|https?://|[\w.%/-]+\Z", value):
                return f"{path.name} leads to a strange address"
    return ""


def _csv(path: Path) -> str:
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    for row in rows:
        for field in row:
            if _BEGIN.search(field) and not _NUMBER.fullmatch(field):
                return f"{path.name} has a field that begins like a formula"
    return ""


def _xlsx(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    return f"{path.name} has a formula at {sheet.title} {cell.coordinate}"
                link = cell.hyperlink
                if link and link.target and MARK in link.target:
                    return f"{path.name} has a link at {cell.coordinate}"
    return ""


def _ods(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml")
    tree = etree.fromstring(content)
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            if name.endswith("}formula"):
                return f"{path.name} has a formula"
            if name.endswith("}href") and MARK in value and not value.startswith("#"):
                return f"{path.name} has a link"
    return ""


def _xml(path: Path) -> str:
    tree = etree.fromstring(path.read_bytes())
    return f"{path.name} has an element of the text" if list(tree.iter(MARK)) else ""


def _json(path: Path) -> str:
    json.loads(path.read_text(encoding="utf-8"))
    return ""


def _lines(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    bad = [line for line in text.splitlines() if line.startswith(("=", "+", "@"))]
    return f"{path.name} has a line that begins like a formula" if bad else ""


_LOOKS = {
    ".html": _html,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".ods": _ods,
    ".xml": _xml,
    ".json": _json,
    ".sarif": _json,
    ".jsonl": lambda path: "",
    ".txt": _lines,
}


def faults_below(folder: Path) -> Iterator[str]:
    """The faults of every file below `folder`."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix != ".parquet" and (fault := fault_of(path)):
            yield fault
