"""Inspect one file and say how it ended and what that took, as JSON.

    python measured.py FILE

Runs by itself: the memory of a process only ever grows, so each file needs its own.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

MEGABYTE = 1_000_000


def peak() -> float:
    """The most memory this process has held so far, in millions of bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells here goes on from the process that started this one
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / MEGABYTE
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MEGABYTE if sys.platform == "darwin" else most * 1024 / MEGABYTE


def main(path: Path) -> dict[str, object]:
    from checker.read import inspect

    start, wall = time.process_time(), time.perf_counter()
    receipt = inspect(path)
    return {
        "code": receipt.stop.code if receipt.stop else "read",
        "format": receipt.format,
        "message": f"{receipt.stop.message} {receipt.stop.fix}" if receipt.stop else "",
        "confirmed": receipt.confirmed,
        "filled": {sheet.name: sheet.filled for sheet in receipt.sheets},
        "seconds": time.process_time() - start,
        "wall": time.perf_counter() - wall,
        "megabytes": peak(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
