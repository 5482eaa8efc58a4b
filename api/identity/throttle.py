"""Who guesses waits: after a few failures each one more doubles the time in which nothing is let in."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

FREE = 4
"""Failures that cost nothing."""
FIRST, LONGEST = 2.0, 900.0
"""Seconds of the first wait, and the most."""
REMEMBERED = 10_000
"""Names that are kept in mind; those that failed longest ago are forgotten first."""


@dataclass
class Throttle:
    """Failures by name, in this process alone: a name counts whether there is such an account or not."""

    clock: Callable[[], float] = time.monotonic
    _failed: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def waits(self, name: str) -> float:
        """Seconds in which this name is not let in, 0 when it may try."""
        with self._turn:
            count, last = self._failed.get(name, (0, 0.0))
        if count <= FREE:
            return 0.0
        return max(0.0, last + min(LONGEST, FIRST * 2.0 ** (count - FREE - 1)) - self.clock())

    def failed(self, name: str) -> None:
        """One more failure."""
        with self._turn:
            count = min(self._failed.pop(name, (0, 0.0))[0] + 1, 64)
            self._failed[name] = (count, self.clock())
            if len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)

    def passed(self, name: str) -> None:
        """It came in: nothing is held against it."""
        with self._turn:
            self._failed.pop(name, None)
