"""All that is kept, in memory: the checks by id, for whom, how much, and until when."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from time import time

from checker.language import say
from checker.web.records import Held
from checker.web.upload import Refused


class Store:
    """The checks that are kept. Used from the event loop alone.

    Each is seen by its owner and nobody else. `keep` is how many seconds it stays once it is done,
    `most` how many bytes all of them and all that is on its way may take together.
    """

    def __init__(self, keep: float, most: int) -> None:
        self._keep, self._most = keep, most
        self._held: dict[str, Held] = {}
        self._sizes: dict[str, int] = {}
        # Bytes that several checks have in common, and the ids of those that need them still.
        self._shared: list[tuple[int, set[str]]] = []
        self._on_its_way = 0
        self._waiting: set[asyncio.Event] = set()
        self.freed = False
        """Whether anything was let go of; who gives its memory back takes note of that here."""

    @property
    def used(self) -> int:
        """Bytes of what is kept and on its way."""
        shared = sum(size for size, _ in self._shared)
        return self._on_its_way + shared + sum(self._sizes.values())

    @contextmanager
    def arriving(self) -> Iterator[Callable[[int], None]]:
        """Counts the bytes of one upload until it is kept or refused.

        The count raises Refused (503) where there is no room for more.
        """
        mine = 0

        def count(size: int) -> None:
            nonlocal mine
            if self.used + size > self._most:
                raise Refused(503, say("serve.refused-full"))
            mine += size
            self._on_its_way += size

        try:
            yield count
        finally:
            self._on_its_way -= mine
            self.freed = True

    def take(self, owner: str, name: str, size: int) -> Held:
        """A new check, of a return of so many bytes."""
        held = Held(secrets.token_urlsafe(24), owner, name, time() + self._keep)
        self._held[held.id] = held
        self._sizes[held.id] = size
        return held

    def share(self, size: int, several: Iterable[Held]) -> None:
        """Count bytes that these checks need, until the last of them is done or deleted."""
        if size:
            self._shared.append((size, {held.id for held in several}))

    def _need_no_more(self, held: Held) -> None:
        self.freed = True
        for _, users in self._shared:
            users.discard(held.id)
        self._shared = [one for one in self._shared if one[1]]

    def find(self, identity: str, owner: str) -> Held | None:
        """The check of that id, where it is the owner's."""
        held = self._held.get(identity)
        return held if held is not None and held.owner == owner else None

    def of(self, owner: str) -> tuple[Held, ...]:
        """The checks of one owner, in the order they came."""
        return tuple(held for held in self._held.values() if held.owner == owner)

    def delete(self, held: Held) -> None:
        """Let go of a check and all that belongs to it."""
        self._held.pop(held.id, None)
        self._sizes.pop(held.id, None)
        self._need_no_more(held)
        held.outputs.clear()
        held.told, held.early = None, b""
        self.changed()

    def holds(self, held: Held) -> bool:
        """Whether the check was not deleted meanwhile."""
        return held.id in self._held

    def weigh(self, held: Held, upload: int) -> None:
        """Count a check anew: its outputs, and `upload` bytes of the return where it is kept."""
        if self.holds(held):
            outputs = sum(len(output.data) for output in held.outputs.values())
            self._sizes[held.id] = upload + len(held.early) + outputs

    def finish(self, held: Held) -> None:
        """From now on the time runs after which it is dropped."""
        held.until = time() + self._keep
        self._need_no_more(held)
        self.weigh(held, 0)

    def sweep(self) -> list[Held]:
        """Drop what was kept long enough, and give it."""
        now = time()
        # Not what is "done" but not complete: it may have waited for longer than it is kept.
        over = [held for held in self._held.values() if held.until < now and held.complete]
        for held in over:
            self.delete(held)
        return over

    def changed(self) -> None:
        """Wake those who wait for news."""
        for event in self._waiting:
            event.set()

    async def until(self, reached: Callable[[], bool], seconds: float) -> bool:
        """Wait for something to be so, at most so many seconds; gives whether it is."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while not reached():
                        await event.wait()
                        event.clear()
        finally:
            self._waiting.discard(event)
        return reached()
