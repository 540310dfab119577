"""Make what is handed out: the wheel, and the build for people without Python.

python .ci/dist.py [--out dist] [--work build/frozen]

The second is one folder in one zip, made by PyInstaller from what the wheel holds and nothing else.
It runs on the system and the kind of processor on which it was made. What only the reference engine
needs is left out, and so is whatever else happens to be installed.
"""

from __future__ import annotations

import argparse
import os
import platform
import py_compile
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import chdir
from importlib.metadata import distribution, packages_distributions
from pathlib import Path, PurePosixPath
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
READ_ME: Final = "READ-ME-FIRST.txt"
OURS: Final = "perpetrator-programme-checker"
# Several hundred megabytes, and a second engine that gives the answers of the first.
LEFT_OUT: Final = frozenset({"great-expectations"})
# Of Python itself: what only developers use, windows of another kind, and a library under the GPL.
UNUSED: Final = ("curses", "idlelib", "lib2to3", "readline", "sqlite3", "tkinter")
KEPT: Final = py_compile.PycInvalidationMode.UNCHECKED_HASH
# The first moment that a zip can name, so that no build tells when it was made.
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
LICENCES: Final = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def main() -> None:
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("--out", type=Path, default=ROOT / "dist")
    words.add_argument("--work", type=Path, default=ROOT / "build" / "frozen")
    given = words.parse_args()
    built = wheel(given.out)
    folder = frozen(built, given.work.resolve())
    sys.stdout.write(f"{built}\n{packed(folder, built)}\n")


def wheel(out: Path) -> Path:
    """The wheel in the folder `out`; the same source always gives the same bytes."""
    from hatchling.build import build_wheel

    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    # It builds what lies in the current folder.
    with chdir(ROOT):
        return out / build_wheel(str(out))


def frozen(built: Path, work: Path) -> Path:
    """The folder with the program, made from a wheel below `work`, which is emptied first."""
    shutil.rmtree(work, ignore_errors=True)
    with zipfile.ZipFile(built) as package:
        package.extractall(work / "site")
    surroundings = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(work / "site"),
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "SOURCE_DATE_EPOCH": "315532800",
    }
    words = [sys.executable, "-m", "PyInstaller", *_options(work), str(_entry(work))]
    subprocess.run(words, cwd=work, env=surroundings, check=True)  # noqa: S603 - our own words
    folder = work / "checker"
    _compile_pages(folder / "_internal" / "checker" / "_data" / "templates" / "compiled")
    _less_of_here(folder / "_internal")
    _add_words(folder)
    return folder


def _entry(work: Path) -> Path:
    return work / "site" / "checker" / "__main__.py"


def _options(work: Path) -> Iterator[str]:
    """What PyInstaller is told."""
    data = work / "site" / "checker" / "_data"
    yield from ("--onedir", "--console", "--noconfirm", "--log-level", "ERROR", "--name", "checker")
    yield from ("--distpath", str(work), "--workpath", str(work / "work"), "--specpath", str(work))
    # Commands, readers and formats stand in tables, and each is loaded when it is asked for.
    yield from ("--collect-submodules", "checker", "--collect-data", "checker")
    # The pages that were compiled ahead are Python, which is no data to PyInstaller.
    yield from ("--add-data", f"{data}{os.pathsep}checker/_data")
    # Otherwise it would depend on the system's settings how texts are read and files are called.
    yield from ("--python-option", "X utf8")
    for name in _foreign():
        yield from ("--exclude-module", name)


def _foreign() -> list[str]:
    """The modules at hand that no library brings which the checker needs."""
    kept = {_plain(name) for name in _needed()}
    brought = packages_distributions().items()
    foreign = {name for name, by in brought if kept.isdisjoint(_plain(one) for one in by)}
    return sorted({*foreign, *UNUSED} - {"checker"})


def _needed() -> list[str]:
    """The checker and every library that it needs on this system, but for LEFT_OUT."""
    from packaging.requirements import Requirement

    found: dict[str, str] = {}
    asked = [OURS]
    while asked:
        name = _plain(asked.pop())
        if name in found or name in LEFT_OUT:
            continue
        found[name] = name
        needed = map(Requirement, distribution(name).requires or ())
        asked += [n.name for n in needed if not n.marker or n.marker.evaluate({"extra": ""})]
    return sorted(found)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _compile_pages(folder: Path) -> None:
    """Keep what Python makes of each page; the program never writes into its own folder.

    It counts whatever moment the file beside it bears, since unpacking a zip may change that.
    """
    for page in sorted(folder.glob("*.py")):
        # The name stands in what is kept, and this machine's is nobody's business.
        py_compile.compile(str(page), dfile=page.name, doraise=True, invalidation_mode=KEPT)


def _less_of_here(folder: Path) -> None:
    """Take out what tells of this environment and not of the program, or of what is left out."""
    for about in folder.glob("*.dist-info"):
        if _plain(about.name.partition("-")[0]) in LEFT_OUT:
            shutil.rmtree(about)
        for name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"):
            (about / name).unlink(missing_ok=True)


def _add_words(folder: Path) -> None:
    """Put how to start it beside the program, and the licences of all that it is made of."""
    shutil.copy(Path(__file__).with_name(READ_ME), folder / READ_ME)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    for name in _needed():
        if name != OURS:
            _add_licences(name, folder / "licences" / name)
    for place in (sysconfig.get_path("stdlib"), sys.base_prefix):
        own = Path(place) / "LICENSE.txt"
        if own.is_file():
            (folder / "licences" / "python").mkdir(parents=True, exist_ok=True)
            shutil.copy(own, folder / "licences" / "python" / own.name)


def _add_licences(name: str, folder: Path) -> None:
    """The licences that a library carries, or what it says of itself where it carries none."""
    said = [PurePosixPath(file) for file in distribution(name).files or ()]
    about = [file for file in said if file.parts[0].endswith(".dist-info")]
    texts = [file for file in about if LICENCES.search("/".join(file.parts[1:]))]
    for file in texts or [file for file in about if file.name == "METADATA"]:
        to = folder.joinpath(*file.parts[1:])
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(str(distribution(name).locate_file(file)), to)


def packed(folder: Path, built: Path) -> Path:
    """The zip beside the wheel, named for its release, this system and this processor."""
    version = built.name.split("-")[1]
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    target = built.with_name(f"checker-{version}-{system}-{platform.machine().lower()}.zip")
    files = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in files:
            package.writestr(*_member(path, path.relative_to(folder.parent).as_posix()))
    return target


def _member(path: Path, name: str) -> tuple[zipfile.ZipInfo, bytes]:
    """One file or link for the zip, of which only what it is and whether it runs is told."""
    info = zipfile.ZipInfo(name, MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, whose rights it bears
    if path.is_symlink():
        info.external_attr = 0o120777 << 16
        return info, path.readlink().as_posix().encode()
    runs = os.access(path, os.X_OK) and path.suffix in ("", ".exe")
    info.external_attr = (0o100755 if runs else 0o100644) << 16
    return info, path.read_bytes()


if __name__ == "__main__":
    main()
