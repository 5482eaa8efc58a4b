"""What one transaction changed of what the layers over a base may have asked: its account, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from resolution.candidates.table import CAP
from resolution.store.footings import HOLDERS, KEY, mark

Size = Callable[[str], int]
"""How many nodes have a key now."""


class Stirred:
    """The keys that nodes got or lost, and the identifiers whose holders are others now."""

    def __init__(self) -> None:
        self.numbers = set[str]()
        self._came, self._went = Counter[str](), Counter[str]()
        self._sources = set[str]()

    def begin(self) -> None:
        """Start a transaction's account."""
        self.numbers.clear()
        for held in (self._came, self._went):
            held.clear()
        self._sources.clear()

    def came(self, keys: Iterable[str], sources: Iterable[str]) -> None:
        """A node has these keys now, and these of its source."""
        self._came.update(keys)
        self._sources.update(sources)

    def went(self, keys: Iterable[str], sources: Iterable[str]) -> None:
        """A node had them, and is gone."""
        self._went.update(keys)
        self._sources.update(sources)

    def marks(self, size: Size) -> Iterator[int]:
        """All of it, but for keys that too many had before and have now: no layer compares by those."""
        for key in sorted(self._came.keys() | self._went.keys()):
            now = size(key)
            if min(now, now - self._came[key] + self._went[key]) <= CAP:
                yield mark(KEY, key)
        yield from (mark(KEY, key) for key in sorted(self._sources))
        yield from (mark(HOLDERS, number) for number in sorted(self.numbers))
