"""What a browser or a program hands over, taken apart in memory while it arrives.

Nothing of it touches a disk, and nothing beyond the bounds is kept: what is too much is read on for
a while and dropped, since a browser shows no answer to what it could not send to the end.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from checker.language import say

# One form of ours has seven fields; the longest is a password.
_MOST_FIELDS: Final = 20
_LONGEST_FIELD: Final = 4_096
_LONGEST_NAME: Final = 255
# Seconds without a byte, and in all: 30 MB over a poor line take five minutes.
_SILENCE: Final = 30
_IN_ALL: Final = 900
# What is too large is read on for so many times the bound, and so many seconds.
_READ_ON: Final = 4
_READ_ON_SECONDS: Final = 30


class Refused(Exception):
    """Why a request is not done: the status of the answer, and what is said.

    `place` is the field of the form that the words are about, `minutes` how long to wait where
    that helps.
    """

    def __init__(self, status: int, words: str, place: str = "return", minutes: int = 1) -> None:
        super().__init__(status)
        self.status, self.words, self.place, self.minutes = status, words, place, minutes


@dataclass(frozen=True, slots=True)
class File:
    """One file of a form: the field it came in, its name without folders, and its bytes."""

    place: str
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent: the texts by their field, and the files in the order they came."""

    texts: Mapping[str, tuple[str, ...]] = field(repr=False)
    files: tuple[File, ...]

    def text(self, name: str) -> str:
        """The first text of that field, or nothing."""
        return next(iter(self.texts.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much one form may hold: bytes in all, and files in each of the fields that take any."""

    total: int
    files: Mapping[str, int]


Admit = Callable[[Mapping[str, list[str]]], None]
Count = Callable[[int], None]


async def received(
    chunks: AsyncIterator[bytes], content_type: str, sizes: Sizes, admit: Admit, count: Count
) -> Form:
    """The form in the body of a request.

    `admit` is called with the texts that came before the first file, and once at the end where none
    came; `count` with the length of every piece that is kept. Both may raise. Raises Refused with
    400, 408, 413 or 415.
    """
    kind, options = parse_options_header(content_type)
    taking, pieces = _Taking(sizes, admit), _in_time(chunks)
    try:
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise Refused(415, say("serve.refused-kind"))
        parser = MultipartParser(options[b"boundary"], taking.callbacks())  # type: ignore[arg-type]
        async for piece in pieces:
            taking.total += len(piece)
            if taking.total > sizes.total:
                raise Refused(413, say("serve.refused-size", megabytes=sizes.total // 1_000_000))
            count(len(piece))
            parser.write(piece)
        parser.finalize()
    except (FormParserError, UnicodeError):
        taking.drop()
        await _read_on(pieces, sizes.total)
        raise Refused(400, say("serve.refused-form")) from None
    except Refused:
        taking.drop()
        await _read_on(pieces, sizes.total)
        raise
    return taking.finished()


async def _in_time(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces as they come. Raises Refused where the sender falls silent or takes for ever."""
    end = monotonic() + _IN_ALL
    while True:
        try:
            async with asyncio.timeout(min(_SILENCE, end - monotonic())):
                piece = await anext(chunks, None)
        except TimeoutError:
            raise Refused(408, say("serve.refused-slow")) from None
        except ClientDisconnect:
            # Nobody hears this: it is no fault, and the log says how it ended.
            raise Refused(400, say("serve.refused-form")) from None
        if piece is None:
            return
        yield piece


async def _read_on(pieces: AsyncIterator[bytes], most: int) -> None:
    """Let the sender come to its end, so that it hears the answer."""
    dropped = 0
    with suppress(Refused, TimeoutError):
        async with asyncio.timeout(_READ_ON_SECONDS):
            async for piece in pieces:
                dropped += len(piece)
                if dropped > _READ_ON * most:
                    return


class _Taking:
    """The form as far as it has come, filled by the parser's calls."""

    def __init__(self, sizes: Sizes, admit: Admit) -> None:
        self.total = 0
        self._sizes, self._admit = sizes, admit
        self._texts: dict[str, list[str]] = {}
        self._files: list[File] = []
        self._admitted = False
        self._header: list[bytes] = [b"", b""]
        self._disposition = b""
        self._name: str = ""
        self._file: str | None = None
        self._part = bytearray()

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """What the parser calls, by the names that it has for it."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, a, b: self._head(0, data[a:b]),
            "on_header_value": lambda data, a, b: self._head(1, data[a:b]),
            "on_header_end": self._head_end,
            "on_headers_finished": self._headed,
            "on_part_data": lambda data, a, b: self._more(data[a:b]),
            "on_part_end": self._end,
        }

    def drop(self) -> None:
        """Let go of all that came."""
        self._files, self._part = [], bytearray()

    def finished(self) -> Form:
        """The whole form."""
        self._admit_once()
        return Form({name: tuple(texts) for name, texts in self._texts.items()}, (*self._files,))

    def _begin(self) -> None:
        self._disposition, self._file, self._part = b"", None, bytearray()

    def _head(self, place: int, piece: bytes) -> None:
        self._header[place] += piece

    def _head_end(self) -> None:
        name, value = self._header
        if name.lower() == b"content-disposition":
            self._disposition = value
        self._header = [b"", b""]

    def _headed(self) -> None:
        kind, options = parse_options_header(self._disposition)
        if kind != b"form-data" or b"name" not in options:
            raise Refused(400, say("serve.refused-form"))
        self._name = options[b"name"].decode("utf-8", "replace")
        most = self._sizes.files.get(self._name, 0)
        if b"filename" not in options and not most:
            return
        # A program may send a file without a name.
        self._file = _bare(options.get(b"filename", self._name.encode()).decode("utf-8", "replace"))
        self._admit_once()
        if sum(file.place == self._name for file in self._files) >= most:
            raise Refused(413 if most else 400, say("serve.refused-files", n=most))

    def _more(self, piece: bytes) -> None:
        self._part += piece
        if self._file is None and len(self._part) > _LONGEST_FIELD:
            raise Refused(413, say("serve.refused-form"))

    def _end(self) -> None:
        if self._file is not None:
            # A field in which nothing was chosen comes as a file without a name.
            if self._file or self._part:
                self._files.append(File(self._name, self._file, bytes(self._part)))
            self._part = bytearray()
            return
        self._texts.setdefault(self._name, []).append(self._part.decode("utf-8", "replace"))
        if sum(map(len, self._texts.values())) > _MOST_FIELDS:
            raise Refused(413, say("serve.refused-form"))

    def _admit_once(self) -> None:
        if not self._admitted:
            self._admitted = True
            self._admit(self._texts)


def _bare(name: str) -> str:
    """A file's name without the folders that some programs send, cut where no name is so long."""
    return name.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]
