"""What the page knows: a return handed over, what is told while it is checked, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from checker.language import ENGLISH
from checker.model.profile import NOTHING_GIVEN, Given
from checker.read.limits import Limits
from checker.workers import Bounds

State = Literal["waiting", "checking", "done", "failed"]
"""Of a check: in the queue; a process is at it; there is a report; the checker itself failed."""

FORMATS = ("html", "json", "xlsx", "receipt")


@dataclass(frozen=True, slots=True)
class Setup:
    """How every return on this page is checked; what `checker check` takes as options."""

    standards: tuple[str, ...] = ()
    return_id: str = ""
    as_of: str = ""
    given: Given = NOTHING_GIVEN
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class Upload:
    """A return as it was handed over. `previous` are earlier reports: file name and bytes.

    `formats` are names of `checker.render.FORMATS`. A copy with the findings as notes is made in
    any case, where the file allows it.
    """

    name: str
    data: bytes = field(repr=False)
    password: str = field(default="", repr=False)
    language: str = ENGLISH
    previous: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    formats: tuple[str, ...] = FORMATS
    at_once: bool = False
    """Whether somebody waits for the first of it: `Early` is told then."""


@dataclass(frozen=True, slots=True)
class Told:
    """The report in short. `state` is "ready", "not-ready" or "stop", `stop` the code of a STOP.

    `file` is the file's name, withheld where it looks like an identifier. `counts` are findings by
    tier. `notes` are sentences on what could not be done beside the check itself: no annotated
    copy, an earlier report that is of another provider.
    """

    file: str
    state: str
    headline: str
    provider: str
    period: str
    stop: str
    exit_code: int
    counts: Mapping[str, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One file to download. `name` is also the last part of its address."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Early:
    """report.html as it can be shown before repairs were tried; no file to hand out."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """The checker's own fault, or wrong use: `why` is a whole message for who handed it over."""

    why: str
    exit_code: int = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the work on a return stands: "checking", or "writing" its last files."""

    name: Literal["checking", "writing"]


News = Stage | Told | Early | Output | Failed
"""What the process that checks a return tells, in this order: "checking", Told, Early and Told
again if repairs are to be tried, report.html (with either the result can be shown), report.json,
"writing", the other outputs, annotated.xlsx after those of the formats and receipt.txt last. Told
comes again, with one note more, where no annotated copy could be made. Or Failed, and no more."""


@dataclass(slots=True)
class Held:
    """A return that is being checked or was, in memory until `until`; then nothing is left of it.

    `id` cannot be guessed and is part of its address. `owner` is the session or the identity that
    alone may see it. `name` is what the file was called when it was handed over, `until` seconds
    since the epoch. `early` is what can be shown until report.html is there. `outputs` are by their
    names; the return itself is dropped once it is checked.
    """

    id: str
    owner: str
    name: str
    until: float
    state: State = "waiting"
    stage: str = ""
    told: Told | None = None
    failed: Failed | None = None
    early: bytes = b""
    outputs: dict[str, Output] = field(default_factory=dict)
    complete: bool = False
    """Whether all outputs are there; the report is before the others."""
    language: str = ENGLISH
    """The language of the report, which a screen reader must be told of."""


@dataclass(frozen=True, slots=True)
class Site:
    """What each page says of where it is. `token` goes into every form as the field "token".

    `hosted` is False on the user's own machine. `keep` is how many seconds results are kept,
    `largest` how many bytes one upload may have in all, `files` how many returns.
    """

    hosted: bool
    token: str
    keep: float
    largest: int
    files: int
    version: str


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where and for whom the page is served; the defaults are the user's own machine.

    `hosts` are the Host headers that are answered, `secure` tells that people come by https.
    `proxies` are addresses or networks whose word is taken for who is there: `identity_header` is
    the header in which they say it, if any. `keep` is in seconds, `largest` the bytes of one
    upload, `held` those of all that is in memory, `rate` such as "200/hour" or empty.
    """

    hosts: tuple[str, ...]
    hosted: bool = False
    secure: bool = False
    proxies: tuple[str, ...] = ()
    identity_header: str = ""
    keep: float = 12 * 3_600
    largest: int = 100_000_000
    files: int = 60
    held: int = 1_000_000_000
    rate: str = ""
    jobs: int = 1
    setup: Setup = field(default_factory=Setup)
