"""The tables of the index, and what it was made with: another model or other keys begin it anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from graph.local import IN_MEMORY, one_transaction, open_local
from ledger.canonical import digest
from resolution.candidates.keys import KEYS, keys_of
from resolution.candidates.table import CAP
from resolution.comparison.features import COLUMNS, EMPTY, Features
from resolution.comparison.profiles import MOST_HOLDERS
from resolution.version import resolving_version
from resolution.weights.model import Model

FORMAT = 3
TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS said (
  id INTEGER PRIMARY KEY, mention NOT NULL, record NOT NULL, grp INTEGER NOT NULL, node INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS grp (
  id INTEGER PRIMARY KEY, digest BLOB NOT NULL, raw BLOB NOT NULL, used BLOB, one INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS node (
  id INTEGER PRIMARY KEY AUTOINCREMENT, grp INTEGER NOT NULL, slot NOT NULL, name NOT NULL,
  cluster INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS posting (hash INTEGER, node INTEGER, PRIMARY KEY (hash, node)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gone (node INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS wide (hash INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS holder (
  number TEXT, name TEXT, grp INTEGER, PRIMARY KEY (number, name, grp)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS generic (number TEXT PRIMARY KEY, names INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (key TEXT, grp INTEGER, PRIMARY KEY (key, grp)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pair (
  a INTEGER, b INTEGER, weight REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS met (
  mention PRIMARY KEY, grp INTEGER NOT NULL, since INTEGER, until INTEGER, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judged (a, b, same INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS thing (
  id INTEGER PRIMARY KEY AUTOINCREMENT, mention NOT NULL, core INTEGER NOT NULL, type TEXT NOT NULL,
  body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS thing_key (key TEXT, thing INTEGER, PRIMARY KEY (key, thing)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS core (id INTEGER PRIMARY KEY, type TEXT NOT NULL, keys BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS core_key (key TEXT, core INTEGER, PRIMARY KEY (key, core)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS twin (
  a INTEGER, b INTEGER, weight REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due (mention PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stirred (id INTEGER PRIMARY KEY, marks BLOB NOT NULL);
"""
INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS said_mention ON said (mention);
CREATE INDEX IF NOT EXISTS said_record ON said (record);
CREATE INDEX IF NOT EXISTS said_node ON said (node);
CREATE UNIQUE INDEX IF NOT EXISTS grp_digest ON grp (digest);
CREATE UNIQUE INDEX IF NOT EXISTS node_slot ON node (grp, slot);
CREATE INDEX IF NOT EXISTS node_cluster ON node (cluster) WHERE cluster != id;
CREATE INDEX IF NOT EXISTS pair_b ON pair (b);
CREATE INDEX IF NOT EXISTS source_grp ON source (grp);
CREATE INDEX IF NOT EXISTS met_grp ON met (grp, since) WHERE since IS NOT NULL;
CREATE INDEX IF NOT EXISTS judged_b ON judged (b);
CREATE UNIQUE INDEX IF NOT EXISTS thing_mention ON thing (mention);
CREATE INDEX IF NOT EXISTS thing_core ON thing (core);
CREATE INDEX IF NOT EXISTS twin_b ON twin (b);
"""
CONTENT = (
    *(
        "said",
        "grp",
        "node",
        "posting",
        "gone",
        "wide",
        "holder",
        "generic",
        "source",
        "pair",
        "judged",
        "met",
    ),
    *("thing", "thing_key", "core", "core_key", "twin", "due", "stirred", "meta"),
)
CHECKPOINT = 16_384
"""Pages of the write-ahead log after which it is brought into the file."""
PAGE = 1024
"""Bytes of a page."""
Stored = str | bytes


def open_index(path: str | Path, model: Model, layer: int) -> sqlite3.Connection:
    """Open or create an index; one made with another model, layer or version is emptied.

    A commit outlives the process at once, a loss of power only once `onto_disk` has ended: without, the last
    ones may be taken back, with the position that they had moved.
    """
    if str(path) != IN_MEMORY and not Path(path).exists():
        _create(Path(path))
    db = open_local(path, TABLES + INDEXES, "the online index")
    db.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT}")
    db.execute("PRAGMA cache_size=-262144")
    db.execute("PRAGMA synchronous=NORMAL")
    if str(path) != IN_MEMORY:
        db.execute("PRAGMA mmap_size=8589934592")
    made = f"{layer} {model.version} {fingerprint()}"
    if get_meta(db, "made") != made:
        with one_transaction(db):
            empty(db)
            put_meta(db, "made", made)
    return db


@contextmanager
def onto_disk(db: sqlite3.Connection) -> Iterator[None]:
    """What is committed inside, and all before it, outlives a loss of power too."""
    db.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        db.execute("PRAGMA synchronous=NORMAL")


def _create(path: Path) -> None:
    """A new file of small pages: a record touches some thirty pages, each in another place."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA page_size={PAGE}")
        db.execute("PRAGMA journal_mode=WAL")


def drop_indexes(db: sqlite3.Connection) -> None:
    """Leave out the indexes while rows are written in bulk."""
    for statement in filter(str.strip, INDEXES.split(";")):
        db.execute(f"DROP INDEX {statement.partition(' EXISTS ')[2].split()[0]}")


def make_indexes(db: sqlite3.Connection, but: str = "") -> None:
    """Make the indexes that are not there, but for those of one table."""
    for statement in filter(str.strip, INDEXES.split(";")):
        if f" ON {but} " not in statement:
            db.execute(statement)


def empty(db: sqlite3.Connection) -> None:
    """Delete all that the index holds, but for what it was made with."""
    made = get_meta(db, "made")
    for table in CONTENT:
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM sqlite_sequence")
    put_meta(db, "made", made)


def get_meta(db: sqlite3.Connection, name: str) -> str:
    """One value that the index says of itself; "" when it does not."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def put_meta(db: sqlite3.Connection, name: str, value: str) -> None:
    """Write down one value."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def fingerprint() -> str:
    """Names this version's code, keys, columns and caps."""
    said: dict[str, Any] = {c: (c,) if isinstance(getattr(EMPTY, c), tuple) else c for c in COLUMNS}
    keys = keys_of(Features(**said | {"birth": "1980-05-12"}))
    return digest([FORMAT, list(COLUMNS), list(KEYS), keys, CAP, MOST_HOLDERS, resolving_version()])[:16]


def packed(id_: str) -> Stored:
    """An id as it is stored: 32 hex digits take half the room."""
    if len(id_) == 32:
        try:
            short = bytes.fromhex(id_)
        except ValueError:
            return id_
        return short if short.hex() == id_ else id_
    return id_


def unpacked(stored: Stored) -> str:
    """The id that was stored."""
    return stored.hex() if isinstance(stored, bytes) else stored
