"""Entries as lines of JSON: written as each return ends, read again one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints, overload

from checker.model.batch import Entry

Made = TypeVar("Made")


def to_line(entry: Entry) -> str:
    """The entry as one line of JSON without its line break; fields at their default are left out.

    A file name that is no UTF-8 reaches us as lone surrogates, which leave as escapes.
    """
    text = json.dumps(_plain(entry), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def from_line(line: str | bytes) -> Entry:
    """The entry that `to_line` wrote. Raises ValueError, KeyError or TypeError for another text."""
    return _made(Entry, json.loads(line))


class Lines(Sequence[Entry]):
    """The entries of a file of lines, in the order of `offsets`; each is read when it is asked for.

    A batch may hold thousands of returns and millions of findings: nobody holds them all at once.
    """

    def __init__(self, path: Path, offsets: Sequence[int]) -> None:
        self._path, self._offsets = path, offsets

    def __len__(self) -> int:
        return len(self._offsets)

    def __iter__(self) -> Iterator[Entry]:
        with self._path.open("rb") as file:
            for offset in self._offsets:
                file.seek(offset)
                yield from_line(file.readline())

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Lines: ...
    def __getitem__(self, place: int | slice) -> Entry | Lines:
        if isinstance(place, slice):
            return Lines(self._path, self._offsets[place])
        return next(iter(Lines(self._path, [self._offsets[place]])))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            item.name: _plain(held)
            for item in fields(value)
            if (held := getattr(value, item.name)) != _default(item)
        }
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    return value


def _default(item: Field[Any]) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


def _made(cls: type[Made], data: Mapping[str, Any]) -> Made:
    hints = _hints(cls)  # type: ignore[arg-type]
    return cls(**{name: _value(hints[name], held) for name, held in data.items()})


def _value(kind: Any, held: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _made(kind, held)  # type: ignore[arg-type]
    if origin is tuple:
        every = inner[:1] * len(held) if inner[-1] is Ellipsis else inner
        return tuple(_value(part, item) for part, item in zip(every, held, strict=True))
    if origin in (Union, UnionType):
        whole = next(part for part in inner if part is not NoneType)
        return None if held is None else _value(whole, held)
    if origin is Literal or not isinstance(held, dict):
        return held
    return {name: _value(inner[-1], item) for name, item in held.items()}
