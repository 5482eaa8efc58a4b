"""What goes wrong at a graph server, in our words: one place maps the driver's errors to ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    TransientError,
)

from ledger.errors import BadInput, LocardError, Tampered, Unavailable

ADVICE = "see that it runs and that LOCARD_GRAPH_URI is its address"
LOADING = (
    "the graph is being written anew and has no full text yet; search again when that is done "
    "(`locard status`), and where nothing writes it run `locard resolve`"
)
SLOW = ("TransactionTimedOut", "TransactionTerminated", "Transaction.Terminated")


@contextmanager
def translated(what: str, advice: str) -> Iterator[None]:
    """Raise LocardErrors for the driver's errors.

    `what` names the statement or the act, `advice` says what to do when the server is away.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise fault(error, what, advice) from error


def is_transient(error: Exception) -> bool:
    """Whether the same transaction may succeed when it is run again."""
    return isinstance(error, Neo4jError | DriverError) and error.is_retryable()


def fault(error: Neo4jError | DriverError, what: str, advice: str) -> LocardError:
    """The LocardError for an error of the driver."""
    if isinstance(error, AuthError):
        return Unavailable(
            f"{what}: the graph server refuses user or password; check LOCARD_GRAPH_USER and _PASSWORD"
        )
    if isinstance(error, ClientError) and "AccessMode" in (error.code or ""):
        return Tampered(f"{what}: a read tried to write to the graph; the server refused it")
    if isinstance(error, ConfigurationError):
        return Unavailable(f"{what}: {error}; check LOCARD_GRAPH_URI")
    if isinstance(error, Neo4jError) and _is_slow(error):
        return Unavailable(
            f"{what}: took longer than allowed and was stopped; ask for less, or raise the time limit"
        )
    if isinstance(error, TransientError):
        return Unavailable(f"{what}: the graph server is busy ({error.message}); try again")
    if isinstance(error, ClientError) and "TransactionNotFound" in (error.code or ""):
        return Unavailable(f"{what}: the graph server is ending; {advice}")
    if isinstance(error, ClientError) and "no such fulltext schema index" in (error.message or ""):
        return Unavailable(f"{what}: {LOADING}")
    if isinstance(error, ClientError):
        return BadInput(f"{what}: {error.message}")
    if isinstance(error, DatabaseError):
        return Unavailable(f"{what}: the graph server failed: {error.message}")
    return Unavailable(f"{what}: the graph server does not answer ({error}); {advice}")


def _is_slow(error: Neo4jError) -> bool:
    return any(word in (error.code or "") for word in SLOW)
