"""Signed heads of the log: each names the one before and how far each chain has grown, under a Merkle root.

A chain shows that a line was changed, not that its last lines were cut off or that all of it was written
anew. A head does: it is signed with a key that the ledger does not hold, and can be kept elsewhere.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from ledger import tables
from ledger.database import HEAD_LOCK, Database
from ledger.errors import BadInput, LocardError
from ledger.merkle import Reach, root
from ledger.signing import Signing

EVERY, SECONDS = 1000, 60.0
"""A head follows this many lines, or this long after a line that none covers yet."""
HEAD_COLUMNS = ("number", "at", "root", "previous", "key", "hash", "signature")
LATE = 10_000
"""Numbers back from which lines of a server are looked for that were committed after later ones."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """One head; `hash` is over all but itself and the signature, `previous` that of the head before."""

    number: int
    at: str
    reaches: tuple[Reach, ...]
    root: str
    previous: str
    key: str
    hash: str = ""
    signature: str = ""

    @property
    def hashed(self) -> str:
        """The hash that it should have."""
        reaches = [[one.chain, one.first, one.last, one.end, one.root] for one in self.reaches]
        told = [self.number, self.at, reaches, self.root, self.previous, self.key]
        return hashlib.sha256(orjson.dumps(told)).hexdigest()


class Heads:
    """Makes the heads of one ledger; without a folder of keys there are none."""

    def __init__(self, database: Database, now: Callable[[], str], folder: Path | None) -> None:
        self._database = database
        self._now = now
        self.signing = Signing(folder) if folder else None
        self._lines = 0
        self._state = threading.Lock()
        self._making = threading.Lock()
        self._timer: threading.Timer | None = None

    def grown(self, lines: int) -> None:
        """Note that lines were written: one is due after many of them, or after some time."""
        if self.signing is None:
            return
        with self._state:
            self._lines += lines
            if self._timer is None:
                self._timer = threading.Timer(SECONDS, self._attempted)
                self._timer.daemon = True
                self._timer.start()

    def make_due(self) -> None:
        """Make one when there are lines enough."""
        if self._lines >= EVERY:
            self._attempted()

    def make(self) -> Head | None:
        """Sign what the chains hold since the last head; None where that is nothing."""
        if self.signing is None:
            return None
        with self._making:
            self._stop()
            with self._database.writing(HEAD_LOCK) as connection:
                last = next(_heads(connection, latest=True), None)
                reaches = tuple(_reaches(connection, last, LATE if not self._database.sqlite else 0))
                if not reaches:
                    return None
                made = _signed(last, reaches, self._now(), self.signing)
                _write(connection, made)
        return made

    def all(self) -> list[Head]:
        """Every head, oldest first."""
        with self._database.reading() as connection:
            return heads(connection)

    def close(self) -> None:
        """Sign what this process wrote since the last head."""
        if self._lines:
            self._attempted()
        self._stop()

    def _attempted(self) -> None:
        """A head that cannot be made now is made later: the lines that it covers are on the disk."""
        try:
            self.make()
        except (LocardError, OSError, SQLAlchemyError) as error:
            log.warning("no head of the log could be signed: %s", type(error).__name__)

    def _stop(self) -> None:
        with self._state:
            self._lines = 0
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None


def heads(connection: Connection) -> list[Head]:
    """Every head, oldest first."""
    return list(_heads(connection))


def written(head: Head) -> str:
    """A head as one line of JSON, to be kept elsewhere."""
    return orjson.dumps(asdict(head)).decode()


def read(file: Path) -> list[Head]:
    """The heads in a file, one on a line, oldest first; BadInput for a line that is none."""
    try:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: give a file made by locard audit heads.") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            told = orjson.loads(line)
            told["reaches"] = tuple(Reach(**one) for one in told["reaches"])
            found.append(Head(**told))
        except (ValueError, TypeError, KeyError) as error:
            raise BadInput(
                f"{file.name}:{number} is no head: use a file made by locard audit heads."
            ) from error
    return found


def _heads(connection: Connection, latest: bool = False) -> Iterator[Head]:
    head, end = tables.head, tables.head_end
    wanted = select(head).order_by(head.c.number)
    ends = select(end).order_by(end.c.head, end.c.chain)
    if latest:
        number = select(func.max(head.c.number)).scalar_subquery()
        wanted, ends = wanted.where(head.c.number == number), ends.where(end.c.head == number)
    reaches: dict[int, list[Reach]] = {}
    for row in connection.execute(ends):
        reach = Reach(row.chain, row.first, row.last, row.end, row.root)
        reaches.setdefault(row.head, []).append(reach)
    for row in connection.execute(wanted):
        yield _head(row, tuple(reaches.get(row.number, ())))


def _head(row: Row[tuple[object, ...]], reaches: tuple[Reach, ...]) -> Head:
    return Head(row.number, row.at, reaches, row.root, row.previous, row.key, row.hash, row.signature)


def _reaches(connection: Connection, last: Head | None, late: int) -> Iterator[Reach]:
    table, low = tables.audit, 0
    if last is not None:
        low = min(_number(connection, one) for one in last.reaches) - late
    grown = select(table.c.chain).where(table.c.sequence > low, table.c.place > 0).distinct()
    for chain in sorted(connection.execute(grown).scalars()):
        end = tables.head_end
        covered = select(end.c.last).where(end.c.chain == chain).order_by(end.c.head.desc()).limit(1)
        after = connection.execute(covered).scalar() or 0
        lines = select(table.c.place, table.c.hash).where(table.c.chain == chain, table.c.place > after)
        rows = connection.execute(lines.order_by(table.c.place)).all()
        if rows:
            yield Reach(chain, rows[0].place, rows[-1].place, rows[-1].hash, root([row.hash for row in rows]))


def _number(connection: Connection, reach: Reach) -> int:
    table = tables.audit
    place = (table.c.chain == reach.chain) & (table.c.place == reach.last)
    return int(connection.execute(select(table.c.sequence).where(place)).scalar() or 0)


def _signed(last: Head | None, reaches: tuple[Reach, ...], at: str, signing: Signing) -> Head:
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    bare = Head(number, at, reaches, root([one.root for one in reaches]), previous, signing.public)
    hash_ = bare.hashed
    return Head(**{**bare.__dict__, "hash": hash_, "signature": signing.sign(hash_)})


def _write(connection: Connection, made: Head) -> None:
    row = {name: getattr(made, name) for name in HEAD_COLUMNS}
    connection.execute(insert(tables.head), [row])
    ends = [{**asdict(one), "head": made.number} for one in made.reaches]
    connection.execute(insert(tables.head_end), ends)
