"""What the figures were measured on: processor, system, versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

OWN = ("polars", "great-expectations", "pandas", "duckdb", "jsonschema-rs", "python-calamine")
PEERS = ("pointblank", "pandera", "frictionless", "polars", "fastexcel", "openpyxl")
ASK = (
    "import sys; from importlib.metadata import version;"
    " print(*(f'{name} {version(name)}' for name in sys.argv[1:]), sep=', ')"
)


def facts(peers: str) -> list[tuple[str, str]]:
    """Pairs of a word and what it is here. To be asked before anything runs, for the load."""
    own = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in OWN)
    asked = (peers, "-c", ASK, *PEERS)
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout if peers else ""
    return [
        ("Processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("Load at the start", _load()),
        ("System", f"{platform.system()}, {platform.machine()}"),
        ("Python", f"{platform.python_version()}, one for all tools"),
        ("The checker's", own),
        ("The peers'", told.strip() or "not installed"),
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return "not told by this system"
    return ", ".join(f"{one:.2f}" for one in os.getloadavg()) + " (over 1, 5 and 15 minutes)"
