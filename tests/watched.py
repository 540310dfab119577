"""Run the command line and write down what it opened, changed, reached or started.

    python watched.py LOG ARGUMENT...

Python tells an audit hook of every file opened, every socket, every process; a hook cannot be
taken off again, so nothing that a pack does can hide from it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod")
REACHES = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request")
STARTS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC

seen = {"read": [], "changed": [], "reached": [], "started": []}


def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int):
            return
        writes = bool(flags & WRITING) or (isinstance(mode, str) and set(mode) & set("wax+"))
        seen["changed" if writes else "read"].append(os.path.realpath(os.fsdecode(path)))
    elif event in CHANGES:
        seen["changed"].append(f"{event} {arguments[0]}")
    elif event in REACHES:
        seen["reached"].append(event)
    elif event in STARTS:
        seen["started"].append(event)


if __name__ == "__main__":
    log = sys.argv[1]
    # Byte code of modules imported for the first time would be written beside them.
    sys.dont_write_bytecode = True
    sys.addaudithook(hook)
    from checker.cli import cli

    try:
        cli(sys.argv[2:], prog_name="checker", standalone_mode=True)
    finally:
        Path(log).write_text(json.dumps(seen), encoding="utf-8")
