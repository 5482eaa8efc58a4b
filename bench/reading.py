"""Times of a read through our functions beside the bare driver running the very same statements."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psutil

from graph.read.reader import Reader
from graph.store import GraphStore
from graph.store.embedded import AttachedStore
from graph.store.statements import named

Read = Callable[[Reader, str], object]
WARM = 20


class Listening:
    """Answers as the store does, and notes the statements that a read makes."""

    def __init__(self, store: GraphStore) -> None:
        self.embedded, self._store = store.embedded, store
        self.said: list[tuple[str, dict[str, Any]]] = []

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement."""
        self.said.append((named(statement).text, parameters))
        return self._store.read(statement, **parameters)


@dataclass
class Spent:
    """Milliseconds by the clock of each run, and of processor of all: ours, and the server's."""

    clock: list[float] = field(default_factory=list)
    own: float = 0.0
    server: float = 0.0

    def share(self, part: float) -> float:
        """The time that this part of the runs stayed under."""
        return sorted(self.clock)[min(len(self.clock) - 1, int(len(self.clock) * part))]

    @property
    def processor(self) -> float:
        """Milliseconds of processor a run, of both."""
        return (self.own + self.server) / len(self.clock)


def beside(store: GraphStore, read: Read, asked: Sequence[str]) -> tuple[Spent, Spent, float]:
    """What our function and the bare driver spend on each of these, in turn; and statements a read."""
    for one in asked[:WARM]:
        read(store, one)
    ours, bare, statements = Spent(), Spent(), 0
    for one in asked:
        listening = Listening(store)
        read(listening, one)
        statements += len(listening.said)
        _timed(store, ours, lambda one=one: read(store, one))  # type: ignore[misc]
        _timed(store, bare, lambda said=listening.said: _bare(store, said))  # type: ignore[misc]
    return ours, bare, statements / len(asked)


def row(store: GraphStore, name: str, read: Read, asked: Sequence[str]) -> list[str]:
    """A row of the table: p50 and p99 of both, their ratio, and processor time of both."""
    ours, bare, statements = beside(store, read, asked)
    shares = [(ours.share(part), bare.share(part)) for part in (0.5, 0.99)]
    return [
        name,
        f"{statements:.1f}",
        *(" / ".join(f"{pair[side]:.1f}" for pair in shares) for side in (0, 1)),
        " / ".join(f"{one / other:.2f}" for one, other in shares),
        f"{ours.processor:.1f}",
        f"{bare.processor:.1f}",
    ]


COLUMNS = ("read", "statements", "ours, ms", "bare, ms", "ratio", "ours, processor ms", "bare, processor ms")


def _timed(store: GraphStore, spent: Spent, work: Callable[[], object]) -> None:
    server, own, begun = _server(store), time.process_time(), time.perf_counter()
    work()
    spent.clock.append((time.perf_counter() - begun) * 1000)
    spent.own += (time.process_time() - own) * 1000
    spent.server += _server(store) - server


def _server(store: GraphStore) -> float:
    """Milliseconds of processor of the embedded server; 0 for another, which may be elsewhere."""
    if not isinstance(store, AttachedStore):
        return 0.0
    spent = psutil.Process(store.address.pid).cpu_times()
    return float(spent.user + spent.system) * 1000


def _bare(store: GraphStore, said: Sequence[tuple[str, dict[str, Any]]]) -> None:
    with store.driver.session(database=store.database) as session:
        for text, parameters in said:
            session.run(text, parameters).data()


def table(store: GraphStore, reads: Sequence[tuple[str, Read, Sequence[str]]]) -> Iterator[list[str]]:
    """The rows of all reads."""
    for name, read, asked in reads:
        yield row(store, name, read, asked)
