"""The one thing that a read needs of the store."""

from __future__ import annotations

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
        if isinstance(store, GraphStore):
            return store.look(lambda look: read(look, *args, **named))
        return read(store, *args, **named)

    return looking
