"""The one thing that a read needs of the store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from graph.store.store import GraphStore

P = ParamSpec("P")
T = TypeVar("T")


class Reader(Protocol):
    """A graph that answers named statements; `embedded` tells how its full-text index is called."""

    embedded: bool

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement as plain values."""
        ...


def in_one_look(read: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Reader, P], T]:
    """Give a read of several statements one transaction for all of them, where it is asked of a store."""

    @wraps(read)
    def looking(store: Reader, /, *args: P.args, **named: P.kwargs) -> T:
        if isinstance(store, GraphStore | Switched):
            return store.look(lambda look: read(look, *args, **named))
        return read(store, *args, **named)

    return looking


class Source:
    """What a reader reads from: a store, and in the course of one look the transaction of that."""

    def __init__(self, of: Reader) -> None:
        self.of, self.embedded = of, of.embedded

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement."""
        return self.of.read(statement, **parameters)


class Switched(ABC):
    """A reader that makes more of what it reads from its source; for one question, and so for one thread."""

    source: Source
    embedded: bool

    @abstractmethod
    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement."""

    def look(self, work: Callable[[Reader], T]) -> T:
        """What `work` gives, all that it reads from the store in one transaction."""
        store = self.source.of
        if not isinstance(store, GraphStore):
            return work(self)

        def looking(look: Reader) -> T:
            self.source.of = look
            return work(self)

        try:
            return store.look(looking)
        finally:
            self.source.of = store
