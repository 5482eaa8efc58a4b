"""Group commit: lines that are asked for at the same time are written in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from ledger.audit_lines import Line
from ledger.errors import Unavailable

MOST = 1000
"""Lines in one transaction."""
INTERRUPTED = "The process was stopped while the audit log was being written: nothing was done, try again."


class Group:
    """The first who asks writes for all that wait, and hands over to one of those who came meanwhile."""

    def __init__(self, write: Callable[[Sequence[Line]], None], after: Callable[[], None]) -> None:
        self._write = write
        self._after = after
        self._waiting: list[Line] = []
        self._list = threading.Lock()
        self._led = False

    def put(self, line: Line) -> None:
        """Return when the line was committed; raises why it was not."""
        line.turn.acquire()
        with self._list:
            self._waiting.append(line)
            leads, self._led = not self._led, True
        if not leads:
            # Woken once: with the line over, or to lead.
            line.turn.acquire()
        if not line.over:
            self._lead()
        if line.failure is not None:
            raise line.failure

    def _lead(self) -> None:
        with self._list:
            lines, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            self._write(lines)
        except BaseException as error:
            failure = error if isinstance(error, Exception) else Unavailable(INTERRUPTED)
            for line in lines:
                line.failure = failure
            if not isinstance(error, Exception):
                raise
        finally:
            for line in lines:
                line.over = True
                line.turn.release()
            try:
                self._after()
            finally:
                self._hand_over()

    def _hand_over(self) -> None:
        with self._list:
            self._led = bool(self._waiting)
            following = self._waiting[0] if self._led else None
        if following is not None:
            following.turn.release()
