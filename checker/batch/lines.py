"""Entries as lines of JSON: written as each return ends, read again one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints, overload

from checker.model.batch import Entry

Made = TypeVar("Made")
Reader = Callable[[Any], Any]


def to_line(entry: Entry) -> str:
    """The entry as one line of JSON without its line break; fields at their default are left out.

    A file name that is no UTF-8 reaches us as lone surrogates, which leave as escapes.
    """
    text = json.dumps(_plain(entry), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def from_line(line: str | bytes) -> Entry:
    """The entry that `to_line` wrote. Raises ValueError, KeyError or TypeError for another text."""
    return from_data(json.loads(line))


def from_data(data: Mapping[str, Any]) -> Entry:
    """The entry that a line holds, once it is parsed. Raises as `from_line` does."""
    return _made(Entry, data)


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
        with self._path.open("rb") as file:
            file.seek(self._offsets[place])
            return from_line(file.readline())


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            name: _plain(held)
            for name, default in _defaults(value.__class__)
            if (held := getattr(value, name)) != default
        }
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    return value


@cache
def _defaults(cls: type) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(cls))


def _default(item: Field[Any]) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _made(cls: type[Made], data: Mapping[str, Any]) -> Made:
    if not isinstance(data, dict):
        raise TypeError(cls.__name__)
    readers = _readers(cls)  # type: ignore[arg-type]
    return cls(
        **{name: readers[name](held) if name in readers else held for name, held in data.items()}
    )


@cache
def _readers(cls: type) -> Mapping[str, Reader]:
    """What makes the value of a field from what JSON holds, for the fields that need it."""
    found = ((name, _reader(kind)) for name, kind in get_type_hints(cls).items())
    return {name: reader for name, reader in found if reader is not None}


def _reader(kind: Any) -> Reader | None:
    """None where what JSON holds is the value already, which saves most of the time."""
    if isinstance(kind, type) and is_dataclass(kind):
        return partial(_made, kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_reader(inner)
    if origin in (Union, UnionType):
        whole = _reader(next(part for part in inner if part is not NoneType))
        return whole and partial(_perhaps, whole)
    if origin is Mapping:
        part = _reader(inner[-1])
        return part and partial(_mapped, part)
    return None


def _tuple_reader(inner: Sequence[Any]) -> Reader:
    if inner[-1] is Ellipsis:
        part = _reader(inner[0])
        return tuple if part is None else partial(_listed, part)
    return partial(_in_turn, [_reader(kind) for kind in inner])


def _perhaps(reader: Reader, held: Any) -> Any:
    return None if held is None else reader(held)


def _mapped(reader: Reader, held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: reader(item) for name, item in held.items()}


def _listed(reader: Reader, held: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(reader, held))


def _in_turn(readers: Sequence[Reader | None], held: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(
        reader(item) if reader else item for reader, item in zip(readers, held, strict=True)
    )
