"""The rows of a table for JSON Schema, each made only when somebody looks at it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

Instance = dict[str, Any]


class Written(NamedTuple):
    """One column: `keys` tell its cells apart, None for a blank, and `of` has what each is.

    A key that `of` does not have is left out of the row, as a blank is. `whole` says that there is
    neither.
    """

    keys: Sequence[Hashable]
    of: Mapping[Any, object]
    whole: bool

    def column(self) -> list[object]:
        """What each cell is, None where it is left out."""
        return list(map(self.of.get, self.keys))


class Instances(Sequence[Instance]):
    """`count` rows, kept as the columns that `written` has by field.

    A clean table is judged by its columns: its rows are never made.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, count: int) -> None:
        self.written: dict[str, Written] = {}
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Instance: ...
    @overload
    def __getitem__(self, row: slice) -> list[Instance]: ...
    def __getitem__(self, row: int | slice) -> Instance | list[Instance]:
        if isinstance(row, slice):
            return [self[number] for number in range(*row.indices(self._count))]
        if not -self._count <= row < self._count:
            raise IndexError(row)
        cells = ((name, one.of.get(one.keys[row])) for name, one in self.written.items())
        return {name: value for name, value in cells if value is not None}

    def __iter__(self) -> Iterator[Instance]:
        if not self.written:
            return ({} for _ in range(self._count))
        names = list(self.written)
        rows = zip(*(one.column() for one in self.written.values()), strict=True)
        return ({n: v for n, v in zip(names, row, strict=True) if v is not None} for row in rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __repr__(self) -> str:
        return f"Instances({self._count})"
