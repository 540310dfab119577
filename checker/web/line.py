"""The queue before the processes: clients take turns, so that nobody waits for another's sixty."""

from __future__ import annotations

from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Line(Generic[Thing]):
    """What waits, by client and id. Each client's own come in the order in which they joined.

    Whose turn it was goes behind all others, and so does who joins.
    """

    def __init__(self) -> None:
        self._clients: dict[str, dict[str, Thing]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._clients.values()))

    def join(self, client: str, identity: str, thing: Thing) -> None:
        """Stand in line."""
        self._clients.setdefault(client, {})[identity] = thing

    def take(self) -> Thing | None:
        """The next one, which then is no longer in line; None where nothing waits."""
        if not self._clients:
            return None
        client = next(iter(self._clients))
        mine = self._clients.pop(client)
        thing = mine.pop(next(iter(mine)))
        if mine:
            self._clients[client] = mine
        return thing

    def leave(self, identity: str) -> None:
        """Be taken no more, and kept no longer; nothing happens where it was taken already."""
        for client, mine in self._clients.items():
            if identity in mine:
                del mine[identity]
                if not mine:
                    del self._clients[client]
                return

    def ahead(self, identity: str) -> int:
        """How many will be taken before that one, as things are; 0 where it does not wait."""
        lines = list(self._clients.values())
        for at, mine in enumerate(lines):
            if identity in mine:
                own = list(mine).index(identity)
                # Of who is earlier in this round one more is taken than of who is later.
                return (
                    own
                    + sum(min(len(line), own + 1) for line in lines[:at])
                    + sum(min(len(line), own) for line in lines[at + 1 :])
                )
        return 0
