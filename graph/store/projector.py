"""The projector: the one writer of a projection, its place kept in the same transaction as its changes."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.store.faults import fault, is_transient
from graph.store.statements import Statement, named
from graph.store.values import checked_row, glanced, weight
from ledger.errors import BadInput, LostLease

log = logging.getLogger(__name__)

Row = Mapping[str, Any]
Work = Sequence[tuple[str, Sequence[Row]]]
T = TypeVar("T")

ROWS, BYTES, MOST = 2_000, 4_000_000, 12_000_000
TRIES, FIRST_WAIT, WRITE_SECONDS = 6, 0.1, 300.0


@dataclass(frozen=True)
class Batch:
    """Rows for one run of a statement, checked and small enough for one message."""

    statement: Statement
    rows: list[Row]


@dataclass(frozen=True)
class State:
    """Who wrote a projection last, up to where, from which incarnation of the ledger, in how many writes."""

    token: int
    position: int
    incarnation: str
    writes: int


@dataclass(frozen=True)
class Written:
    """What a writer wrote: rows sent to the server, and as that counted them the nodes and links made and
    deleted, and the properties set.
    """

    rows: int = 0
    nodes: int = 0
    links: int = 0
    properties: int = 0

    def __add__(self, more: Written) -> Written:
        return Written(
            self.rows + more.rows,
            self.nodes + more.nodes,
            self.links + more.links,
            self.properties + more.properties,
        )


@dataclass
class Tried:
    """The last try of a transaction that came to its commit: the count of writes there, and what it wrote."""

    writes: int | None = None
    written: Written = Written()


class Projector:
    """Writes one projection: each apply() is one transaction that compares and sets position and token.

    `written` adds up what its apply() calls wrote.
    """

    def __init__(self, driver: neo4j.Driver, database: str, name: str, token: int, advice: str) -> None:
        self.driver = driver
        self.database = database
        self.name = name
        self.token = token
        self.advice = advice
        self.position = 0
        self.incarnation = ""
        self.written = Written()

    def claim(self) -> None:
        """Take the projection over under our token; LostLease when its token is higher than ours."""
        state = self._transact(f"projection {self.name}", self._claim)
        self.position, self.incarnation = state.position, state.incarnation

    def apply(self, work: Work, position: int, incarnation: str | None = None) -> None:
        """Write all rows and the new position in one transaction, or nothing of it.

        `work` is (name of a statement with `UNWIND $rows AS row`, its rows) in the order in which they
        are to run. Statements are idempotent by id, so that a transient error is answered by running the
        whole again. Raises LostLease when another writer took over, BadInput (statement, row, key) for
        values that cannot be stored, and BadInput when a statement that returns `written` did not write
        all of its rows. `incarnation` is set when it is given.
        """
        incarnation = self.incarnation if incarnation is None else incarnation
        batches = [batch for name, rows in work for batch in _batches(named(name), rows)]
        tried = Tried()
        self.written += self._transact(
            f"projection {self.name}",
            lambda tx: self._write(tx, batches, position, incarnation, tried),
        )
        self.position, self.incarnation = position, incarnation

    def beside(self, work: Work) -> int:
        """Write rows of a first load while others do the same; returns how many links were made.

        The position stays. The token is compared last, so that the lock on it is short; a connection that is
        lost is not tried again, because rows that are made without looking would be there twice.
        """
        batches = [batch for name, rows in work for batch in _batches(named(name), rows)]
        what = f"projection {self.name}"
        return self._transact(what, lambda tx: self._beside(tx, batches), sure=True)

    def compare(self) -> None:
        """Raise LostLease when another writer took over."""
        self._transact(f"projection {self.name}", lambda tx: self._compare(self._state(tx)))

    def reset(self, incarnation: str, clear: str = "clear_graph", size: int = 1_000) -> None:
        """Empty what this projection wrote and begin again at position 0 under another incarnation.

        Killed in between, the projection has no incarnation, so that its owner resets it again.
        """
        self.empty(clear, size)
        self.apply([], position=0, incarnation=incarnation)

    def empty(self, clear: str = "clear_graph", size: int = 1_000) -> None:
        """Empty what this projection wrote; it has no incarnation then, and position 0.

        `clear` deletes at most $size nodes and returns how many as `deleted`.
        """
        self.apply([], position=0, incarnation="")
        statement = named(clear)
        while self._transact(clear, lambda tx: self._clear(tx, statement, size)):
            log.debug("%s: emptied up to %d nodes", self.name, size)

    def _claim(self, tx: neo4j.Transaction) -> State:
        _run(tx, "projection_claim", name=self.name, token=self.token)
        state = self._hold(tx)
        if state is None or state.token > self.token:
            raise LostLease(f"projection {self.name} was taken over by a later writer; start again")
        _run(tx, "projection_take", name=self.name, token=self.token)
        return state

    def _write(
        self, tx: neo4j.Transaction, batches: list[Batch], position: int, incarnation: str, tried: Tried
    ) -> Written:
        state = self._hold(tx)
        # A connection lost during the commit does not tell whether it was done. The position does not tell
        # it either, for it may be the old one: what was rolled back is not counted among the writes.
        done = state is not None and tried.writes is not None and state.writes > tried.writes
        if done and state and (state.token, state.position) == (self.token, position):
            return tried.written
        self._compare(state)
        written = sum((_unwind(tx, batch) for batch in batches), Written())
        _run(tx, "projection_advance", name=self.name, position=position, incarnation=incarnation)
        tried.writes, tried.written = state.writes if state else None, written
        return written

    def _beside(self, tx: neo4j.Transaction, batches: list[Batch]) -> int:
        written = sum((_unwind(tx, batch) for batch in batches), Written())
        self._compare(self._hold(tx))
        return written.links

    def _clear(self, tx: neo4j.Transaction, statement: Statement, size: int) -> int:
        self._compare(self._hold(tx))
        [row] = _run(tx, statement.name, size=size)
        return cast(int, row["deleted"])

    def _hold(self, tx: neo4j.Transaction) -> State | None:
        """The state under a lock that lasts to the end of the transaction: read after it is taken."""
        _run(tx, "projection_hold", name=self.name)
        return self._state(tx)

    def _state(self, tx: neo4j.Transaction) -> State | None:
        found = _run(tx, "projection_state", name=self.name)
        return State(**found[0]) if found else None

    def _compare(self, state: State | None) -> None:
        if state is None or (state.token, state.position) != (self.token, self.position):
            raise LostLease(f"projection {self.name} was taken over by a later writer; nothing was written")

    def _transact(self, what: str, work: Callable[[neo4j.Transaction], T], sure: bool = False) -> T:
        """Run `work` in a transaction, again after what passes; with `sure` only when nothing was written."""
        wait = FIRST_WAIT
        for attempt in itertools.count(1):
            try:
                return self._once(work)
            except (Neo4jError, DriverError) as error:
                lost = sure and isinstance(error, DriverError)
                if not is_transient(error) or lost or attempt == TRIES:
                    raise fault(error, what, self.advice) from error
                log.warning("%s: try %d failed (%s), again in %.1f s", what, attempt, error, wait)
            time.sleep(wait)
            wait *= 2
        raise AssertionError("unreachable")

    def _once(self, work: Callable[[neo4j.Transaction], T]) -> T:
        with (
            self.driver.session(database=self.database) as session,
            session.begin_transaction(timeout=WRITE_SECONDS) as transaction,
        ):
            done = work(transaction)
            transaction.commit()
            return done


def _batches(statement: Statement, rows: Iterable[Row]) -> Iterator[Batch]:
    if [parameter.name for parameter in statement.parameters] != ["rows"]:
        raise BadInput(f"statement {statement.name} takes other parameters than $rows")
    batch: list[Row] = []
    size = 0
    for number, row in enumerate(rows):
        heavy = glanced(row)
        sent = dict(row) if heavy else checked_row(row, f"{statement.name}: row {number}")
        if (heavy := heavy or weight(sent)) > MOST:
            raise BadInput(
                f"{statement.name}: row {number} takes {heavy} bytes; at most {MOST} go into one message"
            )
        if batch and (len(batch) == ROWS or size + heavy > BYTES):
            yield Batch(statement, batch)
            batch, size = [], 0
        batch.append(sent)
        size += heavy
    if batch:
        yield Batch(statement, batch)


def _unwind(transaction: neo4j.Transaction, batch: Batch) -> Written:
    result = transaction.run(batch.statement.text, rows=batch.rows)
    answer = result.data()
    if "written" in batch.statement.columns:
        written = sum(row["written"] for row in answer)
        if written != len(batch.rows):
            raise BadInput(f"{batch.statement.name}: {written} of {len(batch.rows)} rows were written")
    return _counted(len(batch.rows), result.consume().counters)


def _counted(rows: int, told: neo4j.SummaryCounters) -> Written:
    nodes = told.nodes_created + told.nodes_deleted
    links = told.relationships_created + told.relationships_deleted
    return Written(rows, nodes, links, told.properties_set)


def _run(transaction: neo4j.Transaction, statement: str, **parameters: Any) -> list[dict[str, Any]]:
    return transaction.run(named(statement).text, parameters).data()
