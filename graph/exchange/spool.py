"""Things on their way into a file: kept in memory while they are few, else in a nameless file."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Any

import orjson

from graph.exchange.bundle import Said, Thing

IN_MEMORY = 64 * 1024 * 1024
"""Bytes from which a file is used; it has no name, and goes with the process."""


class Spool:
    """Things that are written once and read again, in the order of their ids."""

    def __init__(self) -> None:
        # Closed with the last reader: what is read lazily has no end of its own to close it at.
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, thing: Thing) -> None:
        """Keep one thing."""
        line = orjson.dumps(asdict(thing))
        self._places[thing.id] = (self._file.tell(), len(line))
        self._file.write(line)

    def read(self, among: Collection[str]) -> Iterator[Thing]:
        """Those of these ids, in their order."""
        for id_ in sorted(among):
            place, length = self._places[id_]
            self._file.seek(place)
            yield _thing(orjson.loads(self._file.read(length)))

    def close(self) -> None:
        """Forget them."""
        self._file.close()


def _thing(told: dict[str, Any]) -> Thing:
    said = tuple(Said(**one) for one in told.pop("said"))
    values = {name: tuple(some) for name, some in told.pop("values").items()}
    lists: dict[str, Any] = {name: tuple(told.pop(name)) for name in ("mentions", "records", "sources")}
    return Thing(said=said, values=values, **lists, **told)
