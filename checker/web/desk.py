"""Where returns wait for a process, and what that tells finds its way to who waits for it."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Event
from time import monotonic
from typing import Any, Final

from checker.language import say
from checker.web.guarding import place_of
from checker.web.held import Store
from checker.web.line import Line
from checker.web.records import Early, Failed, Held, News, Output, Stage, Told, Upload
from checker.web.upload import Refused
from checker.workers import Standing

log = logging.getLogger("checker.web")

# With it the result can be shown; the others come while that is read.
_RESULT: Final = "report.html"
# On two processors these take twenty minutes.
_LONGEST_LINE: Final = 1_000


class Desk:
    """Hands returns to processes, by turns of the clients. Used from the event loop alone."""

    def __init__(self, store: Store, processes: Standing, jobs: int) -> None:
        self._store, self._processes = store, processes
        self._threads = ThreadPoolExecutor(jobs, "checks")
        self._jobs = jobs
        self._loop = asyncio.get_running_loop()
        self._line = Line[tuple[Held, Upload]]()
        # Of those that have a thread: set once the check was deleted.
        self._gone: dict[str, Event] = {}

    def admit(self, returns: int) -> None:
        """Raises Refused (503) where the queue has no room for so many more."""
        if len(self._line) + returns > _LONGEST_LINE:
            raise Refused(503, say("serve.refused-full"))

    def check(self, client: str, held: Held, upload: Upload) -> None:
        """Have a return checked once its turn comes."""
        self._line.join(client, held.id, (held, upload))
        self._go_on()

    def ahead(self, held: Held) -> int:
        """How many checks come before that one."""
        return 0 if held.state != "waiting" or held.id in self._gone else self._before(held)

    def _before(self, held: Held) -> int:
        return len(self._gone) + self._line.ahead(held.id)

    def delete(self, held: Held) -> None:
        """Delete a check; where a process is at it, that is ended."""
        self._line.leave(held.id)
        if held.id in self._gone:
            self._gone[held.id].set()
        self._store.delete(held)

    def close(self) -> None:
        """End all that is going on and waiting."""
        self._line = Line()
        for gone in self._gone.values():
            gone.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _go_on(self) -> None:
        while len(self._gone) < self._jobs and (turn := self._line.take()):
            held, upload = turn
            gone = self._gone[held.id] = Event()
            self._threads.submit(self._attended, held, upload, gone)

    def _attended(self, held: Held, upload: Upload, gone: Event) -> None:
        """In a thread of its own: one return, from its turn to its end."""
        since, failed, why = monotonic(), True, "failed"
        try:
            failed, why = self._checked(held, upload, gone)
        except Exception as error:  # noqa: BLE001 - else who waits would wait for ever
            log.error("fault", extra={"place": place_of(error)})
        seconds = monotonic() - since
        # When the page is closed meanwhile, nobody waits for this any more.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._end, held, failed, why, seconds)

    def _checked(self, held: Held, upload: Upload, gone: Event) -> tuple[bool, str]:
        """Whether there is no report in the end, and why the process was lost, if it was."""
        from checker.web.work import LostUpload

        made: set[str] = set()

        def hear(news: News) -> None:
            if isinstance(news, Output):
                made.add(news.name)
            self._loop.call_soon_threadsafe(self._hear, held, len(upload.data), news)

        lost = self._processes.run(upload, hear, gone.is_set)
        why = lost.why if lost else ""
        if lost is not None and _RESULT not in made and not gone.is_set():
            # Not where the report was there already: what was said in it stays true.
            lost = self._processes.run(LostUpload(upload, lost), hear, gone.is_set)
        return lost is not None, why

    def _hear(self, held: Held, size: int, news: News) -> None:
        if not self._store.holds(held):
            return
        match news:
            case Stage():
                held.stage = news.name
                held.state = "checking" if held.state == "waiting" else held.state
            case Told():
                held.told = news
            case Failed():
                held.failed, held.state = news, "failed"
            case Early():
                held.early, held.state = news.data, "done"
            case Output():
                held.outputs[news.name] = news
                if held.told is not None and _RESULT in held.outputs:
                    held.early, held.state = b"", "done"
        self._store.weigh(held, size)
        self._store.changed()

    def _end(self, held: Held, failed: bool, lost: str, seconds: float) -> None:
        del self._gone[held.id]
        self._go_on()
        if not self._store.holds(held):
            log.info("checked", extra={"outcome": "deleted", "ms": round(seconds * 1000)})
            return
        held.early = b""
        if _RESULT not in held.outputs:
            held.failed = held.failed or Failed(say("serve.lost"))
        elif failed and held.told is not None:
            notes = (*held.told.notes, say("serve.files-lost"))
            held.told = replace(held.told, notes=notes)
        held.state = "failed" if held.failed else "done"
        held.complete, held.stage = True, "complete"
        self._store.finish(held)
        self._store.changed()
        log.info("checked", extra=_logged(held, lost, seconds))


def _logged(held: Held, lost: str, seconds: float) -> dict[str, Any]:
    """What the log says of a check: nothing that is in the return, nor whose it is."""
    told = held.told
    return {
        "outcome": held.state,
        "ready": told.state if told else "",
        "stop": told.stop if told else "",
        "lost": lost,
        "ms": round(seconds * 1000),
    }
