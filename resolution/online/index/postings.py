"""Which nodes hold a key: those loaded in bulk in one sorted file, what came and went since in tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resolution.online.index.schema import get_meta, put_meta

STRIDE = 64
"""Keys of the file between two whose hashes are held in memory: a look reads one page or two of it."""
SOME = 4096
_WITHIN = np.arange(STRIDE)
Hashes = NDArray[np.int64]
Numbers = NDArray[np.uint32]
Batches = Iterable[tuple[Hashes, Numbers]]
"""Hashes with their nodes, in the order of both."""


class Postings:
    """The holders of keys, known by their hashes; whoever calls holds the transaction.

    The file is never written again once it is there; of what it holds, table `gone` knows the nodes that
    were taken out since, and table `posting` what came. Node numbers are never given twice.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path | None) -> None:
        self._db, self._folder = db, folder
        self._memory: tuple[Hashes, Numbers] | None = None
        """What the file holds, where there is none."""
        self._version = -1
        self.open()

    def open(self) -> bool:
        """Look at what the index says it has loaded; False when the file is not there, or is another one."""
        size = int(get_meta(self._db, "postings") or 0)
        self._hashes, self._nodes = self._read(size)
        self._first = self._hashes[::STRIDE].copy()
        self.loaded = int(get_meta(self._db, "loaded") or 0)
        self._read_gone()
        return len(self._hashes) == size

    def look(self) -> None:
        """Look once for each transaction: another connection may have written since the last one."""
        [version] = self._db.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._read_gone()

    def forget(self) -> None:
        """Drop what is kept in memory: after a transaction that was taken back."""
        self._version = -1

    def put(self, node: int, hashes: Iterable[int]) -> None:
        """Write the keys of a new node."""
        self._db.executemany("INSERT INTO posting VALUES (?, ?)", [(hash_, node) for hash_ in sorted(hashes)])

    def drop(self, node: int, hashes: Iterable[int]) -> None:
        """Take out a node with all its keys."""
        if node <= self.loaded:
            self._db.execute("INSERT INTO gone VALUES (?)", (node,))
            self._gone[node] = True
            self._went += 1
        else:
            rows = [(hash_, node) for hash_ in sorted(hashes)]
            self._db.executemany("DELETE FROM posting WHERE hash = ? AND node = ?", rows)

    def loaded_with(self, hashes: Sequence[int]) -> dict[int, list[int]]:
        """Of these keys those that loaded nodes hold, with the nodes, in order."""
        if not len(self._hashes) or not hashes:
            return {}
        found = {}
        for hash_, low, high in self._spans(hashes):
            nodes = self._nodes[low:high]
            if self._went:
                nodes = nodes[~self._gone[nodes]]
            if len(nodes):
                found[hash_] = nodes.tolist()
        return found

    def size(self, hash_: int) -> int:
        """How many nodes hold a key."""
        query = "SELECT count(*) FROM posting WHERE hash = ?"
        own = int(self._db.execute(query, (hash_,)).fetchone()[0])
        return own + sum(
            int((~self._gone[self._nodes[low:high]]).sum()) for _, low, high in self._spans([hash_])
        )

    def holders(self, hash_: int, most: int) -> list[int]:
        """The nodes that hold a key, in order: no more of them than `most`, where that many are enough."""
        found: list[int] = []
        for _, low, high in self._spans([hash_]):
            for start in range(low, high, SOME):
                nodes = self._nodes[start : min(start + SOME, high)]
                found += nodes[~self._gone[nodes]].tolist()
                if len(found) >= most:
                    return found[:most]
        query = "SELECT node FROM posting WHERE hash = ? ORDER BY node LIMIT ?"
        return found + [row[0] for row in self._db.execute(query, (hash_, most - len(found)))]

    def load(self, batches: Batches, size: int, nodes: int) -> None:
        """Make this what the file holds, for the nodes from 1 to `nodes`; the tables begin empty."""
        generation = int(get_meta(self._db, "generation") or 0) + 1
        hashes, numbers = self._write(generation, size, batches)
        put_meta(self._db, "generation", str(generation))
        put_meta(self._db, "postings", str(size))
        put_meta(self._db, "loaded", str(nodes))
        self._memory = (hashes, numbers) if self._folder is None else None
        self.open()

    def clear(self) -> None:
        """Forget all keys."""
        for made in ("posting", "gone"):
            self._db.execute(f"DELETE FROM {made}")
        for name in ("postings", "loaded"):
            put_meta(self._db, name, "0")
        self.open()

    def tidy(self) -> None:
        """Delete the files that the index no longer looks at, once it is sure not to go back to them."""
        if self._folder:
            path = self._path(int(get_meta(self._db, "generation") or 0))
            for other in self._folder.glob("online.keys.*"):
                if other != path:
                    other.unlink()

    def _path(self, generation: int) -> Path:
        assert self._folder
        return self._folder / f"online.keys.{generation}"

    def _read_gone(self) -> None:
        self._gone = np.zeros(self.loaded + 1, np.bool_)
        rows = np.fromiter((row[0] for row in self._db.execute("SELECT node FROM gone")), np.int64)
        self._gone[rows] = True
        self._went = len(rows)

    def _spans(self, hashes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Of these hashes those that stand in the file, with where their holders begin and end."""
        wanted = np.array(hashes, np.int64)
        begin = np.maximum(self._first.searchsorted(wanted, "left") - 1, 0)
        end = self._first.searchsorted(wanted, "right")
        low, high = begin * STRIDE, end * STRIDE
        near = np.flatnonzero(end - begin == 1)
        around = self._hashes[np.minimum(low[near, None] + _WITHIN, len(self._hashes) - 1)]
        held = around == wanted[near, None]
        many = held.sum(axis=1)
        first = low[near] + held.argmax(axis=1)
        for at, start, size in zip(near.tolist(), first.tolist(), many.tolist(), strict=True):
            if size:  # what stands behind the end is the last one, again
                yield hashes[at], start, min(start + size, len(self._hashes))
        for at in np.flatnonzero(end - begin > 1).tolist():
            some = self._hashes[low[at] : high[at]]
            start, stop = (int(some.searchsorted(wanted[at], side)) for side in ("left", "right"))
            if stop > start:
                yield hashes[at], int(low[at]) + start, int(low[at]) + stop

    def _read(self, size: int) -> tuple[Hashes, Numbers]:
        if self._folder is None:
            return self._memory if size and self._memory else (np.zeros(0, np.int64), np.zeros(0, np.uint32))
        path = self._path(int(get_meta(self._db, "generation") or 0))
        if not size or not path.exists() or path.stat().st_size != 12 * size:
            return np.zeros(0, np.int64), np.zeros(0, np.uint32)
        return _mapped(path, "r", size)

    def _write(self, generation: int, size: int, batches: Batches) -> tuple[Hashes, Numbers]:
        if self._folder is None:
            hashes, nodes = np.zeros(size, np.int64), np.zeros(size, np.uint32)
        else:
            path = self._path(generation)
            path.unlink(missing_ok=True)  # what another process has mapped stays as it is
            with path.open("wb") as file:
                file.truncate(12 * size)
            hashes, nodes = _mapped(path, "r+", size)
        at = 0
        for some, holders in batches:
            hashes[at : at + len(some)] = some
            nodes[at : at + len(some)] = holders
            at += len(some)
        assert at == size, "as many as were counted"
        for made in (hashes, nodes):
            if isinstance(made.base, np.memmap):
                made.base.flush()
        return hashes, nodes


def _mapped(path: Path, mode: Any, size: int) -> tuple[Hashes, Numbers]:
    """The two columns of a file, as plain arrays over the mapped ones."""
    if not size:
        return np.zeros(0, np.int64), np.zeros(0, np.uint32)
    hashes = np.memmap(path, np.int64, mode, shape=(size,))
    nodes = np.memmap(path, np.uint32, mode, offset=8 * size, shape=(size,))
    return hashes.view(np.ndarray), nodes.view(np.ndarray)
