"""The files beside the database of an index: made again where they are behind it, or not there."""

from __future__ import annotations

import sqlite3

from graph.local import one_transaction
from resolution.candidates.keys import keys_of
from resolution.online.index.ahead import hash_of
from resolution.online.index.codes import CodeFile, code_of
from resolution.online.index.nodes import Nodes
from resolution.online.index.schema import get_meta, onto_disk, put_meta
from resolution.online.index.tables import features_from

FLUSH = 50_000
"""New nodes after which their codes are brought onto the disk."""
READ = 4000
"""Nodes that are read at once."""


class Files:
    """Keeps the codes of nodes, and the keys that were loaded in bulk, in step with the database."""

    def __init__(self, db: sqlite3.Connection, codes: CodeFile, nodes: Nodes) -> None:
        self._db, self._codes, self._nodes = db, codes, nodes
        self._postings = nodes.postings

    def restore(self) -> None:
        """Make again what is behind or not there."""
        if self._postings.open():
            self._postings.tidy()
        else:
            self._restore_keys()
        self.restore_codes()

    def restore_codes(self) -> None:
        """Make again the codes of nodes that may not have reached the disk."""
        synced = int(get_meta(self._db, "codes") or 0)
        synced = synced if len(self._codes) > synced else 0
        query = "SELECT n.id, coalesce(g.used, g.raw) FROM node n JOIN grp g ON g.id = n.grp WHERE n.id > ?"
        for node, body in self._db.execute(query, (synced,)):
            self._codes.put(node, code_of(features_from(body)))

    def give_up(self) -> None:
        """Say on the disk that none of the codes can be relied on, before they are cleared."""
        with onto_disk(self._db):
            put_meta(self._db, "codes", "0")

    def went_back(self) -> None:
        """Look again at what there is, after a load that was taken back."""
        self._postings.open()
        self.restore_codes()

    def flush(self) -> None:
        """Bring the codes onto the disk."""
        self._codes.flush()
        self._nodes.made = 0
        last = self._db.execute("SELECT max(id) FROM node").fetchone()[0] or 0
        put_meta(self._db, "codes", str(last))

    def flush_many(self) -> None:
        """The same once there are enough new nodes."""
        if self._nodes.made >= FLUSH:
            self.flush()

    def _restore_keys(self) -> None:
        """Write the keys of all nodes into the tables."""
        tables = self._nodes.tables
        with one_transaction(self._db):
            self._postings.clear()
            ids = [row[0] for row in self._db.execute("SELECT id FROM node")]
            for start in range(0, len(ids), READ):
                nodes = tables.nodes(ids[start : start + READ])
                for node, features in zip(nodes, tables.features(nodes), strict=True):
                    self._postings.put(node.id, {hash_of(key) for key in keys_of(features)})
