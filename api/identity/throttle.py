"""Who guesses waits: after a few failures each one more doubles the time in which nothing is let in.

A try counts as a failure from its beginning on, so that many at once are no more than many in a row.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

FREE = 4
"""Failures that cost nothing."""
FREE_AT = 50
FADES_AT = 60.0
"""The same for an address, which may be a whole station, and seconds in which one is forgotten."""
FIRST, LONGEST = 2.0, 900.0
"""Seconds of the first wait, and the most."""
REMEMBERED = 10_000
"""Names that are kept in mind; those that failed longest ago are forgotten first."""


@dataclass
class Throttle:
    """Failures by name or address, in this process alone; a name counts also where there is no such account.

    `free` failures cost nothing, and one is forgotten in `fades` seconds (0: only by coming in).
    """

    free: int = FREE
    fades: float = 0.0
    clock: Callable[[], float] = time.monotonic
    _failed: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def waits(self, name: str) -> float:
        """Seconds in which this name is not let in, 0 when it may try."""
        with self._turn:
            return self._waits(name)

    def begun(self, name: str) -> float:
        """As `waits`, and one more failure, until `passed` says otherwise."""
        with self._turn:
            waits = self._waits(name)
            count = min(self._count(name) + 1, self.free + 60)
            self._failed.pop(name, None)
            self._failed[name] = (count, self.clock())
            if len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)
        return waits

    def passed(self, name: str) -> None:
        """It came in: nothing is held against it."""
        with self._turn:
            self._failed.pop(name, None)

    def excused(self, name: str) -> None:
        """One failure less: what was begun went well, and what failed before still counts."""
        with self._turn:
            count, last = self._failed.get(name, (0, 0.0))
            if count > 0:
                self._failed[name] = (count - 1, last)

    def _waits(self, name: str) -> float:
        count, last = self._count(name), self._failed.get(name, (0, 0.0))[1]
        if count <= self.free:
            return 0.0
        return max(0.0, last + min(LONGEST, FIRST * 2.0 ** (count - self.free - 1)) - self.clock())

    def _count(self, name: str) -> int:
        count, last = self._failed.get(name, (0, 0.0))
        return max(0, count - int((self.clock() - last) / self.fades)) if self.fades else count
