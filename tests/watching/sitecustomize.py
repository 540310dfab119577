"""On PYTHONPATH, this tells what a process, and all that it starts, reaches and writes.

It also tells which process stands ready for a return, and which was given one.

Each line goes into the named pipe at $WATCHED: a process that checks may write to no file.
"""

import json
import os
import resource
import sys

PIPE = os.open(os.environ["WATCHED"], os.O_WRONLY)
CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod")
REACHES = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = bool(flags & WRITING) or (isinstance(mode, str) and set(mode) & set("wax+"))
        if writes and not isinstance(path, int) and os.fsdecode(path) != os.devnull:
            tell("wrote", os.fsdecode(path))
    elif event in CHANGES:
        tell("wrote", f"{event} {arguments[0]}")
    elif event in REACHES:
        tell("reached", repr(arguments[1:]) if event.startswith("socket.c") else repr(arguments))
    elif event == "resource.setrlimit" and arguments == (resource.RLIMIT_FSIZE, (0, 0)):
        tell("stands", str(os.getpid()))
    elif event == "pickle.find_class" and arguments == ("checker.web.records", "Upload"):
        tell("given", str(os.getpid()))
    elif event == "socket.bind":
        tell("bound", repr(arguments[1]))


def tell(*line):
    os.write(PIPE, json.dumps(line).encode() + b"\n")


tell("started", " ".join(sys.orig_argv[1:4]))
sys.addaudithook(hook)
