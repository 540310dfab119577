"""Where returns wait for a process, and what that tells finds its way to who waits for it."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import monotonic
from typing import Any, Final

from checker.language import say
from checker.web.held import Store
from checker.web.records import Failed, Held, News, Output, Stage, Told, Upload
from checker.workers import Standing

log = logging.getLogger("checker.web")

_RESULT: Final = frozenset({"report.html", "report.json"})


class Desk:
    """Hands returns to processes, first come first served. Used from the event loop alone."""

    def __init__(self, store: Store, processes: Standing, jobs: int) -> None:
        self._store, self._processes = store, processes
        self._threads = ThreadPoolExecutor(jobs, "checks")
        self._loop = asyncio.get_running_loop()
        self._gone: dict[str, Event] = {}

    def check(self, held: Held, upload: Upload) -> None:
        """Have a return checked once its turn comes."""
        gone = self._gone[held.id] = Event()
        self._threads.submit(self._checked, held, upload, gone)

    def delete(self, held: Held) -> None:
        """Delete a check; where a process is at it, that is ended."""
        if held.id in self._gone:
            self._gone[held.id].set()
        self._store.delete(held)

    def close(self) -> None:
        """End all that is going on and waiting."""
        for gone in self._gone.values():
            gone.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _checked(self, held: Held, upload: Upload, gone: Event) -> None:
        """In a thread of its own: one return, from its turn to its end."""
        from checker.web.work import LostUpload

        made: set[str] = set()

        def hear(news: News) -> None:
            if isinstance(news, Output):
                made.add(news.name)
            self._loop.call_soon_threadsafe(self._hear, held, len(upload.data), news)

        if gone.is_set():
            return
        since = monotonic()
        lost = self._processes.run(upload, hear, gone.is_set)
        why = lost.why if lost else ""
        if lost is not None and not made >= _RESULT and not gone.is_set():
            # Not where the report was there already: what was said in it stays true.
            lost = self._processes.run(LostUpload(upload, lost), hear, gone.is_set)
        seconds = monotonic() - since
        self._loop.call_soon_threadsafe(self._end, held, lost is not None, why, seconds)

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
            case Output():
                held.outputs[news.name] = news
                if held.told is not None and held.outputs.keys() >= _RESULT:
                    held.state = "done"
        self._store.weigh(held, size)
        self._store.changed()

    def _end(self, held: Held, failed: bool, lost: str, seconds: float) -> None:
        self._gone.pop(held.id, None)
        if held.state == "done" and failed and held.told is not None:
            notes = (*held.told.notes, say("serve.files-lost"))
            held.told = replace(held.told, notes=notes)
        elif held.state != "done" and held.failed is None:
            held.failed = Failed(say("serve.lost"))
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
