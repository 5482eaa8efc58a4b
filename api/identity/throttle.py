"""Who guesses waits: after a few failures each one more doubles the time in which nothing is let in.

A try counts as a failure from its beginning on, so that many at once are no more than many in a row; all
processes of a ledger count together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ledger.attempts import Attempts, Tried
from ledger.keys import Keys

FREE = 4
"""Failures that cost nothing."""
FREE_AT = 50
FADES_AT = 60.0
"""The same for an address, which may be a whole station, and seconds in which one is forgotten."""
FIRST, LONGEST = 2.0, 900.0
"""Seconds of the first wait, and the most."""


@dataclass(frozen=True)
class Throttle:
    """Failures by name or address; a name counts also where there is no such account.

    `free` failures cost nothing, and one is forgotten in `fades` seconds (0: only by coming in, or in a day).
    What is kept is a hash under `keys`: somebody may have typed their password where the name goes.
    """

    attempts: Attempts
    keys: Keys
    kind: str = "name"
    free: int = FREE
    fades: float = 0.0

    def waits(self, name: str) -> float:
        """Seconds in which this name is not let in, 0 when it may try."""
        return self._waits(*self.attempts.read(self._key(name)))

    def begun(self, name: str) -> float:
        """As `waits`, and one more failure, until `passed` says otherwise."""
        return self._waits(*self._change(name, self._one_more))

    def passed(self, name: str) -> None:
        """It came in: nothing is held against it."""
        self._change(name, lambda tried, now: Tried())

    def excused(self, name: str) -> None:
        """One failure less: what was begun went well, and what failed before still counts."""
        self._change(name, lambda tried, now: replace(tried, count=max(0, tried.count - 1)))

    def _one_more(self, tried: Tried, now: float) -> Tried:
        return Tried(min(self._count(tried, now) + 1, self.free + 60), now)

    def _waits(self, tried: Tried, now: float) -> float:
        count = self._count(tried, now)
        if count <= self.free:
            return 0.0
        return max(0.0, tried.last + min(LONGEST, FIRST * 2.0 ** (count - self.free - 1)) - now)

    def _count(self, tried: Tried, now: float) -> int:
        return max(0, tried.count - int((now - tried.last) / self.fades)) if self.fades else tried.count

    def _change(self, name: str, change: Callable[[Tried, float], Tried]) -> tuple[Tried, float]:
        return self.attempts.change(self._key(name), change)

    def _key(self, name: str) -> str:
        return self.keys.keyed("attempt", self.kind, name)
