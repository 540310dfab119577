"""What processes reach and write, told by themselves while they run. For POSIX alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO

FOLDER = Path(__file__).parent / "watching"


@dataclass
class Watch:
    """What was told: each a kind and a text, such as "wrote" and a path."""

    env: dict[str, str]
    told: list[list[str]] = field(default_factory=list)

    def of(self, kind: str) -> list[str]:
        return [what for was, what in list(self.told) if was == kind]


@contextmanager
def watching(place: Path, path: str = os.environ.get("PYTHONPATH", "")) -> Iterator[Watch]:
    """Hear what each process tells that is started with `env`; `place` is to be a named pipe.

    `path` is what those processes have as PYTHONPATH besides.
    """
    os.mkfifo(place)
    found = os.pathsep.join(filter(None, (str(FOLDER), path)))
    watch = Watch({"PYTHONPATH": found, "WATCHED": str(place)})
    # Opened for both, so that neither side waits for the other to come.
    with place.open("r+b", buffering=0) as pipe:
        reading = Thread(target=_listen, args=(pipe, watch.told), daemon=True)
        reading.start()
        yield watch
        pipe.write(b"\n")
        reading.join()


def _listen(pipe: IO[bytes], told: list[list[str]]) -> None:
    for line in iter(pipe.readline, b"\n"):
        told.append(json.loads(line))
