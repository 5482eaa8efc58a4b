"""What of a first load goes on at the same time: a page is made while one is sent and one is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(pages: Iterable[T]) -> Iterator[T]:
    """The same pages, the next one made while one is used."""
    waiting = iter(pages)
    with ThreadPoolExecutor(1, "derive") as maker:
        made = maker.submit(_next, waiting)
        while found := made.result():
            made = maker.submit(_next, waiting)
            yield found[0]


def _next(pages: Iterator[T]) -> tuple[T, ...]:
    """The next page, nothing after the last."""
    return next(((page,) for page in pages), ())


class Turns:
    """Work that is begun in its order by so many threads, while who gives it makes more.

    Each says how many links it made. What one raised is raised to whoever gives the next, or waits.
    """

    def __init__(self, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, "load")
        self._begun: deque[Future[int]] = deque()
        self._waiting = waiting

    def give(self, work: Callable[[], int]) -> int:
        """Have this done; wait while more than `waiting` are not, and say what was made meanwhile."""
        self._begun.append(self._pool.submit(work))
        return self._until(self._waiting)

    def rest(self) -> int:
        """Wait for all that was given; what it made."""
        return self._until(0)

    def _until(self, left: int) -> int:
        made = 0
        while len(self._begun) > left:
            made += self._begun.popleft().result()
        return made

    def close(self) -> None:
        """End the threads when they are done with what they have begun; the rest is dropped."""
        self._pool.shutdown(cancel_futures=True)
