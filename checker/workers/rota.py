"""Who stands ready, who is at work, who waits for whom: one record for all threads of the caller.

Every method takes the lock for itself. Processes are started and ended by one thread alone, the
keeper: the library that starts them is not made for several. The others ring its bell.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import wait
from threading import Event, Lock
from time import monotonic

from checker.workers.bounds import Lost
from checker.workers.hiring import Worker

GIVEN_UP = Lost("given up")
# After so many faults in a row, those who wait are told that nothing will come of it.
_FAULTS = 3
# Seconds until the next process is started after one fault; twice as many after each further one.
_SHORTEST, _LONGEST = 0.1, 5


@dataclass(slots=True, eq=False)
class Turn:
    """A caller's place in the queue. Once `told`, it has a worker, or will never have one."""

    told: Event = field(default_factory=Event)
    worker: Worker | None = None
    lost: Lost | None = None


class Rota:
    """The record of `count` processes: each is prepared, stands, works, and makes room for one."""

    def __init__(self, count: int) -> None:
        self.closed = False
        self.bell, self._rope = Pipe(duplex=False)
        self._rung = False
        self._count = count
        self._lock = Lock()
        self._preparing: list[Worker] = []
        self._standing: deque[Worker] = deque()
        self._working: set[Worker] = set()
        self._leaving: list[Worker] = []
        self._waiting: deque[Turn] = deque()
        self._faults = 0
        self._rest = 0.0

    # For those who have tasks.

    def queue(self) -> Turn:
        """A place behind all who wait already."""
        turn = Turn()
        with self._lock:
            self._waiting.append(turn)
            if self.closed:
                self._tell(GIVEN_UP)
            self._match()
        return turn

    def leave(self, turn: Turn) -> None:
        """Go, with or without having had a process; that is ended now."""
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
            if turn.worker:
                turn.worker.pipe.close()
                self._working.discard(turn.worker)
                self._leaving.append(turn.worker)
            self._match()
            self._ring()

    def ready(self) -> int:
        """How many processes stand ready."""
        with self._lock:
            return len(self._standing)

    def close(self) -> None:
        """From now on nobody is given a process, and the keeper ends them all."""
        with self._lock:
            self.closed = True
            self._tell(GIVEN_UP)
            self._ring()

    # For the keeper.

    def wanted(self) -> int:
        """How many processes are to be started now."""
        with self._lock:
            return self._short() if monotonic() >= self._rest else 0

    def pause(self) -> float | None:
        """Seconds until a process may be started that is wanted; None where none is."""
        with self._lock:
            return max(0, self._rest - monotonic()) if self._short() else None

    def prepare(self, worker: Worker) -> None:
        """A process was started and prepares itself."""
        with self._lock:
            self._preparing.append(worker)

    def preparing(self) -> list[Worker]:
        """Those that prepare themselves, in the order of their starts."""
        with self._lock:
            return list(self._preparing)

    def stand(self, worker: Worker) -> None:
        """A process is prepared: it goes to who has waited longest."""
        with self._lock:
            self._preparing.remove(worker)
            self._standing.append(worker)
            self._match()

    def fail(self, lost: Lost, worker: Worker | None = None) -> None:
        """A process could not be prepared, or not even be started."""
        with self._lock:
            if worker:
                self._preparing.remove(worker)
                self._dismiss(worker)
            self._fault()
            if self._faults >= _FAULTS:
                # Whatever it was, it was no task's fault.
                self._tell(Lost("failed", lost.kind or "Unprepared"))

    def signs(self) -> Iterable[int]:
        """What to wait for, to hear at once that a process has ended while it stood."""
        with self._lock:
            return [worker.process.sentinel for worker in self._standing]

    def gone(self) -> list[Worker]:
        """Those that are to be ended, each given once, and those found dead where they stood."""
        with self._lock:
            if self._rung:
                self.bell.recv_bytes()
                self._rung = False
            for worker in [worker for worker in self._standing if _is_dead(worker)]:
                self._standing.remove(worker)
                self._dismiss(worker)
                self._fault()
            leaving, self._leaving = self._leaving, []
            return leaving

    def all(self) -> list[Worker]:
        """Every process there is; none is started after this."""
        with self._lock:
            idle = [*self._preparing, *self._standing]
            for worker in idle:
                worker.pipe.close()
            # Those at work keep their pipes until their threads have seen that they ended.
            return [*idle, *self._working, *self._leaving]

    # With the lock held.

    def _short(self) -> int:
        """How many processes are missing. Until the keeper has ended it, one that leaves is not."""
        here = (self._preparing, self._standing, self._working, self._leaving)
        return self._count - sum(map(len, here))

    def _match(self) -> None:
        while self._waiting and self._standing:
            worker = self._standing.popleft()
            if _is_dead(worker):
                self._dismiss(worker)
                self._fault()
                continue
            turn = self._waiting.popleft()
            turn.worker, self._faults = worker, 0
            self._working.add(worker)
            turn.told.set()
            self._ring()

    def _tell(self, lost: Lost) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            turn.lost = lost
            turn.told.set()

    def _fault(self) -> None:
        self._faults += 1
        self._rest = monotonic() + min(_LONGEST, _SHORTEST * 2 ** (self._faults - 1))

    def _dismiss(self, worker: Worker) -> None:
        worker.pipe.close()
        self._leaving.append(worker)
        self._ring()

    def _ring(self) -> None:
        if not self._rung:
            self._rope.send_bytes(b"!")
            self._rung = True


def _is_dead(worker: Worker) -> bool:
    return bool(wait([worker.process.sentinel], 0))
