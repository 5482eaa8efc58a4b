"""The one thing that a read needs of the store."""

from __future__ import annotations

from typing import Any, Protocol


class Reader(Protocol):
    """A graph that answers named statements; `embedded` tells how its full-text index is called."""

    embedded: bool

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement as plain values."""
        ...
