"""The graph store: one code path over Bolt to a Neo4j server or to the embedded one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j

from graph.store.faults import ADVICE, translated
from graph.store.look import Look, Table
from graph.store.projector import Projector
from graph.store.schema import prepare

READ_SECONDS = 30.0
T = TypeVar("T")


class GraphStore:
    """A graph over Bolt: reads leave no trace, and only a projector writes.

    `embedded` is true for the server that comes with Locard. Use as a context manager, or close().
    """

    def __init__(self, driver: neo4j.Driver, database: str, advice: str = ADVICE) -> None:
        self.driver = driver
        self.database = database
        self.advice = advice
        self.closing: Callable[[], None] | None = None
        with translated("connecting to the graph server", advice):
            self.agent = _agent(driver, database)
        self.embedded = "ArcadeDB" in self.agent

    @classmethod
    def connect(cls, uri: str, user: str, password: str, database: str, advice: str = ADVICE) -> Self:
        """Connect to a server; Unavailable when it does not answer, with the advice what to do then."""
        with translated(f"connecting to {uri}", advice):
            driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password),
                connection_timeout=10,
                connection_acquisition_timeout=60,
                notifications_min_severity="OFF",
                user_agent="locard",
            )
        try:
            return cls(driver, database, advice)
        except BaseException:
            driver.close()
            raise

    def read(
        self, statement: str, /, *, timeout: float = READ_SECONDS, **parameters: Any
    ) -> list[dict[str, Any]]:
        """The rows that a statement answers, by name or as text, as plain values.

        Runs in a transaction that is always rolled back. Raises BadInput for parameters or text that
        cannot be used, Unavailable when it takes longer than `timeout` seconds or the server is away,
        Tampered when the statement tried to write.
        """
        return self.table(statement, timeout=timeout, **parameters).rows

    def table(self, statement: str, /, *, timeout: float = READ_SECONDS, **parameters: Any) -> Table:
        """As read(), with the names of the columns."""
        return self.look(lambda look: look.table(statement, **parameters), timeout)

    def look(self, work: Callable[[Look], T], timeout: float = READ_SECONDS) -> T:
        """What `work` gives of statements that are all read in one transaction, of `timeout` seconds.

        Raises what read() raises; `work` only reads, and may be begun again.
        """
        with translated("reading the graph", self.advice), self._reading(timeout) as transaction:
            return work(Look(transaction, self.embedded, self.advice))

    @contextmanager
    def projector(self, name: str, token: int) -> Iterator[Projector]:
        """The writer of one projection for as long as its lease lasts: the only way to write.

        `token` is the ledger's lease token; raises LostLease when a later holder has written already.
        """
        yield self._claimed(name, token)

    def prepare(self) -> None:
        """Make the constraints and indexes that are missing; costs little when they are there."""
        prepare(self.driver, self.database, self.embedded, self.advice)

    def close(self) -> None:
        """End the connections; the embedded server ends a while after its last client."""
        try:
            self.driver.close()
        finally:
            closing, self.closing = self.closing, None
            if closing:
                closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _claimed(self, name: str, token: int) -> Projector:
        projector = Projector(self.driver, self.database, name, token, self.advice)
        projector.claim()
        return projector

    @contextmanager
    def _reading(self, timeout: float) -> Iterator[neo4j.Transaction]:
        with (
            self.driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            yield transaction
            transaction.rollback()


def _agent(driver: neo4j.Driver, database: str) -> str:
    with driver.session(database=database) as session, session.begin_transaction(timeout=10) as transaction:
        return str(transaction.run("RETURN 1 AS one").consume().server.agent)
