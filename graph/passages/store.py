"""The store of passages: appended in batches, folded into sorted files, dropped by the month."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from graph.passages import files, question
from graph.passages.compaction import due
from graph.passages.erased import ErasedPassages
from graph.passages.manifest import Manifest, Part
from graph.passages.passage import Passage, passages_of, table_of
from graph.passages.question import Found, Question
from graph.store.locks import attempt, held
from ledger.errors import BadInput, Unavailable

log = logging.getLogger(__name__)

LOCK = "writing.lock"
PATIENCE = 120.0
TRIES = 5
THREADS, MEMORY = 2, "1GB"


@dataclass(frozen=True)
class Appended:
    """What became of a batch: passages that are new, were there already, or were erased one by one."""

    new: int
    known: int
    refused: int = 0


class PassageStore:
    """Passages of one data directory; one process writes at a time, any number read beside it."""

    def __init__(self, folder: Path, manifest: Manifest, gone: ErasedPassages | None = None) -> None:
        self.folder = folder
        self.manifest = manifest
        self._gone = gone
        self._db = duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY})
        self._db.execute("SET temp_directory = ?", [str(folder / "spill")])
        # Files never change, so what was read of their ends may be kept.
        self._db.execute("SET parquet_metadata_cache = true")

    @classmethod
    def open(cls, folder: Path, keys: Path | None = None) -> Self:
        """Open or make it; what a write that was cut short left behind is removed.

        `keys` is the folder of the ledger's keys: the journal there says which passages were erased, and an
        older copy of the store forgets them again. Without it none can be erased one by one.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = cls(folder, Manifest(folder), ErasedPassages(keys) if keys else None)
        try:
            if lock := attempt(folder / LOCK):
                try:
                    store._clean()
                finally:
                    lock.release()
            store._erase_again()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close what was opened."""
        self._db.close()
        self.manifest.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, passages: Sequence[Passage]) -> Appended:
        """Take a batch in, all or none; when this returns it is on the disk. The same again changes nothing.

        BadInput for passages of a month that was dropped, Unavailable when it cannot be written.
        """
        return self.append_table(table_of(passages)) if passages else Appended(0, 0)

    def append_table(self, table: pa.Table) -> Appended:
        """The same for a table of these columns (`graph.passages.passage.SCHEMA`)."""
        with self._writing():
            parts = self.manifest.parts()
            once = _once(table)
            taken = self._gone.without(once) if self._gone else once
            fresh = self._unknown(taken, parts) if taken.num_rows else taken
            self._refuse_dropped(fresh)
            written = [files.write(self.folder, *place, rows) for place, rows in _partitions(fresh)]
            if written:
                self.manifest.replace((), written)
                self._fold()
        refused = once.num_rows - taken.num_rows
        return Appended(fresh.num_rows, table.num_rows - fresh.num_rows - refused, refused)

    def compact(self) -> int:
        """Fold each month into one sorted file; returns how many files went."""
        with self._writing():
            return self._compact(whole=True)

    def drop(self, month: str, at: datetime | None = None) -> int:
        """Let go of a month ("2026-05") for good, in one step; returns how many passages went.

        Who reads at that time sees all of it or nothing. What comes later for this month is refused.
        """
        question.refuse_no_month(month)
        with self._writing():
            gone = sum(part.rows for part in self.manifest.parts() if part.month == month)
            self.manifest.drop(month, (at or datetime.now(UTC)).isoformat(timespec="seconds"))
            shutil.rmtree(self.folder / f"month={month}", ignore_errors=True)
        return gone

    def among(self, ids: Iterable[str], month: str) -> list[str]:
        """Those of these ids that are of passages of a month."""
        wanted = [bytes.fromhex(id_) for id_ in ids if question.is_id(id_)]
        parts = [part for part in self.manifest.parts() if part.month == month]
        return [id_.hex() for some in self._holding(wanted, parts).values() for id_ in some]

    def erased(self, ids: Iterable[str]) -> list[str]:
        """Those of these ids that are of passages that were erased one by one."""
        wanted = [bytes.fromhex(id_) for id_ in ids if question.is_id(id_)]
        return [id_.hex() for id_ in self._gone.among(wanted)] if self._gone else []

    def erase(self, ids: Sequence[str], at: datetime | None = None) -> int:
        """Erase single passages for good; returns how many went. The same are refused from then on.

        Each file that held one is written anew without it, and all of these take the place of the old ones
        in one step. Who is killed before that has erased nothing: the next one that opens the store does it.
        """
        if self._gone is None:
            raise Unavailable("No passage is erased without a folder of keys: see LOCARD_KEYS.")
        wanted = [bytes.fromhex(id_) for id_ in ids if question.is_id(id_)]
        with self._writing():
            found = self._holding(wanted, self.manifest.parts())
            gone = sorted({id_ for some in found.values() for id_ in some})
            if not gone:
                return 0
            moment = (at or datetime.now(UTC)).isoformat(timespec="seconds")
            line = self._gone.add([id_.hex() for id_ in gone], [part.month for part in found], moment)
            self._rewrite(line.token, found)
        return len(gone)

    def _erase_again(self) -> None:
        """What the journal names and this store, an older copy of itself, still holds."""
        known = self.manifest.erased()
        left = [line for line in (self._gone.lines() if self._gone else ()) if line.token not in known]
        if not left or self._gone is None:
            return
        with self._writing():
            for line in left:
                parts = [part for part in self.manifest.parts() if part.month in line.months]
                ids = self._gone.among([id_ for part in parts for id_ in self._ids(part)])
                self._rewrite(line.token, self._holding(ids, parts))

    def _rewrite(self, token: str, found: Mapping[Part, Sequence[bytes]]) -> None:
        new = [one for part, ids in found.items() for one in files.without(self._db, self.folder, part, ids)]
        self.manifest.erase(token, found, new)
        self._remove(found)

    def _holding(self, ids: Sequence[bytes], parts: Sequence[Part]) -> dict[Part, list[bytes]]:
        """The files that hold one of these, with those that they hold."""
        held = ((part, self._ids(part, ids)) for part in parts if ids)
        return {part: some for part, some in held if some}

    def _ids(self, part: Part, among: Sequence[bytes] = ()) -> list[bytes]:
        """The ids of a file, or those among some."""
        query = "SELECT id FROM read_parquet($name, hive_partitioning = false)"
        values: dict[str, Any] = {"name": str(self.folder / part.name)}
        if among:
            query += " WHERE id IN (SELECT unnest($ids))"
            values["ids"] = list(among)
        with closing(self._db.cursor()) as cursor:
            return [row[0] for row in cursor.execute(query, values).fetchall()]

    def months(self) -> dict[str, int]:
        """Passages by month."""
        found: dict[str, int] = {}
        for part in self.manifest.parts():
            found[part.month] = found.get(part.month, 0) + part.rows
        return found

    def read(self, asked: Question, allowed: Sequence[int], since: str = "") -> Found:
        """What fits the question among what these classes may see: the latest first, with "N of M".

        `since` (ISO date): what was collected before it is as if it had never been.
        """
        rows, total = self._asked(asked, allowed, since)
        return Found(tuple(passages_of(rows)), total)

    def get(self, ids: Sequence[str], allowed: Sequence[int], since: str = "") -> dict[str, Passage]:
        """Passages by id; what may not be seen is not there."""
        keys = [bytes.fromhex(id_) for id_ in ids if question.is_id(id_)]
        if not keys:
            return {}
        rows, _ = self._asked(Question(ids=tuple(keys), limit=len(keys)), allowed, since)
        return {found.id: found for found in passages_of(rows)}

    def _asked(self, asked: Question, allowed: Sequence[int], since: str) -> tuple[list[dict[str, Any]], int]:
        """A file may be folded into another while it is read: then the manifest names that one."""
        for _ in range(TRIES):
            parts = question.touched(self.manifest.parts(), asked, since)
            if not parts:
                return [], 0
            cursor = self._db.cursor()
            try:
                return question.ask(cursor, self._paths(parts), asked, allowed, since)
            except duckdb.IOException as error:
                if all((self.folder / part.name).exists() for part in parts):
                    raise Unavailable(f"Passages in {self.folder} cannot be read: {error}") from error
            finally:
                cursor.close()
        raise Unavailable("The passages were moved again and again while they were read: try again.")

    def _paths(self, parts: Sequence[Part]) -> list[str]:
        return [str(self.folder / part.name) for part in parts]

    def _unknown(self, table: pa.Table, parts: Sequence[Part]) -> pa.Table:
        """Without what the store holds: only files that tell of the same time are looked into."""
        ends = pc.min_max(table["time"]).as_py()
        first, last = str(ends["min"]), str(ends["max"])
        beside = [part for part in parts if part.first <= last and part.last >= first]
        if not beside:
            return table
        cursor = self._db.cursor()
        try:
            given = "SELECT id FROM batch"
            cursor.register("batch", table.select(["id"]))
            query = (
                "SELECT id FROM read_parquet($names, hive_partitioning = false)"
                f" WHERE time BETWEEN $first AND $last AND id IN ({given})"
            )
            values = {"names": self._paths(beside), "first": ends["min"], "last": ends["max"]}
            known = [row[0] for row in cursor.execute(query, values).fetchall()]
        finally:
            cursor.close()
        return table.filter(pc.invert(pc.is_in(table["id"], pa.array(known, pa.binary(16)))))

    def _refuse_dropped(self, table: pa.Table) -> None:
        dropped = self.manifest.dropped()
        for month in pc.unique(pc.strftime(table["time"], "%Y-%m")).to_pylist():
            if month in dropped:
                raise BadInput(
                    f"Passages of {month} were dropped, their term ran out: leave them out of the batch."
                )

    def _fold(self) -> None:
        try:
            self._compact(whole=False)
        except Unavailable as error:  # the batch is safe; the next one tries again
            log.warning("small files of passages could not be folded: %s", error.detail)

    def _compact(self, whole: bool) -> int:
        gone = 0
        while (work := due(self.manifest.parts(), whole)) is not None:
            old, hour = work
            new = files.merge(self._db, self.folder, old, hour)
            self.manifest.replace(old, [new])
            self._remove(old)
            gone += len(old)
        return gone

    def _remove(self, parts: Iterable[Part]) -> None:
        for part in parts:
            (self.folder / part.name).unlink(missing_ok=True)
            with suppress(OSError):  # other files of that hour may still be there
                (self.folder / part.name).parent.rmdir()

    def _clean(self) -> None:
        for path in files.strays(self.folder, self.manifest.parts()):
            path.unlink()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with held(self.folder / LOCK, PATIENCE) as mine:
            if not mine:
                raise Unavailable(
                    f"Another process has been writing passages for {PATIENCE:.0f} s: try again, or end it."
                )
            yield


def _once(table: pa.Table) -> pa.Table:
    """Without what stands in the batch twice."""
    places = pa.array(range(table.num_rows), pa.int64())
    first = table.select(["id"]).append_column("place", places).group_by("id").aggregate([("place", "min")])
    if first.num_rows == table.num_rows:
        return table
    return table.take(first["place_min"])


def _partitions(table: pa.Table) -> Iterator[tuple[tuple[str, str], pa.Table]]:
    """(month, hour of collection) with its rows."""
    if not table.num_rows:
        return
    labels = pc.strftime(table["time"], "%Y-%m %dT%H")
    for label in sorted(pc.unique(labels).to_pylist()):
        month, hour = label.split(" ")
        yield (month, hour), table.filter(pc.equal(labels, label))
