"""Links on disk until the nodes are there that they join."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

import orjson

from graph.load.whole import Link


class Spool:
    """A file that is gone when it is closed, written first and then read."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+b", prefix="locard-links-")  # noqa: SIM115
        self.count = 0

    def add(self, links: Iterable[Link]) -> None:
        """Put links at the end."""
        for link in links:
            told = (link.type, link.start, link.end, dict(link.values))
            self._file.write(orjson.dumps(told) + b"\n")
            self.count += 1

    def read(self, size: int) -> Iterator[list[Link]]:
        """All links in the order in which they came, so many at a time."""
        self._file.seek(0)
        part: list[Link] = []
        for line in self._file:
            part.append(Link(*orjson.loads(line)))
            if len(part) == size:
                yield part
                part = []
        if part:
            yield part

    def close(self) -> None:
        """Give the disk back."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
