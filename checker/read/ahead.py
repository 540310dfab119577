"""The second reading in a thread of its own, while the first goes on.

calamine lets other Python code run while it reads a sheet. So each sheet is given to it as soon as
it was counted and found within the limits, and the next one is counted meanwhile: on a machine with
two processors a file takes hardly longer than its counting.
"""

from __future__ import annotations

from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from checker.read.values import opened

if TYPE_CHECKING:
    from types import TracebackType

    from python_calamine import CalamineSheet, CalamineWorkbook


class Ahead:
    """Sheets of one workbook, read by calamine in the order in which they are taken.

    Nothing is read before `start`. To be used as a context: the thread has ended when it is left.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._wanted: SimpleQueue[int | None] = SimpleQueue()
        self._names: SimpleQueue[list[str] | BaseException] = SimpleQueue()
        self._sheets: SimpleQueue[CalamineSheet | BaseException] = SimpleQueue()
        self._thread: Thread | None = None
        self._given_up = False

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._given_up = kind is not None
        if self._thread is not None:
            self._wanted.put(None)
            self._thread.join()

    @property
    def started(self) -> bool:
        """Whether sheets are read here."""
        return self._thread is not None

    def start(self, names: list[str]) -> None:
        """Open the workbook, which must be proved sound; `names` are those that it must have."""
        self._thread = Thread(target=self._work, args=(names,), daemon=True)
        self._thread.start()

    def take(self, index: int) -> None:
        """Have a sheet read that was counted and is within the limits."""
        if self._thread is not None:
            self._wanted.put(index)

    @property
    def sheet_names(self) -> list[str]:
        """As of a workbook of calamine; asked for once, before the sheets."""
        names = self._names.get()
        if isinstance(names, BaseException):
            raise names
        return names

    def get_sheet_by_index(self, index: int) -> CalamineSheet:
        """As of a workbook of calamine; each sheet once, in the order in which they were taken."""
        sheet = self._sheets.get()
        if isinstance(sheet, BaseException):
            raise sheet
        return sheet

    def _work(self, names: list[str]) -> None:
        try:
            book = opened(self._data)
        except BaseException as failure:  # noqa: BLE001
            self._names.put(failure)
            return
        self._names.put(book.sheet_names)
        if book.sheet_names == names:
            while (index := self._wanted.get()) is not None and not self._given_up:
                self._sheets.put(_sheet(book, index))


def _sheet(book: CalamineWorkbook, index: int) -> CalamineSheet | BaseException:
    """A sheet, or what stood in the way: whoever asks for the sheet is to have that raised."""
    try:
        return book.get_sheet_by_index(index)
    except BaseException as failure:  # noqa: BLE001
        return failure
