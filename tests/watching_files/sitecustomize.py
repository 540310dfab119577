"""Tells a socket of every file that a process of Python opens to write, and of every change.

Python loads this of itself where its folder is on PYTHONPATH: in the server and in each process
that the server starts. CHECKER_WATCH names the socket; to a file nothing could be written there.
"""

import os
import sys

CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def watch(place):
    import socket

    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.connect(place)

    def hook(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, int) or os.fsdecode(path) == os.devnull:
                return
            if not flags & WRITING and not (isinstance(mode, str) and set(mode) & set("wax+")):
                return
            told.send(f"opened {os.fsdecode(path)}".encode())
        elif event in CHANGES:
            told.send(f"{event} {arguments[0]}".encode())

    sys.addaudithook(hook)
    told.send(b"watched")


if "CHECKER_WATCH" in os.environ:
    watch(os.environ["CHECKER_WATCH"])
