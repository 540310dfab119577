"""Many visitors of a hosted page at once, some of them hostile, and what each must be answered."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import bombs
from hosting import Hosted, of_provider
from served import Client

from checker.packs import load_return
from checker.packs.returns import find_layout
from checker.synth import parse_faults, sample_bytes

BOMBS = {
    name: bombs.REFUSED[name]
    for name in (
        "a part that unpacks to 900 million bytes",
        "entities of entities in the sheet",
        "a value of sixty million characters",
        "nine million cells in one row",
        "a long text shown by many cells",
    )
}
SIZES = ((5, ""), (40, ""), (200, ""), (200, "orphan-row=2,support-offer-late=1"))
HEAVY = 4_000
"""So many cases take more memory than MEMORY and, without that bound, several seconds."""
MEMORY = "memory=450MB"


@cache
def sample(cases: int, faults: str = "", layout: str = "full") -> bytes:
    spec = load_return()
    shape = find_layout(spec, layout)
    data, _ = sample_bytes(
        spec, shape, cases=cases, seed=7, faults=parse_faults(faults, spec, shape) if faults else {}
    )
    return data


@cache
def bomb(name: str) -> bytes:
    return BOMBS[name][0]()


@dataclass
class Handed:
    """A check as the visitor knows it: its address, and the STOP that must come of it, if any."""

    place: str
    stop: str = ""


@dataclass
class Visitor:
    """One provider with one browser, or one program."""

    page: Hosted
    number: int
    handed: list[Handed] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    peeped: int = 0

    def __post_init__(self) -> None:
        # Each comes from an address of its own, through the proxy.
        self.client: Client = self.page.client(X_Forwarded_For=f"198.51.100.{self.number}")
        self.provider = f"Project {self.number:03} of many (synthetic)"

    def own(self, size: int) -> bytes:
        return of_provider(sample(*SIZES[size % len(SIZES)]), self.provider)

    def hold(self, what: str, right: bool) -> None:
        if not right:
            self.wrong.append(f"visitor {self.number}: {what}")

    def get(self, place: str, **params: str | int):
        return self.client.get(self.page.address + place, params=params, timeout=300)


def by_form(visitor: Visitor, size: int) -> None:
    hand(visitor, visitor.own(size))


def hand(visitor: Visitor, data: bytes, stop: str = "") -> None:
    """A form without a script; `stop` is the STOP that must come of it."""
    files = [("return", f"return {visitor.number}.xlsx", data)]
    answer = visitor.client.hand("/checks", {}, files, timeout=300, allow_redirects=False)
    visitor.hold(f"form {answer.status_code}", answer.status_code == 303)
    visitor.handed.append(Handed(answer.headers["location"], stop))


def by_script(visitor: Visitor, size: int) -> None:
    files = [("return", f"return {visitor.number}.xlsx", visitor.own(size))]
    headers = {"Accept": "application/json"}
    answer = visitor.client.hand("/checks", {}, files, headers=headers, timeout=300)
    visitor.hold(f"script {answer.status_code}", answer.status_code == 201)
    visitor.handed.append(Handed(urlsplit(answer.json()["location"]).path))


def by_program(visitor: Visitor, size: int) -> None:
    files = [("return", ("a.xlsx", visitor.own(size)))]
    answer = visitor.client.post(f"{visitor.page.address}/api/checks", files=files, timeout=300)
    visitor.hold(f"program {answer.status_code}", answer.status_code == 202)
    visitor.handed.append(Handed(answer.headers["location"]))


def a_bomb(visitor: Visitor, size: int) -> None:
    name = [*BOMBS][size % len(BOMBS)]
    hand(visitor, bomb(name), BOMBS[name][1])


def too_heavy(visitor: Visitor, size: int) -> None:
    hand(visitor, sample(HEAVY, "all"), "too-much-memory")


def too_large(visitor: Visitor, size: int) -> None:
    files = [("return", "large.xlsx", b"x" * 21_000_000)]
    answer = visitor.client.hand("/checks", {}, files, timeout=300)
    visitor.hold(f"too large {answer.status_code}", answer.status_code == 413)


def broken(visitor: Visitor, size: int) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b"}
    address = f"{visitor.page.address}/checks"
    answer = visitor.client.post(address, b"--b\r\nnonsense", headers=headers, timeout=300)
    visitor.hold(f"broken {answer.status_code}", answer.status_code in (400, 403))


def halfway(visitor: Visitor, size: int) -> None:
    """A sender that goes away; nobody hears an answer."""
    parts = urlsplit(visitor.page.address)
    cookie = "; ".join(f"{one.name}={one.value}" for one in visitor.client.cookies)
    head = (
        f"POST /checks HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n"
        f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{visitor.client.token}\r\n'
        '--b\r\nContent-Disposition: form-data; name="return"; filename="a.xlsx"\r\n\r\n'
    )
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as sent:
        sent.sendall(head.encode() + b"x" * 3_000_000)


GOOD: tuple[Callable[[Visitor, int], None], ...] = (by_form, by_script, by_script, by_program)
HOSTILE: tuple[Callable[[Visitor, int], None], ...] = (
    a_bomb, too_large, too_heavy, broken, halfway,
)  # fmt: skip


def plans(visitors: int, uploads: int, hostile: int, seed: int) -> list[list[tuple[Callable, int]]]:
    """For each visitor what it does: so many uploads in all, so many of them hostile."""
    chance = random.Random(seed)
    deeds = [(HOSTILE[at % len(HOSTILE)], at + seed) for at in range(hostile)]
    deeds += [(GOOD[at % len(GOOD)], at // len(GOOD)) for at in range(uploads - hostile)]
    chance.shuffle(deeds)
    return [deeds[at::visitors] for at in range(visitors)]


def at_once(work: Callable[[Visitor], None], visitors: Sequence[Visitor]) -> None:
    with ThreadPoolExecutor(len(visitors)) as pool:
        list(pool.map(work, visitors))


def follow(visitor: Visitor, others: Sequence[Visitor]) -> None:
    """Each check to its end: read as soon as it is complete, looked for by all others meanwhile.

    By turns one is deleted then, and one left to its time.
    """
    for at, handed in enumerate(visitor.handed):
        status = _completed(visitor, handed.place)
        if status != 200:
            visitor.hold(f"lost its check {at}: {status}", right=False)
            continue
        _read(visitor, handed)
        for other in others:
            if other is not visitor:
                _peep(other, handed.place)
        # It was there all the time.
        visitor.hold("gone too soon", visitor.get(handed.place).status_code == 200)
        if at % 2:
            _delete(visitor, handed.place)


def _completed(visitor: Visitor, place: str) -> int:
    """Wait until a check is complete; gives the status of the last answer."""
    told = {"complete": False, "state": "", "stage": ""}
    while not told["complete"]:
        if place.startswith("/api/"):
            answer = visitor.get(place, wait=30)
        else:
            answer = visitor.get(f"{place}/state", after=f"{told['state']}-{told['stage']}")
        if answer.status_code != 200:
            return answer.status_code
        told = answer.json()
    return 200


def _read(visitor: Visitor, handed: Handed) -> None:
    """The result is there, and of this visitor's own provider or of the right STOP."""
    program = handed.place.startswith("/api/")
    report = visitor.get(f"{handed.place}{'' if program else '/files'}/report.json").json()
    stop = report["receipt"]["stop"]
    # Some bombs reach the bound on memory, which is low here, before their own.
    fitting = {handed.stop, "too-much-memory"} if handed.stop else {""}
    visitor.hold(f"stop {stop}", (stop["code"] if stop else "") in fitting)
    if not handed.stop:
        visitor.hold("another's report", report["return"]["provider"] == visitor.provider)
    if not program:
        page = visitor.get(handed.place)
        visitor.hold(f"page {page.status_code}", page.status_code == 200)
        visitor.hold("page", bool(handed.stop) or visitor.provider in page.text)
        others = page.text.count("of many") - page.text.count(visitor.provider)
        visitor.hold("another's page", others == 0)


def _peep(visitor: Visitor, place: str) -> None:
    """Another's check is seen under none of its addresses, by turns."""
    if place.startswith("/api/"):
        # Who knows the id of a program's check sees it; on the page nobody does.
        several = [place.removeprefix("/api")]
    else:
        several = [place, f"{place}/state", f"{place}/files/report.json", f"/api{place}"]
    answer = visitor.get(several[visitor.number % len(several)])
    visitor.peeped += 1
    visitor.hold(f"sees {answer.status_code}", answer.status_code == 404)


def _delete(visitor: Visitor, place: str) -> None:
    if place.startswith("/api/"):
        answer = visitor.client.delete(visitor.page.address + place)
        visitor.hold(f"delete {answer.status_code}", answer.status_code == 204)
    else:
        answer = visitor.client.hand(f"{place}/delete")
        visitor.hold(f"delete {answer.status_code}", answer.status_code == 200)
    visitor.hold("deleted", visitor.get(place).status_code == 404)
