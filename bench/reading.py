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
WARM = 100
"""Reads before the first that is timed: the embedded server compiles what is asked often."""
RATIO = 1.5
"""So many times what the bare driver takes may be taken."""


@dataclass(frozen=True)
class Asked:
    """A read, what it is asked about, and the milliseconds that its p99 is to stay under (0: any)."""

    name: str
    read: Read
    about: Sequence[str]
    target: float = 0.0


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


def beside(store: GraphStore, read: Read, asked: Sequence[str], pid: int) -> tuple[Spent, Spent, float]:
    """What our function and the bare driver spend on each of these, in turn; and statements a read."""
    for at in range(WARM):
        read(store, asked[at % len(asked)])
    ours, bare, statements = Spent(), Spent(), 0
    for one in asked:
        listening = Listening(store)
        read(listening, one)
        statements += len(listening.said)
        _timed(pid, ours, lambda one=one: read(store, one))  # type: ignore[misc]
        _timed(pid, bare, lambda said=listening.said: _bare(store, said))  # type: ignore[misc]
    return ours, bare, statements / len(asked)


def row(store: GraphStore, asked: Asked, pid: int = 0) -> list[str]:
    """A row of the table: p50 and p99 of both, their ratio, processor time of both, and the target.

    `pid` is the process of a server that is not the embedded one; without it only our own time is seen.
    """
    pid = store.address.pid if isinstance(store, AttachedStore) else pid
    ours, bare, statements = beside(store, asked.read, asked.about, pid)
    shares = [(ours.share(part), bare.share(part)) for part in (0.5, 0.99)]
    return [
        asked.name,
        f"{statements:.1f}",
        *(" / ".join(f"{pair[side]:.1f}" for pair in shares) for side in (0, 1)),
        " / ".join(f"{one / other:.2f}" for one, other in shares),
        f"{ours.processor:.1f} ({ours.own / len(ours.clock):.1f})",
        f"{bare.processor:.1f}",
        _against(asked.target, ours.share(0.99), shares[0][0] / shares[0][1]),
    ]


def _against(target: float, p99: float, ratio: float) -> str:
    if not target:
        return ""
    met = ["met" if good else "NOT MET" for good in (p99 < target, ratio <= RATIO)]
    return f"{target:.0f} ms {met[0]}, {RATIO} × {met[1]}"


COLUMNS = (
    "read", "statements", "ours, ms", "bare, ms", "ratio", "ours, proc. (own)", "bare, proc.", "targets"
)  # fmt: skip


def _timed(pid: int, spent: Spent, work: Callable[[], object]) -> None:
    server, own, begun = _server(pid), time.process_time(), time.perf_counter()
    work()
    spent.clock.append((time.perf_counter() - begun) * 1000)
    spent.own += (time.process_time() - own) * 1000
    spent.server += _server(pid) - server


def _server(pid: int) -> float:
    """Milliseconds of processor of the server; 0 where its process is not known."""
    if not pid:
        return 0.0
    spent = psutil.Process(pid).cpu_times()
    return float(spent.user + spent.system) * 1000


def _bare(store: GraphStore, said: Sequence[tuple[str, dict[str, Any]]]) -> None:
    with store.driver.session(database=store.database) as session:
        for text, parameters in said:
            session.run(text, parameters).data()


def table(store: GraphStore, reads: Sequence[Asked], pid: int = 0) -> Iterator[list[str]]:
    """The rows of all reads."""
    return (row(store, one, pid) for one in reads)
