"""Lines of a text file, counted and bounded, that can be given back."""

from __future__ import annotations

from collections import deque
from typing import TextIO

from ingest.readers.limits import MAX_ROW, MAX_ROW_LINES, SHOWN
from ledger.errors import BadInput


class TooLong(BadInput):
    """A row that is longer than any row may be."""


class Lines:
    """An iterator over the lines of a file for a parser that takes as many as a row needs.

    `start` says that a row begins; `again` gives its lines but the first back, so that one stray quote
    costs one line and not the rest of the file.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self._row: list[str] = []
        self._size = 0
        self.number = 0

    def start(self) -> int:
        """A row begins: the number of its first line."""
        self._row, self._size = [], 0
        return self.number + 1

    def again(self) -> str:
        """Give all lines of this row back but the first, and return the first."""
        first, *rest = self._row or [""]
        self._back.extendleft(reversed(rest))
        self.number -= len(rest)
        return first

    @property
    def taken(self) -> int:
        """How many lines this row took."""
        return len(self._row)

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._file.readline(MAX_ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._size += len(line)
        self._row.append(line)
        if len(line) > MAX_ROW:
            self._skip(line)
        if self._size > MAX_ROW or len(self._row) > MAX_ROW_LINES:
            raise TooLong(f"longer than {MAX_ROW:,} characters or {MAX_ROW_LINES:,} lines")
        return line

    def _skip(self, line: str) -> None:
        """Leave the rest of a line that is too long, keep what a reject shows of it."""
        self._row[-1] = line[:SHOWN]
        while line and not line.endswith(("\n", "\r")):
            line = self._file.readline(MAX_ROW)
